import Foundation

/// What the sentences, drawings and tables of a report tell that its machine-readable files do not.
///
/// Those files are attacked by `LinearAttack`; so nothing more can be known from a report whose page prints no other
/// number of contacts, no other share, and no figure where they have none.
struct PageAttack {
  /// Whole numbers that the files print.
  private var counts: Set<Int> = []
  /// Shares and limits that they print, in tenths of a percent or of a point.
  private var tenths: Set<Int> = []
  /// Metric and cohort of figures that are hidden, and of those that are nothing.
  private var hidden: Set<[String]> = []
  private var nothing: Set<[String]> = []
  private var titles: [String: String] = [:]

  /// What a column of figures is called in the files.
  private static let cohorts = [
    "Bot first": "bot_first", "Human first": "human_first", "Bot only": "bot_only",
    "Human only": "human_only", "Bot, then human": "bot_to_human",
    "Human, then bot": "human_to_bot",
  ]

  init(_ scratch: Scratch, _ folder: String) throws {
    let page = Data(try scratch.read(folder + "/report.json"))
    guard let report = try JSONSerialization.jsonObject(with: page) as? [String: Any] else {
      return
    }
    for definition in report["definitions"] as? [[String: Any]] ?? [] {
      if let title = definition["title"] as? String { titles[title] = definition["id"] as? String }
    }
    read(report)
    derive(report)
    var known: [[String]: (shown: Int, all: Int, found: Int)] = [:]
    for row in try Table(try scratch.read(folder + "/metrics.csv")).rows
    where row["period"] == "whole" {
      let key = [row["metric"] ?? "", row["cohort"] ?? ""]
      var (shown, all, found) = known[key] ?? (0, 0, 0)
      all += 1
      if row["null_reason"] != "hidden_small_cell" { shown += 1 }
      let value = row["value"].flatMap { Double($0) } ?? 0
      if value != 0 || row["null_reason"] == "hidden_small_cell" { found += 1 }
      known[key] = (shown, all, found)
    }
    hidden = Set(known.filter { $0.value.shown == 0 }.keys)
    nothing = Set(known.filter { $0.value.found == 0 }.keys)
  }

  /// Every number of the file but those in texts.
  private mutating func read(_ value: Any) {
    if let object = value as? [String: Any] {
      for (name, inner) in object where name != "public_checks" { read(inner) }
    } else if let list = value as? [Any] {
      for inner in list { read(inner) }
    } else if let number = (value as? NSNumber)?.doubleValue, number.isFinite, abs(number) < 1e12 {
      if let whole = Int(exactly: number) { counts.insert(abs(whole)) }
      tenths.insert(Int((abs(number) * 1000).rounded()))
    }
  }

  /// Numbers that anybody can compute from two of those that are printed.
  private mutating func derive(_ report: [String: Any]) {
    let run = report["run"] as? [String: Any] ?? [:]
    if let all = run["contacts"] as? Int, let unknown = run["contacts_without_customer"] as? Int {
      counts.insert(all - unknown)
    }
    for finding in (report["headline_family"] as? [[String: Any]] ?? []) {
      for side in ["bot", "human"] {
        let crude = finding["crude_" + side] as? [String: Any]
        if let share = finding["comparable_share_" + side] as? Double,
          let all = crude?["denominator"] as? Int
        {
          counts.insert(Int((share * Double(all)).rounded()))
        }
        let adjusted = finding[side] as? [String: Any]
        if let effect = adjusted?["design_effect"] as? Double,
          let all = adjusted?["denominator"] as? Int
        {
          counts.insert(Int((Double(all) / effect).rounded()))
        }
      }
    }
  }

  func leaks(_ text: ShownText) -> [String] {
    text.sentences.flatMap(inSentence) + text.cells.flatMap(inCell) + text.rows.flatMap(inRow)
  }

  // MARK: Numbers

  /// What stands behind a number that counts no contacts.
  private static let units = [
    "%", " %", "\u{202F}%", "\u{202F}s", "\u{202F}min", "\u{202F}h", "\u{202F}d", " point", " hour",
    " day", " week", " times", " word", " month", " minute", " strata", " headline",
    " more comparison", " of them complete", " to ", ":", "-", "\u{A0}", "\u{2002}",
  ]
  /// What stands before a number of the rules, or of a date.
  private static let rules = [
    "at least ", "from 1 to ", "margin ±", "\u{A0}", "-", ":", ".", " to ",
  ]

  private func inSentence(_ sentence: String) -> [String] {
    // How many customers a side has is printed nowhere else, and adds up to nothing.
    let isOfCustomers = sentence.hasPrefix("The bot opened ")
    return ShownNumber.all(in: sentence).compactMap { number in
      if number.decimals == 1, number.after.hasPrefix("\u{202F}%") {
        return tenths.contains(Int((number.value * 10).rounded())) ? nil : "share in: \(sentence)"
      }
      guard number.decimals == 0, let value = Int(exactly: number.value),
        !Self.units.contains(where: { number.after.hasPrefix($0) }),
        !Self.rules.contains(where: { number.before.hasSuffix($0) })
      else { return nil }
      return counts.contains(value) || isOfCustomers && value >= 20
        ? nil : "\(value) in: \(sentence)"
    }
  }

  /// `39 of 101`, `of 603`.
  private func inCell(_ cell: String) -> [String] {
    guard cell.contains("of ") else { return [] }
    return ShownNumber.all(in: cell).compactMap { number in
      guard number.decimals == 0, let value = Int(exactly: number.value),
        number.before.hasSuffix("of ") || number.after.hasPrefix(" of ")
      else { return nil }
      return counts.contains(value) ? nil : "\(value) in a cell: \(cell)"
    }
  }

  // MARK: Figures

  private func inRow(_ row: ShownText.Row) -> [String] {
    Self.cohorts.flatMap { title, cohort -> [String] in
      guard hidden.contains([row.metric, cohort]) else { return [] }
      func hasDigit(_ text: some StringProtocol) -> Bool {
        text.contains { $0.isASCII && $0.isNumber }
      }
      let cells = row.cells.filter {
        $0.column.trimmingCharacters(in: .whitespaces) == title && hasDigit($0.text)
      }
      let drawings = row.drawings.filter { words in
        words.range(of: title + " ").map { hasDigit(words[$0.upperBound...].prefix(4)) } ?? false
      }
      return cells.map { "\(row.metric) of \(cohort): \($0.text)" }
        + drawings.map { "\(row.metric) of \(cohort), drawn: \($0)" }
    }
  }

  /// What is said to be nothing on both sides and is not.
  func untrueNothings(_ text: ShownText) -> [String] {
    let start = "None found on either side: "
    return text.sentences.filter { $0.contains(start) }.flatMap { sentence in
      (sentence.components(separatedBy: start).last ?? "").dropLast().components(separatedBy: ", ")
        .filter { title in
          guard let metric = titles[title] else { return false }
          return ["bot_first", "human_first"].contains { !nothing.contains([metric, $0]) }
        }
    }
  }
}
