import Comparisons
import Facts

/// Sections 3 to 7, 9 and 10: what the metric summaries say, theme by theme.
extension Report {
  static func resolutionSection(_ findings: Findings, _ index: SummaryIndex) -> ReportSection {
    let measures = index.measures(numbered: [
      "M14", "M19", "M20", "M21", "M22", "M23", "M24", "M33", "M12", "M13",
    ])
    var section = themed(
      id: "resolution",
      noun: "Resolution",
      title: "Is the problem solved?",
      measures,
      index,
      answer: words(headlineFinding(findings, "M24")),
      none: "No outcome could be counted in this export.",
      leavesOut:
        "Silence after an answer may be a solved problem or a lost customer; the range shows both ends.",
      isDrawn: false
    )
    guard !measures.isEmpty else { return section }
    var blocks: [ReportSection.Block] = []
    if let range = resolutionRange(findings, index) {
      blocks.append(.heading("From confirmed to lenient resolution"))
      blocks.append(.table(range))
    }
    blocks += CurveSection.blocks(.resolution, findings)
    section.blocks.insert(contentsOf: blocks, at: 0)
    return section
  }

  static func returnSection(_ findings: Findings, _ index: SummaryIndex) -> ReportSection {
    var section = themed(
      id: "return",
      noun: "Repeat contact",
      title: "Do customers come back?",
      index.measures(numbered: ["M34", "M35", "M36", "M37", "M38"]),
      index,
      answer: words(headlineFinding(findings, "M36")),
      none:
        "No repeat contact could be counted: the export does not say which contacts are of the same customer, "
        + "or covers too few days.",
      leavesOut:
        "A customer who comes back by another name or channel that is not in the export is not seen.",
      isDrawn: false
    )
    section.blocks.insert(contentsOf: CurveSection.blocks(.repeatContact, findings), at: 0)
    return section
  }

  static func personSection(_ findings: Findings, _ index: SummaryIndex) -> ReportSection {
    var section = themed(
      id: "person",
      noun: "Reaching a person",
      title: "Can customers reach a person?",
      index.measures(numbered: [
        "M08", "M09", "M10", "M25", "M26", "M27", "M28", "M29", "M30", "M31", "M32", "M39",
      ]),
      index,
      answer: share(
        "M31",
        index,
        "of the contacts that asked for a person, having been given first to the bot, never got one"
      ),
      none: "No request for a person and no hand-off could be counted in this export.",
      leavesOut:
        "These figures describe the bot\u{2019}s side; they carry no comparison and no verdict."
    )
    section.blocks += requestHourBlocks(findings)
    return section
  }

  static func frustrationSection(_ index: SummaryIndex) -> ReportSection {
    let signs = index.measures(numbered: Set((45...52).map { "M\($0)" }))
    let replies = index.measures(numbered: Set((53...60).map { "M\($0)" }))
    var section = themed(
      id: "frustration",
      noun: "Frustration and replies",
      title: "Where do customers get frustrated?",
      signs + replies,
      index,
      answer: share("M52", index, "of the bot\u{2019}s contacts were flagged as frustrated"),
      none:
        "No signal of frustration could be looked for: the export has no message text in a supported language.",
      leavesOut:
        "Word lists miss most anger, so what they find is a lower bound; detectors also flag some that is none. "
        + "No verdict is given without a labelled sample.",
      isDrawn: false
    )
    let bounces = index.measures(numbered: ["M39"]).filter { $0.metric == .bounceRate }
    let drawings = [
      SidesTable.tables(id: "frustration", noun: "Signs of frustration", signs, index),
      SidesTable.tables(id: "replies", noun: "What goes before it", bounces + replies, index),
    ]
    section.blocks.insert(contentsOf: drawings.joined().map { .table($0) }, at: 0)
    section.blocks += detectorBlocks(index)
    return section
  }

  static func satisfactionSection(_ findings: Findings, _ index: SummaryIndex) -> ReportSection {
    // What the export has no question for is not printed (M44).
    let measures = index.measures(numbered: ["M41", "M42", "M43", "M44"]).filter { measure in
      measure.metric.number != "M44"
        || CohortTable.cohorts.contains {
          (index.summary(measure, $0)?.estimate.denominator ?? 0) > 0
        }
    }
    let hasRatings = measures.contains { measure in
      CohortTable.cohorts.contains { index.summary(measure, $0)?.estimate.value != nil }
    }
    var section = themed(
      id: "satisfaction",
      noun: "Satisfaction",
      title: "Are customers satisfied, and who did not answer?",
      hasRatings ? measures : [],
      index,
      answer: words(headlineFinding(findings, "M41")),
      none: "No ratings in this export.",
      leavesOut: "Ratings compare those who answered, not all customers."
    )
    if hasRatings {
      let sentences = [findings.ratingSuperiority?.sentence, findings.ratingBounds?.sentence]
      section.blocks.insert(
        contentsOf: sentences.compactMap { $0.map { .paragraph(plain($0, limit: 600)) } },
        at: 0
      )
    }
    return section
  }

  static func workSection(_ findings: Findings, _ index: SummaryIndex) -> ReportSection {
    var section = themed(
      id: "work",
      noun: "Time",
      title: "How long does it take?",
      index.measures(numbered: ["M07", "M11", "M15", "M16", "M18"]),
      index,
      answer: words(headlineFinding(findings, "M07")),
      none: "No times could be measured in this export.",
      leavesOut: index.measures.contains { $0.metric.needsCalendar }
        ? "Times at night and at weekends count in full, except on the business clock."
        : "Times at night and at weekends count in full; no opening hours are taken off."
    )
    section.blocks += hourBlocks(findings)
    return section
  }

  static func themed(
    id: String,
    noun: String,
    title: String,
    _ measures: [SummaryIndex.Measure],
    _ index: SummaryIndex,
    answer: String?,
    none: String,
    leavesOut: String,
    isDrawn: Bool = true
  ) -> ReportSection {
    guard
      measures.contains(where: { measure in
        CohortTable.cohorts.contains { index.summary(measure, $0) != nil }
      })
    else { return ReportSection(id: id, title: title, answer: none) }
    var section = ReportSection(
      id: id,
      title: title,
      answer: answer ?? "No comparison is made here; the figures for each side are in the table."
    )
    if isDrawn {
      section.blocks += SidesTable.tables(id: id, noun: noun, measures, index).map { .table($0) }
    }
    section.blocks.append(
      .details(
        summary: "All figures by cohort",
        blocks: [
          .table(
            CohortTable.table(
              id: id + "-table",
              caption: noun + " by cohort, with \(index.level) intervals",
              measures,
              index
            )
          )
        ],
        isPrinted: true
      )
    )
    if let counts = CohortTable.counts(id: id + "-counts", noun: noun, measures, index) {
      section.blocks.append(counts)
    }
    section.leavesOut = leavesOut
    return section
  }

  /// `18.3 % (1 204 of 6 579) …, 95 % interval 17.4 to 19.3 %.` for the bot's side.
  private static func share(_ number: String, _ index: SummaryIndex, _ words: String) -> String? {
    guard let measure = index.rate(number),
      let estimate = index.summary(measure, .entry(.botFirst))?.estimate,
      let value = estimate.value,
      let basis = QuantityText.basis(estimate)
    else { return nil }
    let interval = QuantityText.interval(estimate.lower, estimate.upper, unit: .proportion)
    return NumberText.percent(value) + " (\(basis)) " + words
      + (interval.map { " (\(index.level) interval \($0))" } ?? "") + "."
  }

  private static let compared: [Cohort] = [
    .entry(.botFirst), .entry(.humanFirst), .handledBy(.botToHuman), .handledBy(.humanToBot),
  ]

  /// The three ways to count a resolution on one line for each cohort: from what customers
  /// confirmed (M19) to what a vendor would show (M20), with what lasted (M24) between them.
  ///
  /// METRICS M21.
  private static func resolutionRange(_ findings: Findings, _ index: SummaryIndex) -> ReportTable? {
    guard let strict = index.rate("M19"), let lenient = index.rate("M20"),
      let durable = index.rate("M24")
    else { return nil }
    var rows: [ReportTable.Row] = []
    for cohort in compared {
      let all = [strict, durable, lenient].map { index.summary($0, cohort) }
      let values = all.map { $0?.estimate.value }
      guard let low = values[0], let high = values[2] else { continue }
      let name = CodeText.cohort(cohort)
      let texts = values.map { $0.map(NumberText.percent) ?? NumberText.missing }
      var plot = IntervalPlot(
        title: "Resolution range, " + name.lowercased(),
        description: "Confirmed \(texts[0]), durable \(texts[1]), lenient \(texts[2]).",
        domain: 0...100
      )
      plot.dots = [
        .init(
          mark: cohort.mark,
          value: values[1].map { $0 * 100 },
          lower: min(low, high) * 100,
          upper: max(low, high) * 100
        )
      ]
      rows.append(
        .init(
          cells: [.init(name)]
            + zip(all, texts).map {
              .init($1, third: $0.flatMap { QuantityText.basis($0.estimate) })
            }
            + [.init(plot: plot)]
        )
      )
    }
    guard !rows.isEmpty else { return nil }
    rows.append(
      .init(
        cells: [
          .init("Percent"), .init(), .init(), .init(),
          .init(
            plot: IntervalPlot(
              title: "Axis of the resolution range in percent",
              description: "From 0 to 100 percent.",
              domain: 0...100,
              ticks: [0, 25, 50, 75, 100].map { ($0, NumberText.decimal($0, places: 0)) }
            )
          ),
        ],
        isLast: true
      )
    )
    return ReportTable(
      id: "resolution-range",
      caption:
        "From what customers confirmed to what counts when silence counts as solved; the mark is what lasted",
      columns: [
        .init("Cohort", numeric: false), .init("Confirmed"), .init("Durable"), .init("Lenient"),
        .init("", numeric: false, ends: ("none solved", "all solved")),
      ],
      rows: rows,
      note:
        "Durable also needs seven days without a repeat contact, so it can lie outside the range of the other two."
        + (findings.secondary.contains {
          $0.metric == .lenientResolutionRate && $0.isMeasuredDifferently
        }
          ? " The ranges are of different width or rest on different evidence: compare them with care."
          : ""),
      definitions: [strict, durable, lenient].map { .metric($0.metric) },
      isStacked: true
    )
  }
}

extension ComparisonFinding {
  fileprivate var isMeasuredDifferently: Bool { warnings.contains("measured_differently") }
}
