import Comparisons

/// The files that were read and the first problems met in them: all that depends on how the data is laid out in
/// files, kept in one place, so that reports of the same data in other files agree in everything else.
struct InputList: Sendable {
  var table: ReportTable?
  var problems: [String]

  private static let mostFiles = 200
  private static let mostProblems = 20

  init(_ findings: Findings) {
    let inputs = findings.run.inputs
    problems = findings.quality.problems.prefix(Self.mostProblems).map { plain($0) }
    guard !inputs.isEmpty else {
      table = nil
      return
    }
    var table = ReportTable(
      id: "inputs-table",
      caption: "Files read",
      columns: [
        .init("File", numeric: false), .init("Format", numeric: false), .init("Records"),
        .init("Size"),
        .init("SHA-256", numeric: false),
      ],
      rows: inputs.prefix(Self.mostFiles).map { input in
        .init(cells: [
          .init(plain(input.name, limit: 200)), .init(plain(input.format, limit: 60)),
          .init(input.records.map { NumberText.count($0) } ?? NumberText.missing),
          .init(
            input.bytes.map(NumberText.bytes) ?? NumberText.missing,
            value: input.bytes.map(Double.init)
          ),
          .init(input.sha256.map { plain($0, limit: 64) } ?? NumberText.missing),
        ])
      },
      definitions: [.term(.record)]
    )
    if inputs.count > Self.mostFiles {
      table.note =
        "\(NumberText.count(inputs.count - Self.mostFiles)) more files are in run.json, which has them all."
    }
    self.table = table
  }
}
