/// Conversation transcripts of Copilot Studio: rows of a Dataverse table whose `content` is JSON in a string.
///
/// FORMATS 5.10. A talk with a connected agent leaves a second row that repeats part of the first, so that rows are
/// pieces of a conversation and repeated messages are dropped by their ids. Tools write the columns by their logical
/// names (`content`) or by those of the schema (`Content`).
package final class CopilotStudioReader: FormatReader {
  package static let profile = FormatProfile(
    "copilot-studio",
    tier: 1,
    confidence: "A",
    container: "Dataverse rows as JSON pages or CSV",
    sides: .botOnly,
    tellsHandoff: true,
    tellsRating: true,
    blindSpots: [
      "What the human wrote after a hand-off is in the contact centre's export.",
      "An outcome \"HandOff\" does not mean that anybody was reached.",
      "Times are whole seconds.",
    ]
  )

  package static var signNames: [StaticString]? {
    ["conversationtranscriptid", "ConversationTranscriptId", "content", "Content"]
  }

  package static func sign(in record: TreeNode, array: ByteSlice) -> String? {
    if record.has("conversationtranscriptid") || record.has("ConversationTranscriptId") {
      return "\"conversationtranscriptid\""
    }
    let content = record.first("content", "Content").text
    var start = 0
    func skipBlanks() {
      while start < min(content.count, 64), let byte = content.start?[start], byte <= 0x20 {
        start += 1
      }
    }
    skipBlanks()
    guard content[start..<content.count].hasPrefix("{") else { return nil }
    start += 1
    skipBlanks()
    guard content[start..<content.count].hasPrefix("\"activities\"") else { return nil }
    return "\"content\" with {\"activities\""
  }

  package init() {}

  package func read(_ record: TreeNode, _ out: Emitter) {
    let given = record.first("content", "Content")
    let content = given.isString ? out.store.parseJSON(in: given.text) : given
    if content.isAbsent, given.text.count > 0 { out.noteOdd("content", ByteSlice("no JSON")) }
    CopilotTranscript(record, content, out).emit()
  }
}
