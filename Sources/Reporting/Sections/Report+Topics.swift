import Comparisons
import Facts

extension Report {
  private static let forestRows = 15
  private static let tableRows = 200

  /// Section 8: durable resolution by topic as a forest plot.
  ///
  /// STATISTICS 5.4 and 10.6.
  static func topicSection(_ findings: Findings) -> ReportSection {
    let topics = findings.topics
    var section = ReportSection(
      id: "topics",
      title: "Where is it worst?",
      answer: "No topics: the export does not say what contacts are about."
    )
    guard !topics.isEmpty else { return section }
    let compared = topics.filter { $0.verdict.isVerdict && $0.difference.value != nil }
    section.answer =
      findings.isShareable && compared.isEmpty
      ? "What is known by topic is hidden, because counts are small."
      : answer(topics, compared, level: findings.level)
    if let heterogeneity = findings.heterogeneity {
      let figures =
        "Q = \(NumberText.twoDigits(heterogeneity.q)) on \(heterogeneity.degreesOfFreedom) degrees of freedom, "
        + "p \(heterogeneity.pValue < 0.0001 ? "" : "= ")\(NumberText.pValue(heterogeneity.pValue)), "
        + "I\u{B2} = \(NumberText.percent(heterogeneity.i2))."
      section.blocks.append(
        .paragraph(
          (heterogeneity.isMarked
            ? "One number does not describe this: the topics differ more than chance would make them. "
            : "The topics do not differ more than chance would make them. ") + figures
        )
      )
    }
    if !compared.isEmpty {
      section.blocks.append(
        .table(forest(compared, pooled: headlineFinding(findings, "M24"), level: findings.level))
      )
    }
    section.blocks.append(
      .details(summary: "All topics, largest first", blocks: [.table(allTopics(topics))])
    )
    section.leavesOut =
      compared.isEmpty
      ? "Topics that only one side handled have no verdict."
      : "Verdicts by topic control the share of false findings at \(NumberText.level(1 - findings.level)) (Benjamini\u{2013}Hochberg) over "
        + "\(NumberText.count(compared.count, of: "topic")) tested; topics that only one side handled have none."
    return section
  }

  private static func answer(
    _ topics: [TopicFinding],
    _ compared: [TopicFinding],
    level: Double
  ) -> String {
    guard
      let worst = compared.min(by: { ($0.difference.value ?? 0) < ($1.difference.value ?? 0) }),
      let value = worst.difference.value
    else {
      return topics.count == 1
        ? "There is one topic, and one side handled it too rarely to compare."
        : "None of \(NumberText.count(topics.count)) topics was handled by both sides often enough to compare."
    }
    func count(_ verdict: VerdictWord) -> String {
      let count = compared.count { $0.verdict == verdict }
      return count == 0 ? "none" : NumberText.count(count)
    }
    let estimate = Estimate(
      value: value,
      lower: worst.difference.lower,
      upper: worst.difference.upper
    )
    let interval = QuantityText.differenceInterval(scale: .difference, unit: .proportion, estimate)
    return "Of \(NumberText.count(compared.count, of: "topic")) compared, the bot does worse in "
      + "\(count(.worse)) and better in \(count(.better)). The lowest difference is "
      + "\u{201C}\(plain(worst.name, limit: 80))\u{201D}: \(NumberText.signed(value * 100, places: 1)) points"
      + (interval.map { " (\(NumberText.level(level)) interval \($0))" } ?? "") + "."
  }

  private static let definitions: [Definition] = [
    .metric(.durableResolutionRate), .term(.comparable), .term(.verdict),
  ]

  private static func forest(
    _ compared: [TopicFinding],
    pooled: ComparisonFinding?,
    level: Double
  ) -> ReportTable {
    // Findings first, then the one that the answer names, then the largest topics, which come first in the list; drawn
    // from worst to best.
    let decided = compared.filter { $0.verdict == .worse || $0.verdict == .better }
      .sorted { ($0.difference.value ?? 0).magnitude > ($1.difference.value ?? 0).magnitude }
    let others = compared.filter { $0.verdict != .worse && $0.verdict != .better }
    let worst = others.indices.min {
      (others[$0].difference.value ?? 0) < (others[$1].difference.value ?? 0)
    }
    let rest = others.indices.sorted { ($0 == worst ? 0 : 1, $0) < ($1 == worst ? 0 : 1, $1) }
      .map { others[$0] }
    let shown = (decided + rest).prefix(forestRows)
      .sorted { ($0.difference.value ?? 0) < ($1.difference.value ?? 0) }
    let average = pooled.flatMap {
      $0.verdict.isVerdict && $0.scale == .difference ? $0.difference : nil
    }
    let points = (shown.map(\.difference) + [average].compactMap { $0 })
      .flatMap { [$0.value, $0.lower, $0.upper].compactMap { $0 } }.filter(\.isFinite).map {
        $0 * 100
      }
    let domain = Axis.symmetric(points.map { min(max($0, -60), 60) }, atLeast: 5)
    let band = pooled.flatMap { DifferencePlot.band($0) }
    func plot(_ name: String, _ estimate: Estimate, _ mark: Mark) -> IntervalPlot? {
      guard let value = estimate.value else { return nil }
      let interval = QuantityText.differenceInterval(
        scale: .difference,
        unit: .proportion,
        estimate
      )
      return IntervalPlot(
        title: name + ": difference in durable resolution",
        description: NumberText.signed(value * 100, places: 1) + " points"
          + (interval.map { ", \(NumberText.level(level)) interval " + $0 } ?? "") + ".",
        domain: domain,
        reference: 0,
        band: band,
        dots: [
          .init(
            mark: mark,
            value: value * 100,
            lower: estimate.lower.map { $0 * 100 },
            upper: estimate.upper.map { $0 * 100 }
          )
        ]
      )
    }
    var table = ReportTable(
      id: "forest",
      caption: "Difference in durable resolution by topic, bot minus human, in points",
      columns: [
        .init("Topic", numeric: false), .init("Bot"), .init("Human"),
        .init("", numeric: false, ends: ("people better", "bot better")),
        .init("Difference"), .init("Verdict", numeric: false),
      ],
      definitions: definitions,
      isStacked: true
    )
    for topic in shown {
      let name = plain(topic.name, limit: 80)
      table.rows.append(
        .init(cells: [
          .init(name), rate(topic.bot), rate(topic.human),
          .init(plot: plot(name, topic.difference, .difference)), difference(topic.difference),
          .init(topic.verdict.word, verdict: topic.verdict),
        ])
      )
    }
    if let pooled, let average, average.value != nil {
      table.rows.append(
        .init(
          cells: [
            .init("All comparable contacts"), rate(pooled.bot), rate(pooled.human),
            .init(plot: plot("All comparable contacts", average, .pooled)), difference(average),
            .init(pooled.verdict.word, verdict: pooled.verdict),
          ],
          isLast: true
        )
      )
    }
    let bound = domain.upperBound
    table.rows.append(
      .init(
        cells: [
          .init("Points"), .init(), .init(),
          .init(
            plot: IntervalPlot(
              title: "Axis of the differences in points",
              description:
                "From \(NumberText.decimal(bound, places: 0)) points better with people to "
                + "\(NumberText.decimal(bound, places: 0)) points better with the bot.",
              domain: domain,
              reference: 0,
              ticks: [-bound, -bound / 2, 0, bound / 2, bound].map {
                ($0, NumberText.signed($0, places: (bound / 2).rounded() == bound / 2 ? 0 : 1))
              }
            )
          ), .init(), .init(),
        ],
        isLast: true
      )
    )
    if compared.count > shown.count {
      table.note =
        "\(shown.count) of \(NumberText.count(compared.count)) topics: those with a verdict, the lowest, then the largest. "
        + "comparison.csv has them all."
    }
    return table
  }

  private static func allTopics(_ topics: [TopicFinding]) -> ReportTable {
    var table = ReportTable(
      id: "topics-all",
      caption: "Durable resolution by topic, largest topic first",
      columns: [
        .init("Topic", numeric: false), .init("Bot"), .init("Human"), .init("Difference"),
        .init("q"),
        .init("Verdict", numeric: false),
      ],
      rows: topics.prefix(tableRows).map { topic in
        .init(cells: [
          .init(plain(topic.name, limit: 80)), rate(topic.bot), rate(topic.human),
          topic.verdict.isVerdict ? difference(topic.difference) : .init(NumberText.missing),
          .init(topic.qValue.map(NumberText.pValue) ?? NumberText.missing),
          .init(topic.verdict.word),
        ])
      },
      definitions: definitions
    )
    if topics.count > tableRows {
      table.note =
        "\(NumberText.count(topics.count - tableRows)) more topics are in comparison.csv, which has them all."
    }
    return table
  }

  private static func rate(_ estimate: Estimate) -> ReportTable.Cell {
    .init(
      estimate.value.map(NumberText.percent) ?? NumberText.missing,
      third: QuantityText.basis(estimate)
    )
  }

  private static func difference(_ estimate: Estimate) -> ReportTable.Cell {
    .init(
      estimate.value.map { NumberText.signed($0 * 100, places: 1) } ?? NumberText.missing,
      second: QuantityText.differenceInterval(scale: .difference, unit: .proportion, estimate)
    )
  }
}
