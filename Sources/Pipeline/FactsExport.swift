import Columnar
import Conversations
import Diagnostics
package import Facts

/// How a facts file is laid out; people type these names.
package enum FactsFormat: String, Sendable, CaseIterable {
  /// A line for each contact, and one of counts.
  case jsonl
  /// The flat columns, for spreadsheets.
  case csv
  /// The flat columns and the line of each contact, as an Arrow IPC stream.
  case arrow
  /// The same as a Parquet file.
  case parquet
}

/// Facts files: one row per contact, and the line of counts.
package enum FactsExport {
  /// Writes the file part by part, in the order of the table.
  ///
  /// - Parameters:
  ///   - transcripts: What was read.
  ///   - options: The parameters of the run.
  ///   - manner: With which options it was read, for whoever puts the file beside others.
  ///   - keys: How names and hashes are written.
  ///   - format: The layout of the file.
  ///   - write: Takes the bytes of the file, one part after the other.
  /// - Returns: The number of contacts.
  /// - Throws: What is too long for a column; then the file is not whole.
  package static func write(
    _ transcripts: Transcripts,
    options: Analysis.Options,
    manner: String,
    keys: FactRowKeys,
    as format: FactsFormat,
    to write: (_ part: [UInt8]) -> Void
  ) async throws(TextTooLong) -> Int {
    let measured = await Analysis.laidOut(transcripts, options: options)
    let writer = FactRowWriter(
      contacts: measured.contacts.all,
      conversations: measured.contacts.conversations,
      table: measured.table,
      inputs: transcripts.inputs.map(\.name),
      keys: keys
    )
    var counts = counts(transcripts, duplicates: measured.assembly.duplicateConversations)
    counts.metrics = measured.table.metrics
    counts.manners = [manner]
    if let key = keys.fingerprint { counts.keys = [key] }
    let lineOfCounts = FactRowWriter.line(counts)
    let jobs = options.jobs
    switch format {
    case .jsonl:
      await inWaves(of: writer.count, jobs: jobs, { writer.lines($0) }, then: write)
      write(lineOfCounts)
    case .csv:
      await inWaves(of: writer.count, jobs: jobs, { writer.csv($0) }, then: write)
    case .arrow:
      try await FactsTable(writer, counts: lineOfCounts).write(as: .arrow, jobs: jobs, to: write)
    case .parquet:
      try await FactsTable(writer, counts: lineOfCounts).write(as: .parquet, jobs: jobs, to: write)
    }
    return writer.count
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
