import ArgumentParser
import ByteStreams
import Facts
import Pipeline

/// One row per contact, for other tools and for reports made elsewhere.
struct FactsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "facts",
    abstract:
      "Write one row per contact: every metric, its evidence and its source, and no message text.",
    discussion: """
      Customer ids are personal data. They are written as keyed pseudonyms with --pseudonym-key-file, or as they are \
      with --raw-ids; without either nothing is written. `head -c 32 /dev/urandom | base64 > key` makes a key.

      EXAMPLES:
        onpar facts export.jsonl --pseudonym-key-file key -o facts.jsonl
        onpar facts export.jsonl --raw-ids --format csv -o - | head
        onpar report facts.jsonl --from-facts --out out
      """
  )

  enum Shape: String, ExpressibleByArgument, CaseIterable { case jsonl, csv }

  @OptionGroup var input: InputOptions
  @OptionGroup var rules: RuleOptions
  @OptionGroup var selection: MetricsFlag

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("File for the rows, or - for standard output.", valueName: "file"),
    completion: .file()
  )
  var output: String

  @Option(help: "jsonl can be read back with --from-facts, csv cannot.")
  var format = Shape.jsonl

  @Option(
    name: .customLong("pseudonym-key-file"),
    help: ArgumentHelp(
      "Key for the pseudonyms of customers, at least 16 bytes.",
      valueName: "file"
    ),
    completion: .file()
  )
  var keyFile: String?

  @Flag(name: .customLong("raw-ids"), help: "Write customer ids as the export has them.")
  var rawIDs = false

  func validate() throws {
    guard rawIDs != (keyFile != nil) else {
      throw ValidationError(
        rawIDs
          ? "--raw-ids and --pseudonym-key-file exclude each other."
          : "Customer ids need --pseudonym-key-file FILE, or --raw-ids to write them as they are."
      )
    }
  }

  func run() async throws {
    let settings = try rules.settings(input.assignments + selection.assignments, quiet: input.quiet)
    let inputs = try input.resolve()
    let target = try OutputFile(output, from: inputs.map(\.path))
    let keys = try keyFile.map { FactRowKeys(try KeyFile.read($0)) } ?? .plain
    var options = Analysis.Options(settings)
    options.jobs = input.jobs ?? processorCount()
    let transcripts = try await input.read(inputs, settings)
    let file = await FactsExport.make(
      transcripts,
      options: options,
      keys: keys,
      asCSV: format == .csv
    )
    target.write(file)
    try target.finish()
    let status = input.status(of: transcripts, settings)
    if !input.quiet, output != "-" {
      Terminal.say(
        "onpar: \(transcripts.recordsUsed) records used, \(transcripts.recordsSetAside) set aside; facts in \(output)"
      )
    }
    if status != .done { throw status.error }
  }
}
