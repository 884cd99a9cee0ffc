/// Puts one contact into words and instants.
///
/// The rules of METRICS section 6 decide what a reader will make of the transcript. Therefore the last
/// lines follow from the planted ending alone, and every complaint or request in the middle is followed
/// by a neutral message and a reply when the ending is not a complaint.
struct Transcript {
  private let scenario: Scenario
  let contact: Contact
  private let model: ArmModel
  private let book: Phrasebook
  private let phrases: SubjectPhrases
  private let details: [Template]
  private let values: Particulars
  private let agent: Int
  private var chance: Chance
  private var now: Int64
  /// Who answers at the moment.
  private var responder: SampleRole
  /// Whether the last words of the customer were a complaint or an unmet request.
  private var isComplaintOpen = false
  private var opening: [UInt8] = []

  private(set) var items: [SampleItem] = []
  /// The last public message that is not a survey or a closing notice: where the repeat clock starts.
  private(set) var contactEnd: Int64
  /// Where the human's record begins when the two parts are stored apart.
  private(set) var handoffIndex: Int?
  private(set) var rating: Rating?
  private(set) var resolution: Resolution?
  private(set) var closedAt: Int64?

  static let botAuthor = "sim-bot"
  private static let agents = [
    "Ana", "Jonas", "Mira", "Tarek", "Lotte", "Pavel", "Ines", "Ruben", "Sanna",
  ]

  init(_ contact: Contact, _ scenario: Scenario, mustClose: Bool) {
    self.contact = contact
    self.scenario = scenario
    model = scenario.model(of: contact.arm)
    book = Phrasebook.book(scenario.languages[contact.facts.language].code)
    phrases = book.phrases(contact.facts.subject)
    details = scenario.oddities.doubtfulDetails ? phrases.details : phrases.plainDetails
    var chance = Chance(seed: contact.wordSeed)
    agent = chance.below(Self.agents.count)
    values = Particulars(book, agentName: Self.agents[agent], &chance)
    now = contact.start
    contactEnd = contact.start
    responder = contact.arm == .bot ? .bot : .human
    if chance.happens(scenario.oddities.midnight) {
      // A few minutes before the midnight that follows.
      let late = Instant.midnight(before: now) + Instant.day - Int64(30 + chance.below(200)) * 1000
      now = max(now, late)
      contactEnd = now
    }
    self.chance = chance
    write(mustClose: mustClose)
  }

  // MARK: The course of a contact

  private mutating func write(mustClose: Bool) {
    guard contact.isEngaged else {
      say(.bot, book.botGreeting, isPartOfContact: false)
      pause(customerDelay())
      say(.customer, chance.pick(book.greetings))
      return
    }
    open()
    if contact.ending == .unattended {
      leaveQueue()
    } else {
      answerFirst()
      complain()
      for _ in 0..<chance.index(weights: scenario.style.furtherExchanges) { exchange() }
      end()
      afterwards()
    }
    if mustClose || (closedAt == nil && chance.happens(scenario.oddities.closed)) {
      pause(30 * Instant.minute)
      event("closed")
      closedAt = now
    }
  }

  private mutating func open() {
    if contact.facts.isAngry {
      chance.pick(book.angryBeginnings).append(to: &opening, filling: values)
      opening.append(UInt8(ascii: " "))
    }
    chance.pick(phrases.openings).append(to: &opening, filling: values)
    say(.customer, bytes: opening)
  }

  private mutating func leaveQueue() {
    pause(1000)
    event("queue_enter")
    if chance.below(2) == 0 { say(.system, book.queueNotice) }
    pause(Int64(120 + chance.below(900)) * 1000)
    event("customer_left")
  }

  private mutating func answerFirst() {
    let wait = model.firstResponse.draw(&chance)
    if responder == .human, chance.happens(scenario.oddities.queueNotice) {
      let notice = min(wait / 4, 2000)
      pause(notice)
      say(.system, book.queueNotice)
      pause(wait - notice)
    } else {
      pause(wait)
    }
    if responder == .bot {
      if chance.below(12) == 0 {
        say(.bot, book.botMenu, kind: "menu")
        exchangeReply(after: customerSays(chance.pick(details)))
      } else if chance.below(4) == 0 {
        say(.bot, phrases.botQuestion)
        exchangeReply(after: customerSays(chance.pick(details)))
      } else {
        answer()
      }
    } else {
      if chance.below(5) < 2 {
        say(.human, chance.pick(book.humanIntroductions))
        exchangeReply(after: customerSays(chance.pick(details)))
      } else {
        answer()
      }
      if chance.happens(model.slow) {
        exchangeReply(
          after: customerSays(chance.pick(book.furtherQuestions)),
          chance.pick(book.humanPromises)
        )
        pause(Int64(25 * 60 + chance.below(15 * 60)) * Instant.minute)
        answer()
      }
      if chance.happens(scenario.oddities.privateNote) {
        pause(5000)
        say(.human, chance.pick(book.notes), isPrivate: true, isPartOfContact: false)
      }
    }
  }

  /// Repetitions, remarks, loops, shouts and requests for a person, and the hand-off if there is one.
  private mutating func complain() {
    let isGood = contact.ending.isResolved
    func basisPoints(_ pair: (resolved: Int, unresolved: Int)) -> Int {
      isGood ? pair.resolved : pair.unresolved
    }
    if responder == .bot, chance.happens(basisPoints(model.loop)) {
      loop()
    } else if chance.happens(basisPoints(model.repetition)) {
      repeatOpening()
      reply(after: 0)
    }
    if chance.happens(basisPoints(model.failureRemark)) {
      exchangeReply(after: customerSays(chance.pick(book.failures)))
      isComplaintOpen = true
    }
    if chance.happens(basisPoints(model.shouting)) {
      exchangeReply(after: customerSays(chance.pick(book.shouts)))
      isComplaintOpen = true
    }
    if responder == .bot {
      if contact.ending == .handoffFailed || chance.happens(basisPoints(model.handoff)) {
        handOver()
      } else if chance.happens(basisPoints(model.unmetRequest)) {
        askInVain()
      }
    }
  }

  private mutating func repeatOpening() {
    pause(customerDelay())
    var again = opening
    chance.pick(book.repetitionEndings).append(to: &again, filling: values)
    say(.customer, bytes: again)
  }

  private mutating func loop() {
    let same = phrases.botAnswers[0]
    for _ in 0..<2 {
      repeatOpening()
      pause(model.reply.draw(&chance))
      say(.bot, same)
    }
    exchangeReply(after: customerSays(chance.pick(book.shouts)), same)
    isComplaintOpen = true
  }

  private mutating func askInVain() {
    exchangeReply(
      after: customerSays(chance.pick(book.humanRequests)),
      chance.pick(book.botDeflections)
    )
    if chance.below(3) == 0 {
      exchangeReply(
        after: customerSays(chance.pick(book.humanRequestsAgain)),
        phrases.botAnswers[0]
      )
    }
    isComplaintOpen = true
  }

  private mutating func handOver() {
    let asked = chance.below(10) < 6
    if asked {
      pause(customerSays(chance.pick(book.humanRequests)))
      if chance.below(10) < 4 {
        say(.bot, chance.pick(book.botDeflections))
        pause(customerSays(chance.pick(book.humanRequestsAgain)))
      }
    } else {
      pause(customerSays(chance.pick(book.furtherQuestions)))
    }
    event("handoff_initiated", actor: asked ? .customer : .bot)
    say(.bot, book.handoffNotice, kind: "handoff_notice")
    if contact.ending == .handoffFailed {
      pause(Int64(60 + chance.below(600)) * 1000)
      event("handoff_failed")
      if chance.below(2) == 0 { say(.system, book.handoffFailed) }
      return
    }
    // The record of the human's part begins here, if it is stored apart.
    if chance.happens(scenario.oddities.twoRecords) { handoffIndex = items.count }
    pause(30_000 + scenario.human.firstResponse.draw(&chance) / 2)
    responder = .human
    event("agent_joined", actor: .human, actorID: agentID)
    pause(8000)
    say(.human, chance.pick(book.humanIntroductions))
    exchangeReply(after: customerSays(chance.pick(details)))
    isComplaintOpen = false
  }

  private mutating func end() {
    let ending = contact.ending
    guard ending != .handoffFailed else { return }
    if isComplaintOpen, ending != .statedFailure { exchange() }
    switch ending {
    case .confirmed:
      pause(customerDelay())
      say(.customer, chance.pick(book.confirmations))
      if chance.happens(scenario.oddities.verdict) {
        resolution = Resolution(isResolved: true, by: "customer")
      }
    case .solved:
      thank(oneIn: 3)
      pause(Int64(20 + chance.below(100)) * 1000)
      event("solved", actor: responder, actorID: responder == .human ? agentID : Self.botAuthor)
    case .silentAfterAnswer, .gaveUp:
      thank(oneIn: 4)
    case .statedFailure:
      pause(customerDelay())
      say(.customer, chance.pick(book.failures))
      if chance.below(2) == 0 {
        pause(responder == .human ? scenario.human.reply.draw(&chance) : model.reply.draw(&chance))
        say(
          responder,
          responder == .human ? chance.pick(book.humanApologies) : chance.pick(phrases.botAnswers)
        )
      }
      if chance.happens(scenario.oddities.verdict) {
        resolution = Resolution(isResolved: false, by: "customer")
      }
    case .leftWaiting:
      pause(customerDelay())
      say(.customer, chance.pick(book.furtherQuestions))
    case .silentAfterQuestion:
      pause(customerDelay())
      say(.customer, chance.pick(details))
      reply(after: 0, responder == .human ? chance.pick(book.humanQuestions) : phrases.botQuestion)
    case .handoffFailed, .unattended:
      break
    }
  }

  private mutating func thank(oneIn number: Int) {
    guard chance.below(number) == 0 else { return }
    pause(customerDelay())
    say(.customer, chance.pick(book.courtesies))
  }

  /// The survey, and a rating if the customer gives one.
  private mutating func afterwards() {
    guard chance.happens(scenario.oddities.surveyOffered) else { return }
    pause(60_000)
    event("survey_offered")
    let isGood = contact.ending.isResolved
    guard chance.happens(isGood ? model.ratings.resolved : model.ratings.unresolved) else { return }
    let isHigh = chance.happens(isGood ? model.satisfied.resolved : model.satisfied.unresolved)
    let score = isHigh ? 4 + chance.below(2) : 1 + chance.below(3)
    pause(Int64(10 + chance.below(120)) * 1000)
    event("survey_answered")
    rating = Rating(score: score, timestamp: now)
  }

  // MARK: Parts

  private var agentID: String { "sim-agent-" + String(agent + 1) }

  private mutating func exchange() {
    let texts = chance.below(2) == 0 ? book.furtherQuestions : details
    exchangeReply(after: customerSays(chance.pick(texts)))
    isComplaintOpen = false
  }

  /// Says a customer's text after a while; gives the time until the reply.
  private mutating func customerSays(_ text: Template) -> Int64 {
    pause(customerDelay())
    var bytes: [UInt8] = []
    text.append(to: &bytes, filling: values)
    if scenario.style.isWide, chance.below(10) < 9 {
      bytes.append(UInt8(ascii: " "))
      chance.pick(details).append(to: &bytes, filling: values)
    }
    say(.customer, bytes: bytes)
    return responder == .bot ? model.reply.draw(&chance) : scenario.human.reply.draw(&chance)
  }

  private mutating func exchangeReply(after delay: Int64, _ text: Template? = nil) {
    pause(delay)
    if let text { say(responder, text) } else { answer() }
  }

  private mutating func reply(after delay: Int64, _ text: Template? = nil) {
    let wait = responder == .bot ? model.reply.draw(&chance) : scenario.human.reply.draw(&chance)
    exchangeReply(after: delay + wait, text)
  }

  private mutating func answer() {
    say(responder, chance.pick(responder == .bot ? phrases.botAnswers : phrases.humanAnswers))
  }

  private mutating func pause(_ milliseconds: Int64) { now += milliseconds }

  private static let customerDelays = QuantileTable(
    seconds: [6, 12, 18, 25, 35, 50, 75, 130, 600])

  private mutating func customerDelay() -> Int64 { Self.customerDelays.draw(&chance) }

  private mutating func event(_ name: String, actor: SampleRole? = nil, actorID: String? = nil) {
    items.append(
      SampleItem(
        timestamp: now,
        content: .event(SampleItem.Event(name: name, actor: actor, actorID: actorID))
      )
    )
  }

  private mutating func say(
    _ role: SampleRole,
    _ text: Template,
    kind: String? = nil,
    isPrivate: Bool = false,
    isPartOfContact: Bool = true
  ) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(120)
    text.append(to: &bytes, filling: values)
    say(role, bytes: bytes, kind: kind, isPrivate: isPrivate, isPartOfContact: isPartOfContact)
  }

  private mutating func say(
    _ role: SampleRole,
    bytes: [UInt8],
    kind: String? = nil,
    isPrivate: Bool = false,
    isPartOfContact: Bool = true
  ) {
    let author: String? =
      switch role {
      case .bot: Self.botAuthor
      case .human: agentID
      case .customer, .system: nil
      }
    let message = SampleItem.Message(
      number: 0,
      role: role,
      author: author,
      text: bytes,
      isPrivate: isPrivate,
      kind: kind
    )
    items.append(SampleItem(timestamp: now, content: .message(message)))
    if isPartOfContact { contactEnd = now }
    if scenario.oddities.duplicateMessage > 0,
      chance.happens(scenario.oddities.duplicateMessage)
    {
      // The exporter delivers a line twice: same id, same time. Number -1 takes the number before.
      var copy = message
      copy.number = -1
      items.append(SampleItem(timestamp: now, content: .message(copy)))
    }
  }
}
