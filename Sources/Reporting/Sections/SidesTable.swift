import Comparisons
import Facts

/// The figures of a theme drawn for both sides on one axis: contacts given first to the bot, and first to people.
///
/// Shares of contacts and shares of replies have an axis in percent each, medians of times a logarithmic one. What
/// cannot be drawn, and the other cohorts, are in the table of all figures (`CohortTable`).
enum SidesTable {
  private enum Kind: String { case shares, replies, times }

  /// More rows than this are no longer a picture.
  private static let most = 15
  private static let sides: [Cohort] = [.entry(.botFirst), .entry(.humanFirst)]

  private struct Line {
    var measure: SummaryIndex.Measure
    var estimates: [Estimate?]
    var largest: Double

    /// Nothing was found on either side; a figure that is not shown does not say so.
    var isNothing: Bool {
      largest == 0
        && estimates.allSatisfy { side in
          guard let side, side.value == nil else { return true }
          return side.denominator == 0 || side.numerator == 0
        }
    }
  }

  /// A table of each kind that has rows.
  static func tables(
    id: String,
    noun: String,
    _ measures: [SummaryIndex.Measure],
    _ index: SummaryIndex
  ) -> [ReportTable] {
    func lines(_ kind: Kind) -> [Line] {
      self.lines(measures.filter { self.kind($0) == kind }, index)
    }
    let groups = [Kind.shares, .replies, .times].map { (lines($0), $0) }
    // What the theme is mostly about comes first.
    return groups.sorted { $0.0.count > $1.0.count }.compactMap { lines, kind in
      table(id: id + "-" + kind.rawValue, noun, lines, index, kind)
    }
  }

  private static func kind(_ measure: SummaryIndex.Measure) -> Kind? {
    switch (measure.statistic, measure.metric.unit) {
    case ("rate", .proportion): measure.metric.level == .reply ? .replies : .shares
    case ("p50", .seconds): .times
    default: nil
    }
  }

  /// Measures with a figure on some side, in the order of the dictionary.
  private static func lines(
    _ measures: [SummaryIndex.Measure],
    _ index: SummaryIndex
  ) -> [Line] {
    measures.compactMap { measure in
      let estimates = sides.map { index.summary(measure, $0)?.estimate }
      let values = estimates.compactMap { $0?.value.finite }
      guard let largest = values.max() else { return nil }
      return Line(measure: measure, estimates: estimates, largest: largest)
    }
  }

  private static func table(
    id: String,
    _ noun: String,
    _ lines: [Line],
    _ index: SummaryIndex,
    _ kind: Kind
  ) -> ReportTable? {
    let isTime = kind == .times
    // A mark at nothing on both sides is no picture: it is named below the table.
    let absent = isTime ? [] : lines.filter(\.isNothing)
    let drawable = isTime ? lines : lines.filter { !$0.isNothing }
    guard !drawable.isEmpty else { return nil }
    // Of many the largest are drawn, still in the order of the dictionary.
    let drawn = Set(
      drawable.indices.sorted { (-drawable[$0].largest, $0) < (-drawable[$1].largest, $1) }
        .prefix(most)
    )
    let shown = drawable.indices.filter(drawn.contains).map { drawable[$0] }
    let axis = isTime ? timeAxis(shown) : shareAxis(shown)
    let words =
      switch kind {
      case .shares: ""
      case .replies: ", shares of replies"
      case .times: ", median times"
      }
    var table = ReportTable(
      id: id,
      caption: noun + words
        + ": each side as it stands, not adjusted for case mix, with \(index.level) intervals",
      columns: [.init("Measure", numeric: false)]
        + sides.map { ReportTable.Column(CodeText.cohort($0)) }
        + [.init("", numeric: false, ends: isTime ? ("sooner", "later") : ("rarer", "more often"))],
      rows: shown.map { row($0, axis, index, isTime: isTime) },
      isStacked: true
    )
    table.rows.append(
      .init(
        cells: [
          .init(isTime ? "Time, logarithmic" : "Percent"), .init(), .init(), .init(plot: axis),
        ],
        isLast: true
      )
    )
    let notes = [
      shown.count < drawable.count
        ? "The \(shown.count) largest of \(drawable.count); all are below." : nil,
      absent.isEmpty
        ? nil
        : "None found on either side: " + absent.map(\.measure.title).joined(separator: ", ") + ".",
    ]
    table.note = notes.compactMap(\.self).joined(separator: " ")
    if table.note == "" { table.note = nil }
    return table
  }

  private static func row(
    _ line: Line,
    _ axis: IntervalPlot,
    _ index: SummaryIndex,
    isTime: Bool
  ) -> ReportTable.Row {
    let measure = line.measure
    let unit = measure.metric.unit
    var plot = axis
    plot.ticks = []
    plot.title = measure.title
    var words: [String] = []
    for (side, estimate) in zip(sides, line.estimates) {
      guard let estimate, let value = estimate.value.finite else { continue }
      plot.dots.append(
        .init(
          mark: side.mark,
          value: place(value, isTime),
          lower: estimate.lower.map { place($0, isTime) },
          upper: estimate.upper.map { place($0, isTime) }
        )
      )
      words.append(
        CodeText.cohort(side) + " " + QuantityText.value(value, unit: unit)
          + (QuantityText.interval(estimate.lower, estimate.upper, unit: unit).map {
            " (" + index.level + " interval " + $0 + ")"
          } ?? "")
      )
    }
    plot.description = words.joined(separator: ", ") + "."
    return .init(
      cells: [.init(measure.title, definition: measure.metric.id)]
        + sides.map { side in
          // In one line, so that the rows stay close enough to be compared.
          var cell = CohortTable.cell(index.summary(measure, side), measure)
          let lines = [cell.second, cell.third].compactMap(\.self)
          cell.second = lines.isEmpty ? nil : lines.joined(separator: ", ")
          cell.third = nil
          return cell
        } + [.init(plot: plot)]
    )
  }

  /// Where a figure stands on the axis: percent, or the logarithm of seconds.
  private static func place(_ value: Double, _ isTime: Bool) -> Double {
    isTime ? naturalLogarithm(min(max(value, Axis.times[0]), 1e10)) : value * 100
  }

  private static func shareAxis(_ lines: [Line]) -> IntervalPlot {
    let most =
      lines.flatMap { $0.estimates.compactMap { $0?.upper.finite ?? $0?.value.finite } }
      .max() ?? 1
    let domain = Axis.percent(upTo: min(most, 1) * 100)
    return IntervalPlot(
      title: "Axis of the shares in percent",
      description: "From 0 to \(NumberText.decimal(domain.upperBound, places: 0)) percent.",
      domain: domain,
      ticks: Axis.ticks(domain, count: 4).map {
        ($0, NumberText.decimal($0, places: $0.rounded() == $0 ? 0 : 1))
      }
    )
  }

  private static func timeAxis(_ lines: [Line]) -> IntervalPlot {
    let limits = lines.flatMap {
      $0.estimates.flatMap { [$0?.value.finite, $0?.lower.finite, $0?.upper.finite] }
    }.compactMap(\.self)
    let least = limits.min() ?? 1
    let most = limits.max() ?? 60
    let low = Axis.times.last { $0 <= least } ?? Axis.times[0]
    let high = Axis.times.first { $0 >= most && $0 > low } ?? max(most, low * 10)
    let times = Axis.times.filter { low <= $0 && $0 <= high }
    return IntervalPlot(
      title: "Axis of times, logarithmic",
      description: "From \(CurveSection.duration(low)) to \(CurveSection.duration(high)).",
      domain: place(low, true)...max(place(high, true), place(low, true) + 1),
      ticks: times.enumerated().filter { times.count < 6 || $0.offset.isMultiple(of: 2) }
        .map { (place($0.element, true), CurveSection.duration($0.element)) }
    )
  }
}
