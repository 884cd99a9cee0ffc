/// One conversation of Intercom: its head and its parts.
struct IntercomTalk {
  private let id: ByteSlice
  private let head: TreeNode
  private let out: Emitter
  /// False where head and parts come from a loader's streams, which is from different syncs: to which of them the
  /// state of the AI agent belongs cannot be said.
  private let tellsState: Bool
  /// By time, then by number; a newer copy of a part before an older one.
  private let parts: [TreeNode]
  /// Whether this export marks what the AI agent wrote; older ones do not.
  private let marksAI: Bool
  private let isFromTwitter: Bool

  static func parts(of record: TreeNode) -> TreeNode {
    let parts = record["conversation_parts"]
    return parts.isArray ? parts : parts["conversation_parts"]
  }

  init(
    _ id: ByteSlice,
    _ head: TreeNode,
    parts: [TreeNode],
    isWhole: Bool,
    _ out: Emitter
  ) {
    self.id = id
    self.head = head
    self.out = out
    isFromTwitter = head["source"]["type"].equals("twitter")
    tellsState = isWhole || parts.isEmpty
    let keys = parts.enumerated().map { index, part in
      (
        Self.milliseconds(part["created_at"], out), part["id"].integer ?? 0,
        -Self.milliseconds(part["updated_at"], out), -index
      )
    }
    self.parts = keys.indices.sorted { keys[$0] < keys[$1] }.map { parts[$0] }
    marksAI = (parts + [Self.source(of: head)]).contains { $0["author"].has("from_ai_agent") }
  }

  private static func milliseconds(_ node: TreeNode, _ out: Emitter) -> Int64 {
    let stamp = out.time(node)
    return stamp.isKnown ? stamp.instant.milliseconds : 0
  }

  private static func source(of head: TreeNode) -> TreeNode {
    head.first("source", "conversation_message")
  }

  func emit() {
    let source = Self.source(of: head)
    let created = out.time(head["created_at"])
    let isAsked =
      role(of: source["author"]) == .customer
      || parts.contains { role(of: $0["author"]) == .customer && !$0["body"].text.isBlank }
    out.begin(id, about(created, isAsked: isAsked))
    message(source, at: created)
    let state = head["ai_agent"]["resolution_state"]
    let handoff =
      tellsState && (state.equals("escalated") || state.equals("procedure_handoff"))
      ? handoffTime() : nil
    if let handoff { out.event(.handoffInitiated, at: handoff, by: .bot) }
    for part in parts { emit(part) }
    out.end()
  }

  private func about(_ created: Stamp, isAsked: Bool) -> About {
    var about = About()
    let contact = head["contacts"]["contacts"][0]
    about.customer = contact.first("external_id", "id").filled
    if about.customer.isAbsent {
      let author = Self.source(of: head)["author"]
      if role(of: author) == .customer { about.customer = author["id"].filled }
    }
    if about.customer.isAbsent {
      let old = head["user"].isObject ? head["user"] : head["customers"][0]
      about.customer = old.first("user_id", "id").filled
    }
    about.channel = head["source"]["type"].filled
    about.language = head["custom_attributes"]["Language"].filled
    about.topic = head["topics"]["topics"][0]["name"].filled
    about.tags = out.tags(head["tags"]["tags"].elements.map { $0["name"].text })
    about.created = created
    about.updated = out.time(head["updated_at"])
    about.closed = out.time(head["statistics"]["last_close_at"])
    let delivered = head["source"]["delivered_as"].text
    if delivered.equals("customer_initiated") {
      about.direction = .inbound
    } else if delivered.contains("initiated") || delivered.equals("automated") {
      // The company began; it is a contact once the customer answers.
      if !isAsked { about.direction = .outbound }
    } else if delivered.count > 0 {
      out.noteOdd("delivered_as", delivered)
    }
    about.rating = rating
    let state = head["ai_agent"]["resolution_state"].text
    if state.equals("confirmed_resolution") {
      about.resolution = RawResolution(resolved: true, by: .customer)
    } else if state.equals("assumed_resolution") {
      about.resolution = RawResolution(resolved: true, by: .timer)
    } else if state.equals("negative_feedback") {
      about.resolution = RawResolution(resolved: false, by: .customer)
    } else if state.count > 0, !state.equals("escalated"), !state.equals("procedure_handoff") {
      out.noteOdd("resolution_state", state)
    }
    about.tellsHandoff = tellsState && (head.has("ai_agent") || head.has("ai_agent_participated"))
    return about
  }

  private var rating: RawRating? {
    let rating = head["conversation_rating"]
    var result = RawRating.stars(rating["rating"], at: out.time(rating["created_at"]))
    result?.hasComment = !rating["remark"].text.isBlank
    return result
  }

  private func who(_ author: TreeNode) -> Who {
    guard author.isObject else { return .unknown }
    let type = author["type"].text
    let field: Role
    if type.equals("user") || type.equals("lead") || type.equals("contact") {
      field = .customer
    } else if type.equals("admin") || type.equals("team") {
      field = .human
    } else if type.equals("bot") {
      // The workflow bot and the AI agent share a type; only the AI agent answers.
      field = !marksAI || author["from_ai_agent"].bool == true ? .bot : .system
    } else {
      if type.count > 0 { out.noteOdd("author.type", type) }
      field = .unknown
    }
    return out.authors.who(id: author["id"].filled, name: author["name"].text, field: field)
  }

  private func role(of author: TreeNode) -> Role { who(author).role }

  private func message(_ part: TreeNode, at time: Stamp, isPrivate: Bool = false) {
    let body = part["body"].text
    // In place of what was written on Twitter stands that it may not be shown.
    let isRedacted = part["redacted"].bool == true || (isFromTwitter && !isPrivate && !body.isBlank)
    out.message(
      who(part["author"]),
      at: time,
      text: isRedacted ? .absent : out.plain(html: body),
      id: part["id"].filled,
      author: part["author"]["id"].filled,
      isPrivate: isPrivate,
      hasAttachment: part["attachments"].count > 0,
      isRedacted: isRedacted
    )
  }

  /// When the AI agent gave up: at the first assignment after it wrote last before a human did, else then.
  private func handoffTime() -> Stamp {
    guard !parts.isEmpty else { return .missing }
    var last: Int?
    for (index, part) in parts.enumerated() where !part["body"].text.isBlank {
      let role = role(of: part["author"])
      if role == .human { break }
      if role == .bot { last = index }
    }
    let after = last.map { $0 + 1 } ?? 0
    for part in parts[after...] where part["part_type"].text.hasPrefix("assign") {
      return out.time(part["created_at"])
    }
    if let last { return out.time(parts[last]["created_at"]) }
    return out.time(head["created_at"])
  }

  private func emit(_ part: TreeNode) {
    let type = part["part_type"].text
    let time = out.time(part["created_at"])
    let role = role(of: part["author"])
    let author = part["author"]["id"].filled
    if type.equals("note") || type.equals("note_and_reopen") {
      message(part, at: time, isPrivate: true)
    } else if type.equals("comment") || type.equals("quick_reply") || type.equals("close")
      || type.equals("open") || type.hasPrefix("assign")
    {
      message(part, at: time)
    }
    if type.hasPrefix("assign") {
      let target = part["assigned_to"]["type"]
      if target.equals("admin") {
        out.event(.assigned, at: time, by: role, author: part["assigned_to"]["id"].filled)
      } else if target.equals("team") {
        out.event(.queueEnter, at: time, by: role)
      }
    }
    if type.equals("close") {
      out.event(.closed, at: time, by: role, author: author)
    } else if type.equals("open") || type.hasSuffix("_and_reopen") {
      out.event(.reopened, at: time, by: role, author: author)
    } else if type.equals("conversation_rating_changed") {
      out.event(.surveyAnswered, at: time, by: .customer, rating: rating)
    } else if type.hasPrefix("custom_action_") {
      // The start is told again by what came of it.
      if !type.equals("custom_action_started") {
        out.event(.action, at: time, by: role, succeeded: type.hasSuffix("finished"))
      }
    } else if type.equals("resolution_bot_found_no_answer") {
      out.event(.fallback, at: time, by: .bot)
    } else if !type.equals("comment"), !type.equals("quick_reply"), !type.equals("note"),
      !type.equals("assignment")
    {
      out.noteOdd("part_type", type)
    }
  }
}
