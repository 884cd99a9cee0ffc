/// One conversation of Genesys Cloud: its recordings, and its details if they are there.
struct GenesysTalk {
  private typealias Sort = GenesysCloudReader.Sort
  private let id: ByteSlice
  private let recordings: [TreeNode]
  private let details: TreeNode
  private let analytics: TreeNode
  private let out: Emitter

  init(_ id: ByteSlice, _ records: [(sort: UInt8, record: TreeNode)], _ out: Emitter) {
    self.id = id
    self.out = out
    recordings = records.filter { $0.sort == Sort.recording }.map(\.record)
    details = out.newest(records.filter { $0.sort == Sort.details }.map(\.record)) {
      out.time($0["conversationEnd"])
    }
    analytics = records.last { $0.sort == Sort.analytics }?.record ?? .absent
  }

  func emit() {
    var about = About()
    let participants = details["participants"]
    for person in participants.elements {
      if about.customer.isAbsent, isCustomer(person["purpose"].text) {
        about.customer = person["externalContactId"].filled
      }
      for session in person["sessions"].elements where about.channel.isAbsent {
        about.channel = session["messageType"].filled
      }
    }
    for recording in recordings {
      for message in recording["messagingTranscript"].elements where about.customer.isAbsent {
        about.customer = message["fromExternalContact"]["id"].filled
      }
      if about.channel.isAbsent { about.channel = recording["media"].filled }
    }
    let direction = details["originatingDirection"]
    if direction.equals("inbound") { about.direction = .inbound }
    if direction.equals("outbound") { about.direction = .outbound }
    about.created = out.time(details["conversationStart"])
    about.closed = out.time(details["conversationEnd"])
    about.rating = rating
    about.tellsHandoff = participants.isArray
    out.begin(id, about)
    for recording in recordings { emit(recording) }
    // The same words as in the recordings, told with less.
    if recordings.isEmpty { emitAnalytics() }
    for person in participants.elements { emitEvents(of: person) }
    handoff(participants)
    if about.closed.isKnown { out.event(.closed, at: about.closed) }
    out.end()
  }

  private var rating: RawRating? {
    let time = out.time(details["conversationEnd"])
    for survey in details["surveys"].elements {
      if let score = survey["oSurveyTotalScore"].number, (0...100).contains(score) {
        return RawRating(score: score, min: 0, max: 100, time: time.instant)
      }
      let promoter = survey.first("surveyPromoterScore", "oSurveyPromoterScore")
      if let score = promoter.number, (0...10).contains(score) {
        return RawRating(score: score, min: 0, max: 10, time: time.instant)
      }
    }
    return nil
  }

  private func isCustomer(_ purpose: ByteSlice) -> Bool {
    purpose.means("customer") || purpose.means("external")
  }

  private func who(_ message: TreeNode) -> Who {
    let author = message.first("participantId", "from", "senderCommunicationId").text
    return out.authors.who(
      id: author,
      name: message["fromUser"]["name"].text,
      field: field(message, author)
    )
  }

  private func field(_ message: TreeNode, _ author: ByteSlice) -> Role {
    var purpose = message.first("purpose", "participantPurpose").text
    if purpose.count == 0 {
      for person in details["participants"].people
      where person["participantId"].text == author
        || person["sessions"].elements.prefix(16).contains(where: { $0["sessionId"].text == author }
        )
      {
        purpose = person["purpose"].text
      }
    }
    if isCustomer(purpose) { return .customer }
    if purpose.means("agent") || purpose.means("user") { return .human }
    if purpose.means("botflow") { return .bot }
    if purpose.count > 0 { return .system }
    if message["fromUser"].isObject { return .human }
    return message["fromExternalContact"].isObject ? .customer : .unknown
  }

  // MARK: Words

  private func emit(_ recording: TreeNode) {
    let messages = Array(recording["messagingTranscript"].elements)
    for message in out.inOrder(messages, by: { out.time($0["timestamp"]) }) {
      out.message(
        who(message),
        at: out.time(message["timestamp"]),
        text: message.first("messageText", "text").text,
        id: message["id"].filled,
        author: message.first("participantId", "from").filled,
        hasAttachment: message["messageMediaAttachments"].count > 0
          || message["messageStickerAttachments"].count > 0
      )
    }
    let lines = Array(recording["transcript"].elements)
    for line in out.inOrder(lines, by: { out.time($0["utc"]) }) where isMessage(line) {
      out.message(
        who(line),
        at: out.time(line["utc"]),
        text: line["body"].text,
        id: line["id"].filled,
        author: line.first("senderCommunicationId", "from").filled
      )
    }
  }

  /// Whether an entry of a chat was written: not what the desk says, nor that somebody types, comes or goes.
  ///
  /// No list of the types is public: words with a type that nobody knows are a message, and the type is counted.
  private func isMessage(_ line: TreeNode) -> Bool {
    let type = line["type"].text
    if type.count == 0 || type.means("message") || type.means("standard") { return true }
    for silent in Self.silentTypes where type.contains(silent) { return false }
    out.noteOdd("type", type)
    return true
  }

  private static let silentTypes: [StaticString] = [
    "system", "typing", "activity", "notice", "member", "join", "leave", "left", "disconnect",
  ]

  private func emitAnalytics() {
    for transcript in analytics["transcripts"].elements {
      for phrase in transcript["phrases"].elements {
        let purpose = phrase["participantPurpose"].text
        let who: Who =
          purpose.means("external") || purpose.means("customer")
          ? .customer : purpose.means("bot") || purpose.means("botflow") ? .bot : .human
        out.message(
          who,
          at: out.time(phrase["startTimeMs"], .milliseconds),
          text: phrase["text"].text
        )
      }
    }
  }

  // MARK: Details

  private func emitEvents(of person: TreeNode) {
    let purpose = person["purpose"].text
    let isAgent = purpose.means("agent")
    let author = person.first("userId", "participantId").filled
    for session in person["sessions"].elements {
      for segment in session["segments"].elements {
        let start = out.time(segment["segmentStart"])
        let end = out.time(segment["segmentEnd"])
        let reason = segment["disconnectType"].text
        if isAgent {
          if segment["segmentType"].equals("interact") {
            out.event(.agentJoined, at: start, by: .human, author: author)
            if end.isKnown { out.event(.agentLeft, at: end, by: .human, author: author) }
          }
          if reason.means("transfer") {
            out.event(.transferred, at: end, by: .human, author: author)
          }
        } else if purpose.means("acd") {
          out.event(.queueEnter, at: start)
          if end.isKnown { out.event(.queueExit, at: end) }
        } else if isCustomer(purpose), reason.means("peer") {
          out.event(.customerLeft, at: end, by: .customer)
        }
      }
    }
  }

  /// A queue after the bot's flow: the bot handed over when the customer entered it.
  private func handoff(_ participants: TreeNode) {
    guard let bot = firstStart(participants, "botflow") else { return }
    var queued: Stamp?
    for person in participants.elements where person["purpose"].text.means("acd") {
      guard let start = firstStart(of: person), start.instant >= bot.instant else { continue }
      if queued.map({ start.instant < $0.instant }) ?? true { queued = start }
    }
    if let queued { out.event(.handoffInitiated, at: queued, by: .bot) }
  }

  private func firstStart(_ participants: TreeNode, _ purpose: StaticString) -> Stamp? {
    var first: Stamp?
    for person in participants.elements where person["purpose"].text.means(purpose) {
      guard let start = firstStart(of: person) else { continue }
      if first.map({ start.instant < $0.instant }) ?? true { first = start }
    }
    return first
  }

  private func firstStart(of person: TreeNode) -> Stamp? {
    var first: Stamp?
    for session in person["sessions"].elements {
      for segment in session["segments"].elements {
        let start = out.time(segment["segmentStart"])
        guard start.isKnown else { continue }
        if first.map({ start.instant < $0.instant }) ?? true { first = start }
      }
    }
    return first
  }
}
