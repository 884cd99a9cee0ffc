import Conversations
import Facts
import Records
import Testing
import Wording

/// METRICS section 13, row by row.
struct WorkedExampleTests {
  private let row: Row

  init() {
    // Marks, echoes and kinds as the scanner sets them on the words of the example.
    let timeline: [TimelineEntry] = [
      says(.customer, 0, words: 10),
      says(.bot, 4, .text, .hasURL, words: 8, hash: 11),
      says(.customer, 40, words: 12, echo: 1),
      says(.bot, 59, .text, .hasURL, words: 8, echo: 2, hash: 11),
      says(.customer, 90, .text, .humanRequest, words: 6),
      says(.bot, 94, words: 11, hash: 12),
      says(.customer, 125, .text, [.humanRequest, .capitals, .punctuationRun], words: 2),
      says(.bot, 130, .handoffNotice, .handoffNotice, words: 8, hash: 13),
      event(.handoffInitiated, 130, .bot),
      says(.human, 850, .text, .promise, words: 10, author: 5, hash: 14),
      TimelineEntry(
        time: at(850),
        role: .human,
        shape: EventKind.action.rawValue,
        flags: [.event, .succeeded]
      ),
      says(.customer, 900, .text, .resolution, words: 6),
      event(.solved, 905, .human),
    ]
    row = measure(timeline, asOf: 905 + 30 * day)
  }

  @Test func `the bot was given the contact and a human finished it`() {
    #expect(row.table.entry == [.botFirst])
    #expect(row.table.handledBy == [.botToHuman])
    #expect(row.rate(.handoff) == true)
  }

  @Test func `the outcome is confirmed in words after the last reply`() {
    #expect(row.outcome == .confirmedResolved)
    #expect(row.outcomeEvidence == .heuristic)
  }

  @Test func `M07 to M09 measure the three waits`() {
    #expect(row.value(.firstResponseTime) == 4)
    #expect(row.value(.timeToHuman) == 850)
    #expect(row.value(.handoffWait) == 720)
    #expect(row.value(.handoffWaitTotal) == 720)
  }

  @Test func `M11 leaves out the human's first message`() {
    #expect(row.replies(.responseLatency, bot: true) == [4, 19, 4, 5])
    #expect(row.replies(.slowReply, bot: true) == [0, 1, 0, 0])
    #expect(row.replies(.responseLatency, bot: false).isEmpty)
  }

  @Test func `M12 and M13 end at the solved event, M15 at the last message`() {
    #expect(row.value(.firstResolutionTime) == 905)
    #expect(row.value(.fullResolutionTime) == 905)
    #expect(row.value(.contactDuration) == 900)
  }

  @Test func `M16 does not end at the hand-off notice`() {
    #expect(row.value(.customerWaitTotal) == 752)
  }

  @Test func `M10 says nothing without queue events, M17 caps the wait of twelve minutes`() {
    #expect(row.null(.queueWait) == .notInExport)
    #expect(row.value(.handleTime) == 300)
    #expect(row.value(.handleTimeAdjusted) == 300)
  }

  @Test func `M35, M37 and M39 find neither re-opening nor transfer`() {
    #expect(row.rate(.reopen) == false)
    #expect(row.rate(.parallelContact) == false)
    #expect(row.rate(.transfer) == false)
    #expect(row.rate(.bounce) == false)
  }

  @Test func `M18 counts five turns`() {
    #expect(row.value(.turns) == 5)
  }

  @Test func `M25 is not contained`() {
    #expect(row.rate(.containment) == false)
    #expect(row.rate(.netContainment) == false)
  }

  @Test func `M30 to M32 follow the request for a human`() {
    #expect(row.rate(.humanRequest) == true)
    #expect(row.rate(.repeatedHumanRequest) == true)
    #expect(row.rate(.unmetHumanRequest) == false)
    #expect(row.value(.humanRequestEffortSeconds) == 760)
    #expect(row.value(.humanRequestEffortMessages) == 1)
    #expect(row.rate(.deflectedHumanRequest) == false)
  }

  @Test func `M45, M47 and M52 find three families`() {
    #expect(row.rate(.customerRepetition) == true)
    #expect(row.rate(.retell) == false)
    #expect(row.rate(.shouting) == true)
    #expect(row.rate(.statedFailure) == false)
    #expect(row.value(.frustrationFamilies) == 3)
    #expect(row.rate(.frustratedContact) == true)
  }

  @Test func `M53 is a repeat and no loop`() {
    #expect(row.rate(.botRepeat) == true)
    #expect(row.rate(.botLoop) == false)
    #expect(row.rate(.humanRepeat) == false)
  }

  @Test func `M59 is backed by the refund`() {
    #expect(row.replies(.unbackedPromise, bot: false) == [0])
    #expect(row.replies(.unbackedPromise, bot: true).isEmpty)
  }

  @Test func `M36 is an eligible zero and M24 a one`() {
    #expect(row.rate(.repeat7dAny) == false)
    #expect(row.rate(.repeat30dAny) == false)
    #expect(row.rate(.durableResolution) == true)
    #expect(row.rate(.durableResolutionStrict) == true)
    #expect(
      row.table.nextContact == [TimedStatus(milliseconds: 30 * 86_400_000 + 5_000, status: 0)]
    )
    #expect(row.table.resolution == [TimedStatus(milliseconds: 905_000, status: 1)])
  }

  @Test func `M14 is reached between 10 minutes and an hour`() {
    #expect(row.rate(.resolvedWithin2m) == false)
    #expect(row.rate(.resolvedWithin10m) == false)
    #expect(row.rate(.resolvedWithin1h) == true)
    #expect(row.rate(.resolvedWithin24hStrict) == true)
  }
}
