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
    var counts = FactsExport.counts(transcripts, duplicates: 0)
    counts.problems = noted(transcripts.ledger.first)
    return await section(
      WorkUnit(input, hash),
      description(transcripts.inputs[0], brokeOff: transcripts.brokeOff, isDealt: false),
      transcripts.conversations,
      counts,
      Way(keys: keys, jobs: jobs, hash: hash)
    )
  }

  /// The bytes of the sections of a bucket, one for each of its parts.
  ///
  /// A conversation is in the section of the part in which it begins. What was counted without saying where is in the
  /// first.
  ///
  /// - Parameters:
  ///   - bucket: Its parts are the units.
  ///   - transcripts: What was read of all of them, told of the files from which they come.
  ///   - keys: How names and hashes are written.
  ///   - jobs: Threads that write.
  ///   - hash: How units are named and their content is told apart.
  /// - Returns: The same bytes for the same bucket, however many workers read it.
  package static func sections(
    _ bucket: DealtBucket,
    _ transcripts: Transcripts,
    keys: FactRowKeys,
    jobs: Int,
    hash: ContentHash
  ) async -> [UInt8] {
    var conversations = [[Conversation]](repeating: [], count: bucket.inputs.count)
    for var conversation in transcripts.conversations {
      let part = conversation.source.input
      // Where it lies in the section, of which there is one a part.
      conversation.source.input = 0
      conversations[part].append(conversation)
    }
    let problems = Dictionary(grouping: transcripts.ledger.first, by: \.position.input)
    let units = bucket.inputs.map { WorkUnit($0, hash) }
    var bytes: [UInt8] = []
    for part in units.indices.sorted(by: { units[$0].id < units[$1].id }) {
      var counts = FactFileCounts()
      if part == 0 { counts = FactsExport.counts(transcripts, duplicates: 0) }
      counts.lexicons = [transcripts.lexiconVersion]
      counts.problems = noted(problems[part] ?? [])
      bytes += await section(
        units[part],
        description(transcripts.inputs[part], brokeOff: transcripts.brokeOff, isDealt: true),
        conversations[part],
        counts,
        Way(keys: keys, jobs: jobs, hash: hash)
      )
    }
    return bytes
  }

  /// How sections are written.
  private struct Way {
    var keys: FactRowKeys
    var jobs: Int
    var hash: ContentHash
  }

  private static func noted(_ problems: [Problem]) -> [FactFileCounts.Noted] {
    problems.map { FactFileCounts.Noted(file: "", problem: $0) }
  }

  private static func section(
    _ unit: WorkUnit,
    _ description: [UInt8],
    _ conversations: [Conversation],
    _ counts: FactFileCounts,
    _ way: Way
  ) async -> [UInt8] {
    var lines = description
    let writer = ConversationWriter(inputs: [""], keys: way.keys)
    let all = inInputOrder(conversations)
    await inWaves(of: all.count, jobs: way.jobs) { rows in
      rows.reduce(into: [UInt8]()) { bytes, row in
        bytes += writer.bytes(of: all[row])
        bytes.append(0x0A)
      }
    } then: {
      lines += $0
    }
    lines += FactRowWriter.line(counts)
    return SummarySection(id: unit.id, lines: lines, count: all.count + 2, hash: way.hash).bytes
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

  /// What a report says of an input; of one that was dealt into buckets, a part of it.
  private static func description(
    _ read: Transcripts.InputSummary,
    brokeOff: Bool,
    isDealt: Bool
  ) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.member("path", read.path)
      json.member("bytes", read.bytes)
      json.member("format", read.format)
      json.member("why", read.why)
      json.member("records", read.records)
      json.member("set_aside", read.setAside)
      json.member("broke_off", brokeOff)
      if isDealt { json.member("dealt", true) }
    }
    json.newline()
    return json.bytes
  }
}
