import Cohorts
import Facts
import Statistics

/// M43 and M44: what needs a rating and its scale together.
extension Summaries {
  /// Over the whole period only: weeks have too few ratings.
  func surveys(inSet number: Int) -> OfSet {
    let set = grouping.sets[number]
    let scores = table.cells(of: ValueMetric.csatScore)
    return set.groups.indices.map { place in
      let group = set.groups[place]
      guard group.isShown else { return [] }
      let rows = grouping.counted(set, place)
      let runs = CustomerRuns(customers: rows.map { grouping.customer[Int($0)] })
      return bounds(in: group, rows, runs) + surveyScores(in: group, rows, runs, scores)
    }
  }

  // MARK: M43

  private func bounds(
    in group: CohortGroup,
    _ rows: [Int32],
    _ runs: CustomerRuns
  ) -> [MetricSummary] {
    let asked = AskedContacts(table, rows, ratings)
    return [("lower_bound", false), ("upper_bound", true)].map { name, ofSilent in
      let cells = asked.cells(ofSilent: ofSilent)
      var counts = RateCounts()
      for cell in cells { counts.add(cell) }
      var summary = builder.rate(.csatBounds, name, counts, in: group) {
        try? runs.proportion(
          cells.map(\.rawValue),
          meaning: SummaryBuilder.answerOf,
          level: options.level
        )
      }
      if asked.isWithoutRatings {
        summary.estimate = Estimate(denominator: counts.denominator, nullReason: "no_rating")
      }
      return summary
    }
  }

  // MARK: M44

  private func surveyScores(
    in group: CohortGroup,
    _ rows: [Int32],
    _ runs: CustomerRuns,
    _ scores: ValueCells
  ) -> [MetricSummary] {
    let promoter = ratings.scores(on: .promoter, rows, scores)
    let effort = ratings.scores(on: .effort, rows, scores)
    return [promoters(promoter, in: group, runs)] + self.effort(effort, in: group, runs)
  }

  /// The mean of 100, 0 and −100 is the difference of the two percentages.
  private func promoters(
    _ cells: [ValueCell],
    in group: CohortGroup,
    _ runs: CustomerRuns
  ) -> MetricSummary {
    let counts = ValueCounts(states: SummaryBuilder.occurrences(cells.map(\.state)))
    var summary = MetricSummary(
      statistic: "score",
      metric: .nps,
      cohort: group.cohort,
      period: group.period,
      estimate: Estimate(denominator: counts.known),
      excluded: counts.excluded,
      evidence: counts.evidence
    )
    guard counts.known >= options.minCell else {
      summary.estimate.nullReason =
        counts.known == 0 ? counts.commonestReason?.name ?? "no_contacts" : "too_few"
      return summary
    }
    let values = cells.map { cell in
      cell.value.map { $0 >= 9 ? 100.0 : $0 <= 6 ? -100.0 : 0.0 } ?? .nan
    }
    let mean = try? runs.mean(
      of: values,
      sorted: ValueOrder.values(values)[...],
      level: options.level
    )
    if let mean {
      summary.estimate = Estimate(mean)
      summary.estimate.lower = summary.estimate.lower.map { max(-100, $0) }
      summary.estimate.upper = summary.estimate.upper.map { min(100, $0) }
    }
    return summary
  }

  private func effort(
    _ cells: [ValueCell],
    in group: CohortGroup,
    _ runs: CustomerRuns
  ) -> [MetricSummary] {
    let answers = cells.map(\.isEasy)
    var counts = RateCounts()
    for answer in answers { counts.add(answer) }
    let share = builder.rate(.ces, "rate", counts, in: group) {
      try? runs.proportion(
        answers.map(\.rawValue),
        meaning: SummaryBuilder.answerOf,
        level: options.level
      )
    }
    let known = ValueCounts(states: SummaryBuilder.occurrences(cells.map(\.state)))
    return [share] + amounts(.cesScore, cells, known, in: group, runs)
  }
}

/// The contacts that were asked for a rating, or all where the export does not say who was.
struct AskedContacts {
  private let rows: [Int32]
  private let ratings: RatingScales
  private let isOther: [Bool]
  private let satisfied: [RateCell]
  private let offered: [RateCell]

  init(_ table: ContactTable, _ rows: [Int32], _ ratings: RatingScales) {
    self.rows = rows
    self.ratings = ratings
    isOther = ratings.isOther(in: rows)
    satisfied = table.cells(of: RateMetric.csatTop2)
    offered = table.cells(of: RateMetric.surveyOffer)
  }

  /// Without a single rating the bounds are 0 and 1 and say nothing.
  var isWithoutRatings: Bool {
    !zip(rows, isOther).contains { !$1 && satisfied[Int($0)].answer != nil }
  }

  /// Whether each contact is satisfied, those who did not answer being what `ofSilent` says.
  func cells(ofSilent isSatisfied: Bool) -> [RateCell] {
    zip(rows, isOther).map { row, isOther in
      let rating = satisfied[Int(row)]
      if isOther { return .null(.notApplicable) }
      if rating.answer != nil { return rating }
      // Rated on a scale of which nobody knows the top two.
      if ratings.scale(of: row) != nil { return .null(.notApplicable) }
      switch offered[Int(row)].answer {
      case false: return .null(.notApplicable)
      case true, nil: return .known(isSatisfied, offered[Int(row)].evidence ?? .inferred)
      }
    }
  }
}

extension RatingScale {
  /// The scale of the question whether one would recommend the company.
  static let promoter = Self(min: 0, max: 10)
  /// The scale of the question whether it was easy.
  static let effort = Self(min: 1, max: 7)
}

extension RatingScales {
  /// The ratings of some contacts that are on one scale; `scores` are those of the table.
  func scores(on scale: RatingScale, _ rows: [Int32], _ scores: ValueCells) -> [ValueCell] {
    let isThere = has(scale)
    return rows.map { row in
      let cell = scores[Int(row)]
      guard isThere else { return .null(.notInExport) }
      guard cell.value != nil else { return cell }
      return self.scale(of: row) == scale ? cell : .null(.notApplicable)
    }
  }
}

extension ValueCell {
  /// One of the top three points of seven (M44).
  var isEasy: RateCell {
    value.map { .known($0 >= 5, .explicit) } ?? .null(nullReason ?? .notInExport)
  }
}
