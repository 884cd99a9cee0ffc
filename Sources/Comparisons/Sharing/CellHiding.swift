/// Which whole numbers must not be shown, so that nobody can compute those that are too small.
///
/// Cells are tied by equations, each a total and its parts. To a hidden cell others are added until no cell follows from
/// what is shown: by subtraction within one equation, or by any sum of equations; and until hidden parts of a shown
/// total are together as large as the threshold. Zero is not small: nobody is behind it.
struct CellHiding {
  struct Cell {
    var value: Int
    /// Cells that readers need most are hidden last; of the same rank the smallest goes first.
    var rank: Int
    /// False for a cell that is printed nowhere, and so cannot be taken away.
    var isShown: Bool
    fileprivate(set) var isHidden: Bool
  }

  private(set) var cells: [Cell] = []
  private var equations: [(total: Int, parts: [Int])] = []
  let threshold: Int

  /// Cells from 1 to `threshold` less one are small.
  init(threshold: Int) { self.threshold = threshold }

  func isSmall(_ value: Int) -> Bool { value > 0 && value < threshold }

  /// Adds a cell; small ones are hidden, and what is printed nowhere is unknown unless it is zero.
  mutating func add(_ value: Int, rank: Int, isShown: Bool = true, isHidden: Bool = false) -> Int {
    let isUnknown = isShown ? isHidden || isSmall(value) : value != 0
    cells.append(Cell(value: value, rank: rank, isShown: isShown, isHidden: isUnknown))
    return cells.count - 1
  }

  mutating func tie(_ total: Int, _ parts: [Int]) { equations.append((total, parts)) }

  mutating func hide(_ cell: Int) { cells[cell].isHidden = true }

  /// Hides until nothing hidden follows from what is shown.
  mutating func close() {
    guard cells.contains(where: \.isHidden) else { return }
    var isStable = false
    while !isStable {
      isStable = true
      for equation in equations where isOpen(equation) {
        if hideOne(of: equation) { isStable = false }
      }
      guard isStable else { continue }
      for cell in determined() where isStable {
        if let equation = self.equation(with: cell) { isStable = !hideOne(of: equation) }
      }
    }
  }

  /// Whether a subtraction gives a hidden cell, or hidden parts that are too few.
  private func isOpen(_ equation: (total: Int, parts: [Int])) -> Bool {
    let parts = equation.parts.filter { cells[$0].isHidden }
    if cells[equation.total].isHidden { return parts.isEmpty }
    let sum = parts.reduce(0) { $0 + cells[$1].value }
    return isSmall(sum) || (parts.count == 1 && isProtected(parts[0]))
  }

  /// Whether it matters that somebody learns a hidden cell.
  private func isProtected(_ cell: Int) -> Bool {
    cells[cell].isShown || isSmall(cells[cell].value)
  }

  /// False when there is nothing left to hide.
  private mutating func hideOne(of equation: (total: Int, parts: [Int])) -> Bool {
    let candidates = (equation.parts + [equation.total]).filter {
      !cells[$0].isHidden && cells[$0].isShown
    }
    // A zero hides nothing: only where all else is hidden already.
    let best = candidates.min {
      let (a, b) = (cells[$0], cells[$1])
      return (a.value == 0 ? 1 : 0, a.rank, a.value, $0) < (
        b.value == 0 ? 1 : 0, b.rank, b.value, $1
      )
    }
    guard let best else { return false }
    hide(best)
    return true
  }

  private func equation(with cell: Int) -> (total: Int, parts: [Int])? {
    equations.first { equation in
      (equation.total == cell || equation.parts.contains(cell))
        && (equation.parts + [equation.total]).contains { !cells[$0].isHidden && cells[$0].isShown }
    }
  }

  // MARK: Sums of equations

  /// Arithmetic in a prime field: exact, and 0 and 1 mean there what they mean among whole numbers of this size.
  private static let prime = 2_147_483_647

  /// Hidden cells that the shown ones determine.
  private func determined() -> [Int] {
    let hidden = cells.indices.filter { cells[$0].isHidden }
    var column: [Int: Int] = [:]
    for (place, cell) in hidden.enumerated() { column[cell] = place }
    var rows: [[Int]] = equations.compactMap { equation in
      var row = [Int](repeating: 0, count: hidden.count)
      for part in equation.parts { if let place = column[part] { row[place] += 1 } }
      if let place = column[equation.total] { row[place] = Self.prime - 1 }
      return row.contains { $0 != 0 } ? row : nil
    }
    var top = 0
    for place in hidden.indices {
      guard let found = rows[top...].firstIndex(where: { $0[place] != 0 }) else { continue }
      rows.swapAt(top, found)
      let factor = Self.inverse(rows[top][place])
      rows[top] = rows[top].map { $0 * factor % Self.prime }
      for row in rows.indices where row != top && rows[row][place] != 0 {
        let less = Self.prime - rows[row][place]
        for other in hidden.indices where rows[top][other] != 0 {
          rows[row][other] = (rows[row][other] + less * rows[top][other]) % Self.prime
        }
      }
      top += 1
      if top == rows.count { break }
    }
    return rows.prefix(top).compactMap { row in
      guard row.count(where: { $0 != 0 }) == 1, let place = row.firstIndex(where: { $0 != 0 }),
        isProtected(hidden[place])
      else { return nil }
      return hidden[place]
    }
  }

  /// By Fermat's little theorem.
  private static func inverse(_ value: Int) -> Int {
    var (result, base, exponent) = (1, value % prime, prime - 2)
    while exponent > 0 {
      if exponent & 1 == 1 { result = result * base % prime }
      base = base * base % prime
      exponent >>= 1
    }
    return result
  }
}
