import Comparisons
import Facts

/// Claims in words, the same in every face.
struct ClaimWords: Sendable {
  struct Line: Sendable {
    var label: String
    var figure: String
    var interval: String?
    /// What the limits are when they are no confidence interval.
    var limits: String?
    var basis: String?
    /// Of a condition alone.
    var state: ClaimCondition.State?
    var metric: MetricDefinition?

    /// In one line: `46.2 % (95 % interval 41.0 to 51.4 %), 120 of 260`.
    func words(level: String) -> String {
      figure + (interval.map { " (\(limits ?? level + " interval") \($0))" } ?? "")
        + (basis.map { ", " + $0 } ?? "")
    }
  }

  struct Entry: Sendable {
    var result: ClaimResult
    var quote: String
    var reason: String
    var conditions: [Line]
    var beside: [Line]
    var checks: [String]
    var confounders: [String]
  }

  /// What no verdict says.
  static let scope =
    "A claim is held against these contacts only; what was said of other months, customers or companies may still be "
    + "so."

  var entries: [Entry]
  /// How many claims there are, and how many of each verdict.
  var line: String

  /// Nil when no claims were given.
  init?(_ findings: Findings) {
    guard !findings.claims.isEmpty else { return nil }
    entries = findings.claims.map { result in
      Entry(
        result: result,
        quote: "\u{201C}" + plain(result.claim.say, limit: 200) + "\u{201D}"
          + (result.claim.by.map { " (" + plain($0, limit: 100) + ")" } ?? ""),
        reason: plain(result.reason, limit: 1_200),
        conditions: result.conditions.map { Self.line($0.figure, $0) },
        beside: result.beside.map { Self.line($0, nil) },
        checks: result.checks.map { plain($0, limit: 1_200) },
        confounders: result.confounders.map { plain($0) }
      )
    }
    let parts = ClaimResult.Verdict.allCases.compactMap { verdict -> String? in
      let count = findings.claims.count { $0.verdict == verdict }
      return count > 0 ? "\(count) \(verdict.word.lowercased())" : nil
    }
    let count = findings.claims.count
    line = "\(count) \(count == 1 ? "claim" : "claims"): " + parts.joined(separator: ", ") + "."
  }

  private static func line(_ figure: ClaimFigure, _ condition: ClaimCondition?) -> Line {
    let estimate = figure.estimate
    var line = Line(
      label: plain(figure.label),
      figure: NumberText.missing,
      state: condition?.state,
      metric: figure.metric
    )
    if let sides = figure.sides {
      line.basis = "of " + NumberText.count(sides.bot) + " and " + NumberText.count(sides.human)
    } else {
      line.basis = QuantityText.basis(estimate)
    }
    guard let value = estimate.value else {
      line.figure =
        NumberText.missing + " " + CodeText.words(estimate.nullReason ?? "not_estimable")
      return line
    }
    let interval: String?
    if let scale = figure.scale {
      line.figure =
        QuantityText.difference(scale: scale, unit: figure.unit, value: value) ?? NumberText.missing
      interval = QuantityText.differenceInterval(scale: scale, unit: figure.unit, estimate)
    } else {
      line.figure = QuantityText.value(value, unit: figure.unit)
      interval = QuantityText.interval(estimate.lower, estimate.upper, unit: figure.unit)
    }
    line.interval = interval
    line.limits = figure.limits
    return line
  }
}

extension ClaimResult.Verdict {
  var word: String {
    switch self {
    case .supported: "Supported"
    case .contradicted: "Contradicted"
    case .undecided: "Undecided"
    case .notMeasurable: "Not measurable"
    }
  }

  var glyph: String {
    switch self {
    case .supported: GateResult.Outcome.passed.glyph
    case .contradicted: GateResult.Outcome.failed.glyph
    case .undecided: GateResult.Outcome.notEnoughData.glyph
    case .notMeasurable: GateResult.Outcome.notMeasurable.glyph
    }
  }

  var badge: Badge {
    switch self {
    case .supported: GateResult.Outcome.passed.badge
    case .contradicted: GateResult.Outcome.failed.badge
    case .undecided: GateResult.Outcome.notEnoughData.badge
    case .notMeasurable: GateResult.Outcome.notMeasurable.badge
    }
  }
}

extension ClaimCondition.State {
  /// What becomes of a condition, in a word and, where there is no figure, its reason.
  var words: (text: String, remark: String?) {
    switch self {
    case .holds: ("Holds", nil)
    case .fails: ("Does not hold", nil)
    case .open: ("Open", nil)
    case .unknown(let code): ("Unknown", CodeText.words(code))
    }
  }

  var badge: Badge {
    switch self {
    case .holds: GateResult.Outcome.passed.badge
    case .fails: GateResult.Outcome.failed.badge
    case .open: GateResult.Outcome.notEnoughData.badge
    case .unknown: GateResult.Outcome.notMeasurable.badge
    }
  }
}
