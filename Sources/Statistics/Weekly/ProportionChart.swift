/// Laney's p' chart of a weekly share (STATISTICS.md 9.1).
///
/// The baseline's own drift from week to week widens the limits; a plain p chart on large counts
/// raises alarms for nothing. Assumes that the baseline weeks were ordinary.
///
/// Source: Laney, *Qual Eng* 14 (2002), 531.
package struct ProportionChart: Hashable, Sendable {
  /// The baseline's share.
  package let center: Double
  /// How much more the baseline weeks vary than counting alone explains.
  package let sigmaZ: Double
  /// The limits of each week; nil for a week without rows.
  package let limits: [ClosedRange<Double>?]
  /// The limits of a plain p chart, for comparison.
  package let plainLimits: [ClosedRange<Double>?]
  /// Weeks strictly outside their limits.
  package let signals: [Int]
  /// Weeks from the eighth in a row on one side of the center on.
  package let runs: [Int]

  /// The chart of `events` of `totals` per week; nil when the baseline has no
  /// rows or a week has more events than rows.
  package init?(events: [Double], totals: [Double], baseline: Int) {
    guard events.count == totals.count, baseline > 0, baseline <= totals.count else { return nil }
    let all = totals[..<baseline].compensatedSum()
    let isPlausible = zip(events, totals).allSatisfy { $0 >= 0 && $0 <= $1 && $1.isFinite }
    guard all > 0, isPlausible else { return nil }
    let mean = events[..<baseline].compensatedSum() / all
    let shares = zip(events, totals).map { $1 > 0 ? $0 / $1 : mean }
    let errors = totals.map { $0 > 0 ? (max(0, mean * (1 - mean)) / $0).squareRoot() : 0 }
    let scores = zip(shares, errors).map { ($0 - mean) / ($1 > 0 ? $1 : 1) }
    let moves = zip(scores[..<baseline], scores[..<baseline].dropFirst()).map { abs($1 - $0) }
    let sigma =
      moves.isEmpty ? 1 : moves.compensatedSum() / Double(moves.count) / ControlRule.d2
    func limits(_ widening: Double) -> [ClosedRange<Double>?] {
      zip(errors, totals).map { error, total in
        guard total > 0 else { return nil }
        let reach = 3 * widening * error
        return max(0, mean - reach)...min(1, mean + reach)
      }
    }
    let bounds = limits(max(1, sigma))
    center = mean
    sigmaZ = sigma
    self.limits = bounds
    plainLimits = limits(1)
    signals = shares.indices.filter { week in
      bounds[week].map { !$0.contains(shares[week]) } ?? false
    }
    runs = ControlRule.runs(shares.map { $0 - mean })
  }
}
