import ArgumentParser
import Facts

/// The dictionary entry of a metric.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Print the definition of a metric, by number or name; without one, list all.",
    discussion: """
      EXAMPLES:
        onpar explain M36
        onpar explain durable_resolution_rate
        onpar explain
      """
  )

  @Argument(
    help: "A dictionary number such as M24, or a name such as handoff_rate.",
    completion: .list(MetricDefinition.all.map(\.id))
  )
  var metric: String?

  func run() throws {
    guard let metric else {
      let lines = MetricDefinition.all.map {
        $0.number.padded(to: 5) + $0.id.padded(to: 38) + $0.title
      }
      try Terminal.put(lines.joined(separator: "\n") + "\n")
      return
    }
    let found = try MetricDefinition.called(metric)
    try Terminal.put(found.map(\.entry).joined(separator: "\n"))
  }
}

extension MetricDefinition {
  /// The entry as the terminal shows it.
  fileprivate var entry: String {
    var lines = ["\(number) \(id) — \(title)", ""]
    func row(_ name: String, _ text: String) {
      if !text.isEmpty { lines.append("  " + name.padded(to: 14) + text) }
    }
    row("unit, level", "\(unit.rawValue), per \(level.rawValue)")
    row("better", better == .neither ? "neither" : better.rawValue)
    row("formula", formula)
    row("ratio", ratio ?? "")
    row("edge cases", edgeCases)
    row("reason", reason)
    row(
      "dictionary",
      isOfDictionary ? "METRICS " + dictionaryVersion : "Onpar's own; Docs/Facts/Detectors.md"
    )
    return lines.joined(separator: "\n") + "\n"
  }
}
