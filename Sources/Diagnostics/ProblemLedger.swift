/// Counts of what was wrong, and the first cases of it; mergeable in any order.
///
/// Every problem is counted. Of the problems themselves only the `capacity` first by position are kept,
/// so that a file of nothing but broken lines costs no more memory than a good one, and the kept ones are
/// the same whatever the number of threads.
package struct ProblemLedger: Sendable {
  package private(set) var counts: [ProblemKind: Int] = [:]
  private var kept: [Problem] = []
  package let capacity: Int

  package init(capacity: Int = 1_000) {
    self.capacity = capacity
  }

  package mutating func record(_ problem: Problem) {
    counts[problem.kind, default: 0] += 1
    kept.append(problem)
    if kept.count >= capacity * 2 { trim() }
  }

  package mutating func merge(_ other: Self) {
    for (kind, count) in other.counts { counts[kind, default: 0] += count }
    kept += other.kept
    trim()
  }

  /// The first problems in input order.
  package var first: [Problem] {
    Array(
      kept.sorted {
        ($0.position, $0.kind.rawValue, $0.detail) < ($1.position, $1.kind.rawValue, $1.detail)
      }
      .prefix(capacity)
    )
  }

  /// Counts problems that are known by number only.
  package mutating func add(_ others: [ProblemKind: Int]) {
    for (kind, count) in others { counts[kind, default: 0] += count }
  }

  /// Keeps a problem that has been counted already.
  package mutating func keep(_ problem: Problem) {
    kept.append(problem)
  }

  /// The same counts, each kept problem changed.
  package func mapped(_ change: (Problem) -> Problem) -> Self {
    var result = self
    result.kept = first.map(change)
    return result
  }

  /// How many records were set aside.
  package var recordsSetAside: Int {
    counts.reduce(0) { $1.key.concernsWholeInput ? $0 : $0 + $1.value }
  }

  package var isEmpty: Bool { counts.isEmpty }

  private mutating func trim() {
    kept = first
  }
}
