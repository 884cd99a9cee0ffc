import Foundation

/// What a page or a Markdown report shows to people: its sentences, the words of its drawings, and its rows of figures.
///
/// Definitions, parameters, checks on public corpora and the list of inputs are the same for any contacts, and left out.
struct ShownText {
  struct Row {
    /// The metric that the first cell links to.
    var metric: String
    /// Title of the column and text of the cell.
    var cells: [(column: String, text: String)]
    /// What the row's drawings say of themselves.
    var drawings: [String]
  }

  private(set) var sentences: [String] = []
  private(set) var rows: [Row] = []
  /// Cells of all tables.
  private(set) var cells: [String] = []

  /// Elements that end a sentence.
  private static let blocks: Set<String> = [
    "p", "li", "dd", "dt", "h1", "h2", "h3", "summary", "caption", "figcaption", "title", "desc",
  ]

  init(markdown: String) {
    let text = Self.cut(markdown, "<a id=\"inputs\"></a>", "<!-- end of inputs -->")
    for line in text.split(separator: "\n") {
      guard line.hasPrefix("|") else {
        sentences.append(line.replacingOccurrences(of: "\\", with: ""))
        continue
      }
      cells += line.split(separator: "|").map(String.init)
    }
  }

  init(page: String) {
    var text = Self.cut(page, "<style>", "</style>")
    text = Self.cut(text, "<script>", "</script>")
    text = Self.cut(text, "<section id=\"inputs\"", "</section>")
    text = Self.cut(text, "<div class=\"definitions\">", "</section>")
    for id in ["parameters", "detectors-checks"] {
      text = Self.cut(text, "<table id=\"\(id)\"", "</table>")
    }
    read(text)
  }

  private static func cut(_ text: String, _ start: String, _ end: String) -> String {
    guard let first = text.range(of: start),
      let last = text.range(of: end, range: first.upperBound..<text.endIndex)
    else { return text }
    return String(text[..<first.lowerBound]) + String(text[last.upperBound...])
  }

  private mutating func read(_ page: String) {
    var columns: [String] = []
    var isHead = false
    var row: Row?
    var cell: String?
    var sentence = ""
    for piece in page.components(separatedBy: "<").dropFirst() {
      let parts = piece.split(separator: ">", maxSplits: 1, omittingEmptySubsequences: false)
      let tag = String(parts[0])
      let words = Self.plain(parts.count > 1 ? String(parts[1]) : "")
      let name = String(tag.prefix { $0 != " " })
      let isDrawing = ["title", "desc", "/title", "/desc"].contains(name)
      switch name {
      case "thead": (isHead, columns) = (true, [])
      case "/thead": isHead = false
      case "tr":
        if isHead { columns = [] }
        row = isHead ? nil : Row(metric: "", cells: [], drawings: [])
      case "/tr":
        if let row, !row.metric.isEmpty { rows.append(row) }
        row = nil
      case "td", "th": cell = ""
      case "/td", "/th":
        guard let text = cell else { break }
        if isHead {
          columns.append(text)
        } else if let count = row?.cells.count {
          row?.cells.append((columns.indices.contains(count) ? columns[count] : "", text))
          cells.append(text)
        }
        cell = nil
      case "a" where cell != nil && row?.cells.isEmpty == true:
        if let link = tag.range(of: "href=\"#def-") {
          let metric = tag[link.upperBound...].prefix { $0 != "\"" }
          row?.metric = metric.replacingOccurrences(of: "-", with: "_")
        }
      default: break
      }
      if isDrawing || (cell == nil && Self.blocks.contains(Self.bare(name))) {
        let said = sentence.trimmingCharacters(in: .whitespacesAndNewlines)
        if !said.isEmpty {
          sentences.append(said)
          if name.hasPrefix("/"), isDrawing { row?.drawings.append(said) }
        }
        sentence = ""
      }
      if isDrawing, !name.hasPrefix("/") {
        sentence = words
      } else if cell != nil, !isDrawing {
        cell? += " " + words
      } else {
        sentence += words
      }
    }
  }

  private static func bare(_ name: String) -> String {
    name.hasPrefix("/") ? String(name.dropFirst()) : name
  }

  private static func plain(_ text: String) -> String {
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")].reduce(text) {
      $0.replacingOccurrences(of: $1.0, with: $1.1)
    }
  }
}

/// A number in a text, with what stands on both sides of it.
struct ShownNumber {
  var value: Double
  /// As it was written: `9.5` has one decimal.
  var decimals: Int
  var before: String
  var after: String

  /// All numbers of a text; narrow spaces stand between thousands.
  static func all(in text: String) -> [ShownNumber] {
    var numbers: [ShownNumber] = []
    let characters = Array(text)
    func isDigit(_ place: Int) -> Bool {
      characters.indices.contains(place) && ("0"..."9").contains(characters[place])
    }
    var place = 0
    while place < characters.count {
      guard isDigit(place) else {
        place += 1
        continue
      }
      let start = place
      var digits = ""
      while place < characters.count {
        let isPoint = characters[place] == "." && !digits.contains(".")
        if isDigit(place) || (isPoint && isDigit(place + 1)) {
          digits.append(characters[place])
        } else if characters[place] != "\u{202F}" || !isDigit(place + 1) {
          break
        }
        place += 1
      }
      numbers.append(
        ShownNumber(
          value: Double(digits) ?? .nan,
          decimals: digits.split(separator: ".").dropFirst().first?.count ?? 0,
          before: String(characters[max(0, start - 24)..<start]),
          after: String(characters[place...].prefix(24))
        )
      )
    }
    return numbers
  }
}
