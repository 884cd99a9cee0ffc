extension HistoryStore {
  /// What became of the copies that were brought.
  package struct Tally: Sendable, Equatable {
    /// Conversations that were not known.
    package var new = 0
    /// Newer copies, which took the place of what was there.
    package var newer = 0
    /// Of these, how many hold fewer messages than the copy they replaced.
    package var shorter = 0
    /// Copies that say the same.
    package var same = 0
    /// Older copies, which were left alone.
    package var older = 0

    package init() {}

    package var read: Int { new + newer + same + older }
  }

  /// Begins to add; what is put is kept once `finish` has been called, all of it or nothing.
  package func beginAdding() throws(HistoryError) -> Adding { try Adding(self) }

  /// Takes copies one by one, in one transaction; each statement is prepared once.
  package final class Adding {
    package private(set) var tally = Tally()
    private let store: HistoryStore
    private let find: SQLiteStatement
    private let insert: SQLiteStatement
    private let replace: SQLiteStatement
    private let move: SQLiteStatement
    private var isOpen = false

    fileprivate init(_ store: HistoryStore) throws(HistoryError) {
      self.store = store
      let database = store.database
      find = try database.prepare(
        """
        SELECT rowid, facts, updated, last, entries, file, line, digest
        FROM conversations WHERE format = ? AND id = ?
        """
      )
      insert = try database.prepare(
        """
        INSERT INTO conversations
          (customer, parent, updated, first, last, entries, file, line, facts, digest, row, format, id)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
      )
      replace = try database.prepare(
        """
        UPDATE conversations SET customer = ?, parent = ?, updated = ?, first = ?, last = ?, entries = ?,
          file = ?, line = ?, facts = ?, digest = ?, row = ? WHERE rowid = ?
        """
      )
      move = try database.prepare("UPDATE conversations SET file = ?, line = ? WHERE rowid = ?")
      try database.run("BEGIN IMMEDIATE")
      isOpen = true
    }

    deinit {
      if isOpen { try? store.database.run("ROLLBACK") }
    }

    /// Keeps a copy if it is the newest of its conversation.
    package func put(_ row: HistoryRow) throws(HistoryError) {
      let rank = CopyRank(row)
      find.bind(1, row.format)
      find.bind(2, row.id)
      defer { find.reset() }
      guard try find.step() else {
        tally.new += 1
        bind(row, to: insert)
        insert.bind(12, row.format)
        insert.bind(13, row.id)
        return try insert.run()
      }
      let place = find.integer(0)
      let known = CopyRank(
        facts: find.integer(1) ?? 0,
        updated: find.integer(2),
        last: find.integer(3),
        entries: find.integer(4) ?? 0,
        file: find.text(5) ?? "",
        line: find.integer(6) ?? 0,
        digest: find.integer(7) ?? 0
      )
      let isNewer = rank.isNewer(than: known)
      if isNewer == nil, rank.digest == known.digest {
        tally.same += 1
        // Of two that say the same, the place of the later one is kept, whichever came first.
        guard rank.place(comparedTo: known) > 0 else { return }
        move.bind(1, row.file)
        move.bind(2, row.line)
        move.bind(3, place)
        return try move.run()
      }
      // What stood in the same place is the same record, read again in another way.
      guard isNewer ?? (rank.place(comparedTo: known) >= 0) else {
        tally.older += 1
        return
      }
      tally.newer += 1
      if rank.entries < known.entries { tally.shorter += 1 }
      bind(row, to: replace)
      replace.bind(12, place)
      try replace.run()
    }

    private func bind(_ row: HistoryRow, to statement: SQLiteStatement) {
      statement.bind(1, row.customer)
      statement.bind(2, row.parent)
      statement.bind(3, row.updated)
      statement.bind(4, row.first)
      statement.bind(5, row.last)
      statement.bind(6, row.entries)
      statement.bind(7, row.file)
      statement.bind(8, row.line)
      statement.bind(9, row.facts)
      statement.bind(10, row.digest)
      statement.bind(11, row.content)
    }

    /// Notes what was met while reading, unless an earlier load met all of it.
    package func note(_ load: HistoryLoad) throws(HistoryError) {
      try store.note(load)
    }

    /// Makes everything lasting.
    package func finish() throws(HistoryError) -> Tally {
      try store.database.run("COMMIT")
      isOpen = false
      try store.settle()
      return tally
    }
  }
}
