import Facts
import Statistics

/// Groups that do not overlap, such as the entry cohorts or the weeks of one cohort.
struct GroupSet: Sendable {
  let groups: [CohortGroup]
  /// The group of each atom of counted contacts, negative for none.
  let groupOf: [Int32]
  /// The contacts of each group, in places of the ``Grouping``.
  let walks: GroupWalks
  /// Whether the groups are weeks.
  let isWeekly: Bool
}

/// How a set divides the atoms.
struct GroupPlan: Sendable {
  let names: [(cohort: Cohort, period: Period)]
  let isWeekly: Bool
  /// The group of an atom, nil for none.
  let group: @Sendable (Atom) -> Int?
}

extension Cohort {
  /// The cohorts that are followed week by week.
  static let weekly: [Cohort] = [.all, .entry(.botFirst), .entry(.humanFirst)]
}
