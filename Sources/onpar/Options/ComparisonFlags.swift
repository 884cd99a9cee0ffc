import ArgumentParser
import Comparisons
import Facts
import Records

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
      "On whose mix of contacts both sides are described: overlap, bot, human or combined.",
      valueName: "mix"
    )
  )
  var standard = "overlap"

  @Option(
    help: ArgumentHelp(
      "The largest difference that does not matter, such as durable_resolution_rate=3pp or first_response_time=1.1. May be given several times.",
      valueName: "metric=size"
    )
  )
  var margin: [String] = []

  @Option(
    help: ArgumentHelp(
      "Confidence level of all intervals and verdicts, such as 0.99 or 99%.",
      discussion:
        "Equivalence is decided by two one-sided tests at the same error: the 90 % interval beside 95 %.",
      valueName: "level"
    )
  )
  var level = "0.95"

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
    _ = try options()
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

  func options() throws -> ComparisonOptions {
    var options = ComparisonOptions()
    options.strata = try variables()
    guard let mix = Standard(rawValue: standard) else {
      throw ValidationError("--standard is \(standard); expected overlap, bot, human or combined.")
    }
    options.standard = mix
    options.level = try confidence()
    options.alwaysValid = alwaysValid
    options.launchDay = try launchDay()
    for text in margin {
      let (metric, size) = try Self.margin(text)
      options.margins[metric] = size
    }
    return options
  }

  func parameters() -> [RunFacts.Parameter] {
    [
      .init(name: "strata", value: strata ?? "chosen by counts", isDefault: strata == nil),
      .init(name: "standard", value: standard, isDefault: standard == "overlap"),
      .init(
        name: "margins",
        value: margin.isEmpty ? "default" : margin.joined(separator: ", "),
        isDefault: margin.isEmpty
      ),
      .init(
        name: "confidence",
        value: Self.percent((try? confidence()) ?? 0.95),
        isDefault: (try? confidence()) == 0.95
      ),
      .init(name: "always_valid", value: alwaysValid ? "true" : "false", isDefault: !alwaysValid),
      .init(name: "launch", value: launch ?? "none", isDefault: launch == nil),
      .init(
        name: "audit",
        value: audits.isEmpty ? "none" : "\(audits.count) \(audits.count == 1 ? "file" : "files")",
        isDefault: audits.isEmpty
      ),
    ]
  }

  /// `0.99` and `99%` are the same level.
  private func confidence() throws -> Double {
    let isPercent = level.hasSuffix("%")
    let digits = isPercent ? String(level.dropLast()) : level
    guard let number = Double(digits), number.isFinite,
      ComparisonOptions.levels.contains(isPercent ? number / 100 : number)
    else {
      throw ValidationError(
        "--level is \(level); expected a level from 0.8 to 0.999, such as 0.95 or 99%."
      )
    }
    return isPercent ? number / 100 : number
  }

  private static func percent(_ level: Double) -> String {
    let thousandths = Int((level * 100_000).rounded())
    let (whole, rest) = thousandths.quotientAndRemainder(dividingBy: 1000)
    var digits = String(1000 + rest).dropFirst()
    while digits.last == "0" { digits.removeLast() }
    return "\(whole)" + (digits.isEmpty ? "" : "." + digits) + " %"
  }

  /// Days since 1970 of a calendar day.
  private func launchDay() throws -> Int? {
    guard let launch else { return nil }
    guard let day = CivilDate.day(in: launch) else {
      throw ValidationError("--launch is \(launch); expected a day such as 2026-03-02.")
    }
    return day
  }

  private func variables() throws -> [StratumVariable]? {
    guard let strata else { return nil }
    if strata == "none" { return [] }
    return try strata.split(separator: ",").map { name in
      guard let variable = StratumVariable(rawValue: String(name)) else {
        let known = StratumVariable.allCases.map(\.rawValue).joined(separator: ", ")
        throw ValidationError("--strata names \(name); expected some of \(known), or none.")
      }
      return variable
    }
  }

  /// `metric=3pp`, `metric=3%`, `metric=0.03`, or a ratio for durations.
  private static func margin(_ text: String) throws -> (metric: String, size: Double) {
    let parts = text.split(separator: "=", maxSplits: 1)
    guard parts.count == 2, MetricDefinition.all.contains(where: { $0.id == parts[0] }) else {
      throw ValidationError(
        "--margin \(text): expected metric=size with a metric of `onpar explain`."
      )
    }
    var digits = String(parts[1])
    var unit = 1.0
    for suffix in ["pp", "%"] where digits.hasSuffix(suffix) {
      digits.removeLast(suffix.count)
      unit = 0.01
      break
    }
    guard let size = Double(digits), size.isFinite, size > 0 else {
      throw ValidationError(
        "--margin \(text): expected a size such as 3pp, 0.03, or 1.1 for durations."
      )
    }
    return (String(parts[0]), size * unit)
  }
}
