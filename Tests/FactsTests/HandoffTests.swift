import Conversations
import Facts
import Records
import Testing
import Wording

struct HandoffTests {
  @Test func `contained means no hand-off tried and no human`() {
    #expect(measure(answered(at: 0)).rate(.containment) == true)
    #expect(measure([customer(0), bot(5, .handoffNotice)]).rate(.containment) == false)
    #expect(measure([customer(0), bot(5), human(60)]).rate(.containment) == false)
    #expect(measure([customer(0), human(5)]).null(.containment) == .notApplicable)
    #expect(measure(answered(at: 0), asOf: hour).null(.containment) == .openCensored)
  }

  @Test func `net containment also asks for an answer, no unmet request and no return`() {
    #expect(measure(answered(at: 0)).rate(.netContainment) == true)
    #expect(measure([customer(0), bot(5, .menu)]).rate(.netContainment) == false)
    let unmet = [customer(0, .humanRequest), bot(5), customer(9), bot(12)]
    #expect(measure(unmet).outcome == .silentAfterAnswer)
    #expect(measure(unmet).rate(.netContainment) == false)
    var log = Log()
    log.add("a", answered(at: 0))
    log.add("b", answered(at: day))
    #expect(rows(log)["a"]?.rate(.netContainment) == false)
    #expect(rows(log)["b"]?.rate(.netContainment) == true)
  }

  @Test func `what a missing list would have shown is null, and nothing else`() {
    let log = [customer(0), bot(5), customer(9), bot(12)]
    let lacking = measure(log) { $0.missingLists = .humanRequest }
    #expect(lacking.null(.humanRequest) == .languageUnsupported)
    #expect(lacking.null(.unmetHumanRequest) == .languageUnsupported)
    #expect(lacking.null(.netContainment) == .languageUnsupported)
    #expect(lacking.null(.frustratedContact) == .languageUnsupported)
    #expect(lacking.rate(.statedFailure) == false)
    #expect(lacking.rate(.shouting) == false)
    let mute = measure(log) { $0.missingLists = .failure }
    #expect(mute.null(.statedFailure) == .languageUnsupported)
    #expect(mute.rate(.humanRequest) == false)
    // Without a menu list, menus are answers; no figure is null for it.
    #expect(measure(log) { $0.missingLists = [] }.rate(.humanRequest) == false)
  }

  @Test func `contacts are counted by where their language is known from`() {
    let given = measure([customer(0), bot(5)]) { $0.language = "xx" }
    #expect(given.counts.languageGiven == 1)
    let detected = measure([customer(0), bot(5)]) { $0.detectedLanguage = LanguageCode("de") }
    #expect(detected.counts.languageDetected == 1)
    #expect(measure([customer(0), bot(5)]).counts.languageUnknown == 1)
  }

  @Test func `a hand-off is a human after the bot, an attempt need not connect`() {
    let silent = measure([customer(0), bot(5), human(60)])
    #expect(silent.rate(.handoff) == true)
    #expect(silent.rate(.handoffAttempt) == false)
    #expect(silent.null(.handoffFailure) == .notApplicable)
    let failed = measure([customer(0), bot(5), event(.handoffInitiated, 8, .bot)])
    #expect(failed.rate(.handoff) == false)
    #expect(failed.rate(.handoffAttempt) == true)
    #expect(failed.evidence(.handoffAttempt) == .event)
    #expect(failed.rate(.handoffFailure) == true)
  }

  @Test func `human to bot is left out of hand-off even when the arm says bot`() {
    let row = measure([customer(0), human(5), bot(60)]) { $0.explicitEntry = "bot_first" }
    #expect(row.table.handledBy == [.humanToBot])
    #expect(row.null(.handoff) == .notApplicable)
    #expect(row.null(.handoffAttempt) == .notApplicable)
    #expect(row.counts[.conflict] == 1)
  }

  @Test func `an open hand-off has not failed yet`() {
    let row = measure([customer(0), bot(5), event(.handoffInitiated, 8, .bot)], asOf: hour)
    #expect(row.null(.handoffFailure) == .openCensored)
  }

  @Test func `two requests in one burst are one turn`() {
    let burst = measure([
      customer(0, .humanRequest), customer(2, .humanRequest), bot(5), customer(9),
    ])
    #expect(burst.rate(.humanRequest) == true)
    #expect(burst.rate(.repeatedHumanRequest) == false)
  }

  @Test func `a request is asked of contacts with a bot only`() {
    let row = measure([customer(0, .humanRequest), human(60)])
    #expect(row.null(.humanRequest) == .notApplicable)
    #expect(row.rate(.unmetHumanRequest) == false)
  }

  @Test func `without a phrase list a request is null, not false`() {
    let row = measure([customer(0, flags: []), bot(5)])
    #expect(row.null(.humanRequest) == .languageUnsupported)
    #expect(row.null(.unmetHumanRequest) == .languageUnsupported)
    #expect(row.null(.netContainment) == .languageUnsupported)
    #expect(row.null(.humanRequestEffortMessages) == .languageUnsupported)
  }

  @Test func `a button is explicit`() {
    let row = measure([customer(0), bot(5), customer(9, flags: [.scanned, .humanButton]), bot(12)])
    #expect(row.rate(.humanRequest) == true)
    #expect(row.evidence(.humanRequest) == .explicit)
    #expect(row.outcome == .statedUnresolved)
    #expect(row.outcomeEvidence == .inferred)
  }

  @Test func `an unmet request is censored at contact end and may still be resolved`() {
    let row = measure([
      customer(0), bot(5), customer(10, .humanRequest), bot(15), customer(40, .resolution),
    ])
    #expect(row.rate(.unmetHumanRequest) == true)
    #expect(row.null(.humanRequestEffortSeconds) == .noReply)
    #expect(row.censored(.humanRequestEffortSeconds) == 30)
    #expect(row.censored(.humanRequestEffortMessages) == 1)
    #expect(row.counts[.unmetButResolved] == 1)
  }

  @Test func `no request, no effort`() {
    let row = measure(answered(at: 0))
    #expect(row.null(.humanRequestEffortSeconds) == .notApplicable)
    #expect(row.null(.unmetHumanRequest) == .notApplicable)
    #expect(row.rate(.humanRequest) == false)
  }

  @Test func `a request is deflected by two bot messages, or by one and no hand-off`() {
    let asked = [customer(0), bot(5), customer(10, .humanRequest)]
    #expect(measure(asked + [bot(15)]).rate(.deflectedHumanRequest) == true)
    #expect(
      measure(asked + [bot(15), bot(20, .handoffNotice), human(60)]).rate(.deflectedHumanRequest)
        == false
    )
    #expect(
      measure(asked + [bot(15), bot(18), bot(20, .handoffNotice), human(60)])
        .rate(.deflectedHumanRequest) == true
    )
    #expect(measure(asked + [human(60)]).rate(.deflectedHumanRequest) == false)
    let before = [bot(5, .handoffNotice), customer(10, .humanRequest), bot(15), bot(17), human(60)]
    #expect(measure([customer(0)] + before).rate(.deflectedHumanRequest) == false)
  }

  @Test func `no transfer means no hand-off and one author`() {
    func fcr(_ timeline: [TimelineEntry]) -> Row {
      var log = Log()
      // An earlier contact of another customer begins the observation.
      log.add("early", customer: "x", answered(at: -20 * day))
      log.add("a", timeline)
      return rows(log)["a"] ?? measure([])
    }
    #expect(fcr([customer(0), human(5), human(9)]).rate(.fcrNoTransfer) == true)
    let two = fcr([customer(0), human(5, author: 1), human(9, author: 2)])
    #expect(two.rate(.firstContactResolution) == true)
    #expect(two.rate(.fcrNoTransfer) == false)
    #expect(fcr([customer(0), bot(5), human(9)]).rate(.fcrNoTransfer) == false)
    let unknown = fcr([customer(0), human(5, author: 0), human(9, author: 0)])
    #expect(unknown.null(.fcrNoTransfer) == .unknownAuthor)
    #expect(fcr([customer(0), human(5, author: 0)]).rate(.fcrNoTransfer) == true)
  }
}
