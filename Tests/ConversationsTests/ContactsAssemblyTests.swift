import Conversations
import Records
import Testing
import Wording

struct ContactsAssemblyTests {
  // MARK: start and end

  @Test func `a contact starts with the first customer message`() {
    let timeline = [bot(0, .greeting), event(.assigned, 1), customer(2), human(3)]
    #expect(contactStart(of: timeline) == minute(2))
    #expect(contactStart(of: timeline, outbound: true) == minute(0))
  }

  @Test func `without a dated customer message the earliest time counts, then creation`() {
    let undated = message(.customer, .missing)
    #expect(contactStart(of: [human(5), undated, event(.assigned, 3)]) == minute(3))
    #expect(contactStart(of: [bot(5)]) == minute(5))
    #expect(contactStart(of: [undated], created: minute(1)) == minute(1))
    #expect(contactStart(of: [undated, customer(4)], created: minute(1)) == minute(4))
    #expect(contactStart(of: [undated]) == .missing)
    #expect(contactStart(of: [], created: minute(1)) == minute(1))
  }

  @Test func `a contact ends with the last public message that says something`() {
    let note = message(.human, minute(9), flags: .isPrivate)
    let timeline = [
      customer(0), human(1), bot(2, .closingNotice), bot(3, .survey), note, event(.closed, 10),
    ]
    #expect(contactEnd(of: timeline) == minute(1))
    #expect(contactEnd(of: [customer(0), message(.human, .missing)]) == .missing)
    #expect(contactEnd(of: [bot(2, .survey)]) == .missing)
    #expect(contactEnd(of: []) == .missing)
  }

  // MARK: ids and order

  @Test func `ids of a later format are told apart by its name`() {
    let contacts = assembled([
      record("a", format: .onparXML, [customer(0), human(1), event(.solved, 2), customer(60)]),
      record("a", [customer(0)]), record("b", format: .onparXML, [customer(0)]),
    ])
    #expect(contacts.map(\.id) == ["a", "onpar-xml:a", "b", "onpar-xml:a#2"])
  }

  @Test func `contacts come by start, id, format and part, the undated last`() {
    let undated = message(.customer, .missing)
    let contacts = assembled([
      record("z", [customer(0)]), record("b", [undated]), record("c", [customer(5)]),
      record("a", [undated]), record("B", [customer(5)]), record("empty", []),
    ])
    #expect(contacts.map(\.id) == ["z", "B", "c", "a", "b", "empty"])
  }

  @Test func `an outbound contact starts with our message`() {
    var reminder = record("a", [human(0), customer(10)])
    reminder.direction = .outbound
    #expect(assembled([reminder]).map(\.start) == [minute(0)])
  }

  @Test func `nothing makes no contact`() {
    let (contacts, counts) = assembleContacts([], rules: ContactRules())
    #expect(contacts.isEmpty)
    #expect(counts == AssemblyCounts())
  }

  @Test func `the counts add up`() {
    var first = record("a", [customer(0), human(1), event(.solved, 2), customer(60)])
    first.duplicateMessages = 3
    let (_, counts) = assembleContacts(
      [first, record("b", parent: "a", [human(61)]), record("c", [customer(5)])],
      rules: ContactRules(),
      duplicatesDropped: 2
    )
    #expect(counts.conversationsRead == 5)
    #expect(counts.duplicateConversations == 2)
    #expect(counts.duplicateMessages == 3)
    #expect(counts.joins == 1)
    #expect(counts.splits == 1)
    #expect(counts.contacts == 3)
  }

  // MARK: properties

  /// Few customers, ids, channels and minutes, so that every rule finds something.
  private func invented(_ count: Int, _ chance: inout SeededGenerator) -> [Conversation] {
    (0..<count).map { number in
      var time = Double(Int.random(in: 1300..<1600, using: &chance))
      var timeline: [TimelineEntry] = []
      for _ in 0..<Int.random(in: 0..<8, using: &chance) {
        time += [0, 1, 5, 11, 1441].randomElement(using: &chance) ?? 0
        var entry: TimelineEntry
        switch Int.random(in: 0..<6, using: &chance) {
        case 0, 1: entry = customer(time, hash: UInt64.random(in: 0..<3, using: &chance))
        case 2: entry = bot(time, hash: UInt64.random(in: 0..<3, using: &chance))
        case 3: entry = human(time)
        case 4: entry = event(.solved, time)
        default: entry = event(.handoffInitiated, time)
        }
        if Int.random(in: 0..<12, using: &chance) == 0 { entry.time = .missing }
        timeline.append(entry)
      }
      return record(
        String(number),
        customer: ["k", "l", "m", nil].randomElement(using: &chance) ?? nil,
        parent: Int.random(in: 0..<5, using: &chance) == 0
          ? String(Int.random(in: 0..<count, using: &chance)) : nil,
        channel: ["web", nil].randomElement(using: &chance) ?? nil,
        format: [.onparMessages, .onparXML].randomElement(using: &chance) ?? .onparXML,
        timeline
      )
    }
  }

  private func described(_ contacts: [Contact], _ records: [Conversation]) -> [String] {
    contacts.map { contact in
      let members = contact.conversations.map { records[$0].format.name + records[$0].id }
      return "\(contact.id) \(contact.part) \(members) \(contact.reopened) \(contact.start)"
        + " \(contact.timeline)"
    }
  }

  @Test(arguments: UInt64(1)...40)
  func `the order of the input changes nothing`(seed: UInt64) {
    var chance = SeededGenerator(seed: seed)
    let records = invented(40, &chance)
    let shuffled = records.shuffled(using: &chance)
    let (contacts, counts) = assembleContacts(records, rules: ContactRules())
    let (others, otherCounts) = assembleContacts(shuffled, rules: ContactRules())
    #expect(described(contacts, records) == described(others, shuffled))
    #expect(counts == otherCounts)
  }

  @Test(arguments: UInt64(1)...40)
  func `no message is lost or doubled, and the counts add up`(seed: UInt64) {
    var chance = SeededGenerator(seed: seed)
    let records = invented(40, &chance)
    let (contacts, counts) = assembleContacts(records, rules: ContactRules())
    func bare(_ entries: [TimelineEntry]) -> [TimelineEntry: Int] {
      Dictionary(
        entries.map {
          var entry = $0
          entry.echo = 0
          entry.loop = 0
          return (entry, 1)
        },
        uniquingKeysWith: +
      )
    }
    #expect(bare(contacts.flatMap(\.timeline)) == bare(records.flatMap(\.timeline)))
    #expect(contacts.count == records.count - counts.joins + counts.splits)
    #expect(Set(contacts.flatMap(\.conversations)) == Set(records.indices))
    for contact in contacts {
      for (index, entry) in contact.timeline.enumerated() {
        #expect(Int(entry.echo) <= index && Int(entry.loop) <= index)
        guard entry.echo > 0 else { continue }
        #expect(contact.timeline[Int(entry.echo) - 1].role == entry.role)
      }
    }
  }

  @Test(arguments: UInt64(1)...10)
  func `by conversation there are as many contacts as conversations`(seed: UInt64) {
    var chance = SeededGenerator(seed: seed)
    let records = invented(40, &chance)
    var rules = ContactRules()
    rules.unit = .conversation
    let (contacts, counts) = assembleContacts(records, rules: rules)
    #expect(contacts.count == records.count)
    #expect(counts.joins == 0 && counts.splits == 0)
    #expect(contacts.allSatisfy { $0.conversations.count == 1 })
    #expect(contacts.allSatisfy { $0.timeline == records[$0.conversations[0]].timeline })
  }
}
