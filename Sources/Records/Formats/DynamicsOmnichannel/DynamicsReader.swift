/// Transcripts of Dynamics 365 Omnichannel: rows whose body is an encoded array, or that array on its own.
///
/// FORMATS 6.3.
package final class DynamicsReader: FormatReader {
  package static let profile = FormatProfile(
    "dynamics-omnichannel",
    tier: 2,
    confidence: "B",
    container: "Dataverse rows with a Base64 body, or decoded arrays",
    sides: .structural,
    tellsHandoff: false,
    tellsRating: false,
    blindSpots: [
      "Ratings, queues and topics stand in other tables.",
      "Customers and bots are both applications: only a display name or tag tells them apart.",
    ]
  )

  package static var signNames: [StaticString]? { ["documentbody", "createdDateTime"] }

  package static func sign(in record: TreeNode, array: ByteSlice) -> String? {
    if record.has("documentbody"), record["objecttypecode"].equals("msdyn_transcript") {
      return "\"documentbody\" of a msdyn_transcript"
    }
    guard record.has("createdDateTime"), record.has("content"),
      record.has("deliveryMode") || record["isControlMessage"].bool == true
    else { return nil }
    return "\"createdDateTime\" with \"deliveryMode\""
  }

  package init() {}

  package func read(_ record: TreeNode, _ out: Emitter) {
    guard record.has("documentbody") else {
      out.pieces(of: out.keep(out.fileStem))
      return emit(record, out)
    }
    let id = record.first("_objectid_value", "objectid", "annotationid").filled
    guard !id.isAbsent else { return out.noteOdd("_objectid_value", .absent) }
    guard let bytes = Base64.decode(record["documentbody"].text) else {
      return out.noteOdd("documentbody", ByteSlice("not Base64"))
    }
    let items = out.store.parseJSON(copying: bytes)
    guard items.isArray else {
      return out.noteOdd("documentbody", ByteSlice("not a JSON array"))
    }
    var about = About()
    about.updated = out.time(record.first("modifiedon", "createdon"))
    out.begin(id, about)
    let ordered = out.inOrder(Array(items.elements)) { out.time($0["createdDateTime"]) }
    for item in ordered { emit(item, out) }
    out.end()
  }

  private func emit(_ item: TreeNode, _ out: Emitter) {
    let time = out.time(item.first("createdDateTime", "created"))
    if item["isControlMessage"].bool == true { return control(item["content"].text, time, out) }
    let who = who(wrote: item, out)
    let from = item["from"]
    let content = item["content"].text
    let type = item["contentType"].text
    var text = content
    var isCard = false
    if type.means("html") {
      text = out.plain(html: content)
    } else if type.contains("card") || type.contains("json") {
      let card = out.store.parseJSON(in: content)
      isCard = true
      if card.isObject || card.isArray { text = out.cardText(card) }
    }
    out.message(
      who,
      at: time,
      text: text,
      id: item["id"].filled,
      author: from["user"].isObject
        ? from["user"]["id"].filled : from["application"]["id"].filled,
      // Customers' words bear the tag too, in Microsoft's own example.
      isPrivate: who.role == .human && hasTag(item, "private"),
      hasAttachment: isCard || item["attachments"].count > 0
    )
  }

  private func who(wrote item: TreeNode, _ out: Emitter) -> Who {
    let user = item["from"]["user"]
    let application = item["from"]["application"]
    let person = user.isObject ? user : application
    let name = person["displayName"].text
    let field: Role
    if hasTag(item, "system") {
      field = .system
    } else if user.isObject {
      field = .human
    } else if name.equals("Customer") || hasTag(item, "FromCustomer") {
      field = .customer
    } else {
      field = application.isObject ? .bot : .unknown
    }
    return out.authors.who(id: person["id"].text, name: name, field: field)
  }

  /// Whether a word stands among the tags, which are one string with commas.
  private func hasTag(_ item: TreeNode, _ word: StaticString) -> Bool {
    let tags = item["tags"]
    if tags.isArray { return tags.elements.contains { $0.equals(word) } }
    var rest = tags.text
    while rest.count > 0 {
      let end = rest.firstIndex(of: 0x2C) ?? rest.count
      if rest[0..<end].trimmed.equals(word) { return true }
      guard end < rest.count else { return false }
      rest = rest[end + 1..<rest.count]
    }
    return false
  }

  /// XML in a string: who came and went.
  private func control(_ xml: ByteSlice, _ time: Stamp, _ out: Emitter) {
    // Applications such as bots have the prefix 28.
    let isBot = xml.contains("<target>28:")
    if xml.contains("<addmember>") {
      if !isBot { out.event(.agentJoined, at: time, by: .human) }
    } else if xml.contains("<deletemember>") {
      if !isBot { out.event(.agentLeft, at: time, by: .human) }
    } else if !xml.contains("<topicupdate>") {
      out.event(.other, at: time)
    }
  }
}
