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
    var counts: [Int32: (bot: Int, human: Int)] = [:]
    for (position, row) in design.rows.enumerated() {
      let isBot = design.arm[position] == 1
      counts[topic[Int(row)], default: (0, 0)].bot += isBot ? 1 : 0
      counts[topic[Int(row)], default: (0, 0)].human += isBot ? 0 : 1
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
    mix = counts.sorted { left, right in
      let a = left.value.bot + left.value.human
      let b = right.value.bot + right.value.human
      return a != b ? a > b : left.key < right.key
    }.map {
      row(StratumVariable.topic.name($0.key, in: design.table), $0.value.bot, $0.value.human)
    }
    onlyBot = overlap.onlyBot.map { row(design.strata.name($0.code, in: design.table), $0.bot, 0) }
    onlyHuman = overlap.onlyHuman.map {
      row(design.strata.name($0.code, in: design.table), 0, $0.human)
    }
  }
}
