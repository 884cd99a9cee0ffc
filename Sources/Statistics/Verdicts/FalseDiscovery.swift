/// Control of the false discovery rate in a family of tests (STATISTICS.md 7.3).
package enum FalseDiscovery {
  /// The q-value of each p-value, in the order given.
  ///
  /// A q-value is the smallest rate of false findings at which the test would count as a finding.
  /// Valid for independent and for positively dependent tests. The family must be fixed beforehand.
  ///
  /// Source: Benjamini, Hochberg, *JRSS B* 57 (1995), 289.
  package static func qValues(_ pValues: [Double]) -> [Double] {
    let order = pValues.indices.sorted { pValues[$0] > pValues[$1] }
    let count = Double(pValues.count)
    var result = [Double](repeating: 1, count: pValues.count)
    var smallest = 1.0
    for (index, position) in order.enumerated() {
      let rank = count - Double(index)
      // Times count over count may round below the p-value itself, which a q-value never is.
      let scaled = max(pValues[position], pValues[position] * count / rank)
      smallest = min(smallest, scaled)
      result[position] = smallest
    }
    return result
  }
}
