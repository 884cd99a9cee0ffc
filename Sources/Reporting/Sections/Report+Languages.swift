import Comparisons
import Facts

/// M05: which languages are really served.
extension Report {
  static func languageBlocks(_ findings: Findings) -> [ReportSection.Block] {
    let shown = findings.languagesServed.filter { !$0.languages.isEmpty }
    guard !shown.isEmpty else { return [] }
    return [
      .heading("Which languages are really served?"),
      .paragraph(shown.map(sentence).joined(separator: " ")),
    ] + shown.map { .table(languageTable($0, level: findings.level)) }
  }

  private static func sentence(_ found: LanguagesServed) -> String {
    CodeText.cohort(found.cohort) + ": \(NumberText.count(found.served)) of "
      + NumberText.count(found.languages.count, of: "language") + " served"
      + (found.unknown > 0
        ? "; the language of \(NumberText.count(found.unknown, of: "contact")) is not known." : ".")
  }

  private static func languageTable(_ found: LanguagesServed, level: Double) -> ReportTable {
    let most = 40
    var note =
      "Served: enough contacts, at least 95 % of replies in the language, and durable resolution not worse than in "
      + "the largest language by more than the margin"
    if let margin = found.margin {
      note +=
        " of \(NumberText.decimal(margin * 100, places: 1)) points"
        + (found.marginIsDefault ? " (default margin, not chosen by you)" : "")
    }
    note += "."
    if found.languages.count > most {
      note +=
        " \(NumberText.count(found.languages.count - most)) more languages are in report.json."
    }
    return ReportTable(
      id: "languages-" + found.cohort.name,
      caption: CodeText.cohort(found.cohort) + ": languages of customers, with "
        + NumberText.level(level) + " intervals",
      columns: [
        .init("Language", numeric: false), .init("Contacts"), .init("Replies in it"),
        .init("Durable resolution"), .init("Against the largest"),
        .init("Evidence", numeric: false),
      ],
      rows: found.languages.prefix(most).enumerated().map { place, language in
        .init(cells: [
          .init(language.code), .init(NumberText.count(language.contacts)), share(language.match),
          share(language.durable), place == 0 ? .init("largest") : difference(language.difference),
          .init(words(language.status)),
        ])
      },
      note: note,
      definitions: [.metric(.languagesServed), .metric(.durableResolutionRate)],
      isStacked: true
    )
  }

  private static func difference(_ estimate: Estimate) -> ReportTable.Cell {
    guard let value = estimate.value else {
      return .init(
        NumberText.missing,
        second: CodeText.words(estimate.nullReason ?? "not_estimable")
      )
    }
    return .init(
      NumberText.signed(value * 100, places: 1) + " points",
      second: QuantityText.differenceInterval(
        scale: .difference,
        unit: .proportion,
        estimate
      )
    )
  }

  private static func words(_ status: LanguagesServed.Status) -> String {
    switch status {
    case .served: "served"
    case .tooFew: "no evidence: too few contacts"
    case .repliesUnknown: "no evidence: language of the replies unknown"
    case .otherLanguage: "answered in another language"
    case .outcomeUnknown: "no evidence: outcome unknown"
    case .notOnPar: "offered; not shown to be as good as in the largest language"
    }
  }
}
