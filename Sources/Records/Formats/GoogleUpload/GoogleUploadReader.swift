/// Transcripts in the form that is uploaded to Google's Insights: one JSON object per file.
///
/// FORMATS 5.12. The id is the file's name.
package final class GoogleUploadReader: FormatReader {
  package static let profile = FormatProfile(
    "google-ccai-upload",
    tier: 1,
    confidence: "B",
    container: "one JSON file per conversation",
    sides: .structural,
    tellsHandoff: false,
    tellsRating: false,
    recordsAreWhole: true,
    blindSpots: [
      "No event says that the bot gives up.",
      "The conversation's id is the file's name.",
      "User ids are often meaningless numbers.",
    ]
  )

  package static var signNames: [StaticString]? { ["entries"] }

  package static func sign(in record: TreeNode, array: ByteSlice) -> String? {
    let first = record["entries"][0]
    guard first.has("start_timestamp_usec"), first.has("role") else { return nil }
    return "\"entries\" with \"start_timestamp_usec\" and \"role\""
  }

  package init() {}

  package func read(_ record: TreeNode, _ out: Emitter) {
    let isOnlyOne = out.recordNumber == 1 && out.fileName != "stdin"
    let id = out.keep(isOnlyOne ? out.fileStem : "\(out.fileStem)#\(out.recordNumber)")
    let entries = record["entries"]
    var about = About()
    about.topic = record["conversation_info"]["categories"][0]["display_name"].filled
    for entry in entries.elements
    where entry["role"].equals("CUSTOMER") || entry["role"].equals("END_USER") {
      about.customer = entry["user_id"].filled
      break
    }
    out.begin(id, about)
    for entry in entries.elements {
      let author = entry["user_id"].filled
      out.message(
        out.authors.who(id: author, field: GoogleRole.of(entry["role"].text, out)),
        at: out.time(entry["start_timestamp_usec"], .microseconds),
        text: entry["text"].text,
        author: author
      )
    }
    out.end()
  }
}
