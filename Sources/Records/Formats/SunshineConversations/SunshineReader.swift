/// Messages of Sunshine Conversations: a file per conversation, or payloads of its webhooks.
///
/// FORMATS 6.9.
package final class SunshineReader: FormatReader {
  package static let profile = FormatProfile(
    "sunshine-conversations",
    tier: 2,
    confidence: "A",
    container: "a JSON file per conversation",
    sides: .structural,
    tellsHandoff: false,
    tellsRating: false,
    blindSpots: [
      "Only payloads of webhooks tell that a switchboard passes control.",
      "Older data do not mark what a bot wrote: then its name counts.",
    ]
  )

  package static var signNames: [StaticString]? { ["messages", "received", "payload"] }

  package static func sign(in record: TreeNode, array: ByteSlice) -> String? {
    if isMessage(record["messages"][0]) { return "\"messages\" with \"author\" and \"received\"" }
    if isMessage(record) { return "\"author\" and \"received\"" }
    return isWebhook(record) ? "an event of a webhook with its conversation" : nil
  }

  private static func isMessage(_ record: TreeNode) -> Bool {
    let type = record["author"]["type"]
    return record.has("received") && (type.equals("user") || type.equals("business"))
  }

  private static func isWebhook(_ record: TreeNode) -> Bool {
    let type = record["type"].text
    return !record["payload"]["conversation"]["id"].isAbsent
      && (type.hasPrefix("conversation:") || type.hasPrefix("switchboard:"))
  }

  package init() {}

  package func read(_ record: TreeNode, _ out: Emitter) {
    if record["messages"].isArray {
      let inner = record["conversation"]["id"].filled
      let messages = Array(record["messages"].elements)
      out.pieces(of: inner.isAbsent ? id(ofFile: out) : inner, about(messages))
      for message in messages { emit(message, out) }
    } else if Self.isMessage(record) {
      out.pieces(of: id(ofFile: out), about([record]))
      emit(record, out)
    } else if Self.isWebhook(record) {
      webhook(record, out)
    }
  }

  /// The id that a file's name holds: the exports call it `conversation-ID-messages.json`.
  private func id(ofFile out: Emitter) -> ByteSlice {
    var name = Substring(out.fileStem)
    if name.hasPrefix("conversation-") { name = name.dropFirst("conversation-".count) }
    if name.hasSuffix("-messages") { name = name.dropLast("-messages".count) }
    return out.keep(String(name))
  }

  private func about(_ messages: [TreeNode]) -> About {
    var about = About()
    for message in messages where message["author"]["type"].equals("user") {
      if about.customer.isAbsent {
        about.customer = message["author"].first("userExternalId", "userId").filled
      }
      if about.channel.isAbsent { about.channel = message["source"]["type"].filled }
    }
    return about
  }

  private func webhook(_ record: TreeNode, _ out: Emitter) {
    let payload = record["payload"]
    let message = payload["message"]
    var about = message.isObject ? about([message]) : About()
    let time = out.time(record["createdAt"])
    about.tellsHandoff = true
    out.pieces(of: payload["conversation"]["id"].text, about)
    if message.isObject {
      emit(message, out)
    } else if record["type"].equals("switchboard:passControl") {
      out.event(.handoffInitiated, at: time, by: .bot)
    } else {
      out.noteOdd("type", record["type"].text)
    }
  }

  private func who(_ author: TreeNode, _ out: Emitter) -> Who {
    let id = author.first("userExternalId", "userId").text
    let name = author["displayName"].text
    let subtypes = author["subtypes"]
    var field: Role?
    if author["type"].equals("user") {
      field = .customer
    } else if subtypes.isArray {
      field = .human
      for subtype in subtypes.elements.reversed() {
        if subtype.equals("AI") { field = .bot }
        if subtype.equals("activity") { field = .system }
      }
    }
    guard let field else { return out.authors.who(id: id, name: name, otherwise: .human) }
    return out.authors.who(id: id, name: name, field: field)
  }

  private func emit(_ message: TreeNode, _ out: Emitter) {
    let content = message["content"]
    let type = content["type"].text
    var text = content["text"].text
    var hasAttachment = false
    if type.equals("formResponse") {
      let answers = content["fields"].elements.map {
        $0.first("text", "email").isAbsent
          ? out.submitted($0["select"]) : $0.first("text", "email").text
      }
      text = out.joined(answers, ", ")
    } else if type.equals("carousel") || type.equals("list") || type.equals("template") {
      text = out.cardText(content)
      hasAttachment = true
    } else if type.equals("form") {
      text = out.joined(content["fields"].elements.map { $0["label"].text }, "\n")
      hasAttachment = true
    } else if type.equals("image") || type.equals("file") || type.equals("location") {
      hasAttachment = true
      if text.isBlank { text = content["altText"].text }
    } else if !type.equals("text") {
      out.noteOdd("content.type", type)
    }
    out.message(
      who(message["author"], out),
      at: out.time(message["received"]),
      text: text,
      id: message["id"].filled,
      author: message["author"].first("userExternalId", "userId", "displayName").filled,
      hasAttachment: hasAttachment
    )
  }
}
