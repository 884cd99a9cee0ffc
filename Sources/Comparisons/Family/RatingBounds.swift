/// What the contacts without a rating could change (METRICS M43, STATISTICS 6.1).
package struct RatingBounds: Sendable {
  /// The lowest and the highest satisfied share, did all who were asked answer.
  package var bot: ClosedRange<Double>
  package var human: ClosedRange<Double>
  package var botUnanswered: Int
  package var humanUnanswered: Int
  /// Whether the sign of the difference is known whatever the silent think.
  package var isSignIdentified: Bool
  /// The share of satisfied among the bot's silent at which the difference would turn, the humans'
  /// silent being like those who answered; nil when no share from 0 to 1 turns it.
  package var tippingPoint: Double?
  /// The export does not say who was asked, so that every engaged contact counts as asked.
  package var countsEveryone: Bool
  package var sentence: String

  package init(
    bot: ClosedRange<Double>,
    human: ClosedRange<Double>,
    botUnanswered: Int,
    humanUnanswered: Int,
    isSignIdentified: Bool,
    tippingPoint: Double?,
    countsEveryone: Bool = false
  ) {
    self.bot = bot
    self.human = human
    self.botUnanswered = botUnanswered
    self.humanUnanswered = humanUnanswered
    self.isSignIdentified = isSignIdentified
    self.tippingPoint = tippingPoint
    self.countsEveryone = countsEveryone
    let range = { (range: ClosedRange<Double>) in
      NumberWords.percent(range.lowerBound) + " to " + NumberWords.percent(range.upperBound)
    }
    let turn =
      tippingPoint.map {
        "the difference would turn if " + NumberWords.percent($0)
          + " of the bot\u{2019}s silent customers were satisfied"
      } ?? "no opinion of the bot\u{2019}s silent customers alone would turn the difference"
    sentence =
      "Had everybody answered, the satisfied share could be anything from " + range(bot)
      + " for the bot (" + NumberWords.count(botUnanswered) + " did not answer) and from "
      + range(human) + " for humans (" + NumberWords.count(humanUnanswered) + " did not); "
      + turn + "."
      + (countsEveryone
        ? " The export does not say who was asked, so every engaged contact counts as asked." : "")
  }
}
