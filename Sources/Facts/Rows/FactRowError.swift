import Diagnostics
import Records

/// Why a line of a facts file was not used.
enum FactRowError: Error, Equatable {
  case malformed(byte: Int)
  case tooDeep
  case missing(String)
  /// A field, what it should hold, and what it holds.
  case field(String, String, String)
  case schema(String)

  var kind: ProblemKind {
    switch self {
    case .malformed: .malformed
    case .tooDeep: .overLimit
    case .missing: .missingField
    case .field, .schema: .badValue
    }
  }

  var detail: String {
    switch self {
    case .malformed(let byte): "not JSON at byte \(byte + 1); expected one object per line"
    case .tooDeep: "nested too deeply; expected a row of a facts file"
    case .missing(let name): "\"\(name)\" is missing; expected a row of a facts file"
    case .field(let name, let expected, let found): "\"\(name)\" is \(found); expected \(expected)"
    case .schema(let found):
      "\"schema\" is \(FactRowSchema.quoted(found)); this version reads \"\(FactRowSchema.name)\""
    }
  }

  var consequence: String { "this row is set aside" }
}
