/// The rows of one group in an order that keeps each customer's rows together.
///
/// All that the description of a single group needs to know of its customers. Columns are given in
/// the order of the rows here, so that every measure is one pass from left to right. Which customer
/// comes first does not matter beyond rounding.
/// - Complexity: O(rows) to make; 1 byte per row kept.
package struct CustomerRuns: Sendable {
  /// All bits set at the last row of each customer, else none.
  ///
  /// A mask, because a branch would be mispredicted for every other customer.
  let ends: [Int8]
  /// How many customers there are.
  package let customers: Int

  /// The number of rows.
  package var count: Int { ends.count }

  /// Runs of equal codes; a customer whose rows are not together counts as several.
  package init(customers codes: [Int32]) {
    var ends = [Int8](repeating: 0, count: codes.count)
    var customers = 0
    for row in codes.indices where row + 1 == codes.count || codes[row + 1] != codes[row] {
      ends[row] = -1
      customers += 1
    }
    self.ends = ends
    self.customers = customers
  }

  /// Runs whose last rows are marked with all bits.
  init(ends: [Int8]) {
    self.ends = ends
    customers = ends.count { $0 != 0 }
  }

  /// The customer of each row, numbered from zero in order.
  package var codes: [Int32] {
    var result: [Int32] = []
    result.reserveCapacity(ends.count)
    var code: Int32 = 0
    for end in ends {
      result.append(code)
      if end != 0 { code += 1 }
    }
    return result
  }
}
