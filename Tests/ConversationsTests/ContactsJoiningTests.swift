import Conversations
import Records
import Testing
import Wording

struct ContactsJoiningTests {
  // MARK: parent

  @Test func `a child joins its parent, whatever lies between them`() {
    let grouped = grouping([
      record("a", [customer(0), bot(1)]), record("b", parent: "a", [human(10_000)]),
    ])
    #expect(grouped == [["a", "b"]])
  }

  @Test func `chains and several children of one parent are one contact`() {
    let records = [
      record("a", [customer(0)]), record("b", parent: "a", [human(10)]),
      record("c", parent: "b", [human(20)]), record("d", parent: "a", [human(5)]),
    ]
    let (contacts, counts) = assembleContacts(records, rules: ContactRules())
    #expect(contacts.map(\.id) == ["a"])
    #expect(contacts.first?.conversations == [0, 3, 1, 2])
    #expect(counts.joins == 3)
  }

  @Test func `parents that are absent, the record itself, or a circle do no harm`() {
    let grouped = grouping([
      record("a", parent: "nobody", [customer(0)]), record("b", parent: "b", [customer(1)]),
      record("c", parent: "d", [customer(2)]), record("d", parent: "e", [customer(3)]),
      record("e", parent: "c", [customer(4)]), record("f", parent: "", [customer(5)]),
    ])
    #expect(grouped == [["a"], ["b"], ["c", "d", "e"], ["f"]])
  }

  @Test func `undated records stand behind their parents`() {
    let said = message(.customer, .missing)
    let grouped = grouping([
      record("a", parent: "b", [said]), record("b", parent: "c", [said]), record("c", [said]),
      record("x", parent: "y", [said]), record("y", parent: "x", [said]),
    ])
    #expect(grouped == [["c", "b", "a"], ["x", "y"]])
  }

  @Test func `a parent is one of the same format`() {
    let grouped = grouping([
      record("a", [customer(0)]), record("b", parent: "a", format: .onparXML, [human(1)]),
    ])
    #expect(grouped == [["a"], ["b"]])
  }

  // MARK: hand-off

  private func handedOff(
    customer name: String? = "k",
    mark: TimelineEntry? = event(.handoffInitiated, 5)
  ) -> Conversation {
    record("a", customer: name, [customer(0), bot(5)] + (mark.map { [$0] } ?? []))
  }

  @Test(arguments: [(35.0, [["a", "b"]]), (35.001, [["a"], ["b"]])])
  func `a human record joins until 30 minutes after the end`(start: Double, expected: [[String]]) {
    let answer = record("b", customer: "k", [human(start), customer(start + 1)])
    #expect(grouping([handedOff(), answer]) == expected)
  }

  @Test func `a record that begins while the first still runs joins`() {
    let first = record(
      "a",
      customer: "k",
      [customer(0), event(.handoffInitiated, 1), bot(90)]
    )
    #expect(grouping([first, record("b", customer: "k", [human(10)])]) == [["a", "b"]])
  }

  @Test(
    arguments: [
      event(.handoffInitiated, 5), event(.handoffAccepted, 5), bot(5, .handoffNotice),
    ])
  func `each hand-off mark joins`(mark: TimelineEntry) {
    #expect(
      grouping([handedOff(mark: mark), record("b", customer: "k", [human(10)])]) == [["a", "b"]]
    )
  }

  @Test(
    arguments: [
      nil, human(5, .handoffNotice), event(.assigned, 5), event(.queueEnter, 5),
    ])
  func `nothing else is a mark`(mark: TimelineEntry?) {
    #expect(
      grouping([handedOff(mark: mark), record("b", customer: "k", [human(10)])]) == [["a"], ["b"]]
    )
  }

  @Test func `a hand-off needs a known and equal customer, and a human message`() {
    let answer = [human(10)]
    #expect(grouping([handedOff(), record("b", customer: "l", answer)]) == [["a"], ["b"]])
    #expect(
      grouping([handedOff(customer: nil), record("b", customer: nil, answer)]) == [["a"], ["b"]]
    )
    #expect(
      grouping([handedOff(customer: ""), record("b", customer: "", answer)]) == [["a"], ["b"]]
    )
    #expect(grouping([handedOff(), record("b", customer: "k", [bot(10)])]) == [["a"], ["b"]])
    let note = message(.human, minute(10), flags: .isPrivate)
    #expect(grouping([handedOff(), record("b", customer: "k", [note])]) == [["a"], ["b"]])
  }

  @Test func `survey and closing messages do not move the end`() {
    let first = record(
      "a",
      customer: "k",
      [customer(0), event(.handoffInitiated, 1), bot(2), bot(60, .closingNotice), bot(61, .survey)]
    )
    #expect(grouping([first, record("b", customer: "k", [human(32)])]) == [["a", "b"]])
    #expect(grouping([first, record("b", customer: "k", [human(33)])]) == [["a"], ["b"]])
  }

  @Test func `a record does not join what comes before it`() {
    let later = record("a", customer: "k", [customer(20), event(.handoffInitiated, 21)])
    #expect(grouping([record("b", customer: "k", [human(10)]), later]) == [["b"], ["a"]])
  }

  @Test func `two human records join one hand-off, and hand-offs chain`() {
    let second = record("b", customer: "k", [human(10), event(.handoffInitiated, 12)])
    let third = record("c", customer: "k", [human(34)])
    let fourth = record("d", customer: "k", [human(41)])
    #expect(grouping([handedOff(), second, third, fourth]) == [["a", "b", "c"], ["d"]])
  }

  @Test func `a hand-off joins across formats, for two systems may be exported`() {
    let answer = record("b", customer: "k", format: .onparXML, [human(10)])
    #expect(grouping([handedOff(), answer]) == [["a", "b"]])
  }

  @Test func `the window is a parameter`() {
    var rules = ContactRules()
    rules.handoffLinkWindow = 5 * Span.minute
    #expect(
      grouping([handedOff(), record("b", customer: "k", [human(10)])], rules) == [["a", "b"]]
    )
    #expect(
      grouping([handedOff(), record("b", customer: "k", [human(11)])], rules) == [["a"], ["b"]]
    )
  }

  // MARK: cut at midnight

  /// Ends at 23:50 UTC on 2 March.
  private func cut(
    channel: String? = "web",
    format: Format = .onparMessages,
    extra: [TimelineEntry] = []
  ) -> Conversation {
    record(
      "a",
      customer: "k",
      channel: channel,
      format: format,
      [customer(1425), human(1430)] + extra
    )
  }

  private func rest(_ start: Double, channel: String? = "web") -> Conversation {
    record("b", customer: "k", channel: channel, [customer(start), human(start + 2)])
  }

  @Test(arguments: [(1440.0, true), (1460, true), (1460.001, false), (1439.999, false)])
  func `a record cut at midnight is mended until 30 minutes after its end`(
    start: Double,
    isJoined: Bool
  ) {
    #expect(grouping([cut(), rest(start)]) == (isJoined ? [["a", "b"]] : [["a"], ["b"]]))
  }

  @Test func `what is solved, closed or taken leave of was not cut`() {
    for ending in [event(.solved, 1431), event(.closed, 1431)] {
      #expect(grouping([cut(extra: [ending]), rest(1445)]) == [["a"], ["b"]])
    }
    let farewell = customer(1430, marks: .farewell)
    #expect(grouping([cut(extra: [farewell]), rest(1445)]) == [["a"], ["b"]])
    #expect(grouping([cut(extra: [customer(1430)]), rest(1445)]) == [["a", "b"]])
    let humanFarewell = message(.human, minute(1430), marks: .farewell)
    #expect(grouping([cut(extra: [humanFarewell]), rest(1445)]) == [["a", "b"]])
  }

  @Test(
    arguments: [
      (Resolution(resolved: true, by: .human), false),
      (Resolution(resolved: true, by: .timer), false),
      (Resolution(resolved: false, by: .human), true),
      (Resolution(resolved: true, by: .customer), true),
    ])
  func `a result field that stands for solved or closed ends a record`(
    resolution: Resolution,
    isJoined: Bool
  ) {
    var first = cut()
    first.resolution = resolution
    #expect(grouping([first, rest(1445)]) == (isJoined ? [["a", "b"]] : [["a"], ["b"]]))
  }

  @Test func `only the same channel, customer and format is mended`() {
    #expect(grouping([cut(channel: "mail"), rest(1445)]) == [["a"], ["b"]])
    #expect(grouping([cut(channel: nil), rest(1445)]) == [["a"], ["b"]])
    #expect(grouping([cut(channel: nil), rest(1445, channel: nil)]) == [["a", "b"]])
    #expect(grouping([cut(format: .onparXML), rest(1445)]) == [["a"], ["b"]])
    var other = rest(1445)
    other.customer = "l"
    #expect(grouping([cut(), other]) == [["a"], ["b"]])
  }

  @Test func `a closing notice after midnight shows that the day was not cut`() {
    #expect(grouping([cut(extra: [bot(1442, .closingNotice)]), rest(1445)]) == [["a"], ["b"]])
  }

  @Test func `records that overlap were not cut`() {
    #expect(
      grouping([
        cut(extra: [human(1439)]), record("b", customer: "k", [customer(1438), human(1441)]),
      ])
        == [["a"], ["b"]]
    )
  }

  @Test func `midnight is that of the zone, before and after the clocks change`() throws {
    var rules = ContactRules()
    rules.zone = try #require(CalendarZone(named: "Europe/Berlin"))
    /// Minutes in UTC after 28 March 2026, 00:00; the clocks go forward on the 29th at 01:00 UTC.
    func pair(_ end: Double, _ start: Double) -> [Conversation] {
      let base = 26.0 * 1440
      return [
        record("a", customer: "k", channel: "web", [customer(base + end - 5), human(base + end)]),
        record(
          "b",
          customer: "k",
          channel: "web",
          [customer(base + start), human(base + start + 2)]
        ),
      ]
    }
    // 28 March, winter time: midnight in Berlin is 23:00 UTC.
    #expect(grouping(pair(1379, 1380), rules) == [["a", "b"]])
    #expect(grouping(pair(1380, 1381), rules) == [["a"], ["b"]])
    // 29 March, summer time: midnight in Berlin is 22:00 UTC, 1440 + 1320.
    #expect(grouping(pair(2759, 2760), rules) == [["a", "b"]])
    #expect(grouping(pair(2819, 2820), rules) == [["a"], ["b"]])
    // The same two in UTC, where midnight is elsewhere.
    #expect(grouping(pair(1379, 1380)) == [["a"], ["b"]])
    #expect(grouping(pair(1439, 1440)) == [["a", "b"]])
  }

  @Test func `thousands of records of one customer are joined one by one`() {
    // Every minute a record, handed off and answered: each joins the one before.
    let records = (0..<3000).map { number in
      record(
        String(number),
        customer: "k",
        [human(Double(number)), event(.handoffInitiated, Double(number))]
      )
    }
    let (contacts, counts) = assembleContacts(records, rules: ContactRules())
    #expect(contacts.count == 1)
    #expect(counts.joins == 2999)
  }

  /// Rules 2 and 3 as they are written, pair by pair.
  @Test(arguments: UInt64(1)...30)
  func `the sweep finds the pairs that the rules name`(seed: UInt64) {
    var chance = SeededGenerator(seed: seed)
    let marks: [TimelineEntry?] = [nil, event(.handoffInitiated, 0), event(.solved, 0)]
    let records = (0..<40).map { number in
      let start = Double(Int.random(in: 1200..<1680, using: &chance))
      let length = Double(Int.random(in: 0..<25, using: &chance))
      let role: Role = Bool.random(using: &chance) ? .human : .bot
      var timeline = [message(.customer, minute(start)), message(role, minute(start + length))]
      if var mark = marks.randomElement(using: &chance) ?? nil {
        mark.time = minute(start + length)
        timeline.append(mark)
      }
      return record(
        String(format3(number)),
        customer: ["k", "l"].randomElement(using: &chance),
        channel: ["web", "app", nil].randomElement(using: &chance) ?? nil,
        timeline
      )
    }
    var label = Array(records.indices)
    for earlier in records.indices {
      for later in records.indices where pairIsJoined(records, earlier, later) {
        let (old, new) = (label[later], label[earlier])
        for index in label.indices where label[index] == old { label[index] = new }
      }
    }
    let expected = Set(Dictionary(grouping: records.indices) { label[$0] }.values.map { Set($0) })
    var rules = ContactRules()
    rules.reopenGrace = .max
    let found = Set(assembled(records, rules).map { Set($0.conversations) })
    #expect(found == expected)
  }

  private func format3(_ number: Int) -> String { String(String(number + 1000).dropFirst()) }

  private func pairIsJoined(_ records: [Conversation], _ earlier: Int, _ later: Int) -> Bool {
    let (a, b) = (records[earlier], records[later])
    let (startA, startB) = (a.timeline[0].time, b.timeline[0].time)
    let endA = a.timeline[1].time
    guard a.customer == b.customer, (startA, earlier) < (startB, later) else { return false }
    let gap = startB.milliseconds - endA.milliseconds
    let isHandedOff = a.timeline.contains { $0.is(.handoffInitiated) }
    let hasHuman = b.timeline.contains { $0.isMessage && $0.role == .human }
    if isHandedOff, hasHuman, gap <= 30 * Span.minute { return true }
    let isFinished = a.timeline.contains { $0.is(.solved) }
    let days = [endA, startB].map { CivilDate.day(ofWallClock: $0.milliseconds) }
    return a.channel == b.channel && !isFinished && gap >= 0 && gap <= 30 * Span.minute
      && days[0] != days[1]
  }
}
