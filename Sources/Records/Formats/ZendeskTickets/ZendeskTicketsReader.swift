/// Tickets of Zendesk, with their comments, audits and users, which stand in files or streams of their own.
///
/// FORMATS 5.1. All is kept until the last input has been read, because nothing in a ticket says who is who.
package final class ZendeskTicketsReader: FormatReader {
  package static let profile = FormatProfile(
    "zendesk-tickets",
    tier: 1,
    confidence: "B",
    container: "NDJSON, API pages or a loader's streams",
    sides: .byName,
    tellsHandoff: true,
    tellsRating: true,
    blindSpots: [
      "Bots write through a user of the API: only their name tells them from people.",
      "Hand-offs are told by audits: without them they are unknown.",
      "At most 5,000 comments of a ticket are exported; times are whole seconds.",
    ]
  )

  enum Sort {
    static let ticket: UInt8 = 0, comment: UInt8 = 1, audit: UInt8 = 2, metric: UInt8 = 3
  }

  /// What a user's record says.
  struct User {
    var position: UInt64
    var isCustomer: Bool
    var name: [UInt8]
    var locale: [UInt8]
  }

  private var tickets = Gatherer()
  /// Comments that do not name their ticket, by audit and file.
  private var strays = Gatherer()
  private var users: [[UInt8]: User] = [:]

  package static var signNames: [StaticString]? {
    ["via", "ticket_id", "author_id", "side_conversation_id", "role"]
  }

  package static func sign(in record: TreeNode, array: ByteSlice) -> String? {
    if isTicket(record) { return "\"via\", \"status\" and \"requester_id\" or \"requester\"" }
    if isAudit(record) { return "\"ticket_id\", \"events\" and \"via\"" }
    if isMetric(record) { return "\"ticket_id\" with a metric" }
    if isComment(record, array) { return "a comment with \"author_id\" and \"public\"" }
    if isSideConversation(record) { return "a side conversation" }
    return isUser(record, array) ? "a user with \"role\" and \"time_zone\" or \"locale\"" : nil
  }

  private static func isTicket(_ record: TreeNode) -> Bool {
    record["via"].isObject && !record["status"].isAbsent
      && (!record["requester_id"].isAbsent || record["requester"].isObject)
  }

  private static func isAudit(_ record: TreeNode) -> Bool {
    !record["ticket_id"].isAbsent && record["events"].isArray
  }

  private static func isMetric(_ record: TreeNode) -> Bool {
    !record["ticket_id"].isAbsent
      && (record.has("metric") || record.has("solved_at") || record.has("reply_time_in_minutes"))
  }

  private static func isComment(_ record: TreeNode, _ array: ByteSlice) -> Bool {
    guard !record["author_id"].isAbsent,
      !record.first("plain_body", "body", "html_body").isAbsent
    else { return false }
    return record.has("public") || array.hasSuffix("comments")
  }

  /// What agents and third parties say to each other beside a ticket, and what happened in it.
  private static func isSideConversation(_ record: TreeNode) -> Bool {
    record.has("side_conversation_id")
      || (!record["ticket_id"].isAbsent && record["participants"].isArray
        && (record.has("message_added_at") || record.has("preview_text")))
  }

  private static func isUser(_ record: TreeNode, _ array: ByteSlice) -> Bool {
    let role = record["role"]
    guard role.equals("end-user") || role.equals("agent") || role.equals("admin") else {
      return false
    }
    return !record["id"].isAbsent
      && (record.has("time_zone") || record.has("locale") || array.hasSuffix("users"))
  }

  package init() {}

  package func read(_ record: TreeNode, _ out: Emitter) {
    if Self.isSideConversation(record) || record["via"]["channel"].equals("side_conversation") {
      out.noteOdd("side_conversation", ByteSlice("left out"))
    } else if Self.isTicket(record) {
      tickets.keep(record, sort: Sort.ticket, under: record["id"].text, out)
    } else if Self.isAudit(record) {
      tickets.keep(record, sort: Sort.audit, under: record["ticket_id"].text, out)
    } else if Self.isMetric(record) {
      if record.has("solved_at") {
        tickets.keep(record, sort: Sort.metric, under: record["ticket_id"].text, out)
      }
    } else if Self.isComment(record, out.arrayName) {
      let ticket = record["ticket_id"].filled
      if ticket.isAbsent {
        let key = out.bytes(record["audit_id"].text, out.keep("\n" + out.fileStem))
        strays.keep(record, sort: Sort.comment, under: key, out)
      } else {
        tickets.keep(record, sort: Sort.comment, under: ticket, out)
      }
    } else if Self.isUser(record, out.arrayName) {
      let user = User(
        position: out.position,
        isCustomer: record["role"].equals("end-user"),
        name: record["name"].text.key,
        locale: record["locale"].text.key
      )
      merge(user, under: record["id"].text.key)
    }
  }

  /// The record that came last speaks for a user.
  private func merge(_ user: User, under key: [UInt8]) {
    if let known = users[key], known.position > user.position { return }
    users[key] = user
  }

  package func absorb(_ other: ZendeskTicketsReader) {
    tickets.absorb(other.tickets)
    strays.absorb(other.strays)
    for (key, user) in other.users { merge(user, under: key) }
  }

  package func finish(_ out: Emitter) {
    if !strays.isEmpty { placeStrays(out) }
    tickets.each(out) { id, records in
      guard !out.toldElsewhere.contains(id.key) else {
        return out.noteOdd("ticket", ByteSlice("told by its chat"))
      }
      ZendeskTicket(id, records, users, out).emit()
    }
    tickets = Gatherer()
    users = [:]
  }

  /// Finds the tickets of comments that do not name them: by their audit, else by the number in the file's name.
  private func placeStrays(_ out: Emitter) {
    var ticketOfAudit: [[UInt8]: [UInt8]] = [:]
    tickets.each(out) { id, records in
      for (sort, record) in records where sort == Sort.audit {
        ticketOfAudit[record["id"].text.key] = id.key
      }
    }
    tickets.adopt(strays) { key, tickets in
      let parts = key.split(separator: 0x0A, maxSplits: 1, omittingEmptySubsequences: false)
      let numbers = parts[parts.count - 1].split { !(0x30...0x39).contains($0) }.map { Array($0) }
      let target =
        ticketOfAudit[Array(parts[0])] ?? numbers.first { tickets.has($0) }
      if target == nil { out.noteOdd("ticket_id", .absent) }
      return target
    }
    strays = Gatherer()
  }
}
