import Cohorts
import Facts
import Statistics

/// The chance that a random rating of a bot contact is higher than one of a human contact (STATISTICS 4.4).
///
/// Among those who rated, on the commonest scale, ties counting half; not adjusted for case mix. One
/// half is equality.
package struct RatingSuperiority: Sendable {
  package var estimate: Estimate
  package var pValue: Double
  package var botRatings: Int
  package var humanRatings: Int
  package var sentence: String

  package init(
    estimate: Estimate,
    pValue: Double,
    botRatings: Int,
    humanRatings: Int,
    sentence: String
  ) {
    self.estimate = estimate
    self.pValue = pValue
    self.botRatings = botRatings
    self.humanRatings = humanRatings
    self.sentence = sentence
  }

  /// Nil when a side has fewer ratings than the smallest cell.
  init?(_ design: ComparisonDesign) {
    let scales = design.table.whole(design.table.ratingScale, fill: nil)
    let common = RatingScale.commonest(scales, rows: design.rows)
    var values = ValueColumn(.csatScore, design).values
    var bot = 0
    var human = 0
    for (position, row) in design.rows.enumerated() where !values[position].isNaN {
      // Scales are never pooled (M41).
      guard scales[Int(row)].map({ $0 == common }) ?? true else {
        values[position] = .nan
        continue
      }
      if design.arm[position] == 1 { bot += 1 } else { human += 1 }
    }
    guard min(bot, human) >= design.options.minCell,
      let found = try? Superiority(
        of: values,
        arm: design.arm,
        cluster: design.customer,
        level: design.options.level
      ), let theta = found.theta
    else { return nil }
    // The procedure asks which is smaller; a higher rating is better.
    let estimate = Estimate(
      value: 1 - theta,
      lower: 1 - found.interval.upper,
      upper: 1 - found.interval.lower,
      denominator: bot + human,
      customers: found.botCustomers + found.humanCustomers,
      effectiveSize: found.effectiveSize,
      designEffect: found.designEffect
    )
    self.init(
      estimate: estimate,
      pValue: found.pValue,
      botRatings: bot,
      humanRatings: human,
      sentence:
        "Of two random ratings, one of a bot contact and one of a human contact, the bot\u{2019}s is the"
        + " higher one with a chance of " + NumberWords.percent(1 - theta) + " ("
        + NumberWords.level(design.options.level) + " interval "
        + NumberWords.percent(1 - found.interval.upper) + " to "
        + NumberWords.percent(1 - found.interval.lower) + "; ties count half, and "
        + NumberWords.percent(0.5) + " is equality; " + NumberWords.count(bot) + " and "
        + NumberWords.count(human) + " ratings, not adjusted for case mix)."
    )
  }
}
