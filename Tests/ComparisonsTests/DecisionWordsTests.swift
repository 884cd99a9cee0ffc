import Facts
import Foundation
import Testing

@testable import Comparisons

/// Every row of the decision table, reached with contacts and not with made-up verdicts, and the words that follow from
/// it (STATISTICS 7.4 and 8): those that belong to the row are there, and no others.
@Suite struct DecisionWordsTests {
  /// Words of section 8 by which each rule can be told.
  enum Mark: String, CaseIterable, Sendable {
    case better = "Better"
    case worse = "Worse"
    case beyond = "by more than the margin of"
    case equivalent = "Equivalent within"
    case defaultMargin = "(default margin, not chosen by you)"
    case negligible = "The difference is real but negligible."
    case inconclusive = "Inconclusive:"
    case fewCustomers = "customers on the smaller side"
    case multiplicity = "and one such result is expected by chance"
    case notWorse = "but equality is not shown"
    case missed = "would often be missed"
    case undecided = "the data do not settle it"
    case notComparable = "Not comparable"
    case withheld = "the difference is not given"
    case oneSide = "one side has no contacts"
    case overlap = "are of a kind of which each side has at least 5"
    case interval = "interval"
    case fewer = "points fewer"
    case more = "points more"
  }

  struct Row: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var verdict: VerdictWord
    var reason: String
    var marks: Set<Mark>
    var margin: Double?
    var contacts: @Sendable (inout TableMaker) -> Void
  }

  /// `bot` of `count` and `human` of `count` contacts resolved for good, each of its own customer.
  private static func sides(
    _ bot: Int,
    _ human: Int,
    of count: Int
  ) -> @Sendable (inout TableMaker) -> Void {
    { maker in
      maker.add(.botFirst, bot, of: count)
      maker.add(.humanFirst, human, of: count)
    }
  }

  static let rows: [Row] = [
    Row(
      testDescription: "an arm without contacts",
      verdict: .notComparable,
      reason: "no_conversations",
      marks: [.notComparable, .oneSide]
    ) { $0.add(.botFirst, 100, of: 200) },
    Row(
      testDescription: "too little overlap",
      verdict: .notComparable,
      reason: "no_overlap",
      marks: [.notComparable, .withheld, .overlap]
    ) { maker in
      maker.add(.botFirst, 450, of: 900, topic: 1)
      maker.add(.botFirst, 50, of: 100, topic: 2)
      maker.add(.humanFirst, 250, of: 500, topic: 2)
    },
    Row(
      testDescription: "too few customers",
      verdict: .inconclusive,
      reason: "too_few_customers",
      marks: [.inconclusive, .fewCustomers, .fewer, .interval],
      contacts: sides(20, 30, of: 40)
    ),
    Row(
      testDescription: "equivalent",
      verdict: .equivalent,
      reason: "within_margin",
      marks: [.equivalent, .defaultMargin, .fewer, .interval],
      contacts: sides(1199, 1200, of: 2000)
    ),
    Row(
      testDescription: "equivalent though detectable, by a margin of the user's own",
      verdict: .equivalent,
      reason: "within_margin",
      marks: [.equivalent, .negligible, .fewer, .interval],
      margin: 0.1,
      contacts: sides(1100, 1200, of: 2000)
    ),
    Row(
      testDescription: "one of several measures",
      verdict: .inconclusive,
      reason: "multiplicity",
      marks: [.inconclusive, .multiplicity, .fewer, .interval]
    ) { maker in
      // p is 0.037 for durable resolution and for resolution within a day, 1 for returns: q is 0.056.
      maker.add(.botFirst, 554, of: 1000) { row, index in row.comesBack = index < 200 }
      maker.add(.humanFirst, 600, of: 1000) { row, index in row.comesBack = index < 200 }
    },
    Row(
      testDescription: "worse, the interval within reach of the margin",
      verdict: .worse,
      reason: "interval_excludes_zero",
      marks: [.worse, .fewer, .interval],
      contacts: sides(1100, 1200, of: 2000)
    ),
    Row(
      testDescription: "worse by more than the default margin",
      verdict: .worse,
      reason: "beyond_margin",
      marks: [.worse, .beyond, .defaultMargin, .fewer, .interval],
      contacts: sides(1000, 1200, of: 2000)
    ),
    Row(
      testDescription: "better by more than a margin of the user's own",
      verdict: .better,
      reason: "beyond_margin",
      marks: [.better, .beyond, .more, .interval],
      margin: 0.02,
      contacts: sides(1200, 1000, of: 2000)
    ),
    Row(
      testDescription: "better, the interval within reach of the margin",
      verdict: .better,
      reason: "interval_excludes_zero",
      marks: [.better, .more, .interval],
      contacts: sides(1200, 1100, of: 2000)
    ),
    Row(
      testDescription: "not worse by more than the margin",
      verdict: .inconclusive,
      reason: "not_worse_than_margin",
      marks: [.inconclusive, .notWorse, .defaultMargin, .more, .interval],
      contacts: sides(620, 600, of: 1000)
    ),
    Row(
      testDescription: "not enough data",
      verdict: .inconclusive,
      reason: "not_enough_data",
      marks: [.inconclusive, .missed, .fewer, .interval],
      contacts: sides(174, 180, of: 300)
    ),
    Row(
      testDescription: "undecided, since humans never fail and the margin is therefore nil",
      verdict: .inconclusive,
      reason: "undecided",
      marks: [.inconclusive, .undecided, .fewer, .interval],
      contacts: sides(499, 500, of: 500)
    ),
    Row(
      testDescription: "worse, with a part that cannot be compared",
      verdict: .worse,
      reason: "beyond_margin",
      marks: [.worse, .beyond, .defaultMargin, .overlap, .fewer, .interval]
    ) { maker in
      maker.add(.botFirst, 800, of: 1600, topic: 1)
      maker.add(.botFirst, 200, of: 400, topic: 3)
      maker.add(.humanFirst, 1000, of: 1600, topic: 1)
    },
  ]

  @Test(arguments: rows)
  func `each decision has its words and no others`(row: Row) async throws {
    var maker = TableMaker()
    row.contacts(&maker)
    let margins = row.margin.map { ["durable_resolution_rate": $0] } ?? [:]
    let findings = await maker.table().findings(ComparisonOptions(margins: margins))
    let durable = findings.headlineFamily[0]
    #expect(durable.verdict == row.verdict)
    #expect(durable.reason == row.reason)
    let text = durable.sentence + " " + durable.verdictSentence
    let found = Set(Mark.allCases.filter { text.contains($0.rawValue) })
    #expect(found == row.marks, "\(text)")
    #expect(forbidden(in: text, verdict: durable.verdict) == nil, "\(text)")
  }

  @Test func `the table above reaches every reason that the decision table knows`() async {
    let reached = Set(Self.rows.map(\.reason))
    #expect(
      reached == [
        "no_conversations", "no_overlap", "too_few_customers", "within_margin", "multiplicity",
        "beyond_margin", "interval_excludes_zero", "not_worse_than_margin", "not_enough_data",
        "undecided",
      ]
    )
  }

  // Sentences beside the verdict: each where its rule applies and nowhere else.

  private func sentences(
    _ options: ComparisonOptions = ComparisonOptions(),
    _ contacts: (inout TableMaker) -> Void
  ) async -> String {
    var maker = TableMaker()
    contacts(&maker)
    return await maker.table().findings(options).sentences.map(\.text).joined(separator: "\n")
  }

  @Test func `comparable is explained once, and the arms, sizes and routing always are`() async {
    let text = await sentences { Self.sides(1000, 1200, of: 2000)(&$0) }
    for note in [
      "weighted to where both handle many", "A contact belongs to the side that was given it first",
      "The bot opened 2\u{202F}000 contacts", "are still open",
    ] {
      #expect(text.components(separatedBy: note).count == 2, "\(note)")
    }
    #expect(text.contains("Routing was not random"))
  }

  @Test func `the factor that would explain a result away is said only of a result`() async {
    let note = "To explain this away"
    #expect(await sentences { Self.sides(1000, 1200, of: 2000)(&$0) }.contains(note))
    #expect(await !sentences { Self.sides(174, 180, of: 300)(&$0) }.contains(note))
    #expect(await !sentences { Self.sides(1199, 1200, of: 2000)(&$0) }.contains(note))
  }

  @Test func `repeat customers are mentioned when they make the sample worth less`() async {
    let note = "Repeat customers make the sample"
    #expect(await !sentences { Self.sides(600, 600, of: 1000)(&$0) }.contains(note))
    let text = await sentences { maker in
      Self.sides(600, 600, of: 1000)(&maker)
      // Ten contacts of each customer, all with the same end.
      for index in maker.rows.indices {
        maker.rows[index].customer = Int32(index / 10)
        maker.rows[index].durable = index / 10 % 2 == 0
      }
    }
    #expect(text.contains(note))
  }

  @Test func `contacts without a customer are said to be taken as independent`() async {
    let note = "intervals take each of them as independent"
    #expect(await !sentences { Self.sides(600, 600, of: 1000)(&$0) }.contains(note))
    let text = await sentences { maker in
      Self.sides(600, 600, of: 1000)(&maker)
      maker.rows[0].isKnown = false
    }
    #expect(text.contains(note))
  }

  @Test func `one number is refused only where the topics differ`() async {
    let note = "One number does not describe this"
    func text(_ second: Int) async -> String {
      await sentences { maker in
        maker.add(.botFirst, 500, of: 1000, topic: 1)
        maker.add(.humanFirst, 500, of: 1000, topic: 1)
        maker.add(.botFirst, second, of: 1000, topic: 2)
        maker.add(.humanFirst, 500, of: 1000, topic: 2)
      }
    }
    #expect(await text(300).contains(note))
    #expect(await !text(500).contains(note))
  }

  @Test func `raw figures are contradicted only when case mix changed them`() async {
    let text = await sentences(ComparisonOptions(strata: [.topic])) { maker in
      // The bot is worse in both topics and gets the easy one: raw figures favour it.
      maker.add(.botFirst, 720, of: 900, topic: 1)
      maker.add(.humanFirst, 90, of: 100, topic: 1)
      maker.add(.botFirst, 20, of: 100, topic: 2)
      maker.add(.humanFirst, 270, of: 900, topic: 2)
    }
    #expect(text.contains("Raw figures say the opposite"))
    #expect(text.contains("the bot gets the easier topics"))
    #expect(await !sentences { Self.sides(1000, 1200, of: 2000)(&$0) }.contains("Raw figures"))
  }

  @Test func `the range of unknown outcomes is printed above a twentieth only`() async {
    func text(_ unknown: Int) async -> String {
      await sentences { maker in
        Self.sides(500, 500, of: 1000)(&maker)
        maker.add(.botFirst, 0, of: unknown) { row, _ in
          row.outcome = .unknown
          row.durable = nil
        }
      }
    }
    #expect(await text(60).contains("contacts with unknown outcome"))
    #expect(await !text(40).contains("contacts with unknown outcome"))
  }

  @Test func `what the silent could change is bounded, with the point at which it turns`()
    async throws
  {
    var maker = TableMaker()
    // 100 of 200 asked answer: 60 satisfied with the bot, 80 with humans.
    for (entry, satisfied) in [(EntryCohort.botFirst, 60), (.humanFirst, 80)] {
      maker.add(entry, 100, of: 200) { row, index in
        row.isRated = index < 100
        row.isSatisfied = index < satisfied
      }
    }
    let bounds = try #require(await maker.table().findings().ratingBounds)
    #expect(bounds.bot == 0.3...0.8)
    #expect(bounds.human == 0.4...0.9)
    #expect(!bounds.isSignIdentified)
    // The humans' 80 % of 200 are 160, of which the bot has 60; all 100 silent would have to be satisfied.
    #expect(abs(try #require(bounds.tippingPoint) - 1) < 1e-12)
  }
}
