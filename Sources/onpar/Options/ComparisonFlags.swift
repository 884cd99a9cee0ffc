import ArgumentParser
import Comparisons
import Pipeline

/// How bot and people are compared.
///
/// STATISTICS sections 3, 5 and 7.
struct ComparisonFlags: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Variables to adjust for, or none; chosen by counts without it.",
      discussion:
        "Any of topic, language, channel, prior_contacts, first_message_length, hour_band, with commas.",
      valueName: "list"
    )
  )
  var strata: String?

  @Option(
    help: ArgumentHelp(
      "On whose mix of contacts both sides are described: overlap (the default), bot, human or combined.",
      valueName: "mix"
    )
  )
  var standard: String?

  @Option(
    help: ArgumentHelp(
      "The largest difference that does not matter, such as durable_resolution_rate=3pp, or first_response_time=1.1 for a factor. May be given several times.",
      valueName: "metric=size"
    )
  )
  var margin: [String] = []

  @Option(
    help: ArgumentHelp(
      "Confidence level of all intervals and verdicts, such as 0.99 or 99%; 0.95 without it.",
      discussion:
        "Equivalence is decided by two one-sided tests at the same error: the 90 % interval beside 95 %.",
      valueName: "level"
    )
  )
  var level: String?

  @Flag(
    name: .customLong("always-valid"),
    help: ArgumentHelp(
      "Intervals of differences that may be read every week; wider.",
      discussion:
        "For a report that is renewed while data come in. Without it, looking each week for half a year finds a difference where none is in 27 % of cases."
    )
  )
  var alwaysValid = false

  @Option(
    help: ArgumentHelp(
      "Day of a launch, such as 2026-03-02: what changed at it, week by week.",
      discussion:
        "Needs 8 complete weeks on each side. A Monday gives a clean cut; the week of the day counts as after.",
      valueName: "date"
    )
  )
  var launch: String?

  @Option(
    name: .customLong("audit"),
    parsing: .singleValue,
    help: ArgumentHelp(
      "Labels that `onpar audit apply` has counted: flagged rates are corrected by them. Repeatable.",
      valueName: "file"
    ),
    completion: .file(extensions: ["csv"])
  )
  var audits: [String] = []

  func validate() throws {
    _ = try Settings.checked(assignments)
  }

  /// The audits of the command line; says what is wrong with a file, and ends with 66 or 65.
  func readAudits() throws -> [DetectorAudit] {
    var found: [DetectorAudit] = []
    for path in audits {
      for audit in try AuditFiles.read(path) {
        // Of two of one metric the later one counts.
        found.removeAll { $0.metric == audit.metric }
        found.append(audit)
      }
    }
    return found
  }

  /// What the report prints of them.
  var auditParameter: RunFacts.Parameter {
    RunFacts.Parameter(
      name: "audit",
      value: audits.isEmpty ? "none" : "\(audits.count) \(audits.count == 1 ? "file" : "files")",
      isDefault: audits.isEmpty,
      defaultValue: "none",
      source: audits.isEmpty ? nil : "--audit"
    )
  }

  /// What the flags say.
  var assignments: [Settings.Assignment] {
    [
      Settings.Assignment("strata", strata, "--strata"),
      Settings.Assignment("standard", standard, "--standard"),
      Settings.Assignment("confidence", level, "--level"),
      Settings.Assignment("always_valid", alwaysValid ? "true" : nil, "--always-valid"),
      Settings.Assignment("launch", launch, "--launch"),
    ].compactMap(\.self) + margin.compactMap { Settings.Assignment("margins", $0, "--margin") }
  }
}
