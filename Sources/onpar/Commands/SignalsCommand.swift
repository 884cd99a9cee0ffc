import ArgumentParser
import ByteStreams
import Facts
import Pipeline
import Signals
import Wording

/// What people would probably call each message and conversation; or what the rules of the metrics find in them.
struct SignalsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "signals",
    abstract: "Say of each message and conversation what people would probably call it.",
    discussion: """
      Writes one JSON line for each signal of each message, and of each conversation (message_id is null): \
      conversation_id, message_id, signal, score and probability. From a score of 0.5 on the answer is yes. probability \
      is calibrated, or null of canned_reply, which is counted. Messages without an id have their position instead. No \
      text is written; Docs/Signals.md says what each signal can see and how often it is right.

      With --rules, one row for each public message in the order of contacts, with the families that the metrics of \
      the report count. Of the customer: human_request, repetition, retell, rephrase, shouting, profanity, \
      mild_profanity, negative_sentiment and stated_failure. Of the responder: repeats_itself, loop, no_match, empathy, \
      redirect, promise, disclosure, human_claim, malformed_link and dead_link. They are found by phrase lists and by \
      comparing wordings, so what is found is a lower bound. Where phrase_lists is 0 the language has none, and a family that is absent \
      says nothing.

      EXAMPLES:
        onpar signals export.jsonl -o signals.jsonl
        onpar signals exports/ --signal human_request --explain -o -
        zcat export.jsonl.gz | onpar signals - -o signals.jsonl
        onpar signals export.jsonl --rules --family any -o families.csv
      """
  )

  enum Shape: String, ExpressibleByArgument, CaseIterable { case csv, jsonl }

  @OptionGroup var paths: InputPaths
  @OptionGroup var input: InputOptions
  @OptionGroup var options: RuleOptions

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("File for the lines, or - for standard output.", valueName: "file"),
    completion: .file()
  )
  var output = "-"

  @Option(
    name: .customLong("signal"),
    help: ArgumentHelp("Only this signal. Repeatable.", valueName: "name"),
    completion: .list(Signal.allCases.map(\.rawValue))
  )
  var signals: [String] = []

  @Flag(help: "Add the words without which a score would be lower, as ranges of bytes.")
  var explain = false

  @Flag(help: "List the families that the metrics count instead.")
  var rules = false

  @Option(help: "With --rules: csv, with a heading, or jsonl. The default is csv.")
  var format: Shape?

  @Option(
    name: .customLong("family"),
    help: ArgumentHelp(
      "With --rules: only messages that show this family, or any. Repeatable.",
      valueName: "name"
    ),
    completion: .list(["any"] + SignalFamily.allCases.map(\.name))
  )
  var families: [String] = []

  func validate() throws {
    if rules, explain || !signals.isEmpty {
      throw ValidationError("--rules excludes --signal and --explain.")
    }
    if !rules, format != nil || !families.isEmpty {
      throw ValidationError("--format and --family need --rules.")
    }
    _ = try chosenFamilies()
    _ = try chosenSignals()
  }

  /// Empty stands for every message, with or without signals.
  private func chosenFamilies() throws -> SignalFamilies {
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

  private func chosenSignals() throws -> Set<Signal> {
    try Set(
      signals.map { name in
        guard let signal = Signal(rawValue: name) else {
          let all = Signal.allCases.map(\.rawValue).joined(separator: ", ")
          throw ValidationError("--signal is \(name); expected one of \(all).")
        }
        return signal
      }
    )
  }

  func run() async throws {
    var settings = try self.options.settings(input.assignments, quiet: input.quiet).whole
    settings.detectors = false
    let inputs = try paths.resolve()
    let file = try OutputFile(output, from: inputs.map(\.path))
    let transcripts: Transcripts
    if rules {
      var analysis = Analysis.Options(settings)
      analysis.jobs = input.threads(for: inputs)
      transcripts = try await input.read(inputs, settings)
      file.write(
        await SignalsExport.make(
          transcripts,
          options: analysis,
          families: try chosenFamilies(),
          asCSV: format != .jsonl
        )
      )
    } else {
      transcripts = try await predict(inputs, settings, file)
    }
    try file.finish()
    let status = input.status(of: transcripts, settings)
    if !input.quiet, output != "-" {
      Terminal.say(
        "onpar: \(transcripts.recordsUsed) records used, \(transcripts.recordsSetAside) set aside; signals in \(output)"
      )
    }
    if status != .done { throw status.error }
  }

  private func predict(
    _ inputs: [Input],
    _ settings: Settings,
    _ file: OutputFile
  ) async throws -> Transcripts {
    guard let model = SignalModel.embedded() else {
      Terminal.say("onpar: error: the weights of the signals cannot be read")
      throw ExitStatus.software.error
    }
    let predictions = SignalPredictions(
      lexicon: try input.lexicon(),
      model: model,
      chosen: try chosenSignals(),
      explains: explain,
      write: file.write
    )
    let transcripts = try await input.read(inputs, settings, observer: predictions)
    predictions.finish()
    return transcripts
  }
}
