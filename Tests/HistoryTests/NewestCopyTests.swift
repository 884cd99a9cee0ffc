import History
import TestSupport
import Testing

@Suite struct NewestCopyTests {
  @Test
  func
    `the copy that was updated last is kept, then the one with the last message, then the longest`()
    throws
  {
    let pairs: [(HistoryRow, HistoryRow)] = [
      (copy("c", updated: 5, last: 9), copy("c", updated: 6, last: 1)),
      (copy("c", last: 9), copy("c", updated: 1, last: 1)),
      (copy("c", last: nil), copy("c", last: 1)),
      (copy("c", last: 8, entries: 9), copy("c", last: 9, entries: 1)),
      (copy("c", last: 9, entries: 1), copy("c", last: 9, entries: 2)),
      (
        copy("c", file: "z/a.jsonl", line: 9, content: "x"),
        copy("c", file: "a/b.jsonl", content: "y")
      ),
      (copy("c", line: 1, content: "y"), copy("c", line: 2, content: "x")),
      (copy("c", updated: 9, last: 9, facts: 1), copy("c", last: 1, facts: 2)),
    ]
    for (older, newer) in pairs {
      for order in [[older, newer], [newer, older]] {
        let folder = try StoreFolder()
        let store = try HistoryStore.openOrCreate(folder.store)
        try store.add(order)
        #expect(try store.all() == [newer])
      }
    }
  }

  @Test(arguments: UInt64(1)...20)
  func `whatever the order of copies and of adds, the same rows are kept`(seed: UInt64) throws {
    var random = SeededRandom(Int(seed))
    let copies = (0..<60).map { number in
      let file = ["a.jsonl", "b.jsonl", "x/a.jsonl"].randomElement(using: &random) ?? ""
      let line = Int.random(in: 1...2, using: &random)
      let updated = Bool.random(using: &random) ? nil : Int.random(in: 1...2, using: &random)
      let last = Bool.random(using: &random) ? nil : Int.random(in: 1...3, using: &random)
      let entries = Int.random(in: 1...3, using: &random)
      // In one place stands one content; elsewhere may stand the same.
      let isKnown = line == 1
      return copy(
        "c\(number % 7)",
        customer: number % 7 == 0 ? nil : "p\(number % 7)",
        updated: updated,
        last: last,
        entries: entries,
        file: file,
        line: line,
        content: isKnown ? "known" : "\(file) \(number % 7)"
      )
    }
    var kept: [[HistoryRow]] = []
    for _ in 0..<4 {
      let folder = try StoreFolder()
      let store = try HistoryStore.openOrCreate(folder.store)
      let shuffled = copies.shuffled(using: &random)
      let cut = Int.random(in: 0...copies.count, using: &random)
      try store.add(Array(shuffled[..<cut]))
      try store.add(Array(shuffled[cut...]))
      kept.append(try store.all())
    }
    #expect(kept[0].count == 7)
    #expect(kept.allSatisfy { $0 == kept[0] })
  }

  @Test func `what became of each copy is counted`() throws {
    let folder = try StoreFolder()
    let store = try HistoryStore.openOrCreate(folder.store)
    let first = try store.add([copy("a", last: 5, entries: 4), copy("b")])
    #expect(first.new == 2 && first.read == 2)
    let second = try store.add([
      copy("a", last: 6, entries: 2), copy("b"), copy("b", last: 1), copy("c"),
    ])
    #expect(second.newer == 1 && second.shorter == 1)
    #expect(second.same == 1 && second.older == 1 && second.new == 1)
    #expect(try store.count() == 3)
  }

  @Test func `a record read again in another way takes the place of the first reading`() throws {
    let folder = try StoreFolder()
    let store = try HistoryStore.openOrCreate(folder.store)
    for content in ["b", "a", "b"] {
      var load = load(["d"], conversations: 1)
      load.manner = content
      #expect(try store.add([copy("c", content: content)], load).older == 0)
      #expect(try store.all() == [copy("c", content: content)])
      #expect(try store.loads() == [load])
    }
  }

  @Test func `what is not finished is not kept`() throws {
    let folder = try StoreFolder()
    let store = try HistoryStore.openOrCreate(folder.store)
    try store.add([copy("a")])
    do {
      let adding = try store.beginAdding()
      try adding.put(copy("b"))
    }
    #expect(try store.all().map(\.id) == ["a"])
    // Nor is the store locked afterwards.
    try store.add([copy("c")])
    #expect(try store.count() == 2)
  }

  @Test func `ids and customers are told apart byte by byte, and may hold any character`() throws {
    let folder = try StoreFolder()
    let store = try HistoryStore.openOrCreate(folder.store)
    let ids = ["e\u{301}", "\u{E9}", "", "a\u{0}b", "a", "a\u{0}c", "'; DROP TABLE loads; --"]
    try store.add(ids.map { copy($0, customer: $0) })
    #expect(try store.count() == ids.count)
    let found = try store.all()
    #expect(Set(found.map { Array($0.id.utf8) }) == Set(ids.map { Array($0.utf8) }))
    #expect(found.allSatisfy { $0.customer.map { Array($0.utf8) } == Array($0.id.utf8) })
  }
}
