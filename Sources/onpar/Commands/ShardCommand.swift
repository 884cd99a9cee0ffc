import ArgumentParser
import ByteStreams
import Pipeline

/// A shuffle through files, for any engine and for none.
struct ShardCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "shard",
    abstract: "Deal lines into buckets, so that what belongs together lies together.",
    discussion: """
      By conversation: transcripts in Onpar's own JSON lines, whose messages may lie in many files. Each bucket can then \
      be read by itself. By customer: files of `onpar facts`, so that all contacts of a customer are in one bucket.

      Lines keep their bytes and their order. A line whose key cannot be read is kept too, in a bucket that its bytes \
      choose, and counted in the receipt. Empty buckets have no file. \
      Of one file of transcripts a hidden note beside each bucket says which of its lines went there \
      (`onpar summarize --bucket`).

      EXAMPLES:
        onpar shard exports/ --by conversation --buckets 8 --out buckets
        onpar shard facts.jsonl --by customer --buckets 4 --out customers
      """
  )

  @OptionGroup var paths: FilePaths
  @OptionGroup var input: InputOptions
  @OptionGroup var sources: SettingOptions

  @Option(
    help: ArgumentHelp("What belongs together.", valueName: "conversation|customer")
  )
  var by: Sharding.Key

  @Option(help: ArgumentHelp("How many buckets, 1 to 10000.", valueName: "n"))
  var buckets: Int

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("A new folder for the buckets.", valueName: "folder"),
    completion: .directory
  )
  var out: String

  @Option(
    help: ArgumentHelp(
      "Write here what was dealt where, once all is: units, lines, SHA-256 (JSON).",
      valueName: "file"
    ),
    completion: .file()
  )
  var receipt: String?

  func validate() throws {
    guard (1...10_000).contains(buckets) else {
      throw ValidationError("--buckets is \(buckets); expected 1 to 10000.")
    }
  }

  func run() async throws {
    let settings = try sources.settings(input.assignments, quiet: input.quiet).whole
    let inputs = try paths.resolve()
    try input.checkLexicons()
    let sharding: Sharding
    do {
      sharding = try Sharding(
        inputs,
        by: by,
        buckets: buckets,
        options: try input.ingest(settings, of: inputs)
      )
    } catch let fault as Sharding.Fault {
      Terminal.say("onpar: error: \(fault.reason); nothing was written")
      throw ExitStatus.dataError.error
    }
    let note = try receipt.map { try ReceiptFile($0, from: inputs.map(\.path)) }
    let folder = try ShardFolder(out, buckets: buckets, origin: sharding.origin)
    let tally: Sharding.Tally
    do throws(Sharding.Fault) {
      tally = try sharding.run { folder.put($0, $1, $2) }
    } catch {
      Terminal.say("onpar: error: \(error.reason); nothing was written")
      throw ExitStatus.dataError.error
    }
    let files = try folder.finish()
    if !input.quiet {
      let lines = tally.lines.reduce(0, +)
      let rejected = tally.rejected.values.reduce(0, +)
      Terminal.say(
        "onpar: \(lines) lines in \(files.count) of \(buckets) buckets in \(out)"
          + (rejected == 0 ? "" : "; \(rejected) faults, whose lines are kept")
      )
    }
    try note?.write(
      ShardReceipt(inputs, by: by, buckets: buckets, tally, files: files, hash: .sha256).json()
    )
  }
}

extension Sharding.Key: ExpressibleByArgument {}
