import Serialization

/// What a summary holds of one unit.
///
/// A line that names the unit, then its own lines: what was read, its conversations, and the counts of what rows cannot
/// show. The hash is of these lines.
struct SummarySection: Sendable {
  let id: String
  let sha256: String
  let lineCount: Int
  /// With their line ends.
  let lines: [UInt8]

  init(id: String, lines: [UInt8], count: Int, hash: ContentHash) {
    self.id = id
    self.lines = lines
    lineCount = count
    sha256 = hash.sha256(lines)
  }

  /// As it stands in the file.
  var bytes: [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.member("unit", id)
      json.member("lines", lineCount)
      json.member("sha256", sha256)
    }
    json.newline()
    return json.bytes + lines
  }

  /// The last line of a summary of so many units.
  static func end(units: Int) -> [UInt8] {
    var json = JSONWriter()
    json.object { $0.member("units", units) }
    json.newline()
    return json.bytes
  }
}
