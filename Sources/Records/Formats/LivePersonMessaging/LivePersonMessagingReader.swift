/// Conversations of LivePerson's Messaging Interactions API.
///
/// FORMATS 5.8.
package final class LivePersonMessagingReader: FormatReader {
  package static let profile = FormatProfile(
    "liveperson-messaging",
    tier: 1,
    confidence: "B",
    container: "JSON pages",
    sides: .structural,
    tellsHandoff: true,
    tellsRating: true,
    blindSpots: ["Old exports do not say which agents are bots: `--bot-author` names them."]
  )

  package static var signNames: [StaticString]? { ["info"] }

  package static func sign(in record: TreeNode, array: ByteSlice) -> String? {
    if array.equals("conversationHistoryRecords"), record["info"].isObject {
      return "\"conversationHistoryRecords\""
    }
    guard !record["info"]["conversationId"].isAbsent, record["messageRecords"].isArray else {
      return nil
    }
    return "\"info.conversationId\" with \"messageRecords\""
  }

  package init() {}

  package func read(_ record: TreeNode, _ out: Emitter) {
    LivePersonTalk(record, out).emit()
  }
}
