package import Records

/// Takes the cells of rows of facts, in the order of `FactRowWriter.columns`.
package protocol FactCells {
  mutating func text(_ value: String?)
  mutating func time(_ value: Instant)
  mutating func truth(_ value: Bool?)
  mutating func whole(_ value: Int?)
  mutating func real(_ value: Double?)
}

/// A column of the flat facts: of CSV, and of what others read column by column.
package struct FactColumn: Sendable, Equatable {
  package enum Kind: Sendable { case text, time, truth, whole, real }

  package let name: String
  package let kind: Kind
}
