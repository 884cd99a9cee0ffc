import ArgumentParser
import ByteStreams
import Diagnostics
import Facts
import Pipeline
import Wording

/// The state of a report, unit by unit, for `onpar merge`.
struct SummarizeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "summarize",
    abstract: "Keep what a report needs of each file, to be merged with what others keep.",
    discussion: """
      Every file is a unit (`onpar plan`) and read by itself, so that it does not matter which files were read by which \
      process. `onpar report --from-summary` writes the report of one run over all of them, byte for byte. No message \
      text is kept; customers are written as in `onpar facts`.

      Messages whose conversation goes on in another file are dealt first, each file by itself \
      (`onpar shard FILE --by conversation`). With --bucket the inputs are one bucket of all of them: they are read \
      together, and told as the files from which they come.

      EXAMPLES:
        onpar summarize exports/ --pseudonym-key-file key -o all.summary
        onpar summarize export.jsonl --raw-ids -o one.summary --receipt receipt.json
        onpar shard export.jsonl --by conversation --buckets 2 --out dealt
        onpar summarize --bucket dealt/bucket-00000.jsonl --raw-ids -o 0.summary
        onpar report all.summary --from-summary --out merged
      """
  )

  @OptionGroup var paths: FilePaths
  @OptionGroup var input: InputOptions
  @OptionGroup var sources: SettingOptions
  @OptionGroup var customers: CustomerNames

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("File for the summary, or - for standard output.", valueName: "file"),
    completion: .file()
  )
  var output: String

  @Flag(help: "The inputs are one bucket of files that `onpar shard` dealt one by one.")
  var bucket = false

  @Option(
    help: ArgumentHelp(
      "Write here what was read and written, once the summary is whole: units, counts, SHA-256 (JSON).",
      valueName: "file"
    ),
    completion: .file()
  )
  var receipt: String?

  func validate() throws {
    if let receipt, receipt == output {
      throw ValidationError("--receipt and --output are both \(receipt); expected two files.")
    }
  }

  func run() async throws {
    let settings = try sources.settings(input.assignments, quiet: input.quiet).whole
    let inputs = try paths.resolve()
    let target = try OutputFile(output, from: inputs.map(\.path), hashes: receipt != nil)
    let note = try receipt.map { try ReceiptFile($0, from: inputs.map(\.path)) }
    let keys = try customers.keys()
    let options = try input.ingest(settings, of: inputs)
    let dealt = try SummaryFault.orSay { () throws(SummaryFault) -> DealtBucket? in
      if bucket {
        return try DealtBucket(inputs) {
          SmallFile.read(ShardFolder.note(beside: $0), limit: 1 << 32)
        }
      }
      try SummaryMaking.check(inputs, options: options)
      return nil
    }
    let lexicon = try input.lexicon()
    let head = SummaryHead(
      version: onparVersion,
      manner: input.manner(settings, lexicon.version),
      key: keys.fingerprint
    )
    target.write(head.line)
    var all = Transcripts()
    var conversations = 0
    func add(_ read: Transcripts) throws {
      input.sayProblems(of: read)
      if input.strict, !read.ledger.isEmpty {
        Terminal.say("onpar: stopped at the first problem (--strict); nothing was written")
        throw ExitStatus.dataError.error
      }
      conversations += read.conversations.count
      all.inputs += read.inputs
      all.ledger.merge(read.ledger)
      all.brokeOff = all.brokeOff || read.brokeOff
    }
    // The order of the summary, and of what was read.
    let units: [Input]
    if let dealt {
      units = dealt.inputs
      let read = await IngestRun.read(units, options: dealt.options(options), lexicon: lexicon)
      let told = dealt.told(read)
      try add(told)
      target.write(
        await SummaryMaking.sections(dealt, told, keys: keys, jobs: options.jobs, hash: .sha256)
      )
    } else {
      units = inputs.map { (id: WorkUnit($0, .sha256).id, input: $0) }.sorted { $0.id < $1.id }
        .map(\.input)
      for unit in units {
        let read = await IngestRun.read([unit], options: options, lexicon: lexicon)
        try add(read)
        target.write(
          await SummaryMaking.section(
            unit,
            read,
            keys: keys,
            jobs: options.jobs,
            hash: .sha256
          )
        )
      }
    }
    target.write(SummaryMaking.end(units: units.count))
    try target.finish()
    if !input.quiet, output != "-" {
      Terminal.say(
        "onpar: \(units.count) units, \(all.recordsUsed) records used, \(all.recordsSetAside) set aside; summary in \(output)"
      )
    }
    let status = input.status(of: all, settings)
    if status != .done { throw status.error }
    try note?.write(
      Receipt(
        units,
        all,
        rows: conversations,
        output: .init(
          format: SummaryHead.schema,
          bytes: target.bytes,
          sha256: target.sha256() ?? ""
        ),
        hash: .sha256
      ).json()
    )
  }
}
