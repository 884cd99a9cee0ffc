import Comparisons
import Conversations
import Facts
import Records

extension Parameter {
  /// Every parameter that can be set, in the order of METRICS 12, then of STATISTICS.
  package static let all: [Parameter] = period + contacts + limits + comparison + workload

  private static let period: [Parameter] = [
    .word("unit", \.facts.rules.unit, "What is counted."),
    .word(
      "metrics",
      \.facts.metrics,
      "Which metrics are computed: core is what counts, hand-off, returns, first reply and resolution need."
    ),
    .zone("tz", \.facts.rules.zone, "Time zone of days, weeks and hours."),
    .zone("assume_tz", \.assumedZone, "Time zone of timestamps without an offset."),
    .time(
      "as_of",
      \.facts.asOf,
      written: \.asOf,
      none: "last timestamp of the input",
      "End of observation."
    ),
    .time(
      "from",
      \.facts.from,
      written: \.from,
      none: "open",
      "First day of the reporting period."
    ),
    .time(
      "to",
      \.facts.to,
      written: \.to,
      none: "open",
      "Day after the last of the reporting period."
    ),
    Parameter(
      "max_loss",
      "Share of records that may be set aside before the exit status is 65.",
      expected: "a share such as 1% or 0.01",
      read: { text, settings in
        guard let share = ShareText.share(text), (0...1).contains(share) else { return false }
        settings.maxLoss = share
        return true
      },
      parts: { [ShareText.percent($0.maxLoss)] }
    ),
  ]

  private static let contacts: [Parameter] = [
    .span(
      "contact_gap",
      \.facts.rules.contactGap,
      Span.minute...90 * Span.day,
      "A customer's message after a longer silence begins a new contact."
    ),
    .span(
      "reopen_grace",
      \.facts.rules.reopenGrace,
      0...30 * Span.day,
      "A customer's message so soon after solved or closed is an afterthought, no new contact."
    ),
    .span(
      "join_gap",
      \.facts.rules.joinGap,
      0...30 * Span.day,
      "A record that begins so soon after one cut at midnight continues it."
    ),
    .span(
      "handoff_link_window",
      \.facts.rules.handoffLinkWindow,
      0...30 * Span.day,
      "A human's record that begins so soon after a bot's hand-off continues it."
    ),
    .span(
      "inactivity_close",
      \.facts.rules.inactivityClose,
      Span.minute...90 * Span.day,
      "After so much silence a contact is over."
    ),
    .span(
      "skew_tolerance",
      \.facts.rules.skewTolerance,
      0...Span.hour,
      "A clock that runs back by no more counts as standing still."
    ),
    .count(
      "high_frequency_contacts",
      \.facts.highFrequencyContacts,
      1...1_000_000,
      "A customer with more contacts in the window is a tester or a shared account."
    ),
    .span(
      "high_frequency_window",
      \.facts.highFrequencyWindow,
      Span.hour...365 * Span.day,
      "The window of high_frequency_contacts."
    ),
    .truth(
      "thanks_confirms",
      \.facts.rules.thanksConfirms,
      "Whether \"thanks\" after an answer confirms that it helped."
    ),
  ]

  private static let limits: [Parameter] = [
    Parameter(
      "business_hours",
      "Staffed hours, in tz: times get a second figure that counts these alone.",
      expected: "weekdays and hours such as Mon-Fri 09:00-17:30, Sat 10:00-14:00",
      read: { text, settings in
        guard let calendar = BusinessCalendar(hours: text) else { return false }
        settings.businessHours = calendar
        return true
      },
      parts: { $0.businessHours.map { [$0.text] } ?? [] }
    ),
    Parameter(
      "holidays",
      "Days on which the hours of business_hours do not hold.",
      expected: "days such as 2026-12-25, 2026-12-26",
      shape: .list,
      read: { text, settings in
        let days = text.split(separator: ",", omittingEmptySubsequences: false)
          .map { CivilDate.day(in: String($0.drop { $0 == " " })) }
        guard !days.isEmpty, !days.contains(nil) else { return false }
        settings.holidays = Set(days.compactMap(\.self)).sorted()
        return true
      },
      parts: { $0.holidays.map { CivilDate.text(ofDay: $0) } }
    ),
    .span("slow_reply_limit_bot", \.facts.slowBotReply, 0...Span.day, "A later reply is slow."),
    .span("slow_reply_limit_human", \.facts.slowHumanReply, 0...7 * Span.day, "Likewise."),
    .span(
      "served_reply_limit_bot",
      \.facts.servedBotReply,
      0...7 * Span.day,
      "A first reply within it serves the customer."
    ),
    .span("served_reply_limit_human", \.facts.servedHumanReply, 0...7 * Span.day, "Likewise."),
    .share(
      "similarity_repeat",
      \.similarity.customer,
      Similarity.range,
      "Two messages of a customer that share so many words say the same."
    ),
    .share(
      "similarity_rephrase",
      \.similarity.rephrase,
      0.5...1.0,
      "From this share of content words up to similarity_repeat, they say it in other words."
    ),
    .share(
      "similarity_bot_repeat",
      \.similarity.reply,
      Similarity.range,
      "Two replies that share so many words say the same."
    ),
    .truth(
      "detectors",
      \.detectors,
      "Whether detectors judge customers' messages; without them the flagged rates D1 to D4 are null."
    ),
    .span(
      "short_abandon",
      \.facts.shortAbandon,
      0...Span.hour,
      "Whoever leaves a queue sooner is left out of one of its two abandonment rates."
    ),
    .span(
      "max_touch_gap",
      \.facts.maxTouchGap,
      Span.second...Span.day,
      "A person's message stands for so much work at most."
    ),
    .count(
      "long_reply_words",
      \.facts.longReplyWords,
      1...100_000,
      "A reply of more words is long."
    ),
    .count(
      "template_min_contacts",
      \.facts.templateMinContacts,
      2...1_000_000,
      "A reply that stands in so many contacts is ready-made."
    ),
    .truth(
      "actions_elsewhere",
      \.facts.actionsElsewhere,
      "Whether what people do is recorded in systems that the export does not hold."
    ),
    .truth(
      "disclosure_outside_transcript",
      \.facts.disclosureOutsideTranscript,
      "Whether it is shown outside the transcript that a bot answers."
    ),
    .count(
      "min_cell",
      \.comparison.minCell,
      1...1_000_000,
      "Below so many contacts only counts are shown."
    ),
    .share(
      "identity_coverage",
      \.comparison.identityCoverage,
      0...1,
      "Below this share of known customers a comparison carries a warning."
    ),
    .share(
      "identity_gap",
      \.comparison.identityGap,
      0...1,
      "So does a greater difference between the two sides."
    ),
  ]

  private static let comparison: [Parameter] = [
    Parameter(
      "strata",
      "Variables to adjust for, or none; chosen by counts without it.",
      expected:
        "some of \(StratumVariable.allCases.map(\.rawValue).joined(separator: ", ")), or none",
      shape: .list,
      none: "chosen by counts",
      read: readStrata,
      parts: { settings in
        settings.comparison.strata.map { $0.isEmpty ? ["none"] : $0.map(\.rawValue) } ?? []
      }
    ),
    .word("standard", \.comparison.standard, "On whose mix of contacts both sides are described."),
    Parameter(
      "margins",
      "Largest differences that do not matter, set before looking.",
      expected:
        "metric=size with a metric of `onpar explain` and a size such as 3pp or 0.03 for rates, "
        + "and a factor such as 1.1 or 10% for all others",
      shape: .table,
      none: "default",
      read: readMargin,
      parts: { settings in
        settings.comparison.margins.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
      }
    ),
    Parameter(
      "confidence",
      "Level of all intervals and verdicts.",
      expected: "a level from 0.8 to 0.999, such as 0.95 or 99%",
      read: { text, settings in
        guard let level = ShareText.share(text), ComparisonOptions.levels.contains(level) else {
          return false
        }
        settings.comparison.level = level
        return true
      },
      parts: { [ShareText.percent($0.comparison.level)] }
    ),
    .truth(
      "always_valid",
      \.comparison.alwaysValid,
      "Whether intervals of differences may be read every week; they are wider."
    ),
    Parameter(
      "launch",
      "Day of a launch: what changed at it, week by week.",
      expected: "a day such as 2026-03-02",
      read: readLaunch,
      parts: { $0.launch.map { [$0] } ?? [] }
    ),
  ]

  private static let workload: [Parameter] = [
    .amount(
      "cost_bot_contact",
      \.comparison.prices.botContact,
      "The bot's fee for each contact it takes part in."
    ),
    .amount(
      "cost_bot_resolution",
      \.comparison.prices.botResolution,
      "The bot's fee for each contact it resolves by itself, as vendors count."
    ),
    .amount(
      "cost_human_hour",
      \.comparison.prices.humanHour,
      "What an hour of a person's work on contacts costs."
    ),
    Parameter(
      "currency",
      "The currency of these amounts, for the report.",
      expected: "a name or sign of up to 12 letters",
      read: { text, settings in
        let isSign: (Unicode.Scalar) -> Bool = {
          $0.properties.isAlphabetic || $0.properties.generalCategory == .currencySymbol
        }
        guard (1...12).contains(text.unicodeScalars.count), text.unicodeScalars.allSatisfy(isSign)
        else { return false }
        settings.comparison.prices.currency = text
        return true
      },
      parts: { $0.comparison.prices.currency.map { [$0] } ?? [] }
    ),
    .number(
      "paid_hours",
      \.comparison.staffing.paidHours,
      1...744,
      "hours of a month",
      "Hours that a full-time agent is paid for in a month."
    ),
    .share(
      "shrinkage",
      \.comparison.staffing.shrinkage,
      0...0.95,
      "Share of paid hours in which an agent is absent, in training or on a break."
    ),
    .share(
      "occupancy",
      \.comparison.staffing.occupancy,
      0.05...1,
      "Share of the hours present that is spent on contacts."
    ),
  ]

  private static let readStrata: @Sendable (String, inout Settings) -> Bool = { text, settings in
    if text == "none" {
      settings.comparison.strata = []
      return true
    }
    let names = text.split(separator: ",", omittingEmptySubsequences: false)
    let found = names.compactMap { StratumVariable(rawValue: String($0)) }
    guard found.count == names.count, Set(found).count == found.count else { return false }
    settings.comparison.strata = found
    return true
  }

  /// `metric=3pp`, `metric=3%` or `metric=0.03` for a rate; for what is compared by ratios `metric=1.1` or `metric=10%`.
  private static let readMargin: @Sendable (String, inout Settings) -> Bool = { text, settings in
    let parts = text.split(separator: "=", maxSplits: 1)
    guard parts.count == 2, let metric = MetricDefinition.named(String(parts[0])) else {
      return false
    }
    let isRate = metric.unit == .proportion
    let isInPoints = parts[1].hasSuffix("pp")
    let size = isInPoints ? parts[1].dropLast(2) + "%" : String(parts[1])
    guard isRate || !isInPoints, var size = ShareText.share(size), size > 0 else { return false }
    if isRate {
      guard size < 1 else { return false }
    } else {
      if parts[1].hasSuffix("%") { size += 1 }
      guard size > 1 else { return false }
    }
    settings.comparison.margins[metric.id] = size
    return true
  }

  /// Days since 1970 of a calendar day.
  private static let readLaunch: @Sendable (String, inout Settings) -> Bool = { text, settings in
    guard let days = CivilDate.day(in: text) else { return false }
    settings.comparison.launchDay = days
    settings.launch = text
    return true
  }

  /// What the names of metrics hold, and nobody can set.
  static let fixed: [RunFacts.Parameter] = [
    fixed("repeat_windows", "24 h, 72 h, 7 d, 30 d; headline 7 d any topic"),
    fixed("resolution_horizons", "2 min, 10 min, 1 h, 24 h"),
  ]

  private static func fixed(_ name: String, _ value: String) -> RunFacts.Parameter {
    RunFacts.Parameter(name: name, value: value, isDefault: true, defaultValue: value)
  }
}

extension Similarity {
  /// What a threshold may be: below, nearly every two messages are alike.
  static let range = 0.2...1.0
}
