/// Eight amounts of one row side by side; NaN where there is none.
package typealias AmountRow = SIMD8<Double>

/// What a group's quantiles of eight amounts are worth: one walk for all of them.
///
/// The precision of a quantile is that of the share of rows at or below it (STATISTICS.md 4.2).
package struct AmountTallies: Sendable {
  private let thresholds: [AmountRow]
  private var tallies: TallyTable

  /// Tallies the rows of `steps` by whether they lie at or below each of the thresholds.
  ///
  /// One row of thresholds per probability, at most three; NaN where there is no quantile.
  package init(_ rows: [AmountRow], steps: ArraySlice<UInt32>, thresholds: [AmountRow]) {
    self.thresholds = thresholds
    tallies = TallyTable(columns: 8 * thresholds.count)
    let none = AmountRow(repeating: .nan)
    let limits = Limits(
      first: thresholds.first ?? none,
      second: thresholds.dropFirst().first ?? none,
      third: thresholds.dropFirst(2).first ?? none
    )
    var single = Lanes()
    var singles = 0
    var own = single
    var index = steps.startIndex
    while index < steps.endIndex {
      let first = index
      while steps[index] & 1 == 0 { index += 1 }
      index += 1
      if index - first == 1 {
        single.add(rows[Int(steps[first] &>> 1)], limits)
        singles += 1
        if singles == 255 {
          drain(&single)
          singles = 0
        }
      } else if index - first <= 255 {
        for step in steps[first..<index] { own.add(rows[Int(step &>> 1)], limits) }
        flush(&own)
      } else {
        addMany(rows, steps[first..<index])
      }
    }
    drain(&single)
  }

  /// Three rows of thresholds, by name: an array would be looked up for every row.
  private struct Limits {
    let first: AmountRow
    let second: AmountRow
    let third: AmountRow
  }

  /// Counts of up to 255 rows, a byte per amount.
  private struct Lanes {
    var known = SIMD8<UInt8>.zero
    var first = SIMD8<UInt8>.zero
    var second = SIMD8<UInt8>.zero
    var third = SIMD8<UInt8>.zero

    @inline(__always) mutating func add(_ row: AmountRow, _ limits: Limits) {
      known &+= Self.bytes(row .== row)
      first &+= Self.bytes(row .<= limits.first)
      second &+= Self.bytes(row .<= limits.second)
      third &+= Self.bytes(row .<= limits.third)
    }

    @inline(__always) private static func bytes(
      _ mask: SIMDMask<SIMD8<Int64>>
    ) -> SIMD8<UInt8> {
      SIMD8(truncatingIfNeeded: SIMD8<Int64>.zero.replacing(with: 1, where: mask))
    }

    @inline(__always) func below(_ part: Int) -> SIMD8<UInt8> {
      part == 0 ? first : part == 1 ? second : third
    }
  }

  /// One customer's rows.
  @inline(__always) private mutating func flush(_ own: inout Lanes) {
    for part in thresholds.indices {
      let below = own.below(part)
      for lane in 0..<8 where own.known[lane] > 0 {
        tallies.addCustomer(part &* 8 &+ lane, rows: Int(own.known[lane]), yes: Int(below[lane]))
      }
    }
    own = Lanes()
  }

  /// Many customers with one row each.
  private mutating func drain(_ single: inout Lanes) {
    for part in thresholds.indices {
      for lane in 0..<8 {
        let yes = Int32(single.below(part)[lane])
        tallies.add(yes, part * 8 + lane, rows: 1, yes: 1)
        tallies.add(Int32(single.known[lane]) - yes, part * 8 + lane, rows: 1, yes: 0)
      }
    }
    single = Lanes()
  }

  private mutating func addMany(_ rows: [AmountRow], _ steps: ArraySlice<UInt32>) {
    for part in thresholds.indices {
      for lane in 0..<8 {
        var known = 0
        var below = 0
        for step in steps {
          let value = rows[Int(step &>> 1)][lane]
          if !value.isNaN { known += 1 }
          if value <= thresholds[part][lane] { below += 1 }
        }
        tallies.addCustomer(part * 8 + lane, rows: known, yes: below)
      }
    }
  }

  /// The quantile that is the threshold of one amount, with its limits.
  ///
  /// `ranks` and `group` say where the values of this group lie.
  package func quantile(
    _ probability: Double,
    part: Int,
    lane: Int,
    ranks: GroupRanks,
    group: Int,
    level: Double
  ) -> QuantileEstimate {
    let estimate = thresholds[part][lane]
    guard !estimate.isNaN else { return .empty(probability, level) }
    return tallies.tally(part * 8 + lane)
      .quantile(probability, estimate: estimate, ranks: ranks.ranked(group), level: level)
  }
}
