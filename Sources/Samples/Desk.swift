/// The stream of contacts of a scenario: who comes when, who answers, how it ends, who comes back.
///
/// It remembers one entry for each customer who is due to come again and nothing else.
struct Desk: Sendable {
  let scenario: Scenario
  let start: Int64
  let end: Int64
  private(set) var chance: Chance
  private var arrivals: Arrivals
  private var nextArrival: Int64?
  private var due = EventQueue<Visit>()
  private var customers = 0

  /// A contact that is going to happen.
  struct Visit: Sendable {
    var customer: Int
    var isLucky: Bool
    /// Contacts of their own accord after this one.
    var remaining: Int
    var lastArm: Arm?
    /// The subject of the contact that caused this one.
    var subject: Subject?
    var isTest = false
  }

  init(scenario: Scenario, seed: UInt64, contacts: Int, start: Int64) {
    self.scenario = scenario
    self.start = start
    let wanted = min(max(contacts, 1), 1_000_000_000_000)
    let weeks = max(scenario.weeks, (wanted - 1) / scenario.busiestWeek + 1)
    end = start + Int64(weeks) * Instant.week
    chance = Chance(seed: seed)
    let fresh = wanted * 1000 / (weeks * Self.contactsPerArrival(scenario, weeks: weeks))
    arrivals = Arrivals(start: start, end: end, perWeek: fresh)
    nextArrival = arrivals.next(&chance)
    if scenario.oddities.tester > 0 {
      let visit = Visit(
        customer: 0,
        isLucky: true,
        remaining: scenario.oddities.tester,
        lastArm: .bot,
        subject: .orderStatus,
        isTest: true
      )
      due.insert(visit, at: start + 9 * Instant.hour)
    }
  }

  /// About how many contacts (in thousandths) one arrival out of the blue leads to within the period.
  ///
  /// Found by trial: a thin stream of arrivals is followed with a seed of its own.
  private static func contactsPerArrival(_ scenario: Scenario, weeks: Int) -> Int {
    var plain = scenario
    plain.oddities.tester = 0
    // Longer periods than this cut off next to no customer.
    let trialWeeks = min(weeks, 26)
    var trial = Desk(
      scenario: plain,
      chance: Chance(seed: 0x0A11),
      start: 1_772_409_600_000,
      weeks: trialWeeks,
      perWeek: 3000 / trialWeeks + 1
    )
    var contacts = 0
    while let (contact, visit) = trial.next() {
      contacts += 1
      trial.schedule(after: contact, visit, end: contact.start + 15 * Instant.minute)
    }
    return max(contacts * 1000 / max(trial.customers + trial.strangers, 1), 500)
  }

  private init(scenario: Scenario, chance: Chance, start: Int64, weeks: Int, perWeek: Int) {
    self.scenario = scenario
    self.start = start
    end = start + Int64(weeks) * Instant.week
    self.chance = chance
    arrivals = Arrivals(start: start, end: end, perWeek: perWeek)
    nextArrival = arrivals.next(&self.chance)
  }

  private var strangers = 0

  /// The next contact in the order of time, and the visit that it belongs to.
  mutating func next() -> (Contact, Visit)? {
    if let instant = nextArrival, instant < due.earliest ?? .max {
      nextArrival = arrivals.next(&chance)
      if chance.happens(scenario.oddities.notEngaged) { return greetingOnly(at: instant) }
      customers += 1
      let visit = Visit(
        customer: customers,
        isLucky: chance.below(2) == 1,
        remaining: chance.index(weights: scenario.contactsPerCustomer),
        lastArm: nil,
        subject: nil
      )
      return (contact(visit, at: instant), visit)
    }
    guard let (instant, visit) = due.removeFirst() else { return nil }
    return (contact(visit, at: instant), visit)
  }

  private mutating func greetingOnly(at instant: Int64) -> (Contact, Visit) {
    strangers += 1
    let visit = Visit(customer: 0, isLucky: true, remaining: 0, lastArm: nil, subject: nil)
    var contact = contact(visit, at: instant)
    contact.customer = nil
    contact.gap = nil
    contact.arm = .bot
    contact.isEngaged = false
    return (contact, visit)
  }

  /// Draws the contact of a visit.
  mutating func contact(_ visit: Visit, at instant: Int64) -> Contact {
    let drawn = Subject.allCases[chance.index(weights: scenario.subjectShares)]
    let keeps = chance.happens(scenario.sameSubject) || visit.isTest
    let facts = Facts(
      subject: keeps ? visit.subject ?? drawn : drawn,
      language: visit.isTest ? 0 : language(of: visit.customer),
      channel: chance.index(weights: scenario.channels.map(\.weight)),
      isAngry: chance.happens(scenario.angry) && !visit.isTest,
      isHidden: chance.happens(scenario.hidden.share),
      isLucky: visit.isLucky,
      hasMoreToCome: visit.remaining > 0
    )
    let arm = arm(for: facts, visit, at: instant)
    let model = scenario.model(of: arm)
    let ending =
      visit.isTest
      ? .solved : model.draw(resolved: scenario.resolved(by: arm, facts), &chance)
    var contact = Contact(
      facts: facts,
      arm: arm,
      ending: ending,
      start: instant,
      customer: visit.customer,
      isTest: visit.isTest,
      wordSeed: chance.next()
    )
    plan(&contact, visit, model)
    return contact
  }

  /// Decides whether and when the customer comes again.
  private mutating func plan(_ contact: inout Contact, _ visit: Visit, _ model: ArmModel) {
    if visit.isTest {
      contact.gap = visit.remaining > 0 ? 12 * Instant.hour : nil
      return
    }
    // Only a new customer can be unknown, and is then not seen again: no known contact loses its return,
    // and those who remain are the same kind of customers on both sides.
    if visit.lastArm == nil, chance.happens(model.unknownCustomer) {
      contact.customer = nil
      return
    }
    if chance.happens(model.returns[contact.ending.rawValue]) {
      contact.isCauseOfNext = true
      contact.gap = scenario.returnGap.draw(&chance)
    } else if visit.remaining > 0 {
      contact.gap = scenario.ownAccordGap.draw(&chance)
    }
  }

  /// The customer's next visit, if a contact has one.
  func visit(after contact: Contact, _ visit: Visit) -> Visit? {
    guard contact.gap != nil else { return nil }
    var next = visit
    next.lastArm = contact.arm
    next.subject = contact.isCauseOfNext || visit.isTest ? contact.facts.subject : nil
    if !contact.isCauseOfNext { next.remaining -= 1 }
    return next
  }

  /// Notes the customer's next visit; `end` is when the contact is over.
  mutating func schedule(after contact: Contact, _ visit: Visit, end: Int64) {
    guard let gap = contact.gap, let next = self.visit(after: contact, visit) else { return }
    if end + gap < self.end { due.insert(next, at: end + gap) }
  }

  private mutating func arm(for facts: Facts, _ visit: Visit, at instant: Int64) -> Arm {
    if visit.isTest { return .bot }
    let share = scenario.botShare(of: facts, week: Int((instant - start) / Instant.week))
    let drawn: Arm = chance.happens(share) ? .bot : .human
    guard let last = visit.lastArm, share > 0, share < 10_000 else { return drawn }
    return chance.happens(scenario.sticky) ? last : drawn
  }

  /// A customer keeps to one language.
  private func language(of customer: Int) -> Int {
    var own = Chance(seed: UInt64(truncatingIfNeeded: customer) &* 0x9E37_79B9_7F4A_7C15)
    return own.index(weights: scenario.languages.map(\.weight))
  }
}
