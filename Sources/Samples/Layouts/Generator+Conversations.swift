extension Generator {
  /// Writes all remaining conversations in the layout `onpar-jsonl-conversations`.
  ///
  /// - Parameters:
  ///   - withEarlierCopies: Whether each record with an `updated_at` comes first in an earlier state, as
  ///     some exporters deliver records twice. Off, the three layouts hold the same information.
  ///   - receive: Gets the bytes in chunks, in order.
  /// - Throws: What `receive` throws.
  package consuming func writeConversations<Failure: Error>(
    withEarlierCopies: Bool = false,
    to receive: (ArraySlice<UInt8>) throws(Failure) -> Void
  ) throws(Failure) {
    let line = JSONLine(isWide: scenario.style.isWide)
    var sink = ByteSink()
    while let conversation = next() {
      if withEarlierCopies, let earlier = conversation.earlierCopy {
        Self.append(earlier, line, to: &sink.bytes)
      }
      Self.append(conversation, line, to: &sink.bytes)
      try sink.flush(to: receive)
    }
    try sink.finish(to: receive)
  }

  private static func append(
    _ conversation: SampleConversation,
    _ line: JSONLine,
    to bytes: inout [UInt8]
  ) {
    line.appendHead(conversation, to: &bytes)
    bytes += #","items":["#.utf8
    for (index, item) in conversation.items.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      line.append(item, of: conversation, isAlone: false, to: &bytes)
    }
    bytes += "]}\n".utf8
  }
}

extension SampleConversation {
  /// The record as it stood before its last item; nil for a record that is delivered once.
  var earlierCopy: SampleConversation? {
    guard updatedAt != nil, items.count > 1 else { return nil }
    var copy = self
    copy.items.removeLast()
    copy.updatedAt = copy.items.last?.timestamp
    copy.closedAt = nil
    copy.rating = nil
    copy.resolution = nil
    guard copy.updatedAt != updatedAt else { return nil }
    return copy
  }
}
