/// Values below the row, such as the latency of each reply: any number of them per row.
///
/// The customer of a row is the cluster of all its values.
package struct RowValues: Sendable {
  /// The values, those of a row together.
  package let values: [Double]
  /// Where the values of each place begin, and one past the last.
  package let starts: [Int32]
  /// Where they end.
  package let ends: [Int32]

  /// Values by place, each place's at `starts[place]..<ends[place]`.
  package init(values: [Double], starts: [Int32], ends: [Int32]) {
    self.values = values
    self.starts = starts
    self.ends = ends
  }

  /// How many values there are, and how many are not zero.
  package func counts(_ steps: ArraySlice<UInt32>) -> (all: Int, yes: Int) {
    var counts = (all: 0, yes: 0)
    for step in steps {
      let place = Int(step &>> 1)
      for index in Int(starts[place])..<Int(ends[place]) {
        counts.all &+= 1
        counts.yes &+= values[index] != 0 ? 1 : 0
      }
    }
    return counts
  }

  /// The share of values that are not zero.
  package func proportion(_ steps: ArraySlice<UInt32>, level: Double) -> ProportionEstimate {
    var table = TallyTable(columns: 1)
    var rows = 0
    var yes = 0
    for step in steps {
      let place = Int(step &>> 1)
      for index in Int(starts[place])..<Int(ends[place]) {
        rows &+= 1
        yes &+= values[index] != 0 ? 1 : 0
      }
      guard step & 1 == 1 else { continue }
      table.addCustomer(0, rows: rows, yes: yes)
      (rows, yes) = (0, 0)
    }
    return table.tally(0).proportion(level: level)
  }

  /// Quantiles of the values, each with its limits; `ranks` and `group` say where they lie.
  package func quantiles(
    _ probabilities: [Double],
    steps: ArraySlice<UInt32>,
    ranks: GroupRanks,
    group: Int,
    level: Double
  ) -> [QuantileEstimate] {
    let estimates = probabilities.map { ranks.quantile($0, of: group) }
    // Four at a time; those not asked for are never reached.
    var limits = SIMD4<Double>(repeating: -.infinity)
    for (part, estimate) in estimates.prefix(4).enumerated() { limits[part] = estimate ?? .nan }
    var table = TallyTable(columns: 4)
    var rows = 0
    var below = SIMD4<Int64>.zero
    for step in steps {
      let place = Int(step &>> 1)
      for index in Int(starts[place])..<Int(ends[place]) {
        rows &+= 1
        below &-= Self.mask(SIMD4(repeating: values[index]) .<= limits)
      }
      guard step & 1 == 1 else { continue }
      for part in 0..<min(4, probabilities.count) {
        table.addCustomer(part, rows: rows, yes: Int(below[part]))
      }
      (rows, below) = (0, .zero)
    }
    return zip(probabilities, estimates).enumerated().map { part, asked in
      guard let estimate = asked.1, part < 4 else { return .empty(asked.0, level) }
      return table.tally(part)
        .quantile(asked.0, estimate: estimate, ranks: ranks.ranked(group), level: level)
    }
  }

  /// All bits set where the mask is.
  @inline(__always) private static func mask(_ mask: SIMDMask<SIMD4<Int64>>) -> SIMD4<Int64> {
    SIMD4<Int64>.zero.replacing(with: -1, where: mask)
  }

  /// The mean of the values.
  package func mean(_ steps: ArraySlice<UInt32>, level: Double) -> MeanEstimate {
    var total = CompensatedSum()
    var rows = 0
    for step in steps {
      let place = Int(step &>> 1)
      for index in Int(starts[place])..<Int(ends[place]) { total.add(values[index]) }
      rows += Int(ends[place] - starts[place])
    }
    let n = Double(rows)
    let mean = total.value / n
    var squares = CompensatedSum()
    var clustered = CompensatedSum()
    var customers = 0
    var sum = 0.0
    var own = 0.0
    for step in steps {
      let place = Int(step &>> 1)
      for index in Int(starts[place])..<Int(ends[place]) {
        let deviation = values[index] - mean
        squares.add(deviation * deviation)
        sum += deviation
        own += 1
      }
      guard step & 1 == 1, own > 0 else { continue }
      customers += 1
      // A customer who is the whole group is its mean: nothing varies, nothing is known.
      if own < n { clustered.add(sum / n * (sum / n) / (1 - own / n)) }
      (sum, own) = (0, 0)
    }
    return MeanEstimate(
      rows: rows,
      customers: customers,
      sum: total.value,
      squares: squares.value,
      clustered: clustered.value,
      level: level
    )
  }
}
