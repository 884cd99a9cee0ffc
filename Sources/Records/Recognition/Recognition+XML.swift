extension Container {
  /// Whether an XML parser decodes it, which reads the encoding from the document itself.
  package var isXML: Bool {
    switch self {
    case .xml, .elements: true
    case .lines, .values, .envelopes, .path, .rows: false
    }
  }
}

extension Recognition {
  /// Looks for the signs of the XML formats in the beginning of a document.
  ///
  /// A sign that the first tag or the first bytes show holds for the rest, and most documents are small files of one
  /// conversation: reading all of them twice would be half of the work.
  static func foreignXML(_ head: UnsafeRawBufferPointer, _ store: TreeStore) -> Recognition? {
    if let found = claimedByTag(head) { return found }
    if head.count > 512,
      let found = claimed(UnsafeRawBufferPointer(rebasing: head.prefix(512)), store)
    {
      return found
    }
    return claimed(head, store)
  }

  private static func claimedByTag(_ head: UnsafeRawBufferPointer) -> Recognition? {
    guard let base = head.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return nil }
    let end = base + head.count
    guard let start = rootTag(base, end), let tag = XMLRootTag(plain: start, end) else {
      return nil
    }
    return first { $0.claim(tag: tag) }
  }

  private static func claimed(_ head: UnsafeRawBufferPointer, _ store: TreeStore) -> Recognition? {
    withRoot(of: head, store) { root in first { $0.claim(root: root) } }
  }

  /// The first format that claims a document.
  private static func first(_ claim: (any FormatReader.Type) -> XMLClaim?) -> Recognition? {
    for (number, reader) in FormatCatalogue.readers.enumerated() {
      guard let claim = claim(reader) else { continue }
      return .recognised(
        container: .elements(claim.records),
        format: Format(reader: number),
        why: claim.why
      )
    }
    return nil
  }

  /// The root element as far as the bytes go; absent when they are no XML.
  static func withRoot<Result>(
    of head: UnsafeRawBufferPointer,
    _ store: TreeStore,
    _ body: (TreeNode) -> Result?
  ) -> Result? {
    defer { store.removeAll() }
    let parser = XMLTreeReader(records: XMLPath([]), store: store)
    parser.keepsCut = true
    var result: Result?
    withoutActuallyEscaping(body) { body in
      parser.consume(head, mayWait: false) { root, _, _ in result = body(root) }
    }
    if result == nil, parser.records == 0 {
      let root = parser.cutRecord()
      if !root.isAbsent { result = body(root) }
    }
    return result
  }
}
