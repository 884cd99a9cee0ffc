import Cohorts
import Facts
import Statistics

extension CaseMix {
  /// Who got what, by topic, and what only one side sees, by stratum.
  init(_ design: ComparisonDesign) {
    self.init()
    let overlap = design.strata.overlap
    strata = design.strata.variables.map(\.rawValue)
    strataCount = overlap.strata.count
    strataWithBoth = overlap.strata.count { $0.bot > 0 && $0.human > 0 }
    comparableShareBot = overlap.botShare
    comparableShareHuman = overlap.humanShare
    unknownTopicShare = design.unknownTopicShare
    let topic = StratumVariable.topic.codes(design.table)
    // Twice the topic, plus the arm.
    var counts = [Int](repeating: 0, count: 2 * (Int(topic.max() ?? 0) + 1))
    for (position, row) in design.rows.enumerated() {
      counts[2 * Int(topic[Int(row)]) + Int(design.arm[position])] += 1
    }
    let topics = (0..<Int32(counts.count / 2)).map { code in
      (code: code, bot: counts[2 * Int(code) + 1], human: counts[2 * Int(code)])
    }
    func row(_ name: String, _ bot: Int, _ human: Int) -> MixRow {
      MixRow(
        name: name,
        bot: bot,
        human: human,
        botShare: design.botCount > 0 ? Double(bot) / Double(design.botCount) : 0,
        humanShare: design.humanCount > 0 ? Double(human) / Double(design.humanCount) : 0
      )
    }
    mix = topics.filter { $0.bot + $0.human > 0 }.sorted { left, right in
      let a = left.bot + left.human
      let b = right.bot + right.human
      return a != b ? a > b : left.code < right.code
    }.map { row(StratumVariable.topic.name($0.code, in: design.table), $0.bot, $0.human) }
    onlyBot = overlap.onlyBot.map { row(design.strata.name($0.code, in: design.table), $0.bot, 0) }
    onlyHuman = overlap.onlyHuman.map {
      row(design.strata.name($0.code, in: design.table), 0, $0.human)
    }
  }
}
