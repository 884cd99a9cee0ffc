import Comparisons
import Mappings
import Testing

@testable import Pipeline

/// Claims are read with their kind and its values; what is wrong is told with its place.
@Suite struct ClaimReaderTests {
  private func read(_ yaml: String) throws -> (claims: [Claim], faults: [String]) {
    func source(_ entry: ConfigFile.Entry) -> Settings.Source {
      .file("claims.yaml", line: entry.line, column: entry.column)
    }
    do throws(MappingFaults) {
      let reader = ClaimReader(
        try ClaimsFile.read(yaml, file: "claims.yaml").map { entry in
          ClaimReader.Text(
            source(entry),
            entry.inside.map { Settings.Assignment($0.name, $0.text, source($0)) }
          )
        }
      )
      return (reader.claims, reader.faults.map(\.message))
    } catch {
      return ([], error.all.map(\.description))
    }
  }

  @Test(arguments: [
    (
      "kind: full_time_agents, agents: 700, contacts_a_month: 2300000, human_time: 11 min",
      Claim.Kind.agents(700, contactsAMonth: 2_300_000, humanTime: 660)
    ),
    ("kind: full_time_agents, agents: 1.5", .agents(1.5, contactsAMonth: nil, humanTime: nil)),
    ("kind: resolution_time, bot: 2 min, human: 11m", .resolutionTime(bot: 120, human: 660)),
    ("kind: fewer_repeats, by: 25%", .fewerRepeats(by: 0.25)),
    ("kind: fewer_repeats", .fewerRepeats(by: 0)), ("kind: satisfaction", .satisfaction),
    ("kind: always_a_human", .alwaysHuman), ("kind: languages, languages: 35", .languages(35)),
    ("kind: always_open", .alwaysOpen), ("kind: share_of_chats, share: 3/4", .share(0.75)),
    ("kind: share_of_chats, share: 66%", .share(0.66)),
    (
      "kind: savings, amount: 40000000, days: 366, failed_contact: 5",
      .savings(40_000_000, days: 366, failedContact: 5)
    ),
    ("kind: savings, amount: 12.5", .savings(12.5, days: 365.25, failedContact: nil)),
  ])
  func `each kind is read`(_ values: String, _ kind: Claim.Kind) throws {
    let (claims, faults) = try read("claims:\n  - {say: x, who: someone, \(values)}\n")
    #expect(faults.isEmpty, "\(faults)")
    #expect(claims.map(\.kind) == [kind])
    #expect(claims.first?.say == "x" && claims.first?.by == "someone")
    #expect(claims.first?.source == "claims.yaml:2")
  }

  @Test(arguments: [
    ("claims: []", "1:9", "claims is an empty list"), ("claims: 5", "1:9", "expected a list"),
    ("- say: x", "1:1", "a file of claims is a table"),
    ("gates: {a: 1}", "1:1", "holds the name claims and nothing else"),
    ("claims: [x]", "1:10", "a claim is a table"),
    ("claims: [{say: [x]}]", "1:16", "say must hold a single value"),
    ("claims:\n  - kind: satisfaction", "2:5", "a claim needs say"),
    ("claims:\n  - say: x", "2:5", "a claim needs a kind: full_time_agents, resolution_time"),
    ("claims:\n  - say: x\n    kind: satisfactoin", "3:11", "did you mean \"satisfaction\"?"),
    ("claims:\n  - {say: x, kind: satisfaction, by: 3%}", "2:38", "satisfaction has no by"),
    ("claims:\n  - {say: x, kind: languages}", "2:5", "languages needs languages."),
    ("claims:\n  - {say: x, kind: languages, languages: many}", "2:42", "a whole number from 1"),
    ("claims:\n  - {say: x, kind: resolution_time, bot: 2}", "2:42", "a duration such as 90 s"),
    ("claims:\n  - {say: x, kind: share_of_chats, share: 3/2}", "2:43", "a share such as 25%"),
    ("claims:\n  - {say: x, kind: share_of_chats, share: 1/0}", "2:43", "a share such as 25%"),
    ("claims:\n  - {say: x, kind: savings, amount: nan}", "2:37", "an amount such as 40000000"),
  ])
  func `what cannot be is told with its place`(
    _ yaml: String,
    _ place: String,
    _ words: String
  ) throws {
    let (claims, faults) = try read(yaml)
    #expect(claims.isEmpty)
    #expect(faults.count == 1, "\(faults)")
    let message = faults.first ?? ""
    #expect(message.hasPrefix("claims.yaml:\(place): error: "), "\(message)")
    #expect(message.contains(words), "\(message)")
  }

  @Test func `all faults are told at once`() throws {
    let (_, faults) = try read(
      """
      claims:
        - {say: a, kind: joy}
        - {say: b, kind: savings, amount: x, days: y}
        - {say: c, kind: satisfaction}
      """
    )
    #expect(faults.count == 3)
    #expect(faults.first?.hasPrefix("claims.yaml:2:20") == true)
  }

  @Test func `every kind of the reader is one of the dictionary`() {
    #expect(ClaimReader.kinds.count == 9)
  }
}
