import Conversations
import Diagnostics
package import Facts

/// Facts files: one row per contact, and the line of counts.
package enum FactsExport {
  package static func make(
    _ transcripts: Transcripts,
    options: Analysis.Options,
    keys: FactRowKeys,
    asCSV: Bool
  ) async -> [UInt8] {
    let measured = await Analysis.measure(transcripts, options: options, named: true)
    let writer = FactRowWriter(
      contacts: measured.contacts.all,
      conversations: measured.contacts.conversations,
      table: measured.table,
      inputs: transcripts.inputs.map(\.name),
      keys: keys
    )
    let pieces = await inParts(of: writer.count, jobs: options.jobs) { range in
      [asCSV ? writer.csv(range) : writer.lines(range)]
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(pieces.reduce(1 << 16) { $0 + $1.count })
    for piece in pieces { bytes += piece }
    if !asCSV {
      var counts = counts(transcripts, duplicates: measured.assembly.duplicateConversations)
      counts.metrics = measured.table.metrics
      if let key = keys.fingerprint { counts.keys = [key] }
      bytes += FactRowWriter.line(counts)
    }
    return bytes
  }

  /// What rows cannot show of the inputs.
  static func counts(_ transcripts: Transcripts, duplicates: Int) -> FactFileCounts {
    var counts = FactFileCounts()
    counts.duplicateConversations = duplicates
    counts.recordsUsed = transcripts.recordsUsed
    counts.setAside = transcripts.ledger.counts
    counts.roles = transcripts.messagesByRole
    for field in transcripts.unknownFields { counts.unknownFields[field.name] = field.count }
    for value in transcripts.unknownValues { counts.unknownValues[value.name] = value.count }
    counts.replacedSequences = transcripts.replacedSequences
    counts.oddNumbers = transcripts.oddNumbers
    counts.lexicons = [transcripts.lexiconVersion]
    counts.problems = transcripts.ledger.first.prefix(20).map { problem in
      FactFileCounts.Noted(
        file: transcripts.inputs[problem.position.input].name,
        problem: problem
      )
    }
    return counts
  }
}
