/// The JSON of one conversation head, message or event.
///
/// `JSONWriter` of `Serialization` writes whole documents; here a line is written on the end of a buffer
/// that is emptied in between, and text may be escaped in the way of other exporters.
struct JSONLine {
  /// Whether the line carries further fields and text is escaped as `\/` and `\uXXXX`.
  let isWide: Bool

  func appendHead(
    _ conversation: SampleConversation,
    isGrouped: Bool = false,
    to bytes: inout [UInt8]
  ) {
    bytes += #"{"schema":"onpar/1","type":"conversation""#.utf8
    if isGrouped { bytes += #","grouped":true"#.utf8 }
    append(#","conversation_id":""#, conversation.id, to: &bytes)
    if let parent = conversation.parentID { append(#","parent_id":""#, parent, to: &bytes) }
    if let customer = conversation.customerID { append(#","customer_id":""#, customer, to: &bytes) }
    append(#","channel":""#, conversation.channel, to: &bytes)
    append(#","language":""#, conversation.language, to: &bytes)
    append(#","topic":""#, conversation.topic, to: &bytes)
    append(#","created_at":""#, conversation.createdAt, to: &bytes)
    if let updated = conversation.updatedAt { append(#","updated_at":""#, updated, to: &bytes) }
    if let closed = conversation.closedAt { append(#","closed_at":""#, closed, to: &bytes) }
    if let rating = conversation.rating {
      bytes += #","csat":{"score":"#.utf8
      bytes += String(rating.score).utf8
      append(#","min":1,"max":5,"timestamp":""#, rating.timestamp, to: &bytes)
      bytes.append(UInt8(ascii: "}"))
    }
    if let resolution = conversation.resolution {
      bytes += #","resolution":{"value":""#.utf8
      bytes += (resolution.isResolved ? "resolved" : "unresolved").utf8
      append(#"","by":""#, resolution.by, to: &bytes)
      bytes.append(UInt8(ascii: "}"))
    }
  }

  /// Appends a message or an event; `isAlone` tells whether it must name its conversation.
  func append(
    _ item: SampleItem,
    of conversation: SampleConversation,
    isAlone: Bool,
    to bytes: inout [UInt8]
  ) {
    switch item.content {
    case .message(let message):
      // A line without a type is a message.
      bytes.append(UInt8(ascii: "{"))
      if isAlone { append(#""conversation_id":""#, conversation.id, to: &bytes) }
      bytes += (isAlone ? #","message_id":""# : #""message_id":""#).utf8
      bytes += conversation.id.utf8
      bytes.append(UInt8(ascii: "-"))
      bytes += String(message.number).utf8
      append(#"","timestamp":""#, item.timestamp, to: &bytes)
      append(#","role":""#, message.role.rawValue, to: &bytes)
      if let author = message.author { append(#","author_id":""#, author, to: &bytes) }
      if isWide { appendFurther(conversation, message, to: &bytes) }
      if let kind = message.kind { append(#","kind":""#, kind, to: &bytes) }
      if message.isPrivate { bytes += #","visibility":"private""#.utf8 }
      bytes += #","text":""#.utf8
      appendText(message.text, to: &bytes)
      bytes.append(UInt8(ascii: "\""))
    case .event(let event):
      bytes += #"{"type":"event""#.utf8
      if isAlone { append(#","conversation_id":""#, conversation.id, to: &bytes) }
      append(#","event":""#, event.name, to: &bytes)
      append(#","timestamp":""#, item.timestamp, to: &bytes)
      if let actor = event.actor { append(#","actor":""#, actor.rawValue, to: &bytes) }
      if let actorID = event.actorID { append(#","actor_id":""#, actorID, to: &bytes) }
    }
    bytes.append(UInt8(ascii: "}"))
  }

  /// What a wide exporter adds to each message.
  private func appendFurther(
    _ conversation: SampleConversation,
    _ message: SampleItem.Message,
    to bytes: inout [UInt8]
  ) {
    if message.author == nil, message.role == .customer, let customer = conversation.customerID {
      append(#","author_id":""#, customer, to: &bytes)
    }
    append(#","channel":""#, conversation.channel, to: &bytes)
    append(#","language":""#, conversation.language, to: &bytes)
    bytes += #","metadata":{"page":"https:\/\/shop.example\/help\/"#.utf8
    bytes += conversation.topic.utf8
    bytes += #"","client":{"name":"shop-widget","device":"#.utf8
    bytes += (message.number % 3 == 0 ? #""android""# : #""desktop""#).utf8
    bytes += #"},"session":""#.utf8
    bytes += conversation.id.utf8
    bytes += #"-s","sequence":"#.utf8
    bytes += String(message.number).utf8
    bytes += #","flags":["visible"],"reply_to":null,"edited":false}"#.utf8
  }

  private func append(_ key: String, _ value: String, to bytes: inout [UInt8]) {
    // Keys and these values are our own words: nothing in them needs an escape.
    bytes += key.utf8
    bytes += value.utf8
    bytes.append(UInt8(ascii: "\""))
  }

  private func append(_ key: String, _ instant: Int64, to bytes: inout [UInt8]) {
    bytes += key.utf8
    Instant.append(instant, to: &bytes)
    bytes.append(UInt8(ascii: "\""))
  }

  private func appendText(_ text: [UInt8], to bytes: inout [UInt8]) {
    guard isWide else {
      for byte in text {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
        case UInt8(ascii: "\n"): bytes += #"\n"#.utf8
        default: bytes.append(byte)
        }
      }
      return
    }
    // One text in four is written in ASCII only, as some exporters do; the last byte decides, so that
    // the same text is always written in the same way.
    let isASCII = text.count % 4 == 0
    if isASCII, text.contains(where: { $0 >= 0x80 }) {
      for unit in String(decoding: text, as: UTF8.self).utf16 { appendUnit(unit, to: &bytes) }
      return
    }
    for byte in text {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
      case UInt8(ascii: "/"): bytes += #"\/"#.utf8
      case UInt8(ascii: "\n"): bytes += #"\n"#.utf8
      default: bytes.append(byte)
      }
    }
  }

  private func appendUnit(_ unit: UInt16, to bytes: inout [UInt8]) {
    switch unit {
    case 0x22, 0x5C, 0x2F: bytes += [UInt8(ascii: "\\"), UInt8(unit)]
    case 0x0A: bytes += #"\n"#.utf8
    case 0x20..<0x7F: bytes.append(UInt8(unit))
    default:
      bytes += #"\u"#.utf8
      for shift in [12, 8, 4, 0] {
        let digit = UInt8(truncatingIfNeeded: unit >> UInt16(shift)) & 15
        bytes.append(digit < 10 ? 0x30 + digit : 0x57 + digit)
      }
    }
  }
}
