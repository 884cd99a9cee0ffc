import Comparisons
import Facts

extension Report {
  /// Read = used + set aside, in one line.
  static func accounting(_ quality: DataQuality) -> String {
    let lost = quality.setAside.reduce(0) { $0 + $1.count }
    return
      "\(NumberText.count(quality.recordsRead, of: "record")) read = \(NumberText.count(quality.recordsUsed)) used + "
      + "\(NumberText.count(lost)) set aside"
  }

  /// Section 12: what came in and what may make figures unlike.
  static func qualitySection(_ findings: Findings) -> ReportSection {
    let quality = findings.quality
    var section = ReportSection(
      id: "quality",
      title: "Is the data sound?",
      answer: accounting(quality) + "."
    )
    if !quality.warnings.isEmpty {
      section.blocks.append(.list(quality.warnings.prefix(50).map { plain($0) }))
    }
    if !quality.blindSpots.isEmpty {
      section.blocks.append(.heading("What these exports cannot tell"))
      section.blocks.append(.list(quality.blindSpots.map { plain($0) }))
    }
    let tables = [
      counts(
        "set-aside",
        "Records set aside, by reason",
        "Reason",
        "Records",
        quality.setAside,
        .record
      ),
      counts(
        "assembly",
        "From conversations to contacts",
        "Step",
        "Count",
        quality.assembly,
        .contact
      ),
      counts(
        "left-out",
        "Contacts that no metric counts, by reason",
        "Reason",
        "Contacts",
        quality.leftOut,
        .contact
      ),
      quality.outcomes.isEmpty
        ? nil
        : turned(
          crossTable(
            id: "outcomes",
            caption: "Outcomes by who was given the contact",
            first: "Outcome",
            quality.outcomes,
            name: CodeText.words,
            definitions: [.term(.outcome), .term(.side)]
          )
        ),
      identity(quality),
      counts(
        "roles",
        "Messages by who wrote them",
        "Role",
        "Messages",
        quality.roles,
        .record
      ),
      counts(
        "languages",
        "Contacts by where their language is known from",
        "Language",
        "Contacts",
        quality.languages,
        .languageSource
      ),
      counts(
        "flags",
        "Counted contacts with a remark",
        "Remark",
        "Contacts",
        quality.flags,
        .remark
      ),
      counts("clocks", "Clock faults", "Fault", "Count", quality.clocks, .clockFault),
      counts(
        "unknown-fields",
        "Fields that were not understood",
        "Field",
        "Records",
        quality.unknownFields,
        .record,
        inWords: false
      ),
      counts(
        "unknown-values",
        "Values that no description of the export names",
        "Field and value",
        "Times",
        quality.unknownValues,
        .record,
        inWords: false
      ),
    ].compactMap { $0 }
    if !tables.isEmpty { section.blocks.append(.tables(tables)) }
    let clean = [
      ("contacts that no metric counts", quality.leftOut), ("clock faults", quality.clocks),
    ].filter { !$0.1.isEmpty && $0.1.allSatisfy { $0.count == 0 } }.map(\.0)
    if !clean.isEmpty {
      section.blocks.append(.paragraph("None were met: " + clean.joined(separator: ", ") + "."))
    }
    section.leavesOut = "Records that never reached the export leave no trace here."
    return section
  }

  private static func identity(_ quality: DataQuality) -> ReportTable? {
    guard !quality.identity.isEmpty else { return nil }
    return ReportTable(
      id: "identity",
      caption: "Contacts whose customer is known",
      columns: [.init("Cohort", numeric: false), .init("Known"), .init("Of"), .init("Share")],
      rows: quality.identity.map {
        .init(cells: [
          .init(CodeText.handledBy($0.cohort)), .init(NumberText.count($0.known)),
          .init(NumberText.count($0.of)),
          .init(
            $0.of > 0
              ? NumberText.percent(Double($0.known) / Double($0.of)) : NumberText.missing
          ),
        ])
      },
      definitions: [.term(.identity), .term(.side)]
    )
  }

  /// Nil without anything counted.
  ///
  /// What was looked for and not met is named below the table, not in rows of zeros.
  private static func counts(
    _ id: String,
    _ caption: String,
    _ first: String,
    _ second: String,
    _ rows: [DataQuality.Count],
    _ term: Term,
    inWords: Bool = true
  ) -> ReportTable? {
    let met = rows.filter { $0.count != 0 }
    guard !met.isEmpty else { return nil }
    func name(_ row: DataQuality.Count) -> String {
      inWords ? CodeText.words(row.name) : plain(row.name, limit: 80)
    }
    let most = 60
    var table = ReportTable(
      id: id,
      caption: caption,
      columns: [.init(first, numeric: false), .init(second)],
      rows: met.prefix(most).map {
        .init(cells: [.init(name($0)), .init(NumberText.count($0.count))])
      },
      definitions: [.term(term)]
    )
    let none = rows.filter { $0.count == 0 }.prefix(most).map(name)
    var notes: [String] = []
    if !none.isEmpty { notes.append("None: " + none.joined(separator: ", ") + ".") }
    if met.count > most {
      notes.append(
        "\(NumberText.count(met.count - most)) more are in report.json, which has them all."
      )
    }
    table.note = notes.isEmpty ? nil : notes.joined(separator: " ")
    return table
  }

  /// Rows for columns: there are more outcomes than cohorts, and long tables read better than wide ones.
  private static func turned(_ table: ReportTable) -> ReportTable {
    var result = table
    result.columns = [table.columns[0]] + table.rows.map { .init($0.cells.first?.text ?? "") }
    result.rows = table.columns.indices.dropFirst().map { column in
      .init(
        cells: [.init(table.columns[column].title)]
          + table.rows.map { $0.cells.indices.contains(column) ? $0.cells[column] : .init() },
        isLast: column == table.columns.count - 1
      )
    }
    return result
  }

  /// Section 13: methods, parameters and definitions.
  ///
  /// - Parameters:
  ///   - findings: What the report is made of.
  ///   - index: Its figures by metric.
  ///   - sections: All other sections: what their tables and drawings are defined by stands at the end.
  ///   - inputs: What stands behind all sections.
  /// - Returns: The last section.
  static func methodSection(
    _ findings: Findings,
    _ index: SummaryIndex,
    after sections: [ReportSection],
    _ inputs: [ReportSection.Block]
  ) -> ReportSection {
    let run = findings.run
    var section = ReportSection(
      id: "method",
      title: "How sure is this?",
      answer:
        "Every figure has a \(NumberText.level(findings.level)) interval with customers as clusters; routing was not random."
    )
    section.blocks.append(
      .list([
        "Rates have Wilson intervals at the effective sample size; medians have intervals from order statistics; "
          + "differences and ratios are combined from the intervals of the two sides.",
        "Comparisons are made within strata known before the first reply and averaged with overlap weights.",
        "Equivalent means that the \(NumberText.level(findings.equivalenceLevel)) interval lies inside a margin set before looking. A difference that "
          + "is not detectable is not parity.",
        "The five headline measures form one family; their q-values control the share of false findings at \(NumberText.level(1 - findings.level)).",
      ])
    )
    var facts: [(name: String, text: String)] = [
      ("Onpar", plain(run.version, limit: 60)),
      ("Metric dictionary", plain(run.dictionaryVersion, limit: 60)),
      ("Phrase lists", plain(run.lexiconVersion, limit: 400)),
      ("Unit of analysis", plain(run.unit, limit: 60)),
      ("Time zone", plain(run.zone, limit: 60)),
    ]
    if let asOf = run.asOf {
      facts.append(
        (
          "As of",
          plain(asOf, limit: 60) + (run.asOfGiven ? " (given)" : " (latest time in the data)")
        )
      )
    }
    if let file = run.configFile { facts.append(("Configuration", plain(file, limit: 120))) }
    if let stamp = run.stamp { facts.append(("Written", plain(stamp, limit: 60))) }
    section.blocks.append(.pairs(facts))
    if !run.parameters.isEmpty {
      section.blocks.append(
        .details(
          summary: "Parameters",
          blocks: [
            .table(
              ReportTable(
                id: "parameters",
                caption: "Parameters of this run",
                columns: [
                  .init("Name", numeric: false), .init("Value", numeric: false),
                  .init("Changed", numeric: false), .init("Set by", numeric: false),
                ],
                rows: run.parameters.prefix(200).map {
                  .init(cells: [
                    .init(plain($0.name, limit: 80)), .init(plain($0.value, limit: 200)),
                    .init(
                      $0.isDefault
                        ? "no" : "yes; the default is " + plain($0.defaultValue, limit: 80)
                    ),
                    .init($0.source.map { plain($0, limit: 120) } ?? NumberText.missing),
                  ])
                },
                note: parametersNote(run),
                definitions: [.term(.parameter)]
              )
            )
          ]
        )
      )
    }
    section.blocks.append(.heading("Definitions"))
    let blocks = sections.flatMap(\.blocks) + section.blocks + inputs
    section.blocks.append(.definitions(definitions(findings, index, blocks)))
    return section
  }

  /// Definitions are the dictionary's own text.
  private static func parametersNote(_ run: RunFacts) -> String? {
    let changed = run.parameters.filter { !$0.isDefault }.map { plain($0.name, limit: 80) }
    guard !changed.isEmpty else { return nil }
    return "Changed from the default: " + changed.joined(separator: ", ")
      + ". Where a definition names a limit, it names the default; this table has what was used."
  }

  /// Every metric that the page names, once, by dictionary number; the words of the report behind them.
  private static func definitions(
    _ findings: Findings,
    _ index: SummaryIndex,
    _ blocks: [ReportSection.Block]
  ) -> [Definition] {
    let named =
      (findings.headlineFamily + findings.secondary).map(\.metric) + index.measures.map(\.metric)
    let linked = blocks.flatMap(\.definitions)
    var seen: Set<String> = []
    let metrics = (named.map(Definition.metric) + linked).compactMap { definition in
      if case .metric(let metric) = definition, seen.insert(metric.id).inserted {
        metric
      } else {
        nil
      }
    }
    let ordered = metrics.enumerated()
      .sorted { (order($0.element), $0.offset) < (order($1.element), $1.offset) }.map(\.element)
    return ordered.map(Definition.metric)
      + Term.allCases.map(Definition.term).filter(linked.contains)
  }

  private static func order(_ metric: MetricDefinition) -> Int {
    Int(metric.number.dropFirst()) ?? Int.max
  }
}

extension ReportSection.Block {
  /// What its tables and drawings are defined by.
  fileprivate var definitions: [Definition] {
    switch self {
    case .table(let table): table.definitions
    case .tables(let tables): tables.flatMap(\.definitions)
    case .charts(let charts): charts.map(\.definition)
    case .curves(let charts): charts.map(\.definition)
    case .grids(let grids): grids.map(\.definition)
    case .details(_, let blocks, _): blocks.flatMap(\.definitions)
    case .paragraph, .heading, .findings, .list, .pairs, .definitions: []
    }
  }
}
