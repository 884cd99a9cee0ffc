/// Chat transcripts of Amazon Connect: one JSON object per contact.
///
/// FORMATS 5.3.
package final class AmazonConnectReader: FormatReader {
  package static let profile = FormatProfile(
    "amazon-connect",
    tier: 1,
    confidence: "A",
    container: "one JSON file per contact",
    sides: .partlyByName,
    tellsHandoff: false,
    tellsRating: false,
    recordsAreWhole: true,
    blindSpots: [
      "No event says that the bot gives up.",
      "Prompts and bot answers share a role; only the display name parts them.",
      "The customer is not the same id from contact to contact.",
    ]
  )

  package static var signNames: [StaticString]? { ["Transcript"] }

  package static func sign(in record: TreeNode, array: ByteSlice) -> String? {
    guard record["Transcript"].isArray, !record.first("InstanceId", "InitialContactId").isAbsent
    else { return nil }
    return "\"Transcript\" with \"InstanceId\" or \"InitialContactId\""
  }

  package init() {}

  package func read(_ record: TreeNode, _ out: Emitter) {
    var about = About()
    let initial = record["InitialContactId"].filled
    if !(initial == record["ContactId"].text) { about.parent = initial }
    out.begin(record["ContactId"].text, about)
    for item in record["Transcript"].elements { ConnectItem(item).emit(out) }
    out.end()
  }
}
