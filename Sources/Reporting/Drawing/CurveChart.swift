import Comparisons

/// Step curves with interval bands on a logarithmic axis of time, the numbers still under observation below.
///
/// Drawn at the times of the curve's own table and nowhere else: between two of them the value is held.
struct CurveChart: Sendable {
  struct Line: Sendable {
    var name: String
    var mark: Mark
    /// Points with a value only, in order of time.
    var points: [Curve.Point]
    /// Follow-up of the last open contact ends here, in seconds; nil when all ended.
    var end: Double?
    /// Contacts under observation at each tick, nil where nothing is known.
    var atRisk: [Int?]
  }

  var title: String
  var subtitle: String?
  var definition: Definition
  var description: String
  /// Times with a label, in seconds; the first and the last bound the axis.
  var ticks: [(at: Double, label: String)]
  var range: ClosedRange<Double>
  /// The headline's horizon.
  var horizon: Double
  var horizonLabel: String
  /// What stands left of the numbers under observation.
  var atRiskLabel: String
  var lines: [Line]
  /// What stands beside the drawing: the main figures, and how to read it.
  var remarks: [String] = []

  private static let width = 440.0
  private static let left = 72.0
  private static let right = 54.0
  private static let top = 20.0
  private static let plotHeight = 190.0
  private static let rowHeight = 15.0

  private var base: Double { Self.top + Self.plotHeight }

  /// The share at the top of the axis: the least round number that holds every value.
  private var most: Double {
    let values = lines.flatMap { $0.points.compactMap { $0.upper ?? $0.value } }
    return Axis.percent(upTo: (values.max() ?? 1) * 100).upperBound
  }

  func svg(id: String) -> MarkupWriter {
    let most = most
    let height = base + 40 + 14 + Double(lines.count) * Self.rowHeight
    return SVG.image(
      id: id,
      title: title,
      description: description,
      width: Self.width,
      height: height,
      class: "chart curve"
    ) { svg in
      for tick in Axis.ticks(0...most, count: 5) {
        svg.line(Self.left, y(tick, most), Self.width - Self.right, y(tick, most), "grid")
        svg.label(
          NumberText.decimal(tick, places: tick.rounded() == tick ? 0 : 1) + NumberText.narrowSpace
            + "%",
          x: Self.left - 6,
          y: y(tick, most) + 4,
          anchor: "end"
        )
      }
      svg.line(x(horizon), Self.top - 4, x(horizon), base, "horizon")
      svg.label(horizonLabel, x: x(horizon), y: Self.top - 8, anchor: "middle")
      svg.line(Self.left, base, Self.width - Self.right, base, "axis")
      for line in lines { drawBand(line, most, &svg) }
      for line in lines { drawSteps(line, most, &svg) }
      drawNames(most, &svg)
      drawTimes(&svg)
    }
  }

  private func x(_ time: Double) -> Double {
    let span = naturalLogarithm(range.upperBound / range.lowerBound)
    let clamped = min(max(time, range.lowerBound), range.upperBound)
    let share = naturalLogarithm(clamped / range.lowerBound) / span
    return Self.left + (Self.width - Self.left - Self.right) * share
  }

  private func y(_ percent: Double, _ most: Double) -> Double {
    base - Self.plotHeight * min(max(percent / most, 0), 1)
  }

  /// The corners of a staircase: the value of one time holds until the next.
  private func staircase(
    _ points: [Curve.Point],
    _ most: Double,
    _ value: (Curve.Point) -> Double?
  ) -> [(Double, Double)] {
    var corners: [(Double, Double)] = []
    for point in points {
      guard let share = value(point) else { continue }
      let place = (x(point.time), y(share * 100, most))
      if let last = corners.last { corners.append((place.0, last.1)) }
      corners.append(place)
    }
    return corners
  }

  private func drawBand(_ line: Line, _ most: Double, _ svg: inout SVG) {
    let upper = staircase(line.points, most) { $0.upper }
    let lower = staircase(line.points, most) { $0.lower }
    guard upper.count > 1, lower.count > 1 else { return }
    svg.path(upper + lower.reversed(), closed: true, "band " + line.mark.style)
  }

  private func drawSteps(_ line: Line, _ most: Double, _ svg: inout SVG) {
    let steps = staircase(line.points, most) { $0.value }
    guard let last = steps.last else { return }
    svg.path(steps, closed: false, "step " + line.mark.style)
    // A short upright where observation ends before the axis does.
    if let end = line.end, end < range.upperBound {
      svg.line(last.0, last.1 - 5, last.0, last.1 + 5, "end " + line.mark.style)
    }
  }

  private func drawNames(_ most: Double, _ svg: inout SVG) {
    var labels: [(y: Double, text: String, style: String)] = lines.compactMap { line in
      line.points.last.flatMap(\.value).map {
        (y($0 * 100, most) + 4, line.name, line.mark.style)
      }
    }
    labels.sort { ($0.y, $0.text) < ($1.y, $1.text) }
    for index in labels.indices.dropFirst() where labels[index].y < labels[index - 1].y + 14 {
      labels[index].y = labels[index - 1].y + 14
    }
    for label in labels {
      svg.label(
        label.text,
        x: Self.width - Self.right + 6,
        y: label.y,
        anchor: "start",
        "t name " + label.style
      )
    }
  }

  private func drawTimes(_ svg: inout SVG) {
    for tick in ticks {
      svg.line(x(tick.at), base, x(tick.at), base + 4, "axis")
      svg.label(tick.label, x: x(tick.at), y: base + 17, anchor: "middle")
    }
    let head = base + 40
    svg.label(atRiskLabel, x: 0, y: head)
    for (row, line) in lines.enumerated() {
      let height = head + Double(row + 1) * Self.rowHeight
      svg.label(line.name, x: 0, y: height, "t name " + line.mark.style)
      for (tick, count) in zip(ticks, line.atRisk) {
        svg.label(
          count.map(NumberText.count) ?? NumberText.missing,
          x: x(tick.at),
          y: height,
          anchor: "middle",
          "t " + line.mark.style
        )
      }
    }
  }
}
