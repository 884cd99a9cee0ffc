package import Statistics

/// Why a case has no output.
package enum CaseError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The method is not known here.
  case unsupported
  /// A field is missing or is not what the method needs.
  case field(String, expected: String)
  /// The columns do not fit together.
  case columns(ColumnError)

  /// The text of the error in a result.
  package var description: String {
    switch self {
    case .unsupported: "unsupported"
    case .field(let name, let expected): "input.\(name) must be \(expected)"
    case .columns(let error): "columns do not fit: \(error)"
    }
  }
}

/// The input of a case, read field by field.
struct CaseInput {
  let fields: [String: JSONValue]

  func has(_ name: String) -> Bool { fields[name].map { $0 != .null } ?? false }

  func number(_ name: String) throws(CaseError) -> Double {
    guard let value = fields[name]?.double else { throw .field(name, expected: "a number") }
    return value
  }

  /// A count: whole or fractional, but neither negative nor infinite.
  func size(_ name: String) throws(CaseError) -> Double {
    let value = try number(name)
    guard value >= 0, value.isFinite else { throw .field(name, expected: "zero or more") }
    return value
  }

  func share(_ name: String) throws(CaseError) -> Double {
    let value = try number(name)
    guard value >= 0, value <= 1 else { throw .field(name, expected: "between 0 and 1") }
    return value
  }

  /// A confidence level; 0.95 when it is left out.
  func level(_ name: String = "level", else fallback: Double = 0.95) throws(CaseError) -> Double {
    guard has(name) else { return fallback }
    let value = try number(name)
    guard value > 0, value < 1 else { throw .field(name, expected: "between 0 and 1") }
    return value
  }

  func integer(_ name: String) throws(CaseError) -> Int {
    switch fields[name] {
    case .integer(let value): return value
    case .number(let value):
      if let whole = Int(exactly: value) { return whole }
    default: break
    }
    throw .field(name, expected: "a whole number")
  }

  func string(_ name: String) throws(CaseError) -> String {
    guard case .string(let value) = fields[name] else { throw .field(name, expected: "a text") }
    return value
  }

  func list(_ name: String) throws(CaseError) -> [JSONValue] {
    guard case .array(let values) = fields[name] else { throw .field(name, expected: "a list") }
    return values
  }

  func numbers(_ name: String) throws(CaseError) -> [Double] {
    var result: [Double] = []
    for value in try list(name) {
      guard let number = value.double, number.isFinite else {
        throw .field(name, expected: "a list of finite numbers")
      }
      result.append(number)
    }
    return result
  }

  func integers(_ name: String) throws(CaseError) -> [Int] {
    var result: [Int] = []
    for number in try numbers(name) {
      guard let whole = Int(exactly: number) else {
        throw .field(name, expected: "a list of whole numbers")
      }
      result.append(whole)
    }
    return result
  }

  /// A list of small codes, such as statuses.
  func codes(_ name: String, upTo largest: Int) throws(CaseError) -> [UInt8] {
    var result: [UInt8] = []
    for value in try list(name) {
      let code: Int? =
        if case .bool(let flag) = value { flag ? 1 : 0 } else {
          value.double.flatMap(Int.init(exactly:))
        }
      guard let code, (0...largest).contains(code) else {
        throw .field(name, expected: "a list of codes from 0 to \(largest)")
      }
      result.append(UInt8(code))
    }
    return result
  }

  func flags(_ name: String) throws(CaseError) -> [Bool] {
    try codes(name, upTo: 1).map { $0 == 1 }
  }

  /// The labels of one or more columns as codes, equal labels alike across columns.
  func labels(_ names: String...) throws(CaseError) -> [[Int32]] {
    var known: [String: Int32] = [:]
    var result: [[Int32]] = []
    for name in names {
      var column: [Int32] = []
      for value in try list(name) {
        let label: String
        switch value {
        case .string(let text): label = text
        case .integer, .number, .bool: label = value.text
        default: throw .field(name, expected: "a list of labels")
        }
        let code = known[label] ?? Int32(known.count)
        known[label] = code
        column.append(code)
      }
      result.append(column)
    }
    return result
  }

  /// The customers of each row; without a column every row is a customer of its own.
  func customers(_ name: String = "cluster", rows: Int) throws(CaseError) -> [Int32] {
    guard has(name) else { return (0..<rows).map { Int32($0) } }
    let column = try labels(name)[0]
    guard column.count == rows else {
      throw .columns(.unequalLengths(expected: rows, found: column.count))
    }
    return column
  }

  func mix() throws(CaseError) -> TargetMix {
    guard has("weights") else { return .overlap }
    guard let mix = TargetMix(rawValue: try string("weights")) else {
      throw .field("weights", expected: "overlap, bot, human or combined")
    }
    return mix
  }

  func object(_ value: JSONValue, _ name: String) throws(CaseError) -> CaseInput {
    guard case .object(let fields) = value else {
      throw .field(name, expected: "a list of objects")
    }
    return CaseInput(fields: fields)
  }

  func tables() throws(CaseError) -> [StratumTable] {
    var result: [StratumTable] = []
    for value in try list("strata") {
      let row = try object(value, "strata")
      let (x1, n1) = try row.counts("x1", "n1")
      let (x0, n0) = try row.counts("x0", "n0")
      result.append(StratumTable(code: Int32(result.count), x1: x1, n1: n1, x0: x0, n0: n0))
    }
    return result
  }

  /// `x` of `n`, both whole.
  func counts(_ x: String, _ n: String) throws(CaseError) -> (x: Double, n: Double) {
    let total = try size(n)
    let part = try size(x)
    guard part <= total else { throw .field(x, expected: "at most \(n)") }
    guard total < 1e15 else { throw .field(n, expected: "below 1e15") }
    return (part, total)
  }

  /// `[x, n]`.
  func pair(_ name: String) throws(CaseError) -> (x: Double, n: Double) {
    let values = try numbers(name)
    guard values.count == 2, values[0] >= 0, values[0] <= values[1] else {
      throw .field(name, expected: "[x, n] with x at most n")
    }
    return (values[0], values[1])
  }
}

/// Runs a computation on columns and turns its error into a case's error.
func fitting<T>(_ body: () throws(ColumnError) -> T) throws(CaseError) -> T {
  do { return try body() } catch { throw .columns(error) }
}
