/// What one `history add` read: the counts that its rows cannot show.
package struct HistoryLoad: Sendable, Equatable {
  /// A file, told by its content and not by its name.
  package struct Source: Sendable, Hashable {
    package var name: String
    /// The same for the same content.
    package var digest: String

    package init(name: String, digest: String) {
      self.name = name
      self.digest = digest
    }
  }

  package var inputs: [Source]
  /// Conversations in them, copies of one conversation counted one by one.
  package var conversations: Int
  /// The last time in them, in milliseconds since 1970.
  package var latest: Int?
  /// Options that say how inputs are read: loads that differ in them measure differently.
  package var manner: String
  /// The line of counts, as facts files have it.
  package var counts: [UInt8]

  package init(
    inputs: [Source],
    conversations: Int,
    latest: Int?,
    manner: String,
    counts: [UInt8]
  ) {
    self.inputs = inputs
    self.conversations = conversations
    self.latest = latest
    self.manner = manner
    self.counts = counts
  }
}

extension HistoryStore {
  /// All loads, in the order in which they came.
  package func loads() throws(HistoryError) -> [HistoryLoad] {
    try numberedLoads().map(\.load)
  }

  private func numberedLoads() throws(HistoryError) -> [(number: Int, load: HistoryLoad)] {
    let statement = try database.prepare(
      "SELECT load, conversations, latest, manner, counts FROM loads ORDER BY load"
    )
    let names = try database.prepare(
      "SELECT name, digest FROM load_inputs WHERE load = ? ORDER BY name, digest"
    )
    var all: [(number: Int, load: HistoryLoad)] = []
    while try statement.step() {
      var load = HistoryLoad(
        inputs: [],
        conversations: statement.integer(1) ?? 0,
        latest: statement.integer(2),
        manner: statement.text(3) ?? "",
        counts: statement.bytes(4)
      )
      let number = statement.integer(0) ?? 0
      names.bind(1, number)
      while try names.step() {
        load.inputs.append(.init(name: names.text(0) ?? "", digest: names.text(1) ?? ""))
      }
      names.reset()
      all.append((number, load))
    }
    return all
  }

  /// Counts the same files once: a load whose files another holds too is that one's part.
  ///
  /// What remains is the same whatever came first. Files that are read again in another way are counted as they were
  /// read last.
  func note(_ load: HistoryLoad) throws(HistoryError) {
    let mine = Set(load.inputs.map(\.digest))
    for (number, known) in try numberedLoads() {
      let theirs = Set(known.inputs.map(\.digest))
      let isReadAnew = mine == theirs && load.manner != known.manner
      if mine.isSubset(of: theirs), !isReadAnew { return }
      if theirs.isSubset(of: mine) { try removeLoads("load = \(number)") }
    }
    let insert = try database.prepare(
      "INSERT INTO loads (conversations, latest, manner, counts) VALUES (?, ?, ?, ?) RETURNING load"
    )
    insert.bind(1, load.conversations)
    insert.bind(2, load.latest)
    insert.bind(3, load.manner)
    insert.bind(4, load.counts)
    let number = try insert.step() ? insert.integer(0) : nil
    try insert.run()
    let input = try database.prepare(
      "INSERT OR IGNORE INTO load_inputs (load, digest, name) VALUES (?, ?, ?)"
    )
    for source in load.inputs {
      input.bind(1, number)
      input.bind(2, source.digest)
      input.bind(3, source.name)
      try input.run()
    }
  }

  func removeLoads(_ condition: String) throws(HistoryError) {
    try database.run(
      "DELETE FROM load_inputs WHERE load IN (SELECT load FROM loads WHERE \(condition))"
    )
    try database.run("DELETE FROM loads WHERE \(condition)")
  }

  /// Passes names of files and counts of loads through a function, which takes out what names a person.
  ///
  /// - Returns: How many were changed.
  func scrub(
    name: (String) -> String,
    counts: ([UInt8]) -> [UInt8]
  ) throws(HistoryError) -> Int {
    var changes = 0
    let update = try database.prepare("UPDATE loads SET counts = ? WHERE load = ?")
    let rename = try database.prepare(
      "UPDATE load_inputs SET name = ? WHERE load = ? AND digest = ?"
    )
    let files = try database.prepare("SELECT DISTINCT file FROM conversations")
    var renamed: [(from: String, to: String)] = []
    while try files.step() {
      let file = files.text(0) ?? ""
      if name(file) != file { renamed.append((file, name(file))) }
    }
    let move = try database.prepare("UPDATE conversations SET file = ? WHERE file = ?")
    for (from, to) in renamed {
      move.bind(1, to)
      move.bind(2, from)
      try move.run()
      changes += 1
    }
    for (number, load) in try numberedLoads() {
      let cleaned = counts(load.counts)
      if cleaned != load.counts {
        update.bind(1, cleaned)
        update.bind(2, number)
        try update.run()
        changes += 1
      }
      for input in load.inputs where name(input.name) != input.name {
        rename.bind(1, name(input.name))
        rename.bind(2, number)
        rename.bind(3, input.digest)
        try rename.run()
        changes += 1
      }
    }
    return changes
  }
}
