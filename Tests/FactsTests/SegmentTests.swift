import Conversations
import Facts
import Records
import Testing

/// M41, segment = bot: ratings that were given before any human wrote.
struct SegmentTests {
  private let handedOver = [customer(0), bot(5), event(.handoffInitiated, 6, .bot), human(100)]

  private func rated(
    _ timeline: [TimelineEntry],
    _ score: Double = 5,
    at seconds: Double?,
    min: Double = 1,
    max: Double = 5
  ) -> Row {
    measure(timeline) {
      $0.rating = Rating(score: score, min: min, max: max, time: seconds.map(at) ?? .missing)
    }
  }

  @Test func `a rating before the human's first message is of the bot`() {
    #expect(rated(handedOver, at: 50).rate(.csatTop2OfBot) == true)
    #expect(rated(handedOver, 3, at: 50).rate(.csatTop2OfBot) == false)
    let after = rated(handedOver, at: 101)
    #expect(after.null(.csatTop2OfBot) == .notApplicable)
    #expect(after.rate(.csatTop2) == true)
    // In the instant of the human's message it is no longer before it.
    #expect(rated(handedOver, at: 100).null(.csatTop2OfBot) == .notApplicable)
  }

  @Test func `without a human every rating is of the bot, without a bot none`() {
    #expect(rated(answered(at: 0), at: 60).rate(.csatTop2OfBot) == true)
    #expect(rated(answered(at: 0), at: nil).rate(.csatTop2OfBot) == true)
    #expect(rated([customer(0), human(9)], at: 5).null(.csatTop2OfBot) == .notApplicable)
    #expect(measure([customer(0), human(9)]).null(.csatTop2OfBot) == .notApplicable)
    #expect(measure(answered(at: 0)).null(.csatTop2OfBot) == .noRating)
  }

  @Test func `a missing time leaves it open, a late rating is none`() {
    #expect(rated(handedOver, at: nil).null(.csatTop2OfBot) == .missingTimestamp)
    #expect(rated(answered(at: 0), at: 8 * day).null(.csatTop2OfBot) == .lateRating)
  }

  @Test func `of a bot's and a human's record, joined, both ratings are kept`() {
    var log = Log()
    log.add("a", answered(at: 0)) { $0.rating = Rating(score: 1, min: 1, max: 5, time: at(50)) }
    log.add("b", [customer(60), human(100)]) {
      $0.rating = Rating(score: 5, min: 1, max: 5, time: at(200))
    }
    log.contacts = [
      Contact(
        id: "a",
        conversations: [0, 1],
        timeline: answered(at: 0) + [customer(60), human(100)]
      )
    ]
    let row = rows(log)["a"]
    #expect(row?.rate(.csatTop2) == true)
    #expect(row?.rate(.csatTop2OfBot) == false)
  }
}
