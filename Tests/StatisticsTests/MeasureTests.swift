import Statistics
import Testing

@Suite struct MeasureTests {
  @Test(arguments: [UInt64](1...8))
  func `quantile limits enclose the estimate and widen with the level`(seed: UInt64) throws {
    let columns = RandomColumns(seed: seed)
    let cohort = try CohortFrame(cluster: columns.cluster)
    for p in [0.1, 0.5, 0.9, 0.99] {
      let narrow = try cohort.quantile(p, of: columns.values, level: 0.90)
      let wide = try cohort.quantile(p, of: columns.values, level: 0.95)
      let estimate = try #require(wide.estimate)
      #expect((wide.lower ?? -.infinity) <= estimate)
      #expect((wide.upper ?? .infinity) >= estimate)
      #expect((wide.lower ?? -.infinity) <= (narrow.lower ?? -.infinity))
      #expect((wide.upper ?? .infinity) >= (narrow.upper ?? .infinity))
    }
  }

  @Test(arguments: [UInt64](1...4))
  func `quantile limits cover ranks outward of the Wilson interval`(seed: UInt64) throws {
    var chance = RepeatableChance(seed: seed)
    let values = (0..<200).map { Double($0) }.shuffled(using: &chance)
    let result = try CohortFrame(cluster: values.indices.map { Int32($0) })
      .quantile(0.5, of: values)
    let ranks = Wilson.interval(share: 0.5, size: 200, level: 0.95)
    // Values are their own ranks from 0: the limits lie on or outside n times the Wilson limits.
    #expect(try #require(result.lower) + 1 <= 200 * ranks.lower + 1e-6)
    #expect(try #require(result.upper) >= 200 * ranks.upper - 1e-6)
  }

  @Test func `missing values are not counted`() throws {
    let cohort = try CohortFrame(cluster: [0, 1, 2, 3])
    let result = try cohort.quantile(0.5, of: [3, .nan, 1, 2])
    #expect(result.estimate == 2)
    #expect(result.size.rows == 3)
  }

  @Test func `follow-up that is too short is null and not zero`() throws {
    let cohort = try CohortFrame(cluster: [0, 1])
    let result = try cohort.incidence(time: [1, 2], status: [1, 0], horizons: [1, 7])
    #expect(result[0].estimate == 0.5)
    #expect(result[1].estimate == nil)
    #expect(result[1].interval == Interval(lower: 0, upper: 1, level: 0.95))
    #expect(result[1].caveats == [.followUpTooShort])
  }

  @Test func `the time by which half were resolved is found or not reached`() throws {
    let cohort = try CohortFrame(cluster: [0, 1, 2, 3])
    #expect(try cohort.events(time: [1, 2, 3, 9], status: [1, 1, 2, 0]).time(reaching: 0.5) == 2)
    #expect(
      try cohort.events(time: [1, 2, 3, 9], status: [1, 2, 2, 0]).time(reaching: 0.5) == nil
    )
  }

  @Test func `an abandoned row keeps the incidence below what censoring would say`() throws {
    let cohort = try CohortFrame(cluster: [0, 1, 2, 3])
    let ended = try cohort.incidence(time: [1, 2, 3, 4], status: [2, 1, 2, 1], horizons: [4])
    let censored = try cohort.incidence(time: [1, 2, 3, 4], status: [0, 1, 0, 1], horizons: [4])
    #expect(ended[0].estimate == 0.5)
    #expect(censored[0].estimate == 1)
  }

  @Test(arguments: [UInt64](1...4))
  func `swapping the arms turns the probability of superiority`(seed: UInt64) throws {
    let columns = RandomColumns(seed: seed)
    let swapped = columns.swapped
    let one = try Superiority(of: columns.values, arm: columns.arm, cluster: columns.cluster)
    let two = try Superiority(of: swapped.values, arm: swapped.arm, cluster: swapped.cluster)
    #expect(isClose(one.theta, two.theta.map { 1 - $0 }))
    #expect(isClose(one.interval.lower, 1 - two.interval.upper))
    #expect((one.pValue < 0.05) == one.interval.excludes(0.5))
  }

  @Test func `a mean that one value decides says so`() throws {
    let many = (0..<200).map { _ in 1.0 } + [1e6]
    let cohort = try CohortFrame(cluster: many.indices.map { Int32($0) })
    #expect(try cohort.mean(of: many).caveats == [.drivenByFew])
    let even = (0..<201).map { Double($0 % 7) }
    #expect(try cohort.mean(of: even).caveats == [])
  }

  @Test(arguments: [UInt64](1...6))
  func `a histogram is within a thousandth and merges in any order`(seed: UInt64) throws {
    var chance = RepeatableChance(seed: seed)
    let values = (0..<500).map { _ in
      Int.random(in: 0...5_184_000_000, using: &chance) >> Int.random(in: 0...30, using: &chance)
    }
    var whole = LogLinearHistogram()
    var parts = [LogLinearHistogram(), LogLinearHistogram()]
    for (index, value) in values.enumerated() {
      whole.record(value)
      parts[index % 2].record(value)
    }
    var forward = parts[0]
    forward.merge(parts[1])
    var backward = parts[1]
    backward.merge(parts[0])
    let sorted = values.sorted()
    for p in [0.01, 0.5, 0.9, 0.999] {
      let exact = Double(sorted[Int((p * 500).rounded(.up)) - 1])
      let found = try #require(whole.quantile(p))
      #expect(abs(found - exact) <= 0.001 * exact)
      #expect(forward.quantile(p) == found)
      #expect(backward.quantile(p) == found)
    }
    #expect(LogLinearHistogram().quantile(0.5) == nil)
  }

  @Test func `bootstrap weights average one`() {
    let weights = (0..<20_000).map {
      PoissonWeights.weight(id: "customer-\($0)", replicate: 3, seed: 11)
    }
    let mean = Double(weights.reduce(0, +)) / 20_000
    // Four standard errors of a Poisson(1) mean.
    #expect(abs(mean - 1) < 4 / 20_000.0.squareRoot())
  }
}
