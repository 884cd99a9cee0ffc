/// Conversation history of Dialogflow CX, and messages of Dialogflow ES and Agent Assist.
///
/// FORMATS 5.13. An id that is used again after 48 hours names another conversation, so that histories are kept until
/// all have come.
package final class DialogflowCXReader: FormatReader {
  package static let profile = FormatProfile(
    "dialogflow-cx",
    tier: 1,
    confidence: "A",
    container: "JSON pages or lines",
    sides: .botOnly,
    tellsHandoff: true,
    tellsRating: false,
    tellsReplyTimes: false,
    blindSpots: [
      "What the human wrote after a hand-off is in the contact centre's export.",
      "Question and answer bear one time: how fast the bot answers cannot be told.",
      "Spoken conversations in the same export are left out.",
    ]
  )

  private var histories = Gatherer()

  package static var signNames: [StaticString]? { ["interactions", "participantRole"] }

  package static func sign(in record: TreeNode, array: ByteSlice) -> String? {
    let name = record["name"].text
    if record["interactions"].isArray, name.contains("/agents/"), name.contains("/conversations/") {
      return "\"interactions\" and \"name\" like */agents/*/conversations/*"
    }
    guard record["participantRole"].isString, record.has("content") else { return nil }
    return "\"participantRole\" with \"content\""
  }

  package init() {}

  package func read(_ record: TreeNode, _ out: Emitter) {
    if record["interactions"].isArray || record["name"].text.contains("/agents/") {
      let type = record["type"].text
      guard !type.equals("AUDIO") || out.readsVoice else { return out.noteOdd("type", type) }
      let id = record["name"].text.lastPathPart
      guard id.count > 0 else { return out.noteOdd("name", id) }
      histories.keep(record, sort: 0, under: id, out)
    } else {
      readMessage(record, out)
    }
  }

  package func absorb(_ other: DialogflowCXReader) { histories.absorb(other.histories) }

  package func finish(_ out: Emitter) {
    histories.each(out) { id, records in
      let talks = records.map { DialogflowTalk($0.record, out) }
        .enumerated()
        .sorted {
          ($0.element.started, $0.offset) < ($1.element.started, $1.offset)
        }.map(\.element)
      var number = 0
      var began = Int64.min
      for talk in talks {
        // Copies of one conversation begin together.
        if number == 0 || talk.started - began > 48 * 3_600_000 {
          number += 1
          began = talk.started
        }
        talk.emit(number == 1 ? id : out.bytes(id, out.keep("/\(number)")))
      }
    }
    histories = Gatherer()
  }

  /// Dialogflow ES and Agent Assist log message by message, the human's too.
  private func readMessage(_ record: TreeNode, _ out: Emitter) {
    let path = record.first("conversation", "name").text
    guard let id = Self.conversation(in: path) else { return out.noteOdd("name", path) }
    let time = out.time(record.first("sendTime", "createTime", "publishTime"))
    if record["type"].equals("HUMAN_INTERVENTION_NEEDED") {
      out.pieces(of: id)
      return out.event(.handoffInitiated, at: time, by: .bot)
    }
    if record["type"].equals("CONVERSATION_FINISHED") {
      out.pieces(of: id)
      return out.event(.closed, at: time)
    }
    var about = About()
    about.language = record["languageCode"].filled
    out.pieces(of: id, about)
    let author = record["participant"].filled
    out.message(
      out.authors.who(id: author, field: GoogleRole.of(record["participantRole"].text, out)),
      at: time,
      text: record["content"].text,
      id: record["name"].text.contains("/messages/") ? record["name"].text.lastPathPart : .absent,
      author: author
    )
  }

  /// The id behind `/conversations/` in a resource name.
  private static func conversation(in path: ByteSlice) -> ByteSlice? {
    let word: StaticString = "conversations/"
    var rest = path
    while rest.count > 0 {
      if rest.hasPrefix(word) {
        let id = rest[word.utf8CodeUnitCount..<rest.count]
        let end = id.firstIndex(of: 0x2F) ?? id.count
        return end > 0 ? id[0..<end] : nil
      }
      guard let slash = rest.firstIndex(of: 0x2F) else { return nil }
      rest = rest[slash + 1..<rest.count]
    }
    return nil
  }
}
