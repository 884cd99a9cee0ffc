/// One line of a dot-and-interval chart: the marks of one table row on an axis that all rows share.
struct IntervalPlot: Sendable {
  struct Dot: Sendable {
    var mark: Mark
    /// Where the mark stands; nil for a range that holds no estimate.
    var value: Double?
    var lower: Double?
    var upper: Double?
  }

  var title: String
  var description: String
  /// The axis, the same for all rows of a table.
  var domain: ClosedRange<Double>
  var reference: Double?
  /// Differences inside the band do not matter, by the margin set in advance.
  var band: ClosedRange<Double>?
  var dots: [Dot] = []
  /// Two dots of one row joined by a line (raw and adjusted, bot and human).
  var joinsDots = false
  /// Ticks with labels; only on an axis row.
  var ticks: [(at: Double, label: String)] = []
  var width = 220.0

  func svg(id: String) -> MarkupWriter {
    let height = ticks.isEmpty ? (dots.count > 1 && !joinsDots ? 34.0 : 26.0) : 24.0
    return SVG.image(
      id: id,
      title: title,
      description: description,
      width: width,
      height: height,
      class: "plot"
    ) { svg in
      if let band {
        let left = position(band.lowerBound)
        svg.rectangle(
          x: left,
          y: 0,
          width: position(band.upperBound) - left,
          height: ticks.isEmpty ? height : 4,
          "margin"
        )
      }
      if let reference {
        svg.line(position(reference), 0, position(reference), ticks.isEmpty ? height : 6, "zero")
      }
      if !ticks.isEmpty { drawAxis(&svg) }
      let middle = height / 2
      if joinsDots, let low = dots.compactMap(\.value).min(),
        let high = dots.compactMap(\.value).max()
      {
        svg.line(position(low), middle, position(high), middle, "join")
      }
      for (index, dot) in dots.enumerated() {
        let spread =
          joinsDots || dots.count < 2 ? 0 : (Double(index) - Double(dots.count - 1) / 2) * 13
        draw(dot, y: middle + spread, &svg)
      }
    }
  }

  private func draw(_ dot: Dot, y: Double, _ svg: inout SVG) {
    guard dot.value?.isFinite ?? true else { return }
    if dot.lower != nil || dot.upper != nil {
      let left = position(dot.lower ?? domain.lowerBound)
      let right = position(dot.upper ?? domain.upperBound)
      svg.line(left, y, right, y, "interval " + dot.mark.style)
      // An interval that leaves the axis ends in an arrow.
      if dot.lower.map({ $0 < domain.lowerBound }) ?? true {
        svg.path(
          [(left + 5, y - 4), (left, y), (left + 5, y + 4)],
          closed: false,
          "arrow " + dot.mark.style
        )
      }
      if dot.upper.map({ $0 > domain.upperBound }) ?? true {
        svg.path(
          [(right - 5, y - 4), (right, y), (right - 5, y + 4)],
          closed: false,
          "arrow " + dot.mark.style
        )
      }
    }
    guard let value = dot.value, domain.contains(value) else { return }
    dot.mark.draw(in: &svg, x: position(value), y: y)
  }

  private func drawAxis(_ svg: inout SVG) {
    svg.line(6, 0.5, width - 6, 0.5, "axis")
    for tick in ticks where domain.contains(tick.at) {
      let x = position(tick.at)
      svg.line(x, 0, x, 5, "axis")
      svg.label(tick.label, x: min(max(x, 14), width - 14), y: 18, anchor: "middle")
    }
  }

  private func position(_ value: Double) -> Double {
    let span = domain.upperBound - domain.lowerBound
    guard span > 0 else { return width / 2 }
    let share = (value - domain.lowerBound) / span
    return 8 + (width - 16) * min(max(share.isFinite ? share : 0, 0), 1)
  }
}
