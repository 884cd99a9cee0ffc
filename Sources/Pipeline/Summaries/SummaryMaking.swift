package import ByteStreams
import Conversations
import Diagnostics
package import Facts
import Records
import Serialization

/// From what was read of one input to its section of a summary.
package enum SummaryMaking {
  /// Says before anything is read whether inputs can be summarized one by one.
  package static func check(
    _ inputs: [Input],
    options: IngestOptions
  ) throws(SummaryFault) {
    for input in inputs {
      guard input.path != "-" else {
        throw SummaryFault("standard input is no unit: only what can be read again is; give files")
      }
      // What cannot be opened is told when it is read, and the counts keep it.
      let signs = try? InputSigns(input, options)
      guard let format = signs?.format, signs?.needs == .together else { continue }
      throw SummaryFault(
        "\(input.path) is \(format.name), whose files may complete each other and are read by one run: "
          + "use `onpar facts` over all of them and `onpar report --from-facts`"
      )
    }
  }

  /// The bytes of the section.
  ///
  /// - Parameters:
  ///   - input: The unit.
  ///   - transcripts: What was read of it alone.
  ///   - keys: How names and hashes are written.
  ///   - jobs: Threads that write.
  ///   - hash: How units are named and their content is told apart.
  /// - Returns: The same bytes for the same file, however many workers read it.
  package static func section(
    _ input: Input,
    _ transcripts: Transcripts,
    keys: FactRowKeys,
    jobs: Int,
    hash: ContentHash
  ) async -> [UInt8] {
    let unit = WorkUnit(input, hash)
    var lines = description(unit, transcripts)
    let writer = ConversationWriter(inputs: [""], keys: keys)
    let all = inInputOrder(transcripts.conversations)
    await inWaves(of: all.count, jobs: jobs) { rows in
      rows.reduce(into: [UInt8]()) { bytes, row in
        bytes += writer.bytes(of: all[row])
        bytes.append(0x0A)
      }
    } then: {
      lines += $0
    }
    var counts = FactsExport.counts(transcripts, duplicates: 0)
    counts.problems = transcripts.ledger.first.map { FactFileCounts.Noted(file: "", problem: $0) }
    lines += FactRowWriter.line(counts)
    return SummarySection(id: unit.id, lines: lines, count: all.count + 2, hash: hash).bytes
  }

  /// The last line of a summary of so many units.
  package static func end(units: Int) -> [UInt8] { SummarySection.end(units: units) }

  /// Workers bring conversations in no order.
  private static func inInputOrder(_ conversations: [Conversation]) -> [Conversation] {
    let order = conversations.indices.sorted { left, right in
      let (one, other) = (conversations[left], conversations[right])
      if one.source.line != other.source.line { return one.source.line < other.source.line }
      if Array(one.id.utf8) != Array(other.id.utf8) {
        return one.id.utf8.lexicographicallyPrecedes(other.id.utf8)
      }
      return left < right
    }
    return order.map { conversations[$0] }
  }

  /// What a report says of an input.
  private static func description(_ unit: WorkUnit, _ transcripts: Transcripts) -> [UInt8] {
    let read = transcripts.inputs[0]
    var json = JSONWriter()
    json.object { json in
      json.member("path", unit.path)
      json.member("bytes", unit.bytes)
      json.member("format", read.format)
      json.member("why", read.why)
      json.member("records", read.records)
      json.member("set_aside", read.setAside)
      json.member("broke_off", transcripts.brokeOff)
    }
    json.newline()
    return json.bytes
  }
}
