import ArgumentParser
import Diagnostics
import Facts

extension MetricDefinition {
  /// The entries of a number such as M24, or of a name; says what may have been meant when there is none.
  static func called(_ text: String) throws -> [MetricDefinition] {
    let wanted = text.lowercased()
    let found = all.filter { $0.number.lowercased() == wanted || $0.id.lowercased() == wanted }
    guard !found.isEmpty else {
      let near = nearest(to: wanted)
      throw ValidationError(
        "No metric is called \(text)."
          + (near.isEmpty ? "" : " Did you mean " + near.joined(separator: " or ") + "?")
          + " `onpar explain` lists all."
      )
    }
    return found
  }

  /// Names that contain what was typed; else the nearest one, if it is a misspelling and not another word.
  private static func nearest(to wanted: String) -> [String] {
    let names = all.map(\.id)
    let containing = names.filter { $0.contains(wanted) }
    if !wanted.isEmpty, !containing.isEmpty { return Array(containing.prefix(3)) }
    return Spelling.nearest(to: wanted, among: names).map { [$0] } ?? []
  }
}
