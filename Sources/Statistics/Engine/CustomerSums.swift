/// What customers do to the variance of both arms' rates (STATISTICS.md section 3, step 3).
///
/// The cluster-robust sandwich of ``CustomerVariance``, taken in one walk along the places of a
/// ``ComparisonFrame`` for both arms.
struct CustomerSums {
  /// The summed squares of the customers' influence, by arm.
  private var squares = (human: CompensatedSum(), bot: CompensatedSum())
  /// The summed products of the customers whom both arms met.
  private var products = CompensatedSum()
  private var customers = (human: 0, bot: 0)

  /// Customers who take part in an arm.
  func customers(arm: Int) -> Int { arm == 1 ? customers.bot : customers.human }

  /// The variance of an arm's rate with customers as the independent units.
  func clustered(arm: Int) -> Double { arm == 1 ? squares.bot.value : squares.human.value }

  /// The correlation of both arms' estimates through the customers whom both met (step 5).
  var correlation: Double {
    let bot = clustered(arm: 1)
    let human = clustered(arm: 0)
    guard bot > CustomerVariance.negligible, human > CustomerVariance.negligible else { return 0 }
    return max(-1, min(1, products.value / (bot.squareRoot() * human.squareRoot())))
  }

  /// One customer's influence on both arms' rates, zero on an arm in which it does not take part.
  ///
  /// `isHuman` and `isBot` are 1 where it does.
  @inline(__always)
  mutating func add(human: Double, bot: Double, isHuman: Int, isBot: Int) {
    squares.bot.addAny(bot * bot)
    squares.human.addAny(human * human)
    products.addAny(bot * human)
    customers.bot &+= isBot
    customers.human &+= isHuman
  }
}

/// How much each yes and each no of a cell moves the rate.
struct Influence {
  /// Pairs of rows and yes up to three rows, which nearly all customers are, are looked up; no rows
  /// move nothing.
  private static let stride = 10
  private var table: [Double]
  private var ifYes: [Double]
  private var ifNo: [Double]
  private var rows: [Double]
  /// Whether a cell's stratum takes part.
  private(set) var isUsed: [Bool]

  /// The influence of rows counted by cell, of which `yes` said so.
  init(_ selection: Selection, yes: [Int]) {
    let cells = selection.rows.count
    table = [Double](repeating: 0, count: cells * Self.stride)
    ifYes = [Double](repeating: 0, count: cells)
    ifNo = ifYes
    rows = selection.rows.map { Double($0) }
    isUsed = [Bool](repeating: false, count: cells)
    for cell in 0..<cells where selection.weights[cell / 2] > 0 {
      isUsed[cell] = true
      let share = Double(yes[cell]) / rows[cell]
      let scale = selection.weights[cell / 2] / rows[cell]
      ifYes[cell] = scale * (1 - share)
      ifNo[cell] = scale * (0 - share)
      for total in 1...3 {
        for agreed in 0...total {
          table[cell * Self.stride + Self.place(total, agreed)] = exact(cell, total, agreed)
        }
      }
    }
  }

  /// The corrected sum of influence values of a customer's rows in a cell.
  @inline(__always) func of(_ cell: Int, rows total: Int, yes: Int) -> Double {
    total <= 3
      ? table[cell &* Self.stride &+ Self.place(total, yes)] : exact(cell, total, yes)
  }

  @inline(__always) private static func place(_ total: Int, _ yes: Int) -> Int {
    total &* (total &+ 1) / 2 &+ yes
  }

  private func exact(_ cell: Int, _ total: Int, _ yes: Int) -> Double {
    // A customer who is the whole stratum is its mean: nothing varies, nothing is known.
    guard Double(total) < rows[cell] else { return 0 }
    let sum = Double(yes) * ifYes[cell] + Double(total - yes) * ifNo[cell]
    return sum / (1 - Double(total) / rows[cell]).squareRoot()
  }
}
