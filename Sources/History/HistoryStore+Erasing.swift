extension HistoryStore {
  /// Removes conversations whose last message or event is older than a time, and what was noted of loads as old.
  ///
  /// A conversation without any time stays.
  ///
  /// - Parameter time: In milliseconds since 1970.
  /// - Returns: How many conversations were removed; their bytes are gone from the file.
  /// - Throws: What is wrong with the store.
  package func prune(before time: Int) throws(HistoryError) -> Int {
    try erasing { () throws(HistoryError) in
      try self.database.run("DELETE FROM conversations WHERE last < \(time)")
      let count = self.database.changes
      try self.removeLoads("latest < \(time)")
      return count
    }
  }

  /// Removes conversations of an older description of facts.
  package func prune(factsBefore version: Int) throws(HistoryError) -> Int {
    try erasing { () throws(HistoryError) in
      try self.database.run("DELETE FROM conversations WHERE facts < \(version)")
      return self.database.changes
    }
  }

  /// What erasing a person took out.
  package struct Forgotten: Sendable, Equatable {
    /// Conversations of the person.
    package var conversations = 0
    /// Conversations of others that named one of these as the one they continue, and no longer do.
    package var references = 0
    /// Places in the counts of loads, and files of conversations that stay, whose names held the person's id.
    package var names = 0

    /// Nothing of the person was there.
    package var isNothing: Bool { self == Forgotten() }

    package init() {}
  }

  /// Erases a person.
  ///
  /// Conversations that bear the customer's name go, and with them those without a customer that continue one of them,
  /// or that one of them continues: these are the same contact. A conversation of another customer stays, without the
  /// name of the erased one that it continued.
  ///
  /// - Parameters:
  ///   - customer: The pseudonym.
  ///   - unlinked: A row's content without its parent.
  ///   - name: A file's name without what names the person.
  ///   - counts: Counts of a load likewise.
  /// - Returns: What went.
  /// - Throws: What is wrong with the store.
  package func forget(
    customer: String,
    unlinked: (HistoryRow) -> HistoryRow?,
    name: (String) -> String,
    counts: ([UInt8]) -> [UInt8]
  ) throws(HistoryError) -> Forgotten {
    try erasing { () throws(HistoryError) in
      let database = self.database
      try database.run("CREATE TEMP TABLE gone (place INTEGER PRIMARY KEY)")
      let own = try database.prepare(
        "INSERT INTO gone SELECT rowid FROM conversations WHERE customer = ?"
      )
      own.bind(1, customer)
      try own.run()
      // Parents and children without a customer, until no more are found.
      let linked = try database.prepare(
        """
        INSERT OR IGNORE INTO gone
        SELECT c.rowid FROM gone JOIN conversations g ON g.rowid = place
        JOIN conversations c ON c.format = g.format AND c.parent = g.id WHERE c.customer IS NULL
        UNION ALL
        SELECT c.rowid FROM gone JOIN conversations g ON g.rowid = place
        JOIN conversations c ON c.format = g.format AND c.id = g.parent WHERE c.customer IS NULL
        """
      )
      var before = -1
      var count = try database.integer("SELECT count(*) FROM gone")
      while count != before {
        before = count
        try linked.run()
        count = try database.integer("SELECT count(*) FROM gone")
      }
      var forgotten = Forgotten()
      forgotten.references = try self.unlink(unlinked)
      try database.run("DELETE FROM conversations WHERE rowid IN (SELECT place FROM gone)")
      forgotten.conversations = database.changes
      try database.run("DROP TABLE gone")
      forgotten.names = try self.scrub(name: name, counts: counts)
      return forgotten
    }
  }

  /// Takes the names of conversations that go out of those that stay.
  private func unlink(_ change: (HistoryRow) -> HistoryRow?) throws(HistoryError) -> Int {
    let find = try database.prepare(
      """
      SELECT c.rowid, c.row, c.format, c.id, c.facts, c.customer
      FROM gone JOIN conversations g ON g.rowid = place
      JOIN conversations c ON c.format = g.format AND c.parent = g.id
      WHERE c.rowid NOT IN (SELECT place FROM gone)
      """
    )
    let update = try database.prepare(
      "UPDATE conversations SET parent = NULL, row = ?, digest = ? WHERE rowid = ?"
    )
    var changed: [(place: Int?, row: HistoryRow)] = []
    while try find.step() {
      let row = HistoryRow(
        format: find.text(2) ?? "",
        id: find.text(3) ?? "",
        customer: find.text(5),
        facts: find.integer(4) ?? 0,
        content: find.bytes(1)
      )
      guard let row = change(row) else {
        throw HistoryError(
          .damaged,
          "holds a row that cannot be read; `onpar history verify` tells more"
        )
      }
      changed.append((find.integer(0), row))
    }
    for (place, row) in changed {
      update.bind(1, row.content)
      update.bind(2, row.digest)
      update.bind(3, place)
      try update.run()
    }
    return changed.count
  }

  /// Does something that removes bytes, and sees to it that they are gone from the file and its log.
  ///
  /// `secure_delete` puts zeros where rows stood; packing the file also drops what moving rows about has left behind.
  private func erasing<Result>(
    _ body: () throws(HistoryError) -> Result
  ) throws(HistoryError) -> Result {
    let result = try database.transaction { () throws(HistoryError) in try removing(body) }
    try database.run("VACUUM")
    guard try settle() else {
      throw HistoryError(
        .busy,
        "no longer holds what was to go, but another process still reads it; run the command again"
      )
    }
    return result
  }
}
