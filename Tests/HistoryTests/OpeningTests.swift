import Foundation
import History
import Testing

@Suite struct OpeningTests {
  @Test func `a new store can be read by its owner only, and is not left in its log`() throws {
    let folder = try StoreFolder()
    do {
      let store = try HistoryStore.openOrCreate(folder.store)
      try store.add([copy("a")])
    }
    let mode = try FileManager.default.attributesOfItem(atPath: folder.store)[.posixPermissions]
    #expect((mode as? NSNumber)?.intValue == 0o600)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["store.sqlite"])
  }

  /// As the first step left it, written down once; the step itself may not change any more.
  @Test func `a store of version 1 becomes one of this version, with all that it holds`() throws {
    let folder = try StoreFolder()
    try Data().write(to: URL(fileURLWithPath: folder.store))
    do {
      let old = try SQLiteDatabase(path: folder.store)
      try old.run(
        """
        CREATE TABLE conversations (format TEXT NOT NULL, id TEXT NOT NULL, customer TEXT, parent TEXT,
          updated INTEGER, first INTEGER, last INTEGER, entries INTEGER NOT NULL, file TEXT NOT NULL,
          line INTEGER NOT NULL, facts INTEGER NOT NULL, digest INTEGER NOT NULL, row BLOB NOT NULL,
          PRIMARY KEY (format, id));
        CREATE TABLE loads (load INTEGER PRIMARY KEY, conversations INTEGER NOT NULL, latest INTEGER,
          manner TEXT NOT NULL, counts BLOB NOT NULL);
        CREATE TABLE load_inputs (load INTEGER NOT NULL, digest TEXT NOT NULL, name TEXT NOT NULL,
          PRIMARY KEY (load, digest)) WITHOUT ROWID;
        CREATE TABLE notes (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
        INSERT INTO conversations VALUES
          ('onpar-messages', 'a', 'p', NULL, NULL, 7, 8, 2, 'old.jsonl', 3, 2, 5, X'6162');
        INSERT INTO loads VALUES (1, 4, 8, '', X'7B7D');
        INSERT INTO load_inputs VALUES (1, 'd', 'old.jsonl');
        INSERT INTO notes VALUES ('key', 'f');
        PRAGMA application_id = 1869508722;
        PRAGMA user_version = 1;
        """
      )
    }
    let store = try HistoryStore.open(folder.store)
    #expect(try store.version() == StoreSchema.version)
    #expect(StoreSchema.version > 1)
    let row = try #require(try store.all().first)
    #expect(row.id == "a" && row.customer == "p" && row.last == 8 && row.file == "old.jsonl")
    #expect(row.content == [0x61, 0x62])
    #expect(try store.keyFingerprint() == "f")
    #expect(try store.duplicates() == 3)
    #expect(try store.loads().map(\.inputs) == [[.init(name: "old.jsonl", digest: "d")]])
    let tally = try store.add([copy("a", last: 9)])
    #expect(tally.newer == 1)
    #expect(try store.integrityProblems().isEmpty)
  }

  @Test func `a store that cannot be written is read, and nothing comes to lie beside it`() throws {
    // A name that means something in an address.
    let folder = try StoreFolder()
    let path = folder.path + "/a b?c#d%41é.sqlite"
    do {
      let store = try HistoryStore.openOrCreate(path)
      try store.expectKey("f")
      try store.add([copy("a"), copy("b")])
    }
    let before = try folder.bytes()
    do {
      let fixed = try HistoryStore.openFixed(path)
      #expect(try fixed.all().map(\.id).sorted() == ["a", "b"])
      #expect(try fixed.keyFingerprint() == "f")
      #expect(try fixed.integrityProblems().isEmpty)
      #expect(throws: HistoryError.self) { try fixed.add([copy("c")]) }
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 1)
    }
    #expect(try folder.bytes() == before)
  }

  @Test func `changes that wait in a log are not passed over`() throws {
    let folder = try StoreFolder()
    let store = try HistoryStore.openOrCreate(folder.store)
    try store.add([copy("a")])
    let other = try SQLiteDatabase(path: folder.store)
    try other.run("INSERT INTO notes VALUES ('x', 1)")
    // Both still open, so that the log is still there.
    let error = #expect(throws: HistoryError.self) { try HistoryStore.openFixed(folder.store) }
    #expect(error?.message.contains("-wal") == true)
    #expect(try store.count() == 1)
  }

  @Test func `a store of a newer program is refused by its version, and not touched`() throws {
    let folder = try StoreFolder()
    do {
      _ = try HistoryStore.openOrCreate(folder.store)
      try SQLiteDatabase(path: folder.store).run("PRAGMA user_version = 99")
    }
    let before = try folder.bytes()
    let error = #expect(throws: HistoryError.self) { try HistoryStore.open(folder.store) }
    #expect(error?.kind == .newer)
    #expect(error?.message.contains("99") == true)
    #expect(try folder.bytes() == before)
  }

  @Test func `other files are refused and not touched`() throws {
    let folder = try StoreFolder()
    #expect(throws: HistoryError.self) { try HistoryStore.open(folder.store) }
    for text in ["{\"conversation_id\":\"c\"}\n", String(repeating: "not a database ", count: 999)]
    {
      try Data(text.utf8).write(to: URL(fileURLWithPath: folder.store))
      let error = #expect(throws: HistoryError.self) {
        try HistoryStore.openOrCreate(folder.store)
      }
      #expect(error?.kind == .notAStore)
      #expect(try folder.bytes() == Data(text.utf8))
    }
    try FileManager.default.removeItem(atPath: folder.store)
    try Data().write(to: URL(fileURLWithPath: folder.store))
    try SQLiteDatabase(path: folder.store).run("CREATE TABLE theirs (a)")
    let error = #expect(throws: HistoryError.self) { try HistoryStore.openOrCreate(folder.store) }
    #expect(error?.kind == .notAStore)
  }

  @Test
  func `an empty file is what a killed process leaves: it is filled, and holds nothing to read`()
    throws
  {
    let folder = try StoreFolder()
    try Data().write(to: URL(fileURLWithPath: folder.store))
    let error = #expect(throws: HistoryError.self) { try HistoryStore.open(folder.store) }
    #expect(error?.kind == .missing)
    let store = try HistoryStore.openOrCreate(folder.store)
    #expect(try store.count() == 0)
  }

  @Test func `a store has one key`() throws {
    let folder = try StoreFolder()
    let store = try HistoryStore.openOrCreate(folder.store)
    try store.expectKey("one")
    try store.expectKey("one")
    let error = #expect(throws: HistoryError.self) { try store.expectKey("other") }
    #expect(error?.kind == .wrongKey)
  }

  @Test func `rows of other descriptions of facts are refused with what to do`() throws {
    let folder = try StoreFolder()
    let store = try HistoryStore.openOrCreate(folder.store)
    try store.add([copy("a", facts: 1), copy("b", facts: 2)])
    let old = #expect(throws: HistoryError.self) { try store.expectFacts(2) }
    #expect(old?.kind == .oldFacts)
    #expect(old?.message.contains("1 conversations") == true)
    let newer = #expect(throws: HistoryError.self) { try store.expectFacts(1) }
    #expect(newer?.kind == .newer)
    #expect(try store.prune(factsBefore: 2) == 1)
    try store.expectFacts(2)
  }

  @Test func `a row whose content was changed behind its back is found`() throws {
    let folder = try StoreFolder()
    let store = try HistoryStore.openOrCreate(folder.store)
    try store.add([copy("a"), copy("b")])
    try SQLiteDatabase(path: folder.store).run(
      "UPDATE conversations SET row = X'00' WHERE id = 'b'"
    )
    let rows = try store.rows(behind: 0, most: 9).rows
    #expect(
      Dictionary(uniqueKeysWithValues: rows.map { ($0.row.id, $0.isSound) }) == [
        "a": true, "b": false,
      ]
    )
  }
}
