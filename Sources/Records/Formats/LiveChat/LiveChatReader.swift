/// Chats of LiveChat: each thread is a conversation.
///
/// FORMATS 6.4.
package final class LiveChatReader: FormatReader {
  package static let profile = FormatProfile(
    "livechat",
    tier: 2,
    confidence: "A",
    container: "API pages",
    sides: .byName,
    tellsHandoff: false,
    tellsRating: true,
    recordsAreWhole: true,
    blindSpots: [
      "Bots chat as agents: their id or name tells them from people.",
      "A transfer from the bot is read as waiting for a person, not as the bot's giving up.",
    ]
  )

  package static var signNames: [StaticString]? { ["thread", "threads"] }

  package static func sign(in record: TreeNode, array: ByteSlice) -> String? {
    guard record["thread"]["events"].isArray || record["threads"][0]["events"].isArray else {
      return nil
    }
    return "\"thread\" with \"events\""
  }

  package init() {}

  package func read(_ record: TreeNode, _ out: Emitter) {
    let users = record["users"]
    if record["thread"].isObject { emit(record["thread"], of: record["id"].filled, users, out) }
    for thread in record["threads"].elements { emit(thread, of: record["id"].filled, users, out) }
  }

  private func emit(
    _ thread: TreeNode,
    of chat: ByteSlice,
    _ users: TreeNode,
    _ out: Emitter
  ) {
    guard !thread["id"].filled.isAbsent else { return out.noteOdd("thread.id", .absent) }
    var about = About()
    about.parent = chat
    for user in users.people where user["type"].equals("customer") && about.customer.isAbsent {
      about.customer = user["id"].filled
    }
    about.created = out.time(thread["created_at"])
    for event in thread["events"].elements
    where event["system_message_type"].equals("rating.chat_rated") {
      let score = event["text_vars"]["score"].text
      about.rating = .goodOrBad(score, at: out.time(event["created_at"]))
    }
    about.rating?.hasComment = thread["events"].elements.contains {
      $0["system_message_type"].equals("rating.chat_commented")
    }
    about.tags = out.tags(thread["tags"])
    out.begin(thread["id"].text, about)
    var holder = Role.unknown
    for event in thread["events"].elements {
      let who = who(wrote: event, users, out)
      if who.role.isResponder { holder = who.role }
      emit(event, who, holder: holder, out)
    }
    out.end()
  }

  private func who(wrote event: TreeNode, _ users: TreeNode, _ out: Emitter) -> Who {
    let id = event["author_id"].text
    guard id.count > 0 else { return .system }
    var user = TreeNode.absent
    for known in users.people where known["id"].text == id { user = known }
    let name = user["name"].text
    if user["type"].equals("customer") {
      return out.authors.who(id: id, name: name, field: .customer)
    }
    let isKnown = user["type"].equals("agent")
    let who = out.authors.who(id: id, name: name, otherwise: isKnown ? .human : .unknown)
    return who.basis == .name && id.hasPrefix("bot") ? Who(.bot, .name) : who
  }

  private func emit(_ event: TreeNode, _ who: Who, holder: Role, _ out: Emitter) {
    let time = out.time(event["created_at"])
    let type = event["type"].text
    if type.equals("system_message") {
      return system(event, at: time, holder: holder, out)
    }
    guard type.equals("message") || type.equals("rich_message") || type.equals("file") else {
      return out.noteOdd("type", type)
    }
    out.message(
      who,
      at: time,
      text: type.equals("rich_message") ? out.cardText(event["elements"]) : event["text"].text,
      id: event["id"].filled,
      author: event["author_id"].filled,
      isPrivate: event["visibility"].equals("agents"),
      hasAttachment: !type.equals("message")
    )
  }

  private func system(_ event: TreeNode, at time: Stamp, holder: Role, _ out: Emitter) {
    let type = event["system_message_type"].text
    if type.equals("custom") {
      out.message(.system, at: time, text: event["text"].text, id: event["id"].filled)
    } else if type.equals("chat_transferred") {
      out.event(holder == .bot ? .queueEnter : .transferred, at: time)
    } else if type.contains("archived") {
      let by: Role =
        type.hasSuffix("customer") ? .customer : type.hasSuffix("agent") ? holder : .system
      out.event(.closed, at: time, by: by)
    } else if type.equals("rating.chat_rated") {
      let rating = RawRating.goodOrBad(event["text_vars"]["score"].text, at: time)
      out.event(.surveyAnswered, at: time, by: .customer, rating: rating)
    } else if type.hasPrefix("routing.") {
      if type.contains("unassigned") || type.contains("queue") {
        out.event(.queueEnter, at: time)
      } else {
        out.event(.assigned, at: time)
      }
    } else if !type.equals("rating.chat_commented") {
      out.noteOdd("system_message_type", type)
    }
  }
}
