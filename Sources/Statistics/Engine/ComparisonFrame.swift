/// The fixed side of a comparison: who belongs to which arm, stratum and customer.
///
/// Made once and reused by every measure, because the sort by stratum and customer is the costly
/// part. Each measure brings its own values and its own denominator (`among`), since some rows are
/// not counted by some measures. Results do not depend on the order of rows beyond rounding.
///
/// Codes are small integers from zero. A row without a customer gets a code of its own. Arms are
/// 1 (bot) and 0 (human). Strata must be known before the first response: never a row's outcome.
///
/// - Complexity: O(rows + codes) to make; 12 bytes per row kept.
package struct ComparisonFrame: Sendable {
  /// The mix on which both arms are described.
  package let mix: TargetMix
  /// The number of rows in the caller's columns.
  package let rowCount: Int
  let bot: SortedSample
  let human: SortedSample
  let customerBound: Int

  /// A frame with strata.
  package init(
    arm: [UInt8],
    stratum: [Int32],
    cluster: [Int32],
    mix: TargetMix = .overlap
  ) throws(ColumnError) {
    try ColumnError.check(stratum.count, rows: arm.count)
    try self.init(arm: arm, strata: DenseCodes.make(stratum), cluster: cluster, mix: mix)
  }

  /// A frame without strata: the crude comparison.
  package init(arm: [UInt8], cluster: [Int32]) throws(ColumnError) {
    try self.init(arm: arm, strata: ([], 1), cluster: cluster, mix: .overlap)
  }

  private init(
    arm: [UInt8],
    strata: (codes: [Int32], bound: Int),
    cluster: [Int32],
    mix: TargetMix
  ) throws(ColumnError) {
    guard arm.count < Int(Int32.max) else { throw .tooManyRows(arm.count) }
    try ColumnError.check(cluster.count, rows: arm.count)
    let customers = try DenseCodes.make(cluster)
    var rows: (bot: [Int32], human: [Int32]) = ([], [])
    for row in arm.indices {
      switch arm[row] {
      case 1: rows.bot.append(Int32(row))
      case 0: rows.human.append(Int32(row))
      default: throw .unknownArm(row: row)
      }
    }
    func sorted(_ rows: [Int32]) -> SortedSample {
      SortedSample(
        rows: rows,
        stratum: strata.codes,
        strataBound: strata.bound,
        customer: customers.codes,
        customerBound: customers.bound
      )
    }
    self.mix = mix
    rowCount = arm.count
    customerBound = customers.bound
    bot = sorted(rows.bot)
    human = sorted(rows.human)
  }

  private init(
    mix: TargetMix,
    rowCount: Int,
    bot: SortedSample,
    human: SortedSample,
    customerBound: Int
  ) {
    self.mix = mix
    self.rowCount = rowCount
    self.bot = bot
    self.human = human
    self.customerBound = customerBound
  }

  /// The same rows and customers without strata: the frame of the crude comparison.
  package func withoutStrata() -> ComparisonFrame {
    ComparisonFrame(
      mix: .overlap,
      rowCount: rowCount,
      bot: bot.withoutStrata(customerBound: customerBound),
      human: human.withoutStrata(customerBound: customerBound),
      customerBound: customerBound
    )
  }

  /// Both arms reduced to a measure's denominator, with the weights that result.
  ///
  /// `isUsable` is asked only if `hasUnusable`: the test for missing values costs a pass.
  func selection(
    among mask: [Bool]?,
    ifAny hasUnusable: Bool = false,
    isUsable: (Int) -> Bool = { _ in true }
  ) throws(ColumnError) -> Selection {
    if let mask { try ColumnError.check(mask.count, rows: rowCount) }
    var pair = (bot: bot.among(mask), human: human.among(mask))
    if hasUnusable { pair = (pair.bot.filtered(isUsable), pair.human.filtered(isUsable)) }
    return Selection(bot: pair.bot, human: pair.human, mix: mix, customerBound: customerBound)
  }
}

/// Both arms within one measure's denominator.
struct Selection {
  let mix: TargetMix
  let counts: [StratumCounts]
  let overlap: Overlap
  let bot: WeightedSample
  let human: WeightedSample

  init(bot: SortedSample, human: SortedSample, mix: TargetMix, customerBound: Int) {
    self.mix = mix
    counts = StratumCounts.merge(bot.runs, human.runs)
    overlap = Overlap(counts)
    let weights = mix.weights(counts)
    self.bot = WeightedSample(bot, weights: weights, customerBound: customerBound)
    self.human = WeightedSample(human, weights: weights, customerBound: customerBound)
  }

  /// The same rows with the strata given here only; used where follow-up decides who takes part.
  init(_ other: Selection, usable: Set<Int32>) {
    mix = other.mix
    counts = other.counts
    overlap = other.overlap
    let weights = mix.weights(counts.filter { usable.contains($0.code) })
    bot = WeightedSample(
      other.bot.sample,
      weights: weights,
      customerBound: other.bot.customerBound
    )
    human = WeightedSample(
      other.human.sample,
      weights: weights,
      customerBound: other.human.customerBound
    )
  }

  /// Whether some stratum has both arms.
  var isComparable: Bool { !bot.strata.isEmpty }

  /// What to say about the samples whatever the measure.
  func caveats(botCustomers: Int, humanCustomers: Int) -> [Caveat] {
    var result: [Caveat] = []
    if (overlap.botShare ?? 1) < 0.9 || (overlap.humanShare ?? 1) < 0.9 {
      result.append(.partialOverlap)
    }
    if min(botCustomers, humanCustomers) < SampleSize.fewestCustomers {
      result.append(.fewCustomers)
    }
    return result
  }
}
