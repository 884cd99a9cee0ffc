import Cohorts
import Facts

/// How long people need for contacts of a kind, and how often such contacts come back (M62).
///
/// A kind is a topic, a language and a length of the first message; where people had fewer than 20 such contacts,
/// the topic; where they had fewer of that, all contacts.
struct ContactKinds {
  enum Level: Int, CaseIterable { case stratum, topic, all }

  /// What is known of a kind, for a contact of it.
  struct Kind {
    let level: Level
    /// The mean of people's handle time, in seconds.
    let handleTime: Double
    /// By how much the bot's contacts come back more often within 7 days; nil when too few were observed.
    let additionalRepeats: Double?
  }

  struct Tally {
    /// `human_first` contacts with a known handle time, and its sum in seconds.
    var handled = 0
    var seconds = 0.0
    /// Contacts that came back within 7 days, and those observed for so long.
    var bot = (yes: 0, of: 0)
    var human = (yes: 0, of: 0)

    var handleTime: Double? { handled > 0 ? seconds / Double(handled) : nil }

    mutating func add(_ other: Tally) {
      handled += other.handled
      seconds += other.seconds
      bot = (bot.yes + other.bot.yes, bot.of + other.bot.of)
      human = (human.yes + other.human.yes, human.of + other.human.of)
    }
  }

  private struct Key: Hashable {
    let topic: Int32
    let language: Int32
    let length: Int32
  }

  /// All contacts as one kind.
  private(set) var all = Tally()
  /// The kind of each stratum; nil where even all contacts are too few.
  private var kinds: [Kind?] = []
  private var stratumOf: [Int32]

  /// - Parameters:
  ///   - table: The facts of all contacts.
  ///   - selection: Its cohorts.
  ///   - least: The fewest contacts that a mean or a rate may rest on.
  init(_ table: ContactTable, _ selection: CohortSelection, least: Int) {
    let topics = StratumVariable.topic.codes(table)
    let languages = StratumVariable.language.codes(table)
    let lengths = StratumVariable.firstLength.codes(table)
    let entry = table.whole(table.entry, fill: .none)
    let handleTime = table.cells(of: ValueMetric.handleTimeAdjusted)
    let repeats = table.cells(of: RateMetric.repeat7dAny)
    stratumOf = [Int32](repeating: -1, count: table.count)
    var codes: [Key: Int] = [:]
    var topicOf: [Int32] = []
    var strata: [Tally] = []
    for row in selection.all.lazy.map({ Int($0) }) {
      let key = Key(topic: topics[row], language: languages[row], length: lengths[row])
      let code = codes[key] ?? strata.count
      if code == strata.count {
        codes[key] = code
        topicOf.append(topics[row])
        strata.append(Tally())
      }
      stratumOf[row] = Int32(code)
      let answer = repeats[row].answer
      let count = (yes: answer == true ? 1 : 0, of: answer == nil ? 0 : 1)
      switch entry[row] {
      case .humanFirst:
        strata[code].human = (strata[code].human.yes + count.yes, strata[code].human.of + count.of)
        guard let seconds = handleTime[row].value, seconds.isFinite else { continue }
        strata[code].handled += 1
        strata[code].seconds += seconds
      case .botFirst:
        strata[code].bot = (strata[code].bot.yes + count.yes, strata[code].bot.of + count.of)
      case .none: break
      }
    }
    var byTopic: [Int: Tally] = [:]
    for (stratum, tally) in strata.enumerated() {
      all.add(tally)
      byTopic[Int(topicOf[stratum]), default: Tally()].add(tally)
    }
    kinds = strata.indices.map { stratum in
      let levels = [strata[stratum], byTopic[Int(topicOf[stratum])] ?? Tally(), all]
      return Self.kind(levels, least: least)
    }
  }

  /// What is known of a counted contact's kind.
  func kind(ofRow row: Int32) -> Kind? {
    let stratum = Int(stratumOf[Int(row)])
    return stratum < 0 ? nil : kinds[stratum]
  }

  /// The first level with enough contacts; rates may need a coarser one.
  private static func kind(_ levels: [Tally], least: Int) -> Kind? {
    guard let found = levels.firstIndex(where: { $0.handled >= least }),
      let level = Level(rawValue: found), let handleTime = levels[found].handleTime
    else { return nil }
    let rates = levels[found...].first { $0.bot.of >= least && $0.human.of >= least }
    let additional = rates.map { rates in
      Double(rates.bot.yes) / Double(rates.bot.of) - Double(rates.human.yes)
        / Double(rates.human.of)
    }
    return Kind(
      level: level,
      handleTime: handleTime,
      additionalRepeats: additional.map { max(0, $0) }
    )
  }
}
