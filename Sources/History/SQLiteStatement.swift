internal import CSQLite

/// A prepared statement; parameters count from 1 and columns from 0, as SQLite counts them.
package final class SQLiteStatement {
  private let database: SQLiteDatabase
  private let handle: OpaquePointer

  /// Tells SQLite to copy what is bound.
  private static var copied: sqlite3_destructor_type {
    unsafeBitCast(-1, to: sqlite3_destructor_type.self)
  }

  init(_ sql: String, in database: SQLiteDatabase) throws(HistoryError) {
    self.database = database
    var prepared: OpaquePointer?
    let code = sqlite3_prepare_v2(database.handle, sql, -1, &prepared, nil)
    guard code == SQLITE_OK, let prepared else { throw database.error(code) }
    handle = prepared
  }

  deinit {
    sqlite3_finalize(handle)
  }

  package func bind(_ place: Int32, _ text: String?) {
    guard let text else {
      sqlite3_bind_null(handle, place)
      return
    }
    // With its length: a text may hold the byte 0.
    sqlite3_bind_text64(
      handle,
      place,
      text,
      UInt64(text.utf8.count),
      Self.copied,
      UInt8(SQLITE_UTF8)
    )
  }

  package func bind(_ place: Int32, _ number: Int?) {
    guard let number else {
      sqlite3_bind_null(handle, place)
      return
    }
    sqlite3_bind_int64(handle, place, Int64(number))
  }

  package func bind(_ place: Int32, _ bytes: [UInt8]) {
    _ = bytes.withUnsafeBytes { buffer in
      sqlite3_bind_blob64(handle, place, buffer.baseAddress, UInt64(buffer.count), Self.copied)
    }
  }

  /// Goes to the next row; false when there is none.
  package func step() throws(HistoryError) -> Bool {
    switch sqlite3_step(handle) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    case let code: throw database.error(code)
    }
  }

  /// Runs to the end and is ready for other parameters.
  package func run() throws(HistoryError) {
    defer { reset() }
    while try step() {}
  }

  /// Makes it ready for other parameters.
  package func reset() {
    sqlite3_reset(handle)
    sqlite3_clear_bindings(handle)
  }

  package func integer(_ column: Int32) -> Int? {
    guard sqlite3_column_type(handle, column) != SQLITE_NULL else { return nil }
    return Int(sqlite3_column_int64(handle, column))
  }

  package func text(_ column: Int32) -> String? {
    guard let start = sqlite3_column_text(handle, column) else { return nil }
    let count = Int(sqlite3_column_bytes(handle, column))
    return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  }

  package func bytes(_ column: Int32) -> [UInt8] {
    guard let start = sqlite3_column_blob(handle, column) else { return [] }
    let count = Int(sqlite3_column_bytes(handle, column))
    return Array(UnsafeRawBufferPointer(start: start, count: count))
  }
}
