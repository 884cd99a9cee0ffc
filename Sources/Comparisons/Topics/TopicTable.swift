import Cohorts
import Facts
import Statistics

/// Durable resolution topic by topic, with its own control of false findings (STATISTICS 7.3).
///
/// Within a topic nothing else is adjusted for, so that every figure can be recounted.
struct TopicTable: Sendable {
  let findings: [TopicFinding]
  let heterogeneity: Heterogeneity?

  init(_ design: ComparisonDesign) {
    let column = RateColumn(.durableResolution, design)
    let topic = StratumVariable.topic.codes(design.table)
    var groups: [Int32: [Int]] = [:]
    for (position, row) in design.rows.enumerated() where column.isUsed[position] {
      groups[topic[Int(row)], default: []].append(position)
    }
    let ordered = groups.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
    let rows = ordered.map { Row($0.key, $0.value, design, column) }
    let tested = rows.indices.filter { rows[$0].result != nil }
    let qValues = FalseDiscovery.qValues(tested.compactMap { rows[$0].result?.pValue })
    var q = [Double?](repeating: nil, count: rows.count)
    for (index, value) in zip(tested, qValues) { q[index] = value }
    findings = rows.indices.map { rows[$0].finding(design, q: q[$0]) }

    let tables = rows.map(\.counts).filter(\.hasBoth)
    let spread = Statistics.Heterogeneity(tables)
    heterogeneity =
      tables.count > 1
      ? Heterogeneity(
        q: spread.q,
        degreesOfFreedom: spread.degrees,
        pValue: spread.pValue,
        i2: spread.i2,
        isMarked: spread.isMarked
      ) : nil
  }

  /// One topic before its q-value is known.
  private struct Row {
    var name: String
    var counts: StratumTable
    /// Nil when a side is empty or too small for a figure.
    var result: ComparisonResult?

    init(
      _ code: Int32,
      _ positions: [Int],
      _ design: ComparisonDesign,
      _ column: RateColumn
    ) {
      name = StratumVariable.topic.name(code, in: design.table)
      let arm = positions.map { design.arm[$0] }
      let outcome = positions.map { column.outcome[$0] }
      let bot = arm.count { $0 == 1 }
      let botYes = zip(arm, outcome).count { $0 == 1 && $1 }
      let yes = outcome.count { $0 }
      counts = StratumTable(
        code: code,
        x1: Double(botYes),
        n1: Double(bot),
        x0: Double(yes - botYes),
        n0: Double(arm.count - bot)
      )
      guard min(bot, arm.count - bot) >= design.options.minCell else { return }
      let frame = try? ComparisonFrame(arm: arm, cluster: positions.map { design.customer[$0] })
      result = design.shown(try? frame?.proportion(outcome, level: design.options.level))
    }

    func finding(_ design: ComparisonDesign, q: Double?) -> TopicFinding {
      var bot = Estimate(numerator: Int(counts.x1), denominator: Int(counts.n1))
      var human = Estimate(numerator: Int(counts.x0), denominator: Int(counts.n0))
      guard let result, let q else {
        let reason = counts.hasBoth ? "too_few" : "no_conversations"
        bot.nullReason = counts.n1 > 0 ? "too_few" : "no_conversations"
        human.nullReason = counts.n0 > 0 ? "too_few" : "no_conversations"
        return TopicFinding(
          name: name,
          bot: bot,
          human: human,
          difference: Estimate(nullReason: reason),
          qValue: nil,
          verdict: counts.hasBoth ? .inconclusive : .notComparable
        )
      }
      bot = Estimate(result.bot, missing: "too_few").counting(counts.x1)
      human = Estimate(result.human, missing: "too_few").counting(counts.x0)
      let decision = decide(
        DecisionInput(
          interval95: result.difference.interval,
          interval90: result.difference.interval90,
          margin: 0,
          better: .higher,
          qValue: q,
          botCustomers: result.bot.size.customers,
          humanCustomers: result.human.size.customers,
          botRows: result.bot.allRows,
          humanRows: result.human.allRows,
          comparableShare: 1
        )
      )
      return TopicFinding(
        name: name,
        bot: bot,
        human: human,
        difference: Estimate(result.difference, missing: "not_estimable"),
        qValue: q,
        verdict: VerdictWord(rawValue: decision.verdict.rawValue) ?? .inconclusive
      )
    }
  }
}

extension Estimate {
  fileprivate func counting(_ numerator: Double) -> Estimate {
    var copy = self
    copy.numerator = Int(numerator)
    return copy
  }
}
