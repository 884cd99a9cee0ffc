package import Conversations
import Records
import Diagnostics
import Serialization

/// Writes one line per contact: its facts for people and scripts, its timelines for Onpar itself.
///
/// Facts of a contact depend on other contacts (repeats, joins), so files of several exports cannot be added up from
/// their figures. They can from their timelines: each conversation's stands exactly once, in the row of the contact
/// that holds its first message, and `FactRowReader` gives the conversations back.
package struct FactRowWriter: Sendable {
  let contacts: [Contact]
  let conversations: [Conversation]
  let table: ContactTable
  private let conversationWriter: ConversationWriter
  /// The row in which each conversation's timeline stands.
  private let home: [Int32]

  /// Prepares to write.
  ///
  /// - Parameters:
  ///   - contacts: In the order of the table's rows.
  ///   - conversations: Those of which the contacts were formed.
  ///   - table: One row per contact.
  ///   - inputs: Names of the inputs by their rank, as they should stand in the file.
  ///   - keys: How names and hashes are written.
  package init(
    contacts: [Contact],
    conversations: [Conversation],
    table: ContactTable,
    inputs: [String],
    keys: FactRowKeys = .plain
  ) {
    precondition(contacts.count == table.count, "the table must have one row per contact")
    self.contacts = contacts
    self.conversations = conversations
    self.table = table
    conversationWriter = ConversationWriter(inputs: inputs, keys: keys)
    var home = [Int32](repeating: -1, count: conversations.count)
    for row in contacts.indices {
      for index in contacts[row].conversations {
        let known = Int(home[index])
        if known < 0 || contacts[row].part < contacts[known].part {
          home[index] = Int32(truncatingIfNeeded: row)
        }
      }
    }
    self.home = home
  }

  package var count: Int { contacts.count }

  /// The lines of some rows, each with its line end.
  ///
  /// Rows may be written on any number of threads.
  package func lines(_ rows: Range<Int>) -> [UInt8] {
    var json = JSONWriter()
    for row in rows {
      json.object { write(row, to: &$0) }
      json.newline()
    }
    return json.bytes
  }

  /// The line of the counts, best written last.
  package static func line(_ counts: FactFileCounts) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.member("schema", FactRowSchema.name)
      json.member("type", "counts")
      if counts.metrics == .core { json.member("metrics", counts.metrics.rawValue) }
      json.member("duplicate_conversations", counts.duplicateConversations)
      json.member(
        "set_aside",
        object: { json in
          for (kind, count) in counts.setAside.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            json.member(kind.rawValue, count)
          }
        }
      )
      json.member("records_used", counts.recordsUsed)
      json.member(
        "roles",
        array: { json in
          for count in counts.roles { json.value(count) }
        }
      )
      json.member(
        "unknown_fields",
        object: { json in
          for (name, count) in counts.unknownFields.sorted(by: { $0.key < $1.key }) {
            json.member(name, count)
          }
        }
      )
      json.member(
        "unknown_values",
        object: { json in
          for (name, count) in counts.unknownValues.sorted(by: { $0.key < $1.key }) {
            json.member(name, count)
          }
        }
      )
      json.member("replaced_sequences", counts.replacedSequences)
      json.member("odd_numbers", counts.oddNumbers)
      json.member(
        "lexicons",
        array: { json in
          for lexicon in counts.lexicons.sorted() { json.value(lexicon) }
        }
      )
      if !counts.manners.isEmpty {
        json.member(
          "manners",
          array: { json in for manner in counts.manners.sorted() { json.value(manner) } }
        )
      }
      json.member("keys", array: { json in for key in counts.keys.sorted() { json.value(key) } })
      json.member(
        "problems",
        array: { json in
          for noted in counts.problems {
            json.object { json in
              json.member("file", noted.file)
              json.member("line", noted.problem.position.line)
              json.member("column", noted.problem.position.column)
              json.member("reason", noted.problem.kind.rawValue)
              json.member("detail", noted.problem.detail)
              json.member("consequence", noted.problem.consequence)
            }
          }
        }
      )
    }
    json.newline()
    return json.bytes
  }

  private func write(_ row: Int, to json: inout JSONWriter) {
    let contact = contacts[row]
    let source = table.source[row]
    json.member("schema", FactRowSchema.name)
    json.member("contact_id", table.id[row])
    json.member("format", format(row))
    json.member(
      "conversation_ids",
      array: { json in
        for id in table.conversationIDs[row] { json.value(id) }
      }
    )
    json.member("customer", customer(row))
    json.member("contact_start", isoTime(table.start[row]))
    json.member("contact_end", isoTime(table.end[row]))
    json.member("entry", table.entry[row].name)
    json.member("handled_by", table.handledBy[row].name)
    json.member("outcome", table.outcome[row].name)
    json.member("outcome_evidence", table.outcomeEvidence[row].name)
    json.member("topic", topic(row))
    json.member("language", language(row))
    json.member("channel", channel(row))
    json.member("engaged", table.isEngaged[row])
    json.member("left_out", table.leftOut[row]?.name)
    json.member(
      "source",
      object: { json in
        json.member("file", name(ofInput: source.input))
        json.member("line", source.line)
      }
    )
    if table.metrics == .core { json.member("selection", table.metrics.rawValue) }
    json.member("metrics", object: { writeMetrics(row, to: &$0) })
    json.member(
      "conversations",
      array: { json in
        for index in contact.conversations where Int(home[index]) == row {
          json.object { conversationWriter.write(conversations[index], to: &$0) }
        }
      }
    )
  }

  private func writeMetrics(_ row: Int, to json: inout JSONWriter) {
    for metric in RateMetric.all {
      let cell = table.cell(metric, row)
      json.member(
        metric.id,
        object: { json in
          if let answer = cell.answer {
            json.member("value", answer)
            json.member("evidence", cell.evidence?.name)
          } else {
            json.member("null", cell.nullReason?.name)
          }
        }
      )
    }
    for metric in ValueMetric.all {
      let cell = table.cell(metric, row)
      json.member(
        metric.id,
        object: { json in
          if let value = cell.value {
            json.member("value", value)
            json.member("evidence", cell.evidence?.name)
          } else {
            json.member("null", cell.nullReason?.name)
            if let bound = cell.censoredAt { json.member("censored_at", bound) }
          }
        }
      )
    }
  }
}

// MARK: - Columns that need a word

extension FactRowWriter {
  func format(_ row: Int) -> String? {
    contacts[row].conversations.first.map { conversations[$0].format.name }
  }

  /// The customer as the file names it; nil when no conversation of the contact knows.
  func customer(_ row: Int) -> String? {
    for index in contacts[row].conversations {
      if let name = conversationWriter.customer(of: conversations[index]) { return name }
    }
    return nil
  }

  func isoTime(_ instant: Instant) -> String? {
    instant.isKnown ? instant.iso8601 : nil
  }

  func name(ofInput input: Int) -> String? { conversationWriter.name(ofInput: input) }

  func topic(_ row: Int) -> String? { Self.name(table.strata.topic[row], table.strata.topicNames) }

  func language(_ row: Int) -> String? {
    Self.name(table.strata.language[row], table.strata.languageNames)
  }

  func channel(_ row: Int) -> String? {
    Self.name(table.strata.channel[row], table.strata.channelNames)
  }

  /// Code 0 is "unknown", which a file says with null.
  private static func name(_ code: Int32, _ names: [String]) -> String? {
    code > 0 && names.indices.contains(Int(code)) ? names[Int(code)] : nil
  }
}
