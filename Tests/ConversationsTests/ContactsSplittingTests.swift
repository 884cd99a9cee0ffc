import Conversations
import Records
import Testing
import Wording

struct ContactsSplittingTests {
  private func parts(_ timeline: [TimelineEntry]) -> [Contact] {
    assembled([record("a", timeline)])
  }

  @Test(arguments: [EventKind.solved, .closed])
  func `a message more than 10 minutes after the end of the case is a new contact`(
    ending: EventKind
  ) {
    let opening = [customer(0), human(1), event(ending, 2)]
    #expect(parts(opening + [customer(12)]).count == 1)
    let cut = parts(opening + [customer(12.001), human(13)])
    #expect(cut.map(\.id) == ["a", "a#2"])
    #expect(cut.map(\.part) == [1, 2])
    #expect(cut.map(\.reopened) == [false, true])
    #expect(cut.map(\.timeline.count) == [3, 2])
    #expect(cut.map(\.conversations) == [[0], [0]])
    #expect(cut.map(\.start) == [minute(0), minute(12.001)])
  }

  @Test func `a courtesy opens nothing, but the event stands for what follows`() {
    let opening = [customer(0), human(1), event(.solved, 2)]
    #expect(parts(opening + [customer(60, marks: .courtesyOnly)]).count == 1)
    #expect(parts(opening + [customer(60, marks: .greetingOnly)]).count == 1)
    let cut = parts(opening + [customer(60, marks: .courtesyOnly), customer(61)])
    #expect(cut.map(\.timeline.count) == [4, 1])
    let photo = message(
      .customer,
      minute(60),
      marks: .courtesyOnly,
      flags: .attachment
    )
    #expect(parts(opening + [photo]).count == 2)
  }

  @Test func `an afterthought takes the case up again`() {
    let talk = [
      customer(0), human(1), event(.solved, 2), customer(7), human(10), customer(14), human(15),
    ]
    #expect(parts(talk).count == 1)
    #expect(parts(talk + [event(.solved, 16), customer(27)]).count == 2)
  }

  @Test func `a timer that closes a solved case buys no grace`() {
    let talk = [customer(0), human(1), event(.solved, 2), event(.closed, 60), customer(65)]
    #expect(parts(talk).map(\.reopened) == [false, true])
  }

  @Test func `only the customer opens a new contact`() {
    let opening = [customer(0), human(1), event(.solved, 2)]
    #expect(parts(opening + [human(5000)]).count == 1)
    #expect(parts(opening + [event(.reopened, 5000)]).count == 1)
    #expect(parts([event(.closed, 0), customer(60)]).count == 1)
  }

  @Test(arguments: [(1441.0, 1), (1441.001, 2)])
  func `a customer silent for more than 24 hours begins anew`(time: Double, count: Int) {
    let cut = parts([customer(0), bot(1), customer(time)])
    #expect(cut.count == count)
    #expect(cut.allSatisfy { !$0.reopened })
  }

  @Test func `the gap is counted from the last public message`() {
    #expect(parts([customer(0), human(1430), customer(2860)]).count == 1)
    let note = message(.human, minute(1430), flags: .isPrivate)
    #expect(parts([customer(0), note, customer(2860)]).count == 2)
    #expect(parts([customer(0), event(.assigned, 1430), customer(2860)]).count == 2)
    // A closing notice is a public message.
    #expect(parts([customer(0), bot(1430, .closingNotice), customer(2860)]).count == 1)
  }

  @Test func `a late answer does not split, the customer after it neither`() {
    #expect(parts([customer(0), human(9000), customer(9001)]).count == 1)
  }

  @Test func `a late answer to a survey opens nothing`() {
    let answer = message(.customer, minute(5000), .survey)
    #expect(parts([customer(0), human(1), event(.solved, 2), answer]).count == 1)
  }

  @Test func `a button for a human is no courtesy`() {
    let button = message(.customer, minute(60), marks: .courtesyOnly, flags: .humanButton)
    #expect(parts([customer(0), human(1), event(.solved, 2), button]).count == 2)
  }

  @Test func `a missing time measures nothing`() {
    let undated = message(.human, .missing)
    #expect(parts([customer(0), undated, customer(9000)]).count == 1)
    #expect(parts([customer(0), message(.customer, .missing)]).count == 1)
    var solved = event(.solved, 0)
    solved.time = .missing
    #expect(parts([customer(0), human(1), solved, customer(60)]).count == 1)
  }

  @Test func `a conversation may be cut more than once`() {
    let cut = parts([
      customer(0), human(1), event(.solved, 2), customer(60), human(61), customer(3000),
    ])
    #expect(cut.map(\.id) == ["a", "a#2", "a#3"])
    #expect(cut.map(\.reopened) == [false, true, false])
  }

  @Test func `limits are parameters`() {
    var rules = ContactRules()
    rules.reopenGrace = Span.hour
    rules.contactGap = 2 * Span.hour
    let talk = [customer(0), human(1), event(.solved, 2), customer(62)]
    #expect(assembled([record("a", talk)], rules).count == 1)
    #expect(assembled([record("a", talk + [customer(183)])], rules).count == 2)
  }

  @Test func `echoes and loops across a cut do not count, those behind it are renumbered`() {
    let cut = parts([
      customer(0), bot(1), customer(2), bot(3), event(.solved, 4),
      message(.customer, minute(60), echo: 3), message(.bot, minute(61), echo: 2, loop: 2),
      message(.customer, minute(62), echo: 6), message(.bot, minute(63), echo: 7, loop: 7),
    ])
    #expect(cut.map(\.timeline.count) == [5, 4])
    #expect(cut.last?.timeline.map(\.echo) == [0, 0, 1, 2])
    #expect(cut.last?.timeline.map(\.loop) == [0, 0, 0, 2])
  }
}
