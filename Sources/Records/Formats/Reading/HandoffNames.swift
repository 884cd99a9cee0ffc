/// Which names of actions and traces hand the customer over.
///
/// FORMATS 5.14 and 6.10: teams name these as they like, so that the pattern is for the user to set. Names are few, so
/// that each is judged once.
package final class HandoffNames {
  /// What counts without `--handoff-pattern`.
  package static let usual = "hand_?off|human|live_agent"

  private let pattern: Regex<AnyRegexOutput>?
  private var judged: [[UInt8]: Bool] = [:]

  /// - Parameter pattern: A regular expression that must match somewhere in the name, capitals or not; nil for `usual`.
  /// - Throws: When it is none.
  package init(_ pattern: String?) throws {
    self.pattern = try pattern.map { try Regex($0).ignoresCase() }
  }

  /// Those of `usual`.
  package init() { pattern = nil }

  package func contains(_ name: ByteSlice) -> Bool {
    guard let pattern else {
      return name.contains("handoff") || name.contains("hand_off") || name.contains("human")
        || name.contains("live_agent")
    }
    let key = name.key
    if let known = judged[key] { return known }
    let result = name.string.map { $0.contains(pattern) } ?? false
    judged[key] = result
    return result
  }
}
