import Statistics
import Testing

@Suite struct EnginePropertyTests {
  static let seeds: [UInt64] = [1, 2, 3, 17, 404]

  @Test(arguments: seeds)
  func `swapping the arms turns the difference and inverts the ratio`(seed: UInt64) throws {
    let columns = RandomColumns(seed: seed)
    for (a, b) in zip(try columns.results(), try columns.swapped.results()) {
      #expect(isClose(a.difference.estimate, b.difference.estimate.map { -$0 }))
      #expect(isClose(a.difference.interval.lower, -b.difference.interval.upper))
      #expect(isClose(a.difference.interval90.upper, -b.difference.interval90.lower))
      #expect(isClose(a.ratio.interval.lower, 1 / b.ratio.interval.upper))
      #expect(isClose(a.ratio.interval.upper, 1 / b.ratio.interval.lower))
      #expect(isClose(a.pValue, b.pValue))
      #expect(isClose(a.rho, b.rho))
    }
  }

  @Test(arguments: seeds)
  func `the order of rows changes nothing but rounding`(seed: UInt64) throws {
    let columns = RandomColumns(seed: seed)
    let other = columns.shuffled(seed: seed &+ 99)
    for (a, b) in zip(try columns.results(.combined), try other.results(.combined)) {
      #expect(isClose(a.difference.estimate, b.difference.estimate))
      #expect(isClose(a.difference.interval.lower, b.difference.interval.lower))
      #expect(isClose(a.difference.interval.upper, b.difference.interval.upper))
      #expect(isClose(a.bot.lower, b.bot.lower))
      #expect(isClose(a.human.upper, b.human.upper))
      #expect(isClose(a.bot.size.effective, b.bot.size.effective))
      #expect(a.bot.size.customers == b.bot.size.customers)
      #expect(isClose(a.pValue, b.pValue, 1e-6))
    }
  }

  @Test(arguments: seeds)
  func `without strata and returning customers it is Wilson and Newcombe`(seed: UInt64) throws {
    let columns = RandomColumns(seed: seed, strata: 1, mostRepeats: 1)
    let result = try columns.frame().proportion(columns.outcome)
    func count(_ arm: UInt8, _ wanted: Bool?) -> Double {
      Double(
        columns.arm.indices.count {
          columns.arm[$0] == arm && (wanted == nil || columns.outcome[$0] == wanted)
        }
      )
    }
    let pair = try #require(
      RatePair(x1: count(1, true), n1: count(1, nil), x0: count(0, true), n0: count(0, nil))
    )
    let newcombe = pair.differenceInterval(level: 0.95)
    let wilson = Wilson.interval(share: pair.bot.estimate, size: pair.bot.size, level: 0.95)
    #expect(result.bot.size.designEffect == 1)
    #expect(result.rho == 0)
    #expect(isClose(result.bot.lower, wilson.lower, 1e-12))
    #expect(isClose(result.difference.interval.lower, newcombe.lower, 1e-12))
    #expect(isClose(result.difference.interval.upper, newcombe.upper, 1e-12))
  }

  @Test(arguments: seeds)
  func `the p-value is below 5 % exactly when the interval excludes zero`(seed: UInt64) throws {
    for customers in [8, 30, 80, 300] {
      let columns = RandomColumns(seed: seed, customers: customers)
      for result in try columns.results() where result.difference.estimate != nil {
        #expect((result.pValue < 0.05) == result.difference.interval.excludes(0))
        #expect((result.pValue < 0.10) == result.difference.interval90.excludes(0))
      }
    }
  }

  @Test(arguments: seeds)
  func `a measure on masked rows is the measure on those rows alone`(seed: UInt64) throws {
    let columns = RandomColumns(seed: seed)
    func kept<T>(_ column: [T]) -> [T] {
      zip(column, columns.mask).filter(\.1).map(\.0)
    }
    var alone = columns
    alone.arm = kept(columns.arm)
    alone.stratum = kept(columns.stratum)
    alone.cluster = kept(columns.cluster)
    alone.outcome = kept(columns.outcome)
    alone.values = kept(columns.values)
    alone.status = kept(columns.status)
    alone.mask = kept(columns.mask)
    #expect(try columns.results() == alone.results())
  }

  @Test(arguments: seeds)
  func `without censoring the incidence is the share of events by the horizon`(
    seed: UInt64
  ) throws {
    var columns = RandomColumns(seed: seed)
    columns.status = columns.status.map { $0 == 0 ? 2 : $0 }
    let frame = try columns.frame()
    let incidence = try frame.incidence(
      time: columns.values,
      status: columns.status,
      horizons: [20]
    )[0]
    let seen = zip(columns.values, columns.status).map { $0 <= 20 && $1 == 1 }
    let share = try frame.proportion(seen)
    #expect(isClose(incidence.difference.estimate, share.difference.estimate))
    #expect(isClose(incidence.difference.interval.lower, share.difference.interval.lower, 1e-7))
    #expect(isClose(incidence.bot.size.effective, share.bot.size.effective, 1e-7))
    #expect(isClose(incidence.rho, share.rho, 1e-7))
  }

  @Test(arguments: seeds)
  func `the crude frame is the comparison in one stratum`(seed: UInt64) throws {
    let columns = RandomColumns(seed: seed)
    var one = columns
    one.stratum = columns.stratum.map { _ in 0 }
    let crude = try columns.frame().proportion(answers: columns.outcome.map { $0 ? 2 : 1 }).crude
    let direct = try one.frame().proportion(columns.outcome)
    #expect(isClose(crude.difference.estimate, direct.difference.estimate))
    #expect(isClose(crude.difference.interval.lower, direct.difference.interval.lower))
    #expect(isClose(crude.rho, direct.rho))
  }

  @Test func `copying every row of a customer adds no information`() throws {
    let columns = RandomColumns(seed: 5, strata: 1, mostRepeats: 1)
    let once = try CohortFrame(cluster: columns.cluster).proportion(columns.outcome)
    let twice = try CohortFrame(cluster: columns.cluster + columns.cluster)
      .proportion(columns.outcome + columns.outcome)
    #expect(once.estimate == twice.estimate)
    #expect(isClose(once.size.effective, twice.size.effective, 0.02))
    #expect(twice.size.rows == 2 * once.size.rows)
  }

  @Test func `customer codes may be sparse`() throws {
    let columns = RandomColumns(seed: 8)
    var sparse = columns
    sparse.cluster = columns.cluster.map { $0 * 20_000_000 + 5 }
    sparse.stratum = columns.stratum.map { $0 * 500_000_000 }
    #expect(try columns.results() == sparse.results())
  }

  @Test func `columns that do not fit are an error`() throws {
    #expect(throws: ColumnError.unequalLengths(expected: 2, found: 1)) {
      try ComparisonFrame(arm: [0, 1], stratum: [0, 0], cluster: [0])
    }
    #expect(throws: ColumnError.unknownArm(row: 1)) {
      try ComparisonFrame(arm: [0, 2], stratum: [0, 0], cluster: [0, 1])
    }
    #expect(throws: ColumnError.negativeCode(row: 0)) {
      try ComparisonFrame(arm: [0, 1], stratum: [-1, 0], cluster: [0, 1])
    }
    let frame = try ComparisonFrame(arm: [0, 1], cluster: [0, 1])
    #expect(throws: ColumnError.self) { try frame.proportion([true]) }
    #expect(throws: ColumnError.self) { try frame.proportion([true, false], among: [true]) }
    #expect(throws: ColumnError.self) { try frame.proportion([true, false], level: 1) }
  }

  @Test func `nothing to compare is null and never zero`() throws {
    let frame = try ComparisonFrame(arm: [1, 0], stratum: [0, 1], cluster: [0, 1])
    let result = try frame.proportion([true, false])
    #expect(result.difference.estimate == nil)
    #expect(result.difference.interval == Interval(lower: -1, upper: 1, level: 0.95))
    #expect(result.pValue == 1)
    #expect(result.caveats == [.noCommonStratum])
    let empty = try ComparisonFrame(arm: [], stratum: [], cluster: []).proportion([])
    #expect(empty.bot.comparableShare == nil)
    #expect(empty.bot.estimate == nil)
  }
}
