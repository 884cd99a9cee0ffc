import Comparisons
import Facts

extension Settings {
  /// What stands above the gates.
  static let gateLead = [
    "# Limits that figures must keep: `onpar report --gates` ends with 1 when the whole interval of a figure breaks one.",
    "# Expected: names of figures with max, min or not_worse_than_human_by, and a cohort (bot_first without it).",
  ]

  /// The gates as the file has them, or examples as comments where there are none.
  var gateLines: [String] {
    guard !gates.isEmpty else { return Self.gateLead + Self.exampleGates.map { "# " + $0 } }
    var lines = Self.gateLead + [Self.gatesName + ":"]
    var name: (String, Cohort)?
    for gate in gates {
      if name.map({ $0 != (gate.name, gate.cohort) }) ?? true {
        lines.append("  \(gate.name):")
        if gate.cohort != .entry(.botFirst) { lines.append("    cohort: \(gate.cohort.name)") }
        name = (gate.name, gate.cohort)
      }
      lines.append("    \(gate.ruleName): \(gate.text)")
    }
    return lines
  }

  /// Examples that are right: without their hash they are read.
  static let exampleGates = [
    "gates:", "  repeat_contact_rate_7d_any: {not_worse_than_human_by: 3pp}",
    "  durable_resolution_rate: {not_worse_than_human_by: 3pp}",
    "  unmet_human_request_rate: {max: 5%}", "  handoff_wait_p90: {max: 10m}",
    "  first_response_time_p50: {not_worse_than_human_by: 10%}",
    "  served_reply_rate: {min: 90%, cohort: all}",
  ]
}
