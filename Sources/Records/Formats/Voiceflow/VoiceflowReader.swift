/// Transcripts of Voiceflow: an array of turns per file.
///
/// FORMATS 6.10. The id is the file's name.
package final class VoiceflowReader: FormatReader {
  package static let profile = FormatProfile(
    "voiceflow",
    tier: 2,
    confidence: "B",
    container: "one JSON array per transcript, or objects with logs",
    sides: .botOnly,
    tellsHandoff: true,
    tellsRating: false,
    blindSpots: [
      "What the human wrote after a hand-off is in the contact centre's export.",
      "A hand-off is known by its trace's name: handoff, hand_off, human or live_agent in it, or --handoff-pattern.",
      "Who the customer is does not stand in the transcript.",
    ]
  )

  package static var signNames: [StaticString]? { ["turnID", "transcript", "logs"] }

  package static func sign(in record: TreeNode, array: ByteSlice) -> String? {
    if record.has("turnID"), record.has("startTime") { return "\"turnID\" and \"startTime\"" }
    return logs(of: record) == nil ? nil : "\"logs\" with \"sessionID\" or \"projectID\""
  }

  /// The transcript of the newer API and its logs.
  private static func logs(of record: TreeNode) -> (transcript: TreeNode, logs: TreeNode)? {
    let transcript = record["transcript"].isObject ? record["transcript"] : record
    guard transcript["logs"].isArray, transcript.has("sessionID") || transcript.has("projectID")
    else { return nil }
    return (transcript, transcript["logs"])
  }

  package init() {}

  package func read(_ record: TreeNode, _ out: Emitter) {
    if let (transcript, logs) = Self.logs(of: record) { return read(transcript, logs, out) }
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
      out.message(.customer, at: time, text: asked(inner))
    } else if record["format"].equals("trace") {
      trace(type, inner, id, time, out)
    } else {
      // A launch opens the talk, so that one without a word is still counted.
      var about = About()
      about.created = time
      out.pieces(of: id, about)
    }
  }

  /// A transcript whose turns are log entries: what they hold may be JSON in a string.
  private func read(_ transcript: TreeNode, _ logs: TreeNode, _ out: Emitter) {
    let id = transcript.first("id", "_id", "sessionID").filled
    guard !id.isAbsent else { return out.noteOdd("id", id) }
    var about = About()
    about.created = out.time(transcript["createdAt"])
    about.updated = out.time(transcript["updatedAt"])
    about.closed = out.time(transcript["endedAt"])
    out.pieces(of: id, about)
    for entry in out.inOrder(Array(logs.elements), by: { out.time($0["createdAt"]) }) {
      let kind = entry["type"].text
      let data =
        entry["data"].isString ? out.store.parseJSON(in: entry["data"].text) : entry["data"]
      var time = out.time(entry["createdAt"])
      if !time.isKnown { time = out.time(data["time"]) }
      if kind.equals("action") || kind.equals("request") {
        out.pieces(of: id)
        out.message(.customer, at: time, text: asked(data["payload"]))
      } else if kind.equals("trace") {
        trace(data["type"].text, data["payload"], id, time, out)
      } else {
        out.noteOdd("logs.type", kind)
      }
    }
  }

  private func asked(_ payload: TreeNode) -> ByteSlice {
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
    } else if out.handoffNames.contains(type) {
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
