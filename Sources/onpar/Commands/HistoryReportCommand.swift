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
      last. Exit status 65 is for `history add`, which reads; a report over inputs that were cut is marked and ends \
      with 0.

      EXAMPLES:
        onpar history report --out weekly
        onpar history report --out weekly --tz Europe/Berlin --always-valid
        onpar history report --store weeks.sqlite --out spring --from 2026-03-01
      """
  )

  @OptionGroup var store: StoreOptions
  @OptionGroup var rules: RuleOptions
  @OptionGroup var comparison: ComparisonFlags
  @OptionGroup var workload: WorkloadFlags

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
    let settings = try rules.settings(
      comparison.assignments + workload.assignments,
      quiet: quiet
    )
    let folder = ReportFolder(path: out)
    try orSay { () throws(ReportFolder.Failure) in try folder.check() }
    var options = Analysis.Options(settings)
    options.comparison.audits = try comparison.readAudits()
    options.parameters.append(comparison.auditParameter)
    options.jobs = jobs ?? processorCount()
    options.version = onparVersion
    options.stamp = stamp
    let transcripts = try await read(jobs: options.jobs)
    sayWhatIsKept(settings)
    options.lexiconVersion = transcripts.lexiconVersion
    let measured = await Analysis.measure(transcripts, options: options)
    let findings = await Analysis.findings(transcripts, measured, options: options)
    let report = Report(findings)
    var files = ReportFile.allCases.map { (name: $0.rawValue, bytes: report.render($0)) }
    files.append((name: "quarantine.jsonl", bytes: Quarantine(transcripts).bytes()))
    try orSay { () throws(ReportFolder.Failure) in
      try folder.write(files, removing: [ReportCommand.junitName])
    }
    guard !quiet else { return }
    // Five lines; the last ends with the place of the report.
    var summary = report.terminalSummary(color: Terminal.mayColor)
    while summary.last == "\n" { summary.removeLast() }
    Terminal.say(summary + "; see \(out)/report.html")
  }

  private func read(jobs: Int) async throws -> Transcripts {
    let history = try store.open()
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
    guard !quiet else { return }
    if !settings.gates.isEmpty {
      Terminal.say(
        "onpar: warning: gates are not looked at here; `onpar report --gates` holds the figures of exports against them"
      )
    }
    let changed = settings.ofMessages.map(\.name)
    guard !changed.isEmpty else { return }
    Terminal.say(
      "onpar: warning: " + changed.joined(separator: ", ")
        + " change nothing here: the history keeps what was found when exports were added"
    )
  }

  private func orSay(_ act: () throws(ReportFolder.Failure) -> Void) throws {
    do throws(ReportFolder.Failure) {
      try act()
    } catch {
      Terminal.say("onpar: error: \(error.message); the old report, if any, is untouched")
      throw error.status.error
    }
  }
}
