/// The means of eight amounts in one group, in two walks.
///
/// The formulas of ``MeanEstimate``: first the means, then how far rows and customers lie from them.
package struct AmountMeans: Sendable {
  private let rows: AmountRow
  private let customers: AmountRow
  private let sums: CompensatedLanes
  private let squares: CompensatedLanes
  private let clustered: CompensatedLanes
  /// The greatest part that one customer has in `clustered`.
  private let largest: AmountRow

  /// The means over the rows of `steps`.
  package init(_ amounts: [AmountRow], steps: ArraySlice<UInt32>) {
    let one = AmountRow(repeating: 1)
    var total = CompensatedLanes()
    var rows = AmountRow.zero
    for step in steps {
      let row = amounts[Int(step &>> 1)]
      let isNone = row .!= row
      total.add(row.replacing(with: 0, where: isNone))
      rows += one.replacing(with: 0, where: isNone)
    }
    let mean = total.value / rows
    let inverse = one / rows
    var squares = CompensatedLanes()
    var clustered = CompensatedLanes()
    var customers = AmountRow.zero
    var largest = AmountRow.zero
    var sum = AmountRow.zero
    var own = AmountRow.zero
    for step in steps {
      let row = amounts[Int(step &>> 1)]
      let isNone = row .!= row
      let deviation = (row - mean).replacing(with: 0, where: isNone)
      squares.add(deviation * deviation)
      sum += deviation
      own += one.replacing(with: 0, where: isNone)
      guard step & 1 == 1 else { continue }
      let share = sum * inverse
      // A customer who is the whole group is its mean: nothing varies, nothing is known.
      let isNothing = (own .== 0) .| (own .>= rows)
      let part = (share * share / (one - own * inverse)).replacing(with: 0, where: isNothing)
      clustered.add(part)
      largest = pointwiseMax(largest, part)
      customers += one.replacing(with: 0, where: own .== 0)
      sum = .zero
      own = .zero
    }
    sums = total
    self.rows = rows
    self.squares = squares
    self.clustered = clustered
    self.largest = largest
    self.customers = customers
  }

  /// The mean of one amount.
  package func mean(_ lane: Int, level: Double) -> MeanEstimate {
    MeanEstimate(
      rows: Int(rows[lane]),
      customers: Int(customers[lane]),
      sum: sums.value[lane],
      squares: squares.value[lane],
      clustered: clustered.value[lane],
      level: level
    )
  }
}

extension AmountMeans {
  /// Whether few rows or one customer decide the mean of an amount; see ``MeanEstimate``.
  package func isDrivenByFew(_ lane: Int, ranks: GroupRanks, group: Int) -> Bool {
    let count = Int(rows[lane])
    return MeanEstimate.isDrivenByFew(
      rows: count,
      sum: sums.value[lane],
      clustered: clustered.value[lane],
      largest: largest[lane]
    ) { ranks.sum(from: count - $0, of: group) }
  }
}

/// Eight compensated sums at once, without a branch.
///
/// Source: D. E. Knuth, *The Art of Computer Programming* 2, 4.2.2, theorem B (the exact error of an
/// addition); summed up as in ``CompensatedSum``.
struct CompensatedLanes: Sendable {
  private var total = AmountRow.zero
  private var correction = AmountRow.zero

  @inline(__always) mutating func add(_ term: AmountRow) {
    let next = total + term
    let added = next - total
    correction += (total - (next - added)) + (term - added)
    total = next
  }

  var value: AmountRow { total + correction }
}
