import Facts

/// C2: resolves in under so many minutes instead of so many.
extension ClaimCheck {
  func resolutionTime(_ claim: Claim, _ bot: Double, human: Double?) -> ClaimResult {
    let horizon = Self.horizon(bot)
    let within = finding(horizon.metric.definition)
    let durable = finding(RateMetric.durableResolution.definition)
    let fullTime = ValueMetric.fullResolutionTime.definition
    let median = figure(fullTime, "p50")
    let words = horizon.words
    let conditions = [
      ClaimCondition(
        text: "the bot resolves more comparable contacts within \(words) than people do",
        figure: compared("Resolved within \(words), adjusted", within),
        state: Self.state(moreIn: within).unless(
          bot > horizon.seconds ? "beyond_horizons" : refusal(within)
        )
      ),
      ClaimCondition(
        text: "half of what the bot resolves takes it at most \(NumberWords.duration(bot))",
        figure: median,
        state: .init(median.estimate, atMost: bot)
      ),
      ClaimCondition(
        text: "the bot resolves as many comparable contacts for good as people do",
        figure: compared("Durable resolution, adjusted", durable),
        state: Self.parity(durable).unless(refusal(durable))
      ),
    ]
    var beside = [
      compared("Resolved within \(words), raw", within, isRaw: true),
      compared("Durable resolution, raw", durable, isRaw: true),
      compared("Full resolution time, median, adjusted", finding(fullTime)),
      compared("Full resolution time, median, raw", finding(fullTime), isRaw: true),
    ]
    beside +=
      both(RateMetric.resolvedWithin2m.definition) + both(RateMetric.resolvedWithin10m.definition)
    beside += both(fullTime, "p50").dropFirst()
    beside += [ValueMetric.queueWait, .handoffWait, .customerWaitTotal, .handleTimeAdjusted].map {
      figure($0.definition, "p50", .entry(.humanFirst))
    }
    for metric in [
      RateMetric.confirmedResolution, .lenientResolution, .silentAfterAnswer, .repeat7dAny,
    ] { beside += both(metric.definition) }
    return decided(
      claim,
      conditions,
      beside: beside,
      checks: Self.check(horizon, bot) + peopleCheck(human) + openCheck(),
      confounders: [
        "Easy questions go to the bot.", "Only the time of what was resolved is measured.",
        "Gaps in staffing and opening hours lengthen people\u{2019}s times.",
        "A mean said of the one, a median of the other.", "Silence taken as a resolution.",
      ]
    )
  }

  private struct Horizon {
    var metric: RateMetric
    var seconds: Double
    var words: String
  }

  private static let horizons = [
    Horizon(metric: .resolvedWithin2m, seconds: 120, words: "2 min"),
    Horizon(metric: .resolvedWithin10m, seconds: 600, words: "10 min"),
    Horizon(metric: .resolvedWithin1h, seconds: 3_600, words: "1 h"),
    Horizon(metric: .resolvedWithin24h, seconds: 86_400, words: "24 h"),
  ]

  /// The first horizon of M14 that is not shorter than what is claimed.
  private static func horizon(_ seconds: Double) -> Horizon {
    horizons.first { $0.seconds >= seconds } ?? horizons[horizons.count - 1]
  }

  private static func check(_ horizon: Horizon, _ claimed: Double) -> [String] {
    guard horizon.seconds != claimed else { return [] }
    guard horizon.seconds > claimed else {
      return [
        "Shares resolved are known up to \(horizon.words), and the claim speaks of \(NumberWords.duration(claimed)): who "
          + "resolves more in that time is not known."
      ]
    }
    return [
      "Shares resolved are known within 2 min, 10 min, 1 h and 24 h; \(horizon.words) is the first of them that is not "
        + "shorter than the claimed \(NumberWords.duration(claimed))."
    ]
  }

  /// What the claim says of people, held against the log.
  private func peopleCheck(_ claimed: Double?) -> [String] {
    guard let claimed else { return [] }
    let found = figure(ValueMetric.fullResolutionTime.definition, "p50", .entry(.humanFirst))
      .estimate
    let said = NumberWords.duration(claimed)
    guard let value = found.value else {
      return [
        "People\u{2019}s resolution time cannot be measured here, so the claimed \(said) stay unchecked."
      ]
    }
    let isOutside = (found.lower ?? 0) > claimed || (found.upper ?? .infinity) < claimed
    return [
      "The claim gives people \(said); half of what they resolve here takes up to "
        + "\(NumberWords.duration(value)) (of \(NumberWords.count(found.denominator ?? 0)) contacts), "
        + (isOutside
          ? "and its interval leaves the claimed time out."
          : "and its interval holds the claimed time.")
    ]
  }

  private func openCheck() -> [String] {
    let summary = findings.summaries.first {
      $0.period == .whole && $0.cohort == .entry(.botFirst)
        && $0.metric.id == RateMetric.lenientResolution.id
    }
    guard let summary else { return [] }
    let open = summary.excluded.first { $0.reason == NullReason.openCensored.name }?.count ?? 0
    return [
      "\(NumberWords.count(open, of: "contact")) given to the bot first \(open == 1 ? "was" : "were") still open when "
        + "the export ends; "
        + "\(open == 1 ? "it is" : "they are") in none of these shares."
    ]
  }

  /// Whether the bot has more of a share where more is better, by the whole interval.
  static func state(moreIn finding: ComparisonFinding?) -> ClaimCondition.State {
    guard let difference = finding?.difference, difference.value != nil else {
      return .unknown(finding?.difference.nullReason ?? "not_in_export")
    }
    if let lower = difference.lower, lower > 0 { return .holds }
    if let upper = difference.upper, upper <= 0 { return .fails }
    return .open
  }

  /// Parity is shown, never assumed: only equivalent, or better, holds.
  static func parity(_ finding: ComparisonFinding?) -> ClaimCondition.State {
    switch finding?.verdict {
    case .equivalent, .better: .holds
    case .worse: .fails
    case .inconclusive: .open
    case .notComparable, .notMeasurable, nil: .unknown(finding?.reason ?? "not_in_export")
    }
  }
}
