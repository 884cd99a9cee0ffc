/// Chats in the layout of OpenAI's chat API, as applications log them and models are tuned on: one chat a line.
///
/// FORMATS 5.16.
package final class OpenAIChatReader: FormatReader {
  package static let profile = FormatProfile(
    "openai-chat",
    tier: 1,
    confidence: "A",
    container: "JSON lines",
    sides: .byName,
    tellsHandoff: false,
    tellsRating: false,
    recordsAreWhole: true,
    blindSpots: [
      "Everything that is no customer counts as bot: --human-author tells names apart.",
      "There are usually no times.",
      "Nothing says that the bot gives up.",
    ]
  )

  package static var signNames: [StaticString]? { ["messages"] }

  package static func sign(in record: TreeNode, array: ByteSlice) -> String? {
    guard isRole(record["messages"][0]["role"].text) else { return nil }
    return "\"messages\" with \"role\""
  }

  private static func isRole(_ word: ByteSlice) -> Bool {
    ["system", "developer", "user", "assistant", "tool", "function"].contains { word.equals($0) }
  }

  package init() {}

  package func read(_ record: TreeNode, _ out: Emitter) {
    let data = record["metadata"]
    var id = record.first("id", "conversation_id").filled
    if id.isAbsent { id = out.keep("\(out.fileName)#\(out.recordNumber)") }
    var about = About()
    about.customer = first("customer_id", "user_id", "user", in: record, data)
    about.channel = first("channel", in: record, data)
    about.topic = first("topic", in: record, data)
    about.language = first("language", in: record, data)
    about.created = out.time(record.first("created_at", "timestamp"))
    if !about.created.isKnown { about.created = out.time(data.first("created_at", "timestamp")) }
    out.begin(id, about)
    for message in record["messages"].elements { emit(message, out) }
    out.end()
  }

  private func first(_ names: StaticString..., in places: TreeNode...) -> ByteSlice {
    for place in places {
      for name in names where !place[name].filled.isAbsent { return place[name].filled }
    }
    return .absent
  }

  /// A name may be a human's: that it is a bot's is a guess then.
  private func who(named name: ByteSlice, _ out: Emitter) -> Who {
    name.isAbsent ? .bot : out.authors.who(id: name, name: name, otherwise: .bot)
  }

  private func emit(_ message: TreeNode, _ out: Emitter) {
    let word = message["role"].text
    let isBot = word.equals("assistant")
    guard isBot || word.equals("user") else {
      if !Self.isRole(word) { out.noteOdd("role", word) }
      return
    }
    let name = message["name"].filled
    let (text, hasOther) = out.partsText(message["content"])
    var time = out.time(message.first("timestamp", "created_at"))
    if !time.isKnown { time = out.time(message["metadata"].first("timestamp", "created_at")) }
    out.message(
      isBot ? who(named: name, out) : .customer,
      at: time,
      text: text.isBlank ? message["refusal"].text : text,
      id: message["id"].filled,
      author: name,
      hasAttachment: hasOther
    )
  }
}
