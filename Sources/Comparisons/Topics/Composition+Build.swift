import Cohorts
import Facts
import Statistics

extension Composition {
  /// Counts by the strata of the comparison, or by fewer of its variables where these would be too many.
  init(
    _ design: ComparisonDesign,
    _ selection: CohortSelection,
    _ runner: some PieceRunner
  ) async {
    self.init()
    let table = design.table
    let rows = selection.all
    guard let strata = Self.strata(design, rows) else {
      nullReason = "too_many_strata"
      return
    }
    variables = strata.variables.map(\.rawValue)
    let entry = table.whole(table.entry, fill: .none)
    let sides = EntryCohort.allCases.count
    let stratumCount = Int(strata.code.max() ?? -1) + 1
    var groupOf = [Int32](repeating: -1, count: stratumCount * sides)
    var group = [Int32](repeating: 0, count: rows.count)
    for (position, row) in rows.enumerated() {
      let side = entry[Int(row)]
      let cell = Int(strata.code[position]) * sides + Int(side.rawValue)
      if groupOf[cell] < 0 {
        groupOf[cell] = Int32(groups.count)
        groups.append(
          Group(
            cohort: Cohort.entry(side).name,
            values: strata.values(strata.code[position], in: table),
            contacts: 0
          )
        )
      }
      group[position] = groupOf[cell]
      groups[Int(groupOf[cell])].contacts += 1
    }
    let metrics = table.metrics.rates
    let (places, count) = (group, groups.count)
    let counted = await runner.results(of: metrics.count) { piece in
      Self.rate(metrics[piece], table, rows, places, groups: count)
    }
    rates = counted.compactMap(\.self)
  }

  /// The strata of counted contacts; nil when topics alone are too many.
  private static func strata(_ design: ComparisonDesign, _ rows: [Int32]) -> Stratification? {
    var variables = design.strata.variables
    var found = design.strata
    var isOfAll = rows.count == design.rows.count
    while !isOfAll || found.overlap.strata.count > mostStrata {
      if isOfAll {
        variables.removeLast()
        guard !variables.isEmpty else { return nil }
      }
      found = Stratification(
        design.table,
        rows: rows,
        arm: [UInt8](repeating: 0, count: rows.count),
        fixed: variables
      )
      isOfAll = true
    }
    return found
  }

  /// Nil when nobody gave an answer.
  private static func rate(
    _ metric: RateMetric,
    _ table: ContactTable,
    _ rows: [Int32],
    _ group: [Int32],
    groups: Int
  ) -> Rate? {
    guard let cells = table.column(of: metric) else { return nil }
    let answerOf = SummaryBuilder.answerOf
    // Nothing, no and yes of each group side by side; the fourth is never used.
    var counts = [Int](repeating: 0, count: groups * 4)
    for (position, row) in rows.enumerated() {
      let answer = Int(answerOf[Int(cells[Int(row)].rawValue)])
      let place = Int(group[position]) &* 4 &+ answer
      counts[place] &+= 1
    }
    var yes = [Int](repeating: 0, count: groups)
    var known = yes
    for place in 0..<groups {
      yes[place] = counts[4 * place + 2]
      known[place] = counts[4 * place + 1] + yes[place]
    }
    guard known.contains(where: { $0 > 0 }) else { return nil }
    return Rate(metric: metric.definition.id, yes: yes, known: known)
  }
}
