import Comparisons
import Diagnostics
import Facts

extension Settings {
  /// The gates on one figure, as a file has them.
  package struct GateText: Sendable, Hashable {
    /// The figure's name.
    package var name: String
    package var source: Source
    /// `max`, `min`, `not_worse_than_human_by` and `cohort` with their values.
    package var values: [Assignment]

    package init(_ name: String, _ source: Source, _ values: [Assignment]) {
      self.name = name
      self.source = source
      self.values = values
    }
  }

  /// The name under which a file holds its gates.
  package static let gatesName = "gates"
}

/// Reads gates, and says what is wrong with them.
struct GateReader {
  private(set) var gates: [Gate] = []
  private(set) var faults: [Settings.Fault] = []

  static let rules = ["max", "min", "not_worse_than_human_by"]

  init(_ texts: [Settings.GateText]) {
    for text in texts { read(text) }
  }

  private mutating func refuse(_ source: Settings.Source, _ detail: String) {
    faults.append(Settings.Fault(source: source, detail: detail))
  }

  private mutating func read(_ text: Settings.GateText) {
    guard let figure = Gate.figure(named: text.name) else {
      return refuse(text.source, Self.unknown(text.name))
    }
    var cohort: Cohort?
    for value in text.values where value.name == "cohort" {
      cohort = Gate.cohorts.first { $0.name == value.text }
      if cohort == nil {
        refuse(
          value.source,
          "cohort is \(value.text); expected one of "
            + Gate.cohorts.map(\.name).joined(separator: ", ") + "."
        )
      }
    }
    let limits = text.values.filter { $0.name != "cohort" }
    if limits.isEmpty {
      refuse(text.source, "\(text.name) has no limit; expected " + Self.anyRule + ".")
    }
    var (least, most): (Double?, Double?)
    for value in limits {
      guard Self.rules.contains(value.name) else {
        refuse(value.source, Self.unknownRule(value.name))
        continue
      }
      switch Self.rule(
        value,
        text.name,
        figure.metric,
        hasCohort: (cohort ?? .entry(.botFirst)) != .entry(.botFirst)
      ) {
      case .failure(let wrong): refuse(value.source, wrong.detail)
      case .success(let rule):
        switch rule {
        case .min(let limit): least = limit
        case .max(let limit): most = limit
        case .notWorse: break
        }
        gates.append(
          Gate(
            name: text.name,
            metric: figure.metric,
            statistic: figure.statistic,
            cohort: cohort ?? .entry(.botFirst),
            rule: rule,
            text: value.text,
            source: value.source.words
          )
        )
      }
    }
    if let least, let most, least > most {
      refuse(text.source, "\(text.name): min is above max, so that no figure could pass.")
    }
  }

  // MARK: Limits

  private struct Wrong: Error {
    var detail: String
  }

  private static func rule(
    _ value: Settings.Assignment,
    _ name: String,
    _ metric: MetricDefinition,
    hasCohort: Bool
  ) -> Result<Gate.Rule, Wrong> {
    guard value.name == "not_worse_than_human_by" else {
      guard let limit = limit(value.text, metric.unit) else {
        return .failure(
          Wrong(
            detail: "\(name): \(value.name) is \(value.text); expected \(expected(metric.unit))."
          )
        )
      }
      return .success(value.name == "max" ? .max(limit) : .min(limit))
    }
    guard Gate.compared.contains(name) else {
      let near = nearest(name, Gate.compared)
      return .failure(
        Wrong(
          detail: "\(name) is not compared with people's" + didYouMean(near)
            + " Compared are " + Gate.compared.joined(separator: ", ") + "."
        )
      )
    }
    guard !hasCohort else {
      return .failure(
        Wrong(
          detail: "\(name): not_worse_than_human_by compares bot first with human first; a cohort "
            + "belongs to max or min."
        )
      )
    }
    guard let tolerance = tolerance(value.text, metric.unit) else {
      return .failure(
        Wrong(
          detail: "\(name): not_worse_than_human_by is \(value.text); expected "
            + (metric.unit == .proportion
              ? "points such as 3pp."
              : "a share such as 10%, a factor such as 1.1, or a duration "
                + "such as 30 s.")
        )
      )
    }
    return .success(.notWorse(tolerance))
  }

  private static func limit(_ text: String, _ unit: MetricDefinition.Unit) -> Double? {
    switch unit {
    case .proportion: ShareText.share(text).flatMap { (0...1).contains($0) ? $0 : nil }
    case .seconds: SpanText.milliseconds(text).map { Double($0) / 1000 }
    case .points: number(text, -100...1_000)
    case .count, .words, .ratio, .currency, .fte: number(text, 0...1e9)
    }
  }

  private static func number(_ text: String, _ range: ClosedRange<Double>) -> Double? {
    Double(text).flatMap { range.contains($0) ? $0 : nil }
  }

  private static func tolerance(
    _ text: String,
    _ unit: MetricDefinition.Unit
  ) -> Gate.Tolerance? {
    guard unit == .proportion else {
      if let span = SpanText.milliseconds(text) { return .difference(Double(span) / 1000) }
      guard let share = ShareText.share(text) else { return nil }
      let factor = text.hasSuffix("%") ? 1 + share : share
      return (1...1_000).contains(factor) ? .factor(factor) : nil
    }
    guard text.hasSuffix("pp") else { return nil }
    return ShareText.share(text.dropLast(2) + "%")
      .flatMap { (0...1).contains($0) ? .difference($0) : nil }
  }

  private static func expected(_ unit: MetricDefinition.Unit) -> String {
    switch unit {
    case .proportion: "a share from 0 to 1, such as 5% or 0.05"
    case .seconds: "a duration such as 90 s, 10 min or 24 h"
    case .points: "a number of points"
    case .count: "a number"
    case .words: "a number of words"
    case .ratio: "a ratio such as 0.8"
    case .currency: "an amount such as 2.50"
    case .fte: "a number of agents"
    }
  }

  // MARK: Names

  private static let anyRule = rules.dropLast().joined(separator: ", ") + " or " + rules[2]

  private static func unknownRule(_ name: String) -> String {
    "a gate has no \(name)" + didYouMean(nearest(name, rules + ["cohort"])) + " Expected " + anyRule
      + ", and cohort."
  }

  private static func unknown(_ name: String) -> String {
    if let metric = MetricDefinition.named(name) {
      let own = Gate.names.filter {
        $0.hasPrefix(name + "_") && Gate.figure(named: $0)?.metric == metric
      }
      return own.isEmpty
        ? "\(name) cannot have a gate: it has no interval, or not in every run."
        : "\(name) is not one figure; say " + own.joined(separator: ", ") + "."
    }
    return "no figure is called \(name)" + didYouMean(nearest(name, Gate.names))
      + " Rates have the names of `onpar explain`, amounts such a name with _p50, _p90 or _p95 "
      + "behind it."
  }

  /// Names that hold what was written, else the one that differs in the fewest letters.
  private static func nearest(_ name: String, _ names: [String]) -> [String] {
    let holding = names.filter { $0.contains(name) }
    if name.count > 2, !holding.isEmpty { return Array(holding.prefix(3)) }
    return Spelling.nearest(to: name, among: names).map { [$0] } ?? []
  }

  private static func didYouMean(_ names: [String]) -> String {
    names.isEmpty
      ? "." : "; did you mean " + names.map { "\"\($0)\"" }.joined(separator: " or ") + "?"
  }
}
