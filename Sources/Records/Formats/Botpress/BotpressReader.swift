/// Messages of Botpress, newest first, and the list of conversations beside them.
///
/// FORMATS 7.
package final class BotpressReader: FormatReader {
  package static let profile = FormatProfile(
    "botpress",
    tier: 3,
    confidence: "C",
    container: "JSON pages",
    sides: .byName,
    tellsHandoff: false,
    tellsRating: false,
    blindSpots: [
      "A human's replies look like the bot's: --human-author tells them apart.",
      "Nothing says that the bot gives up.",
    ]
  )

  package static var signNames: [StaticString]? { ["direction", "integration"] }

  package static func sign(in record: TreeNode, array: ByteSlice) -> String? {
    let direction = record["direction"].text
    if direction.equals("incoming") || direction.equals("outgoing"), record.has("conversationId"),
      record.has("payload")
    {
      return "\"direction\", \"conversationId\" and \"payload\""
    }
    guard record.has("integration"), record.has("tags"), record.has("createdAt") else { return nil }
    return "\"integration\", \"tags\" and \"createdAt\""
  }

  package init() {}

  package func read(_ record: TreeNode, _ out: Emitter) {
    guard record.has("direction") else {
      var about = About()
      about.channel = record["integration"].filled
      about.created = out.time(record["createdAt"])
      about.updated = out.time(record["updatedAt"])
      let id = record["id"].filled
      return id.isAbsent ? out.noteOdd("id", id) : out.pieces(of: id, about)
    }
    let id = record["conversationId"].filled
    guard !id.isAbsent else { return out.noteOdd("conversationId", id) }
    let author = record["userId"].filled
    let isCustomer = record["direction"].equals("incoming")
    var about = About()
    if isCustomer { about.customer = author }
    out.pieces(of: id, about)
    let payload = record["payload"]
    let text = payload["text"].filled
    out.message(
      // A human's words go out the same way.
      isCustomer ? .customer : out.authors.who(id: author, name: author, otherwise: .bot),
      at: out.time(record["createdAt"]),
      text: text.isAbsent ? out.cardText(payload) : text,
      id: record["id"].filled,
      author: author,
      hasAttachment: !record["type"].equals("text") && !record["type"].isAbsent
    )
  }
}
