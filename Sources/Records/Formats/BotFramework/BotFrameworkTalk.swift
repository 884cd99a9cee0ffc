/// One conversation of Bot Framework activities.
struct BotFrameworkTalk {
  private let activities: [Activity]
  private let times: [Stamp]
  private let out: Emitter
  /// Place of the first hand-off in the order of time; behind the last activity without one.
  private var handoff: Int
  /// The activities by time, those of one moment as they came.
  private let order: [Int]
  private var users: Set<[UInt8]> = []
  /// Who wrote as the bot, or was written to, before the hand-off.
  private var bots: Set<[UInt8]> = []

  init(_ activities: [Activity], _ out: Emitter) {
    self.activities = activities
    self.out = out
    let times = activities.map { out.time($0.node.first("timestamp", "localTimestamp")) }
    self.times = times
    order =
      times.allSatisfy(\.isKnown)
      ? times.indices.sorted {
        (times[$0].instant.milliseconds, $0) < (times[$1].instant.milliseconds, $1)
      } : Array(times.indices)
    handoff = order.count
    for (place, index) in order.enumerated() where Self.handsOver(activities[index]) {
      handoff = place
      break
    }
    learn()
  }

  private static func handsOver(_ activity: Activity) -> Bool {
    activity.type.equals("handoff") || activity.node["name"].equals("handoff.initiate")
      || (activity.node["name"].equals("handoff.status")
        && !state(of: activity).means("failed"))
  }

  private static func state(of activity: Activity) -> ByteSlice {
    activity.node["value"]["state"].text
  }

  private mutating func learn() {
    for (place, index) in order.enumerated() {
      let activity = activities[index]
      for party in [activity.sender, activity.node["recipient"]]
      where party["role"].text.means("user") {
        users.insert(party["id"].text.key)
      }
      guard place <= handoff else { continue }
      if activity.sender["role"].text.means("bot") { bots.insert(activity.sender["id"].text.key) }
      guard place < handoff else { continue }
      let recipient = activity.node["recipient"]
      let isBot =
        recipient["role"].text.means("bot") || activity.sender["role"].text.means("user")
        || activity.type.equals("conversationUpdate")
      if isBot, !recipient["id"].isAbsent { bots.insert(recipient["id"].text.key) }
    }
    bots.subtract(users)
  }

  private func who(_ activity: Activity, at place: Int) -> Who {
    let sender = activity.sender
    let id = sender["id"].text
    let name = sender["name"].text
    func field(_ role: Role) -> Who { out.authors.who(id: id, name: name, field: role) }
    if sender["role"].text.means("user") || users.contains(id.key) { return field(.customer) }
    if bots.contains(id.key) { return field(.bot) }
    if sender["role"].isAbsent {
      // Old transcripts name no roles: whoever writes to the bot is the customer.
      guard sender.isObject else { return field(.unknown) }
      if name.means("user") { return field(.customer) }
      if out.authors.looksLikeBot(name) || out.authors.looksLikeBot(id) {
        let who = field(.bot)
        return who.basis == .given ? who : Who(.bot, .name)
      }
      if place < handoff, bots.contains(activity.node["recipient"]["id"].text.key) {
        return field(.customer)
      }
    }
    return field(place > handoff ? .human : .bot)
  }

  func emit(_ id: ByteSlice) {
    var about = About()
    var writers = [Who](repeating: .unknown, count: activities.count)
    for (place, index) in order.enumerated() {
      writers[index] = who(activities[index], at: place)
      if about.channel.isAbsent { about.channel = activities[index].node["channelId"].filled }
      guard writers[index].role == .customer else { continue }
      if about.customer.isAbsent { about.customer = activities[index].person }
      if about.language.isAbsent { about.language = activities[index].node["locale"].filled }
    }
    out.begin(id, about)
    var wasAccepted = false
    for index in order {
      let activity = activities[index]
      let role = writers[index].role
      if activity.isMessage {
        out.message(
          writers[index],
          at: times[index],
          text: role == .customer ? activity.answer(out) : activity.text(out),
          id: activity.id,
          author: activity.sender["id"].filled,
          hasAttachment: activity.hasAttachments
        )
      } else {
        event(activity, role, times[index], &wasAccepted)
      }
    }
    out.end()
  }

  private func event(_ activity: Activity, _ role: Role, _ time: Stamp, _ wasAccepted: inout Bool) {
    let type = activity.type
    if type.equals("endOfConversation") { return out.event(.closed, at: time, by: role) }
    if type.equals("handoff") { return out.event(.handoffInitiated, at: time, by: .bot) }
    guard type.equals("event") else {
      if !Self.silentTypes.contains(where: { type.equals($0) }) { out.noteOdd("type", type) }
      return
    }
    let name = activity.node["name"].text
    if name.equals("handoff.initiate") {
      out.event(.handoffInitiated, at: time, by: .bot)
    } else if name.equals("handoff.status") {
      let state = Self.state(of: activity)
      if state.means("accepted") || (state.means("completed") && !wasAccepted) {
        wasAccepted = true
        out.event(.handoffAccepted, at: time, by: .human)
      } else if state.means("completed") {
        out.event(.agentLeft, at: time, by: .human)
      } else if state.means("failed") {
        out.event(.handoffFailed, at: time)
      } else {
        out.noteOdd("handoff.status", state)
      }
    }
  }

  /// Known, and nothing that a customer sees.
  private static let silentTypes: [StaticString] = [
    "conversationUpdate", "typing", "trace", "invoke", "invokeResponse", "messageReaction",
    "messageUpdate", "messageDelete", "installationUpdate", "contactRelationUpdate", "command",
    "commandResult", "deleteUserData", "suggestion",
  ]
}
