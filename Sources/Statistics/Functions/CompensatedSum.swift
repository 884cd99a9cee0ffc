/// A running sum that remembers what rounding dropped.
///
/// The result is the true sum to within one or two units in the last place, whatever the order of
/// the terms. Use it wherever millions of terms of mixed sign meet. Terms must be finite.
///
/// Source: A. Neumaier, *ZAMM* 54 (1974), 39–51.
struct CompensatedSum {
  private var total = 0.0
  private var correction = 0.0

  /// Adds one term.
  mutating func add(_ term: Double) {
    let next = total + term
    correction += abs(total) >= abs(term) ? (total - next) + term : (term - next) + total
    total = next
  }

  /// Adds one term without a branch, for terms that are large and small in no order.
  ///
  /// Source: D. E. Knuth, *The Art of Computer Programming* 2, 4.2.2, theorem B.
  @inline(__always) mutating func addAny(_ term: Double) {
    let next = total + term
    let added = next - total
    correction += (total - (next - added)) + (term - added)
    total = next
  }

  /// The sum so far.
  var value: Double { total + correction }
}

extension Sequence where Element == Double {
  /// The compensated sum of all elements.
  func compensatedSum() -> Double {
    var sum = CompensatedSum()
    for term in self { sum.add(term) }
    return sum.value
  }
}
