import Conversations

extension FactRowWriter {
  /// The flat columns: what a contact is, and for each metric its value, the reason when there is none, and the evidence.
  package static let columns: [FactColumn] = {
    let head: [(String, FactColumn.Kind)] = [
      ("contact_id", .text), ("format", .text), ("conversation_ids", .text), ("customer", .text),
      ("contact_start", .time), ("contact_end", .time), ("entry", .text), ("handled_by", .text),
      ("outcome", .text), ("outcome_evidence", .text), ("topic", .text), ("language", .text),
      ("channel", .text), ("engaged", .truth), ("left_out", .text), ("source_file", .text),
      ("source_line", .whole),
    ]
    let metrics =
      RateMetric.all.map { ($0.id, FactColumn.Kind.truth) }
      + ValueMetric.all.map { ($0.id, FactColumn.Kind.real) }
    return head.map { FactColumn(name: $0, kind: $1) }
      + metrics.flatMap { id, kind in
        [
          FactColumn(name: id, kind: kind), FactColumn(name: id + "_null", kind: .text),
          FactColumn(name: id + "_evidence", kind: .text),
        ]
      }
  }()

  /// Gives the cells of a row, one for each of `columns`.
  package func write(_ row: Int, to cells: inout some FactCells) {
    cells.text(table.id[row])
    cells.text(format(row))
    cells.text(table.conversationIDs[row].joined(separator: " "))
    cells.text(customer(row))
    cells.time(table.start[row])
    cells.time(table.end[row])
    cells.text(table.entry[row].name)
    cells.text(table.handledBy[row].name)
    cells.text(table.outcome[row].name)
    cells.text(table.outcomeEvidence[row].name)
    cells.text(topic(row))
    cells.text(language(row))
    cells.text(channel(row))
    cells.truth(table.isEngaged[row])
    cells.text(table.leftOut[row]?.name)
    cells.text(name(ofInput: table.source[row].input))
    cells.whole(table.source[row].line)
    for metric in RateMetric.all {
      let cell = table.cell(metric, row)
      cells.truth(cell.answer)
      cells.text(cell.nullReason?.name)
      cells.text(cell.evidence?.name)
    }
    for metric in ValueMetric.all {
      let cell = table.cell(metric, row)
      cells.real(cell.value)
      cells.text(cell.nullReason?.name)
      cells.text(cell.evidence?.name)
    }
  }
}
