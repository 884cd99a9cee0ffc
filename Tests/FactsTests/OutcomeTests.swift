import Conversations
import Facts
import Records
import Testing
import Wording

struct OutcomeCase: Sendable, CustomTestStringConvertible {
  var name: String
  var expected: Outcome
  var evidence: Evidence
  var timeline: [TimelineEntry]
  var asOf = 40 * day
  var resolution: Resolution?
  var testDescription: String { name }
}

private let cases: [OutcomeCase] = [
  OutcomeCase(
    name: "row 1: only courtesies",
    expected: .notEngaged,
    evidence: .inferred,
    timeline: [customer(0, .courtesyOnly), bot(5)]
  ),
  OutcomeCase(
    name: "row 2: the customer's yes beats a complaint",
    expected: .confirmedResolved,
    evidence: .explicit,
    timeline: [customer(0), bot(5), customer(9, .failure)],
    resolution: Resolution(resolved: true, by: .customer)
  ),
  OutcomeCase(
    name: "row 2: the customer's no beats a solved event",
    expected: .statedUnresolved,
    evidence: .explicit,
    timeline: [customer(0), bot(5), event(.solved, 6, .bot)],
    resolution: Resolution(resolved: false, by: .customer)
  ),
  OutcomeCase(
    name: "row 2: a customer who presses solved",
    expected: .confirmedResolved,
    evidence: .event,
    timeline: [customer(0), bot(5), event(.solved, 6, .customer)]
  ),
  OutcomeCase(
    name: "row 3: the last message is younger than a day",
    expected: .openCensored,
    evidence: .inferred,
    timeline: answered(at: 0),
    asOf: 10 + day - 1
  ),
  OutcomeCase(
    name: "row 3 ends after exactly a day",
    expected: .silentAfterAnswer,
    evidence: .inferred,
    timeline: answered(at: 0),
    asOf: 10 + day
  ),
  OutcomeCase(
    name: "row 3 comes before a resolution phrase",
    expected: .openCensored,
    evidence: .inferred,
    timeline: [customer(0), bot(5), customer(9, .resolution)],
    asOf: hour
  ),
  OutcomeCase(
    name: "row 3 does not hold once it is closed",
    expected: .confirmedResolved,
    evidence: .heuristic,
    timeline: [customer(0), bot(5), customer(9, .resolution), event(.closed, 20, .system)],
    asOf: hour
  ),
  OutcomeCase(
    name: "row 4: nobody takes part",
    expected: .unattended,
    evidence: .inferred,
    timeline: [customer(0), event(.handoffInitiated, 5, .bot)]
  ),
  OutcomeCase(
    name: "row 4: an acknowledgement is no participation",
    expected: .unattended,
    evidence: .inferred,
    timeline: [customer(0), bot(2, .autoAck)]
  ),
  OutcomeCase(
    name: "row 5: a hand-off to nobody beats a resolution phrase",
    expected: .handoffFailed,
    evidence: .heuristic,
    timeline: [customer(0), bot(5), bot(8, .handoffNotice), customer(20, .resolution)]
  ),
  OutcomeCase(
    name: "row 5: by an event",
    expected: .handoffFailed,
    evidence: .inferred,
    timeline: [customer(0), bot(5), event(.handoffInitiated, 8, .bot)]
  ),
  OutcomeCase(
    name: "row 6: works now, before solved",
    expected: .confirmedResolved,
    evidence: .heuristic,
    timeline: [customer(0), bot(5), customer(9, .resolution), event(.solved, 20, .human)]
  ),
  OutcomeCase(
    name: "row 6 needs the phrase after the last substantive reply",
    expected: .silentAfterAnswer,
    evidence: .inferred,
    timeline: [customer(0), bot(5), customer(9, .resolution), bot(12)]
  ),
  OutcomeCase(
    name: "row 7: it did not help",
    expected: .statedUnresolved,
    evidence: .heuristic,
    timeline: [customer(0), bot(5), customer(9, .failure), bot(12)]
  ),
  OutcomeCase(
    name: "row 7: an unmet request for a human",
    expected: .statedUnresolved,
    evidence: .heuristic,
    timeline: [customer(0), bot(5), customer(9, .humanRequest), bot(12)]
  ),
  OutcomeCase(
    name: "row 7: a human came",
    expected: .silentAfterAnswer,
    evidence: .inferred,
    timeline: [customer(0), bot(5), customer(9, .humanRequest), human(60)]
  ),
  OutcomeCase(
    name: "row 7: a courtesy after the complaint changes nothing",
    expected: .statedUnresolved,
    evidence: .heuristic,
    timeline: [customer(0), bot(5), customer(9, .failure), customer(20, .courtesyOnly)]
  ),
  OutcomeCase(
    name: "row 7: solved afterwards",
    expected: .agentDeclared,
    evidence: .event,
    timeline: [customer(0), bot(5), customer(9, .failure), bot(12), event(.solved, 15, .bot)]
  ),
  OutcomeCase(
    name: "row 7: an opening complaint is a problem statement",
    expected: .leftWaiting,
    evidence: .inferred,
    timeline: [customer(0, .failure), bot(5, .noMatch), customer(9, .failure)]
  ),
  OutcomeCase(
    name: "row 8: left waiting, even when solved",
    expected: .leftWaiting,
    evidence: .inferred,
    timeline: [customer(0), bot(5), customer(9), event(.solved, 12, .human)]
  ),
  OutcomeCase(
    name: "row 8: a courtesy does not wait",
    expected: .silentAfterAnswer,
    evidence: .inferred,
    timeline: [customer(0), bot(5), customer(9, .courtesyOnly)]
  ),
  OutcomeCase(
    name: "row 9: solved by a human",
    expected: .agentDeclared,
    evidence: .event,
    timeline: [customer(0), human(5, .text, .endsWithQuestion), event(.solved, 12, .human)]
  ),
  OutcomeCase(
    name: "row 9: the record says so",
    expected: .agentDeclared,
    evidence: .explicit,
    timeline: answered(at: 0),
    resolution: Resolution(resolved: true, by: .human)
  ),
  OutcomeCase(
    name: "row 9: a timer only closes",
    expected: .silentAfterAnswer,
    evidence: .inferred,
    timeline: answered(at: 0),
    resolution: Resolution(resolved: true, by: .timer)
  ),
  OutcomeCase(
    name: "row 9: a rule of the system only closes",
    expected: .silentAfterAnswer,
    evidence: .inferred,
    timeline: answered(at: 0) + [event(.solved, 20, .system)]
  ),
  OutcomeCase(
    name: "row 10: silent after a menu",
    expected: .silentAfterQuestion,
    evidence: .heuristic,
    timeline: [customer(0), bot(5, .menu)]
  ),
  OutcomeCase(
    name: "row 10: silent after a question",
    expected: .silentAfterQuestion,
    evidence: .heuristic,
    timeline: [customer(0), bot(5, .text, .endsWithQuestion)]
  ),
  OutcomeCase(
    name: "row 10: anything else? is ignored",
    expected: .silentAfterAnswer,
    evidence: .inferred,
    timeline: [customer(0), bot(5), bot(9, .closingNotice, .endsWithQuestion)]
  ),
  OutcomeCase(
    name: "row 12: a no-match answer is no answer",
    expected: .unknown,
    evidence: .inferred,
    timeline: [customer(0), bot(5, .noMatch)]
  ),
  OutcomeCase(
    name: "row 12: closed, but a day of silence has not passed",
    expected: .unknown,
    evidence: .inferred,
    timeline: answered(at: 0) + [event(.closed, 20, .system)],
    asOf: hour
  ),
  OutcomeCase(
    name: "row 12: without any time silence cannot be told",
    expected: .unknown,
    evidence: .inferred,
    timeline: [customer(nil), bot(nil)]
  ),
]

struct OutcomeTests {
  @Test(arguments: cases)
  func `the first row that matches decides`(_ example: OutcomeCase) {
    let row = measure(example.timeline, asOf: example.asOf) { $0.resolution = example.resolution }
    #expect(row.outcome == example.expected)
    #expect(row.outcomeEvidence == example.evidence)
  }

  @Test func `thanks confirm only when the switch says so`() {
    let timeline = [customer(0), bot(5), customer(9, .courtesyOnly)]
    let row = measure(timeline, options: { $0.rules.thanksConfirms = true })
    #expect(row.outcome == .confirmedResolved)
    #expect(measure(timeline).outcome == .silentAfterAnswer)
  }

  @Test func `the three sets share out every outcome once`() {
    for outcome in Outcome.allCases {
      #expect(!(outcome.isLenient && outcome.isFailure))
      #expect(!outcome.isStrict || outcome.isLenient)
    }
    #expect(Outcome.allCases.filter { !$0.isDecided } == [.notEngaged, .openCensored, .unknown])
  }

  @Test func `rates over D leave open and unknown contacts out with their reason`() {
    let open = measure(answered(at: 0), asOf: hour)
    #expect(open.null(.lenientResolution) == .openCensored)
    #expect(open.null(.durableResolution) == .openCensored)
    let unknown = measure([customer(0), bot(5, .noMatch)])
    #expect(unknown.null(.abandonment) == .outcomeUnknown)
    let silent = measure(answered(at: 0))
    #expect(silent.rate(.lenientResolution) == true)
    #expect(silent.rate(.confirmedResolution) == false)
    #expect(silent.rate(.silentAfterAnswer) == true)
    #expect(silent.rate(.abandonment) == false)
    let left = measure([customer(0), bot(5), customer(9)])
    #expect(left.rate(.leftWaiting) == true)
    #expect(left.rate(.abandonment) == true)
    let unattended = measure([customer(0)])
    #expect(unattended.rate(.abandonment) == true)
    #expect(unattended.rate(.leftWaiting) == false)
  }

  @Test func `a verdict against the customer's words is a conflict and wins`() {
    let row = measure([customer(0), bot(5), customer(9, .failure)]) {
      $0.resolution = Resolution(resolved: true, by: .customer)
    }
    #expect(row.outcome == .confirmedResolved)
    #expect(row.counts[.conflict] == 1)
  }
}
