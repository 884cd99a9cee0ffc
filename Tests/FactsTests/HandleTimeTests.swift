import Conversations
import Facts
import Records
import Testing

/// M17.
struct HandleTimeTests {
  @Test func `work is the time before each human message, up to five minutes`() {
    let row = measure([customer(0), human(100), customer(150), human(200), human(900)])
    // 100 + 50 + 300.
    #expect(row.value(.handleTime) == 450)
    #expect(row.value(.handleTimeAdjusted) == 450)
    #expect(row.table[.handleTime][0].evidence == .inferred)
  }

  @Test func `the message before may be anybody's, but must be public`() {
    let note = says(.human, 90, author: 7, flags: [.scanned, .isPrivate])
    #expect(measure([customer(0), bot(40), note, human(100)]).value(.handleTime) == 60)
    #expect(measure([customer(0), event(.assigned, 90), human(100)]).value(.handleTime) == 100)
  }

  @Test func `a first message has nothing before it`() {
    #expect(measure([human(-50, .greeting), customer(0), human(20)]).value(.handleTime) == 20)
  }

  @Test func `contacts without a human have none`() {
    #expect(measure([customer(0), bot(5)]).null(.handleTime) == .notApplicable)
    #expect(measure([customer(0), bot(5)]).null(.handleTimeAdjusted) == .notApplicable)
    let told = measure([customer(0), bot(5)]) { $0.explicitHandledBy = "bot_to_human" }
    #expect(told.null(.handleTime) == .notInExport)
  }

  @Test func `a gap without a time makes the sum null, a small step back is nothing`() {
    // Enough good intervals that the contact's clock as a whole is trusted.
    let start = [
      customer(0), bot(1), customer(2), bot(3), customer(4), bot(5), customer(6), bot(7),
    ]
    let missing = measure(start + [human(50), customer(60), bot(70), human(nil)])
    #expect(missing.null(.handleTime) == .missingTimestamp)
    #expect(missing.null(.handleTimeAdjusted) == .missingTimestamp)
    let back = measure(start + [human(50), human(40), customer(60), human(80)])
    #expect(back.null(.handleTime) == .clockBackwards)
    let skewed = measure(start + [human(50), human(49), customer(60), human(80)])
    #expect(skewed.value(.handleTime) == 63)
  }

  @Test func `two chats at once are half the work each while they overlap`() {
    var log = Log()
    log.add("a", customer: "x", [customer(0), human(100, author: 1)])
    log.add("b", customer: "y", [customer(60), human(120, author: 1)])
    log.add("c", customer: "z", [customer(60), human(120, author: 2)])
    let found = rows(log)
    // From 60 to 100 both were open: 60 + 40 / 2, and 40 / 2 + 20.
    #expect(found["a"]?.value(.handleTime) == 100)
    #expect(found["a"]?.value(.handleTimeAdjusted) == 80)
    #expect(found["b"]?.value(.handleTime) == 60)
    #expect(found["b"]?.value(.handleTimeAdjusted) == 40)
    #expect(found["c"]?.value(.handleTimeAdjusted) == 60)
  }

  @Test func `three at once are a third each, and the hours of the person add up`() throws {
    var log = Log()
    log.add("a", customer: "x", [customer(0), human(90, author: 1)])
    log.add("b", customer: "y", [customer(0), human(90, author: 1)])
    log.add("c", customer: "z", [customer(30), human(150, author: 1)])
    let found = rows(log)
    let parts = ["a", "b", "c"].compactMap { found[$0]?.value(.handleTimeAdjusted) }
    // 30 alone with the other: 15; 60 by three: 20; then 60 of "c" alone.
    #expect(parts.map { ($0 * 1000).rounded() } == [35_000, 35_000, 80_000])
    #expect(abs(parts.reduce(0, +) - 150) < 1e-9)
  }

  @Test func `work on contacts that nobody counts takes its share all the same`() {
    var log = Log()
    log.add("a", customer: "x", [customer(0), human(100, author: 1)])
    log.add("sent", customer: "y", [bot(0), human(100, author: 1)]) { $0.direction = .outbound }
    #expect(rows(log)["a"]?.value(.handleTimeAdjusted) == 50)
    #expect(rows(log)["sent"]?.null(.handleTime) == .notApplicable)
  }

  @Test func `the same person's messages in one contact do not share`() {
    let row = measure([customer(0), human(100, author: 1), human(160, author: 1)])
    #expect(row.value(.handleTimeAdjusted) == 160)
    let passed = measure([customer(0), human(100, author: 1), human(160, author: 2)])
    #expect(passed.value(.handleTimeAdjusted) == 160)
  }

  @Test func `a mapped handle time goes before the messages, and is shared like them`() {
    var log = Log()
    log.add("a", customer: "x", [customer(0), human(100, author: 1)]) {
      $0.explicitHandleTime = 60_000
      $0.explicitAfterWork = 5_000
    }
    log.add("b", customer: "y", [customer(0), human(100, author: 1)]) {
      $0.explicitAfterWork = 20_000
    }
    let found = rows(log)
    #expect(found["a"]?.value(.handleTime) == 60)
    #expect(found["a"]?.table[.handleTime][0].evidence == .explicit)
    #expect(found["a"]?.value(.handleTimeAdjusted) == 30)
    #expect(found["b"]?.value(.handleTime) == 120)
    #expect(found["b"]?.value(.handleTimeAdjusted) == 70)
    #expect(found["b"]?.table[.handleTime][1].evidence == .inferred)
  }

  @Test func `a handle time of a contact that the bot kept is nobody's`() {
    let row = measure([customer(0), bot(5)]) { $0.explicitHandleTime = 60_000 }
    #expect(row.null(.handleTime) == .notApplicable)
    let told = measure([customer(0), bot(5)]) {
      $0.explicitHandledBy = "bot_to_human"
      $0.explicitHandleTime = 60_000
    }
    #expect(told.value(.handleTimeAdjusted) == 60)
  }

  @Test func `who has no id is not adjusted, and that is counted`() {
    var log = Log()
    log.add("a", customer: "x", [customer(0), human(100, author: 0)])
    log.add("b", customer: "y", [customer(0), human(100, author: 0)])
    let found = rows(log)
    #expect(found["a"]?.value(.handleTimeAdjusted) == 100)
    #expect(found["a"]?.counts[.unadjustedWork] == 2)
  }

  @Test(arguments: UInt64(1)...20)
  func `no person works more than the time that passes, whoever is served`(seed: UInt64) {
    var chance = SeededGenerator(seed: seed)
    var log = Log()
    var raw = 0.0
    for number in 0..<40 {
      let start = Double(Int.random(in: 0..<3000, using: &chance))
      let length = Double(Int.random(in: 1...299, using: &chance))
      log.add(
        "n\(number)",
        customer: "\(number)",
        [customer(start), human(start + length, author: 9)]
      )
      raw += length
    }
    let table = log.built.table
    let adjusted = table[.handleTimeAdjusted].compactMap(\.value)
    // The union of all stretches, second by second.
    var busy: Set<Int> = []
    for contact in log.contacts {
      let ends = contact.timeline.map { Int($0.time.milliseconds / 1000) }
      for second in ends[0]..<ends[1] { busy.insert(second) }
    }
    #expect(abs(adjusted.reduce(0, +) - Double(busy.count)) < 1e-6)
    #expect(table[.handleTime].compactMap(\.value).reduce(0, +) == raw)
  }

  @Test func `however contacts are cut into parts, the shares are the same`() {
    var chance = SeededGenerator(seed: 5)
    var log = Log()
    for number in 0..<60 {
      let start = Double(Int.random(in: 0..<2000, using: &chance))
      log.add(
        "n\(number)",
        customer: "\(number % 20)",
        [
          customer(start), human(start + 60, author: UInt64(number % 4)), customer(start + 80),
          human(start + 300, author: UInt64(number % 3)),
        ]
      )
    }
    let builder = FactBuilder(
      ContactSet(log.contacts, log.conversations),
      options: log.options
    )
    let parts = [0..<7, 7..<8, 8..<41, 41..<60].map { builder.facts($0) }
    let linked = builder.linked(parts, named: true)
    let cut = linked.joined([0..<13, 13..<50, 50..<60].map { linked.table($0) }).table
    let whole = log.built.table
    for metric in [ValueMetric.handleTime, .handleTimeAdjusted, .contactsPerIssue] {
      #expect(cut[metric] == whole[metric])
    }
    #expect(cut.chainWork == whole.chainWork)
  }
}
