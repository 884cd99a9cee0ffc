import Cohorts
import Facts
import Statistics

extension ContainedOnly {
  /// Durable resolution of the bot's contacts that were never handed over (STATISTICS 1).
  ///
  /// Nil when nothing says which were. It leaves out the bot's failures, and is labelled so.
  init?(_ design: ComparisonDesign) {
    let cells = design.table.cells(of: .containment)
    let known = design.rows.enumerated().filter { position, row in
      design.arm[position] == 1 && cells[Int(row)].answer != nil
    }.map { Int($1) }
    guard !known.isEmpty else { return nil }
    let left = known.count { cells[$0].answer == false }
    let column = RateColumn(.durableResolution, design) { cells[$0].answer == true }
    let mask = column.isUsed.indices.map { column.isUsed[$0] && design.arm[$0] == 1 }
    var rate = Estimate(
      numerator: column.bot.numerator,
      denominator: column.bot.denominator,
      nullReason: "too_few"
    )
    if column.bot.denominator >= design.options.minCell,
      let frame = try? CohortFrame(cluster: design.customer),
      let result = try? frame.proportion(
        column.outcome,
        among: mask,
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
      leftOutShare: Double(left) / Double(known.count),
      sentence: (figure ?? "Counting only contacts that the bot kept leaves out ") + "the "
        + NumberWords.percent(Double(left) / Double(known.count)) + " of "
        + NumberWords.count(known.count) + " handed to a human, and flatters the bot."
    )
  }
}
