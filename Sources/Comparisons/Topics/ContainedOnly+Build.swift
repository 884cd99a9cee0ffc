import Cohorts
import Facts
import Statistics

extension ContainedOnly {
  /// Durable resolution of the bot's contacts that were never handed over (STATISTICS 1).
  ///
  /// Nil when nothing says which were. It leaves out the bot's failures, and is labelled so.
  init?(_ design: ComparisonDesign) {
    let cells = design.table.cells(of: .containment)
    var known = 0
    var left = 0
    for (position, row) in design.rows.enumerated() where design.arm[position] == 1 {
      guard let isKept = cells[Int(row)].answer else { continue }
      known += 1
      if !isKept { left += 1 }
    }
    guard known > 0 else { return nil }
    let column = RateColumn(.durableResolution, design) { cells[$0].answer == true }
    var rate = Estimate(
      numerator: column.bot.numerator,
      denominator: column.bot.denominator,
      nullReason: "too_few"
    )
    if column.bot.denominator >= design.options.minCell,
      let result = try? design.frame?.proportion(
        ofArm: 1,
        answers: column.answers,
        level: design.options.level
      )
    {
      rate = Estimate(result, counts: column.bot)
    }
    let figure = rate.value.map {
      "Counting only contacts that the bot kept, it resolved "
        + NumberWords.percent($0) + " of " + NumberWords.count(column.bot.denominator)
        + " for good; this leaves out "
    }
    self.init(
      rate: rate,
      leftOutShare: Double(left) / Double(known),
      sentence: (figure ?? "Counting only contacts that the bot kept leaves out ") + "the "
        + NumberWords.percent(Double(left) / Double(known)) + " of "
        + NumberWords.count(known) + " handed to a human, and flatters the bot."
    )
  }
}
