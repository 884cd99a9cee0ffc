/// Some rows of a table, column by column.
///
/// Cells are given row by row, in the order of the layout. Sizes are bounded so that no count of 32 bits in either
/// format can overflow: who writes many rows begins a new batch when this one `isFull`.
package struct ColumnBatch: Sendable {
  /// Rows after which a batch is full.
  package static let mostRows = 8_192
  /// Bytes after which a batch is full.
  package static let mostBytes = 64 << 20
  /// Bytes of the longest text; a batch that is not full has room for one of them.
  package static let longestText = 1 << 30

  /// A cell that no batch can hold.
  package struct TooLong: Error, Equatable {
    package var column: String
    package var bytes: Int
  }

  package let layout: ColumnLayout
  package private(set) var rows = 0
  /// The first text that was too long; its cell is null.
  package private(set) var fault: TooLong?
  private(set) var columns: [CellColumn]
  private var place = 0
  private var bytes = 0

  package init(_ layout: ColumnLayout) {
    self.layout = layout
    columns = layout.columns.map { CellColumn(kind: $0.kind) }
  }

  /// Whether the next row belongs into another batch.
  package var isFull: Bool { rows >= Self.mostRows || bytes >= Self.mostBytes }

  package mutating func text(_ value: String?) {
    guard var value else { return null(.text) }
    value.withUTF8 { text(UnsafeRawBufferPointer($0)) }
  }

  /// Text as bytes, which must be UTF-8.
  package mutating func text(_ value: UnsafeRawBufferPointer) {
    guard value.count <= Self.longestText else {
      if fault == nil {
        fault = TooLong(column: layout.columns[place].name, bytes: value.count)
      }
      return null(.text)
    }
    let column = next(.text)
    columns[column].append(text: value)
    bytes += value.count + 4
  }

  package mutating func time(_ milliseconds: Int64?) { word(.time, milliseconds) }

  package mutating func whole(_ value: Int?) { word(.whole, value.map(Int64.init)) }

  package mutating func real(_ value: Double?) {
    word(.real, value.map { Int64(bitPattern: $0.bitPattern) })
  }

  package mutating func truth(_ value: Bool?) {
    guard let value else { return null(.truth) }
    let column = next(.truth)
    columns[column].append(truth: value)
  }

  /// - Precondition: The row has a cell for every column.
  package mutating func endRow() {
    precondition(place == columns.count, "a row has a cell for every column")
    place = 0
    rows += 1
  }

  private mutating func word(_ kind: ColumnKind, _ value: Int64?) {
    guard let value else { return null(kind) }
    let column = next(kind)
    columns[column].append(word: value)
    bytes += 8
  }

  private mutating func null(_ kind: ColumnKind) {
    let column = next(kind)
    columns[column].appendNull()
    bytes += 8
  }

  /// The column of the next cell, which must be of that kind.
  private mutating func next(_ kind: ColumnKind) -> Int {
    precondition(columns[place].kind == kind, "cells come in the order of the layout")
    defer { place += 1 }
    return place
  }
}
