import Comparisons
import Foundation
import TestSupport
import Testing

@testable import Reporting

/// The page for each fixture, rendered once: the strange one takes a while in a debug build.
private let pages: [Fixture: String] = Dictionary(
  uniqueKeysWithValues: Fixture.allCases.map {
    ($0, String(decoding: Report($0.findings).render(.html), as: UTF8.self))
  }
)

struct PageTests {
  private func page(_ fixture: Fixture) throws -> String { try #require(pages[fixture]) }

  @Test(arguments: Fixture.allCases)
  func `the page is well formed to the letter`(fixture: Fixture) throws {
    let markup = try Markup(page(fixture))
    #expect(markup.all("section").count == 15)
  }

  @Test(arguments: Fixture.allCases)
  func `there is one question and headings go down one step at a time`(fixture: Fixture) throws {
    let markup = try Markup(page(fixture))
    #expect(markup.all("h1").count == 1)
    var level = 1
    for element in markup.elements where ["h1", "h2", "h3", "h4"].contains(element.name) {
      let next = try #require(Int(element.name.dropFirst()))
      #expect(next <= level + 1, "\(element.text)")
      level = next
    }
  }

  @Test(arguments: Fixture.allCases)
  func `every id is given once and every link and label finds its place`(fixture: Fixture) throws {
    let markup = try Markup(page(fixture))
    let ids = markup.elements.compactMap { $0.attributes["id"] }
    #expect(Set(ids).count == ids.count)
    for element in markup.elements {
      if let link = element.attributes["href"] {
        #expect(link.hasPrefix("#"))
        #expect(ids.contains(String(link.dropFirst())), "\(link)")
      }
      for key in ["aria-labelledby", "aria-describedby"] {
        if let id = element.attributes[key] { #expect(ids.contains(id), "\(id)") }
      }
    }
  }

  @Test(arguments: Fixture.allCases)
  func `every drawing says in words what it shows or is hidden from those who cannot see it`(
    fixture: Fixture
  ) throws {
    let markup = try Markup(page(fixture))
    for drawing in markup.all("svg") {
      if drawing.attributes["aria-hidden"] == "true" { continue }
      #expect(drawing.attributes["role"] == "img")
      #expect(drawing.children.prefix(2) == ["title", "desc"])
    }
    for words in markup.all("title") + markup.all("desc") { #expect(!words.text.isEmpty) }
  }

  @Test(arguments: Fixture.allCases)
  func `every table has a caption and every head cell a scope`(fixture: Fixture) throws {
    let markup = try Markup(page(fixture))
    for table in markup.all("table") { #expect(table.children.first == "caption") }
    for head in markup.all("th") { #expect(head.attributes["scope"] != nil) }
  }

  @Test(arguments: Fixture.allCases)
  func `every table and every drawing links to what defines its figures`(fixture: Fixture) throws {
    try expectDefinitions(page(fixture))
  }

  @Test func `so does the report of the sample`() throws {
    let path = Repository.root + "/Reports/report.html"
    try expectDefinitions(String(contentsOfFile: path, encoding: .utf8))
  }

  /// Cut at the ends of tables: a table's own links stand in it or in the line below it.
  private func expectDefinitions(_ page: String) throws {
    var seen = 0
    for tail in page.components(separatedBy: "<table ").dropFirst() {
      let name = String(tail.prefix(60))
      guard let end = tail.range(of: "</table>") else {
        Issue.record("no end: \(name)")
        continue
      }
      let rest = tail[end.upperBound...]
      let note =
        rest.range(of: "class=\"note defined\"").map { String(rest[$0.lowerBound...]) } ?? ""
      // Between a table and its own line stand only its end and its note.
      let gap = rest.range(of: "class=\"note defined\"").map { rest[..<$0.lowerBound] } ?? ""
      let own = gap.contains("<table ") || gap.contains("<h") ? "" : note.prefix { $0 != "\n" }
      #expect(
        tail[..<end.lowerBound].contains("href=\"#def-") || own.contains("href=\"#def-"),
        "\(name)"
      )
      seen += 1
    }
    #expect(seen == (try Markup(page)).all("table").count)
    for tail in page.components(separatedBy: "<figcaption>").dropFirst() {
      #expect(tail.hasPrefix("<a href=\"#def-"), "\(tail.prefix(60))")
    }
  }

  @Test(arguments: Fixture.allCases)
  func `the page runs no script but its own, asks for nothing and sets no style outside its sheet`(
    fixture: Fixture
  ) throws {
    let markup = try Markup(page(fixture))
    for name in ["iframe", "object", "link", "img", "form", "base", "a:href"] {
      #expect(markup.all(name).isEmpty)
    }
    #expect(
      markup.all("script").map(\.text) == [
        String(decoding: PackageResources.tables_js, as: UTF8.self)
      ]
    )
    for element in markup.elements {
      #expect(element.attributes["style"] == nil)
      #expect(element.attributes["src"] == nil)
      #expect(!element.attributes.keys.contains { $0.hasPrefix("on") })
    }
    let policy = markup.all("meta").compactMap { $0.attributes["content"] }
      .first { $0.contains("default-src") }
      .map { $0.replacingOccurrences(of: "&#39;", with: "'") }
    #expect(policy?.contains("default-src 'none'; style-src '\(styleHash)';") == true)
    #expect(policy?.contains("script-src '\(scriptHash)';") == true)
  }

  @Test func `names that try to be markup are shown as text`() throws {
    let markup = try Markup(page(.hostile))
    let words = markup.elements.map(\.text).joined(separator: "\n")
    #expect(words.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
    #expect(words.contains("{{question}} {{{style}}} {{&gt;report}}"))
    #expect(words.contains("&quot;\u{301} onmouseover=\u{301}&quot;alert(1)"))
    #expect(!words.unicodeScalars.contains("\u{202E}"))
    #expect(!words.unicodeScalars.contains("\u{1B}"))
  }

  @Test func `eighty topics with endless names stay under two megabytes and say what is left out`()
    throws
  {
    let text = try page(.hostile)
    #expect(text.utf8.count < 2_000_000)
    #expect(text.contains("comparison.csv has them all"))
    #expect(text.contains("run.json, which has them all"))
  }

  @Test(arguments: Fixture.allCases)
  func `no figure reads as something that is not a number`(fixture: Fixture) throws {
    let markup = try Markup(page(fixture))
    let names = Fixture.attacks.joined()
    for element in markup.elements where !["style", "script"].contains(element.name) {
      let words = element.text.lowercased().split { !$0.isLetter }
      for bad in ["nan", "inf", "infinity", "nil", "null", "optional"] where !names.contains(bad) {
        #expect(!words.contains(Substring(bad)), "\(element.text)")
      }
    }
  }

  @Test func `an alert says by how much, of how many, on which side and for whom it is bad`() throws
  {
    let words = try page(.botWorse)
    let alert = try #require(words.range(of: "Alert: "))
    let line = words[alert.upperBound...].prefix { $0 != "<" }
    #expect(line.contains("below its limits of 50.0 to 70.0"), "\(line)")
    #expect(line.hasSuffix("which is worse."), "\(line)")
    #expect(line.contains(" of 3\u{202F}300) in the week from "), "\(line)")
  }

  @Test func `a hollow week says why it is hollow`() throws {
    let words = try page(.botWorse)
    #expect(words.contains("no: the week is not all there"))
  }

  @Test func `an incomplete run says so before it answers`() throws {
    let text = try page(.notComparable)
    let alarm = try #require(text.range(of: "class=\"alarm\""))
    let question = try #require(text.range(of: "<h1>"))
    #expect(alarm.lowerBound < question.lowerBound)
    #expect(!(try page(.botWorse)).contains("class=\"alarm\""))
  }

  @Test func `hybrids have columns of their own and the choice of cohorts is explained`() throws {
    let text = try page(.botWorse)
    #expect(text.contains(">Bot, then human</th>"))
    #expect(text.contains(">Human, then bot</th>"))
    #expect(text.contains("Bot only against human only is never a headline"))
  }

  @Test func `sections without anything to say shrink to a line that says why`() throws {
    let text = try page(.empty)
    #expect(text.contains("No ratings in this export."))
    #expect(text.contains("No topics: the export does not say what contacts are about."))
    #expect(text.utf8.count < 40_000)
  }

  @Test(
    arguments: [
      (
        "style.css", styleHash,
        "<style>" + String(decoding: PackageResources.style_css, as: UTF8.self) + "</style>"
      ),
      (
        "tables.js", scriptHash,
        "<script>" + String(decoding: PackageResources.tables_js, as: UTF8.self) + "</script>"
      ),
    ]
  )
  func `the hash in the policy is that of the file, which the page holds letter by letter`(
    file: String,
    hash: String,
    element: String
  ) throws {
    #expect(try page(.botWorse).contains(element))
    let python = Process()
    python.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    python.arguments = [
      "python3", "-c",
      "import base64,hashlib,sys; print(base64.b64encode(hashlib.sha256(open(sys.argv[1],'rb').read()).digest()).decode(),end='')",
      Repository.root + "/Sources/Reporting/Assets/" + file,
    ]
    let pipe = Pipe()
    python.standardOutput = pipe
    try python.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    python.waitUntilExit()
    guard python.terminationStatus == 0 else {
      print("no python3 here; the hash of \(file) is not checked")
      return
    }
    #expect("sha256-" + String(decoding: output, as: UTF8.self) == hash)
  }

  @Test(arguments: Fixture.allCases)
  func `each definition is folded under its name, which is what links lead to`(
    fixture: Fixture
  ) throws {
    let markup = try Markup(page(fixture))
    let folds = markup.elements.filter { $0.attributes["class"] == "definition" }
    for fold in folds {
      #expect(fold.name == "details" && fold.children.first == "summary")
      #expect(fold.attributes["id"]?.hasPrefix("def-") == true)
      #expect(fold.attributes["open"] == nil)
    }
    let links = Set(markup.all("a").compactMap { $0.attributes["href"] }).filter {
      $0.hasPrefix("#def-")
    }
    #expect(Set(folds.compactMap { $0.attributes["id"].map { "#" + $0 } }).isSuperset(of: links))
  }

  @Test func `a time can be sorted by its seconds, and rows say in what they count`() throws {
    let markup = try Markup(page(.botWorse))
    let values = markup.all("td").compactMap { $0.attributes["data-value"] }
    #expect(!values.isEmpty)
    for value in values { #expect(Double(value)?.isFinite == true) }
    let units = Set(markup.all("tr").compactMap { $0.attributes["data-unit"] })
    #expect(units.isSuperset(of: ["seconds", "proportion"]))
    let cohorts = Set(markup.all("th").compactMap { $0.attributes["data-cohort"] })
    #expect(
      cohorts == [
        "bot_first", "human_first", "bot_only", "human_only", "bot_to_human", "human_to_bot",
      ]
    )
  }

  @Test func `what was looked for and not met is named in a line, not in rows of zeros`() throws {
    var findings = Fixture.botWorse.findings
    findings.quality.leftOut = [("outbound", 3), ("test", 0), ("spam", 0)]
    findings.quality.clocks = [("undated", 0)]
    let words = String(decoding: Report(findings).render(.html), as: UTF8.self)
    #expect(words.contains("None: test, spam."))
    #expect(words.contains("None were met: clock faults."))
    #expect(!words.contains(">test</th>"))
  }
}
