import Diagnostics
import Testing

@testable import Records

/// Odd and hostile values: what both parsers of JSON make of them, the native one and the tree.
@Suite struct HostileValuesTests {
  /// The text of a message whose JSON string stands between quotes, as both parsers read it.
  private static func texts(_ string: [UInt8]) -> (native: String?, tree: String?) {
    let line =
      Array(#"{"conversation_id":"c","role":"bot","text":"x"#.utf8) + string + Array("\"}".utf8)
    let tree = withTree(line) { $0?["text"].text.string }
    return (Decoding(line).records.first?.text, tree)
  }

  private static func withTree<Result>(
    _ bytes: [UInt8],
    _ body: (TreeNode?) -> Result
  ) -> Result {
    let store = TreeStore()
    return withExactBytes(bytes) { start, end in body(try? store.parseJSON(start, end)) }
  }

  @Test(
    arguments: [
      (#"\ud83d"#, "\u{FFFD}"), (#"\udc4d"#, "\u{FFFD}"), (#"\udc4d\ud83d"#, "\u{FFFD}\u{FFFD}"),
      (#"\ud83da"#, "\u{FFFD}a"), (#"\ud83d\ud83d\udc4d"#, "\u{FFFD}👍"), (#"\u0000"#, "\u{FFFD}"),
      (#"a\u0000b"#, "a\u{FFFD}b"),
    ]
  )
  func `half a surrogate pair is one U+FFFD, and so is NUL`(string: String, text: String) {
    let found = Self.texts(Array(string.utf8))
    #expect(found.native == "x" + text)
    #expect(found.tree == "x" + text)
  }

  @Test(
    arguments: [[0xFF], [0xC3], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xC0, 0xAF]] as [[UInt8]]
  )
  func `bytes that are not UTF-8 cost no record`(bytes: [UInt8]) {
    let found = Self.texts(bytes)
    let repaired = "x" + String(decoding: bytes, as: UTF8.self)
    #expect(repaired.contains("\u{FFFD}"))
    #expect(found.native == repaired)
    #expect(found.tree == repaired)
  }

  @Test(arguments: [0x00, 0x01, 0x0A, 0x1F] as [UInt8])
  func `a control byte in a string breaks its record`(byte: UInt8) {
    let text = Array(#"{"conversation_id":"c","role":"bot","text":"a"#.utf8) + [byte]
    let line = text + Array("b\"}".utf8)
    #expect(Self.withTree(line) { $0 == nil })
    let found = Decoding(line)
    #expect(found.records.isEmpty)
    #expect(found.faults.allSatisfy { $0.kind == .malformed } && !found.faults.isEmpty)
  }

  @Test(arguments: ["NaN", "Infinity", "-Infinity"])
  func `NaN and infinities are null, and are counted`(word: String) {
    let native = Decoding(#"{"conversation_id":"c","role":"bot","text":"x","seq":\#(word)}"#)
    #expect(native.records.count == 1 && native.records[0].flags.isDisjoint(with: .hasSequence))
    #expect(native.oddNumbers == 1)
    let store = TreeStore()
    withExactBytes(Array(#"{"a":\#(word),"b":1}"#.utf8)) { start, end in
      let record = try? store.parseJSON(start, end)
      #expect(record?["a"].isAbsent == true)
      #expect(record?["b"].integer == 1)
    }
    #expect(store.oddNumbers == 1)
  }

  @Test func `of repeated keys the last one counts`() {
    let native = Decoding(#"{"conversation_id":"a","role":"bot","text":"1","text":"2"}"#)
    #expect(native.records.map(\.text) == ["2"])
    #expect(Self.withTree(Array(#"{"a":1,"b":2,"a":{"c":3}}"#.utf8)) { $0?["a"]["c"].integer } == 3)
  }

  @Test func `a number beyond all numbers is no count, no rating and no time`() {
    func native(_ more: String) -> Decoding {
      Decoding(#"{"conversation_id":"c","role":"bot","text":"x",\#(more)}"#)
    }
    #expect(native(#""seq":1e400"#).faults.map(\.kind) == [.badValue])
    #expect(native(#""timestamp":1e400"#).faults.map(\.kind) == [.badValue])
    #expect(native(#""csat":{"score":1e400}"#).records.first?.head?.rating == nil)
    let _: Void = Self.withTree(Array(#"{"n":1e400,"m":-1e400}"#.utf8)) { record in
      let (large, small) = (record?["n"], record?["m"])
      #expect(large?.integer == nil && small?.integer == nil)
      #expect(large?.number == .infinity && small?.number == -.infinity)
      #expect(large?.text.decimal == nil)
      let out = Emitter(batch: RecordBatch(), authors: .none, zone: .utc) { _ in }
      for unit in [EpochUnit.guessed, .seconds, .milliseconds, .microseconds, .nanoseconds] {
        if let large { #expect(!out.time(large, unit).isKnown) }
        if let small { #expect(!out.time(small, unit).isKnown) }
      }
    }
  }
}
