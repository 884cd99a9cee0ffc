import Conversations
import Facts
import Records
import Testing
import Wording

/// Section 5: who took part, who was given the contact.
struct CastTests {
  @Test(arguments: [
    ([customer(0), bot(5)], HandledBy.botOnly, EntryCohort.botFirst),
    ([customer(0), human(5)], .humanOnly, .humanFirst),
    ([customer(0), bot(5), human(9)], .botToHuman, .botFirst),
    ([customer(0), human(5), bot(9)], .humanToBot, .humanFirst),
    ([customer(0)], .unattended, .none),
    // A greeting before the customer spoke is no participation, yet it shows who was there.
    ([bot(-5, .greeting), customer(0)], .unattended, .botFirst),
    ([bot(-5, .greeting), customer(0), human(9)], .humanOnly, .humanFirst),
    // Surveys and closing messages after the human make no hybrid; a failed answer does.
    ([customer(0), human(5), bot(9, .survey), bot(12, .closingNotice)], .humanOnly, .humanFirst),
    ([customer(0), bot(5, .noMatch), human(9)], .botToHuman, .botFirst),
    ([customer(0), event(.assigned, 3, .bot)], .unattended, .botFirst),
    ([customer(0), event(.assigned, 3, .human)], .unattended, .humanFirst),
    ([customer(0), event(.queueEnter, 3)], .unattended, .humanFirst),
    // Private notes and unknown roles are nobody's reply.
    ([customer(0), says(.human, 5, flags: .isPrivate)], .unattended, .none),
    ([customer(0), says(.unknown, 5)], .unattended, .none),
  ])
  func `participation and entry follow the responding messages`(
    _ timeline: [TimelineEntry],
    _ handledBy: HandledBy,
    _ entry: EntryCohort
  ) {
    let row = measure(timeline)
    #expect(row.table.handledBy == [handledBy])
    #expect(row.table.entry == [entry])
  }

  @Test func `an explicit field wins and a contradiction is counted`() {
    let row = measure(answered(at: 0)) { $0.explicitHandledBy = "human_only" }
    #expect(row.table.handledBy == [.humanOnly])
    #expect(row.counts[.conflict] == 1)
    let same = measure(answered(at: 0)) { $0.explicitHandledBy = "bot_only" }
    #expect(same.counts[.conflict] == 0)
    let nonsense = measure(answered(at: 0)) { $0.explicitHandledBy = "robot" }
    #expect(nonsense.table.handledBy == [.botOnly])
  }

  @Test func `an arm stands even when nobody answered`() {
    let row = measure([customer(0)]) { $0.explicitEntry = "bot_first" }
    #expect(row.table.entry == [.botFirst])
    #expect(row.counts[.conflict] == 0)
  }

  @Test func `assigned without a reply and unknown roles are counted`() {
    let row = measure([customer(0), event(.assigned, 2, .human), bot(5), says(.unknown, 9)])
    #expect(row.counts[.assignedNoReply] == 1)
    #expect(row.counts[.roleUnknown] == 1)
  }

  @Test func `an attachment is more than a courtesy`() {
    let row = measure([customer(0, .courtesyOnly, flags: [.scanned, .attachment]), bot(5)])
    #expect(row.table.isEngaged == [true])
    #expect(row.table.strata.firstAttachment == [true])
  }

  @Test func `what is not counted has a reason and enters no measure`() {
    let quiet = measure([customer(0, .greetingOnly), bot(5)])
    #expect(quiet.table.leftOut == [.notEngaged])
    #expect(quiet.rate(.engaged) == false)
    #expect(quiet.null(.containment) == .notApplicable)
    let outbound = measure(answered(at: 0)) { $0.direction = .outbound }
    #expect(outbound.table.leftOut == [.outbound])
    #expect(outbound.null(.engaged) == .notApplicable)
    #expect(outbound.value(.turns) == nil)
    #expect(outbound.table[.responseLatency].value.isEmpty)
    #expect(measure(answered(at: 0)) { $0.isTest = true }.table.leftOut == [.test])
    #expect(measure(answered(at: 0)) { $0.isSpam = true }.table.leftOut == [.spam])
    #expect(measure(answered(at: 0)).rate(.engaged) == true)
  }

  @Test func `the period holds its start and not its end`() {
    func reason(_ seconds: Double) -> LeftOut? {
      measure(
        answered(at: seconds),
        options: {
          $0.from = at(0)
          $0.to = at(100)
        }
      ).table.leftOut[0]
    }
    #expect(reason(-0.001) == .outsidePeriod)
    #expect(reason(0) == nil)
    #expect(reason(99.999) == nil)
    #expect(reason(100) == .outsidePeriod)
  }
}
