import Comparisons
import Facts

/// The curves of one event: a drawing, a line in words, and the table behind it.
enum CurveSection {
  static func blocks(_ event: Curve.Event, _ findings: Findings) -> [ReportSection.Block] {
    let curves = findings.curves.filter { $0.event == event && !$0.points.isEmpty }
    guard !curves.isEmpty, curves.contains(where: { $0.points.contains { $0.value != nil } }) else {
      return []
    }
    let level = NumberText.level(findings.level)
    return [
      .curves([chart(event, curves, level)]),
      .details(
        summary: event == .resolution
          ? "The curves of resolution in figures" : "The curves of return in figures",
        blocks: [.table(table(event, curves, level))]
      ),
    ]
  }

  private static func chart(_ event: Curve.Event, _ curves: [Curve], _ level: String) -> CurveChart
  {
    let ticks = ticks(event)
    return CurveChart(
      title: event == .resolution
        ? "Share resolved by the time since the customer\u{2019}s first message"
        : "Share whose customer came back, by the time since the contact ended",
      subtitle: "band: \(level) interval at each time",
      definition: definition(event),
      description: curves.map { words($0, level) }.joined(separator: " "),
      ticks: ticks,
      range: event == .resolution ? 10...604_800 : 60...2_592_000,
      horizon: curves[0].horizon,
      horizonLabel: horizon(curves[0]),
      atRiskLabel: event == .resolution
        ? "Contacts still open and observed" : "Contacts observed so long without a return",
      lines: curves.map { curve in
        CurveChart.Line(
          name: name(curve),
          mark: curve.cohort.mark,
          points: curve.points.filter { $0.value != nil },
          end: curve.endOfFollowUp,
          atRisk: ticks.map { tick in curve.point(at: tick.at).map(\.atRisk) }
        )
      },
      remarks: curves.map { words($0, level) } + [remark(event)]
    )
  }

  /// The headline measure that is the curve at its horizon.
  private static func definition(_ event: Curve.Event) -> Definition {
    .metric(
      event == .resolution
        ? RateMetric.resolvedWithin24h.definition : RateMetric.repeat7dAny.definition
    )
  }

  private static func ticks(_ event: Curve.Event) -> [(at: Double, label: String)] {
    let times: [Double] =
      event == .resolution
      ? [10, 60, 600, 3600, 21_600, 86_400, 604_800]
      : [60, 600, 3600, 21_600, 86_400, 604_800, 2_592_000]
    return times.map { ($0, duration($0)) }
  }

  /// A side in one sentence.
  ///
  /// `Bot: 71.2 % (95 % interval 70.1 to 72.3 %) within 24 h; half within 12 min.`
  private static func words(_ curve: Curve, _ level: String) -> String {
    let within = " within " + horizon(curve)
    let verb = curve.event == .resolution ? " resolved" : " came back"
    let share: String
    if let point = curve.point(at: curve.horizon), let value = point.value {
      let interval = QuantityText.interval(point.lower, point.upper, unit: .proportion)
      share =
        NumberText.percent(value) + " of \(NumberText.count(curve.contacts, of: "contact"))" + verb
        + within + (interval.map { " (\(level) interval \($0))" } ?? "")
    } else {
      share =
        "the share that" + verb + within + " is not known, since follow-up is too short"
    }
    let half =
      curve.halfTime.map { "half by " + NumberText.duration($0) }
      ?? "half was not reached"
    let end =
      curve.endOfFollowUp.map {
        "\(NumberText.count(curve.open)) \(curve.open == 1 ? "was" : "were") still under observation"
          + " when the data end, the longest for \(NumberText.duration($0))"
      } ?? "all were observed to their end"
    return name(curve) + ": " + share + "; " + half + "; " + end + "."
  }

  /// The words of the headline measure.
  private static func horizon(_ curve: Curve) -> String {
    curve.event == .resolution ? "24" + NumberText.narrowSpace + "h" : "7 days"
  }

  private static func remark(_ event: Curve.Event) -> String {
    switch event {
    case .resolution:
      "A contact that is given up or fails is a competing end and stays in the denominator; one that is"
        + " still open counts for as long as it was observed (Aalen\u{2013}Johansen). Contacts that began less"
        + " than a day before the data end are left out, unless they are over a tenth of a side."
        + " Nothing is adjusted for case mix here."
    case .repeatContact:
      "A contact near the end of the data counts for as long as it was observed, never as"
        + " \u{201C}no return\u{201D} (Kaplan\u{2013}Meier). Nothing is adjusted for case mix here."
    }
  }

  private static func table(
    _ event: Curve.Event,
    _ curves: [Curve],
    _ level: String
  ) -> ReportTable {
    let verb = event == .resolution ? "resolved" : "came back"
    let each = event == .resolution ? 4 : 3
    var table = ReportTable(
      id: "curve-" + (event == .resolution ? "resolution" : "return"),
      caption: (event == .resolution
        ? "Share resolved by each time" : "Share that came back by each time")
        + ", with \(level) intervals and contacts still under observation",
      groups: [("", 1)] + curves.map { (name($0), each) },
      columns: [.init("Time", numeric: false)]
        + curves.flatMap { _ in
          [ReportTable.Column("Share"), .init("Observed"), .init(verb.capitalizedFirst)]
            + (event == .resolution ? [.init("Ended otherwise")] : [])
        }
    )
    for (index, point) in curves[0].points.enumerated() {
      table.rows.append(
        .init(
          cells: [.init(duration(point.time), value: point.time)]
            + curves.flatMap { curve -> [ReportTable.Cell] in
              guard curve.points.indices.contains(index) else {
                return [ReportTable.Cell](repeating: .init(NumberText.missing), count: each)
              }
              let own = curve.points[index]
              let cells: [ReportTable.Cell] = [
                own.value.map {
                  .init(
                    NumberText.percent($0),
                    second: QuantityText.interval(own.lower, own.upper, unit: .proportion)
                  )
                } ?? .init(NumberText.missing, second: "follow-up too short"),
                .init(NumberText.count(own.atRisk)), .init(NumberText.count(own.events)),
              ]
              return event == .resolution
                ? cells + [.init(NumberText.count(own.competing))] : cells
            }
        )
      )
    }
    table.note = "The same figures with all their digits are in curves.csv."
    table.definitions = [definition(event)]
    return table
  }

  private static func name(_ curve: Curve) -> String {
    curve.cohort == .entry(.botFirst) ? "Bot" : "Human"
  }

  /// `90 s` is 1.5 min, `86400` is 1 d: no digit that says nothing.
  static func duration(_ seconds: Double) -> String {
    let (divisor, unit): (Double, String) =
      seconds < 60
      ? (1, "s") : seconds < 3600 ? (60, "min") : seconds < 86_400 ? (3600, "h") : (86_400, "d")
    return NumberText.shortest(seconds / divisor) + NumberText.narrowSpace + unit
  }
}

extension String {
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
