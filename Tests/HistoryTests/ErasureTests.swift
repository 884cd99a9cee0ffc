import History
import TestSupport
import Testing

/// What was erased is in no byte of the files.
@Suite struct ErasureTests {
  private let mark = "secret-of-person-17"

  private func filled(_ folder: StoreFolder) throws -> HistoryStore {
    let store = try HistoryStore.openOrCreate(folder.store)
    var random = SeededRandom(3)
    // Of many sizes and in no order, so that rows move between pages and spill over them.
    let rows = (0..<3_000).map { number -> HistoryRow in
      let isWanted = number % 50 == 17
      let size = Int.random(in: 0...(number % 40 == 0 ? 20_000 : 600), using: &random)
      return copy(
        isWanted ? "\(mark)-\(number)" : "c\(number)",
        customer: isWanted ? mark : "p\(number % 700)",
        last: number,
        file: number % 90 == 0 ? "\(mark).jsonl" : "a.jsonl",
        content: (isWanted ? mark : "other") + String(repeating: "x", count: size)
      )
    }
    var load = load(["d"], conversations: rows.count)
    load.inputs[0].name = mark + ".jsonl"
    try store.add(rows.shuffled(using: &random), load)
    // Newer copies of other sizes take the place of the first.
    try store.add(
      rows.filter { $0.last.map { $0 % 3 == 0 } ?? false }.map { row in
        copy(
          row.id,
          customer: row.customer,
          last: 10_000,
          content: (row.customer == mark ? mark : "newer") + String(repeating: "y", count: 900)
        )
      }
    )
    return store
  }

  @Test func `a forgotten customer is in no byte of the store, and all others are`() throws {
    let folder = try StoreFolder()
    let store = try filled(folder)
    #expect(try folder.holds(mark))
    let forgotten = try store.forget(
      customer: mark,
      unlinked: { $0 },
      name: { $0.contains(mark) ? "(erased)" : $0 },
      counts: { $0 }
    )
    #expect(forgotten.conversations == 60 && forgotten.names > 0 && !forgotten.isNothing)
    #expect(try store.count() == 2_940)
    #expect(try !folder.holds(mark))
    #expect(try store.loads()[0].inputs[0].name == "(erased)")
    #expect(try store.integrityProblems().isEmpty)
  }

  @Test func `pruned conversations are in no byte of the store`() throws {
    let folder = try StoreFolder()
    let store = try HistoryStore.openOrCreate(folder.store)
    try store.add((0..<2_000).map { copy("old-\($0)", last: 1, content: "gone-\($0)") })
    try store.add((0..<2_000).map { copy("new-\($0)", last: 9) })
    #expect(try store.prune(before: 5) == 2_000)
    #expect(try !folder.holds("gone-"))
    #expect(try !folder.holds("old-"))
    #expect(try folder.holds("new-1999"))
  }

  @Test func `a person's contact goes whole: records without a customer that it joins go too`()
    throws
  {
    let folder = try StoreFolder()
    let store = try HistoryStore.openOrCreate(folder.store)
    try store.add([
      copy("root"), copy("own", customer: "p", parent: "root"), copy("child", parent: "own"),
      copy("grandchild", parent: "child"), copy("elsewhere", parent: "root2"),
      copy("neighbour", customer: "q", parent: "own", content: "names own"),
    ])
    let forgotten = try store.forget(
      customer: "p",
      unlinked: { row in
        HistoryRow(format: row.format, id: row.id, facts: row.facts, content: Array("new".utf8))
      },
      name: { $0 },
      counts: { $0 }
    )
    #expect(forgotten.conversations == 4)
    #expect(forgotten.references == 1)
    let left = try store.all()
    #expect(left.map(\.id) == ["elsewhere", "neighbour"])
    #expect(left[1].parent == nil && left[1].customer == "q")
    #expect(left[1].content == Array("new".utf8))
    #expect(try store.rows(behind: 0, most: 9).rows.allSatisfy(\.isSound))
  }

  @Test func `who is not known is nobody, and that is no error`() throws {
    let folder = try StoreFolder()
    let store = try HistoryStore.openOrCreate(folder.store)
    try store.add([copy("a")])
    let forgotten = try store.forget(
      customer: "p",
      unlinked: { $0 },
      name: { $0 },
      counts: { $0 }
    )
    #expect(forgotten.isNothing)
    #expect(try store.count() == 1)
  }
}
