import Comparisons
import Facts
import Serialization

extension HTMLFace {
  mutating func writePage() {
    writeHead()
    html += "<body>\n<a class=\"skip\" href=\"#main\">Skip to the answer</a>\n"
    html += "<header class=\"top\">\n"
    html += "<p class=\"run\"><strong>Onpar</strong>"
    for part in report.header.parts {
      html += " <span>· "
      html.text(part)
      html += "</span>"
    }
    html += "</p>\n</header>\n<main id=\"main\">\n"
    for alarm in report.header.alarms {
      html += "<p class=\"alarm\"><strong>Warning.</strong> "
      html.text(alarm)
      html += "</p>\n"
    }
    html.element("h1", report.header.question)
    html.element("p", class: "answer", report.header.answer)
    if !report.headline.rows.isEmpty { writeHeadline() }
    writeAsides()
    writeContents()
    for section in report.sections { write(section) }
    writeInputs()
    html += "</main>\n"
    writeFoot()
  }

  private mutating func writeHead() {
    html += """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '
      """
    html.text(styleHash)
    html += "'; script-src '"
    html.text(scriptHash)
    html += """
      '; img-src data:; base-uri 'none'; form-action 'none'">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <meta name="referrer" content="no-referrer">

      """
    html.element("title", "Onpar: " + report.header.question)
    html += "<style>"
    html += MarkupWriter(PackageResources.style_css)
    html += "</style>\n</head>\n"
  }

  private mutating func writeHeadline() {
    html += """
      <div class="first">
      <table class="headline" role="table">
      <caption class="unseen">The five headline measures: bot, human, difference with its \

      """
    html.text(report.index.level)
    html += " interval, and verdict</caption>\n<thead role=\"rowgroup\"><tr role=\"row\">"
    html += "<th scope=\"col\" role=\"columnheader\">Measure</th>"
    html += "<th scope=\"col\" role=\"columnheader\" class=\"n\">Bot</th>"
    html += "<th scope=\"col\" role=\"columnheader\" class=\"n\">Human</th>"
    html += "<th scope=\"col\" role=\"columnheader\" class=\"n\">Difference</th>"
    html += "<th scope=\"col\" role=\"columnheader\" class=\"drawn\"><span class=\"ends\">"
    html += "<span>← people better</span><span>bot better →</span></span></th>"
    html += "<th scope=\"col\" role=\"columnheader\">Verdict</th></tr></thead>\n"
    html += "<tbody role=\"rowgroup\">\n"
    for row in report.headline.rows { write(row) }
    html += "</tbody>\n</table>\n"
    html.element("p", class: "note", report.headline.note)
    html += "</div>\n"
  }

  private mutating func write(_ row: HeadlineTable.Row) {
    html += "<tr role=\"row\">\n<th scope=\"row\" role=\"rowheader\">"
    html.link(to: row.metric, row.title)
    html += "</th>\n<td role=\"cell\" class=\"n bot-cell\"><span class=\"side\">bot</span> "
    html.inline("b", row.bot)
    html.small(row.botBasis)
    html += "</td>\n<td role=\"cell\" class=\"n human-cell\"><span class=\"side\">human</span> "
    html.inline("b", row.human)
    html.small(row.humanBasis)
    html += "</td>\n<td role=\"cell\" class=\"n difference-cell\">"
    html.inline("b", row.difference)
    html.small(row.interval.map { report.index.level + ": " + $0 })
    html += "</td>\n<td role=\"cell\" class=\"drawn\">"
    if let plot = row.plot { html += plot.svg(id: nextDrawing()) }
    html += "</td>\n<td role=\"cell\" class=\"verdict-cell\">"
    html.badge(row.verdict.style, row.verdict.drawing, row.verdict.word)
    html.small(row.remark)
    html += "</td>\n</tr>\n"
  }

  private mutating func writeAsides() {
    html += "<dl class=\"asides\">\n"
    if let line = report.gates?.line {
      html += "<div><dt><a href=\"#gates\">Gates</a></dt>"
      html.inline("dd", line)
      html += "</div>\n"
    }
    for line in report.headline.botSide {
      html += "<div><dt>"
      html.link(to: line.metric, line.metric.title)
      html += "</dt>"
      html.inline("dd", line.text)
      html += "</div>\n"
    }
    for aside in report.header.asides {
      html += "<div>"
      html.inline("dt", aside.name)
      for line in aside.lines { html.inline("dd", line) }
      html += "</div>\n"
    }
    html += "</dl>\n"
  }

  private mutating func writeContents() {
    html += "<nav aria-label=\"On this page\">\n<ol>\n"
    let entries = report.sections.map { ($0.id, $0.title) } + [("inputs", Self.inputsTitle)]
    for (id, title) in entries {
      html += "<li><a"
      html.attribute("href", "#" + id)
      html += ">"
      html.text(title)
      html += "</a></li>\n"
    }
    html += "</ol>\n</nav>\n"
  }

  private static let inputsTitle = "What was read"

  private mutating func writeInputs() {
    html += "<section id=\"inputs\" aria-labelledby=\"inputs-h\">\n<h2 id=\"inputs-h\">"
    html.text(Self.inputsTitle)
    html += "</h2>\n"
    if let table = report.inputs.table {
      write(table)
    } else {
      html += "<p class=\"lead\">No files were read.</p>\n"
    }
    if !report.inputs.problems.isEmpty {
      html += "<h3>First problems</h3>\n<ul>\n"
      for problem in report.inputs.problems { html.element("li", problem) }
      html += "</ul>\n"
    }
    html += "</section>\n"
  }

  private mutating func writeFoot() {
    html += "<footer>\n<p>Written by Onpar "
    html.text(plain(report.findings.run.version, limit: 60))
    html += ", metric dictionary "
    html.text(plain(report.findings.run.dictionaryVersion, limit: 60))
    html += """
      . This page needs no network. Its one script, below, sorts and copies tables and hides cohorts; without it \
      everything is here all the same. The figures with all their digits are in metrics.csv, comparison.csv, \
      curves.csv, weekly.csv and report.json beside it.</p>
      </footer>
      <script>
      """
    html += MarkupWriter(PackageResources.tables_js)
    html += "</script>\n</body>\n</html>\n"
  }
}
