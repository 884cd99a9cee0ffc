/// What the contacts are made of, and every yes/no measure by stratum: from which a later comparison of two runs can
/// tell another mix of contacts from another outcome of the same kind of contact.
///
/// Counts only, and of the whole period only.
package struct Composition: Sendable {
  /// Contacts of one stratum that were given to the same side.
  package struct Group: Sendable {
    /// The entry cohort: `bot_first`, `human_first` or `none`.
    package var cohort: String
    /// The value of each variable.
    package var values: [String]
    package var contacts: Int

    package init(cohort: String, values: [String], contacts: Int) {
      self.cohort = cohort
      self.values = values
      self.contacts = contacts
    }
  }

  /// The answers to one measure, a number for each group.
  package struct Rate: Sendable {
    package var metric: String
    package var yes: [Int]
    /// Contacts with a yes or a no.
    package var known: [Int]

    package init(metric: String, yes: [Int], known: [Int]) {
      self.metric = metric
      self.yes = yes
      self.known = known
    }
  }

  /// More strata than these are not listed; fewer variables make them then.
  package static let mostStrata = 256

  /// The variables that make the strata: `topic`, `language`, ….
  package var variables: [String] = []
  package var groups: [Group] = []
  package var rates: [Rate] = []
  /// Why there is nothing.
  package var nullReason: String?

  package init() {}
}
