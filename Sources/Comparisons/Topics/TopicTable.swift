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
    let rows = Self.rows(design, column).sorted {
      ($1.counts.n1 + $1.counts.n0, $0.topic) < ($0.counts.n1 + $0.counts.n0, $1.topic)
    }
    let tested = rows.indices.filter { rows[$0].result != nil }
    let qValues = FalseDiscovery.qValues(tested.compactMap { rows[$0].result?.pValue })
    var q = [Double?](repeating: nil, count: rows.count)
    for (index, value) in zip(tested, qValues) { q[index] = value }
    findings = rows.indices.map { rows[$0].finding(q: q[$0]) }

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

  /// One walk for all topics.
  private static func rows(_ design: ComparisonDesign, _ column: RateColumn) -> [Row] {
    func results(_ frame: ComparisonFrame?, _ topicOf: (Int32) -> Int32) -> [Row] {
      let options = design.options
      let all = try? frame?.byStratum(
        answers: column.answers,
        fewest: options.minCell,
        level: options.level
      )
      return (all ?? []).map { table, result in
        let topic = topicOf(table.code)
        let name = StratumVariable.topic.name(topic, in: design.table)
        return Row(topic: topic, name: name, counts: table, result: design.shown(result))
      }
    }
    if design.strata.variables == [.topic] {
      return results(design.frame) { design.strata.onlyCode(of: .topic, $0) ?? 0 }
    }
    let topic = StratumVariable.topic.codes(design.table)
    // Numbered without gaps, or the frame would do so in its own way.
    var rank = [Int32](repeating: -1, count: Int(topic.max() ?? 0) + 1)
    var topics: [Int32] = []
    var codes = [Int32](repeating: 0, count: design.rows.count)
    for (position, row) in design.rows.enumerated() {
      let code = topic[Int(row)]
      if rank[Int(code)] < 0 {
        rank[Int(code)] = Int32(topics.count)
        topics.append(code)
      }
      codes[position] = rank[Int(code)]
    }
    let frame = try? ComparisonFrame(arm: design.arm, stratum: codes, cluster: design.customer)
    return results(frame) { topics[Int($0)] }
  }

  /// One topic before its q-value is known.
  private struct Row {
    var topic: Int32
    var name: String
    var counts: StratumTable
    /// Nil when a side is empty or too small for a figure.
    var result: ComparisonResult?

    func finding(q: Double?) -> TopicFinding {
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
