import Comparisons
import Facts
import Mustache
import Serialization

/// The page: a `Report` turned into what the templates ask for.
///
/// Keys are looked up in the innermost value first and then outwards; the templates write a leading dot where an
/// absent key must mean "nothing" and not an outer value of the same name.
struct HTMLFace {
  typealias View = [String: Any]

  private let report: Report
  private var drawings = 0
  /// The dictionary numbers of the definitions that the page has, by id; only these become links.
  ///
  /// On paper the number stands behind the link, as the mark of a footnote.
  private var defined: [String: String] = [:]

  init(_ report: Report) {
    self.report = report
    for case .definitions(let all) in report.sections.flatMap(\.blocks) {
      for definition in all { defined[definition.id] = definition.number }
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

  static var style: String { String(decoding: PackageResources.style_css, as: UTF8.self) }

  /// What sorts and copies tables and hides cohorts; the page says all that it says without it, too.
  static var script: String { String(decoding: PackageResources.tables_js, as: UTF8.self) }

  private static var templates: [(String, String)] {
    [
      ("report", PackageResources.report_mustache), ("block", PackageResources.block_mustache),
      ("table", PackageResources.table_mustache),
    ].map { ($0.0, String(decoding: $0.1, as: UTF8.self)) }
  }

  static func anchor(_ metric: String) -> String {
    "def-"
      + String(
        metric.unicodeScalars.map { scalar in
          let isPlain =
            ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar)
            || ("A"..."Z").contains(scalar)
          return Character(isPlain ? scalar : "-")
        }
      )
  }

  private mutating func page() -> View {
    let header = report.header
    var view: View = [
      "style": Self.style, "style_hash": styleHash,
      "script": Self.script, "script_hash": scriptHash,
      "page_title": "Onpar: " + header.question, "run_parts": header.parts,
      "alarms": header.alarms, "question": header.question, "answer": header.answer,
      "has_headline": !report.headline.rows.isEmpty, "headline_note": report.headline.note,
      "version": plain(report.findings.run.version, limit: 60),
      "level": report.index.level,
      "dictionary": plain(report.findings.run.dictionaryVersion, limit: 60),
    ]
    view["headline_rows"] = report.headline.rows.map { headlineRow($0) }
    view["bot_side"] = report.headline.botSide.map {
      [
        "definition": Self.anchor($0.metric.id), "note": $0.metric.number,
        "title": $0.metric.title, "text": $0.text,
      ] as View
    }
    view["gates_line"] = report.gates?.line
    view["asides"] = header.asides.map { ["name": $0.name, "lines": $0.lines] as View }
    view["contents"] =
      report.sections.map { ["section_id": $0.id, "section_title": $0.title] as View }
      + [["section_id": "inputs", "section_title": "What was read"] as View]
    view["sections"] = report.sections.map { section($0) }
    view["input_table"] = report.inputs.table.map { table($0) }
    view["has_problems"] = !report.inputs.problems.isEmpty
    view["problems"] = report.inputs.problems
    return view
  }

  private mutating func headlineRow(_ row: HeadlineTable.Row) -> View {
    var view: View = [
      "definition": Self.anchor(row.metric.id), "note": row.metric.number, "title": row.title,
      "bot": row.bot, "human": row.human, "difference": row.difference, "verdict": row.verdict.word,
      "verdict_style": row.verdict.style, "verdict_shape": row.verdict.drawing,
      "plot": row.plot.map { draw($0) } ?? "",
    ]
    view["bot_basis"] = row.botBasis
    view["human_basis"] = row.humanBasis
    view["interval"] = row.interval
    view["remark"] = row.remark
    return view
  }

  private mutating func section(_ section: ReportSection) -> View {
    var view: View = [
      "section_id": section.id, "section_title": section.title, "section_answer": section.answer,
      "blocks": section.blocks.map { block($0) },
    ]
    view["leaves_out"] = section.leavesOut
    return view
  }

  private mutating func block(_ block: ReportSection.Block) -> View {
    switch block {
    case .paragraph(let text): ["paragraph": text]
    case .heading(let text): ["heading": text]
    case .findings(let findings):
      [
        "findings": findings.map { finding in
          // The verdict stands out, what is said of it does not.
          let end = finding.verdict.firstRange(of: ". ")
          var view: View = [
            "definition": Self.anchor(finding.metric.id), "note": finding.metric.number,
            "title": finding.metric.title,
            "verdict": String(finding.verdict[..<(end?.lowerBound ?? finding.verdict.endIndex)])
              + (end == nil ? "" : "."),
          ]
          view["verdict_rest"] = end.map { String(finding.verdict[$0.upperBound...]) }
          view["sentence"] = finding.sentence.isEmpty ? nil : finding.sentence
          view["caveat"] = finding.caveat
          return view
        }
      ]
    case .list(let items): ["list": ["items": items] as View]
    case .pairs(let pairs):
      ["pairs": ["items": pairs.map { ["name": $0.name, "text": $0.text] as View }] as View]
    case .table(let table): ["table": self.table(table)]
    case .tables(let tables): ["tables": ["items": tables.map { self.table($0) }] as View]
    case .charts(let charts):
      [
        "charts": ["items": charts.map { chartView($0) }]
          as View
      ]
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
    case .definitions(let all):
      ["definitions": ["items": all.map(Self.view)] as View]
    }
  }

  private static func view(_ definition: Definition) -> View {
    var view: View = [
      "definition": anchor(definition.id), "title": definition.title, "number": definition.number,
    ]
    switch definition {
    case .term(let term): view["formula"] = term.meaning
    case .metric(let metric): describe(metric, &view)
    }
    return view
  }

  private static func describe(_ metric: MetricDefinition, _ view: inout View) {
    view["name"] = metric.id
    view["formula"] = metric.formula
    view["ratio"] = metric.ratio
    view["edges"] = metric.edgeCases.isEmpty ? nil : metric.edgeCases
    view["reason"] = metric.reason.isEmpty ? nil : metric.reason
  }

  /// A link to a definition, as templates want it.
  private static func link(_ definition: Definition) -> View {
    [
      "definition": anchor(definition.id), "note": definition.number, "title": definition.title,
    ]
  }

  private mutating func table(_ table: ReportTable) -> View {
    var view: View = [
      "table_id": table.id, "caption": table.caption,
      "columns": table.columns.map { column in
        var view: View = ["column_title": column.title]
        view["column_class"] = column.ends != nil ? "drawn" : column.isNumeric ? "n" : nil
        view["ends"] = column.ends.map { ["left": $0.left, "right": $0.right] as View }
        view["column_cohort"] = column.cohort?.name
        return view
      },
    ]
    let body = table.rows.map { row($0, of: table) }
    view["body"] = body.isEmpty ? nil : body.joined(separator: "\n")
    if !table.groups.isEmpty {
      view["groups"] =
        [
          "items": table.groups.map {
            ["has_title": !$0.title.isEmpty, "group_title": $0.title, "span": $0.span] as View
          }
        ] as View
    }
    view["table_note"] = table.note
    if !table.definitions.isEmpty {
      view["defined"] = ["items": table.definitions.map(Self.link)] as View
    }
    view["is_stacked"] = table.isStacked
    let classes = [
      table.columns.contains { $0.ends != nil } ? "plotted" : nil,
      table.isStacked ? "stacked" : nil,
    ].compactMap(\.self)
    view["table_class"] = classes.isEmpty ? nil : classes.joined(separator: " ")
    return view
  }

  /// A row as it stands in the page.
  ///
  /// Not from a template: a report has thousands of cells, and looking up nine keys in each took three quarters of the
  /// time that a small report needs.
  ///
  /// Rows that are blocks on a phone say what they are, because such a layout takes a table's meaning away.
  private mutating func row(_ row: ReportTable.Row, of table: ReportTable) -> String {
    var html = row.isLast ? "<tr class=\"last\"" : "<tr"
    if table.isStacked { html += " role=\"row\"" }
    if let unit = row.unit { html += " data-unit=\"\(escapedForMarkup(unit.rawValue))\"" }
    html += ">"
    for (index, cell) in row.cells.enumerated() {
      let column = table.columns.indices.contains(index) ? table.columns[index] : nil
      html += index == 0 ? "<th scope=\"row\"" : "<td"
      if table.isStacked { html += index == 0 ? " role=\"rowheader\"" : " role=\"cell\"" }
      if column?.ends != nil {
        html += " class=\"drawn\""
      } else if column?.isNumeric == true, index > 0 {
        html += " class=\"n\""
      }
      if table.isStacked, index > 0, let title = column?.title, !title.isEmpty, !cell.text.isEmpty {
        html += " data-label=\"\(escapedForMarkup(title))\""
      }
      if let value = cell.value.finite { html += " data-value=\"\(formatted(value))\"" }
      html += ">"
      let text = escapedForMarkup(cell.text)
      if let definition = cell.definition, let note = defined[definition] {
        html += "<a href=\"#\(escapedForMarkup(Self.anchor(definition)))\""
        html += " data-note=\"\(escapedForMarkup(note))\">\(text)</a>"
      } else if let badge = cell.badge {
        html += "<span class=\"verdict \(escapedForMarkup(badge.style))\">"
        html += badge.drawing + text + "</span>"
      } else {
        html += text
      }
      if let plot = cell.plot { html += draw(plot) }
      // A reason is a phrase, which may be broken; an interval is not.
      let isReason = cell.text == NumberText.missing
      for line in [cell.second, cell.third] {
        guard let line, !line.isEmpty else { continue }
        html += isReason ? "<small class=\"why\">" : "<small>"
        html += "\(escapedForMarkup(line))</small>"
      }
      html += index == 0 ? "</th>" : "</td>"
    }
    return html + "</tr>"
  }

  private mutating func chartView(_ chart: Chart) -> View {
    var view: View = [
      "chart_title": chart.title, "chart": draw(chart), "defined": Self.link(chart.definition),
    ]
    view["subtitle"] = chart.subtitle
    return view
  }

  private mutating func curveView(_ chart: CurveChart) -> View {
    drawings += 1
    var view: View = [
      "chart_title": chart.title, "chart": chart.svg(id: "d\(drawings)"),
      "defined": Self.link(chart.definition),
    ]
    view["subtitle"] = chart.subtitle
    view["remarks"] = ["items": chart.remarks] as View
    return view
  }

  private mutating func gridView(_ grid: HourGrid) -> View {
    drawings += 1
    return [
      "chart_title": grid.title, "chart": grid.svg(id: "d\(drawings)"),
      "defined": Self.link(grid.definition),
    ]
  }

  private mutating func draw(_ plot: IntervalPlot) -> String {
    drawings += 1
    return plot.svg(id: "d\(drawings)")
  }

  private mutating func draw(_ chart: Chart) -> String {
    drawings += 1
    return chart.svg(id: "d\(drawings)")
  }
}
