/// One ticket of Zendesk and all that was found about it.
struct ZendeskTicket {
  private typealias Sort = ZendeskTicketsReader.Sort

  /// A comment, or a message of the chat that an audit holds.
  private struct Saying {
    let node: TreeNode
    let time: Stamp
    let audit: ByteSlice
    var isChat = false
  }

  private let id: ByteSlice
  private let tickets: [TreeNode]
  private let audits: [TreeNode]
  private let comments: [TreeNode]
  private let solved: TreeNode
  private let users: [[UInt8]: ZendeskTicketsReader.User]
  private let out: Emitter

  init(
    _ id: ByteSlice,
    _ records: [(sort: UInt8, record: TreeNode)],
    _ users: [[UInt8]: ZendeskTicketsReader.User],
    _ out: Emitter
  ) {
    func all(_ sort: UInt8) -> [TreeNode] { records.filter { $0.sort == sort }.map(\.record) }
    self.id = id
    self.users = users
    self.out = out
    tickets = all(Sort.ticket)
    // Streams repeat audits on each sync.
    var seen: Set<[UInt8]> = []
    audits = out.inOrder(all(Sort.audit)) { out.time($0["created_at"]) }
      .filter { $0["id"].isAbsent || seen.insert($0["id"].text.key).inserted }
    comments = out.newestCopyFirst(all(Sort.comment))
    solved = all(Sort.metric).last?["solved_at"] ?? .absent
  }

  /// Every copy of the ticket is emitted, so that dropped ones are counted.
  func emit() {
    if tickets.isEmpty {
      guard !comments.isEmpty || !audits.isEmpty else { return }
      return emit(.absent)
    }
    let kept = out.newestPlace(tickets) { out.time($0["updated_at"]) }
    for (place, ticket) in tickets.enumerated() where place != kept {
      var about = About()
      about.updated = out.time(ticket["updated_at"])
      out.begin(id, about)
      out.end()
    }
    if let kept { emit(tickets[kept]) }
  }

  private func emit(_ ticket: TreeNode) {
    var about = about(ticket)
    about.tellsHandoff = !audits.isEmpty
    out.begin(id, about)
    let history = history
    for saying in history { emit(saying, ticket) }
    var botSpoke = Stamp.missing
    let told = Set(history.map { $0.audit.key })
    let comments = said(ticket).filter { !repeats($0, history, told) }
    for comment in comments { emit(comment, ticket) }
    for saying in history + comments where !botSpoke.isKnown {
      if who(saying, ticket).role == .bot, saying.node["public"].bool != false {
        botSpoke = saying.time
      }
    }
    for audit in audits { emit(audit, ticket, botSpoke: botSpoke) }
    // Audits tell it with its time; without them the ticket says that it was offered.
    let score = ticket["satisfaction_rating"]["score"].text
    if score.equals("offered"), audits.isEmpty {
      out.event(.surveyOffered, at: .missing)
    } else if score.count > 0, !score.hasPrefix("good"), !score.hasPrefix("bad"),
      !score.equals("offered"), !score.equals("unoffered")
    {
      out.noteOdd("satisfaction_rating.score", score)
    }
    out.end()
  }

  private func about(_ ticket: TreeNode) -> About {
    var about = About()
    let source = ticket["via"]["source"]
    if source["rel"].equals("follow_up") { about.parent = source["from"]["ticket_id"].filled }
    about.customer = requester(ticket).text
    about.channel = ticket["via"]["channel"].filled
    if let locale = users[about.customer.key]?.locale, !locale.isEmpty {
      locale.withUnsafeBytes { about.language = out.batch.keep($0) }
    }
    about.created = out.time(ticket["created_at"])
    about.updated = out.time(ticket["updated_at"])
    about.closed = out.time(ticket["metric_set"]["solved_at"])
    if !about.closed.isKnown { about.closed = out.time(solved) }
    var rated = Stamp.missing
    for audit in audits {
      for event in audit["events"].elements {
        if event["type"].equals("Change"), event["field_name"].equals("status"),
          event["value"].equals("solved"), out.time(solved).isKnown == false
        {
          about.closed = out.time(audit["created_at"])
        }
        if event["type"].equals("SatisfactionRating") { rated = out.time(audit["created_at"]) }
      }
    }
    let satisfaction = ticket["satisfaction_rating"]
    about.rating = .goodOrBad(satisfaction["score"].text, at: rated)
    about.rating?.hasComment =
      !satisfaction["comment"].text.isBlank || satisfaction["score"].text.contains("with_comment")
    about.tags = out.tags(ticket["tags"])
    return about
  }

  private func requester(_ ticket: TreeNode) -> TreeNode {
    let id = ticket["requester_id"]
    return id.isAbsent ? ticket["requester"]["id"] : id
  }

  // MARK: Words

  /// The comments in order: of the ticket's own line, else of their stream, else as another copy of the ticket or the
  /// audits tell them.
  private func said(_ ticket: TreeNode) -> [Saying] {
    var nodes = Array(ticket["comments"].elements)
    if nodes.isEmpty { nodes = comments }
    if nodes.isEmpty, let other = tickets.last(where: { $0["comments"].count > 0 }) {
      nodes = Array(other["comments"].elements)
    }
    var said = nodes.map {
      Saying(node: $0, time: out.time($0["created_at"]), audit: $0["audit_id"].filled)
    }
    if said.isEmpty {
      for audit in audits {
        for event in audit["events"].elements where event["type"].equals("Comment") {
          said.append(
            Saying(node: event, time: out.time(audit["created_at"]), audit: audit["id"].filled)
          )
        }
      }
    }
    return out.inOrder(said) { $0.time }
  }

  /// The chat that one audit event of a messaging ticket may hold.
  private var history: [Saying] {
    var said: [Saying] = []
    for audit in audits {
      for event in audit["events"].elements where event["type"].equals("ChatStartedEvent") {
        let inner = event["history"]
        let entries = inner.isArray ? inner : event["value"]["history"]
        for entry in entries.elements {
          let type = entry["type"]
          guard type.equals("ChatMessage") || type.equals("ChatFileAttachment") else { continue }
          let time = out.time(entry.first("timestamp", "created_at"))
          said.append(Saying(node: entry, time: time, audit: audit["id"].filled, isChat: true))
        }
      }
    }
    return out.inOrder(said) { $0.time }
  }

  /// Whether a comment only repeats the chat: it came with the same audit, or holds its first and last words.
  private func repeats(
    _ comment: Saying,
    _ history: [Saying],
    _ told: Set<[UInt8]>
  ) -> Bool {
    guard !history.isEmpty else { return false }
    if !comment.audit.isAbsent, told.contains(comment.audit.key) { return true }
    // A chat may begin or end with a file, which has no words.
    let words = history.map { text(of: $0) }.filter { !$0.isBlank }
    guard words.count > 1, let first = words.first, let last = words.last else { return false }
    let all = text(of: comment)
    return all.contains(first) && all.contains(last)
  }

  private func text(of saying: Saying) -> ByteSlice {
    if saying.isChat { return saying.node.first("message", "text").text }
    // Plain bodies are free of tags and yet have their entities; `body` is as it was typed.
    let plain = saying.node.first("plain_body").text
    if !plain.isAbsent { return out.plain(html: plain) }
    let body = saying.node.first("body").text
    return body.isAbsent ? out.plain(html: saying.node["html_body"].text) : body
  }

  private func emit(_ saying: Saying, _ ticket: TreeNode) {
    let node = saying.node
    // A record of a call is no chat message.
    if node["type"].equals("VoiceComment") { return out.noteOdd("type", node["type"].text) }
    let id = saying.isChat ? node.first("message_id", "id").filled : node["id"].filled
    out.message(
      who(saying, ticket),
      at: saying.time,
      text: text(of: saying),
      id: id,
      author: node.first("author_id", "actor_id").filled,
      isPrivate: node["public"].bool == false,
      hasAttachment: node["attachments"].count > 0 || node["type"].equals("ChatFileAttachment")
    )
  }

  // MARK: Who

  private func who(_ saying: Saying, _ ticket: TreeNode) -> Who {
    let author = saying.node.first("author_id", "actor_id").text
    if saying.isChat {
      let name = saying.node["actor_name"].text
      let type = saying.node["actor_type"].text
      if type.means("end-user") || type.means("enduser") {
        return out.authors.who(id: author, name: name, field: .customer)
      }
      if type.means("system") || type.means("trigger") {
        return out.authors.who(id: author, name: name, field: .system)
      }
      if type.means("agent") || out.authors.looksLikeBot(name) {
        return out.authors.who(id: author, name: name, otherwise: .human)
      }
    }
    return who(author, ticket)
  }

  private func who(_ author: ByteSlice, _ ticket: TreeNode) -> Who {
    guard author.count > 0 else { return .unknown }
    let user = users[author.key]
    let name = name(of: author, user, ticket)
    if author == requester(ticket).text || user?.isCustomer == true {
      return out.authors.who(id: author, name: name, field: .customer)
    }
    if author.equals("-1") { return out.authors.who(id: author, name: name, field: .system) }
    return out.authors.who(id: author, name: name, otherwise: .human)
  }

  private func role(of author: ByteSlice, _ ticket: TreeNode) -> Role { who(author, ticket).role }

  private func name(
    of author: ByteSlice,
    _ user: ZendeskTicketsReader.User?,
    _ ticket: TreeNode
  ) -> ByteSlice {
    if let user { return user.name.withUnsafeBytes { out.batch.keep($0) } }
    for person in [ticket["assignee"], ticket["submitter"], ticket["requester"]]
    where person["id"].text == author {
      return person["name"].text
    }
    return .absent
  }

  // MARK: Audits

  private func emit(_ audit: TreeNode, _ ticket: TreeNode, botSpoke: Stamp) {
    let time = out.time(audit["created_at"])
    let author = audit["author_id"].filled
    let by = role(of: author, ticket)
    // Rules and the system close what nobody solved.
    let isTimer = author.equals("-1") || audit["via"]["channel"].equals("rule")
    for event in audit["events"].elements {
      let type = event["type"].text
      if type.equals("SatisfactionRating") {
        let score = event["score"].text
        if score.equals("offered") {
          out.event(.surveyOffered, at: time)
        } else if let rating = RawRating.goodOrBad(score, at: time) {
          out.event(.surveyAnswered, at: time, by: .customer, rating: rating)
        } else if !score.equals("unoffered") {
          out.noteOdd("score", score)
        }
        continue
      }
      guard type.equals("Change") else { continue }
      let value = event["value"].text
      let before = event["previous_value"].text
      let field = event["field_name"]
      if field.equals("status") {
        if value.equals("solved") || value.equals("closed") {
          let isSolved = value.equals("solved") && !isTimer
          out.event(isSolved ? .solved : .closed, at: time, by: by, author: author)
        } else if before.equals("solved") || before.equals("closed") {
          out.event(.reopened, at: time, by: by, author: author)
        }
      } else if field.equals("assignee_id"), value.count > 0 {
        let hadHuman = before.count > 0 && role(of: before, ticket) == .human
        out.event(hadHuman ? .transferred : .assigned, at: time, by: by, author: value)
      } else if field.equals("group_id"), value.count > 0 {
        if botSpoke.isKnown, time.isKnown, time.instant >= botSpoke.instant,
          audit["id"].text == handoffAudit(botSpoke)
        {
          out.event(.handoffInitiated, at: time, by: .bot)
          out.event(.queueEnter, at: time)
        } else {
          out.event(.transferred, at: time, by: by, author: author)
        }
      }
    }
  }

  /// The first change of group after the bot spoke; later ones are between people.
  private func handoffAudit(_ botSpoke: Stamp) -> ByteSlice {
    for audit in audits {
      let time = out.time(audit["created_at"])
      guard time.isKnown, time.instant >= botSpoke.instant else { continue }
      for event in audit["events"].elements
      where event["type"].equals("Change") && event["field_name"].equals("group_id") {
        return audit["id"].text
      }
    }
    return .absent
  }
}
