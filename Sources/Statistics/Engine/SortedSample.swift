/// The rows of one arm in the fixed order of every sum: stratum, customer, row.
///
/// Sorted once per comparison and reused by all of its measures. A position counts in this order;
/// a row counts in the caller's columns.
struct SortedSample: Sendable {
  /// One stratum's stretch of positions.
  struct Run: Sendable, Equatable {
    var stratum: Int32
    var range: Range<Int>
  }

  /// The row of each position.
  private(set) var rows: [Int32]
  /// The customer of each position.
  private(set) var customers: [Int32]
  /// The strata that occur, ascending.
  private(set) var runs: [Run]

  /// Sorts `rows` by stratum, then customer, then row.
  init(
    rows: [Int32],
    stratum: [Int32],
    strataBound: Int,
    customer: [Int32],
    customerBound: Int
  ) {
    var order = DenseCodes.sorted(rows, by: customer, bound: customerBound)
    if strataBound > 1 { order = DenseCodes.sorted(order, by: stratum, bound: strataBound) }
    self.rows = order
    customers = order.map { customer[Int($0)] }
    runs = []
    if strataBound > 1 {
      for (position, row) in order.enumerated() { extend(stratum[Int(row)], to: position) }
    } else if !order.isEmpty {
      runs = [Run(stratum: 0, range: order.indices)]
    }
  }

  private mutating func extend(_ stratum: Int32, to position: Int) {
    if let last = runs.indices.last, runs[last].stratum == stratum {
      runs[last].range = runs[last].range.lowerBound..<position + 1
    } else {
      runs.append(Run(stratum: stratum, range: position..<position + 1))
    }
  }
}

/// A sample with the weights of the strata that take part.
struct WeightedSample: Sendable {
  /// One stratum that takes part.
  struct Stratum: Sendable {
    var code: Int32
    var range: Range<Int>
    var weight: Double
    var count: Double { Double(range.count) }
  }

  var sample: SortedSample
  var strata: [Stratum]
  var customerBound: Int

  init(_ sample: SortedSample, weights: [Int32: Double], customerBound: Int) {
    self.sample = sample
    self.customerBound = customerBound
    strata = sample.runs.compactMap { run in
      weights[run.stratum].map { Stratum(code: run.stratum, range: run.range, weight: $0) }
    }
  }
}
