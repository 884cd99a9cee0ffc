import Conversations
import Facts
import Records
import Testing
import Wording

/// M40: the same contacts under vendors' rules.
struct VendorTests {
  private let rules: [RateMetric] = [
    .vendorIntercom, .vendorCopilot, .vendorCognigy, .vendorSprinklr, .vendorNoCallback,
    .vendorUltimate, .vendorUltimateHandled,
  ]

  @Test func `one answered contact is a success by every rule but the one that wants words`() {
    let row = measure(answered(at: 0))
    #expect(rules.map { row.rate($0) } == [true, false, true, true, true, true, true])
  }

  @Test func `only contacts that the bot was given are counted`() {
    let row = measure([customer(0), human(5)])
    for rule in rules { #expect(row.null(rule) == .notApplicable) }
    // An experiment's arm goes before the transcript.
    let armed = measure([customer(0), human(5)]) { $0.explicitEntry = "bot_first" }
    #expect(armed.rate(.vendorCognigy) == false)
    #expect(armed.null(.vendorIntercom) == .notApplicable)
  }

  @Test func `Intercom takes thanks and silence, and nothing after a menu, a no-match or a person`()
  {
    func intercom(_ more: [TimelineEntry]) -> Bool? {
      measure([customer(0), bot(5)] + more).rate(.vendorIntercom)
    }
    #expect(intercom([]) == true)
    #expect(intercom([customer(9, .courtesyOnly)]) == true)
    #expect(intercom([customer(9, .resolution)]) == true)
    #expect(intercom([customer(9)]) == false)
    #expect(intercom([customer(9, .courtesyOnly), customer(12)]) == false)
    #expect(intercom([customer(9, [.resolution, .failure])]) == false)
    #expect(intercom([customer(9), bot(12, .noMatch)]) == false)
    #expect(intercom([customer(9), human(12)]) == false)
    // A menu is a substantive reply.
    #expect(intercom([customer(9), bot(12, .menu)]) == true)
    #expect(measure([customer(0), bot(5, .noMatch)]).null(.vendorIntercom) == .notApplicable)
  }

  @Test func `Intercom's silence lasts 24 hours, and is open before`() {
    let log = answered(at: 0)
    #expect(measure(log, asOf: 10 + 24 * hour).rate(.vendorIntercom) == true)
    #expect(measure(log, asOf: 9 + 24 * hour).null(.vendorIntercom) == .openCensored)
    #expect(
      measure(log + [customer(12, .courtesyOnly)], asOf: hour).rate(.vendorIntercom) == true
    )
    #expect(measure([customer(0), bot(nil)]).null(.vendorIntercom) == .missingTimestamp)
  }

  @Test func `Copilot Studio takes solved, confirmed, and silence after a closing question`() {
    func copilot(_ more: [TimelineEntry], asOf: Double = 40 * day) -> Row {
      measure([customer(0), bot(5)] + more, asOf: asOf)
    }
    #expect(copilot([]).rate(.vendorCopilot) == false)
    #expect(copilot([event(.solved, 9, .bot)]).rate(.vendorCopilot) == true)
    #expect(copilot([customer(9, .resolution)]).rate(.vendorCopilot) == true)
    let question = bot(9, .closingNotice, .endsWithQuestion)
    #expect(copilot([question]).rate(.vendorCopilot) == true)
    #expect(copilot([question, customer(12, .courtesyOnly)]).rate(.vendorCopilot) == true)
    #expect(copilot([question, customer(12)]).rate(.vendorCopilot) == false)
    // "Closed because of inactivity" asks nothing.
    #expect(copilot([bot(9, .closingNotice)]).rate(.vendorCopilot) == false)
    #expect(copilot([question], asOf: 9 + 30 * minute).rate(.vendorCopilot) == true)
    #expect(copilot([question], asOf: 8 + 30 * minute).null(.vendorCopilot) == .openCensored)
    #expect(copilot([], asOf: 20 * minute).null(.vendorCopilot) == .openCensored)
    #expect(copilot([], asOf: 31 * minute).rate(.vendorCopilot) == false)
  }

  @Test func `Copilot Studio takes no escalated contact and none that the customer calls unsolved`()
  {
    let solved = event(.solved, 99, .human)
    #expect(measure([customer(0), bot(5), human(60), solved]).rate(.vendorCopilot) == false)
    let tried = [customer(0), bot(5, .handoffNotice), event(.solved, 99, .bot)]
    #expect(measure(tried).rate(.vendorCopilot) == false)
    let denied = measure([customer(0), bot(5), event(.solved, 9, .bot)]) {
      $0.resolution = Resolution(resolved: false, by: .customer)
    }
    #expect(denied.rate(.vendorCopilot) == false)
  }

  @Test func `a hand-off or a person ends containment in all who count it`() {
    for log in [
      [customer(0), bot(5, .handoffNotice)], [customer(0), bot(5), human(60)],
      [customer(0), bot(5), event(.handoffInitiated, 8, .bot)],
    ] {
      let row = measure(log)
      let counted: [RateMetric] = [
        .vendorCognigy, .vendorNoCallback, .vendorUltimate, .vendorUltimateHandled,
      ]
      for rule in counted { #expect(row.rate(rule) == false) }
    }
    // Open contacts are counted, unlike M25.
    let open = measure(answered(at: 0), asOf: hour)
    #expect(open.null(.containment) == .openCensored)
    #expect(open.rate(.vendorCognigy) == true)
    #expect(open.rate(.vendorUltimate) == true)
  }

  @Test func `Sprinklr asks for an assignment, not for a hand-off`() {
    func sprinklr(_ more: [TimelineEntry]) -> Bool? {
      measure([customer(0), bot(5)] + more).rate(.vendorSprinklr)
    }
    #expect(sprinklr([event(.handoffInitiated, 8, .bot)]) == true)
    #expect(sprinklr([event(.assigned, 8, .human)]) == false)
    #expect(sprinklr([human(60)]) == false)
    #expect(sprinklr([customer(9), bot(12, .noMatch)]) == false)
    #expect(sprinklr([customer(9), bot(12, .noMatch), customer(15), bot(18)]) == true)
  }

  @Test func `what ends on a no-match is deflected at Ultimate, and not handled`() {
    let row = measure([customer(0), bot(5), customer(9), bot(12, .noMatch)])
    #expect(row.rate(.vendorUltimate) == true)
    #expect(row.rate(.vendorUltimateHandled) == false)
    #expect(row.evidence(.vendorUltimateHandled) == .heuristic)
    let given = TimelineEntry.Flags([.scanned, .explicitKind])
    let told = measure([customer(0), says(.bot, 5, .noMatch, flags: given)])
    #expect(told.rate(.vendorUltimateHandled) == false)
    #expect(told.evidence(.vendorUltimateHandled) == .inferred)
  }

  @Test func `a callback within 24 hours undoes containment, a later one does not`() {
    var log = Log()
    log.add("a", answered(at: 0))
    log.add("b", answered(at: 10 + day))
    log.add("c", answered(at: 10 * day))
    log.add("stranger", customer: nil, answered(at: 0))
    let found = rows(log)
    #expect(found["a"]?.rate(.vendorNoCallback) == false)
    #expect(found["b"]?.rate(.vendorNoCallback) == true)
    #expect(found["stranger"]?.null(.vendorNoCallback) == .unknownCustomer)
    #expect(measure(answered(at: 0), asOf: hour).null(.vendorNoCallback) == .notEligible)
  }

  @Test func `without phrase lists what rests on words is null, and the rest is not`() {
    let log = [customer(0, flags: []), says(.bot, 5, flags: [])]
    let row = measure(log)
    #expect(row.null(.vendorCopilot) == .languageUnsupported)
    #expect(row.null(.vendorSprinklr) == .languageUnsupported)
    #expect(row.null(.vendorUltimateHandled) == .languageUnsupported)
    #expect(row.rate(.vendorUltimate) == true)
    #expect(row.rate(.vendorIntercom) == true)
    #expect(measure(log + [event(.solved, 9, .bot)]).rate(.vendorCopilot) == true)
    let lacking = measure(answered(at: 0)) { $0.missingLists = .noMatch }
    #expect(lacking.null(.vendorSprinklr) == .languageUnsupported)
    #expect(lacking.rate(.vendorCopilot) == false)
  }

  @Test func `nobody who replied leaves a contact contained, and Intercom without an answer`() {
    let row = measure([event(.assigned, -1, .bot), customer(0)])
    #expect(row.rate(.vendorCognigy) == true)
    #expect(row.null(.vendorIntercom) == .notApplicable)
    #expect(row.rate(.vendorCopilot) == false)
  }
}
