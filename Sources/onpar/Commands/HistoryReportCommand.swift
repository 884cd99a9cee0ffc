import ArgumentParser
import Comparisons
import Facts
import History
import Pipeline
import Reporting

/// The report over everything in the store.
struct HistoryReportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Write the report over all weeks of the history.",
    discussion: """
      The files are those of `onpar report`, and hold what one run over the newest copies of all conversations would \
      have written. Contacts are formed and linked anew, so what came back this week completes the windows of the \
      last. Exit status 65 is for `history add`, which reads; a report over inputs that were cut is marked and does not \
      end with it.

      EXAMPLES:
        onpar history report --out weekly
        onpar history report --out weekly --tz Europe/Berlin --always-valid
        onpar history report --store weeks.sqlite --out spring --from 2026-03-01
        onpar init gates.yaml --gates
        onpar history report --config gates.yaml --gates --out weekly
      """
  )

  @OptionGroup var store: StoreOptions
  @OptionGroup var rules: RuleOptions
  @OptionGroup var comparison: ComparisonFlags
  @OptionGroup var workload: WorkloadFlags
  @OptionGroup var sharing: SharingFlags
  @OptionGroup var judgement: JudgementFlags

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Folder for the report.", valueName: "folder"),
    completion: .directory
  )
  var out: String

  @Option(help: ArgumentHelp("How many threads work at once.", valueName: "n"))
  var jobs: Int?

  @Option(
    help: ArgumentHelp(
      "Print this text as the time of the run; without it no clock is read.",
      valueName: "text"
    )
  )
  var stamp: String?

  @Flag(name: .shortAndLong, help: "Print nothing but results and errors.")
  var quiet = false

  func validate() throws {
    guard jobs.map({ $0 >= 1 && $0 <= 1024 }) ?? true else {
      throw ValidationError("--jobs is \(jobs ?? 0); expected 1 to 1024.")
    }
  }

  func run() async throws {
    var settings = try rules.settings(
      comparison.assignments + workload.assignments,
      quiet: quiet
    )
    try sharing.expectAlone([
      ("--gates", judgement.gates), ("--claims", judgement.claims != nil),
      ("--audit", !comparison.audits.isEmpty),
    ])
    let names = try sharing.names()
    let gates = try judgement.gates(of: settings)
    let claims = try judgement.readClaims()
    let audits = try comparison.readAudits()
    let output = try ReportOutput(
      out,
      junit: judgement.junit,
      from: [store.path] + comparison.audits
        + [settings.configFile, judgement.claims].compactMap(\.self)
    )
    let jobs = jobs ?? processorCount()
    var transcripts = try await read(jobs: jobs)
    guard !transcripts.conversations.isEmpty else {
      Terminal.say(
        "onpar: error: \(store.path) holds no conversations; `onpar history add` puts some in, and nothing was written"
      )
      throw ExitStatus.noInput.error
    }
    sayWhatIsKept(settings)
    settings.narrow(to: transcripts.metrics)
    var options = Analysis.Options(settings)
    options.comparison.audits = audits
    options.comparison.claims = claims
    options.comparison.gates = gates
    options.parameters.append(comparison.auditParameter)
    options.jobs = jobs
    options.version = onparVersion
    options.stamp = stamp
    options.lexiconVersion = transcripts.lexiconVersion
    let measured = await Analysis.measure(&transcripts, options: options)
    let findings = await Analysis.findings(transcripts, measured, options: options)
    let shown = try sharing.shown(findings, minCell: options.comparison.minCell, names: names)
    try await output.write(
      shown,
      transcripts,
      names: names,
      status: .done,
      quiet: quiet,
      jobs: options.jobs
    )
  }

  private func read(jobs: Int) async throws -> Transcripts {
    let history = try store.openToRead()
    do throws(HistoryError) {
      let manners = Set(try history.loads().map(\.manner))
      if manners.count > 1, !quiet {
        Terminal.say(
          "onpar: warning: exports were read in \(manners.count) ways, which `onpar history list` shows; weeks may "
            + "differ for that reason alone"
        )
      }
      return try await HistoryReading.read(history, store.asInput, jobs: jobs)
    } catch {
      throw store.said(error)
    }
  }

  /// Names what acts on messages only, and so changes nothing in what is kept.
  private func sayWhatIsKept(_ settings: Settings) {
    let changed = settings.ofMessages.map(\.name)
    guard !changed.isEmpty, !quiet else { return }
    Terminal.say(
      "onpar: warning: " + changed.joined(separator: ", ")
        + (changed.count == 1 ? " changes" : " change")
        + " nothing here: the history keeps what was found when exports were added"
    )
  }
}
