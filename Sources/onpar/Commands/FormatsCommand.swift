import ArgumentParser
import Mappings
import Records
import Serialization

/// What is read, and what each export cannot tell.
struct FormatsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "formats",
    abstract: "List the export formats that are read, and what each cannot tell.",
    discussion: """
      Formats are recognised by content. Tier 1 works out of the box, tier 2 should, tier 3 is served by a mapping \
      file. Confidence is about the description that the reader was built from: A from real files or schemas, B from \
      documentation with an example, C from partial documentation.

      EXAMPLES:
        onpar formats
        onpar formats intercom
        onpar formats --json
      """
  )

  @Argument(help: "A name, or a part of one.")
  var name: String?

  @Flag(help: "Print JSON.")
  var json = false

  func run() throws {
    let all = Format.allCases.compactMap(\.profile) + ShippedMappings.profiles
    let found = name.map { wanted in all.filter { $0.name.contains(wanted.lowercased()) } } ?? all
    guard !found.isEmpty else {
      throw ValidationError(
        "No format is called \(name ?? ""). `onpar formats` lists all; another export needs a mapping file."
      )
    }
    if json {
      try Terminal.put(String(decoding: Self.json(found), as: UTF8.self))
    } else if found.count == 1 {
      try Terminal.put(Self.entry(found[0]))
    } else {
      try Terminal.put(Self.table(found))
    }
  }

  private static func table(_ profiles: [FormatProfile]) -> String {
    let width = 2 + (profiles.map(\.name.count).max() ?? 0)
    let head =
      "format".padded(to: width) + "tier  conf.  bot and human told apart  hand-off  rating\n"
    return head
      + profiles.map { profile in
        profile.name.padded(to: width) + "\(profile.tier)".padded(to: 6)
          + "\(profile.confidence)".padded(to: 7) + profile.sides.rawValue.padded(to: 26)
          + (profile.tellsHandoff ? "yes" : "no").padded(to: 10)
          + (profile.tellsRating ? "yes" : "no")
      }.joined(separator: "\n") + "\n" + envelopes
  }

  /// What stands round the records of any of them.
  private static let envelopes =
    "\nRecords may also come in the envelopes of Airbyte and Singer (tier 2); other exports need a mapping file.\n"

  private static func entry(_ profile: FormatProfile) -> String {
    var lines = [
      "\(profile.name): \(profile.container)", "",
      "  tier                 \(profile.tier)", "  confidence           \(profile.confidence)",
      "  sides told apart     \(profile.sides.rawValue)",
      "  tells hand-off       \(profile.tellsHandoff ? "yes" : "no")",
      "  tells rating         \(profile.tellsRating ? "yes" : "no")",
    ]
    lines += profile.cannotTell.map { "  cannot tell          \($0)" }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func json(_ profiles: [FormatProfile]) -> [UInt8] {
    var out = JSONWriter(indented: true)
    out.array { out in
      for profile in profiles {
        out.object { out in
          out.member("name", profile.name)
          out.member("tier", profile.tier)
          out.member("confidence", String(profile.confidence))
          out.member("container", profile.container)
          out.member("sides", profile.sides.rawValue)
          out.member("tells_handoff", profile.tellsHandoff)
          out.member("tells_rating", profile.tellsRating)
          out.member(
            "cannot_tell",
            array: { out in for text in profile.cannotTell { out.value(text) } }
          )
        }
      }
    }
    out.newline()
    return out.bytes
  }
}
