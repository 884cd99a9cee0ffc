/// One row's answers to up to 64 yes/no measures, a bit each.
package struct AnswerWord: Sendable, Hashable {
  /// Measures that have an answer.
  package var known: UInt64
  /// Measures whose answer is yes; none that is not known.
  package var yes: UInt64

  /// The bits of one row.
  package init(known: UInt64 = 0, yes: UInt64 = 0) {
    self.known = known
    self.yes = yes
  }
}

/// The tallies of all customers of one group for up to 64 yes/no measures at once.
///
/// Most customers have one row in a group, and nearly all have few. What these say is counted for
/// 64 measures in a handful of operations, and the result is the same as that of ``CustomerTally``
/// measure by measure.
package struct ColumnTallies: Sendable {
  private static let lanes = SIMD8<UInt64>(0, 1, 2, 3, 4, 5, 6, 7)
  private static let lowest = SIMD8<UInt64>(repeating: 0x0101_0101_0101_0101)
  /// Customers with up to this many rows are counted by their bits.
  private static let few = 3
  /// Pairs of rows and yes among `few`.
  private static let pairs = [
    (1, 0), (1, 1), (2, 0), (2, 1), (2, 2), (3, 0), (3, 1), (3, 2), (3, 3),
  ]

  private var tallies: TallyTable

  /// Counts the rows of `steps`, whose places are those of `words`.
  package init(_ words: [AnswerWord], steps: ArraySlice<UInt32>, columns: Int) {
    tallies = TallyTable(columns: min(64, columns))
    var single = (no: SIMD8<UInt64>.zero, yes: SIMD8<UInt64>.zero)
    var singles = 0
    var several = [SIMD8<UInt64>](repeating: .zero, count: Self.pairs.count)
    var groups = 0
    var index = steps.startIndex
    while index < steps.endIndex {
      let step = steps[index]
      let word = words[Int(step &>> 1)]
      if step & 1 == 1 {
        single.no &+= Self.spread(word.known & ~word.yes)
        single.yes &+= Self.spread(word.yes)
        singles += 1
        if singles == 255 {
          drain(&single.no, 1, 0)
          drain(&single.yes, 1, 1)
          singles = 0
        }
        index += 1
        continue
      }
      let first = index
      while steps[index] & 1 == 0 { index += 1 }
      index += 1
      guard index - first <= Self.few else {
        addMany(words, steps[first..<index])
        continue
      }
      Self.addFew(words, steps[first..<index], to: &several)
      groups += 1
      if groups == 255 {
        drain(&several)
        groups = 0
      }
    }
    drain(&single.no, 1, 0)
    drain(&single.yes, 1, 1)
    drain(&several)
  }

  /// Bit `c` becomes the byte `c / 8` of lane `c % 8`.
  @inline(__always) private static func spread(_ bits: UInt64) -> SIMD8<UInt64> {
    (SIMD8(repeating: bits) &>> lanes) & lowest
  }

  private mutating func drain(_ bytes: inout SIMD8<UInt64>, _ rows: Int, _ yes: Int) {
    for column in 0..<tallies.columns {
      let count = bytes[column & 7] &>> UInt64(column & ~7) & 0xFF
      tallies.add(Int32(count), column, rows: rows, yes: yes)
    }
    bytes = .zero
  }

  private mutating func drain(_ several: inout [SIMD8<UInt64>]) {
    for (index, pair) in Self.pairs.enumerated() { drain(&several[index], pair.0, pair.1) }
  }

  /// Two or three rows: counts of two bits each, a measure in each bit.
  @inline(__always) private static func addFew(
    _ words: [AnswerWord],
    _ steps: ArraySlice<UInt32>,
    to several: inout [SIMD8<UInt64>]
  ) {
    var rows: (low: UInt64, high: UInt64) = (0, 0)
    var yes: (low: UInt64, high: UInt64) = (0, 0)
    for step in steps {
      let word = words[Int(step &>> 1)]
      rows.high |= rows.low & word.known
      rows.low ^= word.known
      yes.high |= yes.low & word.yes
      yes.low ^= word.yes
    }
    for index in 0..<(steps.count == 2 ? 5 : 9) {
      let (total, agreed) = pairs[index]
      let ofTotal =
        (total & 1 == 1 ? rows.low : ~rows.low) & (total & 2 == 2 ? rows.high : ~rows.high)
      let ofYes = (agreed & 1 == 1 ? yes.low : ~yes.low) & (agreed & 2 == 2 ? yes.high : ~yes.high)
      several[index] &+= spread(ofTotal & ofYes)
    }
  }

  /// Many rows: a byte per measure, emptied before it can overflow.
  private mutating func addMany(_ words: [AnswerWord], _ steps: ArraySlice<UInt32>) {
    let columns = tallies.columns
    guard steps.count > 255 else {
      var rows = SIMD8<UInt64>.zero
      var yes = SIMD8<UInt64>.zero
      for step in steps {
        let word = words[Int(step &>> 1)]
        rows &+= Self.spread(word.known)
        yes &+= Self.spread(word.yes)
      }
      for column in 0..<columns {
        let shift = UInt64(column & ~7)
        tallies.addCustomer(
          column,
          rows: Int(truncatingIfNeeded: rows[column & 7] &>> shift & 0xFF),
          yes: Int(truncatingIfNeeded: yes[column & 7] &>> shift & 0xFF)
        )
      }
      return
    }
    var rows = [Int](repeating: 0, count: columns)
    var yes = rows
    for step in steps {
      let word = words[Int(step &>> 1)]
      for column in 0..<columns {
        rows[column] += Int(word.known &>> UInt64(column) & 1)
        yes[column] += Int(word.yes &>> UInt64(column) & 1)
      }
    }
    for column in 0..<columns {
      tallies.addCustomer(column, rows: rows[column], yes: yes[column])
    }
  }

  /// A measure's share of yes; see ``CustomerRuns/proportion(_:meaning:level:)``.
  package func proportion(_ column: Int, level: Double) -> ProportionEstimate {
    tallies.tally(column).proportion(level: level)
  }

  /// Customers who have a row with an answer.
  package func customers(_ column: Int) -> Int { tallies.tally(column).customers }
}

/// The tallies of several yes/no measures side by side.
struct TallyTable: Sendable {
  let columns: Int
  /// Customers by rows and rows with a yes, column after column.
  private var small: [Int32]
  /// Customers with more rows than that, in the order of the walk, by column.
  private var large: [[(rows: Int, yes: Int)]]

  init(columns: Int) {
    self.columns = columns
    small = [Int32](repeating: 0, count: columns * CustomerTally.cells)
    large = [[(rows: Int, yes: Int)]](repeating: [], count: columns)
  }

  /// Adds `count` customers with the same counts, of which `rows` are at most ``CustomerTally/most``.
  @inline(__always) mutating func add(_ count: Int32, _ column: Int, rows: Int, yes: Int) {
    small[column &* CustomerTally.cells &+ CustomerTally.cell(rows: rows, yes: yes)] &+= count
  }

  /// Adds one customer.
  @inline(__always) mutating func addCustomer(_ column: Int, rows: Int, yes: Int) {
    if rows <= CustomerTally.most {
      add(1, column, rows: rows, yes: yes)
    } else {
      large[column].append((rows, yes))
    }
  }

  func tally(_ column: Int) -> CustomerTally {
    CustomerTally(
      small: small[column * CustomerTally.cells..<(column + 1) * CustomerTally.cells],
      large: large[column]
    )
  }
}
