/// How far the two arms see the same strata (STATISTICS.md 5.2).
///
/// A share describes counts, never outcomes. Strata with few rows count as not comparable here
/// although the estimator itself uses every stratum with both arms.
package struct Overlap: Hashable, Sendable {
  /// A stratum counts as comparable from this many rows in each arm.
  package static let fewestRows = 5

  /// The counts of all strata, ascending by code.
  package let strata: [StratumCounts]
  /// All rows of the bot's arm.
  package let botRows: Int
  /// All rows of the humans' arm.
  package let humanRows: Int
  /// The share of the bot's rows in comparable strata; nil without rows.
  package let botShare: Double?
  /// The share of the humans' rows in comparable strata; nil without rows.
  package let humanShare: Double?

  /// The overlap of the given strata.
  package init(_ strata: [StratumCounts]) {
    self.strata = strata
    let comparable = strata.filter { min($0.bot, $0.human) >= Self.fewestRows }
    func sum(_ rows: [StratumCounts], _ count: (StratumCounts) -> Int) -> Int {
      rows.reduce(0) { $0 + count($1) }
    }
    func share(_ part: Int, _ whole: Int) -> Double? {
      whole > 0 ? Double(part) / Double(whole) : nil
    }
    botRows = sum(strata) { $0.bot }
    humanRows = sum(strata) { $0.human }
    botShare = share(sum(comparable) { $0.bot }, botRows)
    humanShare = share(sum(comparable) { $0.human }, humanRows)
  }

  /// Strata that only the bot sees, largest first.
  package var onlyBot: [StratumCounts] {
    strata.filter { $0.human == 0 && $0.bot > 0 }.sorted { ($1.bot, $0.code) < ($0.bot, $1.code) }
  }

  /// Strata that only humans see, largest first.
  package var onlyHuman: [StratumCounts] {
    strata.filter { $0.bot == 0 && $0.human > 0 }
      .sorted { ($1.human, $0.code) < ($0.human, $1.code) }
  }

  /// How many stratum variables to use (STATISTICS.md 5.1).
  ///
  /// `shares[k]` is the bot's comparable share when the first `k + 1` variables are crossed. Gives
  /// the length of the longest prefix that keeps at least 0.95 of what the first variable alone
  /// has; 0 without variables. Looks at counts only, never at outcomes.
  package static func usablePrefix(shares: [Double?]) -> Int {
    guard let first = shares.first else { return 0 }
    let least = 0.95 * (first ?? 0)
    let last = shares.indices.last { ($0 == 0) || (shares[$0] ?? 0) >= least }
    return (last ?? 0) + 1
  }
}
