import Comparisons
import Conversations
import Facts
import Pipeline
import Records
import Testing

/// Parameters are read the same from a file and from flags, and printed so that they can be read again.
@Suite struct SettingsTests {
  private typealias Assignment = Settings.Assignment

  private func file(_ values: [(String, String)]) -> [Settings.Assignment] {
    values.enumerated().map {
      Assignment($1.0, $1.1, .file("onpar.yaml", line: $0 + 1, column: 5))
    }
  }

  private func read(_ name: String, _ text: String) -> Settings? {
    let (settings, faults) = Settings.read(file([(name, text)]))
    return faults.isEmpty ? settings : nil
  }

  private func printed(_ settings: Settings, _ name: String) -> RunFacts.Parameter? {
    settings.parameters.first { $0.name == name }
  }

  @Test func `the defaults are those of METRICS 12`() {
    let expected = [
      "unit": "contact", "metrics": "all", "contact_gap": "24 h", "reopen_grace": "10 min",
      "join_gap": "30 min",
      "handoff_link_window": "30 min", "inactivity_close": "24 h", "skew_tolerance": "2 s",
      "high_frequency_contacts": "50", "high_frequency_window": "30 d",
      "slow_reply_limit_bot": "10 s", "slow_reply_limit_human": "2 min",
      "served_reply_limit_bot": "1 min", "served_reply_limit_human": "15 min",
      "thanks_confirms": "false", "short_abandon": "10 s", "max_touch_gap": "5 min",
      "paid_hours": "160", "shrinkage": "0.3", "occupancy": "0.85", "cost_human_hour": "none",
      "similarity_repeat": "0.8", "similarity_bot_repeat": "0.9", "similarity_rephrase": "0.5",
      "template_min_contacts": "20", "actions_elsewhere": "false",
      "long_reply_words": "120", "min_cell": "20", "identity_coverage": "0.8",
      "identity_gap": "0.1", "confidence": "95 %", "margins": "default",
      "strata": "chosen by counts", "standard": "overlap", "tz": "UTC", "assume_tz": "UTC",
    ]
    let settings = Settings()
    for (name, value) in expected {
      #expect(printed(settings, name)?.value == value, "\(name)")
      #expect(printed(settings, name)?.defaultValue == value, "\(name)")
    }
    #expect(settings.parameters.allSatisfy { $0.isDefault && $0.source == nil })
    #expect(Set(settings.parameters.map(\.name)).count == settings.parameters.count)
  }

  /// A value for every parameter that is not its default, and where it must arrive.
  private static let changed:
    [(name: String, text: String, arrives: @Sendable (Settings) -> Bool)] = [
      ("unit", "conversation", { $0.facts.rules.unit == .conversation }),
      ("metrics", "core", { $0.facts.metrics == .core }),
      ("tz", "Europe/Berlin", { $0.facts.rules.zone.name == "Europe/Berlin" }),
      ("assume_tz", "Asia/Tokyo", { $0.assumedZone.name == "Asia/Tokyo" }),
      ("as_of", "2026-04-01", { $0.facts.asOf?.iso8601 == "2026-04-01T00:00:00.000Z" }),
      ("from", "2026-03-02", { $0.facts.from?.iso8601 == "2026-03-02T00:00:00.000Z" }),
      ("to", "2026-03-09", { $0.facts.to?.iso8601 == "2026-03-09T00:00:00.000Z" }),
      ("max_loss", "5%", { $0.maxLoss == 0.05 }),
      ("contact_gap", "12h", { $0.facts.rules.contactGap == 12 * Span.hour }),
      ("reopen_grace", "0 s", { $0.facts.rules.reopenGrace == 0 }),
      ("join_gap", "1.5 h", { $0.facts.rules.joinGap == 90 * Span.minute }),
      ("handoff_link_window", "90 s", { $0.facts.rules.handoffLinkWindow == 90 * Span.second }),
      ("inactivity_close", "3 d", { $0.facts.rules.inactivityClose == 3 * Span.day }),
      ("skew_tolerance", "500 ms", { $0.facts.rules.skewTolerance == 500 }),
      ("high_frequency_contacts", "9", { $0.facts.highFrequencyContacts == 9 }),
      ("high_frequency_window", "7 d", { $0.facts.highFrequencyWindow == 7 * Span.day }),
      ("thanks_confirms", "true", { $0.facts.rules.thanksConfirms }),
      (
        "business_hours", "Mon-Fri 09:00-17:30, Sat 10:00-14:00",
        { $0.facts.calendar?.text == "Mon-Fri 09:00-17:30, Sat 10:00-14:00" }
      ),
      ("holidays", "2026-12-26,2026-12-25", { $0.holidays == [20_812, 20_813] }),
      ("slow_reply_limit_bot", "3 s", { $0.facts.slowBotReply == 3 * Span.second }),
      ("slow_reply_limit_human", "5 min", { $0.facts.slowHumanReply == 5 * Span.minute }),
      ("served_reply_limit_bot", "20 s", { $0.facts.servedBotReply == 20 * Span.second }),
      ("served_reply_limit_human", "1 h", { $0.facts.servedHumanReply == Span.hour }),
      ("similarity_repeat", "70%", { $0.similarity.customer == 0.7 }),
      ("similarity_rephrase", "60%", { $0.similarity.rephrase == 0.6 }),
      ("similarity_bot_repeat", "0.95", { $0.similarity.reply == 0.95 }),
      ("detectors", "false", { !$0.detectors }),
      ("short_abandon", "5 s", { $0.facts.shortAbandon == 5 * Span.second }),
      ("max_touch_gap", "2 min", { $0.facts.maxTouchGap == 2 * Span.minute }),
      ("long_reply_words", "60", { $0.facts.longReplyWords == 60 }),
      ("template_min_contacts", "30", { $0.facts.templateMinContacts == 30 }),
      ("actions_elsewhere", "true", { $0.facts.actionsElsewhere }),
      ("disclosure_outside_transcript", "true", { $0.facts.disclosureOutsideTranscript }),
      ("min_cell", "5", { $0.comparison.minCell == 5 }),
      ("identity_coverage", "0.5", { $0.comparison.identityCoverage == 0.5 }),
      ("identity_gap", "20 %", { $0.comparison.identityGap == 0.2 }),
      ("strata", "language,topic", { $0.comparison.strata == [.language, .topic] }),
      ("standard", "bot", { $0.comparison.standard == .bot }),
      ("margins", "csat_top2=5pp", { $0.comparison.margins == ["csat_top2": 0.05] }),
      ("confidence", "99%", { $0.comparison.level == 0.99 }),
      ("always_valid", "true", { $0.comparison.alwaysValid }),
      ("launch", "2026-03-02", { $0.comparison.launchDay == 20_514 }),
      ("cost_bot_contact", "0.2", { $0.comparison.prices.botContact == 0.2 }),
      ("cost_bot_resolution", "0.99", { $0.comparison.prices.botResolution == 0.99 }),
      ("cost_human_hour", "32", { $0.comparison.prices.humanHour == 32 }),
      ("currency", "EUR", { $0.comparison.prices.currency == "EUR" }),
      ("paid_hours", "80", { $0.comparison.staffing.paidHours == 80 }),
      ("shrinkage", "25%", { $0.comparison.staffing.shrinkage == 0.25 }),
      ("occupancy", "0.8", { $0.comparison.staffing.occupancy == 0.8 }),
    ]

  @Test func `every parameter can be set, arrives, and is marked as changed`() {
    for (name, text, arrives) in Self.changed {
      guard let settings = read(name, text) else {
        Issue.record("\(name): \(text) is refused")
        continue
      }
      #expect(arrives(settings), "\(name)")
      #expect(!arrives(Settings()), "\(name) is the default")
      #expect(printed(settings, name)?.isDefault == false, "\(name)")
      #expect(printed(settings, name)?.source == "onpar.yaml:1", "\(name)")
      #expect(settings.parameters.filter { !$0.isDefault }.count == 1, "\(name)")
    }
    #expect(Self.changed.map(\.name) == Parameter.all.map(\.name))
  }

  @Test(arguments: [
    ("csat_top2=5%", 0.05), ("csat_top2=5pp", 0.05), ("first_response_time=1.2", 1.2),
    ("first_response_time=50%", 1.5),
  ])
  func `a margin is a share of a rate, and a factor of what is compared by ratios`(
    _ text: String,
    _ size: Double
  ) {
    #expect(read("margins", text)?.comparison.margins.values.map(\.self) == [size])
  }

  @Test func `of several values the last counts, and margins add up`() {
    let given =
      file([("contact_gap", "12 h"), ("margins", "csat_top2=5pp"), ("min_cell", "5")]) + [
        Assignment("contact_gap", "6 h", .flag("--set")),
        Assignment("margins", "handoff_rate=0.02", .flag("--margin")),
      ]
    let (settings, faults) = Settings.read(given)
    #expect(faults.isEmpty)
    #expect(settings.facts.rules.contactGap == 6 * Span.hour)
    #expect(printed(settings, "contact_gap")?.source == "--set")
    #expect(printed(settings, "min_cell")?.source == "onpar.yaml:3")
    #expect(settings.comparison.margins == ["csat_top2": 0.05, "handoff_rate": 0.02])
  }

  @Test func `dates are read in the zone, wherever it stands`() {
    let (settings, faults) = Settings.read(
      file([("from", "2026-03-02"), ("tz", "Europe/Berlin")])
    )
    #expect(faults.isEmpty)
    #expect(settings.facts.from?.iso8601 == "2026-03-01T23:00:00.000Z")
  }

  @Test(arguments: [
    ("contact_gap", "24"), ("contact_gap", "soon"), ("contact_gap", "-1 h"),
    ("contact_gap", "1e300 h"), ("contact_gap", "0.0001 ms"), ("contact_gap", "91 d"),
    ("contact_gap", "10 s"), ("contact_gap", ""), ("min_cell", "0"), ("min_cell", "2.5"),
    ("min_cell", "99999999999999999999"), ("thanks_confirms", "yes"), ("tz", "Mars"),
    ("as_of", "soon"), ("similarity_repeat", "1.1"), ("similarity_repeat", "nan"),
    ("similarity_rephrase", "0.4"), ("template_min_contacts", "1"),
    ("identity_gap", "-1%"), ("strata", "mood"), ("strata", "topic,topic"), ("strata", ""),
    ("standard", "mine"), ("margins", "csat_top2=0"), ("margins", "joy=3pp"),
    ("margins", "csat_top2=3"), ("margins", "first_response_time=1"),
    ("margins", "first_response_time=0.9"), ("margins", "first_response_time=3pp"),
    ("margins", "csat_top2"), ("cost_human_hour", "-1"), ("cost_bot_contact", "nan"),
    ("paid_hours", "0"), ("shrinkage", "1"), ("occupancy", "0"), ("currency", "a very long name"),
    ("business_hours", "9-17"), ("holidays", "2026-02-30"), ("holidays", "Christmas"),
    ("max_touch_gap", "0 s"), ("confidence", "95"), ("launch", "2026-02-30"), ("unit", "message"),
  ])
  func `a value that cannot be names its line and what was expected`(_ name: String, _ text: String)
  {
    let (_, faults) = Settings.read(file([("min_cell", "20"), (name, text)]))
    #expect(faults.count == 1)
    let message = faults.first?.message ?? ""
    #expect(message.hasPrefix("onpar.yaml:2:5: error: \(name) is \(text); expected "), "\(message)")
  }

  @Test func `unknown names are told with the nearest, fixed ones with the reason`() {
    let (_, faults) = Settings.read(
      file([("contact_gpa", "1 h"), ("repeat_windows", "2 d"), ("min_cell", "x")])
    )
    #expect(faults.count == 3)
    #expect(faults[0].message.contains("did you mean \"contact_gap\"?"))
    #expect(faults[1].message.contains("is fixed"))
    #expect(faults[2].message.hasPrefix("onpar.yaml:3:5"))
  }

  @Test func `a value that a flag overrides must be right all the same`() {
    let (_, faults) = Settings.read(
      file([("min_cell", "none")]) + [Assignment("min_cell", "5", .flag("--set"))]
    )
    #expect(faults.map(\.message).first?.hasPrefix("onpar.yaml:1:5") == true)
  }

  @Test func `a period that ends before it begins is refused`() {
    let (_, faults) = Settings.read(file([("to", "2026-03-01"), ("from", "2026-03-02")]))
    #expect(faults.map(\.message) == ["onpar.yaml:2:5: error: to must be later than from."])
  }

  @Test func `durations are printed in the largest unit without a rest`() {
    for (text, printed) in [
      ("86400 s", "24 h"), ("48 h", "2 d"), ("90 min", "90 min"), ("1500 ms", "1500 ms"),
      ("120 s", "2 min"), ("0 h", "0 s"),
    ] {
      let settings = read("join_gap", text)
      #expect(settings?.parameters.first { $0.name == "join_gap" }?.value == printed)
    }
  }
}
