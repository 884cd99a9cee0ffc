/// Codes renumbered so that counting sort stays linear in the number of rows.
enum DenseCodes {
  /// The codes themselves when they are dense enough, else their ranks, and one past the largest.
  static func make(_ codes: [Int32]) throws(ColumnError) -> (codes: [Int32], bound: Int) {
    var largest: Int32 = -1
    for row in codes.indices {
      let code = codes[row]
      guard code >= 0 else { throw .negativeCode(row: row) }
      largest = max(largest, code)
    }
    let bound = Int(largest) + 1
    guard bound > 2 * codes.count + 1024 else { return (codes, bound) }
    // A stranger's codes: rank them, which keeps their order and so the order of every sum.
    let distinct = Array(Set(codes)).sorted()
    var rank: [Int32: Int32] = [:]
    rank.reserveCapacity(distinct.count)
    for (index, code) in distinct.enumerated() { rank[code] = Int32(index) }
    return (codes.map { rank[$0] ?? 0 }, distinct.count)
  }

  /// `rows` in stable order of their codes: one counting pass, O(rows + bound).
  static func sorted(_ rows: [Int32], by codes: [Int32], bound: Int) -> [Int32] {
    var next = [Int32](repeating: 0, count: bound + 1)
    for row in rows { next[Int(codes[Int(row)]) + 1] += 1 }
    for code in 0..<bound { next[code + 1] += next[code] }
    var result = [Int32](repeating: 0, count: rows.count)
    for row in rows {
      let code = Int(codes[Int(row)])
      result[Int(next[code])] = row
      next[code] += 1
    }
    return result
  }
}
