import Cohorts
import Facts
import Statistics

/// The five headline measures in the order of STATISTICS 7.3.
struct HeadlineFamily: Sendable {
  var drafts: [Draft]
  /// The other figure for returns within 7 days, which carries no verdict (STATISTICS 4.3).
  var otherRepeat: Draft
  let satisfaction: Satisfaction

  init(_ design: ComparisonDesign) {
    let builder = DraftBuilder(design: design)
    let repeats = builder.repeats()
    satisfaction = Satisfaction(design)
    otherRepeat = repeats.other
    drafts = [
      builder.rate(.durableResolution), repeats.carrier, builder.resolvedInADay(),
      builder.quantile(.firstResponseTime, 0.5, "p50"), satisfaction.draft(builder),
    ]
  }
}

extension DraftBuilder {
  /// Returns within 7 days: the rate over contacts followed for 7 days while at most a tenth lack
  /// follow-up in either arm, else the cumulative incidence over all.
  fileprivate func repeats() -> (carrier: Draft, other: Draft) {
    let column = RateColumn(.repeat7dAny, design)
    let rate = rate(.repeat7dAny, column)
    let incidence = incidence(
      .repeat7dAny,
      statistic: "cif_7d",
      of: design.table.nextContact,
      horizon: RepeatWindow.week.span,
      differs: false
    )
    func lacking(_ counts: RateCounts) -> Double {
      let young = counts.excluded(.notEligible)
      let all = young + counts.denominator
      return all > 0 ? Double(young) / Double(all) : 0
    }
    let carrier = FollowUp.carrier(
      lackingBot: lacking(column.bot),
      lackingHuman: lacking(column.human)
    )
    return carrier == .fullyFollowed ? (rate, incidence) : (incidence, rate)
  }

  /// Resolved within 24 hours, abandoned contacts being a competing end and open ones censored.
  fileprivate func resolvedInADay() -> Draft {
    let column = RateColumn(.lenientResolution, design)
    let differs = Evidence.allCases.contains {
      differ(column.bot.share(of: $0), column.human.share(of: $0))
    }
    return incidence(
      .resolvedWithin24h,
      statistic: "cif_24h",
      of: design.table.resolution,
      horizon: ResolutionHorizon.oneDay.span,
      differs: differs
    )
  }
}
