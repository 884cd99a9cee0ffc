/// What becomes of the decompressed bytes before they are handed over.
package enum TextHandling: Sendable, Hashable {
  /// A byte order mark is dropped, UTF-16 and UTF-32 become UTF-8; without a mark the zero bytes among the
  /// first four tell them. UTF-8 passes through unchanged, invalid bytes included: whoever takes a value
  /// out of a record repairs and counts them there.
  case jsonText
  /// Nothing is changed: an XML parser reads the encoding from the declaration itself.
  case asIs
}
