/// The fixed side of a comparison: who belongs to which arm, stratum and customer.
///
/// Made once and reused by every measure, because the sort is the costly part. Each measure brings
/// its own values and its own denominator, since some rows are not counted by some measures.
/// Results do not depend on the order of rows beyond rounding.
///
/// Codes are small integers from zero. A row without a customer gets a code of its own. Arms are
/// 1 (bot) and 0 (human). Strata must be known before the first response: never a row's outcome.
///
/// Rows lie in order of customer, then stratum, then arm. So whatever concerns customers, with
/// strata and without, is one walk from left to right.
/// - Complexity: O(rows + codes) to make; 9 bytes per row kept.
package struct ComparisonFrame: Sendable {
  /// The mix on which both arms are described.
  package let mix: TargetMix
  /// The number of rows in the caller's columns.
  package let rowCount: Int
  /// The row of each place.
  let rows: [Int32]
  /// Twice the stratum of each place, plus its arm.
  let cell: [Int32]
  /// 1 at the last place of a customer's in a cell, 3 at the last of all, else 0.
  let ends: [UInt8]
  /// One past the largest stratum.
  let strata: Int

  /// A frame with strata.
  package init(
    arm: [UInt8],
    stratum: [Int32],
    cluster: [Int32],
    mix: TargetMix = .overlap
  ) throws(ColumnError) {
    try ColumnError.check(stratum.count, rows: arm.count)
    try self.init(arm: arm, strata: DenseCodes.make(stratum), cluster: cluster, mix: mix)
  }

  /// A frame without strata: the crude comparison.
  package init(arm: [UInt8], cluster: [Int32]) throws(ColumnError) {
    try self.init(arm: arm, strata: ([], 1), cluster: cluster, mix: .overlap)
  }

  private init(
    arm: [UInt8],
    strata: (codes: [Int32], bound: Int),
    cluster: [Int32],
    mix: TargetMix
  ) throws(ColumnError) {
    guard arm.count < Int(Int32.max) else { throw .tooManyRows(arm.count) }
    try ColumnError.check(cluster.count, rows: arm.count)
    let customers = try DenseCodes.make(cluster)
    var cellOf = [Int32](repeating: 0, count: arm.count)
    for row in arm.indices {
      guard arm[row] <= 1 else { throw .unknownArm(row: row) }
      cellOf[row] = (strata.codes.isEmpty ? 0 : strata.codes[row] &<< 1) | Int32(arm[row])
    }
    let byCell = DenseCodes.sorted(
      arm.indices.map { Int32($0) },
      by: cellOf,
      bound: 2 * strata.bound
    )
    rows = DenseCodes.sorted(byCell, by: customers.codes, bound: customers.bound)
    cell = rows.map { cellOf[Int($0)] }
    var ends = [UInt8](repeating: 0, count: rows.count)
    var customer: Int32 = -1
    for place in rows.indices {
      let code = customers.codes[Int(rows[place])]
      if place > 0 {
        ends[place - 1] = code != customer ? 3 : (cell[place] != cell[place - 1] ? 1 : 0)
      }
      customer = code
    }
    if !ends.isEmpty { ends[ends.count - 1] = 3 }
    self.ends = ends
    self.mix = mix
    self.strata = strata.bound
    rowCount = arm.count
  }

  /// Checks a column and brings it into the order of the places.
  func ordered<Value>(_ column: [Value]) throws(ColumnError) -> [Value] {
    try ColumnError.check(column.count, rows: rowCount)
    return rows.map { column[Int($0)] }
  }
}

/// A comparison on the common mix and as it stands.
package struct Contrast: Hashable, Sendable {
  /// Standardised over the strata.
  package let adjusted: ComparisonResult
  /// Without strata.
  package let crude: ComparisonResult
}
