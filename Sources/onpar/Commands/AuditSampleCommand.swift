import ArgumentParser
import ByteStreams
import Facts
import Pipeline

/// Draws contacts for people to label.
struct AuditSampleCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sample",
    abstract: "Draw a blind random sample of contacts as a labelling sheet.",
    discussion: """
      Writes two CSV files. The sheet holds one contact a row, in random order, with its messages redacted and an empty \
      column label for yes, no or unclear; it tells neither who was given the contact nor what the rule said. The key \
      tells both: keep it from those who label.

      EXAMPLES:
        onpar audit sample export.jsonl --signal M50 --per-cohort 200 -o sheet.csv
        onpar audit sample exports/ --signal shouting_rate --seed 7 -o shouting.csv
      """
  )

  @OptionGroup var paths: FilePaths
  @OptionGroup var input: InputOptions
  @OptionGroup var rules: RuleOptions

  @Option(
    help: ArgumentHelp(
      "The flagged rate to be checked, such as frustrated_contact_rate.",
      valueName: "name"
    )
  )
  var signal: String

  @Option(
    name: .customLong("per-cohort"),
    help: ArgumentHelp("Contacts drawn from each side.", valueName: "n")
  )
  var perCohort = 100

  @Option(help: ArgumentHelp("Another seed draws other contacts.", valueName: "n"))
  var seed: UInt64 = 1

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("File for the sheet.", valueName: "file"),
    completion: .file()
  )
  var output: String

  @Option(
    help: ArgumentHelp(
      "File for the key; the sheet's name with .key without it.",
      valueName: "file"
    ),
    completion: .file()
  )
  var key: String?

  @Flag(help: "Replace a sheet and a key that are there already.")
  var force = false

  private var keyPath: String {
    if let key { return key }
    return output.hasSuffix(".csv") ? output.dropLast(4) + ".key.csv" : output + ".key"
  }

  func validate() throws {
    _ = try metric()
    guard (1...1_000_000).contains(perCohort) else {
      throw ValidationError("--per-cohort is \(perCohort); expected 1 to 1000000.")
    }
    if output == "-" || key == "-" {
      throw ValidationError("The sheet and the key are two files; - is neither.")
    }
    if output == key { throw ValidationError("The sheet and the key must be two files.") }
  }

  private func metric() throws -> RateMetric {
    let rates = try MetricDefinition.called(signal).compactMap { RateMetric(id: $0.id) }
    guard let rate = rates.first else {
      throw ValidationError("\(signal) is not a yes or no about each contact.")
    }
    guard rates.count == 1 else {
      let names = rates.map(\.id).joined(separator: ", ")
      throw ValidationError("\(signal) has several figures; name one of \(names).")
    }
    return rate
  }

  func run() async throws {
    let settings = try rules.settings(input.assignments, quiet: input.quiet).whole
    let inputs = try paths.resolve()
    let sources = inputs.map(\.path)
    let sheet = try OutputFile(output, from: sources, replaces: force)
    let keyFile = try OutputFile(keyPath, from: sources, replaces: force)
    var options = Analysis.Options(settings)
    options.pageFile = input.pageFile
    options.jobs = input.threads(for: inputs)
    let transcripts = try await input.read(inputs, settings)
    let sample = await AuditSample.draw(
      transcripts,
      options: options,
      metric: try metric(),
      perCohort: perCohort,
      seed: seed
    )
    let texts = MessageTexts(sample.places, lexicon: try input.lexicon())
    try await input.readAgain(inputs, settings, observer: texts)
    sheet.write(sample.sheet(texts.redacted()))
    keyFile.write(sample.key)
    try keyFile.finish()
    try sheet.finish()
    if !input.quiet {
      Terminal.say("onpar: \(sample.summary); sheet in \(output), key in \(keyPath)")
    }
    let status = input.status(of: transcripts, settings)
    if status != .done { throw status.error }
  }
}
