import Cohorts
import Facts

/// Reaching a human by the hour of the day at which contacts began (M30 to M32).
///
/// Hours are those of the reporting zone. They are counted from all contacts of the cohort, whatever their week.
package struct RequestHours: Sendable {
  package struct Hour: Sendable {
    /// Asked for a human (M30).
    package var asked = Estimate()
    /// Of those, held off by the bot (M32).
    package var deflected = Estimate()
    /// Of those, never connected (M31).
    package var unmet = Estimate()
    /// The median time from the request to a human, in seconds (M32).
    package var seconds = Estimate()
    /// The median of the customer's messages in between (M32).
    package var messages = Estimate()

    package init() {}
  }

  /// So many hours make a quarter of the day.
  package static let quarterLength = 6

  package var cohort: Cohort
  /// 24, from midnight.
  package var hours: [Hour]
  /// Night, morning, afternoon and evening: where single hours hold too few.
  package var quarters: [Hour]

  package init(cohort: Cohort, hours: [Hour], quarters: [Hour]) {
    self.cohort = cohort
    self.hours = hours
    self.quarters = quarters
  }

  /// Contacts that asked, of all hours.
  package var asked: Int { hours.reduce(0) { $0 + ($1.asked.numerator ?? 0) } }
}

extension RequestHours {
  /// Counts the hours of some contacts; a contact without a time is in none.
  init(
    _ table: ContactTable,
    _ rows: [Int32],
    cohort: Cohort,
    _ options: ComparisonOptions
  ) {
    let hourOf = table.whole(table.hourOfWeek, fill: ContactTable.undatedHour)
    let requests = table.cells(of: .humanRequest)
    func counted(_ rows: [Int32]) -> Hour {
      var hour = Hour()
      hour.asked = Estimate(of: .humanRequest, table, rows, options)
      let asking = rows.filter { requests[Int($0)].answer == true }
      hour.deflected = Estimate(of: .deflectedHumanRequest, table, asking, options)
      hour.unmet = Estimate(of: .unmetHumanRequest, table, asking, options)
      hour.seconds = Estimate(0.5, of: .humanRequestEffortSeconds, table, asking, options)
      hour.messages = Estimate(0.5, of: .humanRequestEffortMessages, table, asking, options)
      return hour
    }
    var rowsOf = [[Int32]](repeating: [], count: 24)
    for row in rows where hourOf[Int(row)] < 168 {
      rowsOf[Int(hourOf[Int(row)]) % 24].append(row)
    }
    self.init(
      cohort: cohort,
      hours: rowsOf.map(counted),
      quarters: stride(from: 0, to: 24, by: Self.quarterLength).map { first in
        counted(rowsOf[first..<first + Self.quarterLength].flatMap(\.self))
      }
    )
  }
}
