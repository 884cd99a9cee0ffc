/// The comparison rule of the golden cases.
///
/// Every expected field must be present and agree: numbers within the tolerance, infinities as
/// "inf" and "-inf", null as null, true and false and other texts exactly, lists element by element.
/// Further fields of the output do not matter.
enum Agreement {
  /// The first disagreement, or nil.
  static func difference(
    _ expected: JSONValue,
    _ found: JSONValue,
    _ tolerance: Case.Tolerance,
    path: String
  ) -> String? {
    switch (expected, found) {
    case (.object(let wanted), .object(let got)):
      for (key, value) in wanted.sorted(by: { $0.key < $1.key }) {
        guard let other = got[key] else { return "\(path).\(key): missing" }
        let result = difference(value, other, tolerance, path: "\(path).\(key)")
        if let result { return result }
      }
      return nil
    case (.array(let wanted), .array(let got)):
      guard wanted.count == got.count else {
        return "\(path): expected \(wanted.count) elements, got \(got.count)"
      }
      for index in wanted.indices {
        let result = difference(wanted[index], got[index], tolerance, path: "\(path)[\(index)]")
        if let result { return result }
      }
      return nil
    default:
      return agree(expected, found, tolerance)
        ? nil : "\(path): expected \(expected.text), got \(found.text)"
    }
  }

  private static func agree(
    _ expected: JSONValue,
    _ found: JSONValue,
    _ tolerance: Case.Tolerance
  ) -> Bool {
    guard let wanted = expected.double else { return expected == found }
    guard let got = found.double else { return false }
    guard wanted.isFinite, got.isFinite else { return wanted == got }
    return abs(wanted - got) <= tolerance.absolute + tolerance.relative * abs(wanted)
  }
}
