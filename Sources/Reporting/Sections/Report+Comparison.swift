import Comparisons
import Facts

extension Report {
  /// Section 1: the five headline measures in sentences, raw beside adjusted, and the other comparisons.
  static func comparisonSection(_ findings: Findings) -> ReportSection {
    let measured = findings.headlineFamily.filter { $0.verdict != .notMeasurable }
    var section = ReportSection(
      id: "comparison",
      title: "How do bot and people compare?",
      answer: comparisonAnswer(findings, isMeasured: !measured.isEmpty)
    )
    let spoken = findings.headlineFamily
      .filter { !$0.sentence.isEmpty || !$0.verdictSentence.isEmpty }
      .map {
        FindingText(
          metric: $0.metric,
          sentence: plain(withoutTitle($0)),
          verdict: plain($0.verdictSentence),
          caveat: $0.caveat.map { plain($0) }
        )
      }
    if !spoken.isEmpty { section.blocks.append(.findings(spoken)) }
    // Without a difference of either kind there is nothing to set side by side.
    if measured.contains(where: { $0.verdict.isVerdict || $0.toldCrude.1.value != nil }) {
      section.blocks.append(.heading("Raw and adjusted differences"))
      section.blocks.append(.table(rawAndAdjusted(measured, level: findings.level)))
      section.blocks.append(
        .details(
          summary: "The same comparisons with all their figures",
          blocks: [.table(detail(measured, inner: findings.equivalenceLevel))]
        )
      )
    }
    if let contained = findings.containedOnly {
      section.blocks.append(.heading("The contained-only view"))
      let interval = QuantityText.interval(
        contained.rate.lower,
        contained.rate.upper,
        unit: .proportion
      ).map { NumberText.level(findings.level) + " interval " + $0 }
      let figure = [QuantityText.basis(contained.rate), interval].compactMap(\.self)
      section.blocks.append(
        .paragraph(
          plain(contained.sentence)
            + (contained.rate.value.map {
              " Contained only: " + NumberText.percent($0) + " ("
                + figure.joined(separator: "; ") + ")."
            } ?? "")
        )
      )
    }
    if !findings.secondary.isEmpty {
      section.blocks.append(
        .details(
          summary: findings.secondary.count == 1
            ? "One more comparison, without a verdict"
            : "\(NumberText.count(findings.secondary.count)) more comparisons, without a verdict",
          blocks: [.table(secondary(findings.secondary))],
          isPrinted: true
        )
      )
    }
    section.blocks += auditBlocks(findings)
    if !findings.notes.isEmpty {
      section.blocks.append(.heading("Notes"))
      section.blocks.append(.list(findings.notes.prefix(20).map { plain($0) }))
    }
    guard !section.blocks.isEmpty else { return section }
    section.leavesOut =
      "Single topics, weeks, and the cohorts by who took part are in the sections below."
    return section
  }

  /// The measure's name stands before its sentence already.
  private static func withoutTitle(_ finding: ComparisonFinding) -> String {
    let title = finding.metric.title + ": "
    return finding.sentence.hasPrefix(title)
      ? String(finding.sentence.dropFirst(title.count)) : finding.sentence
  }

  private static func comparisonAnswer(_ findings: Findings, isMeasured: Bool) -> String {
    let compared = findings.headlineFamily.filter(\.verdict.isVerdict)
    if !compared.isEmpty {
      return
        "\(compared.count) of \(findings.headlineFamily.count) headline measures could be compared."
    }
    let run = findings.run
    if run.botFirst == 0 {
      return "Nothing could be compared: no contact was given first to the bot."
    }
    if run.humanFirst == 0 {
      return "Nothing could be compared: no contact was given first to a human."
    }
    return isMeasured
      ? "Nothing could be compared: bot and people get contacts of different kinds."
      : "Nothing could be compared: no headline measure has figures on both sides."
  }

  private static func rawAndAdjusted(
    _ findings: [ComparisonFinding],
    level: Double
  ) -> ReportTable {
    let plots = DifferencePlot(findings, level: level, includingCrude: true)
    var table = ReportTable(
      id: "raw-adjusted",
      caption:
        "Difference bot minus human, adjusted to the contacts both handle (filled) and raw (hollow)",
      columns: [
        .init("Measure", numeric: false), .init("Contacts, bot / human"), .init("Raw"),
        .init("Adjusted"),
        .init("", numeric: false, ends: ("people better", "bot better")),
        .init("Case mix", numeric: false),
      ],
      definitions: [.term(.comparable)],
      isStacked: true
    )
    for finding in findings {
      let unit = finding.metric.unit
      func cell(_ scale: ComparisonFinding.Scale, _ estimate: Estimate) -> ReportTable.Cell {
        .init(
          QuantityText.difference(scale: scale, unit: unit, value: estimate.value)
            ?? NumberText.missing,
          second: QuantityText.differenceInterval(scale: scale, unit: unit, estimate)
        )
      }
      let isShown = finding.verdict.isVerdict
      table.rows.append(
        .init(cells: [
          .init(finding.metric.title, definition: finding.metric.id),
          .init(
            (finding.bot.denominator.map(NumberText.count) ?? NumberText.missing) + " / "
              + (finding.human.denominator.map(NumberText.count) ?? NumberText.missing)
          ),
          cell(finding.toldCrude.0, finding.toldCrude.1),
          isShown
            ? cell(finding.told.0, finding.told.1)
            : .init(NumberText.missing, second: CodeText.words(finding.reason)),
          .init(plot: isShown ? plots.plot(finding, withCrude: true) : nil),
          .init(finding.caseMixClass.map(CodeText.words) ?? NumberText.missing),
        ])
      )
    }
    if findings.contains(where: \.verdict.isVerdict), let axis = plots.axis() {
      table.rows.append(
        .init(
          cells: [.init("Points"), .init(), .init(), .init(), .init(plot: axis), .init()],
          isLast: true
        )
      )
    }
    if findings.contains(where: { $0.scale == .ratio }) {
      table.note = "Ratios are drawn on a logarithmic axis of their own; the line is equality."
    }
    return table
  }

  /// The figure of one side, its interval, and what it rests on.
  private static func side(
    _ estimate: Estimate,
    _ unit: MetricDefinition.Unit
  ) -> ReportTable.Cell {
    .init(
      estimate.value.map { QuantityText.value($0, unit: unit) } ?? NumberText.missing,
      second: QuantityText.interval(estimate.lower, estimate.upper, unit: unit),
      third: QuantityText.sideBasis(estimate),
      value: unit == .seconds ? estimate.value : nil
    )
  }

  private static func detail(_ findings: [ComparisonFinding], inner: Double) -> ReportTable {
    var table = ReportTable(
      id: "comparison-detail",
      caption: "Headline comparisons in full",
      columns: [
        .init("Measure", numeric: false), .init("Bot"), .init("Human"),
        .init("Difference or ratio"),
        .init(NumberText.level(inner) + " interval"), .init("p"), .init("q"),
        .init("Comparable, bot / human"),
        .init("E-value (limit)"), .init("Verdict", numeric: false),
      ],
      definitions: [.term(.comparable), .term(.verdict), .term(.interval)]
    )
    for finding in findings {
      let unit = finding.metric.unit
      let narrow = Estimate(lower: finding.lower90, upper: finding.upper90)
      let shares = [finding.comparableShareBot, finding.comparableShareHuman]
        .map { $0.map(NumberText.percent) ?? NumberText.missing }.joined(separator: " / ")
      let isShown = finding.verdict.isVerdict
      table.rows.append(
        .init(cells: [
          .init(finding.metric.title, definition: finding.metric.id),
          side(finding.bot, unit), side(finding.human, unit),
          .init(
            (isShown ? QuantityText.difference(finding) : nil) ?? NumberText.missing,
            second: isShown ? QuantityText.differenceInterval(finding) : nil
          ),
          .init(
            isShown
              ? QuantityText.differenceInterval(scale: finding.scale, unit: unit, narrow)
                ?? NumberText.missing : NumberText.missing
          ),
          .init(finding.pValue.map(NumberText.pValue) ?? NumberText.missing),
          .init(finding.qValue.map(NumberText.pValue) ?? NumberText.missing), .init(shares),
          .init(
            (finding.eValue.map(NumberText.twoDigits) ?? NumberText.missing)
              + (finding.eValueLimit.map { " (" + NumberText.twoDigits($0) + ")" } ?? "")
          ),
          .init(
            finding.verdict.word,
            second: ([finding.reason] + finding.warnings).map(CodeText.words).joined(
              separator: "; "
            )
          ),
        ])
      )
    }
    return table
  }

  private static func secondary(_ findings: [ComparisonFinding]) -> ReportTable {
    let remarks = findings.map { finding in
      finding.caveat.map { plain($0) }
        ?? finding.warnings.map(CodeText.words).joined(separator: "; ")
    }
    let hasRemarks = remarks.contains { !$0.isEmpty }
    return ReportTable(
      id: "secondary",
      caption: "Comparisons that carry no verdict",
      columns: [
        .init("Measure", numeric: false), .init("Bot"), .init("Human"),
        .init("Difference or ratio"),
      ] + (hasRemarks ? [.init("Remark", numeric: false)] : []),
      rows: zip(findings, remarks).prefix(100).map { finding, remark in
        let unit = finding.metric.unit
        let title =
          CodeText.statistic(finding.statistic).map { finding.metric.title + ", " + $0 }
          ?? finding.metric.title
        // STATISTICS 6.3: what a detector says is a flag, not the thing itself. Some say so themselves.
        let isFlag = finding.reason == "detector_not_validated" && !title.hasPrefix("Flagged")
        return .init(
          cells: [
            .init(title + (isFlag ? ", flagged" : ""), definition: finding.metric.id),
            side(finding.bot, unit), side(finding.human, unit),
            .init(
              QuantityText.difference(finding) ?? NumberText.missing,
              second: QuantityText.differenceInterval(finding)
            ),
          ] + (hasRemarks ? [.init(remark)] : []),
          unit: unit
        )
      }
    )
  }
}
