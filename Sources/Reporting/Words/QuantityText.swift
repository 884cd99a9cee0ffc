import Comparisons
import Facts

/// A figure in the unit of its metric, with its interval and the counts it rests on.
enum QuantityText {
  /// `61.4 %`, `2.4 min`, `1 204`, `31 words`.
  static func value(_ value: Double, unit: MetricDefinition.Unit) -> String {
    guard value.isFinite else { return value > 0 ? "no upper limit" : NumberText.missing }
    switch unit {
    case .proportion: return NumberText.percent(value)
    case .seconds: return NumberText.duration(value)
    case .count where value.rounded() == value && value.magnitude < 1e15:
      return NumberText.count(Int(value))
    case .count: return NumberText.twoDigits(value)
    case .words: return NumberText.twoDigits(value) + NumberText.narrowSpace + "words"
    case .points: return NumberText.decimal(value, places: 1)
    case .ratio: return NumberText.twoDigits(value)
    case .currency: return NumberText.decimal(value, places: 2)
    case .fte: return NumberText.agents(value)
    }
  }

  /// `60.8 to 62.0 %`: the unit once, unless the two limits differ in it.
  static func interval(_ lower: Double?, _ upper: Double?, unit: MetricDefinition.Unit) -> String? {
    guard lower != nil || upper != nil else { return nil }
    let low = lower.map { value($0, unit: unit) } ?? "no lower limit"
    let high = upper.map { value($0, unit: unit) } ?? "no upper limit"
    let parts = low.split(separator: "\u{202F}", omittingEmptySubsequences: false)
    if let last = parts.last, parts.count > 1, !(last.first?.isNumber ?? true),
      high.hasSuffix(NumberText.narrowSpace + last)
    {
      return parts.dropLast().joined(separator: NumberText.narrowSpace) + " to " + high
    }
    return low + " to " + high
  }

  /// `8 401 of 24 105`, or `of 24 105` where no whole numerator stands behind the figure.
  static func basis(_ estimate: Estimate) -> String? {
    guard let denominator = estimate.denominator else { return nil }
    guard let numerator = estimate.numerator else { return "of " + NumberText.count(denominator) }
    return NumberText.count(numerator) + " of " + NumberText.count(denominator)
  }

  /// The same for a side of a comparison, whose number of contacts may be hidden though its figure is not.
  static func sideBasis(_ estimate: Estimate) -> String? {
    basis(estimate) ?? (estimate.value == nil ? nil : "of a hidden number")
  }

  /// The difference bot minus human, or how many times as long, without its interval.
  static func difference(_ finding: ComparisonFinding) -> String? {
    let (scale, effect) = finding.told
    return difference(scale: scale, unit: finding.metric.unit, value: effect.value)
  }

  static func difference(
    scale: ComparisonFinding.Scale,
    unit: MetricDefinition.Unit,
    value: Double?
  ) -> String? {
    // Beyond this a figure is an accident of the data and not a difference that anyone can read.
    guard let value, value.magnitude < 1e9 else { return nil }
    switch (scale, unit) {
    case (.ratio, .seconds): return NumberText.twoDigits(value) + " times as long"
    case (.ratio, _): return NumberText.twoDigits(value) + " times as many"
    case (.difference, .proportion): return NumberText.signed(value * 100, places: 1) + " points"
    case (.difference, .seconds):
      return (value > 0 ? "+" : "") + NumberText.duration(value)
    case (.difference, .points): return NumberText.signed(value, places: 1)
    case (.difference, _): return (value > 0 ? "+" : "") + NumberText.twoDigits(value)
    }
  }

  /// `−9.3 to −6.2`, in the unit that `difference` names.
  static func differenceInterval(_ finding: ComparisonFinding) -> String? {
    let (scale, effect) = finding.told
    return differenceInterval(scale: scale, unit: finding.metric.unit, effect)
  }

  static func differenceInterval(
    scale: ComparisonFinding.Scale,
    unit: MetricDefinition.Unit,
    _ estimate: Estimate
  ) -> String? {
    guard estimate.lower != nil || estimate.upper != nil else { return nil }
    func limit(_ value: Double?, _ none: String) -> String {
      guard let value, value.magnitude < 1e9 else { return none }
      switch (scale, unit) {
      case (.ratio, _): return NumberText.twoDigits(value)
      case (.difference, .proportion): return NumberText.signed(value * 100, places: 1)
      case (.difference, .seconds): return (value > 0 ? "+" : "") + NumberText.duration(value)
      case (.difference, .points): return NumberText.signed(value, places: 1)
      case (.difference, _): return (value > 0 ? "+" : "") + NumberText.twoDigits(value)
      }
    }
    return limit(estimate.lower, "no lower limit") + " to "
      + limit(estimate.upper, "no upper limit")
  }

  /// `margin ±3.0 points (default)`; nil without a margin.
  static func margin(_ finding: ComparisonFinding) -> String? {
    guard let margin = finding.margin, margin.isFinite, finding.verdict.isVerdict else {
      return nil
    }
    let origin = finding.marginIsDefault ? " (default)" : " (chosen by you)"
    switch (finding.scale, finding.metric.unit) {
    case (.ratio, _):
      return "margin " + NumberText.decimal(ratioMargin(margin), places: 2) + " times" + origin
    case (.difference, .proportion):
      return "margin ±" + NumberText.shortest(margin * 100) + " points" + origin
    case (.difference, let unit): return "margin ±" + value(margin, unit: unit) + origin
    }
  }

  /// A margin on a ratio as a factor.
  ///
  /// STATISTICS 7.1 gives it as 1.10 or as the logarithm 0.0953; no margin in use is a factor below
  /// 1 or a logarithm of 1 or more, so the two cannot be mistaken for each other.
  static func ratioMargin(_ margin: Double) -> Double {
    margin >= 1 ? margin : exponential(margin)
  }
}

extension ComparisonFinding {
  /// The estimate on the scale on which the verdict was reached.
  var effect: Estimate { scale == .ratio ? ratio ?? Estimate() : difference }
  var crudeEffect: Estimate { scale == .ratio ? crudeRatio ?? Estimate() : crudeDifference }

  /// The effect that is told.
  ///
  /// Where one side takes no time at all, "0 times as long" says nothing about how much shorter that is: then the
  /// difference, if there is one.
  var told: (Scale, Estimate) { Self.told(scale, effect, difference) }
  var toldCrude: (Scale, Estimate) { Self.told(scale, crudeEffect, crudeDifference) }

  private static func told(
    _ scale: Scale,
    _ effect: Estimate,
    _ difference: Estimate
  ) -> (Scale, Estimate) {
    scale == .ratio && effect.value == 0 && difference.value != nil
      ? (.difference, difference) : (scale, effect)
  }
}
