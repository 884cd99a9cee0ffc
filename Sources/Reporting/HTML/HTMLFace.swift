import Comparisons
import Facts
import Mustache
import Serialization

/// The page: a `Report` turned into what the templates ask for.
struct HTMLFace {
  private let report: Report
  private var drawings = 0
  /// How links to the definitions that the page has begin, by id; nothing else becomes a link.
  ///
  /// On paper the dictionary number stands behind the link, as the mark of a footnote.
  private var links: [String: MarkupWriter] = [:]

  init(_ report: Report) {
    self.report = report
    for case .definitions(let all) in report.sections.flatMap(\.blocks) {
      for definition in all {
        var link = MarkupWriter()
        link += "<a"
        link.attribute("href", "#" + Self.anchor(definition.id))
        link.attribute("data-note", definition.number)
        link += ">"
        links[definition.id] = link
      }
    }
  }

  static func render(_ report: Report) -> [UInt8] {
    var face = HTMLFace(report)
    MustacheContentTypes.register(ScalarEscaping(), named: ScalarEscaping.name)
    var library = MustacheLibrary()
    do {
      for (name, text) in templates { try library.register(text, named: name) }
    } catch {
      preconditionFailure("The embedded templates are part of the program: \(error)")
    }
    let page = library.render(face.page(), withTemplate: "report") ?? ""
    // Of the whole text at once: a part of it would be copied byte by byte.
    let bytes = Array(page.utf8)
    let start = bytes.firstIndex { $0 != UInt8(ascii: "\n") } ?? bytes.endIndex
    return start == 0 ? bytes : Array(bytes[start...])
  }

  private static var templates: [(String, String)] {
    [
      ("report", PackageResources.report_mustache), ("block", PackageResources.block_mustache),
      ("table", PackageResources.table_mustache),
    ].map { ($0.0, String(decoding: $0.1, as: UTF8.self)) }
  }

  static var style: String { String(decoding: PackageResources.style_css, as: UTF8.self) }

  /// What sorts and copies tables and hides cohorts; the page says all that it says without it, too.
  static var script: String { String(decoding: PackageResources.tables_js, as: UTF8.self) }

  /// Where links to a definition lead; its id holds ASCII alone.
  static func anchor(_ id: String) -> String {
    let bytes = id.utf8.map { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        byte
      default: UInt8(ascii: "-")
      }
    }
    return "def-" + String(decoding: bytes, as: UTF8.self)
  }

  private mutating func page() -> View {
    let header = report.header
    let inputs = report.inputs
    return [
      "style": MarkupWriter(PackageResources.style_css), "style_hash": styleHash,
      "script": MarkupWriter(PackageResources.tables_js), "script_hash": scriptHash,
      "page_title": "Onpar: " + header.question, "run_parts": header.parts,
      "alarms": header.alarms, "question": header.question, "answer": header.answer,
      "has_headline": !report.headline.rows.isEmpty, "headline_note": report.headline.note,
      "version": plain(report.findings.run.version, limit: 60),
      "level": report.index.level,
      "dictionary": plain(report.findings.run.dictionaryVersion, limit: 60),
      "headline_rows": report.headline.rows.map { headlineRow($0) },
      "bot_side": report.headline.botSide.map { line -> View in
        [
          "definition": Self.anchor(line.metric.id), "note": line.metric.number,
          "title": line.metric.title, "text": line.text,
        ]
      },
      "gates_line": report.gates?.line,
      "asides": header.asides.map { aside -> View in ["name": aside.name, "lines": aside.lines] },
      "contents": report.sections.map { section -> View in
        ["section_id": section.id, "section_title": section.title]
      } + [["section_id": "inputs", "section_title": "What was read"]],
      "sections": report.sections.map { section($0) },
      "input_table": inputs.table.map { table($0) },
      "has_problems": !inputs.problems.isEmpty, "problems": inputs.problems,
    ]
  }

  private mutating func headlineRow(_ row: HeadlineTable.Row) -> View {
    [
      "definition": Self.anchor(row.metric.id), "note": row.metric.number, "title": row.title,
      "bot": row.bot, "bot_basis": row.botBasis, "human": row.human, "human_basis": row.humanBasis,
      "difference": row.difference, "interval": row.interval, "verdict": row.verdict.word,
      "verdict_style": row.verdict.style, "verdict_shape": row.verdict.drawing,
      "remark": row.remark, "plot": row.plot.map { draw($0) },
    ]
  }

  private mutating func section(_ section: ReportSection) -> View {
    [
      "section_id": section.id, "section_title": section.title, "section_answer": section.answer,
      "blocks": section.blocks.map { block($0) }, "leaves_out": section.leavesOut,
    ]
  }

  private mutating func block(_ block: ReportSection.Block) -> View {
    switch block {
    case .paragraph(let text): ["paragraph": text]
    case .heading(let text): ["heading": text]
    case .findings(let findings): ["findings": findings.map(Self.view)]
    case .list(let items): ["list": ["items": items] as View]
    case .pairs(let pairs):
      [
        "pairs": ["items": pairs.map { pair -> View in ["name": pair.name, "text": pair.text] }]
          as View
      ]
    case .table(let table): ["table": self.table(table)]
    case .tables(let tables): ["tables": ["items": tables.map { self.table($0) }] as View]
    case .charts(let charts): ["charts": ["items": charts.map { chartView($0) }] as View]
    case .curves(let charts):
      ["charts": ["wide": true, "items": charts.map { curveView($0) }] as View]
    case .grids(let grids):
      ["charts": ["wide": true, "items": grids.map { gridView($0) }] as View]
    case .details(let summary, let blocks, let isPrinted):
      [
        "details": [
          "summary": summary, "is_printed": isPrinted, "inner": blocks.map { self.block($0) },
        ] as View
      ]
    case .definitions(let all): ["definitions": Self.markup(of: all)]
    }
  }

  private static func view(_ finding: FindingText) -> View {
    // The verdict stands out, what is said of it does not.
    let end = finding.verdict.firstRange(of: ". ")
    return [
      "definition": anchor(finding.metric.id), "note": finding.metric.number,
      "title": finding.metric.title,
      "verdict": String(finding.verdict[..<(end?.lowerBound ?? finding.verdict.endIndex)])
        + (end == nil ? "" : "."),
      "verdict_rest": end.map { String(finding.verdict[$0.upperBound...]) },
      "sentence": finding.sentence.isEmpty ? nil : finding.sentence,
      "caveat": finding.caveat,
    ]
  }

  /// Definitions as they stand in the page.
  ///
  /// Not from a template either: every page has more than a hundred.
  private static func markup(of definitions: [Definition]) -> MarkupWriter {
    var html = MarkupWriter()
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
        html.paragraph(term.meaning)
      case .metric(let metric):
        html += " <code>"
        html.text(metric.id)
        html += "</code></small></h4></summary>\n"
        html.paragraph(metric.formula)
        if let ratio = metric.ratio { html.paragraph("Numerator / denominator.", ratio) }
        if !metric.edgeCases.isEmpty { html.paragraph("At the edges.", metric.edgeCases) }
        if !metric.reason.isEmpty { html.paragraph("Why this rule.", metric.reason) }
      }
      html += "</details>\n"
    }
    html += "</div>"
    return html
  }

  /// A link to a definition, as templates want it; with a comma before it when it follows another.
  private static func link(_ definition: Definition, follows: Bool = false) -> View {
    [
      "definition": anchor(definition.id), "note": definition.number, "title": definition.title,
      "follows": follows,
    ]
  }

  private mutating func table(_ table: ReportTable) -> View {
    let classes = [
      table.columns.contains { $0.ends != nil } ? "plotted" : nil,
      table.isStacked ? "stacked" : nil,
    ].compactMap(\.self)
    let links = table.definitions.enumerated().map { Self.link($1, follows: $0 > 0) }
    return [
      "table_id": table.id, "caption": table.caption, "columns": table.columns.map(Self.view),
      "body": body(of: table),
      "groups": table.groups.isEmpty
        ? nil
        : [
          "items": table.groups.map { group -> View in
            [
              "has_title": !group.title.isEmpty, "group_title": group.title,
              "span": String(group.span),
            ]
          }
        ] as View,
      "table_note": table.note, "defined": links.isEmpty ? nil : ["items": links] as View,
      "is_stacked": table.isStacked,
      "table_class": classes.isEmpty ? nil : classes.joined(separator: " "),
    ]
  }

  private static func view(_ column: ReportTable.Column) -> View {
    [
      "column_title": column.title,
      "column_class": column.ends != nil ? "drawn" : column.isNumeric ? "n" : nil,
      "ends": column.ends.map { ends -> View in ["left": ends.left, "right": ends.right] },
      "column_cohort": column.cohort?.name,
    ]
  }

  /// The rows as they stand in the page.
  ///
  /// Not from a template: a report has thousands of cells, and each would look up nine names.
  private mutating func body(of table: ReportTable) -> MarkupWriter {
    var html = MarkupWriter()
    let width = table.rows.map(\.cells.count).max() ?? 0
    let openings = (0..<width).map { Self.opening($0, of: table) }
    for (index, row) in table.rows.enumerated() {
      if index > 0 { html += "\n" }
      write(row, of: table, openings, to: &html)
    }
    return html
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
    _ openings: [MarkupWriter],
    to html: inout MarkupWriter
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
      write(cell, to: &html)
      html += index == 0 ? "</th>" : "</td>"
    }
    html += "</tr>"
  }

  private mutating func write(_ cell: ReportTable.Cell, to html: inout MarkupWriter) {
    if let definition = cell.definition, let link = links[definition] {
      html += link
      html.text(cell.text)
      html += "</a>"
    } else if let badge = cell.badge {
      html += "<span"
      html.attribute("class", "verdict " + badge.style)
      html += ">"
      html += badge.drawing
      html.text(cell.text)
      html += "</span>"
    } else {
      html.text(cell.text)
    }
    if let plot = cell.plot { html += draw(plot) }
    Self.write(cell.second, under: cell, to: &html)
    Self.write(cell.third, under: cell, to: &html)
  }

  private static func write(
    _ line: String?,
    under cell: ReportTable.Cell,
    to html: inout MarkupWriter
  ) {
    guard let line, !line.isEmpty else { return }
    // A reason is a phrase, which may be broken; an interval is not.
    html += cell.text == NumberText.missing ? "<small class=\"why\">" : "<small>"
    html.text(line)
    html += "</small>"
  }

  private mutating func chartView(_ chart: Chart) -> View {
    [
      "chart_title": chart.title, "chart": draw(chart), "defined": Self.link(chart.definition),
      "subtitle": chart.subtitle,
    ]
  }

  private mutating func curveView(_ chart: CurveChart) -> View {
    drawings += 1
    return [
      "chart_title": chart.title, "chart": chart.svg(id: "d\(drawings)"),
      "defined": Self.link(chart.definition), "subtitle": chart.subtitle,
      "remarks": ["items": chart.remarks] as View,
    ]
  }

  private mutating func gridView(_ grid: HourGrid) -> View {
    drawings += 1
    return [
      "chart_title": grid.title, "chart": grid.svg(id: "d\(drawings)"),
      "defined": Self.link(grid.definition),
    ]
  }

  private mutating func draw(_ plot: IntervalPlot) -> MarkupWriter {
    drawings += 1
    return plot.svg(id: "d\(drawings)")
  }

  private mutating func draw(_ chart: Chart) -> MarkupWriter {
    drawings += 1
    return chart.svg(id: "d\(drawings)")
  }
}
