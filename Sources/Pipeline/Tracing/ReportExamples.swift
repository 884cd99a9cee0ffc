package import Comparisons
import Conversations
import Facts
import Records

/// A few exchanges behind the findings on which somebody can act: wishes for a person that came to nothing, frustration, and
/// the topic in which the bot does worst.
///
/// Which contacts are shown depends on their ids alone, not on files, order or chance.
package struct ReportExamples: Sendable {
  private struct Exchange: Sendable {
    var places: [TextPlace]
    var isDeciding: [Bool]
    var messages: Int
  }

  private struct Group: Sendable {
    var metric: RateMetric
    var topic: String?
    var contacts: Int
    var exchanges: [Exchange]
  }

  private var chosen: [Group] = []

  /// Messages before the first that decides, and all that are shown of a contact.
  private static let before = 2
  private static let most = 8
  /// Measures whose yes is a fault.
  private static let faults = [
    "unmet_human_request_rate", "frustrated_contact_rate", "flagged_frustration_rate",
  ].compactMap { RateMetric(id: $0) }

  /// Chooses contacts.
  ///
  /// - Parameters:
  ///   - transcripts: What was read.
  ///   - options: Those of the report.
  ///   - count: How many exchanges there are of each finding, at most.
  ///   - findings: The report's findings; they name the worst topic.
  /// - Returns: The choice, without texts.
  package static func choose(
    _ transcripts: Transcripts,
    options: Analysis.Options,
    count: Int,
    findings: Findings
  ) async -> ReportExamples {
    let laidOut = await Analysis.laidOut(transcripts, options: options)
    let (linked, table) = (laidOut.facts, laidOut.table)
    var examples = ReportExamples()
    func rows(_ metric: RateMetric, _ isWanted: (Trace.Line) -> Bool) -> [Int] {
      let trace = Trace(.rate(metric), cohort: .entry(.botFirst), monday: nil, table: table)
      return trace.lines(on: .denominator).filter(isWanted).map(\.row)
    }
    for metric in faults {
      examples.add(metric, nil, rows(metric) { $0.numerator > 0 }, linked, table, count)
    }
    if let topic = worstTopic(findings),
      let code = table.strata.topicNames.firstIndex(of: topic),
      table.strata.topic.count == table.count
    {
      let metric = RateMetric.durableResolution
      let failed = rows(metric) {
        $0.numerator == 0 && table.strata.topic[$0.row] == Int32(code)
      }
      examples.add(metric, topic, failed, linked, table, count)
    }
    return examples
  }

  /// The topic with the bot's lowest rate of durable resolution, of those that have one.
  private static func worstTopic(_ findings: Findings) -> String? {
    findings.topics.filter { $0.bot.value != nil }
      .min { ($0.bot.value ?? 1, $0.name) < ($1.bot.value ?? 1, $1.name) }?.name
  }

  private mutating func add(
    _ metric: RateMetric,
    _ topic: String?,
    _ rows: [Int],
    _ linked: LinkedFacts,
    _ table: ContactTable,
    _ count: Int
  ) {
    guard !rows.isEmpty else { return }
    let ordered = rows.map { (hash: Self.hash(table.id[$0]), id: table.id[$0], row: $0) }
      .sorted { ($0.hash, $0.id, $0.row) < ($1.hash, $1.id, $1.row) }
    chosen.append(
      Group(
        metric: metric,
        topic: topic,
        contacts: rows.count,
        exchanges: ordered.prefix(count).map { Self.exchange(metric, $0.row, linked) }
      )
    )
  }

  private static func exchange(
    _ metric: RateMetric,
    _ row: Int,
    _ linked: LinkedFacts
  ) -> Exchange {
    let all = linked.messages(of: row)
    let deciding = Set(linked.deciding(metric.definition, row))
    let first = all.firstIndex { deciding.contains($0) } ?? 0
    // From a little before what decides; never fewer than there is room for.
    let start = max(0, min(first - before, all.count - most))
    let shown = all[start..<min(all.count, start + most)]
    return Exchange(
      places: shown.map { found in
        let conversation = linked.conversation(found.conversation)
        return TextPlace(
          format: conversation.format,
          conversation: conversation.id,
          entry: found.entry
        )
      },
      isDeciding: shown.map { deciding.contains($0) },
      messages: all.count
    )
  }

  /// FNV-1a of 64 bits: the same on every machine, and no order that anybody chose.
  private static func hash(_ id: String) -> UInt64 {
    id.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
  }

  /// The messages whose texts are shown.
  package var places: [TextPlace] { chosen.flatMap(\.exchanges).flatMap(\.places) }

  /// The choice with the texts of `places`, in their order.
  package func groups(_ texts: [String?]) -> [ExampleGroup] {
    var rest = texts[...]
    return chosen.map { group in
      ExampleGroup(
        metric: group.metric.definition,
        cohort: .entry(.botFirst),
        topic: group.topic,
        contacts: group.contacts,
        exchanges: group.exchanges.map { exchange in
          ExampleGroup.Exchange(
            lines: zip(exchange.places, exchange.isDeciding).map { place, isDeciding in
              ExampleGroup.Line(
                role: place.entry.role.name,
                text: rest.popFirst() ?? nil,
                isDeciding: isDeciding
              )
            },
            messages: exchange.messages
          )
        }
      )
    }
  }
}
