import ArgumentParser
import Samples

/// Invented conversations with a planted truth.
struct SampleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sample",
    abstract: "Write invented conversations with a planted truth.",
    discussion: """
      Every id begins with sim-. The same scenario and seed give the same bytes everywhere.

      EXAMPLES:
        onpar sample --list
        onpar sample --scenario easy-topics --seed 1 > easy-topics.messages.jsonl
        onpar sample --scenario easy-topics --seed 1 --layout xml > easy-topics.xml
        onpar sample --scenario easy-topics --truth
      """
  )

  enum Layout: String, ExpressibleByArgument, CaseIterable { case messages, conversations, xml }

  @Flag(help: "List the scenarios.")
  var list = false

  @Option(help: ArgumentHelp("Which situation is planted.", valueName: "name"))
  var scenario = "easy-topics"

  @Option(help: ArgumentHelp("Seed of the random numbers.", valueName: "n"))
  var seed: UInt64 = 1

  @Option(
    help: ArgumentHelp(
      "About how many contacts; the scenario's own number without it.",
      valueName: "n"
    )
  )
  var conversations: Int?

  @Option(help: "messages, conversations or xml.")
  var layout = Layout.messages

  @Flag(help: "Write conversation after conversation (messages layout).")
  var grouped = false

  @Flag(help: "Print the planted truth as JSON instead.")
  var truth = false

  func run() throws {
    if list {
      let lines = Scenario.all.map { $0.name.padded(to: 22) + $0.summary }
      return try Terminal.put(lines.joined(separator: "\n") + "\n")
    }
    guard let scenario = Scenario.named(scenario) else {
      let names = Scenario.all.map(\.name).joined(separator: ", ")
      throw ValidationError("No scenario is called \(scenario); there are \(names).")
    }
    if truth { return try Terminal.put(Truth(of: scenario).json()) }
    guard conversations.map({ $0 > 0 }) ?? true else {
      throw ValidationError("--conversations must be at least 1.")
    }
    let generator = Generator(
      scenario: scenario,
      seed: seed,
      conversations: conversations,
      start: Generator.defaultStart
    )
    let put: (ArraySlice<UInt8>) throws -> Void = { try Terminal.put(Array($0)) }
    switch layout {
    case .messages: try generator.writeMessages(isGrouped: grouped, to: put)
    case .conversations: try generator.writeConversations(to: put)
    case .xml: try generator.writeXML(to: put)
    }
  }
}
