import ArgumentParser
import Comparisons
import Pipeline
import Reporting

/// What somebody says of the bot, held against the log.
struct ClaimsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "claims",
    abstract:
      "Hold what is claimed of a bot against the log: supported, contradicted, undecided or not measurable.",
    discussion: """
      Each verdict comes with the figures that decide, what must stand beside them, and what could make them look so. \
      `onpar report --claims` puts the same into a report. The exit status does not depend on verdicts.

      EXAMPLES:
        onpar claims export.jsonl --claims SampleData/claims.yaml
        onpar claims exports/ --claims claims.yaml --json > claims.json
        onpar claims exports/ --claims claims.yaml --cost-human-hour 32
        onpar claims facts-a.jsonl --from-facts --claims claims.yaml
      """
  )

  @OptionGroup var paths: InputPaths
  @OptionGroup var input: InputOptions
  @OptionGroup var rules: RuleOptions
  @OptionGroup var comparison: ComparisonFlags
  @OptionGroup var workload: WorkloadFlags

  @Option(
    help: ArgumentHelp("What is claimed; Docs/Claims.md says how.", valueName: "file"),
    completion: .file(extensions: ["yaml", "yml"])
  )
  var claims: String

  @Flag(name: .customLong("from-facts"), help: "The inputs are files that `onpar facts` wrote.")
  var fromFacts = false

  @Flag(help: "Print JSON.")
  var json = false

  func run() async throws {
    var settings = try rules.settings(
      input.assignments + comparison.assignments + workload.assignments,
      quiet: input.quiet
    ).whole
    let said = try ClaimFiles.read(claims)
    let audits = try comparison.readAudits()
    let inputs = try paths.resolve()
    var transcripts =
      fromFacts
      ? try await input.readFacts(inputs, settings) : try await input.read(inputs, settings)
    settings.narrow(to: transcripts.metrics)
    var options = Analysis.Options(settings)
    options.pageFile = input.pageFile
    options.comparison.audits = audits
    options.comparison.claims = said
    options.jobs = input.threads(for: inputs)
    options.version = onparVersion
    options.lexiconVersion = transcripts.lexiconVersion
    let measured = await Analysis.measure(&transcripts, options: options)
    let report = Report(await Analysis.findings(transcripts, measured, options: options))
    if json {
      try Terminal.put(report.claimsJSON)
    } else {
      try Terminal.put(report.claimsText(color: Terminal.mayColorOutput))
    }
    let status = input.status(of: transcripts, settings)
    if status != .done { throw status.error }
  }
}
