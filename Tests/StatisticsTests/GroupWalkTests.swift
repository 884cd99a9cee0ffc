import Statistics
import Testing

/// Measures of many columns and groups at once, against one column of one group at a time.
struct GroupWalkTests {
  /// Rows with each customer's together; a few customers have hundreds of rows.
  private struct Rows {
    var customer: [Int32] = []
    var group: [Int32] = []
    var words: [AnswerWord] = []
    var amounts: [AmountRow] = []
    let groups = 3

    init(seed: UInt64) {
      var chance = RepeatableChance(seed: seed)
      for code in 0..<Int32(700) {
        let rows = code % 230 == 5 ? 300 : code % 90 == 7 ? 20 : 1 + Int(chance.next() % 4)
        for _ in 0..<rows {
          customer.append(code)
          group.append(Int32(chance.next() % 4) - 1)
          let known = chance.next() | chance.next()
          words.append(AnswerWord(known: known, yes: known & chance.next()))
          var row = AmountRow(repeating: .nan)
          for lane in 0..<8 where chance.next() % 4 > 0 {
            row[lane] = Double(chance.next() % 5000) / (lane % 2 == 0 ? 1000 : 7)
          }
          amounts.append(row)
        }
      }
    }

    func places(_ wanted: Int) -> [Int] { group.indices.filter { group[$0] == Int32(wanted) } }

    var walks: GroupWalks { GroupWalks(group: group, customer: customer, groups: groups) }
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `all columns of a group are tallied as each one is`(seed: UInt64) throws {
    let rows = Rows(seed: seed)
    for group in 0..<rows.groups {
      let places = rows.places(group)
      let runs = CustomerRuns(customers: places.map { rows.customer[$0] })
      let tallies = ColumnTallies(rows.words, steps: rows.walks.steps(group), columns: 64)
      for column in 0..<64 {
        let cells = places.map { place -> UInt8 in
          guard rows.words[place].known >> UInt64(column) & 1 == 1 else { return 0 }
          return rows.words[place].yes >> UInt64(column) & 1 == 1 ? 2 : 1
        }
        #expect(
          try tallies.proportion(column, level: 0.95) == runs.proportion(cells, level: 0.95)
        )
      }
    }
  }

  @Test(arguments: [4, 5] as [UInt64])
  func `all amounts of a group have the quantiles and means of each one`(seed: UInt64) throws {
    let rows = Rows(seed: seed)
    for lane in 0..<8 {
      let values = rows.amounts.map { $0[lane] }
      let tags = rows.group.map { UInt32($0 + 1) }
      let order = TaggedValues(values, tags: tags)
      let ranks = GroupRanks(
        order,
        counts: GroupRanks.counts(order, tags: 4),
        groupOf: [-1, 0, 1, 2],
        groups: rows.groups
      )
      for group in 0..<rows.groups {
        let places = rows.places(group)
        let runs = CustomerRuns(customers: places.map { rows.customer[$0] })
        let own = places.map { values[$0] }
        let sorted = ValueOrder.values(own)[...]
        let steps = rows.walks.steps(group)
        #expect(ranks.count(group) == sorted.count)
        let thresholds = [0.5, 0.9].map {
          AmountRow(repeating: ranks.quantile($0, of: group) ?? .nan)
        }
        let tallies = AmountTallies(rows.amounts, steps: steps, thresholds: thresholds)
        for (part, p) in [0.5, 0.9].enumerated() {
          let found = tallies.quantile(
            p,
            part: part,
            lane: lane,
            ranks: ranks,
            group: group,
            level: 0.95
          )
          #expect(try found == runs.quantile(p, of: own, sorted: sorted, level: 0.95))
        }
        let means = AmountMeans(rows.amounts, steps: steps)
        let mean = means.mean(lane, level: 0.95)
        let single = try runs.mean(of: own, sorted: sorted, level: 0.95)
        #expect(isClose(mean.estimate, single.estimate))
        #expect(isClose(mean.standardError, single.standardError))
        #expect(mean.size.customers == single.size.customers)
        #expect(
          means.isDrivenByFew(lane, ranks: ranks, group: group)
            == single.caveats.contains(.drivenByFew)
        )
      }
    }
  }

  @Test func `values below the row belong to the customer of the row`() throws {
    let rows = Rows(seed: 6)
    var chance = RepeatableChance(seed: 7)
    var values: [Double] = []
    var starts: [Int32] = []
    var ends: [Int32] = []
    for _ in rows.customer {
      starts.append(Int32(values.count))
      for _ in 0..<chance.next() % 4 { values.append(Double(chance.next() % 40)) }
      ends.append(Int32(values.count))
    }
    let replies = RowValues(values: values, starts: starts, ends: ends)
    var tags = [UInt32](repeating: 0, count: values.count)
    for place in rows.group.indices {
      for index in starts[place]..<ends[place] { tags[Int(index)] = UInt32(rows.group[place] + 1) }
    }
    let order = TaggedValues(values, tags: tags)
    let ranks = GroupRanks(
      order,
      counts: GroupRanks.counts(order, tags: 4),
      groupOf: [-1, 0, 1, 2],
      groups: 3
    )
    for group in 0..<rows.groups {
      let places = rows.places(group)
      let own = places.flatMap { values[Int(starts[$0])..<Int(ends[$0])] }
      let customers = places.flatMap { place in
        (starts[place]..<ends[place]).map { _ in rows.customer[place] }
      }
      let runs = CustomerRuns(customers: customers)
      let sorted = ValueOrder.values(own)[...]
      let steps = rows.walks.steps(group)
      let found = replies.quantiles(
        [0.5, 0.95],
        steps: steps,
        ranks: ranks,
        group: group,
        level: 0.9
      )
      #expect(try found[0] == runs.quantile(0.5, of: own, sorted: sorted, level: 0.9))
      #expect(try found[1] == runs.quantile(0.95, of: own, sorted: sorted, level: 0.9))
      let yes = own.map { UInt8($0 == 0 ? 1 : 2) }
      let share = replies.proportion(steps, level: 0.9)
      #expect(try share.estimate == runs.proportion(yes, level: 0.9))
      #expect(share.yes == yes.count { $0 == 2 })
      let mean = try runs.mean(of: own, sorted: sorted, level: 0.9)
      let average = replies.mean(steps, ranks: ranks, group: group, level: 0.9)
      #expect(isClose(average.standardError, mean.standardError))
      #expect(average.caveats == mean.caveats)
    }
  }

  @Test(
    arguments: [
      [0.5, 2, 0.25, 1.125], [3, -1, 2.0 / 3, 0, -0.5], [1e300, 4, 1e-300], [],
    ] as [[Double]]
  )
  func `values of any kind are sorted with their tags`(some: [Double]) {
    // Often enough to be sorted digit by digit.
    let values = (0..<400).flatMap { _ in some + [.nan] }
    let order = TaggedValues(values, tags: values.indices.map { UInt32($0) })
    let expected = values.indices.filter { !values[$0].isNaN }
      .sorted { (values[$0], $0) < (values[$1], $1) }
    #expect((0..<order.count).map { order.tag($0) } == expected)
    #expect((0..<order.count).map { order.value($0) } == expected.map { values[$0] })
  }
}

/// One walk for all strata, and values below the row, against frames of their own.
struct ComparisonWalkTests {
  @Test(arguments: [11, 12] as [UInt64])
  func `each stratum is compared as if it were alone`(seed: UInt64) throws {
    let columns = RandomColumns(seed: seed)
    let answers = columns.outcome.indices.map {
      UInt8(columns.mask[$0] ? (columns.outcome[$0] ? 2 : 1) : 0)
    }
    let all = try columns.frame().byStratum(answers: answers, fewest: 1)
    #expect(all.count == 4)
    for (table, result) in all {
      let own = columns.stratum.indices.filter { columns.stratum[$0] == table.code }
      let alone = try ComparisonFrame(
        arm: own.map { columns.arm[$0] },
        cluster: own.map { columns.cluster[$0] }
      ).proportion(answers: own.map { answers[$0] }).crude
      #expect(result?.bot.size.customers == alone.bot.size.customers)
      #expect(isClose(result?.bot.size.effective, alone.bot.size.effective))
      #expect(isClose(result?.difference.interval.lower, alone.difference.interval.lower))
      #expect(isClose(result?.rho, alone.rho))
      #expect(table.n1 == Double(alone.bot.allRows))
    }
  }

  @Test func `several values of a row count as rows of its customer`() throws {
    let columns = RandomColumns(seed: 13)
    var owner: [Int32] = []
    var values: [Double] = []
    for row in columns.values.indices {
      for repeated in 0..<row % 4 {
        owner.append(Int32(row))
        values.append(columns.values[row] + Double(repeated))
      }
    }
    let together = try columns.frame().quantiles([0.5], of: values, rows: owner)[0]
    let apart = try ComparisonFrame(
      arm: owner.map { columns.arm[Int($0)] },
      stratum: owner.map { columns.stratum[Int($0)] },
      cluster: owner.map { columns.cluster[Int($0)] }
    ).quantiles([0.5], of: values)[0]
    for (one, other) in [(together.adjusted, apart.adjusted), (together.crude, apart.crude)] {
      #expect(one.bot.estimate == other.bot.estimate)
      #expect(one.bot.size.rows == other.bot.size.rows)
      #expect(one.human.size.customers == other.human.size.customers)
      #expect(isClose(one.bot.size.effective, other.bot.size.effective))
      #expect(one.ratio.interval == other.ratio.interval)
    }
  }
}
