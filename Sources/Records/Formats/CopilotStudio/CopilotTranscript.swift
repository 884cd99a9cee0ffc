/// One row of `conversationtranscript`.
struct CopilotTranscript {
  private let row: TreeNode
  private let activities: TreeNode
  private let out: Emitter
  private let rowID: ByteSlice

  init(_ row: TreeNode, _ content: TreeNode, _ out: Emitter) {
    self.row = row
    self.out = out
    activities = content.isArray ? content : content["activities"]
    rowID = row.first("conversationtranscriptid", "ConversationTranscriptId").filled
  }

  /// The name before the underscore; behind it stands the agent, whose id has none.
  private var id: ByteSlice {
    let name = row.first("name", "Name").filled
    guard !name.isAbsent else { return rowID }
    guard let underscore = name.lastIndex(of: 0x5F), underscore > 0 else { return name }
    return name[0..<underscore]
  }

  func emit() {
    let id = id
    guard !id.isAbsent else { return out.noteOdd("name", row.first("name", "Name").text) }
    out.pieces(of: id, about)
    var number = 0
    for node in activities.elements {
      let activity = Activity(node)
      let time = out.time(node["timestamp"])
      number += 1
      if activity.isMessage {
        message(activity, time, number)
      } else if activity.type.equals("trace") {
        trace(node, time)
      } else if activity.type.equals("event") {
        if node["name"].equals("handoff.initiate") {
          out.event(.handoffInitiated, at: time, by: .bot)
        }
      } else if activity.type.equals("endOfConversation") {
        out.event(.closed, at: time, by: .bot)
      }
    }
  }

  private func role(of activity: Activity) -> Role { who(activity).role }

  private func who(_ activity: Activity) -> Who {
    let word = activity.sender["role"].text
    var field = Role.unknown
    if word.equals("1") || word.means("user") {
      field = .customer
    } else if word.equals("0") || word.means("bot") {
      field = .bot
    } else if word.count > 0 {
      out.noteOdd("from.role", word)
    }
    return out.authors.who(id: activity.sender["id"].text, field: field)
  }

  private func message(_ activity: Activity, _ time: Stamp, _ number: Int) {
    let who = who(activity)
    let role = who.role
    if role == .customer, isConsent(activity) { return }
    let text = role == .customer ? activity.answer(out) : activity.text(out)
    out.message(
      who,
      at: time,
      text: text,
      id: activity.id.isAbsent ? out.joined([rowID, out.keep("\(number)")], "/") : activity.id,
      author: activity.sender["id"].filled,
      hasAttachment: activity.hasAttachments,
      // Answers drawn from some sources are not kept: the customer saw one all the same.
      isRedacted: role == .bot && text.isBlank
    )
  }

  /// A click that lets the agent sign in or use a tool; no answer to anything asked in the talk.
  private func isConsent(_ activity: Activity) -> Bool {
    guard activity.node["channelData"]["postBack"].bool == true,
      activity.node["text"].text.isBlank
    else { return false }
    let value = activity.node["value"]
    if value.isAbsent || value.text.contains("consent") { return true }
    return value.children.contains { member in
      if member.key.contains("consent") || member.text.contains("consent") { return true }
      guard member.key.means("action") else { return false }
      return ["allow", "deny", "cancel", "decline"].contains { member.text.means($0) }
    }
  }

  private func trace(_ node: TreeNode, _ time: Stamp) {
    let type = node["valueType"].text
    if type.equals("EscalationRequested") || type.equals("HandOff") {
      out.event(.handoffInitiated, at: time, by: .bot)
    } else if type.equals("UnknownIntent") {
      out.event(.fallback, at: time, by: .bot)
    } else if type.equals("ErrorTraceData") {
      out.event(.action, at: time, by: .bot, succeeded: false)
    } else if type.equals("CSATSurveyRequest") {
      out.event(.surveyOffered, at: time, by: .bot)
    } else if type.equals("CSATSurveyResponse") {
      out.event(.surveyAnswered, at: time, by: .customer)
    }
  }
}

extension CopilotTranscript {
  /// What the row and its traces say of the conversation.
  private var about: About {
    var about = About()
    var redirect = ByteSlice.absent
    var session = TreeNode.absent
    var info = TreeNode.absent
    var verdict: Bool?
    about.created = out.time(row.first("conversationstarttime", "ConversationStartTime"))
    about.updated = out.time(row.first("createdon", "CreatedOn"))
    for node in activities.elements {
      let activity = Activity(node)
      let channel = node["channelId"].filled
      if about.channel.isAbsent { about.channel = channel }
      if channel.hasPrefix("pva-studio") || channel.hasPrefix("pva-autonomous") {
        about.isTest = true
      }
      let data = node["channelData"]
      if data["enableDiagnostics"].bool == true, !data["testMode"].isAbsent { about.isTest = true }
      if about.customer.isAbsent, role(of: activity) == .customer {
        about.customer = activity.person
      }
      let value = node["value"]
      let type = node["valueType"].text
      if type.equals("ConversationInfo") {
        info = value
        if value["isDesignMode"].bool == true { about.isTest = true }
        if about.language.isAbsent { about.language = value["locale"].filled }
      } else if type.equals("IntentRecognition") {
        if about.topic.isAbsent { about.topic = value["intentName"].filled }
      } else if type.equals("DialogRedirect") {
        if redirect.isAbsent { redirect = value.first("targetDialogName", "targetDialogId").filled }
      } else if type.equals("SessionInfo") {
        session = value
      } else if type.equals("CSATSurveyResponse"), let score = value["score"].number {
        about.rating = RawRating(
          score: score,
          min: 1,
          max: 5,
          time: out.time(node["timestamp"]).instant
        )
        about.rating?.hasComment = !value.first("comment", "comments").text.isBlank
      } else if type.equals("PRRSurveyResponse") {
        verdict = answer(value) ?? verdict
      }
    }
    if about.topic.isAbsent { about.topic = redirect }
    conclude(
      session.isAbsent ? info["lastSessionOutcome"].text : session["outcome"].text,
      session.isAbsent ? info["lastSessionOutcomeReason"].text : session["outcomeReason"].text,
      &about
    )
    if let verdict { about.resolution = RawResolution(resolved: verdict, by: .customer) }
    return about
  }

  /// What the customer said when asked whether the answer helped.
  private func answer(_ value: TreeNode) -> Bool? {
    let given =
      value.isObject
      ? value.first("response", "isResolved", "resolved", "answer", "score", "value") : value
    if let bool = given.bool { return bool }
    let word = given.text
    if word.means("yes") || word.means("true") || word.equals("1") { return true }
    if word.means("no") || word.means("false") || word.equals("0") { return false }
    out.noteOdd("PRRSurveyResponse", word)
    return nil
  }

  /// How the last session in the row ended.
  private func conclude(_ outcome: ByteSlice, _ reason: ByteSlice, _ about: inout About) {
    if outcome.count > 0 {
      about.handedOff = outcome.equals("HandOff") && reason.hasPrefix("AgentTransferRequestedBy")
    }
    if outcome.equals("Resolved") {
      if reason.hasPrefix("ResolvedConfirmed") {
        about.resolution = RawResolution(resolved: true, by: .customer)
      } else {
        // Where nobody is named who said so, it is no more than a timer's word.
        if !reason.hasPrefix("ResolvedImplied") { out.noteOdd("outcomeReason", reason) }
        about.resolution = RawResolution(resolved: true, by: .timer)
      }
    } else if outcome.count > 0, !outcome.equals("HandOff"), !outcome.equals("Abandoned"),
      !outcome.equals("None")
    {
      out.noteOdd("outcome", outcome)
    }
  }
}
