/// How many rows of each arm and stratum a measure counts, and what they weigh.
struct Selection {
  let mix: TargetMix
  /// Rows by cell: twice the stratum, plus the arm.
  let rows: [Int]
  let overlap: Overlap
  /// The weight of each stratum; zero for those that do not take part.
  private(set) var weights: [Double]

  /// The selection of `rows` by cell.
  init(mix: TargetMix, rows: [Int]) {
    self.mix = mix
    self.rows = rows
    let counts = (0..<rows.count / 2).compactMap { stratum -> StratumCounts? in
      let (bot, human) = (rows[2 * stratum + 1], rows[2 * stratum])
      return bot + human > 0 ? StratumCounts(code: Int32(stratum), bot: bot, human: human) : nil
    }
    overlap = Overlap(counts)
    weights = Self.weights(mix, counts, strata: rows.count / 2)
  }

  private static func weights(
    _ mix: TargetMix,
    _ counts: [StratumCounts],
    strata: Int
  ) -> [Double] {
    var weights = [Double](repeating: 0, count: strata)
    for (stratum, weight) in mix.weights(counts) { weights[Int(stratum)] = weight }
    return weights
  }

  /// The same rows with the strata given here only; used where follow-up decides who takes part.
  func among(_ isUsable: [Bool]) -> Selection {
    var copy = self
    copy.weights = Self.weights(
      mix,
      overlap.strata.filter { isUsable[Int($0.code)] },
      strata: weights.count
    )
    return copy
  }

  /// The same rows without strata.
  var crude: Selection {
    var sums = [0, 0]
    for cell in rows.indices { sums[cell & 1] += rows[cell] }
    return Selection(mix: .overlap, rows: sums)
  }

  /// The strata that take part, ascending.
  var used: [Int] { weights.indices.filter { weights[$0] > 0 } }

  /// Whether some stratum has both arms.
  var isComparable: Bool { weights.contains { $0 > 0 } }

  /// The rows of one arm in the strata that take part.
  func count(arm: Int) -> Int { used.reduce(0) { $0 + rows[2 * $1 + arm] } }

  /// All rows of one arm.
  func all(arm: Int) -> Int { arm == 1 ? overlap.botRows : overlap.humanRows }

  /// What a row weighs, by cell.
  var shares: [Double] {
    rows.indices.map { rows[$0] > 0 ? weights[$0 / 2] / Double(rows[$0]) : 0 }
  }

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
