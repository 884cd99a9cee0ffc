/// Whether two reports are about the same contacts: what chance can have to do with a change depends on it.
package enum SharedContacts: String, Sendable {
  /// The same files: nothing is a matter of chance, every change is exact.
  case same
  /// The days overlap: some contacts may be in both.
  case overlapping
  /// No day is in both.
  case separate
  /// Nothing tells.
  case unknown

  init(_ a: KeptReport, _ b: KeptReport, _ changes: [DefinitionChange]) {
    let isSamePeriod = !changes.contains { $0.scope == .period }
    if isSamePeriod, Self.areSame(a.files, b.files) {
      self = .same
    } else if let firstA = a.firstDay, let lastA = a.lastDay, let firstB = b.firstDay,
      let lastB = b.lastDay
    {
      // ISO days: their order is that of their letters.
      self = lastA < firstB || lastB < firstA ? .separate : .overlapping
    } else {
      self = .unknown
    }
  }

  /// By content where both say it, else by name, size and number of records.
  private static func areSame(_ a: [KeptReport.File], _ b: [KeptReport.File]) -> Bool {
    guard !a.isEmpty, a.count == b.count else { return false }
    let hashes = (a.compactMap(\.sha256).sorted(), b.compactMap(\.sha256).sorted())
    if hashes.0.count == a.count, hashes.1.count == b.count { return hashes.0 == hashes.1 }
    guard (a + b).allSatisfy({ $0.bytes != nil && $0.records != nil }) else { return false }
    func lines(_ files: [KeptReport.File]) -> [String] {
      files.map { "\($0.bytes ?? 0)\n\($0.records ?? 0)\n\($0.format)\n\($0.name)" }.sorted()
    }
    return lines(a) == lines(b)
  }
}
