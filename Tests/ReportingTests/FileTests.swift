import Comparisons
import Facts
import Foundation
import TestSupport
import Testing

@testable import Reporting

struct FileTests {
  private func text(_ findings: Findings, _ file: ReportFile) -> String {
    String(decoding: Report(findings).render(file), as: UTF8.self)
  }

  @Test(arguments: Fixture.allCases, ReportFile.allCases.filter { $0.rawValue.hasSuffix(".csv") })
  func `every row of a table has as many cells as its head`(
    fixture: Fixture,
    file: ReportFile
  ) throws {
    let rows = try Table.rows(text(fixture.findings, file))
    let head = try #require(rows.first)
    #expect(Set(head).count == head.count)
    for row in rows { #expect(row.count == head.count) }
  }

  @Test func `metrics has a row for every summary and a reason for every missing value`() throws {
    let findings = Fixture.hostile.findings
    let rows = try Table.rows(text(findings, .metrics))
    #expect(rows.count == findings.summaries.count + 1)
    let value = try #require(rows[0].firstIndex(of: "value"))
    let reason = try #require(rows[0].firstIndex(of: "null_reason"))
    for row in rows.dropFirst() { #expect(row[value].isEmpty == !row[reason].isEmpty) }
  }

  @Test func `every code that the report has words for is explained where the columns are`() throws
  {
    let root = Repository.root + "/Docs/"
    let text = try ["Columns.md", "Facts/Contacts.md"]
      .map { try String(contentsOfFile: root + $0, encoding: .utf8) }.joined()
    // Of the steps from conversations to contacts the page itself is the table.
    let steps = [
      "conversations_read", "duplicate_conversations", "duplicate_messages", "joins", "splits",
      "contacts",
    ]
    for code in CodeText.codes where !steps.contains(code) {
      #expect(text.contains("`\(code)`"), "\(code)")
    }
  }

  @Test func `every code in the tables of the sample is explained`() throws {
    let text = try String(
      contentsOfFile: Repository.root + "/Docs/Columns.md",
      encoding: .utf8
    )
    var codes: Set<String> = []
    for file in ["metrics.csv", "comparison.csv", "curves.csv", "weekly.csv"] {
      let rows = try Table.rows(
        String(contentsOfFile: Repository.root + "/Reports/" + file, encoding: .utf8)
      )
      let head = try #require(rows.first)
      let places = head.indices.filter { place in
        ["reason", "warnings", "case_mix_class", "excluded", "statistic"].contains(head[place])
          || head[place].hasSuffix("null_reason")
      }
      for row in rows.dropFirst() {
        for cell in places.map({ row[$0] }) {
          for part in cell.split(separator: ";") {
            codes.insert(String(part.prefix { $0 != ":" }))
          }
        }
      }
    }
    #expect(codes.count > 20)
    for code in codes.sorted() { #expect(text.contains("`\(code)`"), "\(code)") }
  }

  @Test func `metrics keeps the columns that others rely on`() throws {
    let head = try #require(try Table.rows(text(Fixture.empty.findings, .metrics)).first)
    #expect(
      head == [
        "period_start", "period", "period_complete", "cohort", "metric", "number", "statistic",
        "value", "lower", "upper", "numerator", "denominator", "customers", "null_reason",
        "evidence", "evidence_explicit", "evidence_event", "evidence_inferred",
        "evidence_heuristic", "unit", "excluded",
      ]
    )
  }

  @Test func `metrics writes weeks as ISO dates and keeps counts whole`() throws {
    let rows = try Table.rows(text(Fixture.botWorse.findings, .metrics))
    let week = try #require(
      rows.first { $0[1] == "week" && $0[3] == "bot_first" && $0[4] == "durable_resolution_rate" }
    )
    // 20 514 days after 1970-01-01, by `date -u -d @$((20514*86400)) +%F`.
    #expect(week[0] == "2026-03-02")
    #expect(week[2] == "true")
    #expect(Int(week[10]) != nil)
    #expect(Int(week[11]) == 3300)
    let whole = try #require(rows.first { $0[1] == "whole" && $0[3] == "bot_first" })
    #expect(whole[14] == "inferred")
    #expect(whole[20] == "open_censored:120;unknown_customer:340")
  }

  @Test func `comparison has a row for every comparison and every topic`() throws {
    let findings = Fixture.hostile.findings
    let rows = try Table.rows(text(findings, .comparison))
    let families = rows.dropFirst().map { $0[0] }
    #expect(families.count { $0 == "headline" } == 5)
    #expect(families.count { $0 == "secondary" } == findings.secondary.count)
    #expect(families.count { $0 == "topic" } == 80)
  }

  @Test func `a topic that a spreadsheet would run is made harmless`() throws {
    let rows = try Table.rows(text(Fixture.hostile.findings, .comparison))
    for row in rows {
      for cell in row where cell.hasPrefix("=") || cell.hasPrefix("@") { Issue.record("\(cell)") }
    }
    #expect(rows.contains { $0[1].hasPrefix("'=cmd") })
  }

  @Test func `weekly has a row for every week and cohort with figures`() throws {
    let rows = try Table.rows(text(Fixture.botWorse.findings, .weekly))
    #expect(rows.count == 1 + 8 * 2)
    let column = try #require(rows[0].firstIndex(of: "durable_resolution_rate"))
    #expect(rows[0].contains("first_response_time_p50_s"))
    for row in rows.dropFirst() { #expect(Double(row[column]) != nil) }
    #expect(rows.last?[1] == "false")
  }

  @Test(arguments: Fixture.allCases, [ReportFile.json, .run])
  func `another program reads the JSON`(fixture: Fixture, file: ReportFile) throws {
    let object = try JSONSerialization.jsonObject(with: Data(Report(fixture.findings).render(file)))
    let members = try #require(object as? [String: Any])
    #expect(members["schema"] as? String == (file == .json ? "onpar-report/1" : "onpar-run/1"))
    let inputs = try #require(members["inputs"] as? [String: Any])
    #expect((inputs["files"] as? [Any])?.count == fixture.findings.run.inputs.count)
  }

  @Test func `records read are those used and those set aside, by reason`() throws {
    let object = try JSONSerialization.jsonObject(
      with: Data(Report(Fixture.botWorse.findings).render(.run))
    )
    let records = try #require((object as? [String: Any])?["records"] as? [String: Any])
    let aside = try #require(records["set_aside"] as? [[String: Any]])
    #expect(records["read"] as? Int == 48_516)
    #expect(records["used"] as? Int == 48_301)
    #expect(aside.compactMap { $0["count"] as? Int }.reduce(0, +) == 215)
  }

  @Test(arguments: ReportFile.allCases)
  func `data in other files gives the same report apart from the list of inputs`(file: ReportFile) {
    let findings = Fixture.botWorse.findings
    var other = findings
    other.run.inputs = [
      .init(name: "all-in-one.ndjson", bytes: 1, format: "ndjson", records: 48_516)
    ]
    other.quality.problems = ["all-in-one.ndjson:9: something else"]
    let marks: (String, String)? =
      switch file {
      case .html: ("<section id=\"inputs\"", "</main>")
      case .markdown: ("<a id=\"inputs\"></a>", "<!-- end of inputs -->")
      case .json, .run: ("\n \"inputs\": {", "\n }\n}")
      default: nil
      }
    let (first, second) = (text(findings, file), text(other, file))
    guard let marks else {
      #expect(first == second)
      return
    }
    #expect(first != second)
    #expect(Self.without(first, marks) == Self.without(second, marks))
  }

  private static func without(_ text: String, _ marks: (String, String)) -> [Substring]? {
    guard let start = text.range(of: marks.0),
      let end = text.range(of: marks.1, range: start.upperBound..<text.endIndex)
    else { return nil }
    return [text[..<start.lowerBound], text[end.upperBound...]]
  }

  @Test(arguments: Fixture.allCases, [ReportFile.metrics, .comparison, .weekly])
  func `tables never name an input`(fixture: Fixture, file: ReportFile) {
    var findings = fixture.findings
    findings.run.inputs = [.init(name: "secret-name.csv", bytes: 1, format: "csv", records: 1)]
    findings.quality.problems = ["secret-name.csv:1: broken"]
    #expect(!text(findings, file).contains("secret-name"))
  }

  @Test(arguments: Fixture.allCases, ReportFile.allCases)
  func `the same findings give the same bytes`(fixture: Fixture, file: ReportFile) {
    #expect(Report(fixture.findings).render(file) == Report(fixture.findings).render(file))
  }

  @Test(arguments: Fixture.allCases)
  func `the short report has at most sixty lines and no markup of strangers`(fixture: Fixture) {
    let lines = text(fixture.findings, .markdown).split(
      separator: "\n",
      omittingEmptySubsequences: false
    )
    #expect(lines.count <= 60)
    let words = lines.joined(separator: "\n")
    #expect(!words.contains("<script"))
    #expect(!words.contains("[click]"))
    #expect(!words.contains("@everyone"))
    for line in lines where line.hasPrefix("| ") {
      let bars = line.replacingOccurrences(of: "\\|", with: "").filter { $0 == "|" }.count
      #expect(bars == 6, "\(line)")
    }
  }

  @Test func `the short report says what the exports cannot tell, and how much more there is`() {
    var findings = Fixture.botWorse.findings
    findings.quality.blindSpots = (1...7).map { "desk: gap \($0)." }
    let words = text(findings, .markdown)
    #expect(
      words.contains(
        " set aside. What these exports cannot tell: desk: gap 1. desk: gap 2. desk: gap 3. desk: gap 4. "
          + "desk: gap 5. And 2 more, in report.html.\n"
      )
    )
    findings.quality.blindSpots = []
    #expect(!text(findings, .markdown).contains("cannot tell"))
  }

  @Test(arguments: Fixture.allCases)
  func `the end of a run is five aligned lines without colour unless asked`(fixture: Fixture) {
    let report = Report(fixture.findings)
    let lines = report.terminalSummary(color: false).split(separator: "\n")
    #expect(lines.count == 5)
    for line in lines {
      let second = line.dropFirst(9).prefix(2)
      #expect(second.first == " " && second.last != " ", "\(line)")
    }
    #expect(!report.terminalSummary(color: false).contains("\u{1B}"))
    #expect(report.terminalSummary(color: true).contains("\u{1B}[1m"))
  }
}

/// Rows and cells after RFC 4180.
private enum Table {
  struct Fault: Error {}

  static func rows(_ text: String) throws -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var cell = String.UnicodeScalarView()
    var isQuoted = false
    var scalars = text.unicodeScalars.makeIterator()
    var pending: Unicode.Scalar?
    while let scalar = pending ?? scalars.next() {
      pending = nil
      if isQuoted {
        guard scalar == "\"" else {
          cell.append(scalar)
          continue
        }
        pending = scalars.next()
        if pending == "\"" {
          cell.append("\"")
          pending = nil
        } else {
          isQuoted = false
        }
      } else if scalar == "\"", cell.isEmpty {
        isQuoted = true
      } else if scalar == "," {
        row.append(String(cell))
        cell = .init()
      } else if scalar == "\r" {
        guard scalars.next() == "\n" else { throw Fault() }
        rows.append(row + [String(cell)])
        row = []
        cell = .init()
      } else {
        cell.append(scalar)
      }
    }
    guard row.isEmpty, cell.isEmpty else { throw Fault() }
    return rows
  }
}
