/// Chats of Zendesk Chat.
///
/// FORMATS 5.5.
package final class ZendeskChatReader: FormatReader {
  package static let profile = FormatProfile(
    "zendesk-chat",
    tier: 1,
    confidence: "A",
    container: "API pages or lines",
    sides: .byName,
    tellsHandoff: false,
    tellsRating: true,
    blindSpots: [
      "Bots chat as agents: only their name tells them from people.",
      "Nothing says that the bot gives up; times are whole seconds.",
    ]
  )

  /// Tickets that hold the text of a chat once more.
  private var tickets: Set<[UInt8]> = []

  package static var signNames: [StaticString]? { ["visitor"] }

  package static func sign(in record: TreeNode, array: ByteSlice) -> String? {
    guard record["visitor"].isObject else { return nil }
    if record["history"].isArray { return "\"history\" and \"visitor\"" }
    return record["type"].equals("offline_msg") ? "an offline message with \"visitor\"" : nil
  }

  package init() {}

  package func read(_ record: TreeNode, _ out: Emitter) {
    // Loaders bring agents, departments and the like in the same file.
    guard !record["id"].filled.isAbsent, record["visitor"].isObject || record["history"].isArray
    else { return }
    let ticket = record["zendesk_ticket_id"].filled
    if !ticket.isAbsent { tickets.insert(ticket.key) }
    let visitor = record["visitor"]
    var about = About()
    about.customer = visitor.first("id", "email").filled
    about.created = out.time(record["timestamp"])
    about.updated = out.time(record["update_timestamp"])
    about.closed = out.time(record["end_timestamp"])
    let starter = record["started_by"].text
    if starter.equals("visitor") {
      about.direction = .inbound
    } else if starter.equals("agent") || starter.equals("trigger") {
      about.direction = .outbound
    } else if starter.count > 0 {
      out.noteOdd("started_by", starter)
    }
    var rated = Stamp.missing
    for entry in record["history"].elements where entry["type"].equals("chat.rating") {
      rated = out.time(entry["timestamp"])
    }
    about.rating = .goodOrBad(record["rating"].text, at: rated)
    about.rating?.hasComment = !record["comment"].text.isBlank
    about.tags = out.tags(record["tags"])
    out.begin(record["id"].text, about)
    if record["type"].equals("offline_msg") {
      out.message(
        .customer,
        at: about.created,
        text: record["message"].text,
        author: about.customer
      )
    }
    for entry in record["history"].elements { emit(entry, out) }
    out.end()
  }

  package func absorb(_ other: ZendeskChatReader) { tickets.formUnion(other.tickets) }

  package func finish(_ out: Emitter) {
    out.toldElsewhere.formUnion(tickets)
    tickets = []
  }

  private func who(_ entry: TreeNode, _ out: Emitter) -> Who {
    let nick = entry["nick"].text
    let name = entry["name"].text
    if nick.hasPrefix("visitor") || (nick.isAbsent && entry["sender_type"].equals("Visitor")) {
      return out.authors.who(id: nick, name: name, field: .customer)
    }
    if nick.equals("agent:trigger") || nick.equals("agent:system")
      || entry["sender_type"].equals("Trigger")
    {
      return out.authors.who(id: nick, name: name, field: .system)
    }
    return out.authors.who(id: nick, name: name, otherwise: .human)
  }

  private func emit(_ entry: TreeNode, _ out: Emitter) {
    let type = entry["type"].text
    let time = out.time(entry["timestamp"])
    let who = who(entry, out)
    let role = who.role
    let author = entry["nick"].filled
    if type.equals("chat.msg") || type.equals("chat.file.upload") {
      out.message(
        who,
        at: time,
        text: entry["msg"].text,
        id: entry["msg_id"].filled,
        author: author,
        hasAttachment: type.equals("chat.file.upload")
      )
    } else if type.equals("chat.memberjoin") {
      if role == .human { out.event(.agentJoined, at: time, by: .human, author: author) }
    } else if type.equals("chat.memberleave") {
      if role == .human { out.event(.agentLeft, at: time, by: .human, author: author) }
      if role == .customer { out.event(.customerLeft, at: time, by: .customer, author: author) }
    } else if type.equals("chat.event") {
      let department = entry["department_id"].text
      if entry.has("prev_department_id"), !(department == entry["prev_department_id"].text) {
        out.event(.transferred, at: time, by: role, author: author)
      }
    } else if type.equals("chat.queue_position") {
      out.event(.queueEnter, at: time)
    } else if type.equals("chat.request.rating") {
      out.event(.surveyOffered, at: time, by: role)
    } else if type.equals("chat.rating") {
      let rating = RawRating.goodOrBad(entry.first("new_rating", "rating").text, at: time)
      out.event(.surveyAnswered, at: time, by: .customer, rating: rating)
    } else if !type.equals("chat.comment") {
      out.noteOdd("type", type)
    }
  }
}
