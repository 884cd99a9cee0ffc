/// Conversation logs of Amazon Lex V2: one turn a line.
///
/// FORMATS 7.
package final class LexV2Reader: FormatReader {
  package static let profile = FormatProfile(
    "lex-v2-logs",
    tier: 3,
    confidence: "C",
    container: "JSON lines",
    sides: .botOnly,
    tellsHandoff: false,
    tellsRating: false,
    tellsReplyTimes: false,
    blindSpots: [
      "What the human wrote after a hand-off is in the contact centre's export.",
      "Question and answer bear one time: how fast the bot answers cannot be told.",
    ]
  )

  package static var signNames: [StaticString]? { ["inputTranscript"] }

  package static func sign(in record: TreeNode, array: ByteSlice) -> String? {
    record.has("inputTranscript") && record.has("sessionId")
      ? "\"inputTranscript\" and \"sessionId\"" : nil
  }

  package init() {}

  package func read(_ record: TreeNode, _ out: Emitter) {
    let id = record["sessionId"].filled
    guard !id.isAbsent else { return out.noteOdd("sessionId", id) }
    let time = out.time(record["timestamp"])
    let turn = record["requestId"].filled
    var about = About()
    about.language = record["localeId"].filled
    about.topic = record["sessionState"]["intent"]["name"].filled
    out.pieces(of: id, about)
    out.message(
      .customer,
      at: time,
      text: record["inputTranscript"].text,
      id: turn.isAbsent ? turn : out.bytes(turn, ByteSlice("/input"))
    )
    if record["missedUtterance"].bool == true { out.event(.fallback, at: time, by: .bot) }
    var number = 0
    for message in record["messages"].elements {
      number += 1
      out.message(
        .bot,
        at: time,
        text: message["content"].text,
        id: turn.isAbsent ? turn : out.bytes(turn, out.keep("/\(number)")),
        hasAttachment: message["imageResponseCard"].isObject
      )
    }
  }
}
