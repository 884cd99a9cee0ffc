/// Builds one inline SVG element.
///
/// Every text and attribute value is escaped on its way in, so nothing that is drawn can become
/// markup.
struct SVG {
  private(set) var markup = MarkupWriter()

  /// Draws one whole image with its words.
  ///
  /// - Parameters:
  ///   - id: Unique on the page; the title and the description take their ids from it.
  ///   - title: What the drawing shows, read out first.
  ///   - description: One sentence with the main numbers.
  ///   - width: In the units of the drawing, which are CSS pixels at full size.
  ///   - height: In the same units.
  ///   - name: The CSS class.
  ///   - body: Draws the content.
  /// - Returns: The element as markup.
  static func image(
    id: String,
    title: String,
    description: String,
    width: Double,
    height: Double,
    class name: String,
    body: (inout SVG) -> Void
  ) -> MarkupWriter {
    var svg = SVG()
    svg.element(
      "svg",
      [
        ("class", name), ("role", "img"), ("aria-labelledby", id + "-t"),
        ("aria-describedby", id + "-d"), ("width", number(width)), ("height", number(height)),
        ("viewBox", "0 0 " + number(width) + " " + number(height)),
      ]
    ) {
      $0.element("title", [("id", id + "-t")]) { $0.write(title) }
      $0.element("desc", [("id", id + "-d")]) { $0.write(description) }
      body(&$0)
    }
    return svg.markup
  }

  mutating func element(
    _ name: StaticString,
    _ attributes: [(StaticString, String)],
    _ body: (inout SVG) -> Void
  ) {
    open(name, attributes)
    markup += ">"
    body(&self)
    markup += "</"
    markup += name
    markup += ">"
  }

  /// An element without content.
  mutating func element(_ name: StaticString, _ attributes: [(StaticString, String)]) {
    open(name, attributes)
    markup += "/>"
  }

  private mutating func open(_ name: StaticString, _ attributes: [(StaticString, String)]) {
    markup += "<"
    markup += name
    for (key, value) in attributes { markup.attribute(key, value) }
  }

  mutating func write(_ content: String) { markup.text(plain(content, limit: 2000)) }

  mutating func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ name: String) {
    element(
      "line",
      [
        ("class", name), ("x1", Self.number(x1)), ("y1", Self.number(y1)), ("x2", Self.number(x2)),
        ("y2", Self.number(y2)),
      ]
    )
  }

  mutating func label(
    _ content: String,
    x: Double,
    y: Double,
    anchor: String = "start",
    _ name: String = "t"
  ) {
    element(
      "text",
      [("class", name), ("x", Self.number(x)), ("y", Self.number(y)), ("text-anchor", anchor)]
    ) { $0.write(content) }
  }

  mutating func rectangle(
    x: Double,
    y: Double,
    width: Double,
    height: Double,
    _ name: String
  ) {
    element(
      "rect",
      [
        ("class", name), ("x", Self.number(x)), ("y", Self.number(y)),
        ("width", Self.number(max(0, width))), ("height", Self.number(max(0, height))),
      ]
    )
  }

  mutating func path(_ points: [(Double, Double)], closed: Bool, _ name: String) {
    var data = ""
    for (index, point) in points.enumerated() {
      data += (index == 0 ? "M" : "L") + Self.number(point.0) + " " + Self.number(point.1)
    }
    element("path", [("class", name), ("d", data + (closed ? "Z" : ""))])
  }

  /// A coordinate with at most one decimal; what is not finite is drawn at zero.
  static func number(_ value: Double) -> String {
    guard value.isFinite, value.magnitude < 1e6 else { return "0" }
    let tenths = Int((value * 10).rounded())
    let sign = tenths < 0 ? "-" : ""
    let (whole, fraction) = tenths.magnitude.quotientAndRemainder(dividingBy: 10)
    return sign + String(whole) + (fraction == 0 ? "" : "." + String(fraction))
  }
}
