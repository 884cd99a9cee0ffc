/// The facts file: one JSON object a line, described for readers in `Docs/FactsFile.md`.
package enum FactRowSchema {
  /// Changes whenever a field's meaning or a code of the timelines does.
  package static let name = "onpar-facts/\(version)"
  package static let version = 3

  /// The fields of a timeline entry, in order.
  enum Field: Int, CaseIterable {
    case time, role, shape, flags, marks, words, wording, author, echo, loop,
      language, destination, links, detections
  }

  /// The flags that version 1 knows.
  static let flagBits: UInt8 = 0x7F
}
