package import Comparisons
import Facts

/// What changed between two reports, laid out once for people.
package struct DiffPage: Sendable {
  /// Texts ready to be read; the first column is the row's head.
  struct Table: Sendable {
    var title: String
    var columns: [String]
    /// Columns from this on are numbers.
    var firstNumber: Int
    var rows: [[String]]
  }

  let diff: RunDiff
  /// The two reports, a line each.
  let reports: [String]
  /// What must be known before any figure is read; nil when definitions are the same.
  let warning: String?
  let tables: [Table]
  /// What the tables leave out, and how to read them.
  let notes: [String]

  /// - Parameters:
  ///   - diff: What changed.
  ///   - all: Every figure instead of the headline and what moved.
  package init(_ diff: RunDiff, all: Bool) {
    self.diff = diff
    let named = [("A", diff.a), ("B", diff.b)] + (diff.bridge.map { [("C", $0.report)] } ?? [])
    reports = named.map { "\($0)  " + Self.line($1) }
    warning = Self.warning(diff)
    let headline = diff.figures.filter { $0.family == .headline && $0.state != .stillNull }
    let others = diff.figures.filter { $0.family != .headline }
    let moved = others.filter { $0.state == .moved || $0.state == .changed }
    let cameOrWent = others.filter { Self.cameOrWent($0.state) }
    let figures: [Table?] =
      all
      ? [Self.figures("All figures", diff.figures, diff)]
      : [
        Self.figures("The headline measures", headline, diff),
        Self.figures("What else moved", moved, diff),
        Self.figures("What became a figure, or is none any more", cameOrWent, diff),
      ]
    tables = ([Self.definitions(diff), Self.verdicts(diff)] + figures).compactMap(\.self)
    let shown = all ? diff.figures.count : headline.count + moved.count + cameOrWent.count
    notes = Self.notes(diff, shown: shown)
  }

  private static func cameOrWent(_ state: FigureChange.State) -> Bool {
    switch state {
    case .appeared, .vanished, .onlyBefore, .onlyAfter: true
    case .moved, .changed, .withinChance, .unchanged, .notTested, .stillNull: false
    }
  }

  private static func line(_ report: KeptReport) -> String {
    let days =
      switch (report.firstDay, report.lastDay) {
      case (let first?, let last?): "\(first) to \(last)"
      default: "no days known"
      }
    return plain(report.name, limit: 120) + ": Onpar " + plain(report.version, limit: 40) + ", "
      + days + ", "
      + (report.contacts.map { NumberText.count($0) + ($0 == 1 ? " contact" : " contacts") }
        ?? "number of contacts not shown")
  }

  private static func warning(_ diff: RunDiff) -> String? {
    let names = diff.definitions.filter { $0.scope != .judgement && $0.scope != .period }.map(
      \.name
    )
    guard !names.isEmpty else { return nil }
    let reach = diff.figures.contains { $0.isComparable && $0.change != nil }
    return (reach ? "Not all figures are comparable" : "The figures are not comparable")
      + ": these definitions differ: " + names.map { plain($0, limit: 80) }.joined(separator: ", ")
      + ". A figure that is marked \u{2260} may have changed for that reason alone."
  }

  // MARK: Tables

  private static func definitions(_ diff: RunDiff) -> Table? {
    guard !diff.definitions.isEmpty else { return nil }
    return Table(
      title: "What was defined or set otherwise",
      columns: ["What", "A", "B", "Reaches"],
      firstNumber: 4,
      rows: diff.definitions.map { change in
        [
          plain(change.name, limit: 80),
          change.before.map { plain($0, limit: 60) } ?? "not there",
          change.after.map { plain($0, limit: 60) } ?? "not there", reach(change.scope),
        ]
      }
    )
  }

  private static func reach(_ scope: DefinitionChange.Scope) -> String {
    switch scope {
    case .figures: "every figure"
    case .metric: "this metric"
    case .adjusted: "differences between bot and human"
    case .workload: "cost and workload"
    case .summedUp: "languages and hours served, workload"
    case .judgement: "no figure: verdicts, limits or what is shown"
    case .period: "which contacts are looked at"
    }
  }

  private static func verdicts(_ diff: RunDiff) -> Table? {
    guard !diff.verdicts.isEmpty else { return nil }
    func words(_ verdict: String?) -> String {
      guard let verdict else { return "not there" }
      return VerdictWord(rawValue: verdict)?.word ?? plain(verdict, limit: 40)
    }
    return Table(
      title: "Verdicts, bot against humans",
      columns: ["Measure", "A", "B", ""],
      firstNumber: 4,
      rows: diff.verdicts.map {
        [
          plain($0.title, limit: 80), words($0.before), words($0.after),
          $0.before == $0.after ? "" : "changed",
        ]
      }
    )
  }

  private static func figures(_ title: String, _ figures: [FigureChange], _ diff: RunDiff) -> Table?
  {
    guard !figures.isEmpty else { return nil }
    return Table(
      title: title,
      columns: [
        "Figure", "Whose", "A", "B", "Change (\(NumberText.level(diff.level)) interval)", "q",
        "Chance", "Mix", "Rest",
      ],
      firstNumber: 2,
      rows: figures.map(row)
    )
  }

  private static func row(_ figure: FigureChange) -> [String] {
    let unit = figure.definition.flatMap { MetricDefinition.Unit(rawValue: $0.unit) } ?? .ratio
    let causes = figure.causes
    let mix = causes.mix.map { difference($0, unit) } ?? ""
    let parts: [(Double?, String)] = [
      (causes.data, "data"), (causes.dataAndMix, "data or mix"),
      (
        causes.dataAndDefinition,
        causes.mix == nil ? "data, mix or definition" : "data or definition"
      ),
      (causes.definition == 0 ? nil : causes.definition, "definition"),
    ]
    let known = parts.filter { $0.0 != nil }
    // The whole change needs no number.
    let rest =
      known.count == 1 && mix.isEmpty
      ? known[0].1
      : known.map { difference($0.0 ?? 0, unit) + " " + $0.1 }.joined(separator: ", ")
    return [
      (figure.isComparable ? "" : "\u{2260} ") + title(figure), whose(figure.key),
      side(figure.key, figure.before, unit), side(figure.key, figure.after, unit),
      change(figure, unit), figure.qValue.map(NumberText.pValue) ?? "", chance(figure.state), mix,
      rest,
    ]
  }

  private static func title(_ figure: FigureChange) -> String {
    let title = plain(figure.definition?.title ?? figure.key.metric, limit: 80)
    // That title says it already.
    if figure.key.statistic == "km" { return title }
    return CodeText.statistic(figure.key.statistic).map { title + ", " + $0 } ?? title
  }

  private static func whose(_ key: FigureKey) -> String {
    if key.cohort == FigureKey.difference { return "Bot less human, same mix" }
    let cohort =
      switch key.cohort {
      case "all": "All contacts"
      case "bot_first", "human_first": CodeText.handledBy(key.cohort)
      default: CodeText.handledBy(plain(key.cohort, limit: 40))
      }
    return key.topic.map { cohort + ", " + plain($0, limit: 60) } ?? cohort
  }

  private static func chance(_ state: FigureChange.State) -> String {
    switch state {
    case .moved: "beyond"
    case .withinChance: "within"
    case .changed: "none"
    case .unchanged: "same"
    case .notTested: "not tested"
    case .appeared, .vanished, .stillNull, .onlyBefore, .onlyAfter: ""
    }
  }

  private static func side(
    _ key: FigureKey,
    _ estimate: Estimate?,
    _ unit: MetricDefinition.Unit
  ) -> String {
    guard let estimate else { return "not there" }
    guard let value = estimate.value else {
      return NumberText.missing + (estimate.nullReason.map { " " + CodeText.words($0) } ?? "")
    }
    // A difference of shares is in points.
    if key.cohort == FigureKey.difference { return difference(value, unit) }
    return QuantityText.value(value, unit: unit)
      + (QuantityText.basis(estimate).map { " (\($0))" } ?? "")
  }

  private static func difference(_ value: Double, _ unit: MetricDefinition.Unit) -> String {
    QuantityText.difference(scale: .difference, unit: unit, value: value) ?? NumberText.missing
  }

  private static func change(_ figure: FigureChange, _ unit: MetricDefinition.Unit) -> String {
    guard let change = figure.change else {
      switch figure.state {
      case .appeared: return "a figure now"
      case .vanished: return "no figure any more"
      case .onlyBefore: return "only in A"
      case .onlyAfter: return "only in B"
      default: return ""
      }
    }
    let interval = QuantityText.differenceInterval(
      scale: .difference,
      unit: unit,
      Estimate(lower: figure.lower, upper: figure.upper)
    )
    return difference(change, unit) + (interval.map { " (\($0))" } ?? "")
  }

  // MARK: Notes

  private static func notes(_ diff: RunDiff, shown: Int) -> [String] {
    func count(_ states: FigureChange.State...) -> Int {
      diff.figures.count { states.contains($0.state) }
    }
    let tested = diff.figures.count { $0.qValue != nil }
    var counts: [String] = []
    if diff.shared == .same {
      counts.append("\(NumberText.count(count(.changed))) changed")
    } else {
      counts.append(
        "\(NumberText.count(count(.moved))) of \(NumberText.count(tested)) tested figures moved beyond chance"
      )
      counts.append("\(NumberText.count(count(.withinChance))) within chance")
      counts.append("\(NumberText.count(count(.notTested))) without an interval")
    }
    counts.append("\(NumberText.count(count(.unchanged))) the same")
    counts.append("\(NumberText.count(count(.stillNull))) null in both")
    var notes = [counts.joined(separator: ", ") + "."]
    if shown < diff.figures.count {
      notes[0] +=
        " \(NumberText.count(diff.figures.count - shown)) are not shown; --all shows them."
    }
    notes.append(sharing(diff.shared))
    if diff.shared != .same {
      notes.append(
        "Change is B less A. Intervals: of rates by MOVER over the Wilson limits of both at their effective sizes "
          + "(Newcombe), of all else by MOVER over the limits that the reports print. A figure moved when its interval "
          + "excludes zero and its q-value is at most \(NumberText.twoDigits(diff.threshold)); q-values hold within the "
          + "headline measures, the other measures, those by who took part, and topics (Benjamini and Hochberg)."
      )
      notes.append(
        "Mix is the part of the change of a raw rate that another composition of strata makes, the rest what changed "
          + "within strata (Kitagawa). Both describe counts and prove no cause."
      )
    }
    switch diff.bridge {
    case .ofA:
      notes.append(
        "C is of A\u{2019}s contacts by B\u{2019}s definitions: from A to C is definition, from C to B mix and data. The parts add up to "
          + "the change; its interval is that of the whole change."
      )
    case .ofB:
      notes.append(
        "C is of B\u{2019}s contacts by A\u{2019}s definitions: from A to C is mix and data, from C to B definition. The parts add up to "
          + "the change; its interval is that of the whole change."
      )
    case nil where diff.hasOtherDefinitions && diff.shared != .same:
      notes.append(
        "Data and definitions changed both, and these two reports alone cannot tell their parts of a change apart. Write a "
          + "report of A\u{2019}s export with B\u{2019}s version and settings, and give it with --between."
      )
    case nil: break
    }
    return notes
  }

  private static func sharing(_ shared: SharedContacts) -> String {
    switch shared {
    case .same:
      "Both reports are of the same files. Nothing is a matter of chance: every change is exact, and comes from a "
        + "definition."
    case .overlapping:
      "The days overlap, so contacts may be in both reports. The intervals take them as separate, which makes them too "
        + "wide rather than too narrow."
    case .separate: "No day is in both reports; the intervals take the contacts as separate."
    case .unknown:
      "Nothing tells whether contacts are in both reports; the intervals take them as separate."
    }
  }
}
