/// One conversation of LivePerson Messaging.
struct LivePersonTalk {
  private let record: TreeNode
  private let info: TreeNode
  private let out: Emitter

  init(_ record: TreeNode, _ out: Emitter) {
    self.record = record
    self.out = out
    info = record["info"]
  }

  func emit() {
    let id = info["conversationId"].filled
    guard !id.isAbsent else { return out.noteOdd("conversationId", .absent) }
    var about = About()
    about.customer = customer
    about.channel = value(info["source"])
    about.language = value(info["language"])
    about.topic = value(info["latestSkillName"])
    about.created = time(info, "startTimeL", "startTime")
    about.closed = time(info, "endTimeL", "endTime")
    about.rating = rating
    out.begin(id, about)
    for message in record["messageRecords"].elements where !isSurvey(message["dialogId"].text) {
      emit(message)
    }
    for transfer in record["transfers"].elements { emit(transfer: transfer) }
    for interaction in record["interactions"].elements {
      let agent = value(interaction["assignedAgentId"])
      guard !agent.isAbsent, role(ofAgent: agent) == .human else { continue }
      let time = time(interaction, "interactionTimeL", "interactionTime")
      out.event(.agentJoined, at: time, by: .human, author: agent)
    }
    let reason = info["closeReason"].text
    if reason.count > 0 {
      let by: Role =
        reason.equals("CONSUMER")
        ? .customer
        : reason.equals("AGENT") ? role(ofAgent: value(info["latestAgentId"])) : .system
      out.event(.closed, at: about.closed, by: by)
    }
    out.end()
  }

  /// A text, unless it is one of the words that stand for none.
  private func value(_ node: TreeNode) -> ByteSlice {
    let text = node.filled
    return text.equals("null") || text.equals("undefined") || text.equals("-1")
      || text.equals("Unassigned") ? .absent : text
  }

  /// The number counts where the text disagrees; -1 is no time.
  private func time(_ node: TreeNode, _ number: ByteSlice, _ text: ByteSlice) -> Stamp {
    if let milliseconds = node[number].integer, milliseconds > 0 {
      return out.time(node[number], .milliseconds)
    }
    return out.time(value(node[text]))
  }

  private func time(_ node: TreeNode, _ number: StaticString, _ text: StaticString) -> Stamp {
    time(node, ByteSlice(number), ByteSlice(text))
  }

  private var customer: ByteSlice {
    for event in record["sdes"]["events"].elements {
      let id = value(event["customerInfo"]["customerInfo"]["customerId"])
      if !id.isAbsent { return id }
    }
    let people = record.first("consumerParticipants", "consumerParticipant")
    return people[0]["participantId"].filled
  }

  private var rating: RawRating? {
    for node in [info["csat"], info["csatRate"]] {
      if let rating = RawRating.stars(node, at: .missing) { return rating }
    }
    for survey in record["conversationSurveys"].elements {
      for answer in survey["surveyData"].elements
      where survey["surveyType"].text.contains("satisfaction")
        || answer["question"].text.contains("satisfaction")
      {
        if let rating = RawRating.stars(answer["answer"], at: .missing) { return rating }
      }
    }
    return nil
  }

  private func role(ofAgent id: ByteSlice) -> Role { who(agent: id).role }

  private func who(agent id: ByteSlice) -> Who {
    guard !id.isAbsent else { return .unknown }
    var agent = TreeNode.absent
    for person in record["agentParticipants"].people where person["agentId"].text == id {
      agent = person
    }
    let name = agent.first("agentLoginName", "agentFullName").text
    let type = agent["userTypeName"].text
    let field: Role = type.means("bot") ? .bot : type.means("system") ? .system : .human
    return out.authors.who(id: id, name: name, field: field)
  }

  /// Whether a dialog is the survey behind the conversation.
  private func isSurvey(_ dialog: ByteSlice) -> Bool {
    record["dialogs"].people.contains {
      $0["dialogType"].equals("POST_SURVEY") && $0["dialogId"].text == dialog
    }
  }

  private func emit(_ message: TreeNode) {
    let sender = message["sentBy"].text
    let author = value(message["participantId"])
    let who: Who
    if sender.means("consumer") {
      who = .customer
    } else if sender.means("controller") || sender.means("system") {
      who = .system
    } else {
      if !sender.means("agent") { out.noteOdd("sentBy", sender) }
      who = self.who(agent: author)
    }
    let data = message["messageData"]
    let type = message["type"].text
    var text = data["msg"]["text"].text
    if text.isBlank {
      let card = data["richContent"]["content"]
      text = out.cardText(card.isObject ? card : out.store.parseJSON(in: card.text))
    }
    if text.isBlank { text = data["file"]["caption"].text }
    out.message(
      who,
      at: time(message, "timeL", "time"),
      text: text,
      id: value(message["messageId"]),
      author: author,
      hasAttachment: type.equals("HOSTED_FILE") || type.equals("RICH_CONTENT"),
      sequence: message["seq"].integer
    )
  }

  private func emit(transfer: TreeNode) {
    let time = time(transfer, "timeL", "time")
    let reason = transfer["reason"].text
    let source = value(transfer["sourceAgentId"])
    let target = value(transfer["assignedAgentId"])
    let isToBot = !target.isAbsent && role(ofAgent: target) == .bot
    if !source.isAbsent, role(ofAgent: source) == .bot, !isToBot {
      out.event(.handoffInitiated, at: time, by: .bot, author: source)
      if target.isAbsent { out.event(.queueEnter, at: time) }
    } else if reason.means("back2q") {
      out.event(.queueEnter, at: time)
    } else {
      if !reason.means("agent"), !reason.means("skill"), !reason.means("takeover") {
        out.noteOdd("reason", reason)
      }
      out.event(.transferred, at: time, author: source)
    }
  }
}
