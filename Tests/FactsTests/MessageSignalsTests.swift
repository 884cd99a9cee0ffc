import Conversations
import Facts
import Records
import Testing
import Wording

/// Signals message by message are what the rates of contacts are made of.
@Suite struct MessageSignalsTests {
  private func entry(_ clock: Double, _ chance: inout SeededGenerator) -> TimelineEntry {
    let echo = UInt16(Int.random(in: 0...6, using: &chance))
    let loop = UInt16(Int.random(in: 0..<4, using: &chance) == 0 ? 1 : 0)
    switch Int.random(in: 0..<10, using: &chance) {
    case 0...3:
      let marks = [
        Marks.failure, .humanRequest, .courtesyOnly, .capitals, .punctuationRun, .askRepeat,
        .profanity, .mildProfanity, .negative, [], [],
      ]
      return says(
        .customer,
        clock,
        .text,
        marks.randomElement(using: &chance) ?? [],
        echo: echo,
        loop: loop
      )
    case 4...7:
      return says(
        .bot,
        clock,
        [MessageKind.text, .text, .greeting, .noMatch, .autoAck].randomElement(using: &chance)
          ?? .text,
        echo: echo,
        loop: loop,
        hash: UInt64.random(in: 0...3, using: &chance)
      )
    case 8:
      return says(
        .human,
        clock,
        .text,
        .redirect,
        echo: echo,
        hash: UInt64.random(in: 1...2, using: &chance)
      )
    default: return event(.handoffInitiated, clock, .bot)
    }
  }

  @Test(arguments: UInt64(1)...20)
  func `a contact has a signal where one of its messages after the reply shows it`(
    seed: UInt64
  ) throws {
    var chance = SeededGenerator(seed: seed)
    var log = Log(asOf: nil)
    for number in 0..<60 {
      var clock = Double(number) * day
      var timeline: [TimelineEntry] = []
      for _ in 0..<Int.random(in: 1...14, using: &chance) {
        clock += Double.random(in: 1...400, using: &chance).rounded()
        timeline.append(entry(clock, &chance))
      }
      log.add("id\(number)", customer: "c\(number % 5)", timeline)
    }
    let builder = FactBuilder(ContactSet(log.contacts, log.conversations), options: log.options)
    let linked = builder.linked([builder.facts(0..<log.contacts.count)], named: true)
    let (table, _) = linked.joined([linked.table(0..<linked.count)])
    let rows = linked.signals(0..<linked.count)
    #expect(linked.signals(0..<10) + linked.signals(10..<linked.count) == rows)
    #expect(rows.count == log.contacts.reduce(0) { $0 + $1.timeline.count(where: \.isMessage) })
    var seen = 0
    for row in 0..<table.count where table.isCounted[row] {
      let messages = rows.filter { $0.row == row }
      func shows(_ family: SignalFamily, by role: Role) -> Bool {
        messages.contains {
          $0.role == role && !$0.isBeforeReply && $0.families.contains(SignalFamilies(family))
        }
      }
      let pairs: [(RateMetric, SignalFamily, Role)] = [
        (.customerRepetition, .repetition, .customer), (.retell, .retell, .customer),
        (.customerRephrase, .rephrase, .customer), (.profanity, .profanity, .customer),
        (.mildProfanity, .mildProfanity, .customer),
        (.negativeSentiment, .negativeSentiment, .customer),
        (.shouting, .shouting, .customer), (.statedFailure, .statedFailure, .customer),
        (.botRepeat, .repeatsItself, .bot), (.botLoop, .loop, .bot),
        (.humanRepeat, .repeatsItself, .human), (.humanLoop, .loop, .human),
      ]
      if table[.redirect][row].answer != nil {
        let redirects = messages.contains { $0.families.contains(SignalFamilies(.redirect)) }
        #expect(table[.redirect][row].answer == redirects)
      }
      for (metric, family, role) in pairs {
        guard let answer = table[metric][row].answer else { continue }
        #expect(shows(family, by: role) == answer, "\(metric.id) of \(table.id[row])")
        if answer { seen += 1 }
      }
    }
    #expect(seen > 20)
  }

  @Test func `a message is named by its number in its conversation`() {
    var log = Log()
    log.add("a", [customer(0), event(.queueEnter, 1), bot(2), customer(9), human(60)])
    let builder = FactBuilder(ContactSet(log.contacts, log.conversations), options: log.options)
    let linked = builder.linked([builder.facts(0..<1)], named: true)
    let rows = linked.signals(0..<1)
    #expect(rows.map(\.position) == [1, 2, 3, 4])
    #expect(rows.map(\.isBeforeReply) == [true, false, false, false])
    #expect(linked.contactID(of: 0) == "a")
  }

  @Test func `tests and spam have no rows, and a guessed role makes all a guess`() {
    func rows(_ head: (inout Conversation) -> Void) -> [MessageSignals] {
      var log = Log()
      let flags: TimelineEntry.Flags = [.scanned, .humanButton]
      log.add("a", [customer(0), bot(2), customer(9, flags: flags)], head: head)
      let builder = FactBuilder(ContactSet(log.contacts, log.conversations), options: log.options)
      return builder.linked([builder.facts(0..<1)], named: true).signals(0..<1)
    }
    #expect(rows { $0.isTest = true }.isEmpty)
    #expect(rows { $0.isSpam = true }.isEmpty)
    #expect(rows { _ in }.last?.evidence == .explicit)
    #expect(rows { $0.roleSources = RoleSources(byName: 1) }.last?.evidence == .heuristic)
  }
}
