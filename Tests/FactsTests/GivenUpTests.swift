import Conversations
import Facts
import Records
import Testing

/// Memory that goes early takes no figure with it.
struct GivenUpTests {
  /// Conversations of few customers: some end and are taken up again days later, some have a parent.
  private func contacts(_ seed: UInt64, _ options: FactOptions) -> (ContactSet, AssemblyCounts) {
    var chance = SeededGenerator(seed: seed)
    var log = Log(asOf: nil)
    for number in 0..<150 {
      let start = Double.random(in: 0...20, using: &chance) * day
      var timeline = [customer(start), bot(start + 20)]
      if Bool.random(using: &chance) { timeline.append(human(start + 200, author: 1)) }
      if Int.random(in: 0..<4, using: &chance) == 0 {
        let later = start + 5 * day
        timeline += [event(.solved, start + 300), customer(later), bot(later + 9)]
      }
      log.add("id\(number)", customer: "c\(number % 11)", timeline) {
        if number > 10, Int.random(in: 0..<5, using: &chance) == 0 { $0.parent = "id\(number - 7)" }
        if Bool.random(using: &chance) { $0.closed = at(start + 6 * day) }
      }
    }
    let assembly = ContactAssembly(log.conversations, rules: options.rules)
    let all = log.conversations.indices
    return assembly.contacts(
      assembly.ends(all),
      IdentityIndex(IdentityIndex.hashes(of: log.conversations, all))
    )
  }

  private func cut(_ count: Int, at places: [Int]) -> [Range<Int>] {
    let bounds = [0] + places.sorted() + [count]
    return zip(bounds, bounds.dropFirst()).map { $0..<$1 }
  }

  @Test(arguments: UInt64(1)...8)
  func `timelines and facts are given up when nobody misses them`(seed: UInt64) {
    let options = FactOptions()
    let (contacts, assembled) = contacts(seed, options)
    #expect(assembled.joins > 0 && assembled.splits > 0)
    let count = contacts.count
    let keeping = FactBuilder(contacts, options: options)
    let kept = keeping.linked([keeping.facts(0..<count)])
    let whole = kept.joined([kept.table(0..<count)])

    var chance = SeededGenerator(seed: seed)
    var builder = FactBuilder(contacts, options: options)
    builder.dropCopiedTimelines()
    var parts: [FactPart] = []
    for range in cut(count, at: (0..<5).map { _ in Int.random(in: 0...count, using: &chance) }) {
      parts.append(builder.facts(range))
      builder.dropTimelines(of: range)
    }
    #expect(builder.facts(0..<1).facts.allSatisfy { !$0.isEngaged }, "it is gone indeed")
    let linked = builder.linked(parts)
    var rows = linked.emptyTable()
    for range in cut(count, at: (0..<5).map { _ in Int.random(in: 0...count, using: &chance) }) {
      rows.append(linked.table(range))
      linked.release(range)
    }
    let (table, counts) = linked.finished(rows)
    #expect(counts == whole.counts)
    #expect(table.start == whole.table.start)
    #expect(table.outcome == whole.table.outcome)
    #expect(table.rates == whole.table.rates)
    #expect(table.values == whole.table.values)
    #expect(table.replies.map(\.value) == whole.table.replies.map(\.value))
    #expect(table.replies.map(\.contact) == whole.table.replies.map(\.contact))
    #expect(table.chainWork == whole.table.chainWork)
  }
}
