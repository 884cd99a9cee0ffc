/// Engagements of LivePerson's Engagement History API, the older chat.
///
/// FORMATS 6.6.
package final class LivePersonChatReader: FormatReader {
  package static let profile = FormatProfile(
    "liveperson-chat",
    tier: 2,
    confidence: "B",
    container: "JSON pages",
    sides: .byName,
    tellsHandoff: false,
    tellsRating: true,
    recordsAreWhole: true,
    blindSpots: [
      "Bots chat as agents: only their name tells them from people.",
      "An answer of 1 to 5 in the survey behind a chat is the rating where the question asks for one; surveys are the "
        + "company's own, so others are not known.",
      "Nothing says that the bot gives up.",
    ]
  )

  package static var signNames: [StaticString]? { ["info"] }

  package static func sign(in record: TreeNode, array: ByteSlice) -> String? {
    if array.equals("interactionHistoryRecords"), record["info"].isObject {
      return "\"interactionHistoryRecords\""
    }
    guard !record["info"]["engagementId"].isAbsent, record["transcript"]["lines"].isArray else {
      return nil
    }
    return "\"info.engagementId\" with \"transcript.lines\""
  }

  package init() {}

  package func read(_ record: TreeNode, _ out: Emitter) {
    let info = record["info"]
    let id = info["engagementId"].filled
    guard !id.isAbsent else { return out.noteOdd("engagementId", .absent) }
    var about = About()
    about.customer = info["visitorId"].filled
    about.topic = info["skillName"].filled
    about.created = out.time(info.first("startTimeL", "startTime"))
    about.closed = out.time(info.first("endTimeL", "endTime"))
    about.rating = rating(record["surveys"], out)
    out.begin(id, about)
    let lines = Array(record["transcript"]["lines"].elements)
    for line in lines {
      let text = line["text"].text
      out.message(
        who(wrote: line, out),
        at: out.time(line.first("timeL", "time")),
        text: line["textType"].equals("html") ? out.plain(html: text) : text,
        author: line["by"].filled,
        sequence: line["lineSeq"].integer
      )
    }
    out.end()
  }

  /// The answer to the first question that asks for a rating, in the survey behind the chat.
  private func rating(_ surveys: TreeNode, _ out: Emitter) -> RawRating? {
    let answers = surveys["postChat"]
    for answer in answers.elements {
      let question = answer["displayName"].text
      guard
        question.contains("satisf") || question.contains("rate") || question.contains("rating")
          || question.contains("csat")
      else { continue }
      let value = answer["value"].isAbsent ? answer["values"][0] : answer["value"]
      guard
        var rating = RawRating.stars(value, at: out.time(answer.first("timeL", "time")))
      else { continue }
      rating.hasComment = answers.elements.contains {
        $0["displayName"].text.contains("comment") && !$0["value"].text.isBlank
      }
      return rating
    }
    return nil
  }

  private func who(wrote line: TreeNode, _ out: Emitter) -> Who {
    let name = line["by"].text
    let id = line["agentId"].text
    let source = line["source"].text
    if source.equals("agent") { return out.authors.who(id: id, name: name, otherwise: .human) }
    let field: Role =
      source.equals("visitor") ? .customer : source.equals("system") ? .system : .unknown
    if field == .unknown, source.count > 0 { out.noteOdd("source", source) }
    return out.authors.who(id: id, name: name, field: field)
  }
}
