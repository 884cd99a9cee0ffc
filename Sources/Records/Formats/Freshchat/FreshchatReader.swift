/// Conversations of Freshchat.
///
/// FORMATS 6.7.
package final class FreshchatReader: FormatReader {
  package static let profile = FormatProfile(
    "freshchat",
    tier: 2,
    confidence: "C",
    container: "JSON, lines",
    sides: .structural,
    tellsHandoff: false,
    tellsRating: false,
    blindSpots: ["Nothing says that the bot gives up, and no rating is exported."]
  )

  package static var signNames: [StaticString]? { ["message_parts", "messages"] }

  package static func sign(in record: TreeNode, array: ByteSlice) -> String? {
    guard isMessage(record) || isMessage(record["messages"][0]) else { return nil }
    return "\"message_parts\" with \"actor_type\""
  }

  private static func isMessage(_ record: TreeNode) -> Bool {
    record.has("message_parts") && record.has("actor_type")
  }

  package init() {}

  package func read(_ record: TreeNode, _ out: Emitter) {
    guard record["messages"].isArray else {
      var about = About()
      if record["actor_type"].equals("user") { about.customer = record["user_id"].filled }
      out.pieces(of: record["conversation_id"].text, about)
      return emit(record, out)
    }
    var about = About()
    about.customer = record["user_id"].filled
    about.channel = record["channel_id"].filled
    about.created = out.time(record["created_time"])
    about.updated = out.time(record["updated_time"])
    out.begin(record.first("conversation_id", "id").text, about)
    for message in record["messages"].elements { emit(message, out) }
    out.end()
  }

  private func emit(_ message: TreeNode, _ out: Emitter) {
    let type = message["message_type"].text
    let time = out.time(message["created_time"])
    // What the system notes about the conversation is not said to the customer.
    if type.equals("system") { return out.event(.other, at: time) }
    var parts: [ByteSlice] = []
    var hasAttachment = false
    for part in message["message_parts"].elements {
      let label = part["quick_reply_button"]["label"].text
      if !part["text"].isAbsent {
        parts.append(part["text"]["content"].text)
      } else if label.count > 0 {
        parts.append(label)
      } else {
        hasAttachment = true
      }
    }
    out.message(
      who(wrote: message, out),
      at: time,
      text: out.joined(parts, "\n"),
      id: message["id"].filled,
      author: message["actor_id"].filled,
      isPrivate: type.equals("private"),
      hasAttachment: hasAttachment
    )
  }

  private func who(wrote message: TreeNode, _ out: Emitter) -> Who {
    let type = message["actor_type"].text
    var field = Role.unknown
    if type.equals("user") {
      field = .customer
    } else if type.equals("agent") {
      field = .human
    } else if type.equals("bot") {
      field = .bot
    } else if type.equals("system") {
      field = .system
    } else if type.count > 0 {
      out.noteOdd("actor_type", type)
    }
    return out.authors.who(id: message["actor_id"].text, field: field)
  }
}
