import Conversations
import Facts
import Records
import Testing

/// The flat columns: what CSV, Arrow and Parquet have in common.
@Suite struct RowsCellsTests {
  private struct Kinds: FactCells {
    var kinds: [FactColumn.Kind] = []

    mutating func text(_ value: String?) { kinds.append(.text) }
    mutating func time(_ value: Instant) { kinds.append(.time) }
    mutating func truth(_ value: Bool?) { kinds.append(.truth) }
    mutating func whole(_ value: Int?) { kinds.append(.whole) }
    mutating func real(_ value: Double?) { kinds.append(.real) }
  }

  @Test func `the cells of a row are of the kinds that the columns name`() {
    var chance = RowChance(seed: 9)
    let conversations = inventedConversations(3, &chance)
    let contacts = assembleContacts(conversations, rules: ContactRules()).contacts
    let writer = FactRowWriter(
      contacts: contacts,
      conversations: conversations,
      table: plainTable(contacts, conversations),
      inputs: rowInputs
    )
    for row in 0..<writer.count {
      var cells = Kinds()
      writer.write(row, to: &cells)
      #expect(cells.kinds == FactRowWriter.columns.map(\.kind))
    }
  }

  @Test func `names are unique, and a metric has its reason beside it`() {
    let names = FactRowWriter.columns.map(\.name)
    #expect(Set(names).count == names.count)
    for metric in RateMetric.all {
      let place = names.firstIndex(of: metric.id)
      #expect(place.map { FactRowWriter.columns[$0].kind } == .truth)
      #expect(place.map { names[$0 + 1] } == metric.id + "_null")
      #expect(place.map { names[$0 + 2] } == metric.id + "_evidence")
    }
    for metric in ValueMetric.all {
      let place = names.firstIndex(of: metric.id)
      #expect(place.map { FactRowWriter.columns[$0].kind } == .real)
    }
  }
}
