/// Transcripts of Voiceflow: an array of turns per file.
///
/// FORMATS 6.10. The id is the file's name.
package final class VoiceflowReader: FormatReader {
  package static let profile = FormatProfile(
    "voiceflow",
    tier: 2,
    confidence: "B",
    container: "one JSON array per transcript",
    sides: .botOnly,
    tellsHandoff: true,
    tellsRating: false,
    blindSpots: [
      "What the human wrote after a hand-off is in the contact centre's export.",
      "A hand-off is known by its trace's name: handoff, hand_off, human or live_agent in it.",
      "Who the customer is does not stand in the transcript.",
    ]
  )

  package static func sign(in record: TreeNode, array: ByteSlice) -> String? {
    record.has("turnID") && record.has("startTime") ? "\"turnID\" and \"startTime\"" : nil
  }

  package init() {}

  package func read(_ record: TreeNode, _ out: Emitter) {
    var stem = Substring(out.fileStem)
    if stem.hasPrefix("transcript-") { stem = stem.dropFirst("transcript-".count) }
    let id = out.keep(String(stem))
    let outer = record["payload"]
    let inner = outer["payload"]
    let type = record["type"].text
    // Where both are there, the number is the exact one.
    var time = out.time(outer["time"])
    if !time.isKnown { time = out.time(record["startTime"]) }
    if record["format"].equals("request") {
      out.pieces(of: id)
      out.message(.customer, at: time, text: asked(type, inner))
    } else if record["format"].equals("trace") {
      trace(type, inner, id, time, out)
    } else {
      // A launch opens the talk, so that one without a word is still counted.
      var about = About()
      about.created = time
      out.pieces(of: id, about)
    }
  }

  private func asked(_ type: ByteSlice, _ payload: TreeNode) -> ByteSlice {
    if payload.isString { return payload.text }
    // An intent carries what was said, a button its label.
    return payload.first("query", "label").text
  }

  private func trace(
    _ type: ByteSlice,
    _ payload: TreeNode,
    _ id: ByteSlice,
    _ time: Stamp,
    _ out: Emitter
  ) {
    if type.equals("text") || type.equals("speak") {
      let text = payload["message"].filled
      out.pieces(of: id)
      out.message(.bot, at: time, text: type.equals("speak") ? out.plain(html: text) : text)
    } else if type.equals("cardV2") || type.equals("carousel") {
      out.pieces(of: id)
      out.message(.bot, at: time, text: out.cardText(payload), hasAttachment: true)
    } else if type.equals("end") {
      out.pieces(of: id)
      out.event(.closed, at: time, by: .bot)
    } else if type.namesHandoff {
      var about = About()
      about.handedOff = true
      out.pieces(of: id, about)
      out.event(.handoffInitiated, at: time, by: .bot)
    } else if !Self.silentTypes.contains(where: { type.equals($0) }) {
      out.noteOdd("type", type)
    }
  }

  /// Known, and nothing that a customer reads.
  private static let silentTypes: [StaticString] = [
    "block", "debug", "flow", "path", "log", "visual", "choice", "launch", "no-reply", "goto",
    "entity-filling", "channel-action", "knowledgeBase", "audio", "event", "set-v2",
  ]
}
