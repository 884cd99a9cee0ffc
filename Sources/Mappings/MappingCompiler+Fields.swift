internal import Records

extension MappingCompiler {
  static let roles = ["customer", "bot", "human", "system", "agent", "user", "assistant"]

  mutating func compileConversation(_ node: ConfigNode) {
    guard
      let keys = table(
        node,
        "conversation",
        [
          "conversation_id", "parent_id", "customer_id", "channel", "direction", "language",
          "topic", "tags", "created_at", "updated_at", "closed_at", "status", "csat",
          "resolution", "handled_by", "entry", "handle_time", "after_work", "test", "spam",
        ]
      )
    else { return }
    var rules = ConversationRules()
    rules.id = optional(keys["conversation_id"])
    if keys["conversation_id"] == nil {
      fault(node, "\"conversation_id\" is missing; every conversation needs one")
    }
    rules.parent = optional(keys["parent_id"])
    rules.customer = optional(keys["customer_id"])
    rules.channel = optional(keys["channel"])
    rules.direction = optional(keys["direction"], ["inbound", "outbound", "none"])
    rules.language = optional(keys["language"])
    rules.topic = optional(keys["topic"])
    rules.status = optional(keys["status"], name: "status")
    rules.handledBy = optional(keys["handled_by"])
    rules.entry = optional(keys["entry"])
    rules.handleTime = optional(keys["handle_time"])
    rules.afterWork = optional(keys["after_work"])
    rules.tags = optional(keys["tags"])
    rules.created = keys["created_at"].flatMap { time($0) }
    rules.updated = keys["updated_at"].flatMap { time($0) }
    rules.closed = keys["closed_at"].flatMap { time($0) }
    rules.rating = keys["csat"].flatMap { rating($0) }
    if let node = keys["resolution"] {
      if case .table(let members) = node.content,
        members.contains(where: { $0.key.text == "value" || $0.key.text == "by" })
      {
        let parts = table(node, "resolution", ["value", "by"]) ?? [:]
        rules.resolution = optional(parts["value"], ["resolved", "unresolved", "none"])
        rules.resolvedBy = optional(parts["by"], ["customer", "bot", "human", "timer"])
      } else {
        rules.resolution = value(node, allowed: ["resolved", "unresolved", "none"])
      }
    }
    rules.isTest = keys["test"].flatMap { truth($0) }
    rules.isSpam = keys["spam"].flatMap { truth($0) }
    mapping.conversation = rules
  }

  private mutating func rating(_ node: ConfigNode) -> RatingRules? {
    guard case .table(let members) = node.content,
      !members.contains(where: { $0.key.text == "path" || $0.key.text == "lookup" })
    else {
      return value(node).map { RatingRules(score: $0, min: nil, max: nil, time: nil) }
    }
    guard let keys = table(node, "csat", ["score", "min", "max", "comment", "timestamp"]) else {
      return nil
    }
    guard let score = keys["score"] else {
      fault(node, "\"score\" is missing in csat")
      return nil
    }
    let comment = optional(keys["comment"])
    guard let rule = value(score) else { return nil }
    var rules = RatingRules(
      score: rule,
      min: optional(keys["min"]),
      max: optional(keys["max"]),
      time: keys["timestamp"].flatMap { time($0) }
    )
    rules.comment = comment
    return rules
  }

  mutating func compileMessages(_ node: ConfigNode) {
    guard case .list(let list) = node.content else { return compileMessages(node, isOnly: true) }
    for one in list { compileMessages(one, isOnly: false) }
  }

  private mutating func compileMessages(_ node: ConfigNode, isOnly: Bool) {
    guard
      let keys = table(
        node,
        "messages",
        [
          "each", "only", "skip", "order", "message_id", "timestamp", "role", "author_id",
          "visibility", "kind", "text", "attachments", "redacted", "sentiment", "seq",
        ]
      )
    else { return }
    var rules = MessageRules()
    if let each = keys["each"] {
      rules.each = path(each)
    } else if !mapping.recordIsMessage, isOnly {
      fault(node, "\"each\" is missing: the path to the messages of a record")
    }
    rules.only = keys["only"].flatMap { condition($0) }
    rules.skip = keys["skip"].flatMap { condition($0) }
    if let order = keys["order"] ?? keys["seq"] {
      if order.text == "file" {
        rules.order = .file
      } else if let rule = value(order) {
        rules.order = .number(rule)
      }
    }
    rules.id = optional(keys["message_id"])
    rules.time = keys["timestamp"].flatMap { time($0) }
    rules.role = optional(keys["role"], Self.roles, name: "role")
    if keys["role"] == nil { fault(node, "\"role\" is missing in messages") }
    rules.author = optional(keys["author_id"])
    rules.visibility = optional(keys["visibility"], ["public", "private"], name: "visibility")
    rules.kind = optional(keys["kind"], MessageKind.allCases.map(\.name) + ["none"], name: "kind")
    rules.text = optional(keys["text"])
    if keys["text"] == nil, keys["attachments"] == nil {
      fault(node, "\"text\" is missing in messages")
    }
    rules.attachments = keys["attachments"].flatMap { truth($0, isPresence: true) }
    rules.redacted = keys["redacted"].flatMap { truth($0) }
    rules.sentiment = keys["sentiment"].flatMap { sentiment($0) }
    mapping.messages.append(rules)
  }

  private mutating func sentiment(_ node: ConfigNode) -> SentimentRules? {
    guard let keys = table(node, "sentiment", ["score", "negative_below"]) else { return nil }
    guard let score = keys["score"] else {
      fault(node, "\"score\" is missing in sentiment")
      return nil
    }
    guard let limit = keys["negative_below"] else {
      fault(
        node,
        "\"negative_below\" is missing in sentiment: the score below which a message is negative"
      )
      return nil
    }
    guard let number = limit.number else {
      fault(limit, "negative_below is a number, on the scale of the score")
      return nil
    }
    return value(score).map { SentimentRules(score: $0, negativeBelow: number) }
  }

  mutating func compileEvents(_ node: ConfigNode) {
    var all = [node]
    if case .list(let list) = node.content { all = list }
    for one in all {
      guard
        let keys = table(
          one,
          "events",
          ["each", "only", "skip", "timestamp", "event", "actor", "actor_id", "detail"]
        )
      else { continue }
      guard let event = keys["event"] else {
        fault(one, "\"event\" is missing")
        continue
      }
      let names = EventKind.allCases.filter { $0 != .other }.map(\.name) + ["none"]
      // A bare word is a constant here: an event has a name and no other meaning.
      let rule: ValueRule? =
        if let text = event.text, !text.hasPrefix("$"), !text.hasPrefix("^") {
          constant(event, names)
        } else {
          value(event, allowed: names, name: "event")
        }
      guard let rule else { continue }
      var rules = EventRules(kind: rule)
      rules.each = keys["each"].flatMap { path($0) }
      rules.only = keys["only"].flatMap { condition($0) }
      rules.skip = keys["skip"].flatMap { condition($0) }
      rules.time = keys["timestamp"].flatMap { time($0) }
      rules.actor = optional(keys["actor"], Self.roles + ["none"], name: "actor")
      rules.author = optional(keys["actor_id"])
      if let detail = keys["detail"], let parts = anyTable(detail, "detail") {
        for (name, value) in parts {
          switch name {
          case "ok": rules.succeeded = truth(value)
          case "score": break
          case "min", "max": break
          default: _ = self.value(value)
          }
        }
        let named = Dictionary(parts, uniquingKeysWith: { _, last in last })
        if let score = named["score"].flatMap({ value($0) }) {
          rules.rating = RatingRules(
            score: score,
            min: optional(named["min"]),
            max: optional(named["max"]),
            time: rules.time
          )
        }
      }
      mapping.events.append(rules)
    }
  }
}
