#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Conversations kept from one run to the next, in one file.
///
/// Everything that changes it is one transaction in a write-ahead log, so that a process killed at any moment leaves
/// the store as it was before or as it is after.
package final class HistoryStore {
  let database: SQLiteDatabase

  /// Opens a store that is there.
  ///
  /// - Throws: `missing` when there is none, and whatever else is wrong with it.
  package static func open(_ path: String) throws(HistoryError) -> HistoryStore {
    guard access(path, F_OK) == 0 else {
      throw HistoryError(.missing, "does not exist; `onpar history add` makes it")
    }
    return try HistoryStore(path, creates: false)
  }

  /// Opens a store that is only read, wherever it lies.
  ///
  /// - Throws: What `open` throws, and `failed` when changes wait in a log that cannot be taken in where nothing can be
  ///   written.
  package static func openToRead(_ path: String) throws(HistoryError) -> HistoryStore {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    guard access(path, F_OK) == 0, access(path, W_OK) != 0 || access(folder, W_OK) != 0 else {
      return try open(path)
    }
    return try openFixed(path)
  }

  /// Opens a store beside which nothing can be written.
  package static func openFixed(_ path: String) throws(HistoryError) -> HistoryStore {
    var log = stat()
    guard stat(path + "-wal", &log) != 0 || log.st_size == 0 else {
      throw HistoryError(
        .failed,
        "cannot be written, and changes to it wait in \(path)-wal; copy both files to a folder that can be written"
      )
    }
    return try HistoryStore(fixed: path)
  }

  private init(fixed path: String) throws(HistoryError) {
    database = try SQLiteDatabase(path: path, isFixed: true)
    let version = try database.integer("PRAGMA user_version")
    guard try database.integer("PRAGMA application_id") == StoreSchema.applicationID else {
      throw HistoryError(.notAStore, HistoryError.notAStoreWords)
    }
    guard version == StoreSchema.version else {
      throw HistoryError(
        version > StoreSchema.version ? .newer : .failed,
        "is of version \(version) and cannot be written; this program reads version \(StoreSchema.version)"
      )
    }
    try database.run(
      """
      PRAGMA cell_size_check = ON;
      PRAGMA trusted_schema = OFF;
      PRAGMA cache_size = -32768;
      """
    )
  }

  /// Opens the store if there is one, and says whether one could be made if there is none.
  ///
  /// Asked before long work, so that it is not done for nothing. Nothing is created.
  package static func check(_ path: String, key: String) throws(HistoryError) {
    if access(path, F_OK) == 0 {
      return try HistoryStore(path, creates: true).expectKey(key)
    }
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    guard access(folder, W_OK | X_OK) == 0 else {
      throw HistoryError(.cannotCreate, "cannot be created: " + String(cString: strerror(errno)))
    }
  }

  /// Opens a store, or makes one that only its owner can read.
  package static func openOrCreate(_ path: String) throws(HistoryError) -> HistoryStore {
    let descriptor = Self.create(path)
    guard descriptor >= 0 || errno == EEXIST else {
      throw HistoryError(.cannotCreate, "cannot be created: " + String(cString: strerror(errno)))
    }
    if descriptor >= 0 { close(descriptor) }
    return try HistoryStore(path, creates: true)
  }

  private static func create(_ path: String) -> Int32 {
    #if canImport(Glibc)
    Glibc.open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    #else
    Darwin.open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    #endif
  }

  private init(_ path: String, creates: Bool) throws(HistoryError) {
    database = try SQLiteDatabase(path: path)
    let version = try database.integer("PRAGMA user_version")
    let application = try database.integer("PRAGMA application_id")
    let isEmpty = try database.integer("SELECT count(*) FROM sqlite_schema") == 0
    if isEmpty, version == 0, application == 0 {
      // Also what a process leaves that was killed before its first transaction.
      guard creates else {
        throw HistoryError(.missing, "holds nothing yet; `onpar history add` fills it")
      }
    } else {
      guard application == StoreSchema.applicationID else {
        throw HistoryError(.notAStore, HistoryError.notAStoreWords)
      }
      guard version <= StoreSchema.version else {
        throw HistoryError(
          .newer,
          "is of version \(version); this program knows up to \(StoreSchema.version). Use the newer program"
        )
      }
    }
    try database.run(
      """
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = FULL;
      PRAGMA secure_delete = ON;
      PRAGMA cell_size_check = ON;
      PRAGMA trusted_schema = OFF;
      PRAGMA cache_size = -32768;
      """
    )
    try migrate()
  }

  private func migrate() throws(HistoryError) {
    while true {
      let isDone = try database.transaction { () throws(HistoryError) in
        // Asked again under the lock: another process may have been faster.
        let version = try database.integer("PRAGMA user_version")
        guard version < StoreSchema.version else { return true }
        if version == 0 { try database.run("PRAGMA application_id = \(StoreSchema.applicationID)") }
        try database.run(StoreSchema.steps[version])
        try database.run("PRAGMA user_version = \(version + 1)")
        return false
      }
      if isDone { return }
    }
  }

  // MARK: Notes

  /// The fingerprint of the key by which customers are named; nil before the first was noted.
  package func keyFingerprint() throws(HistoryError) -> String? {
    try note("key")
  }

  /// Notes the key of a new store, and refuses any other from then on.
  package func expectKey(_ fingerprint: String) throws(HistoryError) {
    guard let known = try keyFingerprint() else {
      return try setNote("key", fingerprint)
    }
    guard known == fingerprint else {
      throw HistoryError(
        .wrongKey,
        "was made with another key (\(known), not \(fingerprint)): the same customer would get a second name"
      )
    }
  }

  func note(_ name: String) throws(HistoryError) -> String? {
    let statement = try database.prepare("SELECT value FROM notes WHERE name = ?")
    statement.bind(1, name)
    return try statement.step() ? statement.text(0) : nil
  }

  func setNote(_ name: String, _ value: String) throws(HistoryError) {
    let statement = try database.prepare(
      "INSERT INTO notes (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
    )
    statement.bind(1, name)
    statement.bind(2, value)
    try statement.run()
  }

  /// Brings everything from the log into the file itself, and empties the log.
  ///
  /// - Returns: False when another process still reads what is in the log.
  @discardableResult
  func settle() throws(HistoryError) -> Bool {
    try database.integer("PRAGMA wal_checkpoint(TRUNCATE)") == 0
  }

  // MARK: What is in it

  /// Conversations.
  package func count() throws(HistoryError) -> Int {
    try database.integer("SELECT count(*) FROM conversations")
  }

  /// Copies that lost to another of the same conversation, in all that was ever added and is still counted.
  package func duplicates() throws(HistoryError) -> Int {
    let read = try database.integer("SELECT coalesce(sum(conversations), 0) FROM loads")
    return max(0, try read - count() - removed())
  }

  /// What was erased or pruned, so that it does not look like copies that lost.
  private func removed() throws(HistoryError) -> Int {
    try note("removed").flatMap { Int($0) } ?? 0
  }

  /// Removes something in a way that leaves the number of doubles as it is.
  func removing<Result>(
    _ body: () throws(HistoryError) -> Result
  ) throws(HistoryError) -> Result {
    let before = try duplicates()
    let result = try body()
    let read = try database.integer("SELECT coalesce(sum(conversations), 0) FROM loads")
    try setNote("removed", String(try read - count() - before))
    return result
  }
}
