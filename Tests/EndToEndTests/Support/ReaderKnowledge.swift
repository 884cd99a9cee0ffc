/// What somebody knows who has the dictionary: sums of numbers that are equal.
///
/// Written from METRICS, not from the code that hides. A statement is used wherever it is true of the plain report, so that
/// the reader knows more than anybody could.
struct ReaderKnowledge {
  private(set) var sums: [[(number: SharedNumber, factor: Int)]] = []
  /// Kinds of contact that no figure prints.
  private(set) var unprinted: [SharedNumber: Int] = [:]
  private let truth: [SharedNumber: Int]
  private let weeks: [String]

  private static let parties = [
    "bot_only", "human_only", "bot_to_human", "human_to_bot", "unattended",
  ]
  private static let entries = ["bot_first", "human_first", "entry_none"]

  init(_ plain: SharedNumbers, _ shared: SharedNumbers) {
    truth = plain.values
    weeks = Set(truth.keys.map(\.week)).subtracting([""]).sorted()
    let places = Set(truth.keys.map { [$0.week, $0.cohort] })
    for place in places.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      let here = Place(week: place[0], cohort: place[1])
      outcomes(here)
      people(here)
      satisfaction(here)
      repeats(here)
    }
    leaveOut(plain.leftOut)
    answers()
    counterparts()
    equalSizes()
    addUp()
    topics(shared.values)
  }

  func value(_ number: SharedNumber) -> Int? { truth[number] ?? unprinted[number] }

  // MARK: Statements

  private struct Place {
    var week: String
    var cohort: String

    func number(_ figure: String, _ part: SharedNumber.Part = .all) -> SharedNumber {
      SharedNumber(week: week, cohort: cohort, figure: figure, part: part)
    }
    func yes(_ metric: String) -> SharedNumber { number(metric + " rate", .yes) }
    func no(_ metric: String) -> SharedNumber { number(metric + " rate", .no) }
    func all(_ metric: String) -> SharedNumber { number(metric + " rate") }
    func times(_ metric: String) -> SharedNumber { number(metric + " p50") }
  }

  /// A total is its parts, if all are there and it is true.
  private mutating func state(_ total: SharedNumber, _ parts: [SharedNumber]) {
    let known = parts.compactMap { value($0) }
    guard let whole = value(total), known.count == parts.count, known.reduce(0, +) == whole,
      parts != [total]
    else { return }
    sums.append([(total, -1)] + parts.map { ($0, 1) })
  }

  /// Gives what is left of a total without its parts a name.
  private mutating func name(_ name: SharedNumber, _ total: SharedNumber, _ parts: [SharedNumber]) {
    let known = parts.compactMap { value($0) }
    guard let whole = value(total), known.count == parts.count, known.reduce(0, +) <= whole
    else { return }
    unprinted[name] = whole - known.reduce(0, +)
    sums.append([(total, -1), (name, 1)] + parts.map { ($0, 1) })
  }

  /// A yes that lies in another, where both are of the same contacts.
  private mutating func nested(_ place: Place, _ total: String, _ part: String) {
    guard let size = value(place.all(total)), size == value(place.all(part)) else { return }
    name(place.number(total + " but not " + part), place.yes(total), [place.yes(part)])
  }

  // MARK: METRICS 6, M12 to M24, M33

  private mutating func outcomes(_ at: Place) {
    let lenient = at.yes("lenient_resolution_rate")
    let confirmed = at.yes("confirmed_resolution_rate")
    let silent = at.yes("silent_after_answer_share")
    let width = at.number("resolution_range width", .yes)
    state(lenient, [confirmed, width])
    name(at.number("width"), lenient, [confirmed])
    name(at.number("declared"), lenient, [confirmed, silent])
    name(
      at.number("declared by others"),
      at.number("declared"),
      [at.yes("declared_by_bot_share"), at.yes("declared_by_human_share")]
    )
    state(at.times("first_resolution_time"), [confirmed, at.number("declared")])
    state(at.times("full_resolution_time"), [lenient])
    name(
      at.number("nobody"),
      at.yes("abandonment_rate"),
      [at.yes("silent_after_question_share"), at.yes("left_waiting_share")]
    )
    name(
      at.number("failed"),
      at.no("lenient_resolution_rate"),
      [at.yes("abandonment_rate")]
    )
    state(at.number("resolution_range lower_bound", .yes), [confirmed])
    state(at.number("resolution_range upper_bound", .yes), [lenient])
    let horizons = ["2m", "10m", "1h", "24h"].map { "resolved_within_" + $0 }
    for (short, long) in zip(horizons, horizons.dropFirst()) {
      nested(at, long, short)
      nested(at, long + "_strict", short + "_strict")
    }
    for horizon in horizons { nested(at, horizon, horizon + "_strict") }
    nested(at, "lenient_resolution_rate", "resolved_within_24h")
    nested(at, "confirmed_resolution_rate", "resolved_within_24h_strict")
    nested(at, "durable_resolution_rate", "durable_resolution_rate_strict")
    nested(at, "durable_resolution_rate", "net_containment_rate")
    nested(at, "first_contact_resolution", "fcr_no_transfer")
    state(at.number("cost_per_durable_resolution ratio"), [at.yes("first_contact_resolution")])
  }

  // MARK: M08, M09, M17, M25, M28 to M32, M39, M40, M53

  private mutating func people(_ at: Place) {
    let attempts = at.yes("handoff_attempt_rate")
    let reached = at.yes("handoff_rate")
    state(at.all("handoff_failure_rate"), [attempts])
    state(at.no("containment_rate"), [attempts])
    state(at.no("containment_rate"), [reached, at.yes("handoff_failure_rate")])
    state(at.no("handoff_failure_rate"), [reached])
    for metric in ["time_to_human", "handoff_wait", "handoff_wait_total", "handle_time"] {
      state(at.times(metric), [reached])
    }
    state(at.all("transfer_rate"), [at.times("time_to_human")])
    state(at.all("transfer_rate"), [at.times("handle_time")])
    state(at.no("deflected_sprinklr"), [at.times("time_to_human")])
    state(at.number("workload_fte gross"), [at.yes("deflected_sprinklr")])
    state(at.yes("containment_cognigy"), [at.yes("deflected_ultimate")])
    name(
      at.number("contained or open"),
      at.yes("containment_cognigy"),
      [at.yes("containment_rate")]
    )
    name(
      at.number("handed off in vain"),
      at.no("containment_cognigy"),
      [at.no("deflected_sprinklr")]
    )
    name(
      at.number("last a no-match"),
      at.yes("deflected_ultimate"),
      [at.yes("bot_handled_ultimate")]
    )
    state(at.yes("human_request_rate"), [at.all("unmet_human_request_rate")])
    state(at.yes("human_request_rate"), [at.all("deflected_human_request_rate")])
    state(at.no("unmet_human_request_rate"), [at.times("human_request_effort_seconds")])
    nested(at, "human_request_rate", "repeated_human_request_rate")
    nested(at, "bot_repeat_rate", "bot_loop_rate")
    nested(at, "human_repeat_rate", "human_loop_rate")
    state(
      at.times("response_latency"),
      [at.times("response_latency_bot"), at.times("response_latency_human")]
    )
    state(at.all("no_match_rate"), [at.times("response_latency_bot")])
    name(
      at.number("without a person"),
      at.number("contact_count count"),
      [at.times("time_to_human")]
    )
  }

  // MARK: M41 to M43

  private mutating func satisfaction(_ at: Place) {
    let lower = at.number("csat_bounds lower_bound", .yes)
    let upper = at.number("csat_bounds upper_bound", .yes)
    let silent = at.no("survey_response_rate")
    state(at.yes("survey_response_rate"), [at.all("csat_top2")])
    state(at.times("csat_score"), [at.all("csat_top2")])
    state(at.all("survey_response_rate"), [at.yes("survey_offer_rate")])
    state(at.number("csat_bounds lower_bound"), [at.all("survey_response_rate")])
    state(at.number("csat_bounds upper_bound"), [at.all("survey_response_rate")])
    state(lower, [at.yes("csat_top2")])
    state(upper, [lower, silent])
    state(at.number("csat_bounds upper_bound", .no), [at.no("csat_top2")])
    state(at.number("csat_bounds tipping_point"), [silent])
    for part in [SharedNumber.Part.all, .yes, .no] {
      name(
        at.number("rated after a person", part),
        at.number("csat_top2 rate", part),
        [at.number("csat_top2_before_human rate", part)]
      )
    }
  }

  // MARK: M01, M02, M36

  private mutating func repeats(_ at: Place) {
    let windows = ["24h", "72h", "7d", "30d"].map { "repeat_contact_rate_" + $0 }
    for window in windows { nested(at, window + "_any", window + "_same_topic") }
    for (short, long) in zip(windows, windows.dropFirst()) {
      nested(at, long + "_any", short + "_any")
      nested(at, long + "_same_topic", short + "_same_topic")
    }
    nested(at, "repeat_contact_rate_7d_any", "repeat_to_human_rate")
    nested(at, "flagged_dissatisfaction_rate", "flagged_frustration_rate")
    state(at.yes("engaged_rate"), [at.number("contact_count count")])
  }

  /// A side's contacts are those of its topics; a row of small topics is those that have no row of their own.
  private mutating func topics(_ shared: [SharedNumber: Int]) {
    for cohort in ["bot_first", "human_first"] {
      for figure in ["contact_count count", "durable_resolution_rate rate"] {
        for part in [SharedNumber.Part.all, .yes, .no] {
          let start = figure + " of topic "
          func rows(_ numbers: [SharedNumber: Int]) -> [SharedNumber] {
            numbers.keys.filter {
              $0.cohort == cohort && $0.part == part && $0.figure.hasPrefix(start)
            }
          }
          let all = rows(truth)
          state(SharedNumber(cohort: cohort, figure: figure, part: part), all)
          let pooled = SharedNumber(
            cohort: cohort,
            figure: start + Self.poolName,
            part: part
          )
          guard let count = shared[pooled] else { continue }
          unprinted[pooled] = count
          state(pooled, all.filter { shared[$0] == nil })
        }
      }
    }
  }

  private static let poolName = "topics with small counts"

  // MARK: For every figure

  /// Whom a figure leaves out, where that is for one reason: how the contact was served.
  private mutating func leaveOut(_ reasons: [SharedNumber: [String: Int]]) {
    for (number, counts) in reasons {
      let service = ["no_reply", "not_applicable", "no_rating", "not_resolved", "handoff_failed"]
      guard counts.count == 1, let only = counts.first, service.contains(only.key) else { continue }
      let at = Place(week: number.week, cohort: number.cohort)
      let name = at.number("left out of " + number.figure)
      self.name(name, at.number("contact_count count"), [number])
      if only.key == "no_reply" {
        state(name, [at.number("nobody")])
        state(
          name,
          [SharedNumber(week: at.week, cohort: "unattended", figure: "contact_count count")]
        )
      }
    }
  }

  /// Every figure is its yes and its no.
  private mutating func answers() {
    for size in truth.keys where size.part == .all {
      var (yes, no) = (size, size)
      (yes.part, no.part) = (.yes, .no)
      state(size, [yes, no])
    }
  }

  /// Contacts of a comparison have a counterpart or not.
  private mutating func counterparts() {
    for size in truth.keys where size.part == .all && size.figure.hasSuffix(" with a counterpart") {
      var (all, rest) = (size, size)
      all.figure = String(size.figure.dropLast(" with a counterpart".count))
      if truth[all] == nil { all.figure += " compared" }
      rest.figure += "out"
      name(rest, all, [size])
    }
  }

  /// Figures that rest on as many contacts of a cohort in the whole period and in every week rest on the same contacts.
  ///
  /// Equal numbers in one place may be chance: nobody can know of them while they are hidden.
  private mutating func equalSizes() {
    var sizes: [String: [String: [String: Int]]] = [:]
    for (number, value) in truth where number.part == .all {
      sizes[number.figure, default: [:]][number.cohort, default: [:]][number.week] = value
    }
    let figures = sizes.keys.sorted().filter {
      !$0.hasSuffix(" compared") && !$0.hasSuffix(" with a counterpart")
    }
    for cohort in Set(truth.keys.map(\.cohort)).sorted() {
      var first: [[String: Int]: String] = [:]
      for figure in figures {
        // Of parties there are no weeks, so all of them must agree.
        let isWeekly = !Self.parties.contains(cohort) && cohort != "entry_none"
        var own = sizes[figure]?[cohort] ?? [:]
        guard !own.isEmpty else { continue }
        if !isWeekly {
          for other in Self.parties { own[other] = sizes[figure]?[other]?[""] }
        }
        guard let other = first[own] else {
          first[own] = figure
          continue
        }
        for week in sizes[figure]?[cohort]?.keys.sorted() ?? [] {
          equal(figure, other, Place(week: week, cohort: cohort))
        }
      }
    }
  }

  private mutating func equal(_ figure: String, _ other: String, _ at: Place) {
    for suffix in ["", " with a counterpart"] {
      state(at.number(figure + suffix), [at.number(other + suffix)])
    }
    for figure in [figure, other] {
      state(at.number(figure + " compared"), [at.number(figure)])
    }
  }

  /// Cohorts and weeks add up; what a week leaves over is nobody's.
  private mutating func addUp() {
    let figures = Set(
      (Array(truth.keys) + unprinted.keys).map {
        SharedNumber(cohort: "", figure: $0.figure, part: $0.part)
      }
    )
    for figure in figures.sorted(by: { $0.description < $1.description })
    where !figure.figure.hasSuffix(" share") && !figure.figure.contains(" of topic ") {
      func number(_ cohort: String, _ week: String = "") -> SharedNumber {
        SharedNumber(week: week, cohort: cohort, figure: figure.figure, part: figure.part)
      }
      func present(_ numbers: [SharedNumber]) -> [SharedNumber] {
        numbers.filter { value($0) != nil }
      }
      state(number("all"), present(Self.entries.map { number($0) }))
      state(number("all"), present(Self.parties.map { number($0) }))
      state(number("bot_first"), present(["bot_only", "bot_to_human"].map { number($0) }))
      state(number("human_first"), present(["human_only", "human_to_bot"].map { number($0) }))
      let sides = ["bot_only", "bot_to_human"].map { number($0) }
      name(number("bot's, by nobody"), number("bot_first"), present(sides))
      let people = ["human_only", "human_to_bot"].map { number($0) }
      name(number("humans', by nobody"), number("human_first"), present(people))
      for cohort in ["all", "bot_first", "human_first"] {
        state(number(cohort), present(weeks.map { number(cohort, $0) }))
      }
      for week in weeks {
        let sides = present(["bot_first", "human_first"].map { number($0, week) })
        name(number("nobody's", week), number("all", week), sides)
      }
      state(number("entry_none"), present(weeks.map { number("nobody's", $0) }))
    }
    shares()
  }

  /// M03, M04: the yes of a share is the number of contacts of its cohort.
  private mutating func shares() {
    let count = "contact_count count"
    for (figure, cohorts) in [
      ("handled_share share", Self.parties), ("entry_share share", Self.entries),
    ] {
      for cohort in cohorts {
        let share = SharedNumber(cohort: cohort, figure: figure)
        var yes = share
        yes.part = .yes
        state(yes, [SharedNumber(cohort: cohort, figure: count)])
        state(share, [SharedNumber(cohort: "all", figure: count)])
      }
    }
  }
}
