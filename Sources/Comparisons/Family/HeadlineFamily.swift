import Cohorts
import Facts
import Statistics

/// The five headline measures in the order of STATISTICS 7.3.
struct HeadlineFamily: Sendable {
  var drafts: [Draft]
  /// The other figure for returns within 7 days, which carries no verdict (STATISTICS 4.3).
  var otherRepeat: Draft
  let satisfaction: Satisfaction
}

extension DraftBuilder {
  /// Returns within 7 days: the rate over contacts followed for 7 days while at most a tenth lack
  /// follow-up in either arm, else the cumulative incidence over all.
  func repeats() -> (carrier: Draft, other: Draft) {
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
  func resolvedInADay() -> Draft {
    let column = RateColumn(.lenientResolution, design)
    let differs = Evidence.allCases.contains {
      differ(column.bot.share(of: $0), column.human.share(of: $0))
    }
    return incidence(
      .resolvedWithin24h,
      statistic: "cif_24h",
      of: followedForADay() ?? design.table.resolution,
      horizon: ResolutionHorizon.oneDay.span,
      differs: differs
    )
  }

  /// The resolution column without contacts that began less than a day before as-of; nil when more than a tenth of an
  /// arm would be left out.
  ///
  /// The rule for repeat contact (STATISTICS 4.3), used here for the same reason: one contact still open with an hour
  /// of follow-up would make the incidence at 24 hours undefined in its whole stratum, and a large stratum would fall
  /// out for one contact. Leaving out by the time of beginning alone, never by what happened, biases nothing.
  func followedForADay() -> [TimedStatus?]? {
    let table = design.table
    let horizon = ResolutionHorizon.oneDay.span
    // Without an open contact everything is defined as it stands.
    guard let asOf = table.asOf(design.rows) else { return nil }
    var column = table.resolution
    var young = (bot: 0, human: 0)
    var all = (bot: 0, human: 0)
    for (position, row) in design.rows.enumerated() {
      let row = Int(row)
      guard column[row] != nil else { continue }
      let isBot = design.arm[position] == 1
      if isBot { all.bot += 1 } else { all.human += 1 }
      guard let followed = table.observed(row, until: asOf), followed < horizon else { continue }
      column[row] = nil
      if isBot { young.bot += 1 } else { young.human += 1 }
    }
    let carrier = FollowUp.carrier(
      lackingBot: all.bot > 0 ? Double(young.bot) / Double(all.bot) : 0,
      lackingHuman: all.human > 0 ? Double(young.human) / Double(all.human) : 0
    )
    return carrier == .fullyFollowed ? column : nil
  }
}
