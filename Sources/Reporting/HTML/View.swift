import Mustache

/// What a template shows, by name.
///
/// A name is looked up in the innermost view first and then outwards; templates write a leading dot where an absent
/// value must mean "nothing" and not an outer value of the same name.
struct View: MustacheParent, ExpressibleByDictionaryLiteral {
  // Few enough to be looked through, and never taken apart to find out what they hold.
  private var values: [(name: String, value: any TemplateValue)] = []

  /// What has no value is left out.
  init(dictionaryLiteral elements: (String, (any TemplateValue)?)...) {
    values.reserveCapacity(elements.count)
    for (name, value) in elements { set(name, value) }
  }

  mutating func set(_ name: String, _ value: (any TemplateValue)?) {
    if let value { values.append((name, value)) }
  }

  func child(named name: String) -> Any? {
    for index in values.indices where values[index].name == name { return values[index].value }
    return nil
  }
}

/// What a view can hold.
protocol TemplateValue {}

extension String: TemplateValue {}
extension Bool: TemplateValue {}
extension View: TemplateValue {}
extension Array: TemplateValue where Element: TemplateValue {}

/// Shown by three braces; an empty one is nothing.
extension MarkupWriter: TemplateValue, MustacheCustomRenderable {
  var renderText: String { String(decoding: bytes, as: UTF8.self) }
  var isNull: Bool { bytes.isEmpty }
}
