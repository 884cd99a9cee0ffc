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

      EXAMPLES:
        onpar summarize exports/ --pseudonym-key-file key -o all.summary
        onpar summarize export.jsonl --raw-ids -o one.summary
        onpar report all.summary --from-summary --out merged
      """
  )

  @OptionGroup var input: InputOptions
  @OptionGroup var sources: SettingOptions
  @OptionGroup var customers: CustomerNames

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("File for the summary, or - for standard output.", valueName: "file"),
    completion: .file()
  )
  var output: String

  func run() async throws {
    let settings = try sources.settings(input.assignments, quiet: input.quiet).whole
    let inputs = try input.resolve()
    let target = try OutputFile(output, from: inputs.map(\.path))
    let keys = try customers.keys()
    let options = try input.ingest(settings)
    try SummaryFault.orSay { () throws(SummaryFault) in
      try SummaryMaking.check(inputs, options: options)
    }
    let lexicon = try input.lexicon()
    let head = SummaryHead(
      version: onparVersion,
      manner: input.manner(settings, lexicon.version),
      key: keys.fingerprint
    )
    target.write(head.line)
    let units = inputs.map { (id: WorkUnit($0, .sha256).id, input: $0) }.sorted { $0.id < $1.id }
    var all = Transcripts()
    for unit in units {
      let read = await IngestRun.read([unit.input], options: options, lexicon: lexicon)
      input.sayProblems(of: read)
      if input.strict, !read.ledger.isEmpty {
        Terminal.say("onpar: stopped at the first problem (--strict); nothing was written")
        throw ExitStatus.dataError.error
      }
      target.write(
        await SummaryMaking.section(
          unit.input,
          read,
          keys: keys,
          jobs: options.jobs,
          hash: .sha256
        )
      )
      all.inputs += read.inputs
      all.ledger.merge(read.ledger)
      all.brokeOff = all.brokeOff || read.brokeOff
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
  }
}
