import Conversations

/// The cells of one amount, one for each row, in 9 bytes or fewer.
///
/// Amounts are only there where one is not 0, and states only where two differ: what an export does not have takes
/// no memory however many contacts there are. Public, like ``ValueCell``, because only then its reading is inlined
/// where tables are counted.
public struct ValueCells: Sendable, RandomAccessCollection, MutableCollection, Equatable {
  /// Rows.
  public private(set) var count = 0
  /// Empty while all of them are 0.
  @usableFromInline package private(set) var amounts: [Double] = []
  /// Empty while all of them are `state`.
  @usableFromInline package private(set) var states: [UInt8] = []
  @usableFromInline package private(set) var state: UInt8 = 0
  /// For how many rows room is made as soon as they need any.
  private var room = 0

  package init() {}

  package init(_ cells: some Collection<ValueCell>) { append(contentsOf: cells) }

  /// The first row.
  @inlinable public var startIndex: Int { 0 }

  /// Behind the last row.
  @inlinable public var endIndex: Int { count }

  /// The cell of a row.
  @inlinable public subscript(row: Int) -> ValueCell {
    get {
      ValueCell(
        amount: amounts.isEmpty ? 0 : amounts[row],
        state: states.isEmpty ? state : states[row]
      )
    }
    set { put(newValue, row) }
  }

  @usableFromInline mutating func put(_ cell: ValueCell, _ row: Int) {
    layOutAmounts()
    layOutStates()
    amounts[row] = cell.amount
    states[row] = cell.state
  }

  /// Whether all cells are the same, however they are held.
  public static func == (left: Self, right: Self) -> Bool { left.elementsEqual(right) }

  /// Promises so many rows.
  mutating func reserve(_ rows: Int) { room = rows }

  /// Adds rows.
  package mutating func append(contentsOf cells: some Collection<ValueCell>) {
    guard let first = cells.first else { return }
    if count == 0 { state = first.state }
    if !amounts.isEmpty || cells.contains(where: { $0.amount.bitPattern != 0 }) {
      layOutAmounts()
      for cell in cells { amounts.append(cell.amount) }
    }
    if !states.isEmpty || cells.contains(where: { $0.state != state }) {
      layOutStates()
      for cell in cells { states.append(cell.state) }
    }
    count += cells.count
  }

  /// Adds the rows of another column.
  package mutating func append(contentsOf other: Self) {
    guard let first = other.first else { return }
    if count == 0 { state = first.state }
    if !amounts.isEmpty || !other.amounts.isEmpty {
      layOutAmounts()
      amounts += other.amounts
      amounts.append(contentsOf: repeatElement(0, count: other.count - other.amounts.count))
    }
    if !states.isEmpty || !other.states.isEmpty || first.state != state {
      layOutStates()
      states += other.states
      states.append(contentsOf: repeatElement(other.state, count: other.count - other.states.count))
    }
    count += other.count
  }

  private mutating func layOutAmounts() {
    guard amounts.isEmpty else { return }
    amounts.reserveDense(Swift.max(room, count))
    amounts.append(contentsOf: repeatElement(0, count: count))
  }

  private mutating func layOutStates() {
    guard states.isEmpty else { return }
    states.reserveDense(Swift.max(room, count))
    states.append(contentsOf: repeatElement(state, count: count))
  }
}
