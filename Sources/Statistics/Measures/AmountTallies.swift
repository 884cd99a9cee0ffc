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
  /// One row of thresholds per probability; NaN where there is no quantile.
  package init(_ rows: [AmountRow], steps: ArraySlice<UInt32>, thresholds: [AmountRow]) {
    self.thresholds = thresholds
    tallies = TallyTable(columns: 8 * thresholds.count)
    var single = Lanes(parts: thresholds.count)
    var singles = 0
    var own = single
    var index = steps.startIndex
    while index < steps.endIndex {
      let first = index
      while steps[index] & 1 == 0 { index += 1 }
      index += 1
      if index - first == 1 {
        single.add(rows[Int(steps[first] &>> 1)], thresholds)
        singles += 1
        if singles == 255 {
          drain(&single)
          singles = 0
        }
      } else if index - first <= 255 {
        for step in steps[first..<index] { own.add(rows[Int(step &>> 1)], thresholds) }
        flush(&own)
      } else {
        addMany(rows, steps[first..<index])
      }
    }
    drain(&single)
  }

  /// Counts of up to 255 rows, a byte per amount.
  private struct Lanes {
    var known = SIMD8<UInt8>.zero
    var below: [SIMD8<UInt8>]

    init(parts: Int) { below = [SIMD8<UInt8>](repeating: .zero, count: parts) }

    @inline(__always) mutating func add(_ row: AmountRow, _ thresholds: [AmountRow]) {
      known &+= Self.bytes(row .== row)
      for part in below.indices { below[part] &+= Self.bytes(row .<= thresholds[part]) }
    }

    @inline(__always) private static func bytes(
      _ mask: SIMDMask<SIMD8<Int64>>
    ) -> SIMD8<UInt8> {
      SIMD8(truncatingIfNeeded: SIMD8<Int64>.zero.replacing(with: 1, where: mask))
    }
  }

  /// One customer's rows.
  @inline(__always) private mutating func flush(_ own: inout Lanes) {
    for part in own.below.indices {
      for lane in 0..<8 where own.known[lane] > 0 {
        tallies.addCustomer(
          part &* 8 &+ lane,
          rows: Int(own.known[lane]),
          yes: Int(own.below[part][lane])
        )
      }
      own.below[part] = .zero
    }
    own.known = .zero
  }

  /// Many customers with one row each.
  private mutating func drain(_ single: inout Lanes) {
    for part in single.below.indices {
      for lane in 0..<8 {
        let yes = Int32(single.below[part][lane])
        tallies.add(yes, part * 8 + lane, rows: 1, yes: 1)
        tallies.add(Int32(single.known[lane]) - yes, part * 8 + lane, rows: 1, yes: 0)
      }
      single.below[part] = .zero
    }
    single.known = .zero
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
