import Comparisons
import Facts

/// The page: a `Report` written as HTML, from the first line to the last.
struct HTMLFace {
  let report: Report
  var html = MarkupWriter(capacity: 1 << 20)
  private var drawings = 0
  /// How links to the definitions that the page has begin, by id; nothing else in a cell becomes a link.
  ///
  /// On paper the dictionary number stands behind the link, as the mark of a footnote.
  private(set) var links: [String: MarkupWriter] = [:]

  init(_ report: Report) {
    self.report = report
    for case .definitions(let all) in report.sections.flatMap(\.blocks) {
      for definition in all {
        var link = MarkupWriter()
        link.beginLink(to: definition.id, note: definition.number)
        links[definition.id] = link
      }
    }
  }

  static func render(_ report: Report) -> [UInt8] {
    var face = HTMLFace(report)
    face.writePage()
    return face.html.bytes
  }

  /// What makes the ids inside of a drawing unique on the page.
  mutating func nextDrawing() -> String {
    drawings += 1
    return "d\(drawings)"
  }
}

extension MarkupWriter {
  /// Begins a link to a definition on the same page; `note` is its dictionary number.
  mutating func beginLink(to id: String, note: String) {
    self += "<a"
    attribute("href", "#" + anchor(id))
    attribute("data-note", note)
    self += ">"
  }

  /// Writes a link to a definition on the same page.
  mutating func link(to id: String, note: String, _ title: String) {
    beginLink(to: id, note: note)
    text(title)
    self += "</a>"
  }

  mutating func link(to metric: MetricDefinition, _ title: String) {
    link(to: metric.id, note: metric.number, title)
  }

  mutating func link(to definition: Definition) {
    link(to: definition.id, note: definition.number, definition.title)
  }
}

/// Where links to a definition lead; its id holds ASCII alone.
func anchor(_ id: String) -> String {
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
