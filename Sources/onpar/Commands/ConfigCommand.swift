import ArgumentParser
import Pipeline

/// The parameters that a run here would have, as a file.
struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config",
    abstract: "Print every parameter with its value and meaning, as a file for --config.",
    discussion: """
      The values are those that a report in this folder would have: the defaults, then onpar.yaml or --config, then flags. \
      A changed one is marked.

      EXAMPLES:
        onpar config > parameters.yaml
        onpar config --tz Europe/Berlin --set contact_gap=12h > parameters.yaml
        onpar report exports/ --config parameters.yaml --out weekly
      """
  )

  @OptionGroup var rules: RuleOptions
  @OptionGroup var comparison: ComparisonFlags
  @OptionGroup var workload: WorkloadFlags

  @Option(
    name: .customLong("assume-tz"),
    help: ArgumentHelp(
      "Time zone of timestamps without an offset; UTC without it.",
      valueName: "zone"
    )
  )
  var assumeZone: String?

  func validate() throws {
    _ = try Settings.checked(assumed)
  }

  private var assumed: [Settings.Assignment] {
    [Settings.Assignment("assume_tz", assumeZone, "--assume-tz")].compactMap(\.self)
  }

  func run() throws {
    let settings = try rules.settings(
      assumed + comparison.assignments + workload.assignments,
      quiet: false
    )
    try Terminal.put(settings.file)
  }
}
