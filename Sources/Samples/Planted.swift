/// What is planted for every measure of the report, on the mix of contacts that the report uses.
///
/// `Truth` says what a scenario is about; this says what an interval of the report must cover. Contacts are
/// drawn with a seed of their own. For each, the chance of every outcome under *both* kinds of responder is
/// exact (both potential outcomes); times to resolution come from a transcript of each kind. Nothing is
/// estimated by the code under test.
///
/// Strata are those of a report, with the weights of STATISTICS section 3 on the contacts that a measure
/// counts: known customers for what links contacts, a week of follow-up for durable resolution, raters for
/// satisfaction, resolved contacts for the time to resolution.
package struct Planted: Sendable {
  /// One measure.
  package struct Measure: Sendable {
    /// Id of METRICS and statistic, such as `first_response_time p50`.
    package let name: String
    /// Whether arms are compared as a ratio; a difference otherwise.
    package let isRatio: Bool
    /// The value of each arm on the report's mix, if it answered all those contacts.
    ///
    /// Nil for a measure of the bot's own contacts, which compares nothing.
    package let human: Double?
    package let bot: Double
    /// Bot against human if both answer the same contacts: what is true.
    package let effect: Double
    /// Bot against human as strata can show it: each arm with the contacts that it got.
    package let adjusted: Double
  }

  package let scenario: String
  /// The variables of the strata, as the report names them.
  package let strata: [String]
  package let measures: [Measure]

  package func measure(_ name: String) -> Measure? { measures.first { $0.name == name } }
}

extension Planted {
  /// Variables that strata can be made of here, in the report's order.
  ///
  /// What the report may use beyond them (the words of the first message, the hour) decides neither
  /// routing nor outcome in any scenario, so finer strata have the same truth but for their weights.
  package static let variables = ["topic", "language", "channel", "prior_contacts"]

  /// Computes what is planted.
  ///
  /// - Parameters:
  ///   - scenario: Whose truth.
  ///   - strata: The report's variables; those that are not in `variables` are passed over.
  ///   - contacts: About how many contacts to average over.
  package init(of scenario: Scenario, strata: [String], contacts: Int = 200_000) {
    var wide = scenario
    // The truth does not depend on how many come in a week, but on how many weeks there are.
    wide.busiestWeek = .max
    var desk = Desk(
      scenario: wide,
      seed: Truth.seed,
      contacts: contacts,
      start: Generator.defaultStart
    )
    var history = History(observation: desk.start)
    var sums = PlantedSums(scenario, strata: strata.filter(Self.variables.contains))
    var chance = Chance(seed: Truth.seed ^ 0x907E)
    while let (contact, visit) = desk.next() {
      desk.schedule(after: contact, visit, end: contact.start + 15 * Instant.minute)
      guard contact.isEngaged, !contact.isTest else { continue }
      let isFollowed = contact.start + Instant.week + 15 * Instant.minute <= desk.end
      sums.add(contact, band: history.band(of: contact), isFollowed: isFollowed, &chance)
    }
    self.scenario = scenario.name
    self.strata = sums.strata
    measures = sums.measures()
  }
}

/// How often each customer has come before, as the report's strata see it.
private struct History {
  private static let window = 30 * Instant.day
  let observation: Int64
  private var starts: [Int: [Int64]] = [:]

  init(observation: Int64) { self.observation = observation }

  /// The band of METRICS 5.4 (0 unknown, 1 none, 2 one or two, 3 more), after which the contact is noted.
  ///
  /// In the first 30 days only "three or more" can be known, for earlier contacts were not seen.
  mutating func band(of contact: Contact) -> Int {
    guard let customer = contact.customer else { return 0 }
    var recent = starts[customer, default: []]
    recent.removeAll { $0 < contact.start - Self.window }
    let number = recent.count
    recent.append(contact.start)
    starts[customer] = recent
    if number >= 3 { return 3 }
    if contact.start - observation < Self.window { return 0 }
    return number == 0 ? 1 : 2
  }
}
