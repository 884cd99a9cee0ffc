/// The distribution of one arm's values on the common mix, each row weighing `w_h / n_ah`.
///
/// Rows with the same value count as one step, so that the order of rows cannot matter. Where the
/// order of such rows would decide on a limit, the heavier row is taken first for the lower limit
/// and last for the upper one: outward, as all rounding of quantile limits is.
struct WeightedDistribution {
  /// Cumulative weights are compared with this slack.
  static let slack = 1e-9

  /// The distinct values, ascending.
  private var values: [Double] = []
  /// The weight up to and with each value.
  private var cumulative: [Double] = []
  /// The kind of the heaviest row of each value; empty where all rows weigh the same.
  private var heaviest: [UInt32] = []
  /// What a row of each kind weighs; zero for rows that do not take part.
  private let weights: [Double]

  /// What rows weigh by kind, or the weight of all.
  init(weights: [Double]) { self.weights = weights }

  /// The next value, with the weight up to and with it and the kind of its heaviest row.
  @inline(__always)
  fileprivate mutating func append(_ value: Double, upTo weight: Double, heaviest kind: Int) {
    values.append(value)
    cumulative.append(weight)
    if weights.count > 1 { heaviest.append(UInt32(truncatingIfNeeded: kind)) }
  }

  /// The weight up to and with the first row of a value.
  private func withFirst(_ index: Int) -> Double {
    (index > 0 ? cumulative[index - 1] : 0) + weights[heaviest.isEmpty ? 0 : Int(heaviest[index])]
  }

  /// The weight strictly before the last row of a value.
  private func beforeLast(_ index: Int) -> Double {
    cumulative[index] - weights[heaviest.isEmpty ? 0 : Int(heaviest[index])]
  }

  /// The first value whose cumulative weight reaches `p`; midway to the next if it equals `p`.
  func quantile(_ p: Double) -> Double? {
    guard let last = values.last else { return nil }
    let index = cumulative.partitionPoint { $0 >= p - Self.slack }
    guard index < values.count else { return last }
    let isExact = abs(cumulative[index] - p) <= Self.slack && index + 1 < values.count
    return isExact ? values[index] / 2 + values[index + 1] / 2 : values[index]
  }

  /// Limits from a Wilson interval on the scale of ranks, rounded outward; nil beyond the data.
  func limits(_ ranks: Limits) -> (lower: Double?, upper: Double?) {
    let above = values.indices.partitionPoint { withFirst($0) > ranks.lower + Self.slack }
    let upper = values.indices.partitionPoint { beforeLast($0) >= ranks.upper - Self.slack }
    return (
      above > 0 ? values[above - 1] : nil, upper < values.count ? values[upper] : nil
    )
  }
}

extension WeightedDistribution {
  /// The distributions of both arms on the common mix and as they stand, from one walk.
  ///
  /// `order` has places as tags, `cell` twice the stratum of each place plus its arm, `weights` what
  /// a row weighs by cell, and `rows` how many rows each cell has.
  static func arms(
    _ order: TaggedValues,
    cell: [Int32],
    weights: [Double],
    rows: [Int]
  ) -> (adjusted: ArmDistributions, crude: ArmDistributions) {
    var all = [0, 0]
    for code in rows.indices { all[code & 1] += rows[code] }
    let shares = all.map { $0 > 0 ? 1 / Double($0) : 0 }
    var adjusted = (0...1).map { _ in WeightedDistribution(weights: weights) }
    var crude = shares.map { WeightedDistribution(weights: [$0]) }
    var sums = [CompensatedSum(), CompensatedSum()]
    var passed = [0, 0]
    // How many rows of the current value each cell has, and which cells have one.
    var counts = [Int32](repeating: 0, count: rows.count)
    var met: [Int] = []
    var rank = 0
    while rank < order.count {
      let first = rank
      repeat {
        let code = Int(cell[order.tag(rank)])
        if counts[code] == 0 { met.append(code) }
        counts[code] &+= 1
        rank += 1
      } while rank < order.count && order.isTied(rank, first)
      let value = order.value(first)
      var heaviest = (human: -1, bot: -1)
      var isIn = (human: false, bot: false)
      for code in met {
        let arm = code & 1
        let count = Int(counts[code])
        counts[code] = 0
        passed[arm] += count
        let weight = weights[code]
        if arm == 1 { isIn.bot = true } else { isIn.human = true }
        guard weight > 0 else { continue }
        sums[arm].add(weight * Double(count))
        if arm == 1 {
          if heaviest.bot < 0 || weight > weights[heaviest.bot] { heaviest.bot = code }
        } else {
          if heaviest.human < 0 || weight > weights[heaviest.human] { heaviest.human = code }
        }
      }
      met.removeAll(keepingCapacity: true)
      if heaviest.bot >= 0 {
        adjusted[1].append(value, upTo: sums[1].value, heaviest: heaviest.bot)
      }
      if heaviest.human >= 0 {
        adjusted[0].append(value, upTo: sums[0].value, heaviest: heaviest.human)
      }
      if isIn.bot { crude[1].append(value, upTo: Double(passed[1]) * shares[1], heaviest: 0) }
      if isIn.human { crude[0].append(value, upTo: Double(passed[0]) * shares[0], heaviest: 0) }
    }
    return (
      ArmDistributions(bot: adjusted[1], human: adjusted[0]),
      ArmDistributions(bot: crude[1], human: crude[0])
    )
  }
}

/// The distributions of both arms.
struct ArmDistributions {
  var bot: WeightedDistribution
  var human: WeightedDistribution
}

extension RandomAccessCollection where Index == Int {
  /// The first index from which on all elements satisfy `predicate`, which must be monotone.
  func partitionPoint(_ predicate: (Element) -> Bool) -> Int {
    var low = startIndex
    var high = endIndex
    while low < high {
      let middle = (low + high) / 2
      if predicate(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
