import Cohorts
import Facts
import Statistics

extension LanguagesServed {
  /// Judges the languages of some contacts.
  init(_ table: ContactTable, _ rows: [Int32], cohort: Cohort, _ options: ComparisonOptions) {
    let spoken = table.whole(table.spoken, fill: 0)
    let known = table.whole(table.repliesInKnownLanguage, fill: 0)
    let matching = table.whole(table.repliesInSpokenLanguage, fill: 0)
    var groups: [Int: [Int32]] = [:]
    for row in rows { groups[Int(spoken[Int(row)]), default: []].append(row) }
    let unknown = groups.removeValue(forKey: 0)?.count ?? 0
    let ordered = groups.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
    let shares = ordered.map { Estimate(of: .durableResolution, table, $0.value, options) }
    let given = options.margins[RateMetric.durableResolution.id]
    let margin = shares.first?.value.map { given ?? Margin.forRate(human: $0) }
    let languages = ordered.indices.map { place in
      let rows = ordered[place].value
      var match = Estimate(
        numerator: rows.reduce(0) { $0 + Int(matching[Int($1)]) },
        denominator: rows.reduce(0) { $0 + Int(known[Int($1)]) }
      )
      match.value = Self.share(match)
      if match.value == nil { match.nullReason = Status.repliesUnknown.rawValue }
      var language = Language(
        code: ContactTable.languageName(UInt16(ordered[place].key)),
        contacts: rows.count,
        match: match,
        durable: shares[place],
        difference: place == 0 ? Estimate() : Self.difference(shares[place], shares[0], options),
        status: .served
      )
      language.status = Self.status(language, isLargest: place == 0, margin, options)
      return language
    }
    self.init(
      cohort: cohort,
      languages: languages,
      unknown: unknown,
      margin: margin,
      marginIsDefault: given == nil
    )
  }

  private static func share(_ counts: Estimate) -> Double? {
    guard let numerator = counts.numerator, let denominator = counts.denominator, denominator > 0
    else { return nil }
    return Double(numerator) / Double(denominator)
  }

  private static func difference(
    _ one: Estimate,
    _ largest: Estimate,
    _ options: ComparisonOptions
  ) -> Estimate {
    guard let a = one.value, let lowA = one.lower, let highA = one.upper, let b = largest.value,
      let lowB = largest.lower, let highB = largest.upper
    else { return Estimate(nullReason: one.nullReason ?? largest.nullReason ?? "not_estimable") }
    let interval = Mover.difference((a, lowA, highA), (b, lowB, highB), level: options.level)
    return Estimate(value: a - b, lower: interval.lower, upper: interval.upper)
  }

  private static func status(
    _ language: Language,
    isLargest: Bool,
    _ margin: Double?,
    _ options: ComparisonOptions
  ) -> Status {
    guard language.contacts >= options.minCell else { return .tooFew }
    guard let numerator = language.match.numerator, let denominator = language.match.denominator,
      denominator > 0
    else { return .repliesUnknown }
    // In whole numbers: 19 of 20 reach 0.95.
    guard numerator * 100 >= denominator * 95 else { return .otherLanguage }
    guard let margin, language.durable.value != nil else { return .outcomeUnknown }
    if isLargest { return .served }
    guard let lower = language.difference.lower else { return .outcomeUnknown }
    return lower > -margin ? .served : .notOnPar
  }
}

extension Summaries {
  /// M05 of every cohort.
  func languages(inSet number: Int) -> OfSet {
    let set = grouping.sets[number]
    return set.groups.indices.map { place in
      let group = set.groups[place]
      guard group.isShown else { return [] }
      let rows = grouping.counted(set, place)
      let found = LanguagesServed(table, rows, cohort: group.cohort, options)
      var summary = MetricSummary(
        statistic: "count",
        metric: .languagesServed,
        cohort: group.cohort,
        period: group.period,
        estimate: Estimate(
          value: Double(found.served),
          denominator: rows.count - found.unknown
        ),
        excluded: found.unknown > 0 ? [("language_unknown", found.unknown)] : []
      )
      if found.languages.isEmpty {
        summary.estimate.value = nil
        summary.estimate.nullReason = rows.isEmpty ? "no_contacts" : "language_unknown"
      }
      return [summary]
    }
  }
}
