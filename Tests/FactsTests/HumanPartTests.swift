import Conversations
import Facts
import Records
import Testing
import Wording

/// Contacts of exports that hold the bot's side only: the human's part is unknown, not absent.
struct HumanPartTests {
  /// Asked for a human, promised one.
  private let promised = [
    customer(0), bot(5), customer(10, .humanRequest), bot(15, .handoffNotice),
    event(.handoffInitiated, 16, .bot),
  ]

  private func row(
    _ format: String,
    told: Bool? = nil,
    _ timeline: [TimelineEntry],
    head: (inout Conversation) -> Void = { _ in }
  ) throws -> Row {
    let format = try #require(Format.allCases.first { $0.name == format })
    return measure(timeline) {
      $0.format = format
      $0.explicitHandedOff = told
      head(&$0)
    }
  }

  @Test func `a stated hand-off is explicit, and nobody failed to come`() throws {
    let row = try row("copilot-studio", told: true, promised)
    #expect(row.rate(.handoff) == true)
    #expect(row.evidence(.handoff) == .explicit)
    #expect(row.rate(.handoffAttempt) == true)
    #expect(row.evidence(.handoffAttempt) == .heuristic)
    #expect(row.rate(.containment) == false)
    #expect(row.table.handledBy == [.botToHuman])
    #expect(row.outcome == .unknown)
    #expect(row.null(.handoffFailure) == .notInExport)
    #expect(row.null(.handoffWait) == .notInExport)
    #expect(row.null(.handoffWaitTotal) == .notInExport)
    #expect(row.null(.timeToHuman) == .notInExport)
    #expect(row.null(.humanRepeat) == .notInExport)
    #expect(row.null(.lenientResolution) == .outcomeUnknown)
    #expect(row.counts[.unansweredTail] == 0)
    // The contact went on, nobody knows how long.
    #expect(row.null(.contactDuration) == .notInExport)
    #expect(row.censored(.contactDuration) == 15)
  }

  @Test func `a request for a human may have been met elsewhere`() throws {
    let row = try row("copilot-studio", told: true, promised)
    #expect(row.rate(.humanRequest) == true)
    #expect(row.null(.unmetHumanRequest) == .notInExport)
    #expect(row.null(.humanRequestEffortSeconds) == .notInExport)
    #expect(row.null(.humanRequestEffortMessages) == .notInExport)
    #expect(row.rate(.deflectedHumanRequest) == false)
  }

  @Test func `the same words in an export of both sides are a failed hand-off`() throws {
    let row = try row("ms-botframework", promised)
    #expect(row.outcome == .handoffFailed)
    #expect(row.rate(.handoff) == false)
    #expect(row.rate(.handoffFailure) == true)
    #expect(row.rate(.unmetHumanRequest) == true)
    #expect(row.value(.contactDuration) == 15)
  }

  @Test func `a hand-off that the export denies has failed, explicitly`() throws {
    let row = try row("copilot-studio", told: false, promised)
    #expect(row.rate(.handoff) == false)
    #expect(row.evidence(.handoff) == .explicit)
    #expect(row.rate(.handoffAttempt) == true)
    #expect(row.outcome == .handoffFailed)
    #expect(row.rate(.handoffFailure) == true)
  }

  @Test func `a hand-off of which nobody says how it went is unknown`() throws {
    for format in ["copilot-studio", "langfuse"] {
      let row = try row(format, promised)
      #expect(row.rate(.handoffAttempt) == true)
      #expect(row.null(.handoff) == .notInExport)
      #expect(row.rate(.containment) == false)
      #expect(row.outcome == .unknown)
      #expect(row.null(.handoffFailure) == .notInExport)
      #expect(row.null(.unmetHumanRequest) == .notInExport)
    }
  }

  @Test func `no sign of a hand-off is containment only where the format could show one`() throws {
    let could = try row("dialogflow-cx", told: false, answered(at: 0))
    #expect(could.rate(.containment) == true)
    #expect(could.rate(.netContainment) == true)
    #expect(could.outcome == .silentAfterAnswer)
    let mute = try row("langfuse", answered(at: 0))
    for metric in [RateMetric.containment, .handoff, .handoffAttempt, .netContainment] {
      #expect(mute.null(metric) == .notInExport)
    }
    // What the bot did is known all the same.
    #expect(mute.outcome == .silentAfterAnswer)
    #expect(mute.value(.firstResponseTime) == 10)
    #expect(mute.value(.contactDuration) == 10)
  }

  @Test func `a flag without an event has no time, and leaves nothing to deflect`() throws {
    let asked = [customer(0), bot(5), customer(10, .humanRequest), bot(15)]
    let row = try row("dialogflow-cx", told: true, asked)
    #expect(row.rate(.handoffAttempt) == true)
    #expect(row.evidence(.handoffAttempt) == .explicit)
    #expect(row.null(.handoffWait) == .missingTimestamp)
    #expect(row.rate(.deflectedHumanRequest) == false)
    #expect(row.outcome == .unknown)
  }

  @Test func `the human's own record, joined, is what counts`() throws {
    let row = try row("copilot-studio", told: true, promised + [human(76)])
    #expect(row.rate(.handoff) == true)
    #expect(row.value(.handoffWait) == 61)
    #expect(row.rate(.unmetHumanRequest) == false)
    #expect(row.rate(.handoffFailure) == false)
  }

  @Test func `an answer in the instant of its question has no reply time`() throws {
    let same = [customer(0), bot(0), customer(30), bot(30)]
    let silent = try row("dialogflow-cx", same)
    #expect(silent.null(.firstResponseTime) == .notInExport)
    #expect(silent.null(.customerWaitTotal) == .notInExport)
    #expect(silent.replies(.responseLatency, bot: true) == [])
    #expect(silent.value(.contactDuration) == 30)
    // Other formats do say when.
    #expect(try row("copilot-studio", same).value(.firstResponseTime) == 0)
    let assisted = try row("dialogflow-cx", [customer(0), bot(2), customer(30), human(50)])
    #expect(assisted.value(.firstResponseTime) == 2)
  }

  @Test func `what the customer said of the result stands`() throws {
    let row = try row("copilot-studio", told: true, promised) {
      $0.resolution = Resolution(resolved: true, by: .customer)
    }
    #expect(row.outcome == .confirmedResolved)
    #expect(row.outcomeEvidence == .explicit)
  }

  @Test func `a bot that never answered and handed over left the contact to a human`() throws {
    let row = try row(
      "copilot-studio",
      told: true,
      [customer(0), event(.handoffInitiated, 1, .bot)]
    )
    #expect(row.table.handledBy == [.humanOnly])
    #expect(row.outcome == .unknown)
    #expect(row.table.entry == [.botFirst])
  }
}
