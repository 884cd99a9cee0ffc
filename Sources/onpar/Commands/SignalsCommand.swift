import ArgumentParser
import Facts
import Pipeline

/// What single messages show, for who wants to look at what figures are made of.
struct SignalsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "signals",
    abstract:
      "List what each message shows: requests for a human, repetition, shouting and the like.",
    discussion: """
      One row for each public message, in the order of contacts, without its text. Families of the customer are \
      human_request, repetition, retell, shouting and stated_failure; those of the responder repeats_itself, loop and \
      no_match. They are found by phrase lists and by comparing wordings, so what is found is a lower bound. Where \
      phrase_lists is 0 the language has none, and a family that is absent says nothing.

      EXAMPLES:
        onpar signals export.jsonl -o signals.csv
        onpar signals exports/ --family any -o -
        zcat export.jsonl.gz | onpar signals - --family loop --format jsonl
      """
  )

  enum Shape: String, ExpressibleByArgument, CaseIterable { case csv, jsonl }

  @OptionGroup var input: InputOptions
  @OptionGroup var rules: RuleOptions

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("File for the rows, or - for standard output.", valueName: "file"),
    completion: .file()
  )
  var output = "-"

  @Option(help: "csv, with a heading, or jsonl.")
  var format = Shape.csv

  @Option(
    name: .customLong("family"),
    help: ArgumentHelp(
      "Only messages that show this family, or any. Repeatable.",
      valueName: "name"
    ),
    completion: .list(["any"] + SignalFamily.allCases.map(\.name))
  )
  var families: [String] = []

  func validate() throws {
    _ = try chosen()
  }

  /// Empty stands for every message, with or without signals.
  private func chosen() throws -> SignalFamilies {
    var chosen: SignalFamilies = []
    for name in families {
      let found = SignalFamily.allCases.filter { name == "any" || $0.name == name }
      guard !found.isEmpty else {
        let names = SignalFamily.allCases.map(\.name).joined(separator: ", ")
        throw ValidationError("--family is \(name); expected any, or one of \(names).")
      }
      for family in found { chosen.insert(SignalFamilies(family)) }
    }
    return chosen
  }

  func run() async throws {
    let inputs = try input.resolve()
    var options = Analysis.Options()
    options.facts = try rules.facts()
    options.jobs = input.jobs ?? processorCount()
    let transcripts = try await input.read(inputs, asOf: options.facts.asOf)
    let file = await SignalsExport.make(
      transcripts,
      options: options,
      families: try chosen(),
      asCSV: format == .csv
    )
    try Terminal.put(file, to: output)
    let status = try input.status(of: transcripts)
    if !input.quiet, output != "-" {
      Terminal.say(
        "onpar: \(transcripts.recordsUsed) records used, \(transcripts.recordsSetAside) set aside; signals in \(output)"
      )
    }
    if status != .done { throw status.error }
  }
}
