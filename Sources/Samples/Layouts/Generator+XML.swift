extension Generator {
  /// Writes all remaining conversations in the layout `onpar-xml`.
  ///
  /// - Parameter receive: Gets the bytes in chunks, in order.
  /// - Throws: What `receive` throws.
  package consuming func writeXML<Failure: Error>(
    to receive: (ArraySlice<UInt8>) throws(Failure) -> Void
  ) throws(Failure) {
    var sink = ByteSink()
    sink.bytes += #"<?xml version="1.0" encoding="UTF-8"?>"#.utf8
    sink.bytes += "\n<onpar version=\"1\">\n".utf8
    while let conversation = next() {
      XMLText.append(conversation, to: &sink.bytes)
      try sink.flush(to: receive)
    }
    sink.bytes += "</onpar>\n".utf8
    try sink.finish(to: receive)
  }
}

/// The XML of one conversation.
private enum XMLText {
  static func append(_ conversation: SampleConversation, to bytes: inout [UInt8]) {
    bytes += " <conversation".utf8
    append("conversation_id", conversation.id, to: &bytes)
    if let parent = conversation.parentID { append("parent_id", parent, to: &bytes) }
    if let customer = conversation.customerID { append("customer_id", customer, to: &bytes) }
    append("channel", conversation.channel, to: &bytes)
    append("language", conversation.language, to: &bytes)
    append("topic", conversation.topic, to: &bytes)
    append("created_at", conversation.createdAt, to: &bytes)
    if let updated = conversation.updatedAt { append("updated_at", updated, to: &bytes) }
    if let closed = conversation.closedAt { append("closed_at", closed, to: &bytes) }
    bytes += ">\n".utf8
    if let rating = conversation.rating {
      bytes += "  <csat".utf8
      append("score", String(rating.score), to: &bytes)
      bytes += #" min="1" max="5""#.utf8
      append("timestamp", rating.timestamp, to: &bytes)
      bytes += "/>\n".utf8
    }
    if let resolution = conversation.resolution {
      bytes += "  <resolution".utf8
      append("value", resolution.isResolved ? "resolved" : "unresolved", to: &bytes)
      append("by", resolution.by, to: &bytes)
      bytes += "/>\n".utf8
    }
    for item in conversation.items { append(item, of: conversation, to: &bytes) }
    bytes += " </conversation>\n".utf8
  }

  private static func append(
    _ item: SampleItem,
    of conversation: SampleConversation,
    to bytes: inout [UInt8]
  ) {
    switch item.content {
    case .message(let message):
      bytes += #"  <message message_id=""#.utf8
      bytes += conversation.id.utf8
      bytes.append(UInt8(ascii: "-"))
      bytes += String(message.number).utf8
      bytes.append(UInt8(ascii: "\""))
      append("timestamp", item.timestamp, to: &bytes)
      append("role", message.role.rawValue, to: &bytes)
      if let author = message.author { append("author_id", author, to: &bytes) }
      if let kind = message.kind { append("kind", kind, to: &bytes) }
      if message.isPrivate { append("visibility", "private", to: &bytes) }
      bytes.append(UInt8(ascii: ">"))
      appendText(message.text, to: &bytes)
      bytes += "</message>\n".utf8
    case .event(let event):
      bytes += "  <event".utf8
      append("event", event.name, to: &bytes)
      append("timestamp", item.timestamp, to: &bytes)
      if let actor = event.actor { append("actor", actor.rawValue, to: &bytes) }
      if let actorID = event.actorID { append("actor_id", actorID, to: &bytes) }
      bytes += "/>\n".utf8
    }
  }

  private static func append(_ name: String, _ value: String, to bytes: inout [UInt8]) {
    // Names and values are our own words: nothing in them needs an escape.
    bytes.append(UInt8(ascii: " "))
    bytes += name.utf8
    bytes += #"=""#.utf8
    bytes += value.utf8
    bytes.append(UInt8(ascii: "\""))
  }

  private static func append(_ name: String, _ instant: Int64, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: " "))
    bytes += name.utf8
    bytes += #"=""#.utf8
    Instant.append(instant, to: &bytes)
    bytes.append(UInt8(ascii: "\""))
  }

  private static func appendText(_ text: [UInt8], to bytes: inout [UInt8]) {
    for byte in text {
      switch byte {
      case UInt8(ascii: "&"): bytes += "&amp;".utf8
      case UInt8(ascii: "<"): bytes += "&lt;".utf8
      case UInt8(ascii: ">"): bytes += "&gt;".utf8
      default: bytes.append(byte)
      }
    }
  }
}
