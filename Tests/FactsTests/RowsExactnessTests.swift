import Conversations
import Diagnostics
import Facts
import Records
import Testing

/// What makes `report --from-facts` worth having: the table is the same, cell by cell.
struct RowsExactnessTests {
  private func described(_ conversations: [Conversation]) -> [String] {
    let kept = deduplicate(conversations).kept
    let contacts = assembleContacts(kept, rules: ContactRules()).contacts
    let (table, counts) = buildTable(contacts: contacts, conversations: kept)
    var lines = table.id.indices.map { row in
      let rates = RateMetric.all.map { table[$0][row] }
      let values = ValueMetric.all.map { table[$0][row] }
      return "\(table.id[row]) \(table.conversationIDs[row]) \(table.customer[row])"
        + " \(table.customerKnown[row]) \(table.start[row]) \(table.end[row])"
        + " \(table.entry[row]) \(table.handledBy[row]) \(table.outcome[row])"
        + " \(table.outcomeEvidence[row]) \(String(describing: table.leftOut[row]))"
        + " \(String(describing: table.resolution[row]))"
        + " \(String(describing: table.nextContact[row])) \(rates) \(values)"
    }
    lines.append("\(table.strata)")
    lines += ReplyMetric.all.map { "\(table[$0])" }
    lines.append("\(counts)")
    return lines
  }

  /// As `factsFile`, with the figures that the run itself found.
  private func realFile(_ conversations: [Conversation]) -> [UInt8] {
    let contacts = assembleContacts(conversations, rules: ContactRules()).contacts
    let table = buildTable(contacts: contacts, conversations: conversations).table
    let writer = FactRowWriter(
      contacts: contacts,
      conversations: conversations,
      table: table,
      inputs: rowInputs
    )
    return writer.lines(0..<writer.count)
  }

  @Test(arguments: UInt64(1)...20)
  func `the table of two facts files is the table of their exports`(seed: UInt64) {
    var chance = RowChance(seed: seed)
    let whole = deduplicate(inventedConversations(40, &chance)).kept
    let mixed = whole.shuffled(using: &chance)
    let rows = read([realFile(Array(mixed[20...])), realFile(Array(mixed[..<20]))])
    #expect(rows.problems.isEmpty)
    #expect(described(rows.conversations) == described(whole))
  }
}
