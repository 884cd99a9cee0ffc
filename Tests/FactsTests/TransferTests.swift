import Conversations
import Facts
import Records
import Testing

/// M39.
struct TransferTests {
  @Test func `two people who replied are a transfer, one who replied twice is none`() {
    let two = measure([customer(0), human(5, author: 1), customer(9), human(20, author: 2)])
    #expect(two.rate(.transfer) == true)
    #expect(two.evidence(.transfer) == .inferred)
    let one = measure([customer(0), human(5, author: 1), customer(9), human(20, author: 1)])
    #expect(one.rate(.transfer) == false)
  }

  @Test func `only contacts with a human can be transferred`() {
    #expect(measure([customer(0), bot(5)]).null(.transfer) == .notApplicable)
    #expect(measure([customer(0), bot(5)]).rate(.bounce) == false)
    #expect(measure([customer(0), bot(5), human(9)]).rate(.transfer) == false)
    #expect(measure([customer(0)]).rate(.bounce) == false)
  }

  @Test func `a private note is no reply`() {
    let note = says(.human, 7, author: 2, flags: [.scanned, .isPrivate])
    let row = measure([customer(0), human(5, author: 1), note, human(9, author: 1)])
    #expect(row.rate(.transfer) == false)
    #expect(row.rate(.bounce) == false)
  }

  @Test func `people without an id may be one or several`() {
    let unknown = measure([customer(0), human(5, author: 0), human(9, author: 0)])
    #expect(unknown.null(.transfer) == .unknownAuthor)
    #expect(unknown.null(.bounce) == .unknownAuthor)
    let single = measure([customer(0), bot(2), human(5, author: 0)])
    #expect(single.rate(.transfer) == false)
    #expect(single.rate(.bounce) == false)
    let known = measure([
      customer(0), human(5, author: 1), human(7, author: 0), human(9, author: 2),
    ])
    #expect(known.rate(.transfer) == true)
    #expect(known.null(.bounce) == .unknownAuthor)
  }

  @Test func `three changes are a bounce, two are none`() {
    let two = [customer(0), bot(2), human(5, author: 1), human(9, author: 2)]
    #expect(measure(two).rate(.bounce) == false)
    #expect(measure(two + [human(12, author: 3)]).rate(.bounce) == true)
  }

  @Test func `a return to an earlier party is a bounce`() {
    #expect(measure([customer(0), bot(2), human(5), bot(9)]).rate(.bounce) == true)
    let people = [customer(0), human(2, author: 1), human(5, author: 2), human(9, author: 1)]
    #expect(measure(people).rate(.bounce) == true)
    // Whoever wrote without an id: the bot was left and came back.
    let unknown = [customer(0), bot(2), human(5, author: 0), bot(9), human(12, author: 0)]
    #expect(measure(unknown).rate(.bounce) == true)
  }

  @Test func `messages without an id prove no change between people`() {
    let between = [
      customer(0), human(2, author: 1), human(5, author: 0), human(9, author: 1),
    ]
    #expect(measure(between).null(.bounce) == .unknownAuthor)
    // One, nobody knows who, and two others: two changes at least, three or a return not for sure.
    let many = [
      customer(0), human(2, author: 0), human(5, author: 1), human(9, author: 2),
    ]
    #expect(measure(many).null(.bounce) == .unknownAuthor)
  }

  @Test func `names that tell bots from people make it heuristic`() {
    let row = measure([customer(0), human(5, author: 1), human(9, author: 2)]) {
      $0.roleSources.byName = 1
    }
    #expect(row.evidence(.transfer) == .heuristic)
    #expect(row.evidence(.bounce) == .heuristic)
  }

  @Test func `a human whom only a field names leaves transfers open`() {
    let row = measure([customer(0), bot(5)]) { $0.explicitHandledBy = "bot_to_human" }
    #expect(row.null(.transfer) == .notInExport)
  }
}
