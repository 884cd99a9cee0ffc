import Comparisons
import Facts

/// Dots with intervals over a row of times or weeks, one series for each side, in a small frame that fits a phone.
struct Chart: Sendable {
  struct Series: Sendable {
    var name: String
    var mark: Mark
    /// One for each category; nil leaves a gap.
    var points: [Estimate?]
    /// Control limits, one for each category; empty when there are none.
    var limits: [WeeklyChart.Week?] = []
    /// The centre of the limits.
    var center: Double?
  }

  var title: String
  /// Which direction is better.
  var subtitle: String?
  var definition: Definition
  var description: String
  var unit: MetricDefinition.Unit
  var categories: [String]
  /// Categories whose observation was cut short; drawn hollow.
  var incomplete: Set<Int> = []
  /// The first category after a launch.
  var launch: Int?
  var series: [Series]

  private static let height = 196.0
  private static let left = 44.0
  private static let top = 12.0
  private static let bottom = 28.0

  func svg(id: String) -> MarkupWriter {
    let scale = VerticalScale(
      series.flatMap { one in
        one.points.compactMap { $0 }
          + one.limits.compactMap { limit in
            limit.map { Estimate(value: $0.value, lower: $0.lower, upper: $0.upper) }
          }
      },
      unit: unit,
      top: Self.top,
      bottom: Self.height - Self.bottom
    )
    return SVG.image(
      id: id,
      title: title,
      description: description,
      width: width,
      height: Self.height,
      class: "chart"
    ) { svg in
      for tick in scale.ticks {
        svg.line(
          Self.left,
          scale.position(tick.at),
          width - right,
          scale.position(tick.at),
          "grid"
        )
        svg.label(tick.label, x: Self.left - 6, y: scale.position(tick.at) + 4, anchor: "end")
      }
      drawCategories(&svg)
      for one in series { drawLimits(one, scale, &svg) }
      for (index, one) in series.enumerated() {
        draw(one, offset: (Double(index) - Double(series.count - 1) / 2) * offsetStep, scale, &svg)
      }
      drawNames(scale, &svg)
    }
  }

  /// Long names widen the frame, so that they do not press the plot together.
  private var width: Double { max(344, 270 + right) }

  /// Room for the names at the right end, about six and a half units a letter.
  private var right: Double { 14 + 6.6 * Double(series.map(\.name.count).max() ?? 0) }

  private var step: Double {
    (width - Self.left - right) / Double(max(categories.count, 1))
  }

  private var offsetStep: Double { min(7, step / Double(max(series.count, 1)) * 0.6) }

  private func x(_ category: Int) -> Double { Self.left + step * (Double(category) + 0.5) }

  private func drawCategories(_ svg: inout SVG) {
    let base = Self.height - Self.bottom
    if let launch {
      let edge = x(launch) - step / 2
      svg.line(edge, Self.top - 8, edge, base, "horizon")
      svg.label("launch", x: edge + 3, y: Self.top - 2)
    }
    for index in incomplete.sorted() where categories.indices.contains(index) {
      svg.rectangle(
        x: x(index) - step / 2,
        y: Self.top,
        width: step,
        height: base - Self.top,
        "cut"
      )
    }
    svg.line(Self.left, base, width - right, base, "axis")
    // A label needs about 44 units of width, and a long one more.
    let longest = Double(categories.map(\.count).max() ?? 0)
    let every = max(1, Int((max(44, 7.5 * longest - 2) / step).rounded(.up)))
    for (index, name) in categories.enumerated() {
      svg.line(x(index), base, x(index), base + 3, "axis")
      if index.isMultiple(of: every) {
        svg.label(name, x: x(index), y: base + 16, anchor: "middle")
      }
    }
  }

  /// The centre, and both limits as lines of their own, over the weeks that have them.
  private func drawLimits(_ one: Series, _ scale: VerticalScale, _ svg: inout SVG) {
    let known = one.limits.indices.filter { one.limits[$0] != nil }
    guard let first = known.first, let last = known.last, let center = one.center else { return }
    svg.line(
      x(first),
      scale.position(center),
      x(last),
      scale.position(center),
      "limit " + one.mark.style
    )
    for side in [\WeeklyChart.Week.lower, \.upper] {
      let points = known.compactMap { index in
        one.limits[index].map { (x(index), scale.position($0[keyPath: side])) }
      }
      svg.path(points, closed: false, "limit outer " + one.mark.style)
    }
  }

  private func draw(_ one: Series, offset: Double, _ scale: VerticalScale, _ svg: inout SVG) {
    var run: [(Double, Double)] = []
    for (index, point) in one.points.enumerated() {
      guard let value = point?.value, value.isFinite else {
        if run.count > 1 { svg.path(run, closed: false, "trace " + one.mark.style) }
        run = []
        continue
      }
      run.append((x(index) + offset, scale.position(value)))
    }
    if run.count > 1 { svg.path(run, closed: false, "trace " + one.mark.style) }
    let size = step < 14 ? 2.8 : 4
    for (index, point) in one.points.enumerated() {
      guard let point, let value = point.value, value.isFinite else { continue }
      let isCut = incomplete.contains(index)
      // Limits say what is ordinary; intervals beside them would only hide them, and stand in the table.
      if one.center == nil, point.lower != nil || point.upper != nil {
        svg.line(
          x(index) + offset,
          scale.position(point.lower ?? -.infinity),
          x(index) + offset,
          scale.position(point.upper ?? .infinity),
          "interval " + one.mark.style + (isCut ? " dashed" : "")
        )
      }
      one.mark.draw(
        in: &svg,
        x: x(index) + offset,
        y: scale.position(value),
        size: size,
        isHollow: isCut
      )
      guard one.limits.indices.contains(index), let limit = one.limits[index], limit.isAlert else {
        continue
      }
      let (left, height) = (x(index) + offset, scale.position(value))
      svg.element(
        "circle",
        [
          ("class", "ring"), ("cx", SVG.number(left)), ("cy", SVG.number(height)), ("r", "7"),
        ]
      )
      let isAbove = value > limit.upper
      svg.label(
        "alert",
        x: left,
        y: height + (isAbove ? -10 : 19),
        anchor: "middle",
        "t alert"
      )
    }
  }

  /// Each series is named where it ends, with its last value, moved apart where two would touch.
  private func drawNames(_ scale: VerticalScale, _ svg: inout SVG) {
    var labels: [(y: Double, text: String, style: String)] = []
    for one in series {
      guard let last = one.points.compactMap({ $0?.value }).last(where: \.isFinite) else {
        continue
      }
      labels.append((scale.position(last) + 4, one.name, one.mark.style))
    }
    labels.sort { ($0.y, $0.text) < ($1.y, $1.text) }
    for index in labels.indices.dropFirst() where labels[index].y < labels[index - 1].y + 14 {
      labels[index].y = labels[index - 1].y + 14
    }
    for label in labels {
      svg.label(
        label.text,
        x: width - right + 6,
        y: label.y,
        anchor: "start",
        "t name " + label.style
      )
    }
  }
}

/// From a figure to a height: linear for shares and counts, logarithmic for times.
private struct VerticalScale {
  var ticks: [(at: Double, label: String)] = []
  private var low = 0.0
  private var high = 1.0
  private let top: Double
  private let bottom: Double
  private var isLogarithmic = false

  init(_ points: [Estimate], unit: MetricDefinition.Unit, top: Double, bottom: Double) {
    self.top = top
    self.bottom = bottom
    let values = points.flatMap { [$0.value, $0.lower, $0.upper].compactMap { $0 } }
      .filter(\.isFinite)
    guard let least = values.min(), let most = values.max() else { return }
    if unit == .seconds, most > 0 {
      isLogarithmic = true
      let floor = values.filter { $0 > 0 }.min() ?? most
      low = Axis.times.last { $0 <= floor } ?? floor
      high = max(Axis.times.first { $0 >= most } ?? most, low * 2)
      let inside = Axis.times.filter { $0 >= low && $0 <= high }
      let every = max(1, (inside.count + 4) / 5)
      ticks = inside.enumerated().filter { $0.offset.isMultiple(of: every) }
        .map { ($0.element, NumberText.duration($0.element).replacingZeroDecimals) }
      return
    }
    let span = max(most - least, unit == .proportion ? 0.02 : most.magnitude * 0.05, 1e-9)
    let all = Axis.ticks((least - span * 0.08)...(most + span * 0.08), count: 5)
    let step = all.count > 1 ? all[1] - all[0] : span
    low = ((least / step).rounded(.down)) * step
    high = ((most / step).rounded(.up)) * step
    if unit == .proportion {
      low = max(low, 0)
      high = min(max(high, low + step), 1)
    }
    if high <= low { high = low + step }
    ticks = Axis.ticks(low...high, count: 5).map {
      ($0, Self.label($0, unit: unit, step: step))
    }
  }

  private static func label(_ value: Double, unit: MetricDefinition.Unit, step: Double) -> String {
    guard unit == .proportion else { return QuantityText.value(value, unit: unit) }
    return NumberText.decimal(value * 100, places: step < 0.0099 ? 1 : 0) + NumberText.narrowSpace
      + "%"
  }

  func position(_ value: Double) -> Double {
    let share: Double
    if isLogarithmic {
      let clamped = min(max(value, low), high)
      share = naturalLogarithm(clamped / low) / naturalLogarithm(high / low)
    } else {
      share = (min(max(value, low), high) - low) / (high - low)
    }
    return bottom - (bottom - top) * (share.isFinite ? share : 0)
  }
}

extension String {
  /// `1.0 min` on a tick is `1 min`.
  fileprivate var replacingZeroDecimals: String {
    guard let point = self.firstRange(of: ".0\u{202F}") else { return self }
    return self.replacingCharacters(at: point)
  }

  private func replacingCharacters(at range: Range<String.Index>) -> String {
    String(self[..<range.lowerBound]) + "\u{202F}" + String(self[range.upperBound...])
  }
}
