/// Turns records into conversations, messages and events.
///
/// One reader belongs to one worker and reads all inputs of its format that the worker takes. Readers keep nothing of
/// a record but what `Gatherer` copies.
package protocol RecordReader: AnyObject {
  /// Reads one record.
  func read(_ record: TreeNode, _ out: Emitter)

  /// Takes over what another worker's reader has gathered.
  func absorb(_ other: Self)

  /// Emits what had to wait for other records: called once, on one reader, after the last input.
  func finish(_ out: Emitter)
}

/// Reads one export format of `FormatCatalogue`.
///
/// A record is what the container holds: a line, an element of the page's array, a file, a row of a CSV file, an XML
/// element.
package protocol FormatReader: RecordReader, SendableMetatype {
  static var profile: FormatProfile { get }

  /// Names of members of which a record with the sign has one at least; nil when any record may show it.
  ///
  /// No other record is asked for its sign: most inputs are small, and the formats are many.
  static var signNames: [StaticString]? { get }

  /// The decisive sign of FORMATS 4.2 that a record shows, in a few words; nil when it is of another format.
  ///
  /// The record may be cut off at its end: what is there decides. `array` is the name of the array that holds it on
  /// its page, or of the loader's stream; absent without one.
  static func sign(in record: TreeNode, array: ByteSlice) -> String?

  /// For XML: whether the document is of this format, and where its records stand; nil when it is of another.
  ///
  /// The root may be cut off at its end: its name, its namespace and the first elements in it decide.
  static func claim(root: TreeNode) -> XMLClaim?

  /// The same for formats of which the root's name and namespace tell everything: implemented in its place.
  static func claim(tag: XMLRootTag) -> XMLClaim?

  init()
}

extension FormatReader {
  package static var signNames: [StaticString]? { nil }
  package static func sign(in record: TreeNode, array: ByteSlice) -> String? { nil }
  package static func claim(root: TreeNode) -> XMLClaim? {
    claim(tag: XMLRootTag(name: root.key, namespace: root.namespace))
  }
  package static func claim(tag: XMLRootTag) -> XMLClaim? { nil }
}

extension RecordReader {
  /// Takes over from a reader of the same format.
  package func absorb(any other: any RecordReader) {
    if let other = other as? Self { absorb(other) }
  }

  package func absorb(_ other: Self) {}
  package func finish(_ out: Emitter) {}
}
