/// A report between two others, of the contacts of one by the definitions of the other.
///
/// From A to B both contacts and definitions may change. With the contacts of A by the definitions of B between them the
/// first step is all definition, and the second all contacts; with the contacts of B by the definitions of A it is the other
/// way round. Where definitions act otherwise on other contacts the two ways give different parts.
package enum DiffBridge: Sendable {
  /// A's contacts by B's definitions.
  case ofA(KeptReport)
  /// B's contacts by A's definitions.
  case ofB(KeptReport)

  /// Why a report is no bridge.
  package struct Fault: Error, Sendable {
    /// In words: what it would have to be, and what keeps it from that.
    package let words: String
  }

  package var report: KeptReport {
    switch self {
    case .ofA(let report), .ofB(let report): report
    }
  }

  package init(
    _ middle: KeptReport,
    from a: KeptReport,
    to b: KeptReport
  ) throws(Fault) {
    func isOf(_ report: KeptReport) -> Bool {
      SharedContacts(report, middle, DefinitionChange.all(from: report, to: middle)) == .same
    }
    func other(_ report: KeptReport) -> [String] {
      DefinitionChange.all(from: middle, to: report)
        .filter { $0.scope != .judgement && $0.scope != .period }.map(\.name)
    }
    let (asA, asB) = (other(a), other(b))
    if isOf(a), asB.isEmpty {
      self = .ofA(middle)
    } else if isOf(b), asA.isEmpty {
      self = .ofB(middle)
    } else if isOf(a) {
      throw Fault(
        words: "is of A\u{2019}s files, and differs from B in " + asB.joined(separator: ", ")
      )
    } else if isOf(b) {
      throw Fault(
        words: "is of B\u{2019}s files, and differs from A in " + asA.joined(separator: ", ")
      )
    } else {
      throw Fault(words: "is of other files than A and B, or of another period")
    }
  }

  /// A figure's step between other contacts, and what the definitions make of it; nil without a figure between.
  func step(
    _ key: FigureKey,
    _ before: Estimate,
    _ after: Estimate
  ) -> (from: Estimate, to: Estimate, definition: Double)? {
    guard let middle = report.figures[key], let value = middle.value, value.isFinite,
      let first = before.value, let last = after.value
    else { return nil }
    switch self {
    case .ofA: return (middle, after, value - first)
    case .ofB: return (before, middle, last - value)
    }
  }
}
