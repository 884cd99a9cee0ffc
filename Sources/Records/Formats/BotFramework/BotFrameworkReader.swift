/// Transcripts of Microsoft's Bot Framework: activities, of one conversation or several.
///
/// FORMATS 5.9. Activities may be out of order, and who is human shows only after the hand-off, so that a
/// conversation's activities are kept until all have come.
package final class BotFrameworkReader: FormatReader {
  package static let profile = FormatProfile(
    "ms-botframework",
    tier: 1,
    confidence: "A",
    container: ".transcript: one JSON array of activities",
    sides: .structural,
    tellsHandoff: true,
    tellsRating: false,
    blindSpots: [
      "Agents write under the bot's role: a sender who first writes after the hand-off counts as human.",
      "An agent whose words go out under the bot's own id counts as bot.",
    ]
  )

  private var activities = Gatherer()

  package static var signNames: [StaticString]? { ["conversation"] }

  package static func sign(in record: TreeNode, array: ByteSlice) -> String? {
    guard record["type"].isString, !record["conversation"]["id"].isAbsent,
      record["from"].isObject || !record["channelId"].isAbsent
    else { return nil }
    return "\"type\", \"conversation.id\" and \"from\" or \"channelId\""
  }

  package init() {}

  package func read(_ record: TreeNode, _ out: Emitter) {
    let id = record["conversation"]["id"].filled
    guard !id.isAbsent else { return out.noteOdd("conversation.id", record["type"].text) }
    activities.keep(record, sort: 0, under: id, out)
  }

  package func absorb(_ other: BotFrameworkReader) { activities.absorb(other.activities) }

  package func finish(_ out: Emitter) {
    activities.each(out) { id, records in
      BotFrameworkTalk(records.map { Activity($0.record) }, out).emit(id)
    }
    activities = Gatherer()
  }
}
