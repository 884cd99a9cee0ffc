/// What is planted in a scenario: the figures that an endless sample would show, and the true differences.
///
/// Computed from the scenario's own tables, never from a sample's text. Contacts are drawn with a seed of
/// their own (200,000 by default); for each, the chance of every outcome under *both* kinds of responder
/// is exact, so that only the mix of contacts is left to chance (standard error of a difference: below
/// 0.05 points). Differences are bot minus human and standardised over topics with overlap weights
/// (STATISTICS section 3). Left out are the odd records (parallel chats, testers, greetings without a
/// question), which are about 3 % of `easy-topics` and treat both sides alike, and unknown customers.
package struct Truth: Sendable {
  /// One outcome by arm, as it would be read off the whole export and as it truly is.
  package struct Outcome: Sendable {
    /// METRICS number and name.
    package let name: String
    /// The rate of each arm on its own mix of contacts.
    package let crudeBot: Double
    package let crudeHuman: Double
    /// The rate of each arm on the overlap mix of topics, if it answered all those contacts.
    package let standardisedBot: Double
    package let standardisedHuman: Double
    /// What adjustment for topic gives.
    ///
    /// It equals the true difference, to a few tenths of a point, unless
    /// something that the export does not show is linked to both routing and outcome.
    package let adjustedDifference: Double

    /// What raw figures show.
    package var crudeDifference: Double { crudeBot - crudeHuman }
    /// The true effect of the responder.
    package var trueDifference: Double { standardisedBot - standardisedHuman }
  }

  /// One topic: how often it comes, who gets it, and durable resolution if either arm answered all of it.
  package struct Topic: Sendable {
    package let name: String
    package let share: Double
    package let botShare: Double
    /// Weight in the overlap mix; 0 when one arm alone gets it.
    package let weight: Double
    /// nil when the bot never gets it.
    package let durableBot: Double?
    /// nil when people never get it.
    package let durableHuman: Double?
  }

  package let scenario: String
  package let contacts: Int
  package let botShare: Double
  /// Durable resolution (M24), repeat contact within 7 days (M36), resolved within 24 hours (M14), and
  /// satisfied customers among all, rated or not.
  package let outcomes: [Outcome]
  package let topics: [Topic]
  /// Medians of the first response time (M07) in seconds, the same in every topic.
  package let firstResponse: (bot: Double, human: Double)
  /// Share of contacts rated 4 or 5 among those rated (M41), as it would be read off the export.
  package let satisfiedOfRated: (bot: Double, human: Double)
  /// Ratings per survey offered (M42).
  package let responseRate: (bot: Double, human: Double)

  /// The outcome of a METRICS name such as `durable_resolution_rate`.
  package func outcome(_ name: String) -> Outcome? { outcomes.first { $0.name == name } }
}

extension Truth {
  /// The seed of the contacts that the truth is averaged over.
  package static let seed: UInt64 = 0x7247

  /// Computes the planted truth.
  ///
  /// - Parameters:
  ///   - scenario: Whose truth.
  ///   - contacts: About how many contacts to average over.
  package init(of scenario: Scenario, contacts: Int = 200_000) {
    var tally = Tally(scenario)
    var wide = scenario
    // The truth does not depend on how many come in a week.
    wide.busiestWeek = .max
    var desk = Desk(
      scenario: wide,
      seed: Self.seed,
      contacts: contacts,
      start: Generator.defaultStart
    )
    while let (contact, visit) = desk.next() {
      desk.schedule(after: contact, visit, end: contact.start + 15 * Instant.minute)
      if contact.isEngaged, !contact.isTest, contact.customer != nil { tally.add(contact) }
    }
    self = tally.truth()
  }
}

/// Sums by topic.
private struct Tally {
  static let names = [
    "durable_resolution_rate", "repeat_contact_rate_7d", "resolved_within_24h", "satisfied_of_all",
  ]
  static let outcomes = names.count

  struct Cell {
    /// Contacts that each arm got.
    var contacts = [0.0, 0.0]
    /// Expected outcomes of the contacts that an arm got, if it answers them.
    var own = [[Double]](repeating: Array(repeating: 0, count: outcomes), count: 2)
    /// Expected outcomes of all contacts, if an arm answered all of them.
    var all = [[Double]](repeating: Array(repeating: 0, count: outcomes), count: 2)
  }

  private let scenario: Scenario
  private let ownAccordWithinWeek: Double
  private var cells = [Cell](repeating: Cell(), count: Subject.allCases.count)
  /// Contacts offered a survey, rated, and rated 4 or 5, by arm; up to the same factor.
  private var ratings = [[Double]](repeating: [0, 0, 0], count: 2)

  init(_ scenario: Scenario) {
    self.scenario = scenario
    ownAccordWithinWeek =
      Double(scenario.ownAccordGap.basisPoints(atMost: Int(Instant.week))) / 10_000
  }

  mutating func add(_ contact: Contact) {
    let subject = contact.facts.subject.rawValue
    cells[subject].contacts[contact.arm.rawValue] += 1
    for arm in Arm.allCases {
      let shares = scenario.model(of: arm).endingShares(
        resolved: scenario.resolved(by: arm, contact.facts)
      )
      let expected = expected(contact.facts, arm, shares)
      for outcome in 0..<Self.outcomes {
        cells[subject].all[arm.rawValue][outcome] += expected[outcome]
        if arm == contact.arm { cells[subject].own[arm.rawValue][outcome] += expected[outcome] }
      }
      if arm == contact.arm { addRating(arm, shares) }
    }
  }

  private func expected(_ facts: Facts, _ arm: Arm, _ shares: [Double]) -> [Double] {
    let model = scenario.model(of: arm)
    let staysAway = facts.hasMoreToCome ? 1 - ownAccordWithinWeek : 1
    var durable = 0.0
    var returns = 0.0
    var lenient = 0.0
    var resolved = 0.0
    for ending in Ending.allCases {
      let share = shares[ending.rawValue]
      let noReturn = (1 - Double(model.returns[ending.rawValue]) / 10_000) * staysAway
      returns += share * (1 - noReturn)
      if ending.looksResolved {
        lenient += share
        durable += share * noReturn
      }
      if ending.isResolved { resolved += share }
    }
    let quick = 1 - Double(model.slow) / 10_000
    let satisfied =
      (resolved * Double(model.satisfied.resolved)
        + (1 - resolved) * Double(model.satisfied.unresolved)) / 10_000
    return [durable, returns, lenient * quick, satisfied]
  }

  private mutating func addRating(_ arm: Arm, _ shares: [Double]) {
    let model = scenario.model(of: arm)
    for ending in Ending.allCases where ending != .unattended {
      let share = shares[ending.rawValue]
      let isGood = ending.isResolved
      let rated =
        share * Double(isGood ? model.ratings.resolved : model.ratings.unresolved) / 10_000
      let high = Double(isGood ? model.satisfied.resolved : model.satisfied.unresolved) / 10_000
      ratings[arm.rawValue][0] += share
      ratings[arm.rawValue][1] += rated
      ratings[arm.rawValue][2] += rated * high
    }
  }

  func truth() -> Truth {
    let bot = Arm.bot.rawValue
    let human = Arm.human.rawValue
    let weights = cells.map { cell in
      let n = cell.contacts[bot] + cell.contacts[human]
      return n > 0 ? cell.contacts[bot] * cell.contacts[human] / n : 0
    }
    let weightSum = weights.reduce(0, +)
    func count(_ arm: Int) -> Double { cells.reduce(0) { $0 + $1.contacts[arm] } }
    let total = count(bot) + count(human)

    /// The mean of a rate by topic over the overlap mix.
    func overlap(_ rate: (Cell) -> Double) -> Double {
      var sum = 0.0
      for (cell, weight) in zip(cells, weights) where weight > 0 { sum += weight * rate(cell) }
      return weightSum > 0 ? sum / weightSum : .nan
    }
    func everybody(_ cell: Cell) -> Double { cell.contacts[bot] + cell.contacts[human] }

    let outcomes = Self.names.enumerated().map { index, name in
      Truth.Outcome(
        name: name,
        crudeBot: cells.reduce(0) { $0 + $1.own[bot][index] } / count(bot),
        crudeHuman: cells.reduce(0) { $0 + $1.own[human][index] } / count(human),
        standardisedBot: overlap { $0.all[bot][index] / everybody($0) },
        standardisedHuman: overlap { $0.all[human][index] / everybody($0) },
        adjustedDifference: overlap {
          $0.own[bot][index] / $0.contacts[bot] - $0.own[human][index] / $0.contacts[human]
        }
      )
    }
    let topics = Subject.allCases.map { subject in
      let cell = cells[subject.rawValue]
      let n = everybody(cell)
      return Truth.Topic(
        name: subject.name,
        share: n / total,
        botShare: n > 0 ? cell.contacts[bot] / n : .nan,
        weight: weightSum > 0 ? weights[subject.rawValue] / weightSum : .nan,
        durableBot: cell.contacts[bot] > 0 ? cell.all[bot][0] / n : nil,
        durableHuman: cell.contacts[human] > 0 ? cell.all[human][0] / n : nil
      )
    }
    return Truth(
      scenario: scenario.name,
      contacts: Int(total),
      botShare: count(bot) / total,
      outcomes: outcomes,
      topics: topics,
      firstResponse: (
        bot: Double(scenario.bot.firstResponse.median) / 1000,
        human: Double(scenario.human.firstResponse.median) / 1000
      ),
      satisfiedOfRated: (
        bot: ratings[bot][2] / ratings[bot][1], human: ratings[human][2] / ratings[human][1]
      ),
      responseRate: (
        bot: ratings[bot][1] / ratings[bot][0], human: ratings[human][1] / ratings[human][0]
      )
    )
  }
}
