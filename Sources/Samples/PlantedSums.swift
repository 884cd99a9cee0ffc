/// Sums of potential outcomes by stratum.
struct PlantedSums: Sendable {
  /// Shares of the contacts that a measure counts and of those with a yes.
  private struct Share: Sendable {
    var counted = 0.0
    var yes = 0.0

    static func += (sum: inout Share, part: Share) {
      sum.counted += part.counted
      sum.yes += part.yes
    }
  }

  /// Compared yes/no measures; the report's name stands beside each.
  private enum Rate: Int, CaseIterable {
    case durable, returned, inADay, satisfied

    var name: String {
      switch self {
      case .durable: "durable_resolution_rate rate"
      case .returned: "repeat_contact_rate_7d_any"
      case .inADay: "resolved_within_24h cif_24h"
      case .satisfied: "csat_top2 rate"
      }
    }
  }

  /// By arm.
  private struct Pair<Value: Sendable>: Sendable {
    var values: [Value]

    init(_ value: Value) { values = [value, value] }

    subscript(arm: Arm) -> Value {
      get { values[arm.rawValue] }
      set { values[arm.rawValue] = newValue }
    }
  }

  private struct Cell: Sendable {
    /// All contacts of the stratum, as if an arm answered every one.
    var all = [Pair<Share>](repeating: Pair(Share()), count: Rate.allCases.count)
    /// The contacts that an arm got.
    var own = [Pair<Share>](repeating: Pair(Share()), count: Rate.allCases.count)
    /// Times to resolution in milliseconds, the chance that the contact is resolved, and who got it.
    var times = Pair<[(time: Int64, chance: Double, isOwn: Bool)]>([])
  }

  let strata: [String]
  private let scenario: Scenario
  private let ownAccordWithinWeek: Double
  private var cells: [Int: Cell] = [:]
  private var handoff = Share()
  private var unmetRequest = Share()
  /// Contacts that an arm got and that may be offered a survey, and the satisfied among them.
  private var satisfiedOfAll = Pair(Share())

  init(_ scenario: Scenario, strata: [String]) {
    self.scenario = scenario
    self.strata = strata
    ownAccordWithinWeek =
      Double(scenario.ownAccordGap.basisPoints(atMost: Int(Instant.week))) / 10_000
  }

  private func stratum(_ contact: Contact, band: Int) -> Int {
    strata.reduce(0) { code, variable in
      let value =
        switch variable {
        case "topic": contact.facts.subject.rawValue
        case "language": contact.facts.language
        case "channel": contact.facts.channel
        default: band
        }
      return code << 8 | (value + 1)
    }
  }

  mutating func add(_ contact: Contact, band: Int, isFollowed: Bool, _ chance: inout Chance) {
    let stratum = stratum(contact, band: band)
    var cell = cells.removeValue(forKey: stratum) ?? Cell()
    let isKnown = contact.customer != nil
    for arm in Arm.allCases {
      let model = scenario.model(of: arm)
      let shares = model.endingShares(resolved: scenario.resolved(by: arm, contact.facts))
      let isOwn = arm == contact.arm
      func note(_ rate: Rate, _ share: Share) {
        cell.all[rate.rawValue][arm] += share
        if isOwn { cell.own[rate.rawValue][arm] += share }
      }
      let returns = returns(after: contact.facts, model, shares)
      if isKnown, isFollowed { note(.durable, Share(counted: 1, yes: returns.durable)) }
      if isKnown { note(.returned, Share(counted: 1, yes: returns.returned)) }
      let resolved = Ending.allCases.filter(\.looksResolved).reduce(0) { $0 + shares[$1.rawValue] }
      let time = Self.timeToResolution(contact, arm, shares, scenario, &chance)
      note(.inADay, Share(counted: 1, yes: time <= Instant.day ? resolved : 0))
      note(.satisfied, Self.ratings(model, shares))
      cell.times[arm].append((time, resolved, isOwn))
      if isOwn { satisfiedOfAll[arm] += Self.satisfied(model, shares) }
      if isOwn, arm == .bot { addRequests(model, shares) }
    }
    cells[stratum] = cell
  }

  /// Chance of a return within 7 days, and of looking resolved without one.
  private func returns(
    after facts: Facts,
    _ model: ArmModel,
    _ shares: [Double]
  ) -> (returned: Double, durable: Double) {
    let staysAway = facts.hasMoreToCome ? 1 - ownAccordWithinWeek : 1
    var returned = 0.0
    var durable = 0.0
    for ending in Ending.allCases {
      let share = shares[ending.rawValue]
      let noReturn = (1 - Double(model.returns[ending.rawValue]) / 10_000) * staysAway
      returned += share * (1 - noReturn)
      if ending.looksResolved { durable += share * noReturn }
    }
    return (returned, durable)
  }

  /// Those who rate, and those of them who give 4 or 5.
  private static func ratings(_ model: ArmModel, _ shares: [Double]) -> Share {
    var sum = Share()
    for ending in Ending.allCases where ending != .unattended {
      let isGood = ending.isResolved
      let rated = Double(isGood ? model.ratings.resolved : model.ratings.unresolved) / 10_000
      let high = Double(isGood ? model.satisfied.resolved : model.satisfied.unresolved) / 10_000
      sum.counted += shares[ending.rawValue] * rated
      sum.yes += shares[ending.rawValue] * rated * high
    }
    return sum
  }

  /// The same among all who could be offered a survey, whether they answer or not.
  private static func satisfied(_ model: ArmModel, _ shares: [Double]) -> Share {
    var sum = Share()
    for ending in Ending.allCases where ending != .unattended {
      let high = ending.isResolved ? model.satisfied.resolved : model.satisfied.unresolved
      sum.counted += shares[ending.rawValue]
      sum.yes += shares[ending.rawValue] * Double(high) / 10_000
    }
    return sum
  }

  /// Hand-offs that reach a person, and requests for a person that never do; the bot's own contacts.
  private mutating func addRequests(_ model: ArmModel, _ shares: [Double]) {
    for ending in Ending.allCases where ending != .unattended {
      let share = shares[ending.rawValue]
      let isFailed = ending == .handoffFailed
      func chance(_ pair: (resolved: Int, unresolved: Int)) -> Double {
        Double(ending.isResolved ? pair.resolved : pair.unresolved) / 10_000
      }
      let over = isFailed ? 1 : chance(model.handoff)
      // Six hand-offs in ten follow a request of the customer.
      let asked = share * over * 0.6
      let inVain = share * (1 - over) * chance(model.unmetRequest)
      handoff.counted += share
      if !isFailed { handoff.yes += share * over }
      unmetRequest.counted += asked + inVain
      unmetRequest.yes += inVain + (isFailed ? asked : 0)
    }
  }

  /// M13 of one transcript of an ending that looks resolved.
  private static func timeToResolution(
    _ contact: Contact,
    _ arm: Arm,
    _ shares: [Double],
    _ scenario: Scenario,
    _ chance: inout Chance
  ) -> Int64 {
    let endings = Ending.allCases.filter(\.looksResolved)
    var told = contact
    told.arm = arm
    told.ending = endings[chance.index(weights: endings.map { Int(shares[$0.rawValue] * 1e9) })]
    told.wordSeed = chance.next()
    return Transcript(told, scenario, mustClose: false).resolvedAt - contact.start
  }

  // MARK: Results

  func measures() -> [Planted.Measure] {
    let compared = Rate.allCases.flatMap(rates)
    let first = Planted.Measure.ratio(
      "first_response_time p50",
      bot: Double(scenario.bot.firstResponse.median) / 1000,
      human: Double(scenario.human.firstResponse.median) / 1000,
      adjusted: Double(scenario.bot.firstResponse.median)
        / Double(scenario.human.firstResponse.median)
    )
    let human = satisfiedOfAll[.human].yes / satisfiedOfAll[.human].counted
    let bot = satisfiedOfAll[.bot].yes / satisfiedOfAll[.bot].counted
    let satisfied = Planted.Measure(
      name: "satisfied_of_all crude",
      isRatio: false,
      human: human,
      bot: bot,
      effect: bot - human,
      adjusted: bot - human
    )
    return compared + [first, resolutionTime()] + [
      satisfied,
      Planted.Measure(ofBot: "handoff_rate rate", handoff.yes / handoff.counted),
      Planted.Measure(
        ofBot: "unmet_human_request_rate rate",
        unmetRequest.yes / unmetRequest.counted
      ),
    ]
  }

  /// Strata in a fixed order with their overlap weights, which add up to 1.
  private func weighted(_ size: (Cell, Arm) -> Double) -> [(cell: Cell, weight: Double)] {
    let sized = cells.sorted { $0.key < $1.key }.compactMap { _, cell -> (Cell, Double)? in
      let bot = size(cell, .bot)
      let human = size(cell, .human)
      return bot > 0 && human > 0 ? (cell, bot * human / (bot + human)) : nil
    }
    let sum = sized.reduce(0) { $0 + $1.1 }
    return sized.map { ($0.0, $0.1 / sum) }
  }

  private func rates(_ rate: Rate) -> [Planted.Measure] {
    let cells = weighted { cell, arm in cell.own[rate.rawValue][arm].counted }
    func mean(_ arm: Arm, _ shares: KeyPath<Cell, [Pair<Share>]>) -> Double {
      cells.reduce(0) { sum, entry in
        let share = entry.cell[keyPath: shares][rate.rawValue][arm]
        return sum + entry.weight * share.yes / share.counted
      }
    }
    func measure(_ name: String) -> Planted.Measure {
      let bot = mean(.bot, \.all)
      let human = mean(.human, \.all)
      return Planted.Measure(
        name: name,
        isRatio: false,
        human: human,
        bot: bot,
        effect: bot - human,
        adjusted: mean(.bot, \.own) - mean(.human, \.own)
      )
    }
    // The rate over contacts with a week of follow-up and the incidence over all estimate the same.
    guard rate == .returned else { return [measure(rate.name)] }
    return [measure(rate.name + " rate"), measure(rate.name + " cif_7d")]
  }

  private func resolutionTime() -> Planted.Measure {
    let cells = weighted { cell, arm in
      cell.times[arm].reduce(0) { $0 + ($1.isOwn ? $1.chance : 0) }
    }
    func median(_ arm: Arm, ownOnly: Bool) -> Double {
      var times: [(time: Int64, weight: Double)] = []
      for (cell, weight) in cells {
        let used = cell.times[arm].filter { $0.isOwn || !ownOnly }
        let sum = used.reduce(0) { $0 + $1.chance }
        times += used.map { ($0.time, weight * $0.chance / sum) }
      }
      times.sort { $0.time < $1.time }
      var below = 0.0
      for (time, weight) in times {
        below += weight
        if below >= 0.5 { return Double(time) / 1000 }
      }
      return .nan
    }
    return .ratio(
      "full_resolution_time p50",
      bot: median(.bot, ownOnly: false),
      human: median(.human, ownOnly: false),
      adjusted: median(.bot, ownOnly: true) / median(.human, ownOnly: true)
    )
  }
}

extension Planted.Measure {
  fileprivate static func ratio(
    _ name: String,
    bot: Double,
    human: Double,
    adjusted: Double
  ) -> Self {
    Self(
      name: name,
      isRatio: true,
      human: human,
      bot: bot,
      effect: bot / human,
      adjusted: adjusted
    )
  }

  /// A rate of the contacts that the bot opened, on their own mix.
  fileprivate init(ofBot name: String, _ rate: Double) {
    self.init(name: name, isRatio: false, human: nil, bot: rate, effect: rate, adjusted: rate)
  }
}

extension Transcript {
  /// When a contact that looks resolved was resolved (METRICS M13): the last `solved`, else the
  /// customer's confirmation, else the last answer.
  fileprivate var resolvedAt: Int64 {
    var answer: Int64 = 0
    var customer: Int64 = 0
    var solved: Int64?
    for item in items {
      switch item.content {
      case .event(let event): if event.name == "solved" { solved = item.timestamp }
      case .message(let message):
        if message.isPrivate { continue }
        if message.role == .customer { customer = item.timestamp }
        if message.role == .bot || message.role == .human { answer = item.timestamp }
      }
    }
    return solved ?? (contact.ending == .confirmed ? customer : answer)
  }
}
