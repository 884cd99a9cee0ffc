import ArgumentParser
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
    let best = names.map { (name: $0, edits: distance($0, wanted)) }.min { $0.edits < $1.edits }
    guard let best, best.edits * 3 <= wanted.count else { return [] }
    return [best.name]
  }

  /// Levenshtein's edit distance, for "did you mean".
  private static func distance(_ left: String, _ right: String) -> Int {
    let right = Array(right)
    var row = Array(0...right.count)
    for (index, character) in left.enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for column in right.indices {
        let cost = diagonal + (right[column] == character ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = min(cost, row[column] + 1, row[column + 1] + 1)
      }
    }
    return row[right.count]
  }
}
