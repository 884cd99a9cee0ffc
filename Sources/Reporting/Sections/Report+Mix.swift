import Comparisons
import Facts

extension Report {
  /// Section 2: which contacts went to whom.
  ///
  /// METRICS 5.4, STATISTICS 5.
  static func mixSection(_ findings: Findings, _ index: SummaryIndex) -> ReportSection {
    let mix = findings.caseMix
    let run = findings.run
    var section = ReportSection(
      id: "mix",
      title: "Who got what?",
      answer: run.contacts == 0
        ? "No contacts could be counted in this export."
        : (run.contacts.map { "Of \(NumberText.count($0, of: "contact")), " } ?? "Of the contacts, ")
          + "\(NumberText.count(run.botFirst)) \(run.botFirst == 1 ? "was" : "were") given first to the bot and "
          + "\(NumberText.count(run.humanFirst)) to a human."
    )
    guard run.contacts != 0 else { return section }
    if let sentence = overlap(mix) { section.blocks.append(.paragraph(sentence)) }
    if !mix.mix.isEmpty {
      section.blocks.append(.table(mixTable(mix.mix)))
      if mix.mix.count > mixRows {
        section.blocks.append(
          .details(
            summary: "All \(NumberText.count(mix.mix.count)) topics",
            blocks: [.table(allTopics(mix.mix))]
          )
        )
      }
    }
    for (name, rows) in [("bot", mix.onlyBot), ("human", mix.onlyHuman)] where !rows.isEmpty {
      section.blocks.append(.paragraph(onlyOne(name, rows)))
    }
    if !findings.quality.handled.isEmpty {
      section.blocks.append(.heading("Who took part in the end"))
      section.blocks.append(
        .table(
          crossTable(
            id: "handled",
            caption: "Contacts by who was given them (rows) and who took part (columns)",
            first: "Given first to",
            findings.quality.handled,
            name: CodeText.handledBy,
            note: CohortTable.selectionNote,
            definitions: [.metric(.entryShare), .metric(.handledShare)]
          )
        )
      )
    }
    section.blocks += languageBlocks(findings)
    let volume = index.measures(numbered: ["M01", "M02", "M03", "M04", "M05", "M06"])
    if !volume.isEmpty {
      section.blocks.append(
        .details(
          summary: "Volume and mix in figures",
          blocks: [
            .table(CohortTable.table(id: "volume", caption: "Volume and mix", volume, index))
          ]
        )
      )
    }
    section.leavesOut =
      "Only what was known before the first reply is compared here; how hard a case was is not in the export."
    return section
  }

  private static let mixRows = 15

  private static func overlap(_ mix: CaseMix) -> String? {
    guard !mix.strata.isEmpty, mix.strataCount > 0 else { return nil }
    let names = mix.strata.map { CodeText.words($0) }.joined(separator: ", ")
    var text =
      "Comparable contacts are averaged over strata of \(names), weighted to where both handle many; "
    text +=
      "\(NumberText.count(mix.strataWithBoth)) of \(NumberText.count(mix.strataCount)) strata have both."
    if let bot = mix.comparableShareBot, let human = mix.comparableShareHuman {
      text +=
        " They hold \(NumberText.percent(bot)) of the bot\u{2019}s contacts and "
        + "\(NumberText.percent(human)) of the humans\u{2019}."
    }
    if let unknown = mix.unknownTopicShare {
      text += " The topic is unknown for \(NumberText.percent(unknown)) of contacts."
    }
    return text
  }

  private static func mixTable(_ rows: [CaseMix.MixRow]) -> ReportTable {
    let shown = rows.prefix(mixRows)
    let most = shown.flatMap { [$0.botShare, $0.humanShare] }.filter(\.isFinite).max() ?? 0
    let domain = Axis.percent(upTo: most * 100)
    var table = ReportTable(
      id: "mix-topics",
      caption: "Share of each topic among the bot\u{2019}s contacts and the humans\u{2019}",
      columns: [
        .init("Topic", numeric: false), .init("Bot"), .init("Human"),
        .init("", numeric: false, ends: ("smaller share", "larger share")),
      ],
      rows: shown.map { row in
        let bot = NumberText.percent(row.botShare)
        let human = NumberText.percent(row.humanShare)
        let name = plain(row.name, limit: 80)
        let plot = IntervalPlot(
          title: "Share of topic " + name,
          description: "Bot \(bot), human \(human).",
          domain: domain,
          dots: [
            .init(mark: .bot, value: row.botShare * 100),
            .init(mark: .human, value: row.humanShare * 100),
          ],
          joinsDots: true
        )
        return .init(cells: [
          .init(name), .init(bot, second: NumberText.count(row.bot)),
          .init(human, second: NumberText.count(row.human)), .init(plot: plot),
        ])
      },
      definitions: [.term(.contact), .term(.side)],
      isStacked: true
    )
    table.rows.append(
      .init(
        cells: [
          .init("Percent of the side\u{2019}s contacts"), .init(), .init(),
          .init(
            plot: IntervalPlot(
              title: "Axis of the shares in percent",
              description: "From 0 to \(NumberText.decimal(domain.upperBound, places: 0)) percent.",
              domain: domain,
              ticks: Axis.ticks(domain, count: 4).map {
                ($0, NumberText.decimal($0, places: $0.rounded() == $0 ? 0 : 1))
              }
            )
          ),
        ],
        isLast: true
      )
    )
    if rows.count > mixRows {
      table.note = "The \(mixRows) largest of \(NumberText.count(rows.count)) topics."
    }
    return table
  }

  private static func allTopics(_ rows: [CaseMix.MixRow]) -> ReportTable {
    let most = 200
    var table = ReportTable(
      id: "mix-all",
      caption: "All topics by size",
      columns: [
        .init("Topic", numeric: false), .init("Bot contacts"), .init("Bot share"),
        .init("Human contacts"),
        .init("Human share"),
      ],
      rows: rows.prefix(most).map {
        .init(cells: [
          .init(plain($0.name, limit: 80)), .init(NumberText.count($0.bot)),
          .init(NumberText.percent($0.botShare)), .init(NumberText.count($0.human)),
          .init(NumberText.percent($0.humanShare)),
        ])
      },
      definitions: [.term(.contact), .term(.side)]
    )
    if rows.count > most {
      table.note =
        "\(NumberText.count(rows.count - most)) more are in report.json, which has them all."
    }
    return table
  }

  private static func onlyOne(_ side: String, _ rows: [CaseMix.MixRow]) -> String {
    let shown = rows.prefix(5).map { row in
      let share = side == "bot" ? row.botShare : row.humanShare
      let count = side == "bot" ? row.bot : row.human
      return
        "\(plain(row.name, limit: 160)) (\(NumberText.percent(share)), \(NumberText.count(count, of: "contact")))"
    }
    let rest = rows.count > 5 ? "; and \(NumberText.count(rows.count - 5)) more" : ""
    let who = side == "bot" ? "Only the bot handled: " : "Only humans handled: "
    return who + shown.joined(separator: "; ") + rest + "."
  }

  /// Rows and columns of named counts, with sums at the right.
  static func crossTable(
    id: String,
    caption: String,
    first: String,
    _ rows: [(cohort: String, counts: [DataQuality.Count])],
    name: (String) -> String,
    note: String? = nil,
    definitions: [Definition]
  ) -> ReportTable {
    var columns: [String] = []
    for row in rows {
      for count in row.counts where !columns.contains(count.name) { columns.append(count.name) }
    }
    return ReportTable(
      id: id,
      caption: caption,
      columns: [.init(first, numeric: false)] + columns.map { .init(name($0)) } + [.init("All")],
      rows: rows.map { row in
        .init(
          cells: [.init(CodeText.handledBy(row.cohort))]
            + columns.map { column in
              .init(
                row.counts.first { $0.name == column }.map { NumberText.count($0.count) }
                  ?? NumberText.count(0)
              )
            } + [.init(NumberText.count(row.counts.reduce(0) { $0 + $1.count }))]
        )
      },
      note: note,
      definitions: definitions
    )
  }
}
