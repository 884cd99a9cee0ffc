/// Conversations of Twilio: conversation, participants and messages, in one record or in three resources.
///
/// FORMATS 6.8.
package final class TwilioReader: FormatReader {
  package static let profile = FormatProfile(
    "twilio-conversations",
    tier: 2,
    confidence: "B",
    container: "JSON, three resources",
    sides: .byName,
    tellsHandoff: false,
    tellsRating: true,
    blindSpots: [
      "Who is a bot stands in attributes that each team names itself: else `--bot-author` tells.",
      "Events of tasks and hand-offs are not in these resources; times are whole seconds.",
    ]
  )

  private enum Sort {
    static let conversation: UInt8 = 0, participant: UInt8 = 1, message: UInt8 = 2
  }

  private var records = Gatherer()

  package static var signNames: [StaticString]? { ["conversation", "sid"] }

  package static func sign(in record: TreeNode, array: ByteSlice) -> String? {
    let inner = record["conversation"].isObject ? record["conversation"] : record
    let sid = inner["sid"].text
    guard
      sid.hasPrefix("CH") || sid.hasPrefix("IM")
        || (sid.hasPrefix("MB") && record.has("conversation_sid"))
    else { return nil }
    return "\"sid\" of a conversation, message or participant"
  }

  package init() {}

  package func read(_ record: TreeNode, _ out: Emitter) {
    if record["conversation"].isObject {
      return emit(
        record["conversation"]["sid"].text,
        record["conversation"],
        Array(record["participants"].elements),
        Array(record["messages"].elements),
        out
      )
    }
    let sid = record["sid"].text
    let conversation = sid.hasPrefix("CH") ? sid : record["conversation_sid"].filled
    guard !conversation.isAbsent else { return out.noteOdd("conversation_sid", .absent) }
    let sort =
      sid.hasPrefix("CH")
      ? Sort.conversation : sid.hasPrefix("MB") ? Sort.participant : Sort.message
    records.keep(record, sort: sort, under: conversation, out)
  }

  package func absorb(_ other: TwilioReader) { records.absorb(other.records) }

  package func finish(_ out: Emitter) {
    records.each(out) { id, group in
      func all(_ sort: UInt8) -> [TreeNode] { group.filter { $0.sort == sort }.map(\.record) }
      let head = out.newest(all(Sort.conversation)) { out.time($0["date_updated"]) }
      emit(id, head, all(Sort.participant), all(Sort.message), out)
    }
    records = Gatherer()
  }

  private func emit(
    _ id: ByteSlice,
    _ head: TreeNode,
    _ people: [TreeNode],
    _ messages: [TreeNode],
    _ out: Emitter
  ) {
    let attributes = attributes(of: head, out)
    var about = About()
    about.language = attributes["language"].filled
    about.created = out.time(head["date_created"])
    about.updated = out.time(head["date_updated"])
    about.rating = .stars(attributes["csat"], at: .missing)
    about.rating?.hasComment = !attributes["csat_comment"].text.isBlank
    let known = people.map { who($0, out) }
    for (person, who) in zip(people, known) where who.role == .customer && about.customer.isAbsent {
      about.customer = person["messaging_binding"]["address"].filled
      if about.channel.isAbsent { about.channel = person["messaging_binding"]["type"].filled }
    }
    out.begin(id, about)
    for message in messages {
      let sid = message["participant_sid"].filled
      let place = people.prefix(TreeNode.mostPeople).firstIndex { $0["sid"].text == sid }
      let author = message["author"].filled
      let given = out.authors.given(id: author).map { Who($0, .given) }
      out.message(
        given ?? (sid.isAbsent ? .system : place.map { known[$0] } ?? who(left: author, out)),
        at: out.time(message["date_created"]),
        text: message["body"].text,
        id: message["sid"].filled,
        author: author,
        hasAttachment: message["media"].count > 0,
        sequence: message["index"].integer
      )
    }
    out.end()
  }

  /// JSON in a string.
  private func attributes(of node: TreeNode, _ out: Emitter) -> TreeNode {
    let attributes = node["attributes"]
    return attributes.isObject ? attributes : out.store.parseJSON(in: attributes.text)
  }

  private func who(_ person: TreeNode, _ out: Emitter) -> Who {
    let identity = person["identity"].filled
    let sid = person["sid"].text
    let type = attributes(of: person, out)["member_type"].text
    var field: Role?
    if type.means("guest") || type.means("customer") { field = .customer }
    if type.means("bot") { field = .bot }
    if type.means("agent") || type.means("supervisor") { field = .human }
    if field == nil {
      if type.count > 0 { out.noteOdd("member_type", type) }
      if identity.isAbsent || person["messaging_binding"].isObject { field = .customer }
    }
    guard let field else { return out.authors.who(id: sid, name: identity, otherwise: .human) }
    return out.authors.who(id: sid, name: identity, field: field)
  }

  /// A participant who has left the list: only the name is known.
  private func who(left author: ByteSlice, _ out: Emitter) -> Who {
    out.authors.who(id: author, name: author, otherwise: .unknown)
  }
}
