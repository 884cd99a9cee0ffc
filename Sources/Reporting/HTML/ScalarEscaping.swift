import Mustache

/// Escapes what a template shows, scalar by scalar.
///
/// Every template begins by asking for it.
///
/// Mustache's own rule compares whole characters, so a quotation mark followed by a combining mark would pass it
/// unescaped; see `escapedForMarkup`.
struct ScalarEscaping: MustacheContentType {
  static let name = "ONPAR"

  func escapeText(_ text: String) -> String { escapedForMarkup(text) }
}
