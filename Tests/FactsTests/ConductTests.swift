import Conversations
import Facts
import Records
import Testing
import Wording

/// M54, M55, M57 to M60.
struct ConductTests {
  // MARK: M54

  @Test func `a bot that did not understand says so, or an event does`() {
    let said = measure([customer(0), bot(5, .noMatch), customer(9), bot(12)])
    #expect(said.replies(.noMatch, bot: true) == [1, 0])
    #expect(said.rate(.noMatchTwice) == false)
    // The event comes before the bot's message, or after it where the customer speaks first.
    let before = measure([customer(0), event(.fallback, 1, .bot), bot(5), customer(9), bot(12)])
    #expect(before.replies(.noMatch, bot: true) == [1, 0])
    let after = measure([customer(0), bot(5), event(.fallback, 6, .bot), customer(9), bot(12)])
    #expect(after.replies(.noMatch, bot: true) == [1, 0])
    let last = measure([customer(0), bot(5), customer(9), bot(12), event(.fallback, 13, .bot)])
    #expect(last.replies(.noMatch, bot: true) == [0, 1])
    let alone = measure([customer(0), event(.fallback, 1, .bot), customer(9), bot(12)])
    #expect(alone.replies(.noMatch, bot: true) == [0])
  }

  @Test func `two in a row may have the customer between, but no other message of the bot`() {
    let twice = measure([customer(0), bot(5, .noMatch), customer(9), bot(12, .noMatch)])
    #expect(twice.rate(.noMatchTwice) == true)
    let apart = measure([customer(0), bot(5, .noMatch), bot(6), customer(9), bot(12, .noMatch)])
    #expect(apart.rate(.noMatchTwice) == false)
    #expect(measure([customer(0), human(5, .noMatch)]).null(.noMatchTwice) == .notApplicable)
    #expect(measure([customer(0), human(5, .noMatch)]).replies(.noMatch, bot: true).isEmpty)
  }

  @Test func `without a list only events and the export's own kinds tell`() {
    let foreign = says(.bot, 5, flags: [])
    let silent = measure([customer(0), foreign])
    #expect(silent.replies(.noMatch, bot: true).isEmpty)
    #expect(silent.null(.noMatchTwice) == .languageUnsupported)
    #expect(silent.table[.noMatch].emptyReason == .languageUnsupported)
    let kind = measure([customer(0), says(.bot, 5, flags: .explicitKind)])
    #expect(kind.replies(.noMatch, bot: true) == [0])
    #expect(kind.rate(.noMatchTwice) == false)
    let told = measure([customer(0), event(.fallback, 1, .bot), foreign])
    #expect(told.replies(.noMatch, bot: true) == [1])
    let lacking = measure([customer(0), bot(5)]) { $0.missingLists = .noMatch }
    #expect(lacking.replies(.noMatch, bot: true).isEmpty)
  }

  // MARK: M55

  private func wording(_ seconds: Double, _ hash: UInt64, _ role: Role = .bot) -> TimelineEntry {
    says(role, seconds, hash: hash)
  }

  /// As many contacts as asked for, each with a first reply of its own and then one that all have.
  private func macros(_ contacts: Int, from start: Double = 0, hash: UInt64 = 7) -> Log {
    var log = Log()
    for number in 0..<contacts {
      let base = start + Double(number) * hour
      log.add(
        "id\(number)",
        customer: "c\(number)",
        [
          customer(base), wording(base + 5, UInt64(1000 + number)), customer(base + 9),
          wording(base + 12, hash), customer(base + 20),
          wording(base + 25, UInt64(5000 + number)),
        ]
      )
    }
    return log
  }

  @Test func `a wording of twenty contacts is canned, of nineteen it is not`() {
    let twenty = rows(macros(20))
    #expect(twenty.values.allSatisfy { $0.replies(.cannedReply, bot: true) == [1, 0] })
    let nineteen = rows(macros(19))
    #expect(nineteen.values.allSatisfy { $0.replies(.cannedReply, bot: true) == [0, 0] })
    var log = macros(3)
    log.options.templateMinContacts = 3
    #expect(rows(log).values.allSatisfy { $0.replies(.cannedReply, bot: true) == [1, 0] })
  }

  @Test func `one contact counts once, and only contacts of the period count`() {
    var log = Log()
    log.add("a", (0..<30).flatMap { [customer(Double($0) * 60), wording(Double($0) * 60 + 5, 7)] })
    #expect(rows(log)["a"]?.replies(.cannedReply, bot: true) == Array(repeating: 0, count: 29))
    var period = macros(21)
    period.options.from = at(2 * hour)
    #expect(rows(period)["id5"]?.replies(.cannedReply, bot: true) == [0, 0])
  }

  @Test func `first replies, replies without words and what is not substantive are left out`() {
    var log = macros(20)
    log.add(
      "x",
      customer: "x",
      [
        customer(0), wording(5, 7), customer(9), wording(12, 7, .human), customer(20),
        wording(25, 7, .human), says(.bot, 30, words: 0), says(.bot, 31, .noMatch, hash: 7),
      ]
    )
    let found = rows(log)["x"]
    #expect(found?.replies(.cannedReply, bot: true) == [])
    #expect(found?.replies(.cannedReply, bot: false) == [1])
  }

  @Test func `a legal notice is neither canned nor a reply that could be`() {
    var log = macros(20)
    let notice = says(.bot, 12, .text, .legal, hash: 7)
    log.add("x", customer: "x", [customer(0), wording(5, 9), customer(9), notice, wording(15, 7)])
    #expect(rows(log)["x"]?.replies(.cannedReply, bot: true) == [1])
  }

  @Test func `counting replies does not depend on how contacts are cut or ordered`() {
    let log = macros(40)
    let whole = rows(log)
    let builder = FactBuilder(ContactSet(log.contacts, log.conversations), options: log.options)
    let linked = builder.linked([builder.facts(0..<13), builder.facts(13..<40)], named: true)
    let (table, _) = linked.joined([linked.table(0..<7), linked.table(7..<40)])
    for metric in ReplyMetric.all {
      #expect(table[metric].value == whole["id0"]?.table[metric].value)
      #expect(table[metric].contact == whole["id0"]?.table[metric].contact)
    }
    var reversed = log
    reversed.contacts.reverse()
    #expect(rows(reversed)["id0"]?.table[.cannedReply].value == table[.cannedReply].value)
  }

  // MARK: M57

  private func empathic(_ seconds: Double, _ role: Role = .bot, hash: UInt64 = 0) -> TimelineEntry {
    says(role, seconds, .text, .empathy, hash: hash)
  }

  @Test(arguments: [Marks.capitals, .punctuationRun, .profanity, .negative])
  func `empathy is asked of replies to a message that shows feeling`(mark: Marks) {
    let row = measure([customer(0, mark), empathic(5), customer(9, mark), bot(12)])
    #expect(row.replies(.empathy, bot: true) == [1, 0])
    #expect(row.replies(.cannedEmpathy, bot: true) == [0])
    // Sympathy for a password reset is noise.
    #expect(measure([customer(0), empathic(5)]).replies(.empathy, bot: true).isEmpty)
    let mild = measure([customer(0, .mildProfanity), empathic(5)])
    #expect(mild.replies(.empathy, bot: true).isEmpty)
  }

  @Test func `a failure phrase is a feeling only after an answer`() {
    let opening = measure([customer(0, .failure), bot(5)])
    #expect(opening.replies(.empathy, bot: true).isEmpty)
    let later = measure([customer(0), bot(5), customer(9, .failure), human(12, .text, .empathy)])
    #expect(later.replies(.empathy, bot: false) == [1])
  }

  @Test func `all messages of the customer since the last reply count, and no earlier ones`() {
    let row = measure([customer(0, .negative), customer(2), bot(5), customer(9), bot(12)])
    #expect(row.replies(.empathy, bot: true) == [0])
  }

  @Test func `messages of one side are one reply`() {
    let row = measure([customer(0, .negative), bot(5), empathic(6), bot(7), empathic(9, .human)])
    #expect(row.replies(.empathy, bot: true) == [1])
    #expect(row.replies(.empathy, bot: false) == [1])
  }

  @Test func `capitals out of habit are no feeling`() {
    let loud: Marks = [.capitals, .allCapitals]
    let row = measure([
      customer(0, loud), bot(5), customer(9, loud), bot(12), customer(20, loud), bot(25),
    ])
    #expect(row.replies(.empathy, bot: true).isEmpty)
  }

  @Test func `empathy is null in a language without the list`() {
    let row = measure([customer(0, .negative), bot(5)]) { $0.missingLists = .empathy }
    #expect(row.replies(.empathy, bot: true).isEmpty)
    #expect(row.table[.empathy].emptyReason == .languageUnsupported)
  }

  @Test func `an empathic macro is canned, a first reply too`() {
    var log = Log()
    for number in 0..<20 {
      log.add(
        "id\(number)",
        customer: "c\(number)",
        [
          customer(Double(number) * hour, .negative), empathic(Double(number) * hour + 5, hash: 9),
        ]
      )
    }
    #expect(rows(log)["id3"]?.replies(.cannedEmpathy, bot: true) == [1])
    #expect(rows(log)["id3"]?.replies(.cannedReply, bot: true) == [])
  }

  // MARK: M58

  @Test func `a contact is redirected by a responding message`() {
    #expect(measure([customer(0), bot(5, .text, .redirect)]).rate(.redirect) == true)
    #expect(measure([customer(0), human(5, .text, .redirect)]).rate(.redirect) == true)
    #expect(measure([customer(0), bot(5, .text, .hasURL)]).rate(.redirect) == false)
    let closing = measure([customer(0), bot(5), bot(9, .closingNotice, .redirect)])
    #expect(closing.rate(.redirect) == false)
    #expect(measure([customer(0)]).null(.redirect) == .noReply)
    let lacking = measure([customer(0), bot(5)]) { $0.missingLists = .redirect }
    #expect(lacking.null(.redirect) == .languageUnsupported)
    #expect(
      measure([customer(0), says(.bot, 5, flags: [])]).null(.redirect) == .languageUnsupported
    )
  }

  private func linked(
    _ seconds: Double,
    to place: UInt8 = 1,
    _ traits: LinkTraits,
    _ marks: Marks = .hasURL,
    role: Role = .bot
  ) -> TimelineEntry {
    var entry = says(role, seconds, .text, marks)
    entry.destination = place
    entry.links = traits
    return entry
  }

  private func links(
    _ count: Int,
    malformed: Int = 0,
    failing: Int = 0,
    isStale: Bool = false,
    isChecked: Bool = false
  ) -> LinkTraits {
    LinkTraits(
      count: count,
      malformed: malformed,
      failing: failing,
      isStale: isStale,
      isChecked: isChecked
    )
  }

  @Test func `redirects to two places are a chain`() {
    let twice = measure([
      customer(0), linked(5, to: 1, links(1), .redirect), customer(9),
      linked(12, to: 2, links(1), .redirect),
    ])
    #expect(twice.rate(.redirectChain) == true)
    let same = measure([
      customer(0), linked(5, links(1), .redirect), customer(9), linked(12, links(1), .redirect),
    ])
    #expect(same.rate(.redirectChain) == false)
    let answer = measure([
      customer(0), linked(5, to: 1, links(1), .redirect), linked(12, to: 2, links(1)),
      bot(20, .text, .redirect),
    ])
    #expect(answer.rate(.redirect) == true)
    #expect(answer.rate(.redirectChain) == false)
  }

  @Test func `links are counted one by one`() {
    let row = measure([
      customer(0), linked(5, links(3, malformed: 1, failing: 2, isChecked: true)),
      linked(9, links(1, isStale: true, isChecked: true), role: .human),
    ])
    #expect(row.replies(.malformedLink, bot: true) == [1, 0, 0])
    #expect(row.replies(.deadLink, bot: true) == [1, 1, 0])
    #expect(row.replies(.deadLink, bot: false) == [0])
    #expect(row.counts[.staleLinkCheck] == 1)
    let unchecked = measure([customer(0), linked(5, links(2, malformed: 1))])
    #expect(unchecked.replies(.malformedLink, bot: true) == [1, 0])
    #expect(unchecked.replies(.deadLink, bot: true).isEmpty)
    #expect(unchecked.table[.deadLink].emptyReason == .notInExport)
    // More than there are cannot be wrong, whatever a file says.
    let odd = measure([customer(0), linked(5, LinkTraits(rawValue: 0xFD))])
    #expect(odd.replies(.malformedLink, bot: true) == [1])
    #expect(odd.replies(.deadLink, bot: true) == [1])
  }

  // MARK: M59

  private func action(_ seconds: Double?, _ role: Role = .bot, ok: Bool = true) -> TimelineEntry {
    TimelineEntry(
      time: seconds.map(at) ?? .missing,
      role: role,
      shape: EventKind.action.rawValue,
      flags: ok ? [.event, .succeeded] : .event
    )
  }

  private func promise(_ seconds: Double?, _ role: Role = .bot) -> TimelineEntry {
    says(role, seconds, .text, .promise)
  }

  @Test func `a promise is backed by a successful action within five minutes, either side`() {
    func unbacked(_ actions: [TimelineEntry]) -> [Double] {
      measure([customer(0), promise(400)] + actions).replies(.unbackedPromise, bot: true)
    }
    #expect(unbacked([action(100)]) == [0])
    #expect(unbacked([action(99)]) == [1])
    #expect(unbacked([action(700)]) == [0])
    #expect(unbacked([action(701)]) == [1])
    #expect(unbacked([action(400, ok: false)]) == [1])
    // Whoever acted.
    #expect(unbacked([action(400, .system)]) == [0])
  }

  @Test func `without actions in the export a promise is null, not unbacked`() {
    let row = measure([customer(0), promise(5)])
    #expect(row.replies(.unbackedPromise, bot: true).isEmpty)
    #expect(row.table[.unbackedPromise].emptyReason == .notInExport)
    #expect(row.null(.repeatAfterUnbackedPromise) == .notInExport)
  }

  @Test func `humans' promises count where the export shows what humans do`() {
    let bots = [customer(0), promise(5, .human), action(900, .bot)]
    #expect(measure(bots).replies(.unbackedPromise, bot: false).isEmpty)
    let humans = [customer(0), promise(5, .human), action(900, .human)]
    #expect(measure(humans).replies(.unbackedPromise, bot: false) == [1])
    let elsewhere = measure(humans, options: { $0.actionsElsewhere = true })
    #expect(elsewhere.replies(.unbackedPromise, bot: false).isEmpty)
  }

  @Test func `a missing time or list leaves a promise out`() {
    let untimed = [customer(0), promise(nil), action(900)]
    #expect(measure(untimed).replies(.unbackedPromise, bot: true).isEmpty)
    let vague = [customer(0), promise(5), action(nil)]
    #expect(measure(vague).replies(.unbackedPromise, bot: true).isEmpty)
    let near = [customer(0), promise(5), action(nil), action(6)]
    #expect(measure(near).replies(.unbackedPromise, bot: true) == [0])
    let lacking = measure([customer(0), promise(5), action(900)]) { $0.missingLists = .promise }
    #expect(lacking.replies(.unbackedPromise, bot: true).isEmpty)
  }

  @Test func `who came back after an unbacked promise is counted`() {
    var log = Log()
    log.add("a", [customer(0), promise(5), action(900)])
    log.add("b", [customer(day), promise(day + 5), action(day + 6)])
    log.add("c", [customer(3 * day), promise(3 * day + 5), action(3 * day + 900)])
    #expect(rows(log)["a"]?.rate(.repeatAfterUnbackedPromise) == true)
    #expect(rows(log)["b"]?.null(.repeatAfterUnbackedPromise) == .notApplicable)
    #expect(rows(log)["c"]?.rate(.repeatAfterUnbackedPromise) == false)
  }

  // MARK: M60

  @Test func `a bot says what it is no later than in its first answer`() {
    #expect(measure([bot(0, .text, .disclosure), customer(2), bot(5)]).rate(.disclosure) == true)
    #expect(measure([customer(0), bot(5, .text, .disclosure)]).rate(.disclosure) == true)
    #expect(
      measure([customer(0), bot(2, .greeting, .disclosure), bot(5)]).rate(.disclosure) == true
    )
    let late = measure([customer(0), bot(5), customer(9), bot(12, .text, .disclosure)])
    #expect(late.rate(.disclosure) == false)
    let system = measure([customer(0), says(.system, 1, .text, .disclosure), bot(5)])
    #expect(system.rate(.disclosure) == true)
    let human = measure([human(0, .text, .disclosure), customer(2), bot(5)])
    #expect(human.rate(.disclosure) == false)
  }

  @Test func `disclosure needs a bot, a list and a transcript that shows it`() {
    #expect(measure([customer(0), human(5)]).null(.disclosure) == .notApplicable)
    let lacking = measure([customer(0), bot(5)]) { $0.missingLists = .disclosure }
    #expect(lacking.null(.disclosure) == .languageUnsupported)
    let banner = measure([customer(0), bot(5)], options: { $0.disclosureOutsideTranscript = true })
    #expect(banner.null(.disclosure) == .notInExport)
  }

  @Test func `each message of a bot that claims to be a person counts`() {
    let row = measure([
      customer(0), bot(5, .text, .humanClaim), customer(9), bot(12, .text, .humanClaim),
      human(20, .text, .humanClaim),
    ])
    #expect(row.value(.humanClaimCount) == 2)
    #expect(measure([customer(0), bot(5)]).value(.humanClaimCount) == 0)
    #expect(measure([customer(0), human(5)]).null(.humanClaimCount) == .notApplicable)
    let lacking = measure([customer(0), bot(5)]) { $0.missingLists = .humanClaim }
    #expect(lacking.null(.humanClaimCount) == .languageUnsupported)
  }
}
