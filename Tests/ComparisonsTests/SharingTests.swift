import Facts
import Testing

@testable import Comparisons

/// From no total less what is shown can a hidden count be computed.
@Suite struct SharingTests {
  // MARK: Cohorts and weeks

  /// Which places are hidden: all, the bot's, the humans', nobody's, five parties, and three for each week.
  private func hidden(
    _ whole: [Int],
    _ parties: [Int] = [100, 100, 100, 100, 100],
    weeks: [[Int]] = []
  ) -> [Bool] {
    var hiding = GroupHiding(weeks: weeks.count, threshold: 10)
    hiding.close([.init(values: whole + parties + weeks.joined())])
    return hiding.isHidden
  }

  private func places(_ hidden: [Bool]) -> [Int] { hidden.indices.filter { hidden[$0] } }

  @Test func `a small side hides all contacts and the parties with it, and zero hides nothing`() {
    #expect(places(hidden([500, 250, 250, 0])) == [])
    #expect(places(hidden([500, 495, 5, 0])) == [0, 2, 4, 5, 6, 7, 8])
    #expect(places(hidden([500, 250, 245, 5])) == [0, 3, 4, 5, 6, 7, 8])
  }

  @Test func `a small party hides all parties, and so does one that a side leaves over`() {
    #expect(places(hidden([500, 250, 250, 0], [125, 245, 125, 5, 0])) == [4, 5, 6, 7, 8])
    // 50 were attended by nobody, of whom the bot was to have 5 and the humans 45.
    #expect(places(hidden([500, 250, 250, 0], [120, 105, 125, 100, 50])) == [4, 5, 6, 7, 8])
    #expect(places(hidden([500, 250, 250, 0], [120, 105, 110, 115, 50])) == [])
  }

  @Test func `a small week takes another with it, and all contacts of both`() {
    let weeks = [[100, 60, 40], [63, 60, 3], [150, 80, 70], [187, 50, 137]]
    #expect(places(hidden([500, 250, 250, 0], weeks: weeks)) == [9, 11, 12, 14])
  }

  @Test func `weeks that are small together take a third`() {
    let weeks = [[63, 60, 3], [64, 60, 4], [90, 80, 10], [283, 50, 233]]
    #expect(places(hidden([500, 250, 250, 0], weeks: weeks)) == [9, 11, 12, 14, 15, 17])
  }

  @Test func `what a week leaves to nobody is hidden with all its contacts`() {
    let weeks = [[100, 60, 34], [140, 60, 73], [260, 130, 93]]
    // Six, seven and 37 are nobody's; the two small ones are 13.
    #expect(places(hidden([500, 250, 200, 50], weeks: weeks)) == [9, 12])
  }

  @Test func `a week goes with a side that is hidden in the whole period`() {
    var hiding = GroupHiding(weeks: 2, threshold: 10)
    hiding.hide(GroupHiding.bot)
    hiding.close([
      .init(
        values: [500, 250, 250, 0] + [100, 100, 100, 100, 100] + [250, 100, 150, 250, 150, 100]
      )
    ])
    #expect(hiding.isHidden[10] && hiding.isHidden[9])
  }

  // MARK: Sentences

  @Test(arguments: [
    ("39 contacts asked for a person (38.6\u{202F}% of the 101 that could).", true),
    ("9 contacts asked for a person.", false), ("9.4\u{202F}% of 100 contacts asked.", false),
    ("95\u{202F}% of 100 contacts asked.", false), ("Of 100 contacts 95 were answered.", false),
    ("Repeat contact within 7 days, 95\u{202F}% interval 1.5 to 12.4 points.", true),
    ("1\u{202F}053 contacts in 3 weeks.", true), ("The bot is better.", true),
    ("30 of 60 were hidden for the sake of others.", false),
    ("Only 50.0\u{202F}% of 200 contacts are of a kind of which each side has at least 5.", true),
    ("5 of 200 contacts are of a kind of which each side has at least 5.", false),
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
  func `no small count follows from those that are shown`(seed: Int) async throws {
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
          } else if (1..<20).contains(before[keyPath: number] ?? 0) {
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
