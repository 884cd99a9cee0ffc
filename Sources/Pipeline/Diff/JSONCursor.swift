import Facts
import Records

/// A place in a JSON document: it is asked for what is expected there, and says by its path what is not.
struct JSONCursor {
  let value: JSONValue
  /// `report.json: run.parameters[3]`.
  let path: String
  private let isRoot: Bool

  init(_ value: JSONValue, file: String) {
    self.init(value, path: file + ": ", isRoot: true)
  }

  private init(_ value: JSONValue, path: String, isRoot: Bool = false) {
    self.value = value
    self.path = path
    self.isRoot = isRoot
  }

  /// The last member of a name, null where there is none.
  subscript(_ name: String) -> JSONCursor {
    get throws(ReportFault) {
      guard case .object(let members) = value else { throw fault("an object") }
      let found = members.last { $0.key == name }?.value ?? .null
      return JSONCursor(found, path: path + (isRoot ? "" : ".") + name)
    }
  }

  /// Whether there is nothing, or null.
  var isNull: Bool { value == .null }

  /// Nil for null.
  var known: JSONCursor? { isNull ? nil : self }

  func elements() throws(ReportFault) -> [JSONCursor] {
    guard case .array(let values) = value else { throw fault("a list") }
    return values.enumerated().map { JSONCursor($1, path: path + "[\($0)]") }
  }

  func text() throws(ReportFault) -> String {
    guard case .string(let text) = value else { throw fault("a text") }
    return text
  }

  /// A number; infinities are the texts `inf` and `-inf`.
  func number() throws(ReportFault) -> Double {
    switch value {
    case .integer(let number): return Double(number)
    case .number(let number) where number.isFinite: return number
    case .string("inf"): return .infinity
    case .string("-inf"): return -.infinity
    default: throw fault("a number")
    }
  }

  func count() throws(ReportFault) -> Int {
    guard case .integer(let number) = value, (0...Int64(mostCounted)).contains(number) else {
      throw fault("a whole number from 0 to \(mostCounted)")
    }
    return Int(number)
  }

  func fault(_ expected: String) -> ReportFault {
    ReportFault("\(path) is \(words); expected \(expected)")
  }

  private var words: String {
    switch value {
    case .null: "missing or null"
    case .bool(let value): value ? "true" : "false"
    case .integer(let number): String(number)
    case .number(let number): number.description
    case .string(let text): "\"" + Self.short(text) + "\""
    case .array: "a list"
    case .object: "an object"
    }
  }

  /// What a stranger's file says, short and without control characters.
  private static func short(_ text: String) -> String {
    let scalars = text.unicodeScalars.prefix(40).map { scalar in
      scalar.properties.generalCategory == .control || scalar.properties.generalCategory == .format
        ? "?" : String(scalar)
    }
    return scalars.joined() + (text.unicodeScalars.count > 40 ? "\u{2026}" : "")
  }
}
