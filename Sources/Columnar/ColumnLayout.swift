/// What the cells of a column are; any of them may be null.
package enum ColumnKind: Sendable, CaseIterable {
  /// UTF-8.
  case text
  /// Milliseconds since 1970 in UTC.
  case time
  /// True or false.
  case truth
  /// A whole number of 64 bits.
  case whole
  /// A number with a fraction, of 64 bits.
  case real
}

/// The columns of a table, and what is said of it as a whole.
package struct ColumnLayout: Sendable {
  package struct Column: Sendable {
    package let name: String
    package let kind: ColumnKind

    package init(_ name: String, _ kind: ColumnKind) {
      self.name = name
      self.kind = kind
    }
  }

  package struct Note: Sendable {
    package let name: String
    package let value: String

    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  package let columns: [Column]
  /// Key and value in the metadata of the file, which readers hand over beside the table.
  package let notes: [Note]

  package init(columns: [Column], notes: [Note] = []) {
    self.columns = columns
    self.notes = notes
  }
}
