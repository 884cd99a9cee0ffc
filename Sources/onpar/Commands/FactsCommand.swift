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
        onpar facts export.jsonl --raw-ids --format parquet -o facts.parquet
        onpar facts export.jsonl --raw-ids -o facts.jsonl --receipt receipt.json
        onpar report facts.jsonl --from-facts --out out
      """
  )

  @OptionGroup var paths: InputPaths
  @OptionGroup var input: InputOptions
  @OptionGroup var rules: RuleOptions
  @OptionGroup var selection: MetricsFlag
  @OptionGroup var bound: MemoryFlag
  @OptionGroup var customers: CustomerNames

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("File for the rows, or - for standard output.", valueName: "file"),
    completion: .file()
  )
  var output: String

  @Option(
    help: ArgumentHelp(
      "jsonl is what --from-facts reads; arrow (an IPC stream) and parquet hold it in a column, csv does not.",
      valueName: "jsonl|csv|arrow|parquet"
    )
  )
  var format = FactsFormat.jsonl

  @Option(
    help: ArgumentHelp(
      "Write here what was read and written, once the rows are whole: units, counts, SHA-256 (JSON).",
      valueName: "file"
    ),
    completion: .file()
  )
  var receipt: String?

  func validate() throws {
    if bound.memory != nil, input.inMemory {
      throw ValidationError("--in-memory and --memory exclude each other.")
    }
    if let receipt, receipt == output {
      throw ValidationError("--receipt and --output are both \(receipt); expected two files.")
    }
  }

  func run() async throws {
    let settings = try rules.settings(input.assignments + selection.assignments, quiet: input.quiet)
    let inputs = try paths.resolve()
    let target = try OutputFile(output, from: inputs.map(\.path), hashes: receipt != nil)
    let note = try receipt.map { try ReceiptFile($0, from: inputs.map(\.path)) }
    let keys = try customers.keys()
    var options = Analysis.Options(settings)
    options.pageFile = input.pageFile
    options.jobs = input.threads(for: inputs)
    let transcripts = try await input.read(inputs, settings, spill: bound.spill())
    let rows: Int
    do {
      rows = try await FactsExport.write(
        transcripts,
        options: options,
        manner: input.manner(settings, transcripts.lexiconVersion),
        keys: keys,
        as: format,
        to: { target.write($0) }
      )
    } catch {
      Terminal.say("onpar: error: \(error.reason); nothing was written")
      throw ExitStatus.dataError.error
    }
    try target.finish()
    let status = input.status(of: transcripts, settings)
    if !input.quiet, output != "-" {
      Terminal.say(
        "onpar: \(transcripts.recordsUsed) records used, \(transcripts.recordsSetAside) set aside; facts in \(output)"
      )
    }
    if status != .done { throw status.error }
    try note?.write(
      Receipt(
        inputs,
        transcripts,
        rows: rows,
        output: .init(
          format: format.rawValue,
          bytes: target.bytes,
          sha256: target.sha256() ?? ""
        ),
        hash: .sha256
      ).json()
    )
  }
}

extension FactsFormat: ExpressibleByArgument {}
