/// The chance that a random value of the bot's arm is smaller than one of the humans' arm.
///
/// For ordinal scales and for values that defy a mean: `P(X1 < X0) + P(X1 = X0) / 2`, with one half
/// as the value of no difference. Not adjusted for strata. For scales where larger is better, one
/// minus it is reported. Says nothing about the size of differences.
///
/// Source: Brunner, Munzel, *Biom J* 42 (2000), 17; DeLong et al., *Biometrics* 44 (1988), 837;
/// clusters: Obuchowski, *Biometrics* 53 (1997), 567 (STATISTICS.md 4.4).
package struct Superiority: Hashable, Sendable {
  /// The probability; nil when an arm is empty.
  package let theta: Double?
  /// The interval at the requested level; 0 to 1 when an arm is empty.
  package let interval: Interval
  /// The 90 % interval.
  package let interval90: Interval
  /// The effective size.
  package let effectiveSize: Double?
  /// The p-value of one half, by inversion; 1 when an arm is empty.
  package let pValue: Double
  /// Customers of the bot's arm.
  package let botCustomers: Int
  /// Customers of the humans' arm.
  package let humanCustomers: Int
  /// How much larger the variance is because customers return.
  package let designEffect: Double?

  /// The probability from a column of values, none of them NaN, within a denominator.
  ///
  /// - Complexity: O(rows), two linear sorts and two walks.
  package init(
    of values: [Double],
    arm: [UInt8],
    cluster: [Int32],
    among mask: [Bool]? = nil,
    level: Double = 0.95
  ) throws(ColumnError) {
    try ColumnError.check(values.count, rows: arm.count)
    try ColumnError.check(share: level, name: "level")
    try ColumnError.check(cluster.count, rows: arm.count)
    if let mask { try ColumnError.check(mask.count, rows: arm.count) }
    if let bad = arm.firstIndex(where: { $0 > 1 }) { throw .unknownArm(row: bad) }
    guard arm.count < Int(Int32.max) else { throw .tooManyRows(arm.count) }
    let customers = try DenseCodes.make(cluster)
    // The arm itself is the stratum, so that one sample holds both.
    let sample = SortedSample(
      rows: values.indices.filter { !values[$0].isNaN && (mask?[$0] ?? true) }.map { Int32($0) },
      stratum: arm.map { Int32($0) },
      strataBound: 2,
      customer: customers.codes,
      customerBound: customers.bound
    )
    let both = WeightedSample(sample, weights: [0: 1, 1: 1], customerBound: customers.bound)
    func ascending(_ arm: Int32) -> [Int32] {
      let range = both.strata.first { $0.code == arm }?.range ?? 0..<0
      return SortByValue.order(range.map { Int32($0) }) { values[Int(sample.rows[$0])] }
    }
    let one = ascending(1)
    let zero = ascending(0)
    guard !one.isEmpty, !zero.isEmpty else {
      theta = nil
      interval = Interval(lower: 0, upper: 1, level: level)
      interval90 = Interval(lower: 0, upper: 1, level: 0.90)
      (effectiveSize, designEffect, pValue) = (nil, nil, 1)
      (botCustomers, humanCustomers) = (0, 0)
      return
    }
    var placements = [Double](repeating: 0, count: sample.rows.count)
    Self.place(one, among: zero, value: { values[Int(sample.rows[$0])] }) { position, below, ties in
      let above = Double(zero.count - below - ties)
      placements[position] = (above + Double(ties) / 2) / Double(zero.count)
    }
    Self.place(zero, among: one, value: { values[Int(sample.rows[$0])] }) { position, below, ties in
      placements[position] = (Double(below) + Double(ties) / 2) / Double(one.count)
    }
    let bots = both.strata.first { $0.code == 1 }
    let share =
      (bots?.range ?? 0..<0).lazy.map { placements[$0] }.compensatedSum() / Double(one.count)
    for stratum in both.strata {
      for position in stratum.range {
        placements[position] = (placements[position] - share) / stratum.count
      }
    }
    let variance = CustomerVariance(phi: placements, of: both)
    let spread = variance.independent * variance.designEffect
    let isVarying = one.count > 1 && zero.count > 1 && spread > 1e-14 && share > 0 && share < 1
    let size =
      isVarying ? share * (1 - share) / spread : Double(min(one.count, zero.count))
    theta = share
    effectiveSize = size
    designEffect = variance.designEffect
    interval = Wilson.interval(share: share, size: size, level: level)
    interval90 = Wilson.interval(share: share, size: size, level: 0.90)
    pValue = Inversion.pValue(null: 0.5) { Wilson.limits(share, size, z: $0) }
    func distinct(_ arm: Int32) -> Int {
      both.strata.first { $0.code == arm }.map { Set(sample.customers[$0.range]).count } ?? 0
    }
    botCustomers = distinct(1)
    humanCustomers = distinct(0)
  }

  /// Tells for each position how many of the others are smaller and how many are equal.
  private static func place(
    _ own: [Int32],
    among others: [Int32],
    value: (Int) -> Double,
    tell: (_ position: Int, _ below: Int, _ ties: Int) -> Void
  ) {
    // Read once into one stretch of memory: the walk compares each value several times.
    let theirs = others.map { value(Int($0)) }
    var below = 0
    var upTo = 0
    for position in own {
      let mine = value(Int(position))
      while below < theirs.count, theirs[below] < mine { below += 1 }
      upTo = max(upTo, below)
      while upTo < theirs.count, theirs[upTo] == mine { upTo += 1 }
      tell(Int(position), below, upTo - below)
    }
  }
}
