import FoundationEssentials

/// A golden case: an input, the expected output, and how near is near enough.
package struct Case: Sendable {
  /// The name of the case; used only to report on it.
  package let id: String
  /// The method under test.
  package let method: String
  /// The expected fields.
  package let expected: JSONValue
  /// How far a number may lie off.
  package let tolerance: Tolerance
  private let input: JSONValue

  /// A number agrees within `absolute + relative * |expected|`.
  package struct Tolerance: Sendable {
    let absolute: Double
    let relative: Double
  }

  /// Runs the method on the input.
  package func run() throws(CaseError) -> JSONValue {
    guard case .object(let fields) = input else {
      throw .field("", expected: "an object")
    }
    return .object(try CaseMethods.run(method, CaseInput(fields: fields)))
  }

  /// What is wrong, in one line; nil when every expected field agrees.
  package func disagreement() -> String? {
    do {
      return Agreement.difference(expected, try run(), tolerance, path: "")
    } catch {
      return "no result: \(error)"
    }
  }

  init(_ value: JSONValue) {
    func text(_ value: JSONValue?) -> String {
      if case .string(let text) = value { text } else { "" }
    }
    guard case .object(let fields) = value else {
      (id, method, expected, input) = ("", "", .null, .null)
      tolerance = Tolerance(absolute: 0, relative: 0)
      return
    }
    id = text(fields["id"])
    method = text(fields["method"])
    expected = fields["expected"] ?? .null
    input = fields["input"] ?? .null
    var allowed: [String: JSONValue] = [:]
    if case .object(let given) = fields["tolerance"] { allowed = given }
    tolerance = Tolerance(
      absolute: allowed["abs"]?.double ?? 0,
      relative: allowed["rel"]?.double ?? 0
    )
  }
}

/// A file of cases.
package enum CaseFile {
  /// Why a file could not be read.
  package struct Unreadable: Error, CustomStringConvertible {
    /// One line with the path.
    package let description: String
  }

  /// The cases of a file, or of all `cases-*.json` in a folder.
  package static func cases(at path: String) throws(Unreadable) -> [Case] {
    let manager = FileManager.default
    if let names = try? manager.contentsOfDirectory(atPath: path) {
      var result: [Case] = []
      for name in names.sorted() where name.hasPrefix("cases-") && name.hasSuffix(".json") {
        result += try cases(at: path + "/" + name)
      }
      return result
    }
    guard let data = manager.contents(atPath: path) else {
      throw Unreadable(description: "\(path): cannot be read")
    }
    do {
      let value = try JSONDecoder().decode(JSONValue.self, from: data)
      if case .object(let fields) = value, case .array(let cases) = fields["cases"] {
        return cases.map { Case($0) }
      }
    } catch {
      throw Unreadable(description: "\(path): not JSON: \(error)")
    }
    throw Unreadable(description: "\(path): no list named \"cases\"")
  }
}
