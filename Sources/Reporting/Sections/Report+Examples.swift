import Comparisons
import Facts
import Serialization

/// What stands behind some of the findings, in the words of those who wrote.
extension Report {
  /// So many bytes of texts keep the page below 2 MB whatever else is in it.
  private static let mostTextBytes = 400_000

  /// Nil unless examples were asked for.
  static func exampleSection(_ findings: Findings) -> ReportSection? {
    guard !findings.examples.isEmpty else { return nil }
    let shown = findings.examples.reduce(0) { $0 + $1.exchanges.count }
    var section = ReportSection(
      id: "examples",
      title: "What did they write?",
      answer:
        "\(NumberText.count(shown, of: "exchange")), chosen by a hash of their ids and by nobody."
    )
    section.blocks.append(
      .paragraph(
        "The texts are redacted, which is no proof: a name, an address or a story that nobody expected may still stand "
          + "here. Treat this page as personal data, and do not publish it."
      )
    )
    var left = mostTextBytes
    var dropped = 0
    for (number, group) in findings.examples.enumerated() {
      let whose = CodeText.cohort(group.cohort).lowercased()
      let topic = group.topic.map {
        ", not resolved for good in \u{201C}" + plain($0, limit: 80) + "\u{201D}"
      }
      section.blocks.append(.heading(group.metric.title + (topic ?? "") + " (" + whose + ")"))
      section.blocks.append(
        .paragraph(
          "\(NumberText.count(group.exchanges.count)) of \(NumberText.count(group.contacts, of: "contact")). "
            + "A mark stands before what the figure rests on."
        )
      )
      for (place, exchange) in group.exchanges.enumerated() {
        let table = table(
          exchange,
          id: "example-\(number + 1)-\(place + 1)",
          number: place + 1,
          .metric(group.metric)
        )
        left -= table.rows.flatMap(\.cells).reduce(0) {
          $0 + escapedForMarkup($1.text).utf8.count + 80
        }
        if left >= 0 { section.blocks.append(.table(table)) } else { dropped += 1 }
      }
    }
    if dropped > 0 {
      section.blocks.append(
        .paragraph(
          "\(NumberText.count(dropped)) more exchanges are in report.json, which has them all."
        )
      )
    }
    section.leavesOut = "A few exchanges say what can happen, not how often; the figures say that."
    return section
  }

  private static func table(
    _ exchange: ExampleGroup.Exchange,
    id: String,
    number: Int,
    _ definition: Definition
  ) -> ReportTable {
    ReportTable(
      id: id,
      caption: "Exchange \(number): \(NumberText.count(exchange.lines.count)) of "
        + NumberText.count(exchange.messages, of: "message"),
      columns: [.init("Who", numeric: false), .init("What", numeric: false)],
      rows: exchange.lines.map { line in
        .init(cells: [
          .init((line.isDeciding ? "\u{25B8} " : "") + plain(line.role, limit: 20)),
          .init(line.text.map { plain($0, limit: 1000) } ?? "(no text)"),
        ])
      },
      definitions: [.term(.exchange), definition]
    )
  }
}

extension FindingsJSON {
  /// The exchanges of `--examples`; empty without it.
  static func examples(_ groups: [ExampleGroup], _ json: inout JSONWriter) {
    json.member(
      "examples",
      array: { json in
        for group in groups {
          json.object { json in
            json.member("metric", group.metric.id)
            json.member("cohort", group.cohort.name)
            json.member("topic", group.topic)
            json.member("contacts", group.contacts)
            json.member(
              "exchanges",
              array: { json in for exchange in group.exchanges { self.exchange(exchange, &json) } }
            )
          }
        }
      }
    )
  }

  private static func exchange(_ exchange: ExampleGroup.Exchange, _ json: inout JSONWriter) {
    json.object { json in
      json.member("messages", exchange.messages)
      json.member(
        "lines",
        array: { json in
          for line in exchange.lines {
            json.object { json in
              json.member("role", line.role)
              json.member("text", line.text)
              json.member("deciding", line.isDeciding)
            }
          }
        }
      )
    }
  }
}
