import Conversations
import Facts
import Records
import Testing
import Wording

/// The messages that a trace names are those that the measures have counted.
@Suite struct DecidingTests {
  private func linked(_ log: Log) -> (facts: LinkedFacts, table: ContactTable) {
    let builder = FactBuilder(ContactSet(log.contacts, log.conversations), options: log.options)
    let facts = builder.linked([builder.facts(0..<log.contacts.count)], named: true)
    return (facts, facts.joined([facts.table(0..<facts.count)]).table)
  }

  private func positions(_ metric: MetricDefinition, _ timeline: [TimelineEntry]) -> [Int] {
    var log = Log()
    log.add("a", timeline)
    return linked(log).facts.deciding(metric, 0).map(\.position)
  }

  @Test func `a request, its answer, and a hand-off are found where they are`() {
    let talk = [
      customer(0), bot(5), customer(20, .humanRequest), bot(25), customer(40, .humanRequest),
      event(.handoffInitiated, 41, .bot), human(90), customer(100),
    ]
    #expect(positions(.humanRequestRate, talk) == [3, 5])
    #expect(positions(.unmetHumanRequestRate, talk) == [3, 6])
    // The event stands behind the fifth message.
    #expect(positions(.handoffRate, talk) == [5, 6])
    #expect(positions(.firstResponseTime, talk) == [1, 2])
    #expect(positions(.timeToHuman, talk) == [1, 6])
    // The human's message ends the hand-off and is no reply of M11.
    #expect(positions(.responseLatency, talk) == [1, 2, 3, 4])
    #expect(positions(.turns, talk) == [1, 7])
  }

  @Test func `what is said again is named with what it repeats`() {
    // `echo` counts entries from 1, events included.
    let talk = [
      customer(0), bot(5), event(.queueEnter, 6), customer(20, echo: 1),
      says(.bot, 25, echo: 2), customer(30, .failure),
    ]
    #expect(positions(.customerRepetitionRate, talk) == [1, 3])
    #expect(positions(RateMetric.botRepeat.definition, talk) == [2, 4])
    #expect(positions(.statedFailureRate, talk) == [5])
    // Nothing shouts: the first and the last message stand for the contact.
    #expect(positions(.shoutingRate, talk) == [1, 5])
  }

  @Test func `a contact without messages decides nothing`() {
    #expect(positions(.responseLatency, []).isEmpty)
    #expect(positions(.engagedRate, [event(.queueEnter, 0)]).isEmpty)
  }

  @Test func `the work of people, and ready-made replies, are named`() {
    var log = Log()
    log.add(
      "a",
      [
        customer(0), says(.bot, 5, hash: 1), customer(10), says(.bot, 15, hash: 2),
        says(.human, 20, hash: 3), customer(30), says(.human, 35, hash: 4),
      ]
    )
    let facts = linked(log).facts
    #expect(facts.deciding(.handleTime, 0).map(\.position) == [5, 7])
    // The first reply of each side is not asked whether it is ready-made.
    #expect(linked(log).table[.cannedReply].value.count == 2)
    #expect(facts.deciding(.cannedReplyRate, 0).map(\.position) == [4, 7])
    let one = facts.deciding(.cannedReplyRate, 0, replies: [false, true])
    #expect(one.map(\.position) == [7])
  }

  @Test func `slow replies are chosen by their place in the list`() {
    var log = Log()
    log.add("a", [customer(0), bot(5), customer(10), bot(300), customer(400), bot(405)])
    let (facts, table) = linked(log)
    #expect(table[.slowReply].value == [0, 1, 0])
    let slow = facts.deciding(.slowReplyRate, 0, replies: [false, true, false])
    #expect(slow.map(\.position) == [3, 4])
    // A list of other replies than were measured says nothing, and the ends stand in.
    #expect(facts.deciding(.slowReplyRate, 0, replies: [true]).map(\.position) == [1, 6])
  }

  @Test(arguments: UInt64(1)...20)
  func `replies and signals of random contacts are all there`(seed: UInt64) throws {
    var chance = SeededGenerator(seed: seed)
    var log = Log(asOf: nil)
    for number in 0..<60 {
      var clock = Double(number) * day / 3
      var timeline: [TimelineEntry] = []
      for _ in 0..<Int.random(in: 1...14, using: &chance) {
        clock += Double.random(in: -3...400, using: &chance).rounded()
        timeline.append(entry(clock, &chance))
      }
      log.add("id\(number)", customer: "c\(number % 5)", timeline)
    }
    let (facts, table) = linked(log)
    var seen = 0
    for row in 0..<table.count where table.isCounted[row] {
      func values(_ metric: ReplyMetric) -> [Double] {
        zip(table[metric].contact, table[metric].value).filter { $0.0 == Int32(row) }.map(\.1)
      }
      let latencies = values(.responseLatency)
      if !latencies.isEmpty {
        let found = facts.deciding(.responseLatency, row)
        #expect(found.count { $0.entry.role.isResponder } == latencies.count)
        #expect(found.count { $0.entry.role == .customer } == latencies.count)
        seen += latencies.count
      }
      let lengths = values(.verbosity)
      if !lengths.isEmpty {
        let words = facts.deciding(.verbosity, row).reduce(0) { $0 + Double($1.entry.words) }
        #expect(words == lengths.reduce(0, +))
      }
      let rates: [RateMetric] = [.humanRequest, .statedFailure, .shouting, .handoffAttempt]
      for metric in rates where table[metric][row].answer == true {
        let found = facts.deciding(metric.definition, row)
        #expect(!found.isEmpty)
        if metric == .statedFailure {
          #expect(found.allSatisfy { $0.entry.marks.contains(.failure) })
        }
        if metric == .handoffAttempt {
          #expect(found.contains { $0.entry.is(.handoffInitiated) || $0.kind == "handoff_notice" })
        }
      }
      // Who came back came back to a contact, in time.
      let next = facts.nextContact(of: row, sameTopic: false)
      if let answer = table[.repeat7dAny][row].answer, answer {
        let other = try #require(next)
        let after = try #require(table.start[other].since(table.end[row]))
        #expect((0...7 * Span.day).contains(after))
        #expect(table.customer[other] == table.customer[row])
      }
    }
    #expect(seen > 20)
  }

  private func entry(_ clock: Double, _ chance: inout SeededGenerator) -> TimelineEntry {
    switch Int.random(in: 0..<10, using: &chance) {
    case 0...3:
      let marks = [Marks.failure, .humanRequest, .courtesyOnly, .capitals, .punctuationRun, []]
      return customer(clock, marks.randomElement(using: &chance) ?? [])
    case 4...6:
      return says(
        .bot,
        Int.random(in: 0..<8, using: &chance) == 0 ? nil : clock,
        MessageKind.allCases.randomElement(using: &chance) ?? .text,
        words: UInt16.random(in: 0...40, using: &chance),
        author: UInt64.random(in: 1...2, using: &chance)
      )
    case 7, 8: return human(clock, author: UInt64.random(in: 7...8, using: &chance))
    default: return event(.handoffInitiated, clock, .bot)
    }
  }
}
