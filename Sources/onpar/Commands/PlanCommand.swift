import ArgumentParser
import ByteStreams
import Pipeline

/// What could be read apart from the rest.
struct PlanCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "List the inputs as units of work for several processes or machines.",
    discussion: """
      A unit is a file. Its id is made of its path as given, so that a retry is the same unit; give absolute paths where \
      several machines are at work. A file of whole conversations needs nothing. Messages whose conversation may go on in \
      another file need `onpar shard` first. Exports whose files complete each other are read together, by one run. \
      Docs/Scale.md says more.

      EXAMPLES:
        onpar plan exports/
        onpar plan exports/ --json > plan.json
      """
  )

  @OptionGroup var paths: FilePaths
  @OptionGroup var input: InputOptions
  @OptionGroup var sources: SettingOptions

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() async throws {
    let settings = try sources.settings(input.assignments, quiet: input.quiet).whole
    let inputs = try paths.resolve()
    try input.checkLexicons()
    let plan: Plan
    do {
      plan = try Plan(inputs, options: try input.ingest(settings, of: inputs), hash: .sha256)
    } catch let fault as PlanFault {
      Terminal.say("onpar: error: \(fault.reason); there is no plan")
      throw ExitStatus.dataError.error
    }
    try Terminal.put(json ? plan.json() : Array(plan.text.utf8))
  }
}

extension Plan {
  /// The same for people.
  fileprivate var text: String {
    let width = max(6, entries.map { $0.format?.count ?? 0 }.max() ?? 0) + 2
    var lines = [
      "unit".padded(to: 18) + "bytes".padded(to: 14) + "packed".padded(to: 8)
        + "format".padded(to: width) + "needs".padded(to: 10) + "path"
    ]
    for entry in entries {
      lines.append(
        entry.unit.id.padded(to: 18)
          + (entry.unit.bytes.map { "\($0)" } ?? "?").padded(to: 14)
          + (entry.isGzip ? "gzip" : "-").padded(to: 8)
          + (entry.format ?? "unknown").padded(to: width)
          + (entry.needs?.rawValue ?? "-").padded(to: 10) + entry.unit.path
      )
    }
    let waiting = entries.count { $0.needs != .nothing }
    lines.append(
      "\(entries.count) units; "
        + (waiting == 0 ? "each can be read by itself" : "\(waiting) cannot be read by themselves")
    )
    return lines.joined(separator: "\n") + "\n"
  }
}
