import Cohorts
import Facts

/// C3: fewer repeat inquiries.
extension ClaimCheck {
  func fewerRepeats(_ claim: Claim, by share: Double) -> ClaimResult {
    let windows: [(RateMetric, String)] = [(.repeat7dAny, "7 days"), (.repeat30dAny, "30 days")]
    var conditions: [ClaimCondition] = []
    for (metric, words) in windows {
      let found = finding(metric.definition)
      for isRaw in [false, true] {
        let figure = compared(
          "Repeat contact within \(words), bot by people, " + (isRaw ? "raw" : "adjusted"),
          found,
          isRaw: isRaw,
          asRatio: true
        )
        conditions.append(
          ClaimCondition(
            text: Self.condition(share, words, isRaw: isRaw),
            figure: figure,
            state: Self.state(figure.estimate, fewerBy: share).unless(refusal(found))
          )
        )
      }
    }
    return windowsDecided(claim, conditions)
  }

  private static func condition(_ share: Double, _ words: String, isRaw: Bool) -> String {
    let size =
      share > 0
      ? "fewer, and by \(NumberWords.percent(share)) or more as far as the data can tell," : "fewer"
    return "\(size) customers come back within \(words) after the bot than after people"
      + (isRaw ? " (raw)" : " (comparable contacts)")
  }

  /// The interval excludes 1, and does not exclude the claimed size.
  static func state(_ ratio: Estimate, fewerBy share: Double) -> ClaimCondition.State {
    guard ratio.value != nil else { return .unknown(ratio.nullReason ?? "not_estimable") }
    let lower = ratio.lower ?? 0
    if lower > 1 - share || (share == 0 && lower >= 1) { return .fails }
    return (ratio.upper ?? .infinity) < 1 ? .holds : .open
  }

  /// All windows must agree, raw and adjusted: else the claim is undecided (METRICS C3).
  private func windowsDecided(_ claim: Claim, _ conditions: [ClaimCondition]) -> ClaimResult {
    var result = decided(
      claim,
      conditions,
      beside: besideRepeats(),
      checks: repeatChecks(),
      confounders: [
        "Customers of the bot who stay anonymous are not recognised when they return.",
        "Contacts of the last weeks are not fully observed.",
        "A hand-off stored as a new record looks like a repeat; one stored in a single record hides it.",
        "Changes of the product, and the season.", "Customers who gave up and left.",
      ]
    )
    if let (condition, code) = conditions.firstUnknown {
      (result.verdict, result.reason) = (.notMeasurable, Self.missing(condition, code))
      return result
    }
    let failed = conditions.count { $0.state == .fails }
    if failed > 0, failed < conditions.count {
      result.verdict = .undecided
      result.reason =
        "The windows of 7 and 30 days, raw and adjusted, do not agree: \(failed) of \(conditions.count) speak against it."
    }
    return result
  }

  private func besideRepeats() -> [ClaimFigure] {
    let windows: [(RateMetric, String)] = [
      (.repeat24hAny, "24 hours"), (.repeat72hAny, "72 hours"),
      (.repeat7dSameTopic, "7 days, same topic"),
    ]
    var beside = windows.map { metric, words in
      compared(
        "Repeat contact within \(words), bot by people, adjusted",
        finding(metric.definition),
        asRatio: true
      )
    }
    beside.append(
      compared("Repeat contact within 7 days, adjusted", finding(RateMetric.repeat7dAny.definition))
    )
    beside += both(RateMetric.repeat7dAny.definition) + both(RateMetric.repeat30dAny.definition)
    for name in ["repeat_contact_rate_7d_any_km", "repeat_contact_rate_30d_any_km"] {
      if let metric = MetricDefinition.named(name) { beside += both(metric, "km") }
    }
    beside.removeAll { $0.estimate.nullReason == "no_contacts" }
    beside +=
      both(RateMetric.parallelContact.definition) + both(RateMetric.repeatToHuman.definition)
    for (words, identity) in [
      ("bot first", design.botIdentity), ("human first", design.humanIdentity),
    ] {
      beside.append(
        ClaimFigure(
          "Contacts with a known customer, " + words,
          .proportion,
          Estimate(
            value: identity.coverage,
            numerator: identity.known,
            denominator: identity.of,
            nullReason: identity.coverage == nil ? "no_contacts" : nil
          )
        )
      )
    }
    return beside
  }

  private func repeatChecks() -> [String] {
    let joins = findings.quality.assembly.first { $0.name == "joins" }?.count ?? 0
    var lines = [
      "\(NumberWords.count(joins)) records were joined into one contact because they continue each other."
    ]
    for metric in [RateMetric.repeat7dAny, .repeat30dAny] {
      let young = [EntryCohort.botFirst, .humanFirst].map { cohort in
        findings.summaries.first {
          $0.period == .whole && $0.cohort == .entry(cohort) && $0.metric.id == metric.id
            && $0.statistic == "rate"
        }?.excluded.first { $0.reason == NullReason.notEligible.name }?.count ?? 0
      }
      lines.append(
        "\(metric.definition.title): \(NumberWords.count(young[0])) contacts of the bot and \(NumberWords.count(young[1])) of "
          + "people could not be followed to the end of the window."
      )
    }
    let launched = findings.launch?.changes.filter { $0.metric.number == "M36" } ?? []
    return lines
      + (launched.isEmpty
        ? ["Before and after a launch: not looked at, or too few complete weeks (`--launch`)."]
        : launched.map(\.sentence))
  }
}
