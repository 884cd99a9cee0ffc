import Conversations
import Diagnostics
import Facts
import Records
import Testing

struct RowsRoundTripTests {
  @Test(arguments: UInt64(1)...30)
  func `conversations come back as they were`(seed: UInt64) {
    var chance = RowChance(seed: seed)
    let conversations = deduplicate(inventedConversations(30, &chance)).kept
    let rows = read([factsFile(conversations)])
    #expect(rows.problems.isEmpty)
    let back = deduplicate(rows.conversations)
    #expect(back.dropped == 0)
    #expect(
      back.kept.map { kept($0, inputs: rows.inputs) }
        == conversations.map { kept($0, inputs: rowInputs) }
    )
  }

  @Test(arguments: UInt64(1)...30)
  func `halves in either order give the contacts of the whole`(seed: UInt64) {
    var chance = RowChance(seed: seed)
    let whole = deduplicate(inventedConversations(30, &chance)).kept
    let mixed = whole.shuffled(using: &chance)
    let halves = [factsFile(Array(mixed[..<15])), factsFile(Array(mixed[15...]))]

    func described(_ conversations: [Conversation]) -> [String] {
      let kept = deduplicate(conversations).kept
      return assembleContacts(kept, rules: ContactRules()).contacts.map { contact in
        let members = contact.conversations.map { kept[$0].format.name + kept[$0].id }
        return "\(contact.id) \(members) \(contact.start) \(contact.reopened)"
          + " \(withheld(contact.timeline))"
      }
    }
    let expected = described(whole)
    let forward = read([halves[0], halves[1]])
    let backward = read([halves[1], halves[0]])
    #expect(described(forward.conversations) == expected)
    #expect(described(backward.conversations) == expected)
    #expect(forward.inputs == backward.inputs)
  }

  @Test(arguments: UInt64(1)...10)
  func `echoes across records survive a key`(seed: UInt64) {
    var chance = RowChance(seed: seed)
    let whole = deduplicate(inventedConversations(30, &chance)).kept
    let keys = FactRowKeys(
      customer: { "p" + String($0.utf8.reduce(7) { $0 &* 31 &+ Int($1) }) },
      author: { $0 &* 3 },
      wording: { $0 &* 5 }
    )
    let rows = read([factsFile(Array(whole[..<15]), keys), factsFile(Array(whole[15...]), keys)])
    func echoes(_ conversations: [Conversation]) -> [[UInt16]] {
      assembleContacts(conversations, rules: ContactRules()).contacts
        .map { $0.timeline.flatMap { [$0.echo, $0.loop] } }
    }
    #expect(echoes(deduplicate(rows.conversations).kept) == echoes(whole))
  }

  @Test func `each timeline stands once, however its contact was joined or cut`() throws {
    var chance = RowChance(seed: 99)
    let conversations = deduplicate(inventedConversations(200, &chance)).kept
    let (contacts, counts) = assembleContacts(conversations, rules: ContactRules())
    #expect(counts.joins > 0 && counts.splits > 0)
    let rows = read([factsFile(conversations)])
    #expect(rows.rows == contacts.count)
    #expect(rows.conversations.count == conversations.count)
  }

  @Test func `inputs are ranked by file name, then path, whatever comes first`() {
    var second = Conversation(format: .onparMessages, id: "b")
    second.source = SourceReference(input: 1, line: 1)
    let rows = read([
      factsFile([second, Conversation(format: .onparMessages, id: "a")])
    ])
    #expect(rows.inputs == ["march/a.jsonl", "april/b.jsonl"])
    let ranks = Dictionary(
      uniqueKeysWithValues: rows.conversations.map { ($0.id, $0.source.input) }
    )
    #expect(ranks == ["a": 0, "b": 1])
  }

  @Test func `counts of several files are added`() {
    var counts = FactFileCounts()
    counts.duplicateConversations = 2
    counts.setAside = [.malformed: 3, .overLimit: 1]
    let line = FactRowWriter.line(counts)
    let rows = read([line, line])
    #expect(rows.problems.isEmpty)
    #expect(rows.counts.duplicateConversations == 4)
    #expect(rows.counts.setAside == [.malformed: 6, .overLimit: 2])
    #expect(rows.rows == 0)
  }

  /// The numbers in timelines mean what they meant when version 1 was written.
  @Test func `the codes of schema 1 do not move`() {
    #expect(FactRowSchema.name == "onpar-facts/3")
    #expect(Role.allCases.map(\.name) == ["customer", "bot", "human", "system", "unknown"])
    #expect(
      MessageKind.allCases.map(\.name) == [
        "text", "greeting", "auto_ack", "menu", "no_match", "handoff_notice", "survey",
        "closing_notice",
      ]
    )
    #expect(
      EventKind.allCases.map(\.name) == [
        "handoff_initiated", "handoff_offered", "handoff_accepted", "handoff_failed",
        "queue_enter", "queue_exit", "assigned", "agent_joined", "agent_left", "transferred",
        "customer_left", "solved", "closed", "reopened", "survey_offered", "survey_answered",
        "action", "fallback", "other",
      ]
    )
  }
}
