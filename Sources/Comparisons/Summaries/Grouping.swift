import Cohorts
import Facts
import Statistics

/// All contacts of a table in one order, each customer's together, and every way to group them.
///
/// Made once. A measure then needs no order, look-up or copy per group: it counts by atom, or walks
/// along the groups of a set.
struct Grouping: Sendable {
  /// The table row of each place: formed contacts, each customer's together.
  let rows: [Int32]
  /// The place of each table row, negative for none.
  let placeOf: [Int32]
  /// The atom of each table row; ``atoms``' count for contacts in no group.
  let atomOf: [UInt32]
  /// The customer of each table row.
  let customer: [Int32]
  let atoms: [Atom]
  /// How many contacts each atom has.
  let counts: [Int]
  /// The whole period by cohort, then the weeks of each cohort that is followed.
  let sets: [GroupSet]
  /// The sets of the whole period.
  let whole: Range<Int>

  init(_ table: ContactTable, _ selection: CohortSelection) {
    let codes = table.whole(table.customer, fill: 0)
    customer = codes.contains { $0 < 0 } ? codes.map { max(0, $0) } : codes
    rows = Self.ordered(selection.formed, by: customer)
    var placeOf = [Int32](repeating: -1, count: table.count)
    for (place, row) in rows.enumerated() { placeOf[Int(row)] = Int32(place) }
    self.placeOf = placeOf
    let found = AtomFinder(table, selection.formed)
    atoms = found.atoms
    counts = found.counts
    atomOf = found.atomOf
    let ofPlace = rows.map { [atomOf] in Int32(bitPattern: atomOf[Int($0)]) }
    let customers = rows.map { [customer] in customer[Int($0)] }
    let plans = Self.whole + Self.weekly(atoms)
    whole = 0..<Self.whole.count
    sets = plans.map { Self.set($0, found, ofPlace, customers) }
  }

  /// The table rows of a group's counted contacts, each customer's together.
  func counted(_ set: GroupSet, _ group: Int) -> [Int32] {
    set.walks.places(group).lazy.map { rows[Int($0)] }
      .filter { set.groupOf[Int(atomOf[Int($0)])] >= 0 }
  }

  /// The rows with each customer's together, and each customer's in the order given.
  private static func ordered(_ rows: [Int32], by customer: [Int32]) -> [Int32] {
    var next = [Int32](repeating: 0, count: Int(customer.max() ?? 0) + 2)
    for row in rows { next[Int(customer[Int(row)]) + 1] += 1 }
    for code in 1..<next.count { next[code] += next[code - 1] }
    var result = [Int32](repeating: 0, count: rows.count)
    for row in rows {
      let code = Int(customer[Int(row)])
      result[Int(next[code])] = row
      next[code] += 1
    }
    return result
  }

  /// All cohorts over the whole period, in the order of the report.
  private static let whole: [GroupPlan] = [
    GroupPlan(names: [(.all, .whole)], isWeekly: false) { _ in 0 },
    GroupPlan(names: EntryCohort.allCases.map { (.entry($0), .whole) }, isWeekly: false) {
      Int($0.entry.rawValue)
    },
    GroupPlan(names: HandledBy.allCases.map { (.handledBy($0), .whole) }, isWeekly: false) {
      Int($0.handling.rawValue)
    },
  ]

  /// The cohorts that are followed, by ISO week in order of time; undated contacts are in none.
  private static func weekly(_ atoms: [Atom]) -> [GroupPlan] {
    let mondays = Set(atoms.lazy.filter(\.isCounted).compactMap(\.week)).sorted()
    var place: [Int32: Int] = [:]
    for (index, monday) in mondays.enumerated() { place[monday] = index }
    return Cohort.weekly.map { [place] cohort in
      GroupPlan(
        names: mondays.map { (cohort, .week(monday: Int($0), complete: false)) },
        isWeekly: true
      ) { atom in
        guard atom.isCounted, cohort == .all || cohort == .entry(atom.entry) else { return nil }
        return atom.week.flatMap { place[$0] }
      }
    }
  }

  private static func set(
    _ plan: GroupPlan,
    _ found: AtomFinder,
    _ atomOfPlace: [Int32],
    _ customers: [Int32]
  ) -> GroupSet {
    let formed = found.atoms.map { Int32(plan.group($0) ?? -1) }
    var atoms = [[Int]](repeating: [], count: plan.names.count)
    for (atom, group) in formed.enumerated() where group >= 0 { atoms[Int(group)].append(atom) }
    let counted = formed.indices.map { found.atoms[$0].isCounted ? formed[$0] : -1 }
    let groups = plan.names.enumerated().map { index, name in
      let own = atoms[index].filter { found.atoms[$0].isCounted }
      return CohortGroup(
        cohort: name.cohort,
        period: name.period,
        count: own.reduce(0) { $0 + found.counts[$1] },
        atoms: own,
        formedAtoms: atoms[index]
      )
    }
    return GroupSet(
      groups: groups,
      groupOf: counted + [-1],
      walks: GroupWalks(
        group: atomOfPlace.map { formed[Int($0)] },
        customer: customers,
        groups: plan.names.count
      ),
      isWeekly: plan.isWeekly
    )
  }
}

/// Numbers the atoms in order of first appearance.
private struct AtomFinder {
  private(set) var atoms: [Atom] = []
  /// How many contacts each atom has.
  private(set) var counts: [Int] = []
  private(set) var atomOf: [UInt32]

  init(_ table: ContactTable, _ formed: [Int32]) {
    let entry = table.whole(table.entry, fill: .none)
    let handling = table.whole(table.handledBy, fill: .unattended)
    let week = table.whole(table.week, fill: nil)
    let isCounted = table.whole(table.isCounted, fill: false)
    var known: [Atom: UInt32] = [:]
    atomOf = [UInt32](repeating: .max, count: table.count)
    // Neighbours are mostly of the same week: a small table for the current one saves the look-up.
    var recent = [UInt32](repeating: .max, count: 64)
    var current: Int32?
    for row in formed {
      let row = Int(row)
      if week[row] != current {
        current = week[row]
        recent = [UInt32](repeating: .max, count: 64)
      }
      let slot =
        Int(entry[row].rawValue) << 4 | Int(handling[row].rawValue) << 1
        | (isCounted[row] ? 1 : 0)
      var atom = recent[slot & 63]
      if atom == .max {
        let key = Atom(
          entry: entry[row],
          handling: handling[row],
          week: week[row],
          isCounted: isCounted[row]
        )
        atom = known[key] ?? UInt32(atoms.count)
        if known[key] == nil {
          known[key] = atom
          atoms.append(key)
          counts.append(0)
        }
        recent[slot & 63] = atom
      }
      counts[Int(atom)] += 1
      atomOf[row] = atom
    }
    let none = UInt32(atoms.count)
    for row in atomOf.indices where atomOf[row] == .max { atomOf[row] = none }
  }
}
