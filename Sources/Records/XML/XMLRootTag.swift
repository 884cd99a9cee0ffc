/// The name and namespace of a document's root element.
package struct XMLRootTag {
  /// The name without a prefix.
  let name: ByteSlice
  /// The URI of its namespace; absent without one.
  let namespace: ByteSlice

  init(name: ByteSlice, namespace: ByteSlice) {
    self.name = name
    self.namespace = namespace
  }

  /// Reads the start tag that begins at a place; nil when it is not wholly there or not of the plain kind.
  ///
  /// Plain are names of ASCII, without a prefix, and a namespace without references: for recognition, which need not
  /// start libxml2 for what a glance shows.
  init?(plain start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) {
    var at = start + 1
    func name() -> ByteSlice? {
      let first = at
      while at < end, Self.isNameByte(at.pointee) { at += 1 }
      return at > first && at < end ? ByteSlice(start: first, count: at - first) : nil
    }
    func skipSpace() { while at < end, at.pointee <= 0x20 { at += 1 } }
    guard start < end, let tag = name() else { return nil }
    var namespace = ByteSlice.absent
    while true {
      skipSpace()
      guard at < end else { return nil }
      if at.pointee == UInt8(ascii: ">") || at.pointee == UInt8(ascii: "/") { break }
      // Attributes may have prefixes, the root may not: its namespace is then another's to tell.
      guard let attribute = name() else { return nil }
      let isPrefix = at.pointee == UInt8(ascii: ":")
      if isPrefix {
        at += 1
        guard name() != nil else { return nil }
      }
      skipSpace()
      guard at < end, at.pointee == UInt8(ascii: "=") else { return nil }
      at += 1
      skipSpace()
      guard at < end, at.pointee == 0x22 || at.pointee == 0x27 else { return nil }
      let quote = at.pointee
      at += 1
      let first = at
      while at < end, at.pointee != quote {
        guard at.pointee != UInt8(ascii: "<") else { return nil }
        at += 1
      }
      guard at < end else { return nil }
      let value = ByteSlice(start: first, count: at - first)
      if !isPrefix, attribute.equals("xmlns") {
        guard !value.buffer.contains(UInt8(ascii: "&")) else { return nil }
        namespace = value
      }
      at += 1
    }
    self.init(name: tag, namespace: namespace)
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
    default: false
    }
  }
}
