import Conversations
import Facts
import Records
import Testing
import Wording

/// M20: who declared it solved.
struct DeclaredTests {
  private func shares(_ row: Row) -> [Bool?] {
    [row.rate(.declaredByBot), row.rate(.declaredByHuman)]
  }

  @Test func `a declared contact is the bot's or the person's who said so last`() {
    let byBot = measure(answered(at: 0) + [event(.solved, 20, .bot)])
    #expect(byBot.outcome == .agentDeclared)
    #expect(shares(byBot) == [true, false])
    #expect(byBot.evidence(.declaredByBot) == .event)
    let byHuman = measure([customer(0), human(10), event(.solved, 20, .human)])
    #expect(shares(byHuman) == [false, true])
    let both = measure(
      [customer(0), bot(5), event(.solved, 8, .bot), human(10), event(.solved, 20, .human)]
    )
    #expect(shares(both) == [false, true])
  }

  @Test func `without an actor it is by the only side that responded`() {
    #expect(shares(measure(answered(at: 0) + [event(.solved, 20)])) == [true, false])
    #expect(shares(measure([customer(0), human(10), event(.solved, 20)])) == [false, true])
    let both = measure([customer(0), bot(5), human(10), event(.solved, 20)])
    #expect(both.null(.declaredByBot) == .unknownAuthor)
    #expect(both.null(.declaredByHuman) == .unknownAuthor)
    // The contact is resolved all the same.
    #expect(both.rate(.lenientResolution) == true)
  }

  @Test func `a field tells who where no event does`() {
    func declared(by actor: Resolution.Party) -> Row {
      measure(answered(at: 0)) { $0.resolution = Resolution(resolved: true, by: actor) }
    }
    #expect(shares(declared(by: .bot)) == [true, false])
    #expect(shares(declared(by: .human)) == [false, true])
    // A timer only closes: silence decides, and nobody has declared anything.
    #expect(shares(declared(by: .timer)) == [false, false])
    #expect(declared(by: .timer).outcome == .silentAfterAnswer)
  }

  @Test func `other outcomes of D are in neither, and those outside are null`() {
    #expect(shares(measure([customer(0), bot(5), customer(9)])) == [false, false])
    let open = measure(answered(at: 0), asOf: 60)
    #expect(open.null(.declaredByBot) == .openCensored)
  }

  @Test func `without resolution phrases only verdicts confirm, and that is counted`() {
    let row = measure(answered(at: 0)) { $0.missingLists = [.resolution] }
    #expect(row.counts[.explicitOnly] == 1)
    #expect(row.rate(.confirmedResolution) == false)
    #expect(measure(answered(at: 0)).counts[.explicitOnly] == 0)
    // Open contacts are in no denominator that the flag could be about.
    let open = measure(answered(at: 0), asOf: 60) { $0.missingLists = [.resolution] }
    #expect(open.counts[.explicitOnly] == 0)
  }
}
