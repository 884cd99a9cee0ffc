/// The account export of Zendesk in XML: tickets with their comments, and users beside them.
///
/// FORMATS 6.11. The layout is assumed after Zendesk's first API, so names are taken with `-` and `_` alike. Tickets
/// wait for the users, who may come in another file; what is kept of a ticket is what is emitted of it.
package final class ZendeskXMLReader: FormatReader {
  package static let profile = FormatProfile(
    "zendesk-xml",
    tier: 2,
    confidence: "C",
    container: "XML, tickets and users",
    sides: .byName,
    tellsHandoff: false,
    tellsRating: true,
    blindSpots: [
      "The layout is assumed: no public description of this export exists.",
      "Bots are told by the name of their user.",
    ]
  )

  package static func claim(root: TreeNode) -> XMLClaim? {
    if root.key.equals("users") {
      guard !root["user"]["id"].isAbsent else { return nil }
      return XMLClaim(why: "the root element is users, with ids", records: XMLPath("user"))
    }
    guard root.key.equals("tickets"), root["ticket"].isElement else { return nil }
    let hasComments = root.all("ticket").contains { $0["comments"].isElement }
    let hasID = root.all("ticket").contains { !Self.field($0, "nice-id", "nice_id").isAbsent }
    guard hasComments || hasID else { return nil }
    return XMLClaim(why: "the root element is tickets, with comments", records: XMLPath("ticket"))
  }

  private struct Person {
    var name: [UInt8]
    var isEndUser: Bool?
  }

  private struct Comment {
    var author: [UInt8]
    var text: [UInt8]
    var time: Stamp
    var isPrivate: Bool
    var hasAttachment: Bool
  }

  private struct Ticket {
    var position: UInt64
    var id: [UInt8]
    var requester: [UInt8]
    var channel: [UInt8]
    var created: Stamp
    var updated: Stamp
    var solved: Stamp
    var score: Double?
    var isCommented: Bool
    var tags: [UInt8]
    var comments: [Comment]
  }

  private var people: [[UInt8]: Person] = [:]
  private var tickets: [Ticket] = []

  package init() {}

  /// The first of some names that holds something.
  private static func field(_ node: TreeNode, _ names: StaticString...) -> TreeNode {
    for name in names {
      let found = node[name]
      if !found.isAbsent, !found.text.isBlank { return found }
    }
    return .absent
  }

  private static func bytes(_ node: TreeNode) -> [UInt8] { Array(node.text.buffer) }

  package func read(_ record: TreeNode, _ out: Emitter) {
    if record.key.equals("user") { return person(record) }
    var rating: Double?
    let score = Self.field(record, "satisfaction-score", "satisfaction_score").text
    if score.hasPrefix("good") { rating = 1 }
    if score.hasPrefix("bad") { rating = 0 }
    tickets.append(
      Ticket(
        position: out.position,
        id: Self.bytes(Self.field(record, "nice-id", "nice_id", "id")),
        requester: Self.bytes(Self.field(record, "requester-id", "requester_id")),
        channel: Self.bytes(Self.field(record, "channel")),
        created: out.time(Self.field(record, "created-at", "created_at")),
        updated: out.time(Self.field(record, "updated-at", "updated_at")),
        solved: out.time(Self.field(record, "solved-at", "solved_at")),
        score: rating,
        isCommented: score.contains("with-comment") || score.contains("with_comment")
          || !Self.field(record, "satisfaction-comment", "satisfaction_comment").isAbsent,
        tags: Self.bytes(Self.field(record, "current-tags", "current_tags")),
        comments: record["comments"].all("comment").map { comment($0, out) }
      )
    )
  }

  private func person(_ record: TreeNode) {
    let role = Self.field(record, "roles", "role").text
    people[Self.bytes(record["id"])] = Person(
      name: Self.bytes(record["name"]),
      isEndUser: role.isAbsent ? nil : role.equals("0") || role.equals("end-user")
    )
  }

  private func comment(_ node: TreeNode, _ out: Emitter) -> Comment {
    let isPublic = Self.field(node, "is-public", "is_public", "public").bool ?? true
    var text = Self.field(node, "value", "body", "plain-body", "plain_body").text
    let html = Self.field(node, "html-body", "html_body").text
    if text.isAbsent { text = out.plain(html: html) }
    return Comment(
      author: Self.bytes(Self.field(node, "author-id", "author_id")),
      text: Array(text.buffer),
      time: out.time(Self.field(node, "created-at", "created_at")),
      isPrivate: !isPublic,
      hasAttachment: node["attachments"].children.contains { $0.isElement }
    )
  }

  package func absorb(_ other: ZendeskXMLReader) {
    people.merge(other.people) { first, _ in first }
    tickets += other.tickets
  }

  package func finish(_ out: Emitter) {
    for ticket in tickets.sorted(by: { $0.position < $1.position }) {
      out.go(to: ticket.position)
      var about = About()
      about.customer = out.kept(ticket.requester)
      about.channel = out.kept(ticket.channel)
      about.created = ticket.created
      about.updated = ticket.updated
      about.rating = ticket.score.map { RawRating(score: $0, min: 0, max: 1, time: .missing) }
      about.rating?.hasComment = ticket.isCommented
      // Tags of Zendesk hold no white space, which parts them here.
      about.tags = out.tags(ticket.tags.split { $0 <= 0x20 }.map { out.kept(Array($0)) })
      out.begin(out.kept(ticket.id), about)
      for comment in ticket.comments {
        let author = out.kept(comment.author)
        out.message(
          who(comment.author, ticket.requester, out),
          at: comment.time,
          text: out.kept(comment.text),
          author: author,
          isPrivate: comment.isPrivate,
          hasAttachment: comment.hasAttachment
        )
      }
      if ticket.solved.isKnown { out.event(.solved, at: ticket.solved) }
      out.end()
      out.flush()
    }
    tickets.removeAll()
  }

  private func who(_ author: [UInt8], _ requester: [UInt8], _ out: Emitter) -> Who {
    let person = people[author]
    let id = out.kept(author)
    let name = person.map { out.kept($0.name) } ?? .absent
    if author.isEmpty || author == Array("-1".utf8) {
      return out.authors.who(id: id, name: name, field: .system)
    }
    if author == requester { return out.authors.who(id: id, name: name, field: .customer) }
    return out.authors.who(
      id: id,
      name: name,
      otherwise: person?.isEndUser == true ? .customer : .human
    )
  }
}
