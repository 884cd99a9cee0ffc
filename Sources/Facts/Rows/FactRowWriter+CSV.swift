import Conversations
import Serialization

extension FactRowWriter {
  /// The column names of `csv(_:)`.
  package static var csvHeader: [String] {
    let head = [
      "contact_id", "format", "conversation_ids", "customer", "contact_start", "contact_end",
      "entry", "handled_by", "outcome", "outcome_evidence", "topic", "language", "channel",
      "engaged", "left_out", "source_file", "source_line",
    ]
    let metrics = RateMetric.all.map(\.id) + ValueMetric.all.map(\.id)
    return head + metrics.flatMap { [$0, $0 + "_null"] }
  }

  /// Some rows as CSV, for spreadsheets: yes is 1, no is 0, null is empty with its reason in the next column.
  ///
  /// There are no timelines in it, so it cannot be read back with `report --from-facts`.
  ///
  /// - Returns: Lines without a header, unless the rows begin with the first.
  package func csv(_ rows: Range<Int>) -> [UInt8] {
    var csv = CSVWriter(header: Self.csvHeader)
    let header = csv.bytes.count
    for row in rows {
      csv.text(table.id[row])
      csv.text(format(row))
      csv.text(table.conversationIDs[row].joined(separator: " "))
      csv.text(customer(row))
      csv.text(isoTime(table.start[row]))
      csv.text(isoTime(table.end[row]))
      csv.text(table.entry[row].name)
      csv.text(table.handledBy[row].name)
      csv.text(table.outcome[row].name)
      csv.text(table.outcomeEvidence[row].name)
      csv.text(topic(row))
      csv.text(language(row))
      csv.text(channel(row))
      csv.number(table.isEngaged[row] ? 1 : 0)
      csv.text(table.leftOut[row]?.name)
      csv.text(name(ofInput: table.source[row].input))
      csv.number(table.source[row].line)
      for metric in RateMetric.all {
        let cell = table.cell(metric, row)
        csv.number(cell.answer.map { $0 ? 1 : 0 })
        csv.text(cell.nullReason?.name)
      }
      for metric in ValueMetric.all {
        let cell = table.cell(metric, row)
        csv.number(cell.value)
        csv.text(cell.nullReason?.name)
      }
      csv.endRow()
    }
    return rows.lowerBound == 0 ? csv.bytes : Array(csv.bytes[header...])
  }
}
