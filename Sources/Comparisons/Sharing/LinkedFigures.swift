import Facts

/// One whole number behind a figure: how many contacts it rests on, those with a yes, or those with a no.
struct CountKey: Hashable {
  enum Part: Hashable { case size, yes, no }

  var metric: String
  var part: Part

  static func size(_ metric: String) -> Self { Self(metric: metric, part: .size) }
  static func yes(_ metric: String) -> Self { Self(metric: metric, part: .yes) }
  static func no(_ metric: String) -> Self { Self(metric: metric, part: .no) }
}

/// Figures whose counts follow from each other, in steps from those that readers need most to those they miss least.
///
/// In a cohort and period the steps are shown down to the first that would tell a small count, and none after it.
struct LinkedFigures {
  /// A kind of contact that no figure names, and that is left over where counts are subtracted.
  struct Rest {
    var plus: [CountKey]
    var minus: [CountKey]
    /// Whether it is a count only where all figures rest on the same contacts.
    var needsSameSize = false
  }

  /// Names of metrics.
  var steps: [[String]]
  var rests: [Rest] = []

  /// A figure that is linked to no other.
  init(alone metric: String) { steps = [[metric]] }

  private init(_ steps: [[String]], _ rests: [Rest] = []) {
    self.steps = steps
    self.rests = rests
  }

  private static func rest(_ total: CountKey, _ parts: CountKey...) -> Rest {
    Rest(plus: [total], minus: parts)
  }

  /// What is left of a yes without another that lies in it.
  private static func nested(_ total: String, _ part: String) -> Rest {
    Rest(plus: [.yes(total)], minus: [.yes(part)], needsSameSize: true)
  }

  static let all: [Self] =
    [outcome, horizons, durable, handoff, requests, satisfaction, queue, latency, loops, flagged]
    + windows

  /// The table of METRICS 6: M12, M13, M19 to M23.
  private static let outcome = Self(
    [
      ["lenient_resolution_rate", "full_resolution_time", "full_resolution_time_business"],
      ["confirmed_resolution_rate", "resolution_range"],
      ["abandonment_rate"],
      [
        "silent_after_answer_share", "first_resolution_time", "first_resolution_time_business",
      ],
      ["declared_by_bot_share", "declared_by_human_share"],
      ["silent_after_question_share", "left_waiting_share"],
    ],
    [
      rest(.yes("lenient_resolution_rate"), .yes("confirmed_resolution_rate")),
      // Stated as unresolved, or passed on to nobody.
      rest(.no("lenient_resolution_rate"), .yes("abandonment_rate")),
      // Declared by anybody.
      rest(
        .yes("lenient_resolution_rate"),
        .yes("confirmed_resolution_rate"),
        .yes("silent_after_answer_share")
      ),
      rest(.size("first_resolution_time"), .yes("confirmed_resolution_rate")),
      rest(.yes("lenient_resolution_rate"), .size("first_resolution_time")),
      // Declared by somebody unknown.
      rest(
        .yes("lenient_resolution_rate"),
        .yes("confirmed_resolution_rate"),
        .yes("silent_after_answer_share"),
        .yes("declared_by_bot_share"),
        .yes("declared_by_human_share")
      ),
      // Attended by nobody.
      rest(
        .yes("abandonment_rate"),
        .yes("silent_after_question_share"),
        .yes("left_waiting_share")
      ),
    ]
  )

  /// M14: who is resolved in two minutes is in ten.
  private static let horizons: Self = {
    let names = ["24h", "1h", "10m", "2m"].map { "resolved_within_" + $0 }
    let strict = names.map { $0 + "_strict" }
    var rests = [
      nested("lenient_resolution_rate", names[0]), nested("confirmed_resolution_rate", strict[0]),
    ]
    for (long, short) in zip(names, names.dropFirst()) {
      rests += [nested(long, short), nested(long + "_strict", short + "_strict")]
      // Resolved between the two, but not confirmed.
      rests.append(
        Rest(
          plus: [.yes(long), .yes(short + "_strict")],
          minus: [.yes(short), .yes(long + "_strict")],
          needsSameSize: true
        )
      )
    }
    rests += names.map { nested($0, $0 + "_strict") }
    return Self((names + strict).map { [$0] }, rests)
  }()

  /// M24, M26, M33, M61.
  private static let durable = Self(
    [
      ["durable_resolution_rate"], ["durable_resolution_rate_strict"],
      ["first_contact_resolution", "cost_per_durable_resolution"], ["fcr_no_transfer"],
      ["net_containment_rate"],
    ],
    [
      nested("durable_resolution_rate", "durable_resolution_rate_strict"),
      nested("first_contact_resolution", "fcr_no_transfer"),
      nested("durable_resolution_rate", "net_containment_rate"),
    ]
  )

  /// Who reached a person: M08, M09, M17, M25, M28, M29, M39, M40, M53, M62.
  private static let handoff = Self(
    [
      ["containment_rate", "handoff_attempt_rate"],
      [
        "handoff_rate", "handoff_failure_rate", "time_to_human", "time_to_human_business",
        "handoff_wait", "handoff_wait_business", "handoff_wait_total", "handle_time",
        "handle_time_adjusted", "containment_cognigy", "deflected_sprinklr", "deflected_ultimate",
        "workload_fte",
      ],
      ["bot_handled_ultimate"], ["transfer_rate"],
      ["handoff_failure_rate_staffed", "handoff_failure_rate_unstaffed"], ["human_repeat_rate"],
      ["human_loop_rate"],
    ],
    [
      rest(.no("containment_rate"), .yes("handoff_attempt_rate")),
      rest(.no("containment_rate"), .yes("handoff_rate")),
      rest(.no("containment_rate"), .no("containment_cognigy")),
      rest(.no("containment_cognigy"), .no("containment_rate")),
      rest(.no("containment_cognigy"), .no("deflected_sprinklr")),
      rest(.no("containment_cognigy"), .no("deflected_ultimate")),
      rest(.yes("deflected_ultimate"), .yes("bot_handled_ultimate")),
      rest(.yes("human_repeat_rate"), .yes("human_loop_rate")),
      rest(
        .size("handoff_failure_rate"),
        .size("handoff_failure_rate_staffed"),
        .size("handoff_failure_rate_unstaffed")
      ),
      rest(
        .yes("handoff_failure_rate"),
        .yes("handoff_failure_rate_staffed"),
        .yes("handoff_failure_rate_unstaffed")
      ),
    ]
  )

  /// M30 to M32.
  private static let requests = Self(
    [
      ["human_request_rate"],
      [
        "unmet_human_request_rate", "human_request_effort_seconds",
        "human_request_effort_messages",
      ],
      ["deflected_human_request_rate"], ["repeated_human_request_rate"],
    ],
    [
      rest(.yes("human_request_rate"), .yes("repeated_human_request_rate")),
      rest(.no("unmet_human_request_rate"), .size("human_request_effort_seconds")),
    ]
  )

  /// M41 to M44: who was asked, who rated, who is content.
  private static let satisfaction = Self(
    [
      ["csat_top2", "csat_score"], ["survey_response_rate"], ["csat_bounds"],
      ["survey_offer_rate"], ["csat_top2_before_human"], ["nps"], ["ces", "ces_score"],
    ],
    [
      rest(.size("csat_top2"), .size("csat_top2_before_human")),
      rest(.yes("csat_top2"), .yes("csat_top2_before_human")),
      rest(.no("csat_top2"), .no("csat_top2_before_human")),
    ]
  )

  /// M10, M23.
  private static let queue = Self(
    [
      ["queue_abandonment_rate", "queue_wait", "queue_wait_business"],
      ["queue_abandonment_rate_without_short"],
    ],
    [
      rest(.size("queue_abandonment_rate"), .size("queue_abandonment_rate_without_short")),
      rest(.yes("queue_abandonment_rate"), .yes("queue_abandonment_rate_without_short")),
    ]
  )

  /// M11, M54: replies, not contacts.
  private static let latency = Self(
    [
      ["response_latency"], ["response_latency_bot", "response_latency_human"],
      ["no_match_rate"],
    ]
  )

  /// M53.
  private static let loops = Self(
    [["bot_repeat_rate"], ["bot_loop_rate"]],
    [nested("bot_repeat_rate", "bot_loop_rate")]
  )

  /// D1 and D2.
  private static let flagged = Self(
    [["flagged_dissatisfaction_rate"], ["flagged_frustration_rate"]],
    [nested("flagged_dissatisfaction_rate", "flagged_frustration_rate")]
  )

  /// M36 and M38: a window lies in a longer one where both rest on the same contacts.
  private static let windows: [Self] = {
    let names = ["7d", "30d", "72h", "24h"].map { "repeat_contact_rate_" + $0 }
    let longer = [
      names[1]: [(names[1], names[0])], names[2]: [(names[0], names[2])],
      names[3]: [(names[2], names[3])],
    ]
    return names.map { name in
      let (any, same) = (name + "_any", name + "_same_topic")
      // Kaplan and Meier's figure of two windows.
      let open = [names[0], names[1]].contains(name) ? [any + "_km"] : []
      var figures = Self([[any] + open, [same]], [nested(any, same)])
      for (long, short) in longer[name] ?? [] {
        figures.rests.append(nested(long + "_any", short + "_any"))
        figures.rests.append(nested(long + "_same_topic", short + "_same_topic"))
      }
      if name == names[0] {
        figures.steps.append(["repeat_to_human_rate"])
        figures.rests.append(nested(any, "repeat_to_human_rate"))
      }
      return figures
    }
  }()
}
