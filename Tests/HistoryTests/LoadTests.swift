import History
import Testing

@Suite struct LoadTests {
  @Test func `files that were counted are not counted again, alone or among others`() throws {
    let orders = [
      ["a", "ab", "b"], ["b", "a", "ab"], ["ab", "b", "a"], ["a", "a", "ab", "ab"], ["ab"],
    ]
    for order in orders {
      let folder = try StoreFolder()
      let store = try HistoryStore.openOrCreate(folder.store)
      for names in order {
        try store.add([], load(names.map(String.init), conversations: 10 * names.count))
      }
      #expect(try store.loads() == [load(["a", "b"], conversations: 20)])
    }
  }

  @Test func `files that only meet in part are all counted`() throws {
    let folder = try StoreFolder()
    let store = try HistoryStore.openOrCreate(folder.store)
    try store.add([], load(["a", "b"], conversations: 2))
    try store.add([], load(["b", "c"], conversations: 2))
    #expect(try store.loads().count == 2)
  }

  @Test func `copies that lost are doubles, and what was removed is none`() throws {
    let folder = try StoreFolder()
    let store = try HistoryStore.openOrCreate(folder.store)
    let week = [copy("a", last: 10), copy("b", last: 20), copy("c", customer: "p", last: 30)]
    try store.add(week, load(["one"], conversations: 3, latest: 30))
    try store.add([copy("c", customer: "p", last: 31)], load(["two"], conversations: 1, latest: 31))
    #expect(try store.duplicates() == 1)
    #expect(try store.prune(before: 15) == 1)
    #expect(try store.duplicates() == 1)
    _ = try store.forget(customer: "p", unlinked: { $0 }, name: { $0 }, counts: { $0 })
    #expect(try store.duplicates() == 1)
    #expect(try store.count() == 1)
    // The pruned file comes again: it is known, and so is its part of the doubles.
    try store.add(week, load(["one"], conversations: 3, latest: 30))
    #expect(try store.count() == 3)
    #expect(try store.duplicates() == 0)
  }

  @Test func `counts of old files go with their conversations`() throws {
    let folder = try StoreFolder()
    let store = try HistoryStore.openOrCreate(folder.store)
    try store.add([copy("a", last: 10)], load(["old"], conversations: 1, latest: 10))
    try store.add([copy("b", last: 20)], load(["new"], conversations: 1, latest: 20))
    try store.add([copy("c", last: nil)], load(["undated"], conversations: 1))
    #expect(try store.prune(before: 20) == 1)
    #expect(try store.all().map(\.id) == ["b", "c"])
    #expect(try store.loads().map { $0.inputs[0].digest } == ["new", "undated"])
  }
}
