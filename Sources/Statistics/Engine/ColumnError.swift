/// What makes columns unfit for a computation.
///
/// Data, not programming, can cause each of these.
package enum ColumnError: Error, Hashable, Sendable {
  /// Two columns that belong together differ in length.
  case unequalLengths(expected: Int, found: Int)
  /// An arm code other than 0 (human) and 1 (bot) in this row.
  case unknownArm(row: Int)
  /// A stratum or customer code below zero in this row.
  case negativeCode(row: Int)
  /// More rows than a 32-bit row number can hold.
  case tooManyRows(Int)
  /// A level, a probability or a horizon outside its range.
  case outOfRange(name: String, value: Double)

  /// Checks that a column fits.
  static func check(_ found: Int, rows expected: Int) throws(ColumnError) {
    guard found == expected else { throw .unequalLengths(expected: expected, found: found) }
  }

  /// Checks a value that must lie strictly between 0 and 1.
  static func check(share value: Double, name: String) throws(ColumnError) {
    guard value > 0, value < 1 else { throw .outOfRange(name: name, value: value) }
  }
}
