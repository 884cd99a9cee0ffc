import Records
import Signals
import TestSupport
import Testing
import Wording

@testable import Conversations

/// The real lists, compiled once.
let embeddedLexicon = Result { try Lexicon.embedded() }

/// Lines of a file, taken in by logs and brought together, as ingest does it.
struct LogIntake {
  var logs: [ConversationLog]
  private let rules: IngestRules
  private var decoder = DecoderBox()

  init(logs count: Int = 1, detectors: MessageDetectors? = nil) throws {
    let lexicon = try embeddedLexicon.get()
    var rules = IngestRules(lists: lexicon.lists, words: lexicon.words)
    rules.detectors = detectors
    self.rules = rules
    logs = (0..<count).map { _ in ConversationLog(lexicon: lexicon, rules: rules) }
  }

  /// Takes in one line as the block of that number.
  func take(_ line: String, number: Int, log: Int = 0) {
    let batch = RecordBatch()
    let bytes = Array(line.utf8)
    // The block must outlive the batch's slices.
    bytes.withUnsafeBytes { block in
      decoder.decode(block, into: batch)
      logs[log].consume(batch, input: 0, block: number)
    }
  }

  /// All conversations in input order.
  func finish() -> [Conversation] {
    let merge = LogMerge(logs, rules: rules)
    return (merge.finish(0..<merge.count).list() + logs.flatMap { $0.takeWhole().list() })
      .sorted { ($0.position, $0.id) < ($1.position, $1.id) }
  }
}

/// A decoder that a structure can share.
final class DecoderBox {
  private var decoder = NativeDecoder(zone: .utc)

  func decode(_ block: UnsafeRawBufferPointer, into batch: RecordBatch) {
    _ = decoder.decodeLines(block, into: batch)
    for fault in decoder.takeFaults() { Issue.record("\(fault.detail)") }
  }
}

func ingest(_ lines: [String]) throws -> [Conversation] {
  let intake = try LogIntake()
  for (number, line) in lines.enumerated() { intake.take(line, number: number) }
  return intake.finish()
}

/// The only conversation of the lines.
func conversation(_ lines: [String]) throws -> Conversation {
  let all = try ingest(lines)
  #expect(all.count == 1)
  return try #require(all.first)
}

/// Minutes and seconds after 10:00 on a day in March.
func clock(_ time: String) -> Instant {
  let parts = time.split(separator: ":").compactMap { Int64($0) }
  return Instant(milliseconds: 1_741_000_000_000 + (parts[0] * 60 + parts[1]) * 1_000)
}

/// A message line of conversation `c`.
func messageLine(
  _ role: String,
  _ text: String = "hello",
  at time: String? = nil,
  id: String? = nil,
  seq: Int? = nil,
  more: String = ""
) -> String {
  line("\"role\":\"\(role)\",\"text\":\"\(text)\"", at: time, id: id, seq: seq, more: more)
}

func eventLine(_ name: String, at time: String? = nil, more: String = "") -> String {
  line("\"type\":\"event\",\"event\":\"\(name)\"", at: time, id: nil, seq: nil, more: more)
}

func headLine(_ fields: String) -> String {
  "{\"type\":\"conversation\",\"conversation_id\":\"c\",\(fields)}"
}

private func line(_ core: String, at time: String?, id: String?, seq: Int?, more: String) -> String
{
  var line = "{\"conversation_id\":\"c\"," + core
  if let time { line += ",\"timestamp\":\(clock(time).milliseconds)" }
  if let id { line += ",\"message_id\":\"\(id)\"" }
  if let seq { line += ",\"seq\":\(seq)" }
  return line + (more.isEmpty ? "" : "," + more) + "}"
}

extension Conversation {
  /// Roles and events in order, short.
  var sketch: String {
    timeline.map { entry in
      entry.event.map { "[\($0.name)]" } ?? entry.role.name.prefix(1).description
    }
    .joined()
  }

  /// Words of each message in order: how the tests tell messages apart.
  var wordCounts: [Int] { timeline.filter(\.isMessage).map { Int($0.words) } }
}
