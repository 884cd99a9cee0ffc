/// How many customers have how many rows, and how many of those with a yes.
///
/// A rate's variance needs nothing else: customers with the same two counts have the same influence,
/// so that they are counted instead of summed up one by one.
struct CustomerTally {
  /// Customers with more rows than this are kept one by one.
  static let most = 15
  private static let width = most + 1
  /// How many pairs of counts there are for all other customers.
  static let cells = width * width

  /// Rows that are counted.
  private(set) var rows = 0
  /// Rows with a yes.
  private(set) var yes = 0
  /// Customers by rows and rows with a yes; the first cell, of no rows, stands for nobody.
  private var small = [Int](repeating: 0, count: cells)
  private var large: [(rows: Int, yes: Int)] = []

  /// What each byte says when a byte is the answer itself.
  static let plain: [UInt8] = (0...255).map { $0 < 3 ? $0 : 0 }

  /// `meaning` says of each byte what it stands for: 0 for a row that is not counted, 1 for no and
  /// 2 for yes.
  init(_ cells: [UInt8], meaning: [UInt8] = plain, ends: [Int8]) {
    let width = Self.width
    let most = Self.most
    // One half from even places, the other from odd ones: neighbours mostly fall into the same cell,
    // and two in a row would wait for each other.
    let half = Self.cells
    var counts = [Int](repeating: 0, count: 2 * half)
    var total = 0
    var agreed = 0
    for row in ends.indices {
      let answer = Int(meaning[Int(cells[row])])
      total += (answer + 1) >> 1
      agreed += answer >> 1
      let mask = Int(ends[row])
      guard total <= most else {
        if mask != 0 {
          large.append((total, agreed))
          total = 0
          agreed = 0
        }
        continue
      }
      // Rows at which no customer ends go to the first cell, which stands for nobody.
      counts[(row & 1) * half + ((total * width + agreed) & mask)] += 1
      total &= ~mask
      agreed &= ~mask
    }
    for cell in 0..<half { small[cell] = counts[cell] + counts[half + cell] }
    addUp()
  }

  /// A tally from its cells, counted elsewhere; `large` in the order of customers.
  init(small: ArraySlice<Int32>, large: [(rows: Int, yes: Int)]) {
    self.small = small.map { Int($0) }
    self.large = large
    addUp()
  }

  /// The cell of customers with these counts, `rows` being at most ``most``.
  @inline(__always) static func cell(rows: Int, yes: Int) -> Int { rows &* width &+ yes }

  /// How many customers have a row that is counted.
  var customers: Int {
    var sum = 0
    each { customers, _, _ in sum += customers }
    return sum
  }

  private mutating func addUp() {
    var sums = (rows: 0, yes: 0)
    each { customers, total, agreed in
      sums.rows += customers * total
      sums.yes += customers * agreed
    }
    (rows, yes) = sums
  }

  /// Calls `body` for each pair of counts that occurs, with the number of customers who have it.
  private func each(_ body: (_ customers: Int, _ rows: Int, _ yes: Int) -> Void) {
    for total in 1...Self.most {
      for agreed in 0...total {
        let cell = total * Self.width + agreed
        let customers = small[cell]
        if customers > 0 { body(customers, total, agreed) }
      }
    }
    for customer in large { body(1, customer.rows, customer.yes) }
  }

  /// The rate with its effective size; nil without rows.
  ///
  /// The formulas of ``ArmRate`` and ``CustomerVariance`` for a single stratum.
  var rate: (rate: EffectiveRate, size: SampleSize)? {
    guard rows > 0 else { return nil }
    let n = Double(rows)
    let share = Double(yes) / n
    let ifYes = (1 - share) / n
    let ifNo = -share / n
    var customers = 0
    var clustered = CompensatedSum()
    each { count, total, agreed in
      customers += count
      // A customer who is the whole group is its mean: nothing varies, nothing is known.
      guard total < rows else { return }
      let sum = Double(agreed) * ifYes + Double(total - agreed) * ifNo
      clustered.add(Double(count) * (sum * sum / (1 - Double(total) / n)))
    }
    let squares = Double(yes) * ifYes * ifYes + Double(rows - yes) * ifNo * ifNo
    let independent = rows > 1 ? squares * n / (n - 1) : 0
    let designEffect = CustomerVariance.designEffect(
      independent: independent,
      clustered: clustered.value,
      customers: customers,
      rows: rows
    )
    let size = EffectiveSize.of(
      [.init(weight: 1, size: n, rate: share)],
      overall: share,
      designEffect: designEffect
    ) { equivalentCustomers }
    return (
      EffectiveRate(estimate: share, size: size),
      SampleSize(rows: rows, customers: customers, effective: size, designEffect: designEffect)
    )
  }

  /// One over the summed squares of the customers' shares of the rows.
  private var equivalentCustomers: Double {
    var squares = 0.0
    each { count, total, _ in squares += Double(count) * Double(total) * Double(total) }
    return squares > 0 ? Double(rows) * Double(rows) / squares : 0
  }
}
