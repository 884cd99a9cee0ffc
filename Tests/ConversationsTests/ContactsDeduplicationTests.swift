import Conversations
import Records
import Testing

struct ContactsDeduplicationTests {
  private func copy(
    _ id: String,
    updated: Instant = .missing,
    input: Int = 0,
    line: Int,
    topic: String,
    format: Format = .onparMessages
  ) -> Conversation {
    var conversation = Conversation(
      format: format,
      id: id,
      topic: topic,
      source: SourceReference(input: input, line: line)
    )
    conversation.updated = updated
    return conversation
  }

  @Test func `the greatest update wins, wherever it stands`() {
    let (kept, dropped) = deduplicate([
      copy("a", updated: minute(1), line: 1, topic: "old"),
      copy("a", updated: minute(3), line: 2, topic: "newest"),
      copy("a", updated: minute(2), line: 3, topic: "newer"),
    ])
    #expect(kept.map(\.topic) == ["newest"])
    #expect(dropped == 2)
  }

  @Test func `without an update, or with equal ones, the last in input order wins`() {
    let absent = deduplicate([
      copy("a", input: 1, line: 1, topic: "last"), copy("a", input: 0, line: 9, topic: "first"),
      copy("a", input: 0, line: 10, topic: "second"),
    ])
    #expect(absent.kept.map(\.topic) == ["last"])
    let equal = deduplicate([
      copy("a", updated: minute(1), line: 7, topic: "last"),
      copy("a", updated: minute(1), line: 6, topic: "first"),
    ])
    #expect(equal.kept.map(\.topic) == ["last"])
  }

  @Test func `a record with an update beats a later one without`() {
    let (kept, _) = deduplicate([
      copy("a", updated: minute(1), line: 1, topic: "dated"), copy("a", line: 2, topic: "undated"),
    ])
    #expect(kept.map(\.topic) == ["dated"])
  }

  @Test func `formats never share ids`() {
    let (kept, dropped) = deduplicate([
      copy("a", line: 1, topic: "xml", format: .onparXML), copy("a", line: 1, topic: "jsonl"),
    ])
    #expect(kept.map(\.topic) == ["jsonl", "xml"])
    #expect(dropped == 0)
  }

  @Test func `ids are bytes: letters that only look alike stay two`() {
    let (kept, dropped) = deduplicate([
      copy("caf\u{E9}", line: 1, topic: "composed"),
      copy("cafe\u{301}", line: 2, topic: "decomposed"),
    ])
    #expect(kept.map(\.topic) == ["decomposed", "composed"])
    #expect(dropped == 0)
  }

  @Test(
    arguments: [
      ["b", "a", "ab", "", "a\0", "a\0\0"],
      [
        "session-2026-000000000000000000010", "session-2026-00000000000000000001", "session-2026-0",
      ],
      ["x-0123456789abcdef-tail-b", "x-0123456789abcdef-tail-a", "x-0123456789abcdef", "y"],
      ["ü", "z", "\u{1F600}", "\u{FFFD}"],
    ])
  func `records come out in the order of their id's bytes`(ids: [String]) {
    let (kept, dropped) = deduplicate(ids.map { copy($0, line: 0, topic: "") })
    let expected = ids.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    #expect(kept.map { Array($0.id.utf8) } == expected.map { Array($0.utf8) })
    #expect(dropped == 0)
  }

  @Test(arguments: UInt64(1)...20)
  func `the order of the input decides nothing`(seed: UInt64) {
    var chance = SeededGenerator(seed: seed)
    let records = (0..<60).map { line in
      copy(
        String(Int.random(in: 0..<15, using: &chance)),
        updated: Bool.random(using: &chance)
          ? minute(Double(Int.random(in: 0..<3, using: &chance))) : .missing,
        input: line % 2,
        line: line,
        topic: String(line)
      )
    }
    let expected = deduplicate(records)
    let shuffled = deduplicate(records.shuffled(using: &chance))
    #expect(shuffled.kept.map(\.topic) == expected.kept.map(\.topic))
    #expect(shuffled.dropped == expected.dropped)
    #expect(expected.kept.count + expected.dropped == 60)
  }
}
