import Comparisons
import Conversations
package import Facts
import Records
import Redaction
import Serialization

/// A blind random sample of contacts for people to label.
///
/// Of each arm the same number is drawn at random, of flagged and other contacts alike: only then do the labels say how often
/// the rule errs, without any assumption (STATISTICS 6.3). The sheet tells neither arm nor flag; the key does.
package struct AuditSample: Sendable {
  struct Item: Sendable {
    var id: String
    var contact: String
    var entry: EntryCohort
    var isFlagged: Bool
    var messages: [TextPlace]
  }

  /// What the sample was drawn from.
  struct Arm: Sendable {
    var contacts = 0
    var flagged = 0
  }

  package let metric: RateMetric
  /// In the order of the sheet, which is random too.
  private(set) var items: [Item] = []
  private(set) var arms: [EntryCohort: Arm] = [:]

  static let compared: [EntryCohort] = [.botFirst, .humanFirst]

  /// Draws a sample.
  package static func draw(
    _ transcripts: Transcripts,
    options: Analysis.Options,
    metric: RateMetric,
    perCohort count: Int,
    seed: UInt64
  ) async -> AuditSample {
    let laidOut = await Analysis.laidOut(transcripts, options: options)
    let (linked, table) = (laidOut.facts, laidOut.table)
    return AuditSample(metric, count, seed, linked, table)
  }

  private init(
    _ metric: RateMetric,
    _ count: Int,
    _ seed: UInt64,
    _ linked: LinkedFacts,
    _ table: ContactTable
  ) {
    self.metric = metric
    var drawn: [(row: Int, isFlagged: Bool)] = []
    for entry in Self.compared {
      let trace = Trace(.rate(metric), cohort: .entry(entry), monday: nil, table: table)
      let known = trace.lines(on: .denominator).map { (row: $0.row, isFlagged: $0.numerator > 0) }
      arms[entry] = Arm(contacts: known.count, flagged: trace.numerator)
      var choice = SeededChoice(seed: seed, stream: UInt64(entry.rawValue))
      drawn += choice.sample(known, count)
    }
    var choice = SeededChoice(seed: seed, stream: 1 << 32)
    var used: Set<String> = []
    items = choice.sample(drawn, drawn.count).map { row, isFlagged in
      var id = Self.name(choice.next())
      while !used.insert(id).inserted { id = Self.name(choice.next()) }
      return Item(
        id: id,
        contact: table.id[row],
        entry: table.entry[row],
        isFlagged: isFlagged,
        messages: linked.messages(of: row).map { found in
          let conversation = linked.conversation(found.conversation)
          return TextPlace(
            format: conversation.format,
            conversation: conversation.id,
            entry: found.entry
          )
        }
      )
    }
  }

  /// Eight letters that say nothing, and that no spreadsheet takes for a number.
  private static func name(_ number: UInt64) -> String {
    let letters = Array("bcdfghjkmnpqrstv")
    return String((0..<8).map { letters[Int(number >> (4 * UInt64($0)) & 15)] })
  }

  /// Of how many contacts of each arm how many were drawn.
  package var summary: String {
    Self.compared.map { entry in
      let drawn = items.count { $0.entry == entry }
      return "\(drawn) of \(arms[entry]?.contacts ?? 0) contacts of \(entry.name)"
    }.joined(separator: ", ")
  }

  /// The messages whose texts the sheet shows.
  package var places: [TextPlace] { items.flatMap(\.messages) }

  // MARK: Files

  static let sheetColumns = ["item", "label", "note", "question", "transcript"]
  static let keyColumns = [
    "item", "metric", "cohort", "contact_id", "flagged", "cohort_contacts", "cohort_flagged",
  ]
  /// Spreadsheets hold 32,767 characters in a cell.
  private static let cellLimit = 30_000

  /// The sheet for those who label.
  ///
  /// Bot and people are both "us", so that the label does not depend on who answered.
  ///
  /// - Parameter texts: The texts of `places`, redacted, in their order.
  /// - Returns: A CSV file.
  package func sheet(_ texts: [String?]) -> [UInt8] {
    var csv = CSVWriter(header: Self.sheetColumns)
    var rest = texts[...]
    for item in items {
      var lines: [String] = []
      for message in item.messages {
        let text = (rest.popFirst() ?? nil) ?? "(no text)"
        let isCustomer = message.entry.role == .customer
        lines.append((isCustomer ? "customer: " : "us: ") + text)
      }
      csv.text(item.id)
      csv.text(nil)
      csv.text(nil)
      csv.text(metric.definition.title + ": yes, no or unclear?")
      csv.text(Self.cut(lines.joined(separator: "\n")))
      csv.endRow()
    }
    return csv.bytes
  }

  private static func cut(_ text: String) -> String {
    text.unicodeScalars.count <= cellLimit
      ? text : String(String.UnicodeScalarView(text.unicodeScalars.prefix(cellLimit))) + " […]"
  }

  /// What the sheet does not tell: for who applies the labels, and not for who gives them.
  package var key: [UInt8] {
    var csv = CSVWriter(header: Self.keyColumns)
    for item in items.sorted(by: { $0.id < $1.id }) {
      csv.text(item.id)
      csv.text(metric.id)
      csv.text(item.entry.name)
      // Whoever opens the key in a terminal reads an id, and no order to it.
      csv.text(harmless(item.contact))
      csv.text(item.isFlagged ? "true" : "false")
      csv.number(arms[item.entry]?.contacts)
      csv.number(arms[item.entry]?.flagged)
      csv.endRow()
    }
    return csv.bytes
  }
}
