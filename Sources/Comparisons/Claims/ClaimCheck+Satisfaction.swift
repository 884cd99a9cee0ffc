import Cohorts
import Facts

/// C4: satisfaction on par with humans.
extension ClaimCheck {
  func satisfaction(_ claim: Claim) -> ClaimResult {
    let satisfied = finding(RateMetric.csatTop2.definition)
    let condition = ClaimCondition(
      text: "customers of the bot are as satisfied as those of people (within the margin)",
      figure: compared("Satisfied share, adjusted", satisfied),
      state: Self.parity(satisfied).unless(refusal(satisfied))
    )
    var beside = [compared("Satisfied share, raw", satisfied, isRaw: true)]
    beside += both(RateMetric.csatTop2.definition)
    beside.append(figure(RateMetric.csatTop2.definition, "rate", .handledBy(.botToHuman)))
    beside += both(RateMetric.surveyResponse.definition)
    for bound in ["lower_bound", "upper_bound"] {
      for cohort in [EntryCohort.botFirst, .humanFirst] {
        let words =
          bound == "lower_bound" ? "were no silent customer satisfied" : "were every one satisfied"
        beside.append(
          figure(
            .csatBounds,
            bound,
            .entry(cohort),
            "Satisfied share \(words), \(Self.name(.entry(cohort)))"
          )
        )
      }
    }
    beside += byRating()
    return decided(
      claim,
      [condition],
      beside: beside,
      checks: findings.ratingBounds.map { [$0.sentence] } ?? [],
      confounders: [
        "Those who answer are not those who do not.",
        "Ratings of contacts that were passed on, credited to people.",
        "A survey offered only after success.", "Easier contacts.",
        "People expect something else of a bot.",
      ]
    )
  }

  /// Durable resolution and frustration of contacts with and without a rating, of both sides.
  private func byRating() -> [ClaimFigure] {
    let rated = table.cells(of: RateMetric.csatTop2)
    return [EntryCohort.botFirst, .humanFirst].flatMap { cohort in
      [true, false].flatMap { isRated in
        let rows = selection.rows(cohort).filter { (rated[Int($0)].answer != nil) == isRated }
        let words = (isRated ? ", rated, " : ", not rated, ") + Self.name(.entry(cohort))
        return [RateMetric.durableResolution, .frustratedContact].map {
          rate($0, rows, $0.definition.title + words)
        }
      }
    }
  }
}
