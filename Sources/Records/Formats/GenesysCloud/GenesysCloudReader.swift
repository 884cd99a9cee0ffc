/// Recordings of Genesys Cloud, joined with the details of their conversations.
///
/// FORMATS 5.7.
package final class GenesysCloudReader: FormatReader {
  package static let profile = FormatProfile(
    "genesys-cloud",
    tier: 1,
    confidence: "A",
    container: "JSON, and a file of details",
    sides: .structural,
    tellsHandoff: true,
    tellsRating: true,
    blindSpots: [
      "Without the file of conversation details hand-offs, the end and ratings are unknown.",
      "Transcripts of speech and text analytics do not tell bots from people.",
    ]
  )

  enum Sort { static let recording: UInt8 = 0, details: UInt8 = 1, analytics: UInt8 = 2 }
  private var records = Gatherer()

  package static var signNames: [StaticString]? { ["conversationId"] }

  package static func sign(in record: TreeNode, array: ByteSlice) -> String? {
    guard !record["conversationId"].isAbsent else { return nil }
    if isDetails(record) { return "\"conversationId\" with the purposes of participants" }
    guard
      record["messagingTranscript"].isArray || record["transcript"].isArray
        || record["transcripts"].isArray || !record["media"].isAbsent
    else { return nil }
    return "\"conversationId\" with a transcript or \"media\""
  }

  private static func isDetails(_ record: TreeNode) -> Bool {
    record["participants"].elements.contains { !$0["purpose"].isAbsent }
  }

  package init() {}

  package func read(_ record: TreeNode, _ out: Emitter) {
    let id = record["conversationId"].filled
    guard !id.isAbsent else { return out.noteOdd("conversationId", .absent) }
    let sort =
      Self.isDetails(record)
      ? Sort.details : record["transcripts"].isArray ? Sort.analytics : Sort.recording
    records.keep(record, sort: sort, under: id, out)
  }

  package func absorb(_ other: GenesysCloudReader) { records.absorb(other.records) }

  package func finish(_ out: Emitter) {
    records.each(out) { id, group in GenesysTalk(id, group, out).emit() }
    records = Gatherer()
  }
}
