package import ByteStreams
import Conversations
import Diagnostics
import Facts
import Records

/// Reads facts files back to what the exports behind them gave.
package enum FactsFiles {
  ///
  /// - Throws: `MixedKeys` when they were not all written under one key: a customer would be counted once for each.
  package static func read(
    _ inputs: [Input],
    options: IngestOptions
  ) throws(MixedKeys) -> Transcripts {
    var reader = FactRowReader()
    let problems = eachLine(of: inputs, options) { line, position in
      reader.read(line, at: position)
      return true
    }
    if let mixed = MixedKeys(reader.keys, of: inputs) { throw mixed }
    let files = inputs.map { input in
      summary(input, format: FactRowSchema.name, why: "read with --from-facts")
    }
    return transcripts(reader.finish(), files, problems, options)
  }

  /// Gives every line to `body` until it has had enough.
  ///
  /// - Returns: What was wrong with the files themselves.
  static func eachLine(
    of inputs: [Input],
    _ options: IngestOptions,
    _ body: (UnsafeRawBufferPointer, SourcePosition) -> Bool
  ) -> ProblemLedger {
    var streamProblems = ProblemLedger(capacity: options.problemCapacity)
    inputs: for (rank, input) in inputs.enumerated() {
      do throws(StreamError) {
        let source = LineBlockSource(
          try ByteReader(input, limits: options.limits),
          input: rank,
          blockSize: options.blockSize
        )
        var block = LineBlock()
        var line = 0
        while try source.next(&block) {
          line += block.skippedLines
          for text in block.bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
            .dropLastIfEmpty()
          {
            line += 1
            let position = SourcePosition(input: rank, line: line)
            if !body(UnsafeRawBufferPointer(rebasing: text), position) { break inputs }
          }
        }
        streamProblems.merge(source.problems)
      } catch {
        streamProblems.record(error.problem(input: rank))
      }
    }
    return streamProblems
  }

  static func summary(
    _ input: Input,
    format: String,
    why: String
  ) -> Transcripts.InputSummary {
    var summary = Transcripts.InputSummary(name: input.name, path: input.path, bytes: input.bytes)
    summary.format = format
    summary.why = why
    summary.isKept = true
    return summary
  }

  /// What the exports gave, from what was kept of them.
  ///
  /// The inputs of the report are `inputs`; the exports behind them follow, so that sources have names.
  static func transcripts(
    _ rows: FactRows,
    _ inputs: [Transcripts.InputSummary],
    _ streamProblems: ProblemLedger,
    _ options: IngestOptions
  ) -> Transcripts {
    var result = Transcripts()
    result.conversations = rows.conversations
    result.inputs = inputs
    let files = inputs.count
    result.inputs += rows.inputs.map { .init(name: $0, path: $0, bytes: nil) }
    result.filesBehindFacts = files..<result.inputs.count
    for index in result.conversations.indices { result.conversations[index].source.input += files }
    adopt(rows, streamProblems, into: &result, options)
    return result
  }

  private static func adopt(
    _ rows: FactRows,
    _ streamProblems: ProblemLedger,
    into result: inout Transcripts,
    _ options: IngestOptions
  ) {
    let counts = rows.counts
    result.metrics = counts.metrics
    var ledger = ProblemLedger(capacity: options.problemCapacity)
    ledger.merge(streamProblems)
    ledger.merge(rows.problems)
    // What was met when the exports were read counts again; only the first cases of it are known.
    ledger.add(counts.setAside)
    for noted in counts.problems {
      var problem = noted.problem
      // `rows.inputs` holds the files of problems too.
      let file = result.filesBehindFacts.first { result.inputs[$0].name == noted.file }
      problem.position.input = file ?? 0
      ledger.keep(problem)
    }
    result.ledger = ledger
    result.recordsUsedBehindFacts = counts.recordsUsed
    result.duplicatesBehindFacts = counts.duplicateConversations
    for (index, count) in counts.roles.enumerated() where index < result.messagesByRole.count {
      result.messagesByRole[index] = count
    }
    result.unknownFields = counts.unknownFields.map { ($0.key, $0.value) }.sorted { $0.0 < $1.0 }
    result.unknownValues = counts.unknownValues.map { ($0.key, $0.value) }.sorted { $0.0 < $1.0 }
    result.replacedSequences = counts.replacedSequences
    result.oddNumbers = counts.oddNumbers
    result.mannersBehindFacts = counts.manners
    result.lexiconVersion = counts.lexicons.sorted().joined(separator: " and ")
    var earliest = Instant(milliseconds: .max)
    var latest = Instant.missing
    for conversation in result.conversations {
      for entry in conversation.timeline where entry.time.isKnown {
        earliest = min(earliest, entry.time)
        latest = max(latest, entry.time)
      }
    }
    if latest.isKnown {
      result.earliest = earliest
      result.latest = latest
    }
  }
}

extension Array {
  /// Without the empty piece that stands behind the last line end.
  fileprivate func dropLastIfEmpty() -> ArraySlice<Element> where Element: Collection {
    last?.isEmpty == true ? dropLast() : self[...]
  }
}
