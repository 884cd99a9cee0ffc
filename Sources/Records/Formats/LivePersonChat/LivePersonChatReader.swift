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
    tellsRating: false,
    blindSpots: [
      "Bots chat as agents: only their name tells them from people.",
      "Which question of a survey is the rating is for a mapping file to say.",
    ]
  )

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
