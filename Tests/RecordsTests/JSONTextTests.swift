import Records
import TestSupport
import Testing

private func unescaped(_ text: String) -> String {
  let bytes = Array(text.utf8)
  return withExactBytes(bytes) { start, _ in
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: max(bytes.count, 1)) { room in
      guard let target = room.baseAddress else { return "" }
      let count = unescape(ByteSlice(start: start, count: bytes.count), into: target)
      #expect(count <= bytes.count)
      return String(decoding: UnsafeBufferPointer(start: target, count: count), as: UTF8.self)
    }
  }
}

struct JSONTextTests {
  @Test(arguments: [
    ("plain", "plain"), (#"\"\\\/"#, "\"\\/"), (#"a\b\f\n\r\tz"#, "a\u{8}\u{C}\n\r\tz"),
    (#"\u0041\u007a"#, "Az"), (#"\u00e9\u00C9"#, "éÉ"),
    (#"\u07ff\u0800\uffff"#, "\u{7FF}\u{800}\u{FFFF}"),
    (#"\ud83d\ude00"#, "😀"), (#"\uD800\uDC00\uDBFF\uDFFF"#, "\u{10000}\u{10FFFF}"),
    (#"\ud83d"#, "\u{FFFD}"), (#"\ud83dx"#, "\u{FFFD}x"), (#"\ude00"#, "\u{FFFD}"),
    (#"\ud83d\u0041"#, "\u{FFFD}A"), (#"\ud83d\n"#, "\u{FFFD}\n"),
    (#"\ud83d\ud83d\ude00"#, "\u{FFFD}😀"), (#"\ude00\ud83d"#, "\u{FFFD}\u{FFFD}"),
    (#"\u0000"#, "\u{FFFD}"), (#"a\u0000b"#, "a\u{FFFD}b"), (#"\\u0041"#, "\\u0041"),
    ("é\\né", "é\né"),
  ])
  func `escapes mean what they say, and half a pair means U+FFFD`(
    text: String,
    meaning: String
  ) throws {
    #expect(unescaped(text) == meaning)
    #expect(try JSONValue.parse(Array("\"\(text)\"".utf8)) == .string(meaning))
  }

  @Test(arguments: 1...4)
  func `any text survives being written in escapes`(seed: Int) {
    var random = SeededRandom(seed)
    for _ in 0..<500 {
      var text = ""
      var written = ""
      for _ in 0..<random.below(12) {
        guard let scalar = Unicode.Scalar(UInt32(1 + random.below(0x10FFFF))) else { continue }
        text.unicodeScalars.append(scalar)
        for unit in String(scalar).utf16 {
          let digits = String(unit, radix: 16, uppercase: random.once(in: 2))
          written += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
      }
      #expect(Array(unescaped(written).utf8) == Array(text.utf8))
    }
  }

  @Test(
    arguments: [
      ([0x61], 0), ([0xC3, 0xA9], 0), ([0xF0, 0x9F, 0x98, 0x80], 0), ([0xFF], 1),
      ([0xFF, 0xFF], 2),
      ([0xC3], 1), ([0xC3, 0x61], 1), ([0xE2, 0x82], 1), ([0xE2, 0x82, 0x61], 1),
      ([0xC0, 0x80], 2),
      ([0xED, 0xA0, 0x80], 3), ([0xF0, 0x9F, 0x98], 1), ([0xF5, 0x80, 0x80, 0x80], 4), ([0x80], 1),
      ([0xF4, 0x90, 0x80, 0x80], 4), ([0xE0, 0x9F, 0xBF], 3), ([], 0),
    ] as [([UInt8], Int)]
  )
  func `ill-formed sequences are counted as Unicode counts them`(bytes: [UInt8], faults: Int) {
    #expect(bytes.withUnsafeBytes { illFormedSequences($0) } == faults)
  }

  @Test(arguments: 1...4)
  func `there are as many faults as the standard library puts in replacement characters`(seed: Int)
  {
    var random = SeededRandom(seed)
    let alphabet: [UInt8] = [
      0x61, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC1, 0xC2, 0xE0, 0xE2, 0xED, 0xF0, 0xF4, 0xF5,
    ]
    for _ in 0..<2_000 {
      let bytes = (0..<random.below(8)).map { _ in random.pick(alphabet) }
      let replaced = String(decoding: bytes, as: UTF8.self).unicodeScalars.count {
        $0 == "\u{FFFD}"
      }
      #expect(bytes.withUnsafeBytes { illFormedSequences($0) } == replaced, "\(bytes)")
    }
  }

  @Test func `numbers keep their value or say that they are too large`() throws {
    func value(_ text: String) throws -> JSONValue { try JSONValue.parse(Array(text.utf8)) }
    #expect(try value("9223372036854775807") == .integer(.max))
    #expect(try value("-9223372036854775808") == .integer(.min))
    #expect(try value("9223372036854775808") == .number(9_223_372_036_854_775_808))
    #expect(try value("1.5e3") == .number(1500))
    #expect(try value("1e400") == .number(.infinity))
    #expect(try value("-1e400") == .number(-.infinity))
    #expect(try value("1e-400") == .number(0))
    #expect(try value("-0") == .integer(0))
  }

  @Test func `of repeated keys the last one counts`() throws {
    let value = try JSONValue.parse(Array(#"{"a":1,"b":true,"a":"x"}"#.utf8))
    #expect(value["a"] == .string("x") && value["b"]?.bool == true && value["c"] == nil)
    #expect(value["a"]?.integer == nil && JSONValue.null["a"] == nil)
  }

  @Test func `a broken tree names the byte`() {
    #expect(throws: JSONError.malformed(byte: 6)) { try JSONValue.parse(Array("{\"a\": x}".utf8)) }
    #expect(throws: JSONError.malformed(byte: 0)) { try JSONValue.parse([]) }
    #expect(throws: JSONError.malformed(byte: 3)) { try JSONValue.parse(Array("[1 2]".utf8)) }
  }
}
