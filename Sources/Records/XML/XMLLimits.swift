/// The bounds of one XML document; what is past them becomes a problem, never more memory.
package struct XMLLimits: Sendable {
  /// Elements open at once.
  ///
  /// A deeper document is not read on.
  package var depth = 256
  /// UTF-8 bytes of one message's text.
  ///
  /// A longer message is set aside.
  package var textBytes = 16 << 20
  /// Attributes of one element that Onpar knows.
  ///
  /// With more it is set aside.
  package var attributes = 64
  /// UTF-8 bytes of one attribute's value.
  ///
  /// With a longer one the element is set aside.
  package var attributeBytes = 64 << 10
  /// Bytes of one tag, comment or stretch of text, which libxml2 may hold whole.
  ///
  /// A document with a longer one is not read on, so this is more than `textBytes`.
  package var tokenBytes = 24 << 20
  /// What one conversation may hold until its end, in bytes.
  ///
  /// A larger one is set aside whole.
  package var conversationBytes = 256 << 20
  /// Bytes of the pieces that libxml2 is given, whatever the pieces that come; at least 4.
  package var pieceBytes = 64 << 10

  package init() {}
}
