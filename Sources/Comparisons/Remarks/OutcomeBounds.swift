import Cohorts
import Facts
import Statistics

/// What the contacts with unknown outcome could change of lenient resolution (STATISTICS 6.1).
package struct OutcomeBounds: Sendable {
  /// The lowest and the highest possible rate.
  package var bot: ClosedRange<Double>
  package var human: ClosedRange<Double>
  package var difference: ClosedRange<Double>
  package var botUnknown: Int
  package var humanUnknown: Int
  /// Contacts whose outcome is known or unknown, by side.
  package var botContacts: Int
  package var humanContacts: Int
  /// Whether the ranges of both sides do not overlap.
  package var isSignIdentified: Bool

  package init(
    bot: ClosedRange<Double>,
    human: ClosedRange<Double>,
    difference: ClosedRange<Double>,
    botUnknown: Int,
    humanUnknown: Int,
    botContacts: Int,
    humanContacts: Int,
    isSignIdentified: Bool
  ) {
    self.bot = bot
    self.human = human
    self.difference = difference
    self.botUnknown = botUnknown
    self.humanUnknown = humanUnknown
    self.botContacts = botContacts
    self.humanContacts = humanContacts
    self.isSignIdentified = isSignIdentified
  }

  /// Nil when a side has no contact.
  init?(_ design: ComparisonDesign) {
    let lenient = RateColumn(.lenientResolution, design)
    let outcome = design.table.whole(design.table.outcome, fill: .unknown)
    var unknown = (bot: 0, human: 0)
    for (position, row) in design.rows.enumerated() where outcome[Int(row)] == .unknown {
      if design.arm[position] == 1 { unknown.bot += 1 } else { unknown.human += 1 }
    }
    func counts(_ rate: RateCounts, _ unknown: Int) -> UnknownOutcomes.Counts {
      UnknownOutcomes.Counts(
        yes: rate.numerator,
        no: rate.denominator - rate.numerator,
        unknown: unknown
      )
    }
    let bot = counts(lenient.bot, unknown.bot)
    let human = counts(lenient.human, unknown.human)
    guard let bounds = UnknownOutcomes(bot: bot, human: human) else { return nil }
    self.init(
      bot: bounds.bot,
      human: bounds.human,
      difference: bounds.difference,
      botUnknown: unknown.bot,
      humanUnknown: unknown.human,
      botContacts: bot.total,
      humanContacts: human.total,
      isSignIdentified: bounds.isSignIdentified
    )
  }

  /// The range is printed when unknown outcomes exceed a twentieth of either side.
  var sentence: String? {
    guard botUnknown * 20 > botContacts || humanUnknown * 20 > humanContacts else { return nil }
    func limit(_ value: Double) -> String {
      NumberWords.points(value) + " points " + (value < 0 ? "fewer" : "more")
    }
    return "Depending on what happened in the "
      + NumberWords.count(botUnknown + humanUnknown, of: "contact")
      + " with unknown outcome, the difference in lenient resolution lies between "
      + limit(difference.lowerBound) + " and " + limit(difference.upperBound) + "."
  }
}
