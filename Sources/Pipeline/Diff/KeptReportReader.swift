package import Comparisons
import Records

/// Reads what a comparison of two runs needs of a `report.json`.
package enum KeptReportReader {
  /// The schema that is understood.
  static let schema = "onpar-report/1"
  /// A larger file is no report.
  package static let limit = 64 << 20

  /// - Parameters:
  ///   - bytes: The whole file.
  ///   - name: How messages call it.
  /// - Returns: The report.
  /// - Throws: What is wrong, where, and what was expected there.
  package static func read(_ bytes: [UInt8], name: String) throws(ReportFault) -> KeptReport {
    let root = JSONCursor(try parse(bytes, name), file: name)
    guard case .object = root.value else { throw root.fault("an object, as in report.json") }
    let found = try root["schema"]
    guard found.value == .string(schema) else {
      throw found.fault("\"\(schema)\"; write the report anew with this version of Onpar")
    }
    var report = KeptReport(name: name)
    try readRun(try root["run"], &report)
    let level = try root["level"]
    report.level = try level.number()
    guard ComparisonOptions.levels.contains(report.level) else {
      throw level.fault("a level from 0.8 to 0.999")
    }
    try readInputs(try root["inputs"], &report)
    for definition in try root["definitions"].elements() {
      report.definitions.append(try self.definition(definition))
    }
    for summary in try root["summaries"].elements() { try readSummary(summary, &report) }
    for (list, isHeadline) in [("headline_family", true), ("secondary", false)] {
      for comparison in try root[list].elements() {
        try readComparison(comparison, isHeadline, &report)
      }
    }
    let topics = try root["topics"].elements()
    var occurrences: [String: Int] = [:]
    for topic in topics { occurrences[try topic["name"].text(), default: 0] += 1 }
    // An export may call a topic as Onpar calls those without one; neither can be told from the other then.
    for topic in topics where occurrences[try topic["name"].text()] == 1 {
      try readTopic(topic, &report)
    }
    report.composition = try root["composition"].known.map { cursor throws(ReportFault) in
      try composition(cursor)
    }
    return report
  }

  private static func parse(_ bytes: [UInt8], _ name: String) throws(ReportFault) -> JSONValue {
    guard !bytes.isEmpty else { throw ReportFault("\(name) is empty; expected a report.json") }
    do throws(JSONError) {
      return try JSONValue.parse(bytes)
    } catch {
      switch error {
      case .malformed(let byte):
        throw ReportFault(
          "\(name) is no JSON: broken at byte \(byte + 1) of \(bytes.count); expected a report.json"
        )
      case .tooDeep:
        throw ReportFault(
          "\(name) is nested deeper than \(JSONValue.depthLimit) levels; expected a report.json"
        )
      }
    }
  }

  private static func readRun(
    _ run: JSONCursor,
    _ report: inout KeptReport
  ) throws(ReportFault) {
    report.version = try run["version"].text()
    report.dictionaryVersion = try run["dictionary_version"].text()
    report.lexiconVersion = try run["lexicon_version"].text()
    report.firstDay = try day(try run["first_day"])
    report.lastDay = try day(try run["last_day"])
    report.contacts = try optionalCount(try run["contacts"])
    report.parameters = try settings(try run["parameters"])
  }

  /// `2026-03-02`; nil for null.
  private static func day(_ cursor: JSONCursor) throws(ReportFault) -> String? {
    guard let cursor = cursor.known else { return nil }
    let text = try cursor.text()
    let isDay =
      text.utf8.count == 10
      && text.utf8.enumerated().allSatisfy { place, byte in
        place == 4 || place == 7
          ? byte == UInt8(ascii: "-") : (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      }
    guard isDay else { throw cursor.fault("a day such as 2026-03-02") }
    return text
  }

  private static func settings(
    _ list: JSONCursor
  ) throws(ReportFault) -> [KeptReport.Setting] {
    var settings: [KeptReport.Setting] = []
    for setting in try list.elements() {
      settings.append(
        KeptReport.Setting(
          name: try setting["name"].text(),
          value: try setting["value"].text()
        )
      )
    }
    return settings
  }

  private static func readInputs(
    _ inputs: JSONCursor,
    _ report: inout KeptReport
  ) throws(ReportFault) {
    report.inputOptions = try settings(try inputs["options"])
    for file in try inputs["files"].elements() {
      report.files.append(
        KeptReport.File(
          name: try file["name"].text(),
          bytes: try optionalCount(try file["bytes"]),
          format: try file["format"].text(),
          records: try optionalCount(try file["records"]),
          sha256: try optionalText(try file["sha256"])
        )
      )
    }
  }

  private static func definition(
    _ cursor: JSONCursor
  ) throws(ReportFault) -> KeptReport.Definition {
    var rule = try cursor["formula"].text()
    for name in ["ratio", "edge_cases"] {
      if let text = try optionalText(try cursor[name]), !text.isEmpty { rule += " \u{B7} " + text }
    }
    return KeptReport.Definition(
      id: try cursor["id"].text(),
      number: try cursor["number"].text(),
      title: try cursor["title"].text(),
      unit: try cursor["unit"].text(),
      better: try cursor["better"].text(),
      rule: rule
    )
  }

  private static func readSummary(
    _ summary: JSONCursor,
    _ report: inout KeptReport
  ) throws(ReportFault) {
    // Weeks are for control charts; a run is compared as a whole.
    guard try summary["period"].text() == "whole" else { return }
    let key = FigureKey(
      metric: try summary["metric"].text(),
      statistic: try summary["statistic"].text(),
      cohort: try summary["cohort"].text()
    )
    try add(key, try estimate(try summary["estimate"]), summary, &report)
  }

  private static func readComparison(
    _ cursor: JSONCursor,
    _ isHeadline: Bool,
    _ report: inout KeptReport
  ) throws(ReportFault) {
    let comparison = KeptReport.Comparison(
      metric: try cursor["metric"].text(),
      statistic: try cursor["statistic"].text(),
      isHeadline: isHeadline,
      verdict: try cursor["verdict"].text(),
      difference: try estimate(try cursor["difference"])
    )
    report.comparisons.append(comparison)
    let key = FigureKey(
      metric: comparison.metric,
      statistic: comparison.statistic,
      cohort: FigureKey.difference
    )
    try add(key, comparison.difference, cursor, &report)
  }

  private static func readTopic(
    _ topic: JSONCursor,
    _ report: inout KeptReport
  ) throws(ReportFault) {
    let name = try topic["name"].text()
    for (member, cohort) in [("bot", "bot_first"), ("human", "human_first")] {
      let key = FigureKey(
        metric: "durable_resolution_rate",
        statistic: "rate",
        cohort: cohort,
        topic: name
      )
      try add(key, try estimate(try topic[member]), topic, &report)
    }
  }

  private static func add(
    _ key: FigureKey,
    _ estimate: Estimate,
    _ cursor: JSONCursor,
    _ report: inout KeptReport
  ) throws(ReportFault) {
    guard report.add(key, estimate) else {
      throw ReportFault(
        "\(cursor.path) holds \(key.metric) (\(key.statistic), \(key.cohort)) a second time; expected each figure once"
      )
    }
  }

  private static func estimate(_ cursor: JSONCursor) throws(ReportFault) -> Estimate {
    var estimate = Estimate()
    guard let cursor = cursor.known else { return estimate }
    estimate.value = try optionalNumber(try cursor["value"])
    estimate.lower = try optionalNumber(try cursor["lower"])
    estimate.upper = try optionalNumber(try cursor["upper"])
    estimate.numerator = try optionalCount(try cursor["numerator"])
    estimate.denominator = try optionalCount(try cursor["denominator"])
    estimate.effectiveSize = try optionalNumber(try cursor["effective_size"])
    estimate.nullReason = try optionalText(try cursor["null_reason"])
    return estimate
  }

  private static func composition(_ cursor: JSONCursor) throws(ReportFault) -> Composition {
    var composition = Composition()
    composition.nullReason = try optionalText(try cursor["null_reason"])
    for variable in try cursor["variables"].elements() {
      composition.variables.append(try variable.text())
    }
    for group in try cursor["groups"].elements() {
      let list = try group["values"]
      var values: [String] = []
      for value in try list.elements() { values.append(try value.text()) }
      guard values.count == composition.variables.count else {
        throw list.fault("as many values as there are variables, \(composition.variables.count)")
      }
      composition.groups.append(
        Composition.Group(
          cohort: try group["cohort"].text(),
          values: values,
          contacts: try group["contacts"].count()
        )
      )
    }
    for rate in try cursor["rates"].elements() {
      let counts = try ["yes", "known"].map { name throws(ReportFault) in
        let list = try rate[name]
        var counts: [Int] = []
        for element in try list.elements() { counts.append(try element.count()) }
        guard counts.count == composition.groups.count else {
          throw list.fault("as many numbers as there are groups, \(composition.groups.count)")
        }
        return counts
      }
      guard zip(counts[0], counts[1]).allSatisfy({ $0 <= $1 }) else {
        throw ReportFault("\(rate.path).yes is more than known; expected a part of it")
      }
      composition.rates.append(
        Composition.Rate(metric: try rate["metric"].text(), yes: counts[0], known: counts[1])
      )
    }
    return composition
  }

  private static func optionalText(_ cursor: JSONCursor) throws(ReportFault) -> String? {
    cursor.isNull ? nil : try cursor.text()
  }

  private static func optionalNumber(_ cursor: JSONCursor) throws(ReportFault) -> Double? {
    cursor.isNull ? nil : try cursor.number()
  }

  private static func optionalCount(_ cursor: JSONCursor) throws(ReportFault) -> Int? {
    cursor.isNull ? nil : try cursor.count()
  }
}
