/// A strict reader of the HTML that we write: every tag closed in order, every attribute quoted and
/// named once, every `&` an entity, every `<` a tag.
///
/// Stricter than HTML asks, so that nothing rests on a browser's repair.
struct Markup {
  struct Element {
    var name: String
    var attributes: [String: String]
    /// Text inside, without that of nested elements.
    var text = ""
    var depth: Int
    var parents: [String]
    /// Names of the direct children.
    var children: [String] = []
  }

  struct Fault: Error, CustomStringConvertible {
    var description: String
  }

  private(set) var elements: [Element] = []

  private static let void: Set<String> = ["meta", "br", "hr", "img", "link", "input"]

  init(_ page: String) throws {
    let text = Array(page.unicodeScalars)
    var open: [Int] = []
    var position = 0
    func rest(_ at: Int) -> String {
      var view = String.UnicodeScalarView()
      view.append(contentsOf: text[at..<min(at + 80, text.count)])
      return String(view)
    }
    func starts(_ what: String, _ at: Int) -> Bool {
      let want = Array(what.unicodeScalars)
      return at + want.count <= text.count && Array(text[at..<(at + want.count)]) == want
    }
    guard starts("<!DOCTYPE html>", 0) else { throw Fault(description: "no doctype") }
    position = "<!DOCTYPE html>".count
    while position < text.count {
      if text[position] != "<" {
        let scalar = text[position]
        if scalar == "&" { try Self.entity(text, position) }
        if scalar == ">", open.last.map({ elements[$0].name != "style" }) ?? true {
          throw Fault(description: "bare > at \(rest(position))")
        }
        if let last = open.last {
          elements[last].text.unicodeScalars.append(scalar)
        } else if !scalar.properties.isWhitespace {
          throw Fault(description: "text outside: \(rest(position))")
        }
        position += 1
        continue
      }
      if starts("</", position) {
        guard let end = text[position...].firstIndex(of: ">") else {
          throw Fault(description: "unclosed tag")
        }
        let name = String(String.UnicodeScalarView(text[(position + 2)..<end]))
        guard let last = open.popLast(), elements[last].name == name else {
          throw Fault(
            description: "</\(name)> closes \(open.last.map { elements[$0].name } ?? "nothing")"
          )
        }
        position = end + 1
        continue
      }
      position += 1
      var name = ""
      while position < text.count,
        text[position].properties.isAlphabetic || ("0"..."9").contains(text[position])
      {
        name.unicodeScalars.append(text[position])
        position += 1
      }
      guard !name.isEmpty else { throw Fault(description: "bare < at \(rest(position - 1))") }
      var attributes: [String: String] = [:]
      while position < text.count, text[position] == " " {
        position += 1
        var key = ""
        while position < text.count, text[position] != "=", text[position] != ">",
          text[position] != " "
        {
          key.unicodeScalars.append(text[position])
          position += 1
        }
        guard starts("=\"", position) else {
          throw Fault(description: "attribute \(key) in <\(name)>: \(rest(position))")
        }
        position += 2
        var value = ""
        while position < text.count, text[position] != "\"" {
          if text[position] == "&" { try Self.entity(text, position) }
          if text[position] == "<" { throw Fault(description: "< in attribute \(key)") }
          value.unicodeScalars.append(text[position])
          position += 1
        }
        position += 1
        guard attributes.updateValue(value, forKey: key) == nil else {
          throw Fault(description: "\(key) twice in <\(name)>")
        }
      }
      let parents = open.map { elements[$0].name }
      if let last = open.last { elements[last].children.append(name) }
      elements.append(
        Element(name: name, attributes: attributes, depth: open.count, parents: parents)
      )
      if starts("/>", position), parents.contains("svg") {
        position += 2
      } else if starts(">", position) {
        position += 1
        if !Self.void.contains(name) { open.append(elements.count - 1) }
        // A script is no markup until its end.
        while name == "script", !starts("</script>", position), position < text.count {
          elements[elements.count - 1].text.unicodeScalars.append(text[position])
          position += 1
        }
      } else {
        throw Fault(description: "<\(name) is not closed: \(rest(position))")
      }
    }
    guard open.isEmpty else {
      throw Fault(description: "left open: \(open.map { elements[$0].name })")
    }
  }

  func all(_ name: String) -> [Element] { elements.filter { $0.name == name } }

  private static func entity(_ text: [Unicode.Scalar], _ at: Int) throws {
    for entity in ["&lt;", "&gt;", "&amp;", "&quot;", "&#39;"] {
      let want = Array(entity.unicodeScalars)
      if at + want.count <= text.count, Array(text[at..<(at + want.count)]) == want { return }
    }
    throw Fault(
      description:
        "bare & at \(String(String.UnicodeScalarView(text[at..<min(at + 40, text.count)])))"
    )
  }
}
