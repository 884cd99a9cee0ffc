import Cohorts
import Facts
import Testing

@Suite struct CohortSelectionTests {
  private func table() -> ContactTable {
    var table = ContactTable()
    table.id = ["a", "b", "c", "d", "e", "f"]
    table.customer = [0, 1, 0, 2, 3, 4]
    table.customerKnown = [true, true, true, false, true, true]
    table.entry = [.botFirst, .humanFirst, .botFirst, .none, .botFirst, .humanFirst]
    table.handledBy = [.botOnly, .humanOnly, .botToHuman, .unattended, .unattended, .humanOnly]
    table.isCounted = [true, true, true, true, false, false]
    table.leftOut = [nil, nil, nil, nil, .notEngaged, .spam]
    return table
  }

  @Test func `a cohort holds counted contacts only`() {
    let selection = CohortSelection(table())
    #expect(selection.all == [0, 1, 2, 3])
    #expect(selection.rows(.botFirst) == [0, 2])
    #expect(selection.rows(.humanFirst) == [1])
    #expect(selection.rows(EntryCohort.none) == [3])
    #expect(selection.rows(.botToHuman) == [2])
    #expect(selection.rows(HandledBy.unattended) == [3])
  }

  @Test func `contacts without engagement are formed, spam is not`() {
    let selection = CohortSelection(table())
    #expect(selection.formed == [0, 1, 2, 3, 4])
  }

  @Test func `a table without contacts has empty cohorts`() {
    let selection = CohortSelection(ContactTable())
    #expect(selection.all.isEmpty)
    #expect(selection.rows(.botFirst).isEmpty)
  }

  @Test func `identity counts contacts with a known customer`() {
    let table = table()
    let identity = Identity(table, rows: [0, 1, 2, 3])
    #expect(identity == Identity(table, rows: [3, 2, 1, 0]))
    #expect(identity.known == 3)
    #expect(identity.coverage == 0.75)
    #expect(Identity(table, rows: []).coverage == nil)
  }
}
