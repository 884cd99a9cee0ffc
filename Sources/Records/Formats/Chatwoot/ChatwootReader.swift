/// Conversations of Chatwoot.
///
/// FORMATS 6.2.
package final class ChatwootReader: FormatReader {
  package static let profile = FormatProfile(
    "chatwoot",
    tier: 2,
    confidence: "A",
    container: "API pages",
    sides: .structural,
    tellsHandoff: false,
    tellsRating: true,
    blindSpots: [
      "What happened is told in sentences of the account's language: only English ones are read.",
      "No field says that the bot gives up; times are whole seconds.",
    ]
  )

  package static var signNames: [StaticString]? { ["message_type", "messages"] }

  package static func sign(in record: TreeNode, array: ByteSlice) -> String? {
    let message = record["messages"].isArray ? record["messages"][0] : record
    guard message["message_type"].isNumber,
      record.has("inbox_id") || message.has("inbox_id")
    else { return nil }
    return "\"message_type\" is a number, with \"inbox_id\""
  }

  package init() {}

  package func read(_ record: TreeNode, _ out: Emitter) {
    guard record["messages"].isArray else {
      // A page of messages.
      let id = record["conversation_id"].filled
      guard !id.isAbsent else { return out.noteOdd("conversation_id", .absent) }
      out.pieces(of: id)
      return emit(record, out)
    }
    let meta = record["meta"]
    var about = About()
    about.customer = meta["sender"]["id"].filled
    about.channel = meta["channel"].filled
    about.language = record["additional_attributes"]["browser_language"].filled
    about.tags = out.tags(record["labels"])
    about.created = out.time(record["created_at"])
    about.updated = out.time(record["updated_at"])
    for message in record["messages"].elements {
      if let rating = rating(message, out) { about.rating = rating }
    }
    out.begin(record.first("id", "uuid").text, about)
    for message in record["messages"].elements { emit(message, out) }
    out.end()
  }

  private func rating(_ message: TreeNode, _ out: Emitter) -> RawRating? {
    let answer = message["content_attributes"]["submitted_values"]["csat_survey_response"]
    let time = out.time(message.first("updated_at", "created_at"))
    var rating = RawRating.stars(answer["rating"], at: time)
    rating?.hasComment = !answer["feedback_message"].text.isBlank
    return rating
  }

  private func emit(_ message: TreeNode, _ out: Emitter) {
    let time = out.time(message["created_at"])
    let type = message["message_type"].integer
    if type == 2 { return activity(message["content"].text, time, out) }
    if message["content_type"].equals("input_csat") {
      out.event(.surveyOffered, at: time)
      if let rating = rating(message, out) {
        out.event(
          .surveyAnswered,
          at: Stamp(rating.time),
          by: .customer,
          rating: rating
        )
      }
      return
    }
    let sender = message["sender_type"].text
    let author = message["sender_id"].filled
    var role = Role.unknown
    switch type {
    case 0: role = .customer
    case 1 where sender.equals("User"): role = .human
    case 1 where sender.equals("AgentBot") || sender.equals("Captain::Assistant"): role = .bot
    case 1, 3: role = .system
    default: out.noteOdd("message_type", message["message_type"].text)
    }
    out.message(
      out.authors.who(id: author, name: message["sender"]["name"].text, field: role),
      at: time,
      text: message["content"].text,
      id: message["id"].filled,
      author: author,
      isPrivate: message["private"].bool == true,
      hasAttachment: message["attachments"].count > 0
    )
  }

  /// What an English sentence tells.
  private func activity(_ text: ByteSlice, _ time: Stamp, _ out: Emitter) {
    if text.contains("was marked resolved") {
      out.event(.solved, at: time)
    } else if text.contains("was reopened") {
      out.event(.reopened, at: time)
    } else if text.contains("was opened by") || text.contains("was marked open") {
      // The bot lets go of it: it waits for a person now.
      out.event(.queueEnter, at: time)
    } else if text.hasPrefix("Assigned to") || text.contains("self-assigned") {
      out.event(.assigned, at: time)
    } else {
      out.event(.other, at: time)
    }
  }
}
