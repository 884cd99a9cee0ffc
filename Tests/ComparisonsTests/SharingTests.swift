import Facts
import Testing

@testable import Comparisons

/// From no total less what is shown can a hidden count be computed.
@Suite struct SharingTests {
  // MARK: Cells

  private func hidden(_ values: [Int], total: Int, threshold: Int = 10) -> [Bool] {
    var hiding = CellHiding(threshold: threshold)
    let parts = values.map { hiding.add($0, rank: 0) }
    let whole = hiding.add(total, rank: 1)
    hiding.tie(whole, parts)
    hiding.close()
    return (parts + [whole]).map { hiding.cells[$0].isHidden }
  }

  @Test func `a single small cell takes the next smallest with it`() {
    #expect(hidden([3, 40, 12, 90], total: 145) == [true, false, true, false, false])
  }

  @Test func `two small cells that are small together take a third`() {
    #expect(hidden([3, 4, 12, 90], total: 109) == [true, true, true, false, false])
    #expect(hidden([6, 7, 12, 90], total: 115) == [true, true, false, false, false])
  }

  @Test func `where there is nothing else the total goes, and zero hides nothing`() {
    #expect(hidden([3, 0], total: 3) == [true, false, true])
    #expect(hidden([50, 0], total: 50) == [false, false, false])
    #expect(hidden([3, 0, 50], total: 53) == [true, false, true, false])
  }

  /// Rows and columns add up: a small cell in a corner needs three more, or sums of rows and columns tell it.
  @Test func `a table with two margins is closed both ways`() {
    var hiding = CellHiding(threshold: 10)
    let cells = [[2, 30, 40], [50, 60, 70], [80, 90, 95]].map { row in
      row.map { hiding.add($0, rank: 0) }
    }
    for line in 0..<3 {
      let row = cells[line]
      let column = cells.map { $0[line] }
      for parts in [row, column] {
        let sum = parts.reduce(0) { $0 + hiding.cells[$1].value }
        hiding.tie(hiding.add(sum, rank: 9), parts)
      }
    }
    hiding.close()
    for line in 0..<3 {
      #expect(cells[line].count { hiding.cells[$0].isHidden } != 1)
      #expect(cells.count { hiding.cells[$0[line]].isHidden } != 1)
    }
    #expect(cells.joined().count { hiding.cells[$0].isHidden } == 4)
  }

  // MARK: Sentences

  @Test(arguments: [
    ("39 contacts asked for a person (38.6\u{202F}% of the 101 that could).", true),
    ("9 contacts asked for a person.", false), ("9.4\u{202F}% of 100 contacts asked.", false),
    ("95\u{202F}% of 100 contacts asked.", false), ("Of 100 contacts 95 were answered.", false),
    ("Repeat contact within 7 days, 95\u{202F}% interval 1.5 to 12.4 points.", true),
    ("1\u{202F}053 contacts in 3 weeks.", true), ("The bot is better.", true),
    ("30 of 60 were hidden for the sake of others.", false),
  ])
  func `a sentence that tells a small count is not shared`(text: String, isSafe: Bool) {
    #expect(SentenceCheck(threshold: 10, hidden: [30]).isSafe(text) == isSafe)
  }

  // MARK: Whole reports

  private func findings(_ seed: UInt64) async -> Findings {
    var random = SeededGenerator(seed: seed)
    var maker = TableMaker()
    for entry in [EntryCohort.botFirst, .humanFirst] {
      for topic in Int32(1)...5 {
        let count =
          Int.random(in: 0...(topic == 1 ? 120 : 30), using: &random) + (topic == 1 ? 20 : 0)
        let yes = Int.random(in: 0...count, using: &random)
        maker.add(entry, yes, of: count, topic: topic) { row, _ in
          row.week = 20_000 + 7 * Int32.random(in: 0...5, using: &random)
          row.handledBy = HandledBy.allCases.randomElement(using: &random)
          row.comesBack = Int.random(in: 0..<9, using: &random) == 0
          row.asksForHuman = Bool.random(using: &random)
        }
      }
    }
    maker.add(.none, 0, of: Int.random(in: 0...12, using: &random), topic: 2)
    return await maker.table().findings(ComparisonOptions(minCell: 20))
  }

  /// What is known of one kind of number, and what adds up.
  private struct Puzzle {
    var known: [SummaryHiding.Group: Int] = [:]
    var hidden: Set<SummaryHiding.Group> = []
    var sums: [[SummaryHiding.Group]] = []

    /// Subtracts until nothing more follows; the groups that should have stayed unknown.
    mutating func solve() -> [SummaryHiding.Group] {
      var found: [SummaryHiding.Group] = []
      var isDone = false
      while !isDone {
        isDone = true
        for sum in sums {
          let open = sum.filter { known[$0] == nil }
          guard open.count == 1 else { continue }
          known[open[0]] = 0
          if hidden.contains(open[0]) { found.append(open[0]) }
          isDone = false
        }
      }
      return found
    }
  }

  @Test(arguments: 1...4)
  func `no hidden count follows from those that are shown`(seed: Int) async throws {
    let plain = await findings(UInt64(seed))
    let shared = try #require(plain.shareable(threshold: 20, name: { place, _ in "\(place)" }))
    expectPooled(plain, shared)
    var sheets: [[String]: [(SummaryHiding.Group, before: Estimate, after: Estimate)]] = [:]
    for (before, after) in zip(plain.summaries, shared.summaries) {
      let group = SummaryHiding.Group(before)
      sheets[[before.metric.id, before.statistic], default: []]
        .append((group, before.estimate, after.estimate))
      let numbers = [
        after.estimate.denominator, after.estimate.numerator, after.estimate.customers,
      ]
      for number in numbers.compactMap(\.self) { #expect(number == 0 || number >= 20) }
      if let all = after.estimate.denominator, let yes = after.estimate.numerator {
        #expect(all == yes || all - yes >= 20)
      }
      #expect(after.estimate.value != nil || after.estimate.nullReason != nil)
      // Hidden is null with its reason, never zero.
      if before.estimate.denominator != after.estimate.denominator {
        #expect(after.estimate.denominator == nil)
        #expect(after.estimate.nullReason == "hidden_small_cell")
      }
    }
    for (name, rows) in sheets where name[1] != "share" {
      for number in [\Estimate.denominator, \.numerator, \.noes] as [KeyPath<Estimate, Int?>] {
        var puzzle = Puzzle()
        let truth = Dictionary(rows.map { ($0.0, $0.before[keyPath: number] ?? 0) }) { $1 }
        for (group, before, after) in rows where before[keyPath: number] != nil {
          if let value = after[keyPath: number] {
            puzzle.known[group] = value
          } else {
            puzzle.hidden.insert(group)
          }
        }
        puzzle.sums = Self.sums(of: truth)
        let found = puzzle.solve()
        #expect(found.isEmpty, "\(name): \(found)")
      }
    }
  }

  /// Totals with their parts, where these are all that there is.
  private static func sums(of truth: [SummaryHiding.Group: Int]) -> [[SummaryHiding.Group]] {
    typealias Group = SummaryHiding.Group
    let mondays = Set(truth.keys.compactMap(\.monday))
    var sums = [
      (Group(cohort: .all), EntryCohort.allCases.map { Group(cohort: .entry($0)) }),
      (Group(cohort: .all), HandledBy.allCases.map { Group(cohort: .handledBy($0)) }),
    ]
    for cohort in [Cohort.all, .entry(.botFirst), .entry(.humanFirst)] {
      sums.append((Group(cohort: cohort), mondays.map { Group(cohort: cohort, monday: $0) }))
    }
    for monday in mondays {
      sums.append(
        (
          Group(cohort: .all, monday: monday),
          [EntryCohort.botFirst, .humanFirst].map { Group(cohort: .entry($0), monday: monday) }
        )
      )
    }
    return sums.compactMap { total, parts in
      let present = parts.filter { truth[$0] != nil }
      guard !present.isEmpty, let whole = truth[total],
        whole == present.reduce(0, { $0 + (truth[$1] ?? 0) })
      else {
        return nil
      }
      return [total] + present
    }
  }

  /// Small topics are one row, and none of them follows from it.
  private func expectPooled(_ plain: Findings, _ shared: Findings) {
    let names = Set(shared.caseMix.mix.map(\.name))
    let gone = plain.caseMix.mix.filter { !names.contains($0.name) }
    #expect(gone.count != 1)
    for row in shared.caseMix.mix {
      #expect([row.bot, row.human].allSatisfy { $0 == 0 || $0 >= 20 })
    }
    for sum in [gone.reduce(0) { $0 + $1.bot }, gone.reduce(0) { $0 + $1.human }] {
      #expect(sum == 0 || sum >= 20 || names.isEmpty)
    }
    for topic in shared.topics {
      for side in [topic.bot, topic.human] {
        for number in [side.denominator, side.numerator, side.noes] {
          #expect(number.map { $0 == 0 || $0 >= 20 } ?? true, "\(topic.name)")
        }
      }
    }
  }

  @Test func `what consists of small counts is left out, and a smallest cell of one hides nothing`()
    async throws
  {
    let plain = await findings(3)
    let shared = try #require(plain.shareable(threshold: 20, name: { _, name in name }))
    #expect(shared.curves.isEmpty && shared.composition.groups.isEmpty)
    #expect(shared.composition.nullReason == "hidden_small_cell")
    #expect(shared.notes.first?.contains("counts from 1 to 19 are hidden") == true)
    let open = try #require(plain.shareable(threshold: 1, name: { _, name in name }))
    #expect(open.summaries.map(\.estimate) == plain.summaries.map(\.estimate))
    var few = plain
    few.run.botFirst = 19
    #expect(few.shareable(threshold: 20, name: { _, name in name }) == nil)
  }
}

extension Estimate {
  fileprivate var noes: Int? { denominator.flatMap { all in numerator.map { all - $0 } } }
}
