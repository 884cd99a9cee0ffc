import Facts

extension HTMLFace {
  mutating func write(_ section: ReportSection) {
    html += "<section"
    html.attribute("id", section.id)
    html.attribute("aria-labelledby", section.id + "-h")
    html += ">\n<h2"
    html.attribute("id", section.id + "-h")
    html += ">"
    html.text(section.title)
    html += "</h2>\n"
    html.element("p", class: "lead", section.answer)
    for block in section.blocks { write(block) }
    if let text = section.leavesOut {
      html += "<p class=\"leaves-out\"><b>Not shown here:</b> "
      html.text(text)
      html += "</p>\n"
    }
    html += "</section>\n"
  }

  private mutating func write(_ block: ReportSection.Block) {
    switch block {
    case .paragraph(let text): html.element("p", text)
    case .heading(let text): html.element("h3", text)
    case .findings(let findings): for finding in findings { write(finding) }
    case .list(let items):
      html += "<ul>"
      writeItems(items)
    case .pairs(let pairs): write(pairs)
    case .table(let table): write(table)
    case .tables(let tables):
      html += "<div class=\"tables\">\n"
      for table in tables {
        html += "<div>\n"
        write(table)
        html += "</div>\n"
      }
      html += "</div>\n"
    case .charts(let charts):
      html += "<div class=\"charts\">\n"
      for chart in charts { write(chart) }
      html += "</div>\n"
    case .curves(let charts):
      html += "<div class=\"charts wide\">\n"
      for chart in charts { write(chart) }
      html += "</div>\n"
    case .grids(let grids):
      html += "<div class=\"charts wide\">\n"
      for grid in grids {
        writeFigure(grid.title, grid.definition, nil, grid.svg(id: nextDrawing()))
      }
      html += "</div>\n"
    case .details(let summary, let blocks, let isPrinted):
      html += isPrinted ? "<details class=\"printed\"><summary>" : "<details><summary>"
      html.text(summary)
      html += "</summary>\n"
      for block in blocks { write(block) }
      html += "</details>\n"
    case .definitions(let all): write(all)
    }
  }

  private mutating func write(_ finding: FindingText) {
    // The verdict stands out, what is said of it does not.
    let end = finding.verdict.firstRange(of: ". ")
    html += "<p class=\"finding\"><b>"
    html.link(to: finding.metric, finding.metric.title)
    html += ".</b> "
    if !finding.sentence.isEmpty {
      html.text(finding.sentence)
      html += " "
    }
    html += "<b>"
    html.text(String(finding.verdict[..<(end?.lowerBound ?? finding.verdict.endIndex)]))
    html += end == nil ? "</b>" : ".</b>"
    if let end {
      html += " "
      html.text(String(finding.verdict[end.upperBound...]))
    }
    if let caveat = finding.caveat {
      html += " "
      html.inline("span", class: "caveat", caveat)
    }
    html += "</p>\n"
  }

  /// Writes the items of a list that was begun, and ends it.
  private mutating func writeItems(_ items: [String]) {
    for item in items { html.inline("li", item) }
    html += "</ul>\n"
  }

  private mutating func write(_ pairs: [(name: String, text: String)]) {
    html += "<dl class=\"pairs\">"
    for pair in pairs {
      html += "<div>"
      html.inline("dt", pair.name)
      html.inline("dd", pair.text)
      html += "</div>"
    }
    html += "</dl>\n"
  }

  private mutating func write(_ chart: Chart) {
    writeFigure(chart.title, chart.definition, chart.subtitle, chart.svg(id: nextDrawing()))
  }

  private mutating func write(_ chart: CurveChart) {
    writeFigure(chart.title, chart.definition, chart.subtitle, chart.svg(id: nextDrawing()))
    html += "<ul class=\"beside\">"
    writeItems(chart.remarks)
  }

  private mutating func writeFigure(
    _ title: String,
    _ definition: Definition,
    _ subtitle: String?,
    _ drawing: MarkupWriter
  ) {
    html += "<figure><figcaption>"
    html.link(to: definition.id, note: definition.number, title)
    html.small(subtitle)
    html += "</figcaption>"
    html += drawing
    html += "</figure>\n"
  }

  private mutating func write(_ definitions: [Definition]) {
    html += "<div class=\"definitions\">\n"
    for definition in definitions {
      html += "<details class=\"definition\""
      html.attribute("id", anchor(definition.id))
      html += ">\n<summary><h4>"
      html.text(definition.title)
      html += " <small>"
      html.text(definition.number)
      switch definition {
      case .term(let term):
        html += "</small></h4></summary>\n"
        html.element("p", term.meaning)
      case .metric(let metric):
        html += " <code>"
        html.text(metric.id)
        html += "</code></small></h4></summary>\n"
        html.element("p", metric.formula)
        if let ratio = metric.ratio { html.paragraph("Numerator / denominator.", ratio) }
        if !metric.edgeCases.isEmpty { html.paragraph("At the edges.", metric.edgeCases) }
        if !metric.reason.isEmpty { html.paragraph("Why this rule.", metric.reason) }
      }
      html += "</details>\n"
    }
    html += "</div>\n"
  }
}
