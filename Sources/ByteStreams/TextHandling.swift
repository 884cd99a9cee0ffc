/// What becomes of the decompressed bytes before they are handed over.
package enum TextHandling: Sendable, Equatable {
  /// A byte order mark is dropped, UTF-16 and UTF-32 become UTF-8; without a mark the zero bytes among the
  /// first four tell them. UTF-8 passes through unchanged, invalid bytes included: whoever takes a value
  /// out of a record repairs and counts them there.
  case jsonText
  /// Every byte is a character of a table and becomes UTF-8: for texts that do not say so themselves. With a byte order
  /// mark or zero bytes at its beginning the text has said what it is, and this is `jsonText`.
  case bytes(ByteTable)
  /// Nothing is changed: an XML parser reads the encoding from the declaration itself.
  case asIs
}
