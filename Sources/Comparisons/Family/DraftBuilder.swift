import Cohorts
import Facts
import Statistics

/// Makes drafts: estimates of both arms, adjusted and as they stand, before any verdict.
struct DraftBuilder: Sendable {
  let design: ComparisonDesign

  var options: ComparisonOptions { design.options }

  /// A standardised proportion (STATISTICS 3).
  func rate(_ metric: RateMetric) -> Draft {
    rate(metric, RateColumn(metric, design))
  }

  func rate(_ metric: RateMetric, _ column: RateColumn) -> Draft {
    var finding = ComparisonFinding(
      metric: metric.definition,
      statistic: "rate",
      scale: .difference
    )
    if isLeftOut(metric) { return notComputed(finding) }
    let differs = Evidence.allCases.contains {
      differ(column.bot.share(of: $0), column.human.share(of: $0))
    }
    if differs { finding.warnings.append("measured_differently") }
    let reason = (column.bot.denominator == 0 ? column.bot : column.human).commonestReason
    var draft = fill(
      finding,
      counts: (column.bot.denominator, column.human.denominator),
      empty: reason?.name ?? "not_in_export",
      try? design.frame?.proportion(answers: column.answers, level: options.level)
    )
    draft.finding.crudeBot.numerator = column.bot.numerator
    draft.finding.crudeHuman.numerator = column.human.numerator
    return draft
  }

  /// A cumulative incidence at a horizon in milliseconds (STATISTICS 4.3).
  func incidence(
    _ metric: RateMetric,
    statistic: String,
    of column: [TimedStatus?],
    horizon: Int64,
    differs: Bool
  ) -> Draft {
    var finding = ComparisonFinding(
      metric: metric.definition,
      statistic: statistic,
      scale: .difference
    )
    if differs { finding.warnings.append("measured_differently") }
    let events = TimeColumn(column, design)
    return fill(
      finding,
      counts: (events.bot, events.human),
      empty: "not_in_export",
      (try? design.frame?.incidences(
        time: events.time,
        status: events.status,
        horizons: [Double(horizon)],
        level: options.level
      ))?.first
    )
  }

  /// Quantiles of an amount per contact, on the scale of ratios (STATISTICS 4.2).
  func quantiles(_ metric: ValueMetric, _ asked: [(p: Double, statistic: String)]) -> [Draft] {
    let column = ValueColumn(metric, design)
    let differs = Evidence.allCases.contains {
      differ(column.bot.share(of: $0), column.human.share(of: $0))
    }
    let reason = (column.bot.known == 0 ? column.bot : column.human).commonestReason
    let contrasts = try? design.frame?.quantiles(
      asked.map(\.p),
      of: column.values,
      level: options.level
    )
    return asked.enumerated().map { index, asked in
      var finding = ComparisonFinding(
        metric: metric.definition,
        statistic: asked.statistic,
        scale: .ratio
      )
      if differs { finding.warnings.append("measured_differently") }
      return fill(
        finding,
        counts: (column.bot.known, column.human.known),
        empty: reason?.name ?? "not_in_export",
        contrasts?[index]
      )
    }
  }

  /// Whether `--metrics` left it out.
  private func isLeftOut(_ metric: RateMetric) -> Bool {
    design.table.metrics != .all && design.table.column(of: metric) == nil
  }

  /// M21: marks both ends of the resolution range where its widths differ by more than 10 points between the arms.
  func markingWidths(_ drafts: [Draft]) -> [Draft] {
    guard widthsDiffer else { return drafts }
    return drafts.map { draft in
      var draft = draft
      guard ["M19", "M20"].contains(draft.finding.metric.number) else { return draft }
      if !draft.finding.warnings.contains("measured_differently") {
        draft.finding.warnings.insert("measured_differently", at: 0)
        draft.finding.caveat =
          "The two sides were measured differently: the shares that count as resolved although no customer "
          + "confirmed it differ by over 10 points."
      }
      return draft
    }
  }

  private var widthsDiffer: Bool {
    let strict = RateColumn(.confirmedResolution, design)
    let lenient = RateColumn(.lenientResolution, design)
    func width(_ strict: RateCounts, _ lenient: RateCounts) -> Double? {
      guard min(strict.denominator, lenient.denominator) >= options.minCell else { return nil }
      return Double(lenient.numerator - strict.numerator) / Double(lenient.denominator)
    }
    guard let bot = width(strict.bot, lenient.bot), let human = width(strict.human, lenient.human)
    else { return false }
    return abs(bot - human) > 0.10
  }

  /// METRICS 4: a class of evidence that differs by more than 20 points between the arms.
  func differ(_ bot: Double?, _ human: Double?) -> Bool {
    guard let bot, let human else { return false }
    return abs(bot - human) > 0.20
  }
}
