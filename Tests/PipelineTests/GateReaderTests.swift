import Comparisons
import Facts
import Mappings
import Testing

@testable import Pipeline

/// Gates are read in the units of their metrics; what is wrong is told with its place.
@Suite struct GateReaderTests {
  private func read(_ yaml: String) throws -> (gates: [Gate], faults: [String]) {
    let found = ConfigFile.read(yaml, file: "onpar.yaml") { name in
      name == Settings.gatesName ? .tables : nil
    }
    #expect(found.faults.isEmpty, "\(found.faults)")
    let entries = found.entries
    func source(_ entry: ConfigFile.Entry) -> Settings.Source {
      .file("onpar.yaml", line: entry.line, column: entry.column)
    }
    let texts = (entries.first?.inside ?? []).map { entry in
      Settings.GateText(
        entry.name,
        source(entry),
        entry.inside.map { Settings.Assignment($0.name, $0.text, source($0)) }
      )
    }
    let (settings, faults) = Settings.read([], gates: texts)
    return (settings.gates, faults.map(\.message))
  }

  private func gate(_ name: String, _ limit: String) throws -> Gate? {
    let (gates, faults) = try read("gates: {\(name): {\(limit)}}")
    #expect(faults.isEmpty, "\(faults)")
    return gates.first
  }

  @Test func `the three gates of the description are read`() throws {
    let (gates, faults) = try read(
      """
      gates:
        repeat_contact_rate_7d_any: {not_worse_than_human_by: 3pp}
        unmet_human_request_rate: {max: 5%}
        handoff_wait_p90: {max: 10m}
      """
    )
    #expect(faults.isEmpty, "\(faults)")
    #expect(gates.map(\.rule) == [.notWorse(.difference(0.03)), .max(0.05), .max(600)])
    #expect(gates.map(\.statistic) == ["rate", "rate", "p90"])
    #expect(gates.map(\.metric.number) == ["M36", "M31", "M09"])
    #expect(gates.allSatisfy { $0.cohort == .entry(.botFirst) })
    #expect(gates.map(\.source) == ["onpar.yaml:2", "onpar.yaml:3", "onpar.yaml:4"])
  }

  @Test(arguments: [
    ("csat_top2", "min: 0.8", Gate.Rule.min(0.8)),
    ("first_response_time_p50", "max: 90 s", .max(90)),
    ("first_response_time_p50", "max: 1.5 min", .max(90)),
    ("first_response_time_p50", "not_worse_than_human_by: 10%", .notWorse(.factor(1.1))),
    ("first_response_time_p50", "not_worse_than_human_by: 1.5", .notWorse(.factor(1.5))),
    ("first_response_time_p50", "not_worse_than_human_by: 30 s", .notWorse(.difference(30))),
    ("durable_resolution_rate", "not_worse_than_human_by: 0 pp", .notWorse(.difference(0))),
    ("turns_p90", "max: 12", .max(12)), ("csat_score_p50", "min: 4", .min(4)),
    ("nps", "min: -10", .min(-10)), ("talk_ratio_p50", "max: 2.5", .max(2.5)),
    ("cost_per_contact", "max: 1.80", .max(1.8)),
    ("csat_bounds_lower_bound", "min: 50%", .min(0.5)),
  ])
  func `each unit is read`(_ name: String, _ limit: String, _ rule: Gate.Rule) throws {
    let found = try #require(try gate(name, limit)?.rule)
    switch (found, rule) {
    case (.notWorse(.factor(let one)), .notWorse(.factor(let other))):
      #expect(abs(one - other) < 1e-12)
    default: #expect(found == rule)
    }
  }

  @Test func `one figure may have a lower and an upper limit, of any cohort`() throws {
    let (gates, faults) = try read("gates: {handoff_rate: {min: 5%, max: 30%, cohort: all}}")
    #expect(faults.isEmpty)
    #expect(gates.map(\.rule) == [.min(0.05), .max(0.3)])
    #expect(gates.map(\.cohort) == [.all, .all])
    #expect(Gate.cohorts.count == 7)
    for cohort in Gate.cohorts {
      #expect(try gate("csat_top2", "min: 50%, cohort: \(cohort.name)")?.cohort == cohort)
    }
  }

  @Test(arguments: [
    ("unmet_human_requests: {max: 5%}", "1:9", "did you mean \"unmet_human_request_rate\"?"),
    (
      "handoff_wait: {max: 5 s}", "1:9", "say handoff_wait_p50, handoff_wait_p90, handoff_wait_p95."
    ),
    ("contact_count: {min: 5}", "1:9", "has no interval"),
    ("first_response_time_mean: {max: 5 s}", "1:9", "no figure is called"),
    ("unmet_human_request_rate: {max: 10m}", "1:41", "expected a share from 0 to 1, such as 5%"),
    ("unmet_human_request_rate: {max: 5}", "1:41", "expected a share"),
    ("unmet_human_request_rate: {max: 3pp}", "1:41", "expected a share"),
    ("handoff_wait_p90: {max: 10%}", "1:33", "expected a duration such as 90 s"),
    ("handoff_wait_p90: {max: 600}", "1:33", "expected a duration"),
    ("turns_p50: {max: nan}", "1:26", "expected a number"),
    ("csat_top2: {not_worse_than_human_by: 3%}", "1:46", "expected points such as 3pp"),
    ("csat_top2: {not_worse_than_human_by: -3pp}", "1:46", "expected points such as 3pp"),
    ("first_response_time_p50: {not_worse_than_human_by: 0.9}", "1:60", "a factor such as 1.1"),
    ("handoff_wait_p90: {not_worse_than_human_by: 10%}", "1:53", "is not compared with people's"),
    (
      "csat_top2: {not_worse_than_human_by: 3pp, cohort: all}", "1:46",
      "a cohort belongs to max or min"
    ),
    ("csat_top2: {mox: 5%}", "1:26", "did you mean \"max\"?"),
    ("csat_top2: {min: 5%, cohort: bots}", "1:38", "expected one of all, bot_first"),
    ("csat_top2: {cohort: all}", "1:9", "has no limit"), ("csat_top2: {}", "1:9", "has no limit"),
    ("csat_top2: {min: 90%, max: 10%}", "1:9", "csat_top2: min is above max"),
  ])
  func `what cannot be is told with its place and what would be right`(
    _ gate: String,
    _ place: String,
    _ words: String
  ) throws {
    let (gates, faults) = try read("gates: {" + gate + "}")
    #expect(gates.isEmpty || gate.contains("bots") || gate.contains("min: 90%"))
    #expect(faults.count == 1, "\(faults)")
    let message = faults.first ?? ""
    #expect(message.hasPrefix("onpar.yaml:\(place): error: "), "\(message)")
    #expect(message.contains(words), "\(message)")
  }

  @Test
  func `every name that can have a gate is read, and the figures are those of the dictionary`() {
    for name in Gate.names {
      let figure = Gate.figure(named: name)
      #expect(figure != nil, "\(name)")
      #expect(name.hasPrefix(figure?.metric.id ?? "?"), "\(name)")
    }
    #expect(Set(Gate.names).count == Gate.names.count)
    for name in Gate.compared { #expect(Gate.figure(named: name) != nil, "\(name)") }
  }

  @Test func `what config prints is read again, and so are its examples without their hash`() throws
  {
    let examples = Settings.exampleGates.joined(separator: "\n")
    let (gates, faults) = try read(examples)
    #expect(faults.isEmpty, "\(faults)")
    #expect(gates.count == Settings.exampleGates.count - 1)
    for line in Settings.exampleGates { #expect(Settings().file.contains("\n# " + line + "\n")) }
    var settings = Settings()
    settings.gates = gates
    let lines = settings.gateLines
    let again = try read(lines.joined(separator: "\n"))
    #expect(again.faults.isEmpty, "\(again.faults)")
    #expect(again.gates.map(\.rule) == gates.map(\.rule))
    #expect(again.gates.map(\.cohort) == gates.map(\.cohort))
    #expect(again.gates.map(\.name) == gates.map(\.name))
  }

  @Test func `a flag cannot set gates`() {
    let (_, faults) = Settings.read([.init("gates", "x", .flag("--set"))])
    #expect(faults.first?.message == "gates stand in a file; a flag cannot set them.")
  }
}
