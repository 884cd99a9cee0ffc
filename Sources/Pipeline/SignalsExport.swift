import Conversations
package import Facts
import Records
import Serialization

/// What single messages show, one row each and without their words.
package enum SignalsExport {
  /// The names of the columns, and of the members of a JSON object.
  package static let columns = [
    "conversation_id", "contact_id", "position", "time", "role", "phase", "families", "evidence",
    "language", "phrase_lists",
  ]

  /// The rows as a file.
  ///
  /// - Parameters:
  ///   - transcripts: What was read.
  ///   - options: The parameters of the run.
  ///   - families: Rows that show none of these are left out; empty keeps every message.
  ///   - asCSV: CSV with a heading, or a JSON object a line.
  /// - Returns: The file's bytes.
  package static func make(
    _ transcripts: Transcripts,
    options: Analysis.Options,
    families: SignalFamilies,
    asCSV: Bool
  ) async -> [UInt8] {
    let linked = await Analysis.linked(transcripts, options: options)
    let pieces = await inParts(of: linked.count, jobs: options.jobs) { rows in
      let all = linked.signals(rows).filter {
        families.isEmpty || !families.isDisjoint(with: $0.families)
      }
      return [asCSV ? csv(all, linked) : lines(all, linked)]
    }
    let heading = asCSV ? CSVWriter(header: columns).bytes : []
    return pieces.reduce(into: heading) { $0 += $1 }
  }

  private static func phase(_ row: MessageSignals) -> String {
    row.isBeforeReply ? "before_reply" : "after_reply"
  }

  private static func csv(_ rows: [MessageSignals], _ linked: LinkedFacts) -> [UInt8] {
    var csv = CSVWriter(header: columns)
    let heading = csv.bytes.count
    for row in rows {
      let conversation = linked.conversation(row.conversation)
      csv.text(conversation.id)
      csv.text(linked.contactID(of: row.row))
      csv.number(row.position)
      csv.text(row.time.isKnown ? row.time.iso8601 : nil)
      csv.text(row.role.name)
      csv.text(phase(row))
      csv.text(row.families.names.joined(separator: " "))
      csv.text(row.evidence?.name)
      csv.text(conversation.language)
      csv.number(row.isSupported ? 1 : 0)
      csv.endRow()
    }
    return Array(csv.bytes[heading...])
  }

  private static func lines(_ rows: [MessageSignals], _ linked: LinkedFacts) -> [UInt8] {
    var json = JSONWriter()
    for row in rows {
      let conversation = linked.conversation(row.conversation)
      json.object { json in
        json.member("conversation_id", conversation.id)
        json.member("contact_id", linked.contactID(of: row.row))
        json.member("position", row.position)
        json.member("time", row.time.isKnown ? row.time.iso8601 : nil)
        json.member("role", row.role.name)
        json.member("phase", phase(row))
        json.member(
          "families",
          array: { json in for name in row.families.names { json.value(name) } }
        )
        json.member("evidence", row.evidence?.name)
        json.member("language", conversation.language)
        json.member("phrase_lists", row.isSupported)
      }
      json.newline()
    }
    return json.bytes
  }
}
