/// On which mix of strata both arms are described (STATISTICS.md section 3, step 1).
package enum TargetMix: String, Hashable, Sendable, CaseIterable {
  /// `n1 n0 / (n1 + n0)`: where both kinds of responder are found. The default, and the only one
  /// that needs no minimum cell: a single human row in a stratum of thousands weighs about one.
  ///
  /// Source: Li, Morgan, Zaslavsky, *JASA* 113 (2018), 390; equals Mantel and Haenszel's weights.
  case overlap
  /// The bot's own mix.
  case bot
  /// The humans' own mix.
  case human
  /// Both together. A rare cell of one arm may weigh a lot.
  case combined

  /// The weight of a stratum before scaling; zero unless both arms are present.
  package func weight(bot n1: Double, human n0: Double) -> Double {
    guard n1 > 0, n0 > 0 else { return 0 }
    return switch self {
    case .overlap: n1 * n0 / (n1 + n0)
    case .bot: n1
    case .human: n0
    case .combined: n1 + n0
    }
  }

  /// The weights of all strata, scaled to sum 1; empty when no stratum has both arms.
  func weights(_ counts: [StratumCounts]) -> [Int32: Double] {
    let raw = counts.map { weight(bot: Double($0.bot), human: Double($0.human)) }
    let total = raw.compensatedSum()
    guard total > 0 else { return [:] }
    var result: [Int32: Double] = [:]
    for (stratum, weight) in zip(counts, raw) where weight > 0 {
      result[stratum.code] = weight / total
    }
    return result
  }
}

/// How many rows of each arm a stratum holds.
package struct StratumCounts: Hashable, Sendable {
  /// The stratum's code.
  package let code: Int32
  /// Rows of the bot's arm.
  package let bot: Int
  /// Rows of the humans' arm.
  package let human: Int

  /// Counts of one stratum.
  package init(code: Int32, bot: Int, human: Int) {
    self.code = code
    self.bot = bot
    self.human = human
  }
}
