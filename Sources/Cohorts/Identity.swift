package import Facts

/// Of how many contacts the customer is known (METRICS 7, identity coverage).
package struct Identity: Sendable, Hashable {
  /// Contacts whose customer is known.
  package let known: Int
  /// All contacts of the cohort.
  package let of: Int

  /// Counts the given rows.
  package init(_ table: ContactTable, rows: [Int32]) {
    let isKnown = table.whole(table.customerKnown, fill: false)
    known = rows.count { isKnown[Int($0)] }
    of = rows.count
  }

  /// The share; nil without contacts.
  package var coverage: Double? { of > 0 ? Double(known) / Double(of) : nil }
}
