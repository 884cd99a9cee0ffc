import Cohorts
import Facts
import Statistics

extension ServedHours {
  /// Counts the hours of some contacts.
  init(_ table: ContactTable, _ rows: [Int32], cohort: Cohort) {
    let cells = table.cells(of: RateMetric.served)
    let hourOf = table.whole(table.hourOfWeek, fill: ContactTable.undatedHour)
    var hours = [Hour](repeating: Hour(), count: 168)
    for row in rows {
      let hour = Int(hourOf[Int(row)])
      guard hour < hours.count, let answer = cells[Int(row)].answer else { continue }
      hours[hour].contacts += 1
      if answer { hours[hour].answered += 1 }
    }
    self.init(cohort: cohort, hours: hours)
  }

  /// Those of the two entry cohorts, with durable resolution in and out of the hours that humans serve.
  static func compared(
    _ table: ContactTable,
    _ selection: CohortSelection,
    _ options: ComparisonOptions
  ) -> [ServedHours] {
    let entries = [EntryCohort.botFirst, .humanFirst]
    var found = entries.map { ServedHours(table, selection.rows($0), cohort: .entry($0)) }
    let staffed = found[1].hours.map { $0.isServed == true }
    let hourOf = table.whole(table.hourOfWeek, fill: ContactTable.undatedHour)
    for (place, entry) in entries.enumerated() {
      func durable(in isStaffed: Bool) -> Estimate {
        let rows = selection.rows(entry).filter { row in
          let hour = Int(hourOf[Int(row)])
          return hour < staffed.count && staffed[hour] == isStaffed
        }
        return Estimate(of: .durableResolution, table, rows, options)
      }
      found[place].durableStaffed = durable(in: true)
      found[place].durableUnstaffed = durable(in: false)
    }
    return found
  }
}

extension Summaries {
  /// M06 of every cohort: hours are counted and not sampled, so there is no interval.
  func servedHours(inSet number: Int) -> OfSet {
    let set = grouping.sets[number]
    return set.groups.indices.map { place in
      let group = set.groups[place]
      guard group.isShown else { return [] }
      let hours = ServedHours(table, grouping.counted(set, place), cohort: group.cohort)
      var estimate = Estimate(numerator: hours.served, denominator: hours.judged)
      if hours.judged > 0 {
        estimate.value = Double(hours.served) / Double(hours.judged)
      } else {
        estimate.nullReason = "too_few"
      }
      return [
        MetricSummary(
          statistic: "share",
          metric: .servedHoursShare,
          cohort: group.cohort,
          period: group.period,
          estimate: estimate
        )
      ]
    }
  }
}
