extension ComparisonFrame {
  /// Each stratum on its own: its counts, and the crude comparison of its rows.
  ///
  /// Strata without a counted row are left out. `answers` as for ``proportion(answers:level:)``. The
  /// comparison is nil where an arm has fewer than `fewest` rows.
  /// - Complexity: two walks for all strata together.
  package func byStratum(
    answers: [UInt8],
    fewest: Int,
    level: Double = 0.95
  ) throws(ColumnError) -> [(table: StratumTable, result: ComparisonResult?)] {
    try ColumnError.check(share: level, name: "level")
    let answers = try ordered(answers)
    var rows = [Int](repeating: 0, count: 2 * strata)
    var yes = rows
    for place in cell.indices where answers[place] != 0 {
      rows[Int(cell[place])] += 1
      if answers[place] == 2 { yes[Int(cell[place])] += 1 }
    }
    let parts = (0..<strata).map { stratum -> (Selection, Influence) in
      let own = 2 * stratum...2 * stratum + 1
      let selection = Selection(mix: .overlap, rows: Array(rows[own]))
      return (selection, Influence(selection, yes: Array(yes[own])))
    }
    let sums = sumsByStratum(answers, parts.map(\.1))
    return (0..<strata).compactMap { stratum -> (table: StratumTable, result: ComparisonResult?)? in
      let selection = parts[stratum].0
      let (human, bot) = (2 * stratum, 2 * stratum + 1)
      guard rows[human] + rows[bot] > 0 else { return nil }
      let table = StratumTable(
        code: Int32(stratum),
        x1: Double(yes[bot]),
        n1: Double(rows[bot]),
        x0: Double(yes[human]),
        n0: Double(rows[human])
      )
      guard min(rows[human], rows[bot]) >= max(1, fewest) else { return (table, nil) }
      func rate(_ arm: Int) -> ArmRate {
        ArmRate(arm: arm, selection, yes: Array(yes[human...bot]), sums: sums[stratum]) {
          equivalentCustomers(cell: human + arm, answers)
        }
      }
      let pair = ArmRates(bot: rate(1), human: rate(0), rho: sums[stratum].correlation)
      return (
        table, .rates(pair, method: .standardisedProportion, in: selection, level: level)
      )
    }
  }

  private func sumsByStratum(_ answers: [UInt8], _ influence: [Influence]) -> [CustomerSums] {
    var sums = [CustomerSums](repeating: CustomerSums(), count: strata)
    // Rows and yes of the customer in the current stratum.
    var bot = (rows: 0, yes: 0)
    var human = bot
    for place in cell.indices {
      let answer = Int(answers[place])
      let code = Int(cell[place])
      if code & 1 == 1 {
        bot.rows += (answer + 1) >> 1
        bot.yes += answer >> 1
      } else {
        human.rows += (answer + 1) >> 1
        human.yes += answer >> 1
      }
      let isLast = ends[place] == 3 || ends[place] == 1 && Int(cell[place + 1]) >> 1 != code >> 1
      guard isLast, bot.rows + human.rows > 0 else { continue }
      let own = influence[code >> 1]
      sums[code >> 1].add(
        human: human.rows > 0 ? own.of(0, rows: human.rows, yes: human.yes) : 0,
        bot: bot.rows > 0 ? own.of(1, rows: bot.rows, yes: bot.yes) : 0,
        isHuman: human.rows > 0 ? 1 : 0,
        isBot: bot.rows > 0 ? 1 : 0
      )
      bot = (0, 0)
      human = (0, 0)
    }
    return sums
  }

  /// The number of equivalent customers of one cell, each row weighing the same.
  private func equivalentCustomers(cell wanted: Int, _ answers: [UInt8]) -> Double {
    var rows = 0.0
    var squares = 0.0
    var own = 0.0
    for place in cell.indices {
      if Int(cell[place]) == wanted, answers[place] != 0 { own += 1 }
      guard ends[place] != 0 else { continue }
      rows += own
      squares += own * own
      own = 0
    }
    return squares > 0 ? rows * rows / squares : 0
  }

  /// The share of yes of one arm alone, as it stands.
  package func proportion(
    ofArm arm: UInt8,
    answers: [UInt8],
    level: Double
  ) throws(ColumnError) -> ProportionEstimate {
    try ColumnError.check(share: level, name: "level")
    var answers = try ordered(answers)
    for place in cell.indices where cell[place] & 1 != Int32(arm) { answers[place] = 0 }
    return CustomerTally(answers, ends: ends.map { $0 == 3 ? -1 : 0 }).proportion(level: level)
  }

  /// How many customers each arm has.
  package var customers: (bot: Int, human: Int) {
    let counted = [UInt8](repeating: 1, count: cell.count)
    let sums = rates(.answers(counted)).customers
    return (sums[1], sums[0])
  }
}
