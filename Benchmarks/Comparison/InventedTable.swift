import Facts

/// A table of invented contacts, the same for the same size.
///
/// Eight weeks, twelve topics, customers by a power law, a bot that opens three contacts of five and
/// more of the easy ones, a fifth of the answers unknown, and durations in whole milliseconds.
struct InventedTable {
  enum Kind { case headline, all }

  private(set) var table = ContactTable()
  private var chance = Chance(state: 20_260_302)

  init(contacts: Int, customers: Int, _ kind: Kind) {
    addContacts(contacts, customers: customers)
    addTimes()
    table.rates = RateMetric.all.map { kind == .all || $0.isHeadline ? rate($0) : [] }
    table.values = ValueMetric.all.map {
      ValueCells(kind == .all || $0 == .firstResponseTime ? value($0) : [])
    }
    table.replies = ReplyMetric.all.map { kind == .all ? replies($0) : ReplyList() }
  }

  private mutating func addContacts(_ contacts: Int, customers: Int) {
    let topics = 12
    table.strata.topicNames = ["unknown"] + (1...topics).map { "topic \($0)" }
    table.strata.languageNames = ["unknown", "en", "de"]
    table.strata.channelNames = ["unknown", "chat", "mail"]
    table.id = (0..<contacts).map { "c\($0)" }
    table.isCounted = [Bool](repeating: true, count: contacts)
    table.leftOut = [LeftOut?](repeating: nil, count: contacts)
    table.ratingScale = [RatingScale?](repeating: nil, count: contacts)
    table.customerKnown = [Bool](repeating: true, count: contacts)
    for contact in 0..<contacts {
      let share = chance.share()
      table.customer.append(Int32(Double(customers) * share * share))
      let topic = 1 + chance.below(topics)
      table.strata.topic.append(Int32(topic))
      table.strata.language.append(Int32(1 + chance.below(10) / 9))
      table.strata.channel.append(Int32(1 + chance.below(4) / 3))
      table.strata.hourBand.append(UInt8(1 + chance.below(3)))
      table.strata.priorBand.append(UInt8(1 + chance.below(3)))
      table.strata.firstLength.append(UInt8(1 + chance.below(3)))
      table.strata.frustratedBefore.append(chance.below(20) == 0)
      let isBot = chance.below(100) < 85 - 4 * topic
      table.entry.append(isBot ? .botFirst : .humanFirst)
      table.handledBy.append(isBot ? (chance.below(4) == 0 ? .botToHuman : .botOnly) : .humanOnly)
      table.outcome.append(chance.below(10) == 0 ? .unknown : .agentDeclared)
      table.week.append(Int32(20_514 + 7 * (contact * 8 / contacts)))
    }
  }

  private mutating func addTimes() {
    let hour: Int64 = 3_600_000
    for row in 0..<table.count {
      let isOpen = chance.below(50) == 0
      table.resolution.append(
        TimedStatus(
          milliseconds: isOpen ? 40 * hour : chance.duration(median: 1_200_000),
          status: isOpen ? 0 : (chance.below(4) == 0 ? 2 : 1)
        )
      )
      let comesBack = chance.below(5) == 0
      let left = Int64(table.count - row) * 56 * 24 * hour / Int64(table.count)
      table.nextContact.append(
        TimedStatus(
          milliseconds: comesBack ? min(left, chance.duration(median: 90 * hour)) : left,
          status: comesBack ? 1 : 0
        )
      )
    }
  }

  private mutating func rate(_ metric: RateMetric) -> [RateCell] {
    let share = 10 + 7 * (metric.index % 11)
    let unknown = metric == .engaged ? 0 : 20
    return table.entry.map { entry in
      let draw = chance.below(100)
      guard draw >= unknown else { return .null(.notApplicable) }
      let yes = chance.below(100) < share + (entry == .botFirst ? 0 : 6)
      return .known(metric == .engaged || yes, draw < 30 ? .event : .inferred)
    }
  }

  private mutating func value(_ metric: ValueMetric) -> [ValueCell] {
    table.entry.map { entry in
      guard chance.below(100) >= 20 else { return .null(.notApplicable) }
      switch metric {
      case .turns, .humanRequestEffortMessages, .frustrationFamilies, .csatScore, .humanClaimCount:
        return .known(Double(1 + chance.below(5)), .event)
      case .talkRatio:
        return .known(chance.share(), .event)
      default:
        let median: Int64 = entry == .botFirst ? 4_000 : 90_000
        return .known(Double(chance.duration(median: median)) / 1000, .event)
      }
    }
  }

  private mutating func replies(_ metric: ReplyMetric) -> ReplyList {
    var list = ReplyList()
    // One side's are picked out of those of both.
    guard metric != .botLatency, metric != .humanLatency else { return list }
    var values: [Double] = []
    for row in 0..<table.count {
      for _ in 0..<1 + chance.below(3) {
        list.contact.append(Int32(row))
        list.isBot.append(table.entry[row] == .botFirst)
        switch metric {
        case .responseLatency, .botLatency, .humanLatency:
          values.append(Double(chance.duration(median: 20_000)) / 1000)
        case .verbosity: values.append(Double(1 + chance.below(60)))
        case .slowReply, .longReply, .noMatch, .cannedReply, .empathy, .cannedEmpathy,
          .unbackedPromise, .deadLink, .malformedLink:
          values.append(chance.below(4) == 0 ? 1 : 0)
        }
      }
    }
    list.value = ReplyValues(values)
    return list
  }
}

extension RateMetric {
  /// Whether the headline measures read this column.
  fileprivate var isHeadline: Bool {
    let read: [RateMetric] = [
      .engaged, .durableResolution, .repeat7dAny, .lenientResolution, .csatTop2, .surveyResponse,
    ]
    return read.contains(self)
  }
}

/// Chance that can be repeated: SplitMix64.
private struct Chance {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }

  mutating func below(_ bound: Int) -> Int { Int(next() >> 33) % bound }

  mutating func share() -> Double { Double(next() >> 11) / 9_007_199_254_740_992 }

  /// A skewed duration in milliseconds: half of them below the median, a few very long.
  mutating func duration(median: Int64) -> Int64 {
    let share = share()
    return Int64(Double(median) * share / (1.0001 - share))
  }
}
