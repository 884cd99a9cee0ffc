import Conversations
import Diagnostics
import Records

/// The members of one JSON object, asked for by name and type.
///
/// A field of the wrong type is an error; an unknown field is not, so that columns can be added.
struct JSONFields {
  private let value: JSONValue
  private let place: String

  // `place` is the name of the field that should hold the object.
  init(_ value: JSONValue, in place: String) throws(FactRowError) {
    guard case .object = value else { throw .field(place, "an object", Self.describe(value)) }
    self.value = value
    self.place = place
  }

  static func parse(_ line: UnsafeRawBufferPointer) throws(FactRowError) -> Self {
    let value: JSONValue
    do throws(JSONError) {
      value = try JSONValue.parse(line)
    } catch {
      switch error {
      case .malformed(let byte): throw .malformed(byte: byte)
      case .tooDeep: throw .tooDeep
      }
    }
    return try Self(value, in: "row")
  }

  /// The value of a field; nil when it is absent or null.
  private func present(_ name: String) -> JSONValue? {
    guard let found = value[name], !found.isNull else { return nil }
    return found
  }

  private func required<Value>(_ name: String, _ found: Value?) throws(FactRowError) -> Value {
    guard let found else { throw .missing(name) }
    return found
  }

  func optionalString(_ name: String) throws(FactRowError) -> String? {
    guard let found = present(name) else { return nil }
    guard let text = found.string else { throw .field(name, "a text", Self.describe(found)) }
    return text
  }

  func string(_ name: String) throws(FactRowError) -> String {
    try required(name, try optionalString(name))
  }

  func optionalInteger(_ name: String) throws(FactRowError) -> Int64? {
    guard let found = present(name) else { return nil }
    guard let number = found.integer else {
      throw .field(name, "a whole number", Self.describe(found))
    }
    return number
  }

  /// A count: a whole number from 0 to `mostCounted`; 0 when absent.
  func count(_ name: String) throws(FactRowError) -> Int {
    guard let number = try optionalInteger(name) else { return 0 }
    guard let count = Int(exactly: number), (0...mostCounted).contains(count) else {
      throw .field(name, "a whole number from 0 to \(mostCounted)", String(number))
    }
    return count
  }

  /// Milliseconds of work; nil when absent.
  func span(_ name: String) throws(FactRowError) -> Int64? {
    guard let number = try optionalInteger(name) else { return nil }
    guard (0...1_000_000_000_000).contains(number) else {
      throw .field(name, "milliseconds from 0", String(number))
    }
    return number
  }

  func instant(_ name: String) throws(FactRowError) -> Instant {
    guard let found = try optionalInteger(name) else { return .missing }
    guard Self.instants.contains(found) else {
      throw .field(name, "a time within 100 million days of 1970", "\(found)")
    }
    return Instant(milliseconds: found)
  }

  /// What a time may be: the range of ECMA-262, in which no sum or difference of a few leaves 64 bits.
  static let instants: ClosedRange<Int64> = -8_640_000_000_000_000...8_640_000_000_000_000

  func flag(_ name: String) throws(FactRowError) -> Bool? {
    guard let found = present(name) else { return nil }
    guard let flag = found.bool else {
      throw .field(name, "true or false", Self.describe(found))
    }
    return flag
  }

  /// A number, or the text of one that JSON would have rounded.
  func number(_ name: String) throws(FactRowError) -> Double {
    let found = try required(name, present(name))
    guard let number = found.double ?? found.string.flatMap({ Double($0) }) else {
      throw .field(name, "a number", Self.describe(found))
    }
    return number
  }

  func array(_ name: String) throws(FactRowError) -> [JSONValue] {
    let found = try required(name, present(name))
    guard let array = found.array else { throw .field(name, "a list", Self.describe(found)) }
    return array
  }

  /// A list of texts; empty when absent.
  func strings(_ name: String) throws(FactRowError) -> [String] {
    var texts: [String] = []
    for value in try optionalArray(name) {
      guard let text = value.string else {
        throw .field(name, "a list of texts", Self.describe(value))
      }
      texts.append(text)
    }
    return texts
  }

  func object(_ name: String) throws(FactRowError) -> JSONFields? {
    guard let found = present(name) else { return nil }
    return try JSONFields(found, in: name)
  }

  /// One of a closed set of words; nil when absent.
  func choice<Value>(
    _ name: String,
    _ expected: String,
    _ read: (String) -> Value?
  ) throws(FactRowError) -> Value? {
    guard let word = try optionalString(name) else { return nil }
    guard let value = read(word) else { throw .field(name, expected, quotedWord(word.utf8)) }
    return value
  }

  /// Counts of `FactFileCounts`.
  func counts() throws(FactRowError) -> FactFileCounts {
    var counts = FactFileCounts()
    counts.metrics = try choice("metrics", "all or core") { MetricSelection(rawValue: $0) } ?? .all
    counts.duplicateConversations = try count("duplicate_conversations")
    if let setAside = try object("set_aside") {
      for kind in ProblemKind.allCases {
        let number = try setAside.count(kind.rawValue)
        if number > 0 { counts.setAside[kind] = number }
      }
    }
    counts.recordsUsed = try count("records_used")
    for value in try optionalArray("roles") {
      guard let number = value.integer, let count = Int(exactly: number),
        (0...mostCounted).contains(count)
      else {
        throw .field("roles", "counts", Self.describe(value))
      }
      counts.roles.append(count)
    }
    if let fields = try object("unknown_fields"), case .object(let members) = fields.value {
      for member in members { counts.unknownFields[member.key] = try fields.count(member.key) }
    }
    if let values = try object("unknown_values"), case .object(let members) = values.value {
      for member in members { counts.unknownValues[member.key] = try values.count(member.key) }
    }
    counts.replacedSequences = try count("replaced_sequences")
    counts.oddNumbers = try count("odd_numbers")
    for value in try optionalArray("lexicons") {
      if let name = value.string { counts.lexicons.insert(name) }
    }
    for value in try optionalArray("manners") {
      if let manner = value.string { counts.manners.insert(manner) }
    }
    counts.keys = Set(try strings("keys"))
    for value in try optionalArray("problems") {
      counts.problems.append(try Self(value, in: "problems").notedProblem())
    }
    return counts
  }

  private func notedProblem() throws(FactRowError) -> FactFileCounts.Noted {
    let word = try string("reason")
    guard let kind = ProblemKind(rawValue: word) else {
      throw .field("reason", "a reason code", quotedWord(word.utf8))
    }
    let line = try count("line")
    let column = try count("column")
    return FactFileCounts.Noted(
      file: try string("file"),
      problem: Problem(
        kind,
        at: SourcePosition(
          input: 0,
          line: line > 0 ? line : nil,
          column: column > 0 ? column : nil
        ),
        detail: try string("detail"),
        consequence: try string("consequence")
      )
    )
  }

  /// The elements of a list; none when it is absent.
  private func optionalArray(_ name: String) throws(FactRowError) -> [JSONValue] {
    guard let found = present(name) else { return [] }
    guard let elements = found.array else { throw .field(name, "a list", Self.describe(found)) }
    return elements
  }

  /// A value as a message shows it: the shape of a text, of all else what it is.
  static func describe(_ value: JSONValue) -> String {
    switch value {
    case .null: "null"
    case .bool(let flag): String(flag)
    case .integer, .number: "a number"
    case .string(let text): quotedShape(text.utf8)
    case .array: "a list"
    case .object: "an object"
    }
  }
}
