import Comparisons
import Facts
import Serialization

extension HTMLFace {
  mutating func write(_ table: ReportTable) {
    html += "<div class=\"scroll\" role=\"region\" tabindex=\"0\""
    html.attribute("aria-labelledby", table.id + "-c")
    html += ">\n<table"
    html.attribute("id", table.id)
    let classes = [
      table.columns.contains { $0.ends != nil } ? "plotted" : nil,
      table.isStacked ? "stacked" : nil,
    ].compactMap(\.self)
    if !classes.isEmpty { html.attribute("class", classes.joined(separator: " ")) }
    html += table.isStacked ? " role=\"table\">\n<caption" : ">\n<caption"
    html.attribute("id", table.id + "-c")
    html += ">"
    html.text(table.caption)
    html += "</caption>\n"
    writeHead(of: table)
    html += table.isStacked ? "<tbody role=\"rowgroup\">\n" : "<tbody>\n"
    let width = table.rows.map(\.cells.count).max() ?? 0
    let openings = (0..<width).map { Self.opening($0, of: table) }
    for row in table.rows { write(row, of: table, openings) }
    html += "</tbody>\n</table>\n</div>\n"
    if let note = table.note { html.element("p", class: "note", note) }
    if !table.definitions.isEmpty {
      html += "<p class=\"note defined\">Defined below: "
      for (index, definition) in table.definitions.enumerated() {
        if index > 0 { html += ", " }
        html.link(to: definition)
      }
      html += ".</p>\n"
    }
  }

  private mutating func writeHead(of table: ReportTable) {
    html += table.isStacked ? "<thead role=\"rowgroup\">\n" : "<thead>\n"
    if !table.groups.isEmpty {
      html += "<tr class=\"groups\">"
      for group in table.groups {
        html += group.title.isEmpty ? "<td" : "<th scope=\"colgroup\""
        html.attribute("colspan", String(group.span))
        html += ">"
        html.text(group.title)
        html += group.title.isEmpty ? "</td>" : "</th>"
      }
      html += "</tr>\n"
    }
    html += table.isStacked ? "<tr role=\"row\">" : "<tr>"
    for column in table.columns {
      html += "<th scope=\"col\""
      if table.isStacked { html += " role=\"columnheader\"" }
      if column.ends != nil {
        html += " class=\"drawn\""
      } else if column.isNumeric {
        html += " class=\"n\""
      }
      if let cohort = column.cohort { html.attribute("data-cohort", cohort.name) }
      html += ">"
      html.text(column.title)
      if let ends = column.ends {
        html += "<span class=\"ends\"><span>← "
        html.text(ends.left)
        html += "</span><span>"
        html.text(ends.right)
        html += " →</span></span>"
      }
      html += "</th>"
    }
    html += "</tr>\n</thead>\n"
  }

  /// What the cells of a column begin with.
  ///
  /// Rows that are blocks on a phone say what they are, because such a layout takes a table's meaning away.
  private static func opening(_ index: Int, of table: ReportTable) -> MarkupWriter {
    var html = MarkupWriter()
    html += index == 0 ? "<th scope=\"row\"" : "<td"
    if table.isStacked { html += index == 0 ? " role=\"rowheader\"" : " role=\"cell\"" }
    if table.columns.indices.contains(index) {
      if table.columns[index].ends != nil {
        html += " class=\"drawn\""
      } else if table.columns[index].isNumeric, index > 0 {
        html += " class=\"n\""
      }
    }
    return html
  }

  private mutating func write(
    _ row: ReportTable.Row,
    of table: ReportTable,
    _ openings: [MarkupWriter]
  ) {
    html += row.isLast ? "<tr class=\"last\"" : "<tr"
    if table.isStacked { html += " role=\"row\"" }
    if let unit = row.unit { html.attribute("data-unit", unit.rawValue) }
    html += ">"
    for (index, cell) in row.cells.enumerated() {
      html += openings[index]
      if table.isStacked, index > 0, !cell.text.isEmpty, table.columns.indices.contains(index),
        !table.columns[index].title.isEmpty
      {
        html.attribute("data-label", table.columns[index].title)
      }
      if let value = cell.value.finite { html.attribute("data-value", formatted(value)) }
      html += ">"
      write(cell)
      html += index == 0 ? "</th>" : "</td>"
    }
    html += "</tr>\n"
  }

  private mutating func write(_ cell: ReportTable.Cell) {
    if let definition = cell.definition, let link = links[definition] {
      html += link
      html.text(cell.text)
      html += "</a>"
    } else if let badge = cell.badge {
      html.badge(badge.style, badge.drawing, cell.text)
    } else {
      html.text(cell.text)
    }
    if let plot = cell.plot { html += plot.svg(id: nextDrawing()) }
    write(cell.second, under: cell)
    write(cell.third, under: cell)
  }

  private mutating func write(_ line: String?, under cell: ReportTable.Cell) {
    guard let line, !line.isEmpty else { return }
    // A reason is a phrase, which may be broken; an interval is not.
    html += cell.text == NumberText.missing ? "<small class=\"why\">" : "<small>"
    html.text(line)
    html += "</small>"
  }
}
