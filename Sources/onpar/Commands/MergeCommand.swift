import ArgumentParser
import ByteStreams
import Pipeline

/// Many summaries into one.
struct MergeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Bring summaries together; a unit that is there twice counts once.",
    discussion: """
      The order of the summaries, and what was merged before, change no byte of the result. A unit that is there again \
      with the same content is dropped; with other content nothing is written, and the status is 65. With --plan every \
      unit of the plan must be there, and no other.

      EXAMPLES:
        onpar merge a.summary b.summary -o whole.summary
        onpar merge a.summary b.summary --plan plan.json -o whole.summary
      """
  )

  @Argument(
    help: ArgumentHelp(
      "Files that `onpar summarize` or `onpar merge` wrote.",
      valueName: "summary"
    ),
    completion: .file()
  )
  var summaries: [String]

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("File for the summary, or - for standard output.", valueName: "file"),
    completion: .file()
  )
  var output: String

  @Option(
    help: ArgumentHelp(
      "The units that there must be: what `onpar plan --json` prints.",
      valueName: "file"
    ),
    completion: .file(extensions: ["json"])
  )
  var plan: String?

  @Flag(name: .shortAndLong, help: "Print nothing but results and errors.")
  var quiet = false

  func run() throws {
    let inputs = try InputPaths.resolve(summaries)
    let target = try OutputFile(output, from: inputs.map(\.path) + [plan].compactMap(\.self))
    let planned = try plan.map { try PlannedUnits(file: $0) }
    let tally = try SummaryFault.orSay { () throws(SummaryFault) in
      try SummaryUnion(inputs, hash: .sha256).write(against: planned) { target.write($0) }
    }
    try target.finish()
    if !quiet, output != "-" {
      Terminal.say(
        "onpar: \(tally.units) units in \(output)"
          + (tally.again == 0 ? "" : "; \(tally.again) were there once more and dropped")
      )
    }
  }
}

extension PlannedUnits {
  /// Reads a plan; says what is wrong with it.
  init(file: String) throws {
    guard let bytes = SmallFile.read(file, limit: 1 << 30) else {
      Terminal.say("onpar: error: the plan \(file) cannot be read")
      throw ExitStatus.noInput.error
    }
    self = try SummaryFault.orSay { () throws(SummaryFault) in
      try PlannedUnits(bytes, name: file)
    }
  }
}
