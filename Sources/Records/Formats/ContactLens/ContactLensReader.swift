/// Chats that Contact Lens for Amazon Connect has analysed.
///
/// FORMATS 5.4. Of a contact there may be a raw and a redacted copy, whose items do not match by id: contacts are kept
/// until all have come.
package final class ContactLensReader: FormatReader {
  package static let profile = FormatProfile(
    "contact-lens",
    tier: 1,
    confidence: "A",
    container: "one JSON file per contact",
    sides: .partlyByName,
    tellsHandoff: false,
    tellsRating: false,
    blindSpots: [
      "No event says that the bot gives up.",
      "Prompts and bot answers share a role; only the display name parts them.",
      "In redacted copies names are taken out, and texts in part.",
      "Files of voice calls are left out.",
    ]
  )

  private var contacts = Gatherer()

  package static var signNames: [StaticString]? { ["Transcript", "Participants"] }

  package static func sign(in record: TreeNode, array: ByteSlice) -> String? {
    guard record["Transcript"].isArray || record.has("Participants"),
      record.has("JobStatus") || record.has("CustomerMetadata")
        || record.has("ConversationCharacteristics")
    else { return nil }
    return "\"Transcript\" with \"JobStatus\" or \"CustomerMetadata\""
  }

  package init() {}

  package func read(_ record: TreeNode, _ out: Emitter) {
    guard !record["Channel"].equals("VOICE") else {
      return out.noteOdd("Channel", ByteSlice("VOICE"))
    }
    let id = record["CustomerMetadata"]["ContactId"].filled
    guard !id.isAbsent else { return out.noteOdd("ContactId", .absent) }
    let isRedacted = record["ContentMetadata"]["Output"].text.contains("redacted")
    contacts.keep(record, sort: isRedacted ? 1 : 0, under: id, out)
  }

  package func absorb(_ other: ContactLensReader) { contacts.absorb(other.contacts) }

  package func finish(_ out: Emitter) {
    contacts.each(out) { id, copies in
      // Some copies carry the roles of participants and others do not.
      let people =
        copies.lazy.map { $0.record["Participants"] }.first {
          $0.elements.contains { !$0["ParticipantRole"].isAbsent }
        } ?? .absent
      // Of copies the last one counts: the redacted.
      for copy in copies.filter({ $0.sort == 0 }) + copies.filter({ $0.sort == 1 }) {
        emit(id, copy.record, people, out)
      }
    }
    contacts = Gatherer()
  }

  private func emit(_ id: ByteSlice, _ record: TreeNode, _ people: TreeNode, _ out: Emitter) {
    var about = About()
    about.channel = record["Channel"].filled
    about.language = record["LanguageCode"].filled
    about.topic = record["Categories"]["MatchedCategories"][0].filled
    about.tags = out.tags(record["Categories"]["MatchedCategories"])
    out.begin(id, about)
    for item in record["Transcript"].elements { ConnectItem(item, participants: people).emit(out) }
    out.end()
  }
}
