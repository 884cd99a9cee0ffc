/// The hours of the week in which a cohort's customers were really answered (M06).
package struct ServedHours: Sendable {
  /// One hour of the week.
  package struct Hour: Sendable, Hashable {
    /// Contacts that began in it and of which it is known whether they were answered in time.
    package var contacts = 0
    /// Those that were.
    package var answered = 0

    package init(contacts: Int = 0, answered: Int = 0) {
      self.contacts = contacts
      self.answered = answered
    }

    /// Nil where too few contacts are no evidence.
    package var isServed: Bool? {
      contacts >= ServedHours.fewestContacts ? answered * 10 >= contacts * 9 : nil
    }
  }

  /// Below so many contacts an hour is no evidence.
  package static let fewestContacts = 5

  package var cohort: Cohort
  /// 168, from Monday at midnight.
  package var hours: [Hour]
  /// Durable resolution of contacts that began in hours which humans serve, and of those that did not.
  package var durableStaffed = Estimate()
  package var durableUnstaffed = Estimate()

  package init(cohort: Cohort, hours: [Hour]) {
    self.cohort = cohort
    self.hours = hours
  }

  /// Hours that are served, and hours with evidence.
  package var served: Int { hours.count { $0.isServed == true } }
  package var judged: Int { hours.count { $0.isServed != nil } }
}
