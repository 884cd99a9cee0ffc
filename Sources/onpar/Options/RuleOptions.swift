import ArgumentParser
import Comparisons
import Conversations
import Pipeline

/// The rules of METRICS 12 that have a flag of their own; `--set` reaches the others.
///
/// Every one is printed in the report.
struct RuleOptions: ParsableArguments {
  @OptionGroup var sources: SettingOptions

  @Option(
    help: ArgumentHelp("What is counted: contact (the default) or conversation.", valueName: "unit")
  )
  var unit: AnalysisUnit?

  @Option(
    name: .customLong("tz"),
    help: ArgumentHelp("Time zone of days, weeks and hours; UTC without it.", valueName: "zone")
  )
  var zone: String?

  @Option(
    name: .customLong("as-of"),
    help: ArgumentHelp(
      "End of observation, such as 2026-03-29 or 2026-03-29T12:00:00Z; the last timestamp without it. Later times count as missing; --to leaves out contacts that begin later.",
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
    _ = try Settings.checked(assignments)
  }

  /// What the flags say.
  var assignments: [Settings.Assignment] {
    [
      Settings.Assignment("unit", unit?.rawValue, "--unit"),
      Settings.Assignment("tz", zone, "--tz"),
      Settings.Assignment("as_of", asOf, "--as-of"),
      Settings.Assignment("from", from, "--from"),
      Settings.Assignment("to", to, "--to"),
      Settings.Assignment("thanks_confirms", thanksConfirms ? "true" : nil, "--thanks-confirms"),
      Settings.Assignment(
        "actions_elsewhere",
        actionsElsewhere ? "true" : nil,
        "--actions-elsewhere"
      ),
      Settings.Assignment(
        "disclosure_outside_transcript",
        disclosureOutsideTranscript ? "true" : nil,
        "--disclosure-outside-transcript"
      ),
    ].compactMap(\.self)
  }

  /// The settings of the file, of these flags and of those of other groups.
  func settings(_ others: [Settings.Assignment], quiet: Bool) throws -> Settings {
    try sources.settings(assignments + others, quiet: quiet)
  }
}

extension Settings.Assignment {
  /// Nil for a flag that was not given.
  init?(_ name: String, _ text: String?, _ flag: String) {
    guard let text else { return nil }
    self.init(name, text, .flag(flag))
  }
}

extension AnalysisUnit: ExpressibleByArgument {}
