import Comparisons
import Conversations
import Facts
import Records
import Redaction
import Serialization

/// A page as lines for people, as CSV and as JSON lines.
extension TracePage {
  package enum Shape: String, Sendable, CaseIterable { case text, csv, jsonl }

  /// The contacts, one a line.
  ///
  /// JSON lines end with an object of the counts; the other shapes leave them to `summary`.
  package func bytes(_ shape: Shape) -> [UInt8] {
    switch shape {
    case .text: Array(rows.map { text($0) }.joined().utf8)
    case .csv: csv
    case .jsonl: lines
    }
  }

  /// The counts in one line, as `metrics.csv` has them.
  package var summary: String {
    let metric = request.figure.metric
    let named = metric.number.isEmpty ? metric.id : "\(metric.id) (\(metric.number))"
    let scope = [request.cohort.name, request.topic.map { "topic " + $0 }, period]
    var line = named + ", " + scope.compactMap(\.self).joined(separator: ", ") + ": "
    line +=
      request.figure.isShare
      ? "numerator \(trace.numerator), denominator \(trace.denominator)"
      : "denominator \(trace.denominator)"
    if !trace.excluded.isEmpty {
      let reasons = trace.excluded.map { "\($0.reason) \($0.count)" }
      line += "; null " + reasons.joined(separator: ", ")
    }
    line += "; \(rows.count) of \(found) \(found == 1 ? "contact" : "contacts") shown"
    return line + " (\(request.side.rawValue)" + (request.group.map { ", " + $0 } ?? "") + ")"
  }

  private var period: String {
    request.monday.map { "week of " + CivilDate.text(ofDay: $0) } ?? "whole period"
  }

  // MARK: Text

  private func text(_ row: Row) -> String {
    let cells = [
      row.contact, row.file + (row.line > 0 ? ":\(row.line)" : ""),
      value(row.answer, yes: "yes", no: "no"),
      row.answer.group,
      row.answer.evidence?.name ?? row.answer.reason,
      row.related.isEmpty ? nil : "with " + row.related.joined(separator: " "),
      row.nextContact.map { "next " + $0 },
    ]
    var line = cells.compactMap(\.self).map(harmless).joined(separator: "  ")
    guard showsTexts else {
      return line + "  " + harmless(row.messages.map(Self.mark).joined(separator: " ")) + "\n"
    }
    line += "\n"
    for message in row.messages {
      let time = message.place.entry.time
      let about = [
        Self.mark(message), time.isKnown ? time.iso8601 : "undated", message.place.entry.role.name,
      ]
      line += "    " + harmless(about.joined(separator: "  "))
      if message.place.entry.isMessage { line += "  " + (message.text ?? "(no text)") }
      line += "\n"
    }
    return line
  }

  /// `c12:3` for a message, `c12:3+handoff_initiated` for an event behind it.
  private static func mark(_ message: Message) -> String {
    "\(message.place.conversation):\(message.position)"
      + (message.place.entry.isEvent ? "+" + message.kind : "")
  }

  /// The contact's part in the figure; nil where it has none.
  private func value(_ line: Trace.Line, yes: String, no: String) -> String? {
    guard line.denominator > 0 else { return line.censoredAt.map { ">=" + formatted($0) } }
    if request.figure.isShare {
      if request.figure.metric.level == .reply {
        return "\(line.numerator) of \(line.denominator)"
      }
      return line.numerator > 0 ? yes : no
    }
    return line.values.isEmpty ? nil : line.values.map(formatted).joined(separator: " ")
  }

  // MARK: CSV

  private static let columns = [
    "contact_id", "conversation_ids", "file", "line", "value", "evidence", "null_reason",
    "next_contact", "messages", "group", "related_contacts",
  ]

  private var csv: [UInt8] {
    var csv = CSVWriter(header: Self.columns + (showsTexts ? ["texts"] : []))
    for row in rows {
      csv.text(harmless(row.contact))
      csv.text(harmless(row.conversations.joined(separator: " ")))
      csv.text(harmless(row.file))
      csv.number(row.line > 0 ? row.line : nil)
      csv.text(value(row.answer, yes: "true", no: "false"))
      csv.text(row.answer.evidence?.name)
      csv.text(row.answer.reason)
      csv.text(row.nextContact.map(harmless))
      csv.text(harmless(row.messages.map(Self.mark).joined(separator: " ")))
      csv.text(row.answer.group)
      csv.text(row.related.isEmpty ? nil : harmless(row.related.joined(separator: " ")))
      if showsTexts {
        let texts = row.messages.compactMap { message in
          message.text.map { message.place.entry.role.name + ": " + $0 }
        }
        csv.text(texts.joined(separator: " | "))
      }
      csv.endRow()
    }
    return csv.bytes
  }

  // MARK: JSON

  private var lines: [UInt8] {
    var json = JSONWriter()
    for row in rows {
      json.object { write(row, &$0) }
      json.newline()
    }
    json.object { writeCounts(&$0) }
    json.newline()
    return json.bytes
  }

  private func write(_ row: Row, _ json: inout JSONWriter) {
    json.member("contact_id", row.contact)
    json.member(
      "conversation_ids",
      array: { json in for id in row.conversations { json.value(id) } }
    )
    json.member("file", row.file)
    json.member("line", row.line > 0 ? row.line : nil)
    if request.figure.isShare {
      json.member("numerator", row.answer.numerator)
      json.member("denominator", row.answer.denominator)
    } else if request.figure.metric.level == .reply {
      json.member(
        "values",
        array: { json in for value in row.answer.values { json.value(value) } }
      )
    } else {
      json.member("value", row.answer.values.first)
      if let bound = row.answer.censoredAt { json.member("censored_at", bound) }
    }
    json.member("evidence", row.answer.evidence?.name)
    json.member("null_reason", row.answer.reason)
    json.member("group", row.answer.group)
    if let next = row.nextContact { json.member("next_contact", next) }
    if !row.related.isEmpty {
      json.member(
        "related_contacts",
        array: { json in for id in row.related { json.value(id) } }
      )
    }
    json.member(
      "messages",
      array: { json in
        for message in row.messages { json.object { write(message, &$0) } }
      }
    )
  }

  private func write(_ message: Message, _ json: inout JSONWriter) {
    let entry = message.place.entry
    json.member("conversation_id", message.place.conversation)
    json.member("position", message.position)
    json.member("time", entry.time.isKnown ? entry.time.iso8601 : nil)
    json.member("role", entry.role.name)
    json.member(entry.isEvent ? "event" : "kind", message.kind)
    if showsTexts, entry.isMessage { json.member("text", message.text) }
  }

  private func writeCounts(_ json: inout JSONWriter) {
    json.member("type", "counts")
    json.member("metric", request.figure.metric.id)
    let number = request.figure.metric.number
    json.member("number", number.isEmpty ? nil : number)
    json.member("cohort", request.cohort.name)
    json.member("topic", request.topic)
    json.member("period_start", request.monday.map { CivilDate.text(ofDay: $0) })
    json.member("side", request.side.rawValue)
    json.member("group", request.group)
    if request.figure.isShare { json.member("numerator", trace.numerator) }
    json.member("denominator", trace.denominator)
    json.member("contacts", found)
    json.member("shown", rows.count)
    json.member(
      "excluded",
      object: { json in
        for (reason, count) in trace.excluded { json.member(reason, count) }
      }
    )
  }
}
