import Comparisons
import Facts

extension Report {
  /// What the detectors flag (D1 to D4), and how they did on messages that people labelled.
  static func detectorBlocks(_ index: SummaryIndex) -> [ReportSection.Block] {
    let numbers = Set(Detector.allCases.map(\.metric.definition.number))
    let measures = index.measures(numbered: numbers)
    // Without a single answer only the reasons would be left.
    guard
      measures.contains(where: { measure in
        CohortTable.cohorts.contains { (index.summary(measure, $0)?.estimate.denominator ?? 0) > 0 }
      })
    else { return [] }
    var blocks: [ReportSection.Block] = [
      .heading("What detectors flag"),
      .paragraph(
        "Detectors judge each message of a customer by more than lists of phrases. They miss some contacts and flag "
          + "others wrongly, and not equally often on both sides: read these shares as flags, not as frustration or "
          + "abuse. Labels of your own for both sides correct them (onpar audit)."
      ),
    ]
    blocks += SidesTable.tables(id: "detectors", noun: "Flags", measures, index).map { .table($0) }
    blocks += [
      .details(
        summary: "All flags by cohort",
        blocks: [
          .table(
            CohortTable.table(
              id: "detectors",
              caption: "Contacts that detectors flag, by cohort, with \(index.level) intervals",
              measures,
              index
            )
          )
        ],
        isPrinted: true
      ),
      .table(publicChecks),
    ]
    if let counts = CohortTable.counts(
      id: "detectors-counts",
      noun: "Detectors",
      measures,
      index
    ) {
      blocks.append(counts)
    }
    return blocks
  }

  private static var publicChecks: ReportTable {
    var table = ReportTable(
      id: "detectors-checks",
      caption:
        "How often detectors were right on single messages of public corpora that people labelled",
      columns: [
        .init("Detector", numeric: false), .init("Messages", numeric: false),
        .init("Found of what is there"), .init("Passed of what is not"),
      ],
      note:
        "A hint only: other customers, and messages instead of contacts. No verdict rests on it."
    )
    for detector in Detector.allCases {
      let metric = detector.metric.definition
      for check in detector.checks {
        func share(_ part: Int, _ whole: Int) -> ReportTable.Cell {
          .init(
            NumberText.percent(Double(part) / Double(whole)),
            third: NumberText.count(part) + " of " + NumberText.count(whole)
          )
        }
        table.rows.append(
          .init(cells: [
            .init(metric.title, definition: metric.id), .init(check.corpus),
            share(check.found, check.positives), share(check.passed, check.negatives),
          ])
        )
      }
    }
    return table
  }
}
