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
        onpar report facts-a.jsonl facts-b.jsonl --from-facts --out out
        onpar report export.jsonl --audit audit.csv --out out
        onpar report exports/ --config gates.yaml --gates --out weekly
        onpar report exports/ --claims SampleData/claims.yaml --out claims
      """
  )

  @OptionGroup var input: InputOptions
  @OptionGroup var rules: RuleOptions
  @OptionGroup var comparison: ComparisonFlags
  @OptionGroup var workload: WorkloadFlags
  @OptionGroup var selection: MetricsFlag

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Folder for the report.", valueName: "folder"),
    completion: .directory
  )
  var out: String

  @Flag(name: .customLong("from-facts"), help: "The inputs are files that `onpar facts` wrote.")
  var fromFacts = false

  @Flag(help: "Hold the figures against the gates of the configuration; end with 1 when one fails.")
  var gates = false

  @Option(
    help: ArgumentHelp(
      "Where the gates go as JUnit XML; gates.junit.xml in the folder without it.",
      valueName: "file"
    ),
    completion: .file(extensions: ["xml"])
  )
  var junit: String?

  @Option(
    help: ArgumentHelp("What is claimed of the bot, held against the log.", valueName: "file"),
    completion: .file(extensions: ["yaml", "yml"])
  )
  var claims: String?

  @Flag(
    name: .customLong("hash-inputs"),
    help: "Put the SHA-256 of every input file into run.json."
  )
  var hashInputs = false

  @Option(
    help: ArgumentHelp(
      "Print this text as the time of the run; without it no clock is read.",
      valueName: "text"
    )
  )
  var stamp: String?

  func validate() throws {
    if junit != nil, !gates { throw ValidationError("--junit needs --gates.") }
  }

  func run() async throws {
    var settings = try rules.settings(
      input.assignments + comparison.assignments + workload.assignments + selection.assignments,
      quiet: input.quiet
    )
    guard !gates || !settings.gates.isEmpty else {
      throw ValidationError(
        "--gates needs gates in the configuration, such as "
          + "gates: {unmet_human_request_rate: {max: 5%}}; `onpar init` writes examples as comments."
      )
    }
    let said = try claims.map { try ClaimFiles.read($0) } ?? []
    let inputs = try input.resolve()
    let sources = inputs.map(\.path) + [settings.configFile, claims].compactMap(\.self)
    let junitFile = try junit.map { try OutputFile($0, from: sources) }
    try orSay { () throws(ReportFolder.Failure) in try ReportFolder(path: out).check() }
    // What may be wrong with flags and files is said before anything is read.
    let audits = try comparison.readAudits()
    let hashes = hashInputs ? InputHashes.sha256(of: inputs) : [:]
    let transcripts =
      fromFacts
      ? try await input.readFacts(inputs, settings) : try await input.read(inputs, settings)
    settings.narrow(to: transcripts.metrics)
    var options = Analysis.Options(settings)
    options.comparison.audits = audits
    options.parameters.append(comparison.auditParameter)
    options.comparison.claims = said
    if gates { options.comparison.gates = settings.gates }
    options.inputOptions = input.given
    options.jobs = input.jobs ?? processorCount()
    options.version = onparVersion
    options.stamp = stamp
    options.hashes = hashes
    options.lexiconVersion = transcripts.lexiconVersion
    let measured = await Analysis.measure(transcripts, options: options)
    let findings = await Analysis.findings(transcripts, measured, options: options)
    let report = Report(findings)
    var files = ReportFile.allCases.map { (name: $0.rawValue, bytes: report.render($0)) }
    let quarantine = Quarantine(transcripts)
    // Always written, so that an old one never stands beside a new report.
    files.append((name: "quarantine.jsonl", bytes: quarantine.bytes()))
    if let junit = report.junit {
      if let junitFile { junitFile.write(junit) } else { files.append((Self.junitName, junit)) }
    }
    try orSay { () throws(ReportFolder.Failure) in
      try ReportFolder(path: out).write(files, removing: [Self.junitName])
    }
    try junitFile?.finish()
    let status = input.status(of: transcripts, settings)
    if !input.quiet {
      // Five lines; the last ends with the place of the report.
      var summary = report.terminalSummary(color: Terminal.mayColor)
      while summary.last == "\n" { summary.removeLast() }
      Terminal.say(summary + "; see \(out)/report.html")
    }
    // What was not read could have decided otherwise, so too much input set aside goes before a gate.
    if status != .done { throw status.error }
    guard findings.gates.contains(where: { $0.outcome == .failed }) else { return }
    if input.quiet, let line = report.gateLine { Terminal.say("onpar: gates: " + line) }
    throw ExitStatus.gateFailed.error
  }

  static let junitName = "gates.junit.xml"

  private func orSay(_ act: () throws(ReportFolder.Failure) -> Void) throws {
    do throws(ReportFolder.Failure) {
      try act()
    } catch {
      Terminal.say("onpar: error: \(error.message); the old report, if any, is untouched")
      throw error.status.error
    }
  }
}
