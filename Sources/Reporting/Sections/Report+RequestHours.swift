import Comparisons
import Facts

/// M30 to M32 by hour: when a customer who asks for a person gets one.
extension Report {
  static func requestHourBlocks(_ findings: Findings) -> [ReportSection.Block] {
    guard let found = findings.requestHours else { return [] }
    let level = NumberText.level(findings.level)
    return [
      .heading("At which hours do customers who ask get a person?"),
      .paragraph(sentence(found)),
      .table(
        table(
          id: "person-quarters",
          "by part of the day",
          found.quarters.enumerated().map { place, one in
            let first = place * RequestHours.quarterLength
            return ("\(first):00 to \(first + RequestHours.quarterLength):00", one)
          },
          level
        )
      ),
      .details(
        summary: "Every hour of the day",
        blocks: [
          .table(
            table(
              id: "person-hours",
              "by hour of contact start",
              found.hours.enumerated().map { ("\($0):00", $1) },
              level
            )
          )
        ]
      ),
    ]
  }

  private static func sentence(_ found: RequestHours) -> String {
    let asked =
      NumberText.count(found.asked, of: "contact") + " given first to the bot asked for a person"
    let known = found.quarters.enumerated().filter { $0.element.unmet.value != nil }
    guard known.count > 1,
      let worst = known.max(by: { ($0.element.unmet.value ?? 0) < ($1.element.unmet.value ?? 0) }),
      let value = worst.element.unmet.value, let basis = QuantityText.basis(worst.element.unmet)
    else {
      return asked + ", too few to tell the parts of the day apart."
    }
    let first = worst.offset * RequestHours.quarterLength
    return asked
      + ". Those that began from \(first):00 to \(first + RequestHours.quarterLength):00 "
      + "most often never got one: \(NumberText.percent(value)) (\(basis)). With few requests, parts of the day "
      + "differ by chance."
  }

  private static func table(
    id: String,
    _ parts: String,
    _ rows: [(name: String, hour: RequestHours.Hour)],
    _ level: String
  ) -> ReportTable {
    ReportTable(
      id: id,
      caption: "Reaching a person " + parts + ", contacts given first to the bot, with " + level
        + " intervals",
      columns: [
        .init("Began", numeric: false), .init("Asked"), .init("Held off"),
        .init("Never connected"), .init("Median time to a person"),
        .init("Median messages to a person"),
      ],
      rows: rows.map { name, hour in
        .init(cells: [
          .init(name), part(hour.asked), part(hour.deflected), part(hour.unmet),
          amount(hour.seconds, .seconds), amount(hour.messages, .count),
        ])
      },
      note: "Times and messages are those of customers who reached a person.",
      definitions: [
        RateMetric.humanRequest.definition, RateMetric.deflectedHumanRequest.definition,
        RateMetric.unmetHumanRequest.definition,
        ValueMetric.humanRequestEffortSeconds.definition,
        ValueMetric.humanRequestEffortMessages.definition,
      ].map(Definition.metric)
    )
  }

  /// A share, or the counts alone where they are too few.
  private static func part(_ estimate: Estimate) -> ReportTable.Cell {
    guard estimate.value == nil, let basis = QuantityText.basis(estimate),
      estimate.denominator ?? 0 > 0
    else {
      return share(estimate)
    }
    return .init(basis, second: CodeText.words(estimate.nullReason ?? "not_estimable"))
  }

  private static func amount(
    _ estimate: Estimate,
    _ unit: MetricDefinition.Unit
  ) -> ReportTable.Cell {
    guard let value = estimate.value else {
      return .init(
        NumberText.missing,
        second: CodeText.words(estimate.nullReason ?? "not_estimable"),
        third: estimate.denominator.map { "of " + NumberText.count($0) }
      )
    }
    return .init(
      QuantityText.value(value, unit: unit),
      second: QuantityText.interval(estimate.lower, estimate.upper, unit: unit),
      third: QuantityText.basis(estimate),
      value: unit == .seconds ? value : nil
    )
  }
}
