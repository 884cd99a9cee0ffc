/// The log-rank test of equal hazards in several groups, on request stratified (tier 2).
///
/// An extra, never the headline: curves of bots and humans usually cross, and the test averages that
/// away. It takes every row for independent.
///
/// Source: Mantel, *Cancer Chemother Rep* 50 (1966), 163; formulas in STATISTICS.md 13.
package struct LogRankTest: Hashable, Sendable {
  /// The test statistic.
  package let chi2: Double
  /// The number of groups less one.
  package let degrees: Int
  /// The upper tail of the chi-square distribution.
  package let pValue: Double
  /// Events seen in each group, in order of code, added over strata.
  package let observed: [Double]
  /// Events expected in each group if hazards were equal.
  package let expected: [Double]

  /// The test on columns; `group` codes count from zero and all of them occur.
  package init(
    time: [Double],
    event: [Bool],
    group: [Int],
    groups: Int,
    stratum: [Int]? = nil
  ) throws(ColumnError) {
    try ColumnError.check(event.count, rows: time.count)
    try ColumnError.check(group.count, rows: time.count)
    if let stratum { try ColumnError.check(stratum.count, rows: time.count) }
    if let bad = group.firstIndex(where: { $0 < 0 || $0 >= groups }) {
      throw .negativeCode(row: bad)
    }
    var sums = Sums(groups: groups)
    let members = Dictionary(grouping: time.indices) { stratum?[$0] ?? 0 }
    for key in members.keys.sorted() {
      sums.add(members[key] ?? [], time: time, event: event, group: group)
    }
    observed = sums.observed
    expected = sums.expected
    degrees = max(0, groups - 1)
    let differences = zip(sums.observed, sums.expected).dropLast().map { $0 - $1 }
    let inner = sums.covariance.dropLast().map { Array($0.dropLast()) }
    let inverse = sweepInverse(inner).inverse
    var statistic = 0.0
    for i in differences.indices {
      for j in differences.indices { statistic += differences[i] * inverse[i][j] * differences[j] }
    }
    chi2 = max(0, statistic)
    pValue = ChiSquareDistribution.upperTail(chi2, degrees: Double(degrees)) ?? 1
  }

  private struct Sums {
    var observed: [Double]
    var expected: [Double]
    var covariance: [[Double]]

    init(groups: Int) {
      observed = [Double](repeating: 0, count: groups)
      expected = observed
      covariance = [[Double]](repeating: observed, count: groups)
    }

    mutating func add(_ rows: [Int], time: [Double], event: [Bool], group: [Int]) {
      let order = rows.sorted { (time[$0], $0) < (time[$1], $1) }
      var atRisk = [Double](repeating: 0, count: observed.count)
      for row in order { atRisk[group[row]] += 1 }
      var index = 0
      while index < order.count {
        let now = time[order[index]]
        var leaving = [Double](repeating: 0, count: observed.count)
        var events = 0.0
        while index < order.count, time[order[index]] == now {
          let row = order[index]
          leaving[group[row]] += 1
          if event[row] {
            events += 1
            observed[group[row]] += 1
          }
          index += 1
        }
        if events > 0 { addTime(events, atRisk) }
        for g in atRisk.indices { atRisk[g] -= leaving[g] }
      }
    }

    private mutating func addTime(_ events: Double, _ atRisk: [Double]) {
      let total = atRisk.reduce(0, +)
      let scale = total > 1 ? events * (total - events) / (total - 1) : 0
      for g in atRisk.indices {
        let share = atRisk[g] / total
        expected[g] += events * share
        for k in atRisk.indices {
          covariance[g][k] += scale * share * ((g == k ? 1 : 0) - atRisk[k] / total)
        }
      }
    }
  }
}
