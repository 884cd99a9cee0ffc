import Conversations
import Records
import Testing
import Wording

struct ContactsMergeTests {
  private func merged(_ records: [Conversation]) throws -> Contact {
    let contacts = assembled(records)
    #expect(contacts.count == 1)
    return try #require(contacts.first)
  }

  @Test func `two records are merged by time, ties go to the earlier record`() throws {
    let contact = try merged([
      record("a", [customer(0), bot(2), bot(4)]),
      record("b", parent: "a", [human(1), human(2), human(5)]),
    ])
    #expect(
      contact.timeline.map(\.role) == [.customer, .human, .bot, .human, .bot, .human]
    )
  }

  @Test func `an entry without time keeps its place behind its predecessor`() throws {
    let undated = message(.bot, .missing)
    let contact = try merged([
      record("a", [customer(0), undated, customer(9)]),
      record("b", parent: "a", [message(.human, .missing), human(5), human(6)]),
    ])
    #expect(
      contact.timeline.map(\.role) == [.customer, .bot, .human, .human, .human, .customer]
    )
  }

  @Test func `a clock that runs backwards does not tear a record apart`() throws {
    let contact = try merged([
      record("a", [customer(10), bot(3), customer(11)]),
      record("b", parent: "a", [human(10.5)]),
    ])
    #expect(contact.timeline.map(\.role) == [.customer, .bot, .human, .customer])
  }

  @Test func `an undated record comes last, or where it was created`() throws {
    let undated = message(.human, .missing)
    let last = try merged([
      record("b", [customer(1), customer(9)]), record("a", parent: "b", [undated]),
    ])
    #expect(last.timeline.map(\.role) == [.customer, .customer, .human])
    #expect(last.id == "b")
    var dated = record("a", parent: "b", [undated])
    dated.created = minute(5)
    let between = try merged([record("b", [customer(1), customer(9)]), dated])
    #expect(between.timeline.map(\.role) == [.customer, .human, .customer])
  }

  @Test func `echoes and loops follow their messages`() throws {
    let contact = try merged([
      record(
        "a",
        [
          customer(0), bot(2), message(.customer, minute(4), echo: 1),
          message(.bot, minute(6), echo: 2, loop: 2),
        ]
      ),
      record("b", parent: "a", [human(1), human(3)]),
    ])
    // 0 customer, 1 human, 2 bot, 3 human, 4 customer, 5 bot
    #expect(contact.timeline.map(\.echo) == [0, 0, 0, 0, 1, 3])
    #expect(contact.timeline.map(\.loop) == [0, 0, 0, 0, 0, 3])
  }

  @Test func `a customer who says the same words to the next record is heard`() throws {
    let told = [
      record("a", [customer(0, hash: 7), bot(1)]),
      record("b", parent: "a", [customer(10, hash: 7), human(11)]),
    ]
    #expect(try merged(told).timeline.map(\.echo) == [0, 0, 1, 0])
    let unanswered = [
      record("a", [customer(0, hash: 7)]), record("b", parent: "a", [customer(10, hash: 7)]),
    ]
    #expect(try merged(unanswered).timeline.map(\.echo) == [0, 0])
    let other = [
      record("a", [customer(0, hash: 7), bot(1)]),
      record("b", parent: "a", [customer(10, hash: 8)]),
    ]
    #expect(try merged(other).timeline.map(\.echo) == [0, 0, 0])
  }

  @Test func `courtesies, order numbers and two words are no repetition`() throws {
    for (marks, words) in [
      (Marks.courtesyOnly, 6), (.greetingOnly, 6), (.onlyNumbers, 6), ([], 2),
    ] as [(Marks, UInt16)] {
      let said = message(.customer, minute(0), marks: marks, words: words, hash: 7)
      var again = said
      again.time = minute(10)
      let contact = try merged([
        record("a", [said, bot(1)]), record("b", parent: "a", [again]),
      ])
      #expect(contact.timeline.map(\.echo) == [0, 0, 0])
    }
  }

  @Test func `a bot that says the same in three records loops`() throws {
    let contact = try merged([
      record("a", [customer(0), bot(1, hash: 9)]),
      record("b", parent: "a", [customer(10), bot(11, hash: 9)]),
      record("c", parent: "a", [customer(20), bot(21, hash: 9), bot(22, hash: 9)]),
    ])
    #expect(contact.timeline.map(\.echo) == [0, 0, 0, 2, 0, 4, 4])
    #expect(contact.timeline.map(\.loop) == [0, 0, 0, 0, 0, 2, 2])
    let greeting = try merged([
      record("a", [bot(0, .greeting, hash: 9), customer(1)]),
      record("b", parent: "a", [bot(10, .greeting, hash: 9)]),
    ])
    #expect(greeting.timeline.map(\.echo) == [0, 0, 0])
  }

  @Test func `an echo inside a record stays when it is the later one`() throws {
    let contact = try merged([
      record("a", [customer(0, hash: 7), bot(1)]),
      record(
        "b",
        parent: "a",
        [customer(10, hash: 5), human(11), message(.customer, minute(12), hash: 7, echo: 1)]
      ),
    ])
    #expect(contact.timeline.map(\.echo) == [0, 0, 0, 0, 3])
  }

  @Test func `references that point nowhere become none`() throws {
    let contact = try merged([
      record("a", [message(.customer, minute(0), echo: 9, loop: 1), bot(1)]),
      record("b", parent: "a", [message(.human, minute(2), echo: 60_000)]),
    ])
    #expect(contact.timeline.allSatisfy { $0.echo == 0 && $0.loop == 0 })
  }

  @Test func `a joined contact is split like any other, and each part names its records`() {
    let contacts = assembled([
      record("a", [customer(0), bot(1)]),
      record("b", parent: "a", [human(2), event(.solved, 3), customer(60), human(61)]),
      record("c", parent: "b", [customer(4000)]),
    ])
    #expect(contacts.map(\.id) == ["a", "a#2", "a#3"])
    #expect(contacts.map(\.conversations) == [[0, 1], [1], [2]])
    #expect(contacts.map(\.timeline.count) == [4, 2, 1])
  }
}
