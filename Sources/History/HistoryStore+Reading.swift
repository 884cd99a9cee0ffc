extension HistoryStore {
  private static let columns =
    "format, id, customer, parent, updated, first, last, entries, file, line, facts, row, digest"

  private static func row(_ statement: SQLiteStatement) -> HistoryRow {
    HistoryRow(
      format: statement.text(0) ?? "",
      id: statement.text(1) ?? "",
      customer: statement.text(2),
      parent: statement.text(3),
      updated: statement.integer(4),
      first: statement.integer(5),
      last: statement.integer(6),
      entries: statement.integer(7) ?? 0,
      file: statement.text(8) ?? "",
      line: statement.integer(9) ?? 0,
      facts: statement.integer(10) ?? 0,
      content: statement.bytes(11)
    )
  }

  /// From here to `endReading` the store is seen as it is now, whatever others add meanwhile.
  package func beginReading() throws(HistoryError) { try database.run("BEGIN") }

  package func endReading() throws(HistoryError) { try database.run("COMMIT") }

  /// Some rows behind a place, in an order of their own.
  ///
  /// - Parameters:
  ///   - place: 0 at first, then what the last call gave.
  ///   - most: How many at once.
  /// - Returns: The rows with whether their content is what was written, and the next place; no rows at the end.
  /// - Throws: What is wrong with the store.
  package func rows(
    behind place: Int,
    most: Int
  ) throws(HistoryError) -> (rows: [(row: HistoryRow, isSound: Bool)], next: Int) {
    let statement = try database.prepare(
      "SELECT \(Self.columns), rowid FROM conversations WHERE rowid > ? ORDER BY rowid LIMIT ?"
    )
    statement.bind(1, place)
    statement.bind(2, most)
    var rows: [(row: HistoryRow, isSound: Bool)] = []
    var next = place
    while try statement.step() {
      let row = Self.row(statement)
      rows.append((row, row.digest == statement.integer(12)))
      next = statement.integer(13) ?? next
    }
    return (rows, next)
  }

  /// Refuses rows that this program cannot read as they were meant.
  package func expectFacts(_ version: Int) throws(HistoryError) {
    let newer = try database.integer(
      "SELECT count(*) FROM conversations WHERE facts > \(version)"
    )
    guard newer == 0 else {
      throw HistoryError(
        .newer,
        "holds \(newer) conversations that a newer program wrote; this one knows facts up to version \(version)"
      )
    }
    let older = try database.integer(
      "SELECT count(*) FROM conversations WHERE facts < \(version)"
    )
    guard older == 0 else {
      throw HistoryError(
        .oldFacts,
        "holds \(older) conversations whose facts are of an older version than \(version): add their exports "
          + "again, which replaces them, or remove them with `onpar history prune --old-facts`"
      )
    }
  }

  /// Conversations by the days, counted from 1970 in UTC, on which they begin; nil for those without a time.
  package func countsByDay() throws(HistoryError) -> [(day: Int?, count: Int)] {
    let statement = try database.prepare(
      """
      SELECT CASE WHEN first < 0 THEN (first - 86399999) / 86400000 ELSE first / 86400000 END AS day, count(*)
      FROM conversations GROUP BY day ORDER BY day
      """
    )
    var counts: [(day: Int?, count: Int)] = []
    while try statement.step() { counts.append((statement.integer(0), statement.integer(1) ?? 0)) }
    return counts
  }

  /// The last time in the store, in milliseconds since 1970; nil when nothing is dated.
  ///
  /// - Parameter skipped: So many of a thousand conversations may be later, and at least one.
  /// - Returns: That time.
  /// - Throws: What is wrong with the store.
  package func latest(skipping skipped: Int = 0) throws(HistoryError) -> Int? {
    let dated = try database.integer("SELECT count(*) FROM conversations WHERE last IS NOT NULL")
    let offset = skipped == 0 ? 0 : max(1, dated / 1_000 * skipped)
    let statement = try database.prepare(
      "SELECT last FROM conversations WHERE last IS NOT NULL ORDER BY last DESC LIMIT 1 OFFSET \(offset)"
    )
    return try statement.step() ? statement.integer(0) : nil
  }

  /// What SQLite itself finds wrong with the file; empty when it is sound.
  package func integrityProblems() throws(HistoryError) -> [String] {
    let statement = try database.prepare("PRAGMA integrity_check(10)")
    var problems: [String] = []
    while try statement.step() {
      if let line = statement.text(0), line != "ok" { problems.append(line) }
    }
    return problems
  }

  /// The version of the tables.
  package func version() throws(HistoryError) -> Int {
    try database.integer("PRAGMA user_version")
  }
}
