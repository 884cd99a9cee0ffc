/// A piece of a page in the syntax of Mustache, as far as the page needs it; read once, filled often.
///
/// `{{name}}` shows a text, escaped; `{{{name}}}` shows markup, which a view holds as such. What stands between
/// `{{#name}}` and `{{/name}}` is shown for every member of a list, once for any other value, and for a flag when it is
/// set; between `{{^name}}` and `{{/name}}`, when that would show nothing. `{{>name}}` is another template, filled with
/// the same values. A tag alone on its line takes the line with it, unless it shows something itself.
///
/// A name is looked up in the innermost view and then outwards. With a leading dot it is looked up in the innermost
/// alone, so that an absent value means "nothing"; a dot by itself is the innermost value.
struct Template: Sendable {
  enum Part: Sendable {
    case markup(ArraySlice<UInt8>)
    /// A text to be escaped.
    case text(Name)
    /// Markup that was written elsewhere.
    case value(Name)
    indirect case section(Name, isInverted: Bool, [Part])
    case template(String)
  }

  struct Name: Sendable, Equatable {
    /// Empty for the innermost value itself.
    var text: String
    var isInner: Bool
  }

  let parts: [Part]

  /// - Parameter bytes: The template. A broken one stops the program, because all are part of it.
  init(_ bytes: [UInt8]) {
    var reader = Reader(bytes)
    parts = reader.parts(of: nil)
  }
}

extension Template {
  private struct Reader {
    private let bytes: [UInt8]
    private var place = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Reads to the end of a section, or to the end of all.
    mutating func parts(of section: Name?) -> [Part] {
      var parts: [Part] = []
      while true {
        guard let open = next(UInt8(ascii: "{"), from: place) else {
          precondition(section == nil, "a section of a template is not closed")
          if place < bytes.count { parts.append(.markup(bytes[place...])) }
          return parts
        }
        if place < open { parts.append(.markup(bytes[place..<open])) }
        let sign = bytes[open + 2]
        let isMarkup = sign == UInt8(ascii: "{")
        let start = open + ("{#^/>".utf8.contains(sign) ? 3 : 2)
        guard let end = next(UInt8(ascii: "}"), from: start) else {
          preconditionFailure("a tag of a template is not closed")
        }
        let text = String(decoding: bytes[start..<end], as: UTF8.self)
        let isInner = text.first == "."
        let name = Name(text: isInner ? String(text.dropFirst()) : text, isInner: isInner)
        place = end + (isMarkup ? 3 : 2)
        switch sign {
        case UInt8(ascii: "#"), UInt8(ascii: "^"):
          takeLine(from: open)
          parts.append(
            .section(name, isInverted: sign == UInt8(ascii: "^"), self.parts(of: name))
          )
        case UInt8(ascii: "/"):
          precondition(name == section, "a template closes \(text), which is not open")
          takeLine(from: open)
          return parts
        case UInt8(ascii: ">"):
          takeLine(from: open)
          parts.append(.template(text))
        default: parts.append(isMarkup ? .value(name) : .text(name))
        }
      }
    }

    /// Passes over the end of the line when nothing else stands on it than the tag that began at a place.
    private mutating func takeLine(from open: Int) {
      let newline = UInt8(ascii: "\n")
      let isFirst = open == 0 || bytes[open - 1] == newline
      if isFirst, place < bytes.count, bytes[place] == newline { place += 1 }
    }

    /// Where a sign next stands twice.
    private func next(_ sign: UInt8, from start: Int) -> Int? {
      (start..<max(start, bytes.count - 1)).first {
        bytes[$0] == sign && bytes[$0 + 1] == sign
      }
    }
  }
}

/// What a template shows, by name.
struct View: Sendable, ExpressibleByDictionaryLiteral {
  // Few enough to be looked through.
  private var values: [(name: String, value: TemplateValue)] = []

  /// What has no value is left out.
  init(dictionaryLiteral elements: (String, any TemplateValueConvertible)...) {
    values.reserveCapacity(elements.count)
    for (name, value) in elements { set(name, value) }
  }

  mutating func set(_ name: String, _ value: any TemplateValueConvertible) {
    if let value = value.templateValue { values.append((name, value)) }
  }

  subscript(name: String) -> TemplateValue? {
    for index in values.indices where values[index].name == name { return values[index].value }
    return nil
  }
}

/// One thing that a template shows.
enum TemplateValue: Sendable {
  case text(String)
  case markup(MarkupWriter)
  case flag(Bool)
  case view(View)
  case list([TemplateValue])
}

/// What a view can hold.
protocol TemplateValueConvertible {
  /// Nil when there is nothing to show.
  var templateValue: TemplateValue? { get }
}

extension String: TemplateValueConvertible {
  var templateValue: TemplateValue? { .text(self) }
}

extension MarkupWriter: TemplateValueConvertible {
  var templateValue: TemplateValue? { bytes.isEmpty ? nil : .markup(self) }
}

extension Bool: TemplateValueConvertible {
  var templateValue: TemplateValue? { .flag(self) }
}

extension View: TemplateValueConvertible {
  var templateValue: TemplateValue? { .view(self) }
}

extension Array: TemplateValueConvertible where Element: TemplateValueConvertible {
  var templateValue: TemplateValue? { .list(compactMap(\.templateValue)) }
}

extension Optional: TemplateValueConvertible where Wrapped: TemplateValueConvertible {
  var templateValue: TemplateValue? { self?.templateValue }
}

/// Fills templates.
struct TemplateWriter {
  private(set) var page = MarkupWriter(capacity: usualSize)
  private let templates: [String: Template]
  /// The values of the sections that are open, innermost last.
  private var open: [TemplateValue]

  /// Most pages are smaller, so that they are not copied while they grow.
  private static let usualSize = 1 << 20

  /// - Parameters:
  ///   - templates: By the names with which they refer to each other.
  ///   - view: What all names are looked up in.
  init(_ templates: [String: Template], _ view: View) {
    self.templates = templates
    open = [.view(view)]
  }

  mutating func write(_ name: String) {
    guard let template = templates[name] else {
      preconditionFailure("there is no template \(name)")
    }
    write(template.parts)
  }

  private mutating func write(_ parts: [Template.Part]) {
    for part in parts {
      switch part {
      case .markup(let markup): page.append(markup)
      case .text(let name):
        if case .text(let text)? = value(of: name) { page.text(text) }
      case .value(let name):
        if case .markup(let markup)? = value(of: name) { page.append(markup.bytes[...]) }
      case .section(let name, let isInverted, let parts):
        let value = value(of: name)
        if isInverted {
          if isNothing(value) { write(parts) }
        } else {
          write(parts, for: value)
        }
      case .template(let name): write(name)
      }
    }
  }

  private mutating func write(_ parts: [Template.Part], for value: TemplateValue?) {
    switch value {
    case nil, .flag(false): break
    case .flag(true): write(parts)
    case .list(let members): for member in members { write(parts, within: member) }
    case .some(let value): write(parts, within: value)
    }
  }

  private mutating func write(_ parts: [Template.Part], within value: TemplateValue) {
    open.append(value)
    write(parts)
    open.removeLast()
  }

  private func isNothing(_ value: TemplateValue?) -> Bool {
    switch value {
    case nil, .flag(false): true
    case .list(let members): members.isEmpty
    default: false
    }
  }

  private func value(of name: Template.Name) -> TemplateValue? {
    if name.text.isEmpty { return open.last }
    for value in open.reversed() {
      if case .view(let view) = value, let found = view[name.text] { return found }
      if name.isInner { break }
    }
    return nil
  }
}
