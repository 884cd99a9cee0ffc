import ArgumentParser
import Pipeline
import Signals
import Wording

/// What people would probably say of each message and conversation.
struct SignalsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "signals",
    abstract: "Say of each message and conversation what people would probably call it.",
    discussion: """
      Writes one JSON line for each signal of each message, and of each conversation (message_id is null): \
      conversation_id, message_id, signal, score and probability. From a score of 0.5 on the answer is yes. probability \
      is calibrated, or null where no corpus that may be learned from has such labels. Messages without an id have \
      their position instead. No text is written; Docs/Signals.md says what each signal can see and how often it is \
      right.

      EXAMPLES:
        onpar signals export.jsonl -o signals.jsonl
        onpar signals exports/ --signal human_request --explain -o -
        zcat export.jsonl.gz | onpar signals - -o signals.jsonl
      """
  )

  @OptionGroup var input: InputOptions

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
  var names: [String] = []

  @Flag(help: "Add the words without which a score would be lower, as ranges of bytes.")
  var explain = false

  func validate() throws { _ = try chosen() }

  private func chosen() throws -> Set<Signal> {
    try Set(
      names.map { name in
        guard let signal = Signal(rawValue: name) else {
          let all = Signal.allCases.map(\.rawValue).joined(separator: ", ")
          throw ValidationError("--signal is \(name); expected one of \(all).")
        }
        return signal
      }
    )
  }

  func run() async throws {
    let inputs = try input.resolve()
    guard let model = SignalModel.embedded() else {
      Terminal.say("onpar: error: the weights of the signals cannot be read")
      throw ExitStatus.software.error
    }
    let file = try OutputFile(output)
    let predictions = SignalPredictions(
      lexicon: try input.lexicon(),
      model: model,
      chosen: try chosen(),
      explains: explain,
      write: file.write
    )
    let transcripts = try await input.read(inputs, observer: predictions)
    predictions.finish()
    try file.close()
    let status = try input.status(of: transcripts)
    if !input.quiet, output != "-" {
      Terminal.say(
        "onpar: \(transcripts.recordsUsed) records used, \(transcripts.recordsSetAside) set aside; signals in \(output)"
      )
    }
    if status != .done { throw status.error }
  }
}
