import Statistics

/// Rows with each customer's together, in the order of the customers and then of the rows.
func ordered(_ rows: [Int32], byCustomer customer: [Int32]) -> [Int32] {
  var keys = rows.map { row in
    // Turned so that what has no customer, and a number below 0, comes first.
    UInt64(UInt32(bitPattern: customer[Int(row)]) ^ 1 << 31) << 32 | UInt64(UInt32(bitPattern: row))
  }
  RadixSort.sort(&keys, low: 0)
  return keys.map { Int32(truncatingIfNeeded: $0) }
}
