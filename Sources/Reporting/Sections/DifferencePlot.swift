import Comparisons
import Facts

/// Turns differences into positions on an axis on which right is always better for the customer with the bot.
///
/// A measure where less is better is mirrored; a ratio is drawn by its logarithm. The text beside the drawing
/// keeps the sign and the unit of the measure itself.
struct DifferencePlot {
  /// By kind: points of a hundred for shares, natural logarithm for ratios; nil where nothing is of that kind.
  private let domains: [ClosedRange<Double>?]

  /// `95 %`.
  private let level: String

  enum Kind: Int, CaseIterable { case points, ratio, other }

  init(_ findings: [ComparisonFinding], level: Double, includingCrude: Bool = false) {
    self.level = NumberText.level(level)
    var values = [[Double]](repeating: [], count: Kind.allCases.count)
    var isMet = [Bool](repeating: false, count: values.count)
    for finding in findings {
      let kind = Self.kind(finding).rawValue
      isMet[kind] = true
      let estimates = includingCrude ? [finding.effect, finding.crudeEffect] : [finding.effect]
      for estimate in estimates {
        let all = [estimate.value, estimate.lower, estimate.upper].compactMap { $0 }
        values[kind] += all.compactMap { Self.position($0, finding) }
      }
      if let band = Self.band(finding) {
        values[kind].append(band.upperBound)
      }
    }
    domains = Kind.allCases.map { kind in
      guard isMet[kind.rawValue] else { return nil }
      let least: Double =
        switch kind {
        case .points: 5
        case .ratio: 0.2
        case .other: 1e-9
        }
      let largest: Double =
        switch kind {
        case .points: 100
        case .ratio: 7
        case .other: .greatestFiniteMagnitude
        }
      // An interval far wider than the differences would press all the others together.
      return Axis.symmetric(
        values[kind.rawValue].map { min(max($0, -largest), largest) },
        atLeast: least
      )
    }
  }

  static func kind(_ finding: ComparisonFinding) -> Kind {
    finding.scale == .ratio ? .ratio : finding.metric.unit == .proportion ? .points : .other
  }

  func plot(_ finding: ComparisonFinding, withCrude: Bool = false) -> IntervalPlot? {
    guard let dot = Self.dot(finding.effect, finding, mark: .difference),
      let domain = domains[Self.kind(finding).rawValue]
    else { return nil }
    let text = QuantityText.difference(finding) ?? ""
    let interval =
      QuantityText.differenceInterval(finding).map { ", " + level + " interval " + $0 } ?? ""
    var plot = IntervalPlot(
      title: finding.metric.title + ": difference between bot and human",
      description: text + interval
        + (QuantityText.margin(finding).map { "; " + $0 } ?? "")
        + ". Right of the line is better with the bot.",
      domain: domain,
      reference: 0,
      band: Self.band(finding),
      dots: [dot]
    )
    if withCrude, let crude = Self.dot(finding.crudeEffect, finding, mark: .crude) {
      plot.dots.append(crude)
      let raw =
        QuantityText.difference(
          scale: finding.scale,
          unit: finding.metric.unit,
          value: finding.crudeEffect.value
        ) ?? ""
      plot.description += " Before adjustment: " + raw + "."
    }
    return plot
  }

  /// The axis under the rows of shares; nil when there is none.
  func axis() -> IntervalPlot? {
    guard let domain = domains[Kind.points.rawValue] else { return nil }
    let bound = domain.upperBound
    return IntervalPlot(
      title: "Axis of the differences in points",
      description:
        "From \(NumberText.decimal(bound, places: 0)) points better with people on the left "
        + "to \(NumberText.decimal(bound, places: 0)) points better with the bot on the right.",
      domain: domain,
      reference: 0,
      ticks: [-bound, -bound / 2, 0, bound / 2, bound].map {
        (
          $0,
          NumberText.decimal(
            $0.magnitude,
            places: bound < 4 || bound / 2 != (bound / 2).rounded() ? 1 : 0
          )
        )
      }
    )
  }

  private static func dot(
    _ estimate: Estimate,
    _ finding: ComparisonFinding,
    mark: Mark
  )
    -> IntervalPlot.Dot?
  {
    guard let value = estimate.value.flatMap({ position($0, finding) }) else { return nil }
    let lower = estimate.lower.flatMap { position($0, finding) }
    let upper = estimate.upper.flatMap { position($0, finding) }
    guard let lower, let upper else {
      return .init(mark: mark, value: value, lower: lower, upper: upper)
    }
    return .init(mark: mark, value: value, lower: min(lower, upper), upper: max(lower, upper))
  }

  static func position(_ value: Double, _ finding: ComparisonFinding) -> Double? {
    let sign: Double = finding.metric.better == .lower ? -1 : 1
    switch kind(finding) {
    case .points: return value.isFinite ? sign * value * 100 : nil
    case .other: return value.isFinite ? sign * value : nil
    case .ratio:
      guard value >= 0 else { return nil }
      return sign * (value == 0 ? -20 : value.isFinite ? naturalLogarithm(value) : 20)
    }
  }

  static func band(_ finding: ComparisonFinding) -> ClosedRange<Double>? {
    guard let margin = finding.margin, margin > 0, margin.isFinite, finding.verdict.isVerdict else {
      return nil
    }
    switch kind(finding) {
    case .points: return -margin * 100...margin * 100
    case .other: return -margin...margin
    case .ratio:
      let bound = naturalLogarithm(QuantityText.ratioMargin(margin))
      return bound > 0 ? -bound...bound : nil
    }
  }
}
