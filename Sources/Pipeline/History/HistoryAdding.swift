package import ByteStreams
import Conversations
import Diagnostics
package import Facts
package import History
import Records

/// From inputs into the history store.
package enum HistoryAdding {
  /// Rows that are made before they are put, so that several threads can make them.
  private static let chunk = 4_096

  /// Adds what was read of exports.
  ///
  /// - Parameters:
  ///   - transcripts: What was read.
  ///   - hashes: SHA-256 by input path; an input without one is known by its conversations.
  ///   - keys: How names and hashes are written.
  ///   - manner: Options that say how inputs were read.
  ///   - jobs: Threads that make rows.
  ///   - store: Where they go.
  /// - Returns: What became of the conversations.
  /// - Throws: What is wrong with the store, and then nothing was added.
  package static func add(
    _ transcripts: Transcripts,
    hashes: [String: String],
    keys: FactRowKeys,
    manner: String,
    jobs: Int,
    to store: HistoryStore
  ) async throws(HistoryError) -> HistoryStore.Tally {
    let adding = try store.beginAdding()
    let all = transcripts.conversations
    let names = transcripts.inputs.map(\.name)
    let writer = ConversationWriter(inputs: nil, keys: keys)
    var digests = [Int](repeating: 0, count: names.count)
    var start = 0
    while start < all.count {
      let first = start
      let count = min(chunk, all.count - first)
      let rows = await inParts(of: count, jobs: jobs) { range in
        range.map { place in
          let conversation = all[first + place]
          return HistoryRow(conversation, writer: writer, file: names[conversation.source.input])
        }
      }
      for (place, row) in rows.enumerated() {
        digests[all[first + place].source.input] &+= row.digest
        try adding.put(row)
      }
      start += count
    }
    let counts = FactsExport.counts(transcripts, duplicates: 0)
    try adding.note(
      HistoryLoad(
        inputs: zip(transcripts.inputs, digests).map { input, digest in
          .init(name: input.name, digest: hashes[input.path] ?? "rows:\(digest)")
        },
        conversations: all.count,
        latest: (transcripts.latest?.milliseconds).map { Int($0) },
        manner: manner,
        counts: kept(counts)
      )
    )
    return try adding.finish()
  }

  /// Adds facts files, line by line; each is a load of its own.
  ///
  /// - Returns: What became of the rows, and what was wrong with the files.
  /// - Throws: What is wrong with the store or the files, and then nothing was added.
  package static func add(
    factsFiles inputs: [Input],
    hashes: [String: String],
    key fingerprint: String,
    options: IngestOptions,
    to store: HistoryStore
  ) throws(HistoryError) -> (tally: HistoryStore.Tally, transcripts: Transcripts) {
    var holdsEveryMetric = false
    for load in try store.loads() where FactRowReader.counts(in: load.counts)?.metrics == .all {
      holdsEveryMetric = true
    }
    let adding = try store.beginAdding()
    var result = Transcripts()
    result.ledger = ProblemLedger(capacity: options.problemCapacity)
    for (rank, input) in inputs.enumerated() {
      result.inputs.append(
        FactsFiles.summary(input, format: FactRowSchema.name, why: "read with --from-facts")
      )
      let found = try add(input, options, adding)
      guard found.counts.keys == [fingerprint] || found.isEmpty else {
        throw HistoryError(
          .wrongKey,
          "takes no facts of \(input.name): "
            + (found.counts.keys.isEmpty
              ? "they have no key. " : "they have another key. ")
            + "Write them with `onpar facts --pseudonym-key-file` and the key of the store"
        )
      }
      // Copies replace each other, and what the core lacks would be lost.
      if !found.isEmpty, found.counts.metrics == .core, holdsEveryMetric {
        throw HistoryError(
          .refused,
          "takes no facts of \(input.name): they hold the core alone, and would take the place of what it has of every "
            + "metric. Write them with `onpar facts` without --metrics core, or keep the core in a store of its own"
        )
      }
      if !found.isEmpty, found.counts.metrics == .all { holdsEveryMetric = true }
      result.ledger.merge(
        found.problems.mapped { problem in
          var problem = problem
          problem.position.input = rank
          return problem
        }
      )
      result.recordsUsedBehindFacts += found.counts.recordsUsed
      var counts = found.counts
      for (kind, number) in found.problems.counts { counts.setAside[kind, default: 0] += number }
      result.ledger.add(found.counts.setAside)
      try adding.note(
        HistoryLoad(
          inputs: [
            .init(name: input.name, digest: hashes[input.path] ?? "rows:\(found.digest)")
          ],
          conversations: found.conversations + found.counts.duplicateConversations,
          latest: found.latest,
          manner: found.counts.manners.sorted().joined(separator: " and "),
          counts: kept(counts)
        )
      )
    }
    return (try adding.finish(), result)
  }

  /// What one facts file held.
  private struct Found {
    var conversations = 0
    var digest = 0
    var latest: Int?
    var counts = FactFileCounts()
    var problems = ProblemLedger()

    var isEmpty: Bool { conversations == 0 && counts.recordsUsed == 0 }
  }

  private static func add(
    _ input: Input,
    _ options: IngestOptions,
    _ adding: HistoryStore.Adding
  ) throws(HistoryError) -> Found {
    // What is in the file has passed through the key already.
    let writer = ConversationWriter(inputs: nil, keys: .plain)
    var reader = FactRowReader()
    var found = Found()
    var failure: HistoryError?
    let problems = FactsFiles.eachLine(of: [input], options) { line, position in
      reader.read(line, at: position)
      do throws(HistoryError) {
        for conversation in reader.takeConversations() {
          let row = HistoryRow(
            conversation,
            writer: writer,
            file: reader.inputNames[conversation.source.input]
          )
          found.conversations += 1
          found.digest &+= row.digest
          if let last = row.last { found.latest = max(found.latest ?? last, last) }
          try adding.put(row)
        }
        return true
      } catch {
        failure = error
        return false
      }
    }
    if let failure { throw failure }
    if let other = reader.otherSchemas.sorted().first {
      throw HistoryError(
        .oldFacts,
        "takes no facts of \(input.name): they are of \(FactRowSchema.quoted(other)), this program reads "
          + "\"\(FactRowSchema.name)\". Write them again with `onpar facts`"
      )
    }
    let rows = reader.finish()
    found.counts = rows.counts
    found.problems = rows.problems
    found.problems.merge(problems)
    return found
  }

  /// The line of counts without what quotes the export: words of a person may stand there, and nobody could find them.
  static func kept(_ counts: FactFileCounts) -> [UInt8] {
    var counts = counts
    counts.problems = []
    counts.manners = []
    counts.duplicateConversations = 0
    counts.keys = []
    return FactRowWriter.line(counts)
  }
}
