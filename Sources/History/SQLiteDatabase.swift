internal import CSQLite

/// One connection to an SQLite file; of one task at a time.
package final class SQLiteDatabase {
  let handle: OpaquePointer

  /// How long a writer waits for another, in milliseconds.
  private static let patience: Int32 = 10_000

  /// Opens a file that exists.
  ///
  /// - Parameters:
  ///   - path: Where it is.
  ///   - isFixed: Nobody can write to it, not even a journal beside it.
  /// - Throws: What is wrong with it.
  package init(path: String, isFixed: Bool = false) throws(HistoryError) {
    // A name such as ":memory:" has a meaning of its own to SQLite; a path has not.
    let place = path.hasPrefix("/") ? path : "./" + path
    var opened: OpaquePointer?
    let code =
      isFixed
      ? sqlite3_open_v2(
        Self.address(place) + "?immutable=1",
        &opened,
        SQLITE_OPEN_READONLY | SQLITE_OPEN_URI,
        nil
      ) : sqlite3_open_v2(place, &opened, SQLITE_OPEN_READWRITE, nil)
    guard code == SQLITE_OK, let opened else {
      let error = Self.error(code, opened)
      sqlite3_close_v2(opened)
      throw error
    }
    handle = opened
    sqlite3_busy_timeout(handle, Self.patience)
  }

  deinit {
    sqlite3_close_v2(handle)
  }

  /// The path as SQLite reads it in an address.
  private static func address(_ path: String) -> String {
    var text = "file:"
    for byte in path.utf8 {
      switch byte {
      case 0x2D...0x39, 0x41...0x5A, 0x5F, 0x61...0x7A:
        text.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16)
        text += (digits.utf8.count < 2 ? "%0" : "%") + digits
      }
    }
    return text
  }

  /// Runs statements that give nothing back.
  package func run(_ sql: String) throws(HistoryError) {
    let code = sqlite3_exec(handle, sql, nil, nil, nil)
    guard code == SQLITE_OK else { throw error(code) }
  }

  package func prepare(_ sql: String) throws(HistoryError) -> SQLiteStatement {
    try SQLiteStatement(sql, in: self)
  }

  /// The first number that a query gives; 0 when it gives none.
  package func integer(_ sql: String) throws(HistoryError) -> Int {
    let statement = try prepare(sql)
    return try statement.step() ? statement.integer(0) ?? 0 : 0
  }

  /// Does all of it or nothing.
  package func transaction<Result>(
    _ body: () throws(HistoryError) -> Result
  ) throws(HistoryError) -> Result {
    try run("BEGIN IMMEDIATE")
    do throws(HistoryError) {
      let result = try body()
      try run("COMMIT")
      return result
    } catch {
      // A failure that has rolled back by itself leaves nothing to roll back.
      try? run("ROLLBACK")
      throw error
    }
  }

  /// Rows that the last statement changed.
  package var changes: Int { Int(sqlite3_changes64(handle)) }

  func error(_ code: Int32) -> HistoryError { Self.error(code, handle) }

  private static func error(_ code: Int32, _ handle: OpaquePointer?) -> HistoryError {
    let words = handle.map { String(cString: sqlite3_errmsg($0)) } ?? "out of memory"
    let kind: HistoryError.Kind =
      switch code & 0xFF {
      case SQLITE_NOTADB: .notAStore
      case SQLITE_CORRUPT: .damaged
      case SQLITE_BUSY, SQLITE_LOCKED: .busy
      default: .failed
      }
    switch kind {
    case .notAStore: return HistoryError(kind, HistoryError.notAStoreWords)
    case .damaged: return HistoryError(kind, "is damaged: \(words)")
    case .busy: return HistoryError(kind, "is in use by another process; try again")
    default: return HistoryError(kind, "cannot be used: \(words)")
    }
  }
}
