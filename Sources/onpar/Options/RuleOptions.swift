import ArgumentParser
import Comparisons
import Conversations
import Facts
import Pipeline
import Records

/// The rules of METRICS 12 that a user may change.
///
/// Every one is printed in the report.
struct RuleOptions: ParsableArguments {
  @Option(help: ArgumentHelp("What is counted: contact or conversation.", valueName: "unit"))
  var unit = AnalysisUnit.contact

  @Option(
    name: .customLong("tz"),
    help: ArgumentHelp("Time zone of days, weeks and hours.", valueName: "zone")
  )
  var zone = "UTC"

  @Option(
    name: .customLong("as-of"),
    help: ArgumentHelp(
      "End of observation, such as 2026-03-29 or 2026-03-29T12:00:00Z; the last timestamp without it.",
      valueName: "time"
    )
  )
  var asOf: String?

  @Option(help: ArgumentHelp("First day of the reporting period.", valueName: "date"))
  var from: String?

  @Option(help: ArgumentHelp("Day after the last of the reporting period.", valueName: "date"))
  var to: String?

  @Flag(
    name: .customLong("thanks-confirms"),
    help: "Take \"thanks\" after an answer as confirmation."
  )
  var thanksConfirms = false

  @Flag(
    name: .customLong("actions-elsewhere"),
    help: "What people do is recorded in systems that the export does not hold (M59)."
  )
  var actionsElsewhere = false

  @Flag(
    name: .customLong("disclosure-outside-transcript"),
    help: "That a bot answers is shown outside the transcript, as in a banner (M60)."
  )
  var disclosureOutsideTranscript = false

  func validate() throws {
    _ = try facts()
  }

  /// The rules as the facts stage takes them.
  func facts() throws -> FactOptions {
    var options = FactOptions()
    options.rules.unit = unit
    options.rules.zone = try CalendarZone.parsed(zone, flag: "--tz")
    options.rules.thanksConfirms = thanksConfirms
    options.actionsElsewhere = actionsElsewhere
    options.disclosureOutsideTranscript = disclosureOutsideTranscript
    options.asOf = try instant(asOf, flag: "--as-of", zone: options.rules.zone)
    options.from = try instant(from, flag: "--from", zone: options.rules.zone)
    options.to = try instant(to, flag: "--to", zone: options.rules.zone)
    if let from = options.from, let to = options.to, to <= from {
      throw ValidationError("--to must be later than --from.")
    }
    return options
  }

  /// What the report prints, defaults marked.
  func parameters() -> [RunFacts.Parameter] {
    func row(_ name: String, _ value: String, _ isDefault: Bool) -> RunFacts.Parameter {
      RunFacts.Parameter(name: name, value: value, isDefault: isDefault)
    }
    return [
      row("unit", unit.rawValue, unit == .contact),
      row("tz", zone, zone == "UTC"),
      row("as_of", asOf ?? "last timestamp of the input", asOf == nil),
      row("from", from ?? "open", from == nil),
      row("to", to ?? "open", to == nil),
      row("contact_gap", "24 h", true),
      row("reopen_grace", "10 min", true),
      row("join_gap", "30 min", true),
      row("handoff_link_window", "30 min", true),
      row("inactivity_close", "24 h", true),
      row("skew_tolerance", "2 s", true),
      row("repeat_windows", "24 h, 72 h, 7 d, 30 d; headline 7 d any topic", true),
      row("high_frequency_customer", "more than 50 contacts in 30 d", true),
      row("slow_reply_limit", "bot 10 s, human 120 s", true),
      row("resolution_horizons", "2 min, 10 min, 1 h, 24 h", true),
      row("thanks_confirms", thanksConfirms ? "true" : "false", !thanksConfirms),
      row("similarity", "repeat 0.80, rephrase 0.50 to 0.80, bot repeat 0.90", true),
      row("long_reply_words", "120", true),
      row("template_min_contacts", "20", true),
      row("actions_elsewhere", actionsElsewhere ? "true" : "false", !actionsElsewhere),
      row(
        "disclosure_outside_transcript",
        disclosureOutsideTranscript ? "true" : "false",
        !disclosureOutsideTranscript
      ),
      row("min_cell", "20", true),
    ]
  }

  private func instant(_ text: String?, flag: String, zone: CalendarZone) throws -> Instant? {
    guard var text else { return nil }
    if text.utf8.count == 10 { text += "T00:00:00" }
    var parser = TimestampParser(assumed: zone)
    let parsed = text.withUTF8 { parser.parse(UnsafeRawBufferPointer($0)) }
    guard let parsed else {
      throw ValidationError(
        "\(flag) is \(text); expected a date such as 2026-03-29 or an ISO 8601 time."
      )
    }
    return parsed.instant
  }
}

extension AnalysisUnit: ExpressibleByArgument {}
