import ArgumentParser
import ByteStreams
import Comparisons
import Facts
import Pipeline
import Reporting
import Wording

/// The main job: transcripts in, an honest comparison out.
struct ReportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Compare bot and human contacts and write the report.",
    discussion: """
      Writes report.html, report.md, report.json, metrics.csv, comparison.csv, curves.csv, weekly.csv and run.json; \
      quarantine.jsonl too, empty when no record was set aside. With --gates also gates.junit.xml.

      EXAMPLES:
        onpar report SampleData/easy-topics.messages.jsonl --out Reports
        onpar report exports/ 'archive/*.jsonl.gz' --out weekly --tz Europe/Berlin
        zcat export.jsonl.gz | onpar report - --out out --as-of 2026-03-29
        onpar report exports/ --out weekly --always-valid --level 99%
        onpar report exports/ --out cost --cost-bot-contact 0.2 --cost-human-hour 32
        onpar report exports/ --out launch --launch 2026-03-02
        onpar report exports/ --out core --metrics core
        onpar report exports/ --out large --memory 256M
        onpar report facts-a.jsonl facts-b.jsonl --from-facts --out out
        onpar report a.summary b.summary --from-summary --out out
        onpar report export.jsonl --audit audit.csv --out out
        onpar init gates.yaml --gates
        onpar report exports/ --config gates.yaml --gates --out weekly
        onpar report exports/ --claims SampleData/claims.yaml --out claims
        onpar report export.jsonl --examples 3 --out examples
        onpar report month.jsonl --shareable --pseudonym-key-file key --out shared
      """
  )

  @OptionGroup var paths: InputPaths
  @OptionGroup var input: InputOptions
  @OptionGroup var rules: RuleOptions
  @OptionGroup var comparison: ComparisonFlags
  @OptionGroup var workload: WorkloadFlags
  @OptionGroup var selection: MetricsFlag
  @OptionGroup var bound: MemoryFlag
  @OptionGroup var sharing: SharingFlags
  @OptionGroup var judgement: JudgementFlags

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Folder for the report.", valueName: "folder"),
    completion: .directory
  )
  var out: String

  @Flag(name: .customLong("from-facts"), help: "The inputs are files that `onpar facts` wrote.")
  var fromFacts = false

  @Flag(
    name: .customLong("from-summary"),
    help: "The inputs are files that `onpar summarize` or `onpar merge` wrote."
  )
  var fromSummary = false

  @Flag(
    name: .customLong("hash-inputs"),
    help: "Put the SHA-256 of every input file into run.json."
  )
  var hashInputs = false

  @Flag(
    name: .customLong("keep-raw"),
    help: "Keep the text of records set aside in quarantine.jsonl."
  )
  var keepRaw = false

  @Option(
    help: ArgumentHelp(
      "Show so many exchanges of each of a few findings, redacted. Reads the inputs twice.",
      discussion: "Docs/Redaction.md says what that cannot hide.",
      valueName: "n"
    )
  )
  var examples: Int?

  @Option(
    help: ArgumentHelp(
      "Print this text as the time of the run; without it no clock is read.",
      valueName: "text"
    )
  )
  var stamp: String?

  func validate() throws {
    if bound.memory != nil {
      for (flag, isGiven) in [
        ("--from-facts", fromFacts), ("--from-summary", fromSummary),
        ("--examples", examples != nil), ("--in-memory", input.inMemory),
      ] where isGiven {
        throw ValidationError("\(flag) and --memory exclude each other.")
      }
    }
    if fromSummary {
      for (flag, isGiven) in [
        ("--from-facts", fromFacts), ("--hash-inputs", hashInputs), ("--keep-raw", keepRaw),
        ("--examples", examples != nil),
      ] where isGiven {
        throw ValidationError("\(flag) and --from-summary exclude each other.")
      }
    }
    if fromFacts, keepRaw {
      throw ValidationError("--keep-raw needs the export: facts hold no records.")
    }
    guard let examples else { return }
    guard (1...50).contains(examples) else {
      throw ValidationError("--examples is \(examples); expected 1 to 50.")
    }
    if fromFacts { throw ValidationError("--examples needs the export: facts hold no text.") }
    if paths.inputs.contains("-") {
      throw ValidationError("--examples reads the inputs twice, which standard input cannot.")
    }
  }

  func run() async throws {
    var settings = try rules.settings(
      input.assignments + comparison.assignments + workload.assignments + selection.assignments,
      quiet: input.quiet
    )
    // What may be wrong with flags and files is said before anything is read.
    try sharing.expectAlone([
      ("--gates", judgement.gates), ("--claims", judgement.claims != nil),
      ("--audit", !comparison.audits.isEmpty), ("--hash-inputs", hashInputs),
      ("--keep-raw", keepRaw), ("--examples", examples != nil),
    ])
    let names = try sharing.names()
    let gates = try judgement.gates(of: settings)
    let claims = try judgement.readClaims()
    let audits = try comparison.readAudits()
    let inputs = try paths.resolve()
    let output = try ReportOutput(
      out,
      junit: judgement.junit,
      from: inputs.map(\.path) + comparison.audits
        + [settings.configFile, judgement.claims].compactMap(\.self)
    )
    let hashes = hashInputs ? InputHashes.sha256(of: inputs) : [:]
    var transcripts =
      if fromFacts {
        try await input.readFacts(inputs, settings)
      } else if fromSummary {
        try input.readSummaries(inputs, settings)
      } else {
        try await input.read(inputs, settings, keepsRaw: keepRaw, spill: bound.spill())
      }
    settings.narrow(to: transcripts.metrics)
    var options = Analysis.Options(settings)
    options.comparison.audits = audits
    options.comparison.claims = claims
    options.comparison.gates = gates
    options.parameters.append(comparison.auditParameter)
    options.inputOptions = input.given
    options.jobs = input.threads(for: inputs)
    options.threads = input.threads
    options.pageFile = input.pageFile
    options.version = onparVersion
    options.stamp = stamp
    options.hashes = hashes
    options.lexiconVersion = transcripts.lexiconVersion
    // Examples look back at messages; a report without them needs none.
    let all = examples == nil ? nil : transcripts
    let measured = await Analysis.measure(&transcripts, options: options)
    var findings = await Analysis.findings(transcripts, measured, options: options)
    if let examples, let all {
      let chosen = await ReportExamples.choose(
        all,
        options: options,
        count: examples,
        findings: findings
      )
      let texts = MessageTexts(chosen.places, lexicon: try input.lexicon())
      try await input.readAgain(inputs, settings, observer: texts)
      findings.examples = chosen.groups(texts.redacted())
    }
    let minCell = options.comparison.minCell
    try await output.write(
      sharing.shown(findings, minCell: minCell, names: names),
      transcripts,
      names: names,
      status: input.status(of: transcripts, settings),
      quiet: input.quiet,
      jobs: input.threads
    )
  }
}
