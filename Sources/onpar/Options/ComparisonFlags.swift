import ArgumentParser
import Comparisons
import Facts

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

  func validate() throws {
    _ = try options()
  }

  func options() throws -> ComparisonOptions {
    var options = ComparisonOptions()
    options.strata = try variables()
    guard let mix = Standard(rawValue: standard) else {
      throw ValidationError("--standard is \(standard); expected overlap, bot, human or combined.")
    }
    options.standard = mix
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
    ]
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
