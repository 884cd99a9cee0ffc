/// Where in an input something stands.
///
/// Lines and columns count from 1, columns in bytes. For containers that are not lines, `line` is the
/// line of the decoded text all the same; `record` counts records from 1 where lines mean nothing.
package struct SourcePosition: Sendable, Hashable {
  /// The input's rank after sorting; `Run` turns it into a name.
  package var input: Int
  package var line: Int?
  package var column: Int?
  /// Offset in the decoded stream, from 0.
  package var byte: Int?

  package init(input: Int, line: Int? = nil, column: Int? = nil, byte: Int? = nil) {
    self.input = input
    self.line = line
    self.column = column
    self.byte = byte
  }
}

extension SourcePosition: Comparable {
  package static func < (left: Self, right: Self) -> Bool {
    // What is not known comes first, and is not the same as 0.
    (left.input, left.line ?? -1, left.byte ?? -1, left.column ?? -1)
      < (right.input, right.line ?? -1, right.byte ?? -1, right.column ?? -1)
  }
}

/// Why a record, or a whole input, was not used as it stands.
///
/// The raw value is the reason code that reports, `quarantine.jsonl` and `run.json` print.
package enum ProblemKind: String, Sendable, Hashable, CaseIterable {
  /// The bytes are not JSON or XML.
  case malformed = "malformed"
  /// A field that the layout requires is absent.
  case missingField = "missing_field"
  /// A field holds something that it cannot hold.
  case badValue = "bad_value"
  /// The record is larger, or nested deeper, than the limits allow.
  case overLimit = "over_limit"
  /// The input ends inside a record or a compressed member.
  case endsEarly = "ends_early"
  /// Nothing that Onpar reads was recognised in the input.
  case unrecognised = "unrecognised"
  /// The input could not be opened or read.
  case unreadable = "unreadable"
  /// The input holds no bytes, or no record.
  case empty = "empty"
}

extension ProblemKind {
  /// Whether the problem concerns the input as a whole rather than one record of it.
  package var concernsWholeInput: Bool {
    switch self {
    case .malformed, .missingField, .badValue, .overLimit: false
    case .endsEarly, .unrecognised, .unreadable, .empty: true
    }
  }
}

/// One thing that was wrong: where, what was expected, and what happens next.
package struct Problem: Sendable, Hashable {
  package var kind: ProblemKind
  package var position: SourcePosition
  /// What was found and what was expected, without message text; values as `quotedWord` and `quotedShape` give them.
  package var detail: String
  /// What Onpar did about it: "this record is set aside".
  package var consequence: String
  /// The record itself, kept only on demand (`--keep-raw`).
  package var raw: String?

  package init(
    _ kind: ProblemKind,
    at position: SourcePosition,
    detail: String,
    consequence: String = "this record is set aside"
  ) {
    self.kind = kind
    self.position = position
    self.detail = detail
    self.consequence = consequence
  }
}
