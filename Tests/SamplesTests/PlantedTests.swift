import Testing

@testable import Samples

@Suite struct PlantedTests {
  /// The tables by hand: one topic, few endings, no other chance.
  @Test func `what is planted can be worked out by hand`() throws {
    let planted = Planted(of: try byHand(), strata: ["topic"], contacts: 2000)
    // bot 0.7 × 0.9 + 0.15 × 0.4 = 0.69; human 0.8 × 0.9 + 0.1 × 0.4 = 0.76
    let durable = try #require(planted.measure("durable_resolution_rate rate"))
    #expect(abs(durable.bot - 0.69) < 1e-9)
    #expect(abs(durable.effect + 0.07) < 1e-9)
    #expect(abs(durable.adjusted + 0.07) < 1e-9)
    // bot 0.7 × 0.1 + 0.15 × 0.5 + 0.15 × 0.6 = 0.235; human 0.8 × 0.1 + 0.1 × 0.5 + 0.1 × 0.6 = 0.19
    for name in ["repeat_contact_rate_7d_any rate", "repeat_contact_rate_7d_any cif_7d"] {
      #expect(abs(try #require(planted.measure(name)).effect - 0.045) < 1e-9)
    }
    // Of 100 bot contacts 70 are resolved and 7 of them rate, 30 are not and 6 rate; 5.6 and 1.2 give 4 or 5.
    let rated = try #require(planted.measure("csat_top2 rate"))
    #expect(abs(rated.bot - 6.8 / 13) < 1e-9)
    // All of them, rated or not: 70 × 0.8 + 30 × 0.2.
    let satisfied = try #require(planted.measure("satisfied_of_all crude"))
    #expect(abs(satisfied.bot - 0.62) < 1e-9)
    // 0.7 × 0.1 + 0.3 × 0.5
    #expect(abs(try #require(planted.measure("handoff_rate rate")).bot - 0.22) < 1e-9)
    // In vain 0.3 × 0.5 × 0.4 = 0.06; with success 0.22 × 0.6 = 0.132
    let unmet = try #require(planted.measure("unmet_human_request_rate rate"))
    #expect(abs(unmet.bot - 0.06 / 0.192) < 1e-9)
  }

  private func byHand() throws -> Scenario {
    var scenario = try #require(Scenario.named("null-case-mix"))
    scenario.subjectShares = [1, 0, 0, 0, 0, 0, 0, 0]
    scenario.sameSubject = 10_000
    scenario.angry = 0
    scenario.customerEffect = 0
    scenario.languages = [("en", 1)]
    scenario.contactsPerCustomer = [1]
    scenario.botShares[0] = 5000
    scenario.bot.resolved[0] = 7000
    scenario.human.resolved[0] = 8000
    for arm in [\Scenario.bot, \Scenario.human] {
      scenario[keyPath: arm].resolvedEndings = [1, 0, 0]
      // Half state the failure, half give up and look resolved.
      scenario[keyPath: arm].unresolvedEndings = [1, 0, 0, 0, 1, 0]
      scenario[keyPath: arm].returns = [1000, 0, 0, 5000, 0, 0, 0, 6000, 0]
      scenario[keyPath: arm].ratings = (1000, 2000)
      scenario[keyPath: arm].satisfied = (8000, 2000)
      scenario[keyPath: arm].handoff = (1000, 5000)
      scenario[keyPath: arm].unmetRequest = (0, 4000)
    }
    return scenario
  }

  /// A trial in which a coin decides who answers needs no adjustment and no model: it counts what happened.
  @Test(arguments: [
    "sticky-customers", "abandonment", "growing-bot", "latent-confounding",
  ])
  func `a trial that assigns responders by lot finds what is planted`(name: String) throws {
    let scenario = try #require(Scenario.named(name))
    let planted = Planted(of: scenario, strata: ["topic"], contacts: 3000)
    let weights = Truth(of: scenario, contacts: 3000).topics.map(\.weight)
    let trial = Trial(scenario, contacts: 8000)
    for (name, counts) in [
      ("durable_resolution_rate rate", trial.durable),
      ("repeat_contact_rate_7d_any rate", trial.returned),
      ("resolved_within_24h cif_24h", trial.inADay),
    ] {
      let measure = try #require(planted.measure(name))
      let difference = counts.difference(weights)
      let distance = abs(difference.value - measure.effect)
      #expect(distance < 3.5 * difference.error + 0.002, "\(name) \(difference) \(measure)")
    }
    let first = try #require(planted.measure("first_response_time p50"))
    #expect(abs(trial.firstResponseRatio / first.effect - 1) < 0.12)
    let full = try #require(planted.measure("full_resolution_time p50"))
    #expect(abs(trial.resolutionRatio(weights) / full.effect - 1) < 0.15)
  }

  @Test(arguments: Scenario.all.filter { $0.name != "bench" }.map(\.name))
  func `strata show what is true, unless something unseen is at work`(name: String) throws {
    let scenario = try #require(Scenario.named(name))
    let planted = Planted(of: scenario, strata: Planted.variables, contacts: 3000)
    let durable = try #require(planted.measure("durable_resolution_rate rate"))
    if name == "latent-confounding" {
      #expect(abs(durable.effect) < 1e-12)
      #expect(durable.adjusted > 0.04)
    } else {
      #expect(abs(durable.adjusted - durable.effect) < 0.02, "\(durable)")
    }
  }

  @Test func `finer strata hardly move the truth`() throws {
    for name in ["bot-worse", "growing-bot", "abandonment"] {
      let scenario = try #require(Scenario.named(name))
      let coarse = Planted(of: scenario, strata: ["topic"], contacts: 3000)
      let fine = Planted(of: scenario, strata: Planted.variables, contacts: 3000)
      for measure in coarse.measures where !measure.isRatio && measure.human != nil {
        let other = try #require(fine.measure(measure.name))
        #expect(abs(measure.effect - other.effect) < 0.008, "\(name) \(measure) \(other)")
      }
    }
  }
}

/// What happened when a coin decided who answers.
private struct Trial {
  /// Events by topic and arm.
  struct Counts {
    var yes = [[Double]](repeating: [0, 0], count: Subject.allCases.count)
    var all = [[Double]](repeating: [0, 0], count: Subject.allCases.count)

    mutating func add(_ contact: Contact, _ isEvent: Bool) {
      all[contact.facts.subject.rawValue][contact.arm.rawValue] += 1
      if isEvent { yes[contact.facts.subject.rawValue][contact.arm.rawValue] += 1 }
    }

    /// Bot minus human on a mix of topics, with its standard error.
    func difference(_ weights: [Double]) -> (value: Double, error: Double) {
      var value = 0.0
      var variance = 0.0
      for (topic, weight) in weights.enumerated() where weight > 0 {
        for arm in Arm.allCases {
          let n = all[topic][arm.rawValue]
          let rate = yes[topic][arm.rawValue] / n
          value += weight * (arm == .bot ? rate : -rate)
          variance += weight * weight * rate * (1 - rate) / n
        }
      }
      return (value, variance.squareRoot())
    }
  }

  var durable = Counts()
  var returned = Counts()
  var inADay = Counts()
  /// Seconds by arm.
  private var firstResponses = [[Double]](repeating: [], count: 2)
  private var resolutions: [[(topic: Int, seconds: Double)]] = [[], []]

  init(_ scenario: Scenario, contacts: Int) {
    var lot = scenario
    lot.botShares = scenario.botShares.map { $0 > 0 && $0 < 10_000 ? 5000 : $0 }
    lot.botShareByWeek = [0]
    lot.hidden.routing = 0
    lot.sticky = 0
    lot.bot.unknownCustomer = 0
    lot.human.unknownCustomer = 0
    lot.busiestWeek = .max
    var desk = Desk(scenario: lot, seed: 11, contacts: contacts, start: Generator.defaultStart)
    while let (contact, visit) = desk.next() {
      desk.schedule(after: contact, visit, end: contact.start + 15 * Instant.minute)
      let isBack = contact.gap.map { $0 <= Instant.week } ?? false
      durable.add(contact, contact.ending.looksResolved && !isBack)
      returned.add(contact, isBack)
      read(contact, Transcript(contact, lot, mustClose: false))
    }
  }

  /// Reads a transcript as a person would.
  private mutating func read(_ contact: Contact, _ transcript: Transcript) {
    var first: Double?
    var lastAnswer = 0.0
    var lastWord = 0.0
    var solved: Double?
    for item in transcript.items {
      let seconds = Double(item.timestamp - contact.start) / 1000
      switch item.content {
      case .event(let event): if event.name == "solved" { solved = seconds }
      case .message(let message) where message.isPrivate || message.role == .system: break
      case .message(let message) where message.role == .customer: lastWord = seconds
      case .message:
        first = first ?? seconds
        lastAnswer = seconds
      }
    }
    if let first { firstResponses[contact.arm.rawValue].append(first) }
    let end = contact.ending == .confirmed ? lastWord : solved ?? lastAnswer
    inADay.add(contact, contact.ending.looksResolved && end <= 86_400)
    guard contact.ending.looksResolved else { return }
    resolutions[contact.arm.rawValue].append((contact.facts.subject.rawValue, end))
  }

  var firstResponseRatio: Double {
    func median(_ arm: Arm) -> Double {
      let sorted = firstResponses[arm.rawValue].sorted()
      return sorted[sorted.count / 2]
    }
    return median(.bot) / median(.human)
  }

  /// The ratio of medians of topic-weighted times; the weights are those of all contacts, which differ little
  /// from those of resolved ones in their effect on a median.
  func resolutionRatio(_ weights: [Double]) -> Double {
    func median(_ arm: Arm) -> Double {
      let times = resolutions[arm.rawValue]
      var counts = [Double](repeating: 0, count: weights.count)
      for (topic, _) in times { counts[topic] += 1 }
      var below = 0.0
      for (topic, seconds) in times.sorted(by: { $0.seconds < $1.seconds }) where weights[topic] > 0
      {
        below += weights[topic] / counts[topic]
        if below >= 0.5 { return seconds }
      }
      return .nan
    }
    return median(.bot) / median(.human)
  }
}
