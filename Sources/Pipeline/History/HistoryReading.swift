package import ByteStreams
import Conversations
import Diagnostics
import Facts
package import History
import Records

/// From the history store to what the exports behind it gave.
package enum HistoryReading {
  private static let chunk = 8_192

  /// Everything in the store, as one run over the newest copies would have read it.
  ///
  /// - Parameters:
  ///   - store: The store.
  ///   - file: Its file, for the list of inputs.
  ///   - jobs: Threads that read rows.
  /// - Returns: What the exports gave.
  /// - Throws: What is wrong with the store.
  package static func read(
    _ store: HistoryStore,
    _ file: Input,
    jobs: Int
  ) async throws(HistoryError) -> Transcripts {
    try store.beginReading()
    try store.expectFacts(FactRowSchema.version)
    var reader = FactRowReader()
    var place = 0
    while true {
      let (rows, next) = try store.rows(behind: place, most: chunk)
      guard !rows.isEmpty else { break }
      place = next
      let found = await inParts(of: rows.count, jobs: jobs) { range in
        range.map { rows[$0].isSound ? rows[$0].row.conversation : nil }
      }
      for (conversation, (row, _)) in zip(found, rows) {
        guard let conversation else {
          throw HistoryError(
            .damaged,
            "holds a row that cannot be read (\(quotedName(row.id))); `onpar history verify` tells more"
          )
        }
        reader.add(conversation, file: row.file, line: row.line)
      }
    }
    for load in try store.loads() {
      guard let counts = FactRowReader.counts(in: load.counts) else {
        throw HistoryError(.damaged, "holds counts that cannot be read")
      }
      reader.add(counts)
    }
    var counts = FactFileCounts()
    counts.duplicateConversations = try store.duplicates()
    reader.add(counts)
    let version = try store.version()
    try store.endReading()
    return FactsFiles.transcripts(
      reader.finish(),
      [
        FactsFiles.summary(
          file,
          format: "onpar-history/\(version)",
          why: "kept by `onpar history add`"
        )
      ],
      ProblemLedger(),
      IngestOptions()
    )
  }

  /// What is wrong with a store; empty when it is sound.
  package static func problems(
    of store: HistoryStore,
    jobs: Int
  ) async throws(HistoryError) -> [String] {
    var problems = try store.integrityProblems()
    // Rows of a broken file would only say the same again.
    guard problems.isEmpty else { return problems }
    var place = 0
    while true {
      let (rows, next) = try store.rows(behind: place, most: chunk)
      guard !rows.isEmpty else { break }
      place = next
      problems += await inParts(of: rows.count, jobs: jobs) { range in
        range.compactMap { problem(of: rows[$0].row, isSound: rows[$0].isSound) }
      }
    }
    for load in try store.loads() where FactRowReader.counts(in: load.counts) == nil {
      problems.append("the counts of a load cannot be read")
    }
    return problems
  }

  private static func problem(of row: HistoryRow, isSound: Bool) -> String? {
    let name = "conversation " + quotedName(row.id)
    guard isSound else { return "\(name): its content is not what was written" }
    // Facts of another version are refused elsewhere, by their number.
    guard row.facts == FactRowSchema.version else { return nil }
    guard let conversation = row.conversation else { return "\(name): its content cannot be read" }
    let isNamed =
      conversation.customer == row.customer && conversation.parent == row.parent
    return isNamed ? nil : "\(name): its columns contradict its content"
  }

  /// Conversations by the Monday of the ISO week, in UTC, in which they begin.
  package static func weeks(
    of store: HistoryStore
  ) throws(HistoryError) -> [(week: String, count: Int)] {
    var weeks: [(week: String, monday: Int?, count: Int)] = []
    for (day, count) in try store.countsByDay() {
      let monday = day.map { CivilDate.monday(ofDay: $0) }
      if let last = weeks.last, last.monday == monday {
        weeks[weeks.count - 1].count += count
      } else {
        weeks.append((monday.map { CivilDate.text(ofDay: $0) } ?? "undated", monday, count))
      }
    }
    return weeks.map { ($0.week, $0.count) }
  }
}
