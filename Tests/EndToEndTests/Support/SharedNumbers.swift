import Foundation

/// A whole number of a report: where it stands, of which figure, and whether it counts all, those with a yes or those with a no.
struct SharedNumber: Hashable, CustomStringConvertible {
  enum Part { case all, yes, no }

  /// The Monday; empty for the whole period.
  var week = ""
  var cohort: String
  /// Metric and statistic.
  var figure: String
  var part: Part = .all

  var description: String { "\(week) \(cohort) \(figure) \(part)" }
}

/// All whole numbers that a report's files print, read from the files.
struct SharedNumbers {
  private(set) var values: [SharedNumber: Int] = [:]
  /// Contacts that a figure leaves out, by reason; empty in a shared report.
  private(set) var leftOut: [SharedNumber: [String: Int]] = [:]
  /// Numbers that stand in two files and differ.
  private(set) var contradictions: [String] = []

  /// What a share with all its digits is of: a fraction of small whole numbers is known by them.
  private let truth: [SharedNumber: Int]

  /// Reads the files of the report in `folder`, named without a slash at the end.
  init(_ scratch: Scratch, _ folder: String, knowing truth: [SharedNumber: Int] = [:]) throws {
    self.truth = truth
    try metrics(Table(try scratch.read(folder + "/metrics.csv")))
    try weekly(Table(try scratch.read(folder + "/weekly.csv")))
    try comparison(Table(try scratch.read(folder + "/comparison.csv")))
    for name in ["report.json", "run.json"] {
      let json = try JSONSerialization.jsonObject(with: Data(try scratch.read(folder + "/" + name)))
      guard let object = json as? [String: Any] else { continue }
      run(object["run"] as? [String: Any] ?? object)
      topics(object)
      for summary in object["summaries"] as? [[String: Any]] ?? [] { self.summary(summary) }
    }
  }

  private mutating func enter(_ number: SharedNumber, _ value: Int?) {
    guard let value else { return }
    if let old = values[number], old != value { contradictions.append("\(number) \(old) \(value)") }
    values[number] = value
  }

  /// Counts of a figure; a share and its denominator tell the numerator.
  private mutating func enter(_ number: SharedNumber, all: Int?, yes: Int?, share: Double?) {
    enter(number, all)
    let told = share.flatMap { share in all.map { (share * Double($0)).rounded() } }
    guard let all, let yes = yes ?? told.flatMap({ Int(exactly: $0) }) else { return }
    var part = number
    part.part = .yes
    enter(part, yes)
    part.part = .no
    enter(part, all - yes)
  }

  /// Hours of the week are no contacts.
  private static func isOfContacts(_ metric: String) -> Bool { metric != "served_hours_share" }

  private mutating func metrics(_ table: Table) throws {
    for row in table.rows {
      guard let cohort = row["cohort"], let metric = row["metric"], let name = row["statistic"],
        Self.isOfContacts(metric)
      else { continue }
      let number = SharedNumber(
        week: row["period"] == "week" ? row["period_start"] ?? "" : "",
        cohort: cohort,
        figure: metric + " " + name
      )
      let isShare = ["rate", "share", "lower_bound", "upper_bound"].contains(name)
      enter(
        number,
        all: row["denominator"].flatMap { Int($0) },
        yes: row["numerator"].flatMap { Int($0) },
        share: isShare ? row["value"].flatMap { Double($0) } : nil
      )
      var reasons: [String: Int] = [:]
      for text in (row["excluded"] ?? "").split(separator: ";") {
        let parts = text.split(separator: ":")
        if parts.count == 2 { reasons[String(parts[0])] = Int(parts[1]) }
      }
      if !reasons.isEmpty { leftOut[number] = reasons }
    }
  }

  private mutating func weekly(_ table: Table) throws {
    for row in table.rows {
      guard let week = row["week_start"], let cohort = row["cohort"] else { continue }
      for column in table.columns where column.hasSuffix("_n") {
        let name = String(column.dropLast(2))
        let ends = ["_p50_s", "_p90_s"]
        let end = ends.first { name.hasSuffix($0) }
        let metric = end.map { String(name.dropLast($0.count)) } ?? name
        let statistic =
          end.map { String($0.dropFirst().dropLast(2)) }
          ?? (metric == "contact_count" ? "count" : "rate")
        enter(
          SharedNumber(week: week, cohort: cohort, figure: metric + " " + statistic),
          all: row[column].flatMap { Int($0) },
          yes: nil,
          share: statistic == "rate" ? row[name].flatMap { Double($0) } : nil
        )
      }
    }
  }

  private mutating func comparison(_ table: Table) throws {
    for row in table.rows where row["family"] != "topic" {
      guard let metric = row["metric"], let statistic = row["statistic"] else { continue }
      for (side, cohort) in [("bot", "bot_first"), ("human", "human_first")] {
        // Another statistic of the same name may rest on other contacts.
        let figure = metric + " " + statistic
        enter(
          SharedNumber(cohort: cohort, figure: statistic == "rate" ? figure : figure + " compared"),
          all: row["crude_\(side)_denominator"].flatMap { Int($0) },
          yes: row["crude_\(side)_numerator"].flatMap { Int($0) },
          share: nil
        )
        enter(
          SharedNumber(cohort: cohort, figure: figure + " with a counterpart"),
          row["\(side)_contacts"].flatMap { Int($0) }
        )
        comparable(figure, statistic, cohort, row["comparable_share_\(side)"])
      }
    }
  }

  /// The part of contacts that have a counterpart.
  private mutating func comparable(
    _ figure: String,
    _ statistic: String,
    _ cohort: String,
    _ share: String?
  ) {
    let all = SharedNumber(
      cohort: cohort,
      figure: statistic == "rate" ? figure : figure + " compared"
    )
    let part = SharedNumber(cohort: cohort, figure: figure + " with a counterpart")
    guard let share = share.flatMap({ Double($0) }), let whole = truth[all], whole > 0 else {
      return
    }
    let count = share * Double(whole)
    guard abs(count - count.rounded()) < 1e-6 else { return }
    enter(all, whole)
    if truth[part] == Int(count.rounded()) { enter(part, truth[part]) }
  }

  private mutating func run(_ run: [String: Any]) {
    let cohorts = [("contacts", "all"), ("bot_first", "bot_first"), ("human_first", "human_first")]
    for (name, cohort) in cohorts {
      enter(SharedNumber(cohort: cohort, figure: "contact_count count"), run[name] as? Int)
    }
  }

  /// Topics of both sides: all their contacts, and those of durable resolution.
  private mutating func topics(_ report: [String: Any]) {
    let mix = (report["case_mix"] as? [String: Any])?["mix"] as? [[String: Any]] ?? []
    for (side, cohort) in [("bot", "bot_first"), ("human", "human_first")] {
      for row in mix {
        let name = row["name"] as? String ?? ""
        let number = SharedNumber(cohort: cohort, figure: "contact_count count of topic " + name)
        enter(number, row[side] as? Int)
      }
      for row in report["topics"] as? [[String: Any]] ?? [] {
        guard let name = row["name"] as? String, let estimate = row[side] as? [String: Any]
        else { continue }
        enter(
          SharedNumber(cohort: cohort, figure: "durable_resolution_rate rate of topic " + name),
          all: estimate["denominator"] as? Int,
          yes: estimate["numerator"] as? Int,
          share: nil
        )
      }
    }
  }

  private mutating func summary(_ summary: [String: Any]) {
    guard let metric = summary["metric"] as? String, let cohort = summary["cohort"] as? String,
      let statistic = summary["statistic"] as? String, Self.isOfContacts(metric),
      let estimate = summary["estimate"] as? [String: Any]
    else { return }
    enter(
      SharedNumber(
        week: summary["week_start"] as? String ?? "",
        cohort: cohort,
        figure: metric + " " + statistic
      ),
      all: estimate["denominator"] as? Int,
      yes: estimate["numerator"] as? Int,
      share: nil
    )
  }
}
