import Conversations
import Facts
import Records
import Testing
import Wording

/// M46, M48, M49, M51, M52.
struct FrustrationTests {
  private func rephrasing(_ seconds: Double, of place: UInt16) -> TimelineEntry {
    says(.customer, seconds, loop: place)
  }

  // MARK: M46

  @Test func `saying it differently needs a responding message between`() {
    let row = measure([customer(0), bot(5), rephrasing(9, of: 1), bot(12)])
    #expect(row.rate(.customerRephrase) == true)
    #expect(row.rate(.customerRepetition) == false)
    #expect(row.evidence(.customerRephrase) == .heuristic)
    let acknowledged = measure([customer(0), bot(1, .autoAck), rephrasing(9, of: 1), bot(12)])
    #expect(acknowledged.rate(.customerRephrase) == false)
    let number = measure([customer(0, .onlyNumbers), bot(5), rephrasing(9, of: 1), bot(12)])
    #expect(number.rate(.customerRephrase) == false)
  }

  @Test func `telling it differently to the human who took over is no rephrasing`() {
    let row = measure([customer(0), bot(5, .handoffNotice), rephrasing(9, of: 1), human(60)])
    #expect(row.rate(.customerRephrase) == false)
    #expect(row.rate(.retell) == false)
  }

  @Test func `a language without stop words leaves rephrasing and what needs it null`() {
    let row = measure([customer(0), bot(5), rephrasing(9, of: 1), bot(12)]) {
      $0.missingLists = .stopWords
    }
    #expect(row.null(.customerRephrase) == .languageUnsupported)
    #expect(row.null(.frustratedContact) == .languageUnsupported)
    #expect(row.null(.rageQuit) == .languageUnsupported)
    #expect(row.rate(.customerRepetition) == false)
    #expect(row.rate(.profanity) == false)
  }

  // MARK: M48, M49

  @Test func `swearing counts after the first reply, each level by itself`() {
    let before = measure([customer(0, .profanity), bot(5)])
    #expect(before.rate(.profanity) == false)
    #expect(before.table.strata.frustratedBefore == [true])
    let strong = measure([customer(0), bot(5), customer(9, .profanity), bot(12)])
    #expect(strong.rate(.profanity) == true)
    #expect(strong.rate(.mildProfanity) == false)
    #expect(strong.value(.frustrationFamilies) == 1)
    let mild = measure([customer(0), bot(5), customer(9, .mildProfanity), bot(12)])
    #expect(mild.rate(.profanity) == false)
    #expect(mild.rate(.mildProfanity) == true)
    #expect(mild.value(.frustrationFamilies) == 0)
    #expect(
      measure([customer(0, .mildProfanity), bot(5)]).table.strata.frustratedBefore == [false]
    )
  }

  @Test func `only the customer swears`() {
    let row = measure([customer(0), bot(5, .text, [.profanity, .negative]), customer(9), bot(12)])
    #expect(row.rate(.profanity) == false)
    #expect(row.rate(.negativeSentiment) == false)
  }

  @Test func `each list that a language lacks makes its own measure null`() {
    let timeline = [customer(0), bot(5), customer(9, [.profanity, .negative]), bot(12)]
    let swearing = measure(timeline) { $0.missingLists = .profanity }
    #expect(swearing.null(.profanity) == .languageUnsupported)
    #expect(swearing.rate(.negativeSentiment) == true)
    let valence = measure(timeline) { $0.missingLists = .negative }
    #expect(valence.rate(.profanity) == true)
    #expect(valence.rate(.mildProfanity) == false)
    #expect(valence.null(.negativeSentiment) == .languageUnsupported)
    #expect(valence.null(.frustrationFamilies) == .languageUnsupported)
    let foreign = measure([customer(0), bot(5), customer(9, .profanity, flags: [])])
    #expect(foreign.null(.profanity) == .languageUnsupported)
  }

  @Test func `negative words count after the first reply`() {
    #expect(measure([customer(0, .negative), bot(5)]).rate(.negativeSentiment) == false)
    let after = measure([customer(0), bot(5), customer(9, .negative), bot(12)])
    #expect(after.rate(.negativeSentiment) == true)
    let greeted = measure([customer(0), bot(5, .greeting), customer(9, .negative), bot(12)])
    #expect(greeted.rate(.negativeSentiment) == false)
  }

  @Test func `scores of the export take the place of words, in every contact`() {
    let scored: TimelineEntry.Flags = [.scanned, .hasScore]
    var log = Log()
    log.add("low", [customer(0), bot(5), customer(9, .negative, flags: scored), bot(12)])
    log.add("high", [customer(0), bot(5), customer(9, flags: scored), bot(12)])
    log.add("early", [customer(0, .negative, flags: scored), bot(5), customer(9, flags: scored)])
    // In a language without lists: a score needs none.
    log.add("foreign", [customer(0), bot(5), customer(9, .negative, flags: .hasScore), bot(12)])
    log.add("words", [customer(0), bot(5), customer(9, [.negative, .profanity]), bot(12)])
    let found = rows(log)
    #expect(found["low"]?.rate(.negativeSentiment) == true)
    #expect(found["low"]?.evidence(.negativeSentiment) == .explicit)
    #expect(found["low"]?.value(.frustrationFamilies) == 1)
    #expect(found["high"]?.rate(.negativeSentiment) == false)
    #expect(found["early"]?.rate(.negativeSentiment) == false)
    #expect(found["foreign"]?.rate(.negativeSentiment) == true)
    #expect(found["foreign"]?.null(.frustratedContact) == .languageUnsupported)
    #expect(found["words"]?.null(.negativeSentiment) == .notInExport)
    #expect(found["words"]?.null(.frustratedContact) == .notInExport)
    #expect(found["words"]?.null(.rageQuit) == .notInExport)
    #expect(found["words"]?.rate(.profanity) == true)
  }

  // MARK: M51

  @Test func `who leaves unhappily with a signal at the end left in frustration`() {
    // Left waiting, the last message negative.
    let waiting = [customer(0), bot(5), customer(9, .negative)]
    #expect(measure(waiting).outcome == .leftWaiting)
    #expect(measure(waiting).rate(.rageQuit) == true)
    // Stated unresolved.
    #expect(measure([customer(0), bot(5), customer(9, .failure), bot(12)]).rate(.rageQuit) == true)
    // Silent after a question, the signal in the last message but one.
    let asked = [
      customer(0), bot(5), customer(9, .profanity), bot(12), customer(20),
      bot(25, .text, .endsWithQuestion),
    ]
    #expect(measure(asked).outcome == .silentAfterQuestion)
    #expect(measure(asked).rate(.rageQuit) == true)
    // Hand-off failed after a request.
    let failed = [customer(0), bot(5), customer(9, .humanRequest), bot(12, .handoffNotice)]
    #expect(measure(failed).outcome == .handoffFailed)
    #expect(measure(failed).rate(.rageQuit) == true)
  }

  @Test func `neither a good end nor an early signal is leaving in frustration`() {
    let solved = [customer(0), bot(5), customer(9, .negative), bot(12), customer(20, .resolution)]
    #expect(measure(solved).rate(.rageQuit) == false)
    let early = [
      customer(0), bot(5), customer(9, .negative), bot(12), customer(20), bot(25), customer(30),
    ]
    #expect(measure(early).outcome == .leftWaiting)
    #expect(measure(early).rate(.rageQuit) == false)
    let before = [customer(0, .negative), bot(5), customer(9)]
    #expect(measure(before).rate(.rageQuit) == false)
    let calm = [customer(0), bot(5), customer(9, .mildProfanity)]
    #expect(measure(calm).rate(.rageQuit) == false)
  }

  @Test func `repeating and rephrasing at the end are signals, an open contact is left out`() {
    #expect(measure([customer(0), bot(5), customer(9, echo: 1)]).rate(.rageQuit) == true)
    #expect(measure([customer(0), bot(5), rephrasing(9, of: 1)]).rate(.rageQuit) == true)
    let open = measure([customer(0), bot(5), customer(9, .negative)], asOf: 60)
    #expect(open.null(.rageQuit) == .openCensored)
  }

  @Test func `capitals at the end count unless they are a habit`() {
    let loud: Marks = [.capitals, .allCapitals]
    #expect(measure([customer(0), bot(5), customer(9, loud)]).rate(.rageQuit) == true)
    let habit = measure([customer(0, loud), bot(5), customer(9, loud), bot(12), customer(20, loud)])
    #expect(habit.outcome == .leftWaiting)
    #expect(habit.rate(.rageQuit) == false)
  }

  // MARK: M52

  @Test func `all six families are counted, repetition and rephrasing as one`() {
    let all: Marks = [.humanRequest, .punctuationRun, .profanity, .negative, .failure]
    let row = measure([
      customer(0, .humanRequest), bot(5), says(.customer, 9, .text, all, echo: 1, loop: 1), bot(12),
    ])
    #expect(row.value(.frustrationFamilies) == 6)
    #expect(row.rate(.frustratedContact) == true)
    let one = measure([customer(0), bot(5), says(.customer, 9, echo: 1, loop: 1), bot(12)])
    #expect(one.value(.frustrationFamilies) == 1)
    #expect(one.rate(.frustratedContact) == false)
  }
}
