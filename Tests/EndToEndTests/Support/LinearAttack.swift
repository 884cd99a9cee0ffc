/// Which unknown numbers follow from equations with whole factors.
///
/// Works in the field of a prime: exact, and what follows there follows among whole numbers, but for primes that divide a
/// determinant. Numbers that do not follow can be changed together without breaking an equation, so a change is made at
/// random, and what stays as it is follows.
struct LinearAttack {
  private static let prime: UInt64 = 2_147_483_647

  private typealias Row = [Int: UInt64]
  private var rows: [Row] = []
  private var count = 0

  /// Adds `sum of factor × unknown = something known`.
  mutating func add(_ terms: [(unknown: Int, factor: Int)]) {
    var row: Row = [:]
    for (unknown, factor) in terms {
      count = max(count, unknown + 1)
      let residue = factor < 0 ? Self.prime - UInt64(-factor) : UInt64(factor)
      row[unknown, default: 0] = (row[unknown, default: 0] + residue) % Self.prime
    }
    row = row.filter { $0.value != 0 }
    if !row.isEmpty { rows.append(row) }
  }

  /// The unknowns of which there is one value only.
  func determined() -> Set<Int> {
    var rows = rows
    var users = [Set<Int>](repeating: [], count: count)
    for (index, row) in rows.enumerated() { for key in row.keys { users[key].insert(index) } }
    /// Unknowns by how many equations they are in; entries grow old.
    var buckets: [Set<Int>] = []
    func enter(_ unknown: Int) {
      let size = users[unknown].count
      guard size > 0 else { return }
      while buckets.count <= size { buckets.append([]) }
      buckets[size].insert(unknown)
    }
    for unknown in 0..<count { enter(unknown) }
    var solved: [(unknown: Int, row: Row)] = []
    while let size = buckets.indices.first(where: { !buckets[$0].isEmpty }) {
      guard let unknown = buckets[size].popFirst() else { break }
      guard users[unknown].count == size else {
        enter(unknown)
        continue
      }
      // The shortest equation makes the others grow least.
      guard let pivot = users[unknown].min(by: { (rows[$0].count, $0) < (rows[$1].count, $1) })
      else { continue }
      let equation = rows[pivot]
      let scale = Self.inverse(equation[unknown] ?? 1)
      for user in users[unknown] where user != pivot {
        let factor = (rows[user][unknown] ?? 0) * scale % Self.prime
        for (key, value) in equation {
          let old = rows[user][key] ?? 0
          let new = (old + (Self.prime - factor) * value) % Self.prime
          rows[user][key] = new == 0 ? nil : new
          if old == 0, new != 0 { users[key].insert(user) }
          if old != 0, new == 0 { users[key].remove(user) }
        }
      }
      for key in equation.keys {
        users[key].remove(pivot)
        if key != unknown { enter(key) }
      }
      users[unknown] = []
      solved.append((unknown, equation))
    }
    var random = SeededNumbers()
    var change = (0..<count).map { _ in random.next() % (Self.prime - 1) + 1 }
    for (unknown, row) in solved.reversed() {
      var sum: UInt64 = 0
      for (key, value) in row where key != unknown {
        sum = (sum + value * change[key]) % Self.prime
      }
      let scale = Self.inverse(row[unknown] ?? 1)
      change[unknown] = (Self.prime - sum) % Self.prime * scale % Self.prime
    }
    return Set((0..<count).filter { change[$0] == 0 })
  }

  /// By Fermat's little theorem.
  private static func inverse(_ value: UInt64) -> UInt64 {
    var (result, base, exponent): (UInt64, UInt64, UInt64) = (1, value, prime - 2)
    while exponent > 0 {
      if exponent & 1 == 1 { result = result * base % prime }
      base = base * base % prime
      exponent >>= 1
    }
    return result
  }

  private struct SeededNumbers {
    private var state: UInt64 = 0x9E37_79B9_7F4A_7C15

    mutating func next() -> UInt64 {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return state
    }
  }
}
