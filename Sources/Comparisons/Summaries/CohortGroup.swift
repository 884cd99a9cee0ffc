import Facts

/// The contacts of one cohort in one period.
struct CohortGroup: Sendable {
  let cohort: Cohort
  let period: Period
  /// Counted contacts.
  let count: Int
  /// The atoms of its counted contacts.
  let atoms: [Int]
  /// The same with those of contacts in which nobody engaged.
  let formedAtoms: [Int]

  /// Weeks without contacts are left out, and so is the cohort of contacts that nobody opened.
  var isShown: Bool {
    if case .week = period { return count > 0 }
    return cohort != .entry(.none) || count > 0
  }
}

/// Contacts that are in the same groups, whatever the way to group.
struct Atom: Sendable, Hashable {
  let entry: EntryCohort
  let handling: HandledBy
  let week: Int32?
  /// False for contacts that are left out because nobody engaged.
  let isCounted: Bool
}
