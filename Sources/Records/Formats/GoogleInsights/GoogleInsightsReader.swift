/// Conversations of Google's Customer Engagement Suite (Contact Center AI Insights) in the JSON form of their protocol.
///
/// FORMATS 5.11.
package final class GoogleInsightsReader: FormatReader {
  package static let profile = FormatProfile(
    "google-insights",
    tier: 1,
    confidence: "A",
    container: "JSON pages or lines",
    sides: .structural,
    tellsHandoff: false,
    tellsRating: true,
    recordsAreWhole: true,
    blindSpots: [
      "No event says that the bot gives up.",
      "Telephone calls in the same export are left out.",
    ]
  )

  package static var signNames: [StaticString]? { ["transcript", "name"] }

  package static func sign(in record: TreeNode, array: ByteSlice) -> String? {
    if record["transcript"]["transcriptSegments"].isArray {
      return "\"transcript.transcriptSegments\""
    }
    let name = record["name"].text
    guard name.hasPrefix("projects/"), name.buffer.count(where: { $0 == 0x2F }) == 5,
      name.contains("/locations/"), name.contains("/conversations/")
    else { return nil }
    return "\"name\" like projects/*/locations/*/conversations/*"
  }

  package init() {}

  package func read(_ record: TreeNode, _ out: Emitter) {
    let medium = record["medium"].text
    let isCall = medium.equals("PHONE_CALL")
    guard !isCall || out.readsVoice else { return out.noteOdd("medium", medium) }
    let id = record["name"].text.lastPathPart
    guard id.count > 0 else { return out.noteOdd("name", id) }
    var about = About()
    about.customer = record["obfuscatedUserId"].filled
    about.channel = isCall ? ByteSlice("voice") : medium.count > 0 ? ByteSlice("chat") : .absent
    about.language = record["languageCode"].filled
    let issues = record["latestAnalysis"]["analysisResult"]["callAnalysisMetadata"][
      "issueModelResult"
    ]["issues"]
    about.topic = record["labels"]["topic"].filled
    if about.topic.isAbsent { about.topic = issues[0]["displayName"].filled }
    let labels = record["labels"].children.map { out.bytes($0.key, ByteSlice("="), $0.text) }
    about.tags = out.tags(labels + issues.elements.map { $0["displayName"].text })
    about.created = out.time(record["startTime"])
    about.updated = out.time(record["updateTime"])
    if let score = record["qualityMetadata"]["customerSatisfactionRating"].number, score >= 1 {
      about.rating = RawRating(score: score, min: 1, max: 5, time: .missing)
    }
    out.begin(id, about)
    for segment in record["transcript"]["transcriptSegments"].elements {
      let participant = segment["segmentParticipant"]
      let author = participant.first("userId", "obfuscatedExternalUserId").filled
      out.message(
        out.authors.who(id: author, field: GoogleRole.of(participant["role"].text, out)),
        at: out.time(segment["messageTime"]),
        text: segment["text"].text,
        author: author
      )
    }
    out.end()
  }
}
