/// Rows in ascending order of their values.
package enum ValueOrder {
  /// The rows whose value is not NaN, ascending; rows with equal values keep their order.
  ///
  /// Sorted once for a whole table; the order of any group of rows is then a subset of it.
  /// - Complexity: linear.
  package static func rows(_ values: [Double]) -> [Int32] {
    var rows: [Int32] = []
    rows.reserveCapacity(values.count)
    for row in values.indices where !values[row].isNaN { rows.append(Int32(row)) }
    return SortByValue.order(rows) { values[$0] }
  }

  /// The values themselves in ascending order, without NaN.
  package static func values(_ values: [Double]) -> [Double] {
    rows(values).map { values[Int($0)] }
  }
}
