import Diagnostics

/// The facts file: one JSON object a line, described for readers in `Docs/FactsFile.md`.
package enum FactRowSchema {
  /// Changes whenever a field's meaning or a code of the timelines does.
  package static let name = "onpar-facts/\(version)"
  package static let version = 3

  /// A schema that a file names: as it is when it is a version of this one, else its shape.
  package static func quoted(_ found: String) -> String {
    let isOurs = found.wholeMatch(of: /onpar-facts\/[0-9]{1,4}/) != nil
    return isOurs ? quotedName(found) : quotedShape(found.utf8)
  }

  /// The fields of a timeline entry, in order.
  enum Field: Int, CaseIterable {
    case time, role, shape, flags, marks, words, wording, author, echo, loop,
      language, destination, links, detections
  }

  /// The flags that this version knows.
  static let flagBits: UInt8 = 0xFF
}
