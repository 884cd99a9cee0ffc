import Records
import TestSupport
import Testing

/// What the scanner makes of a whole text: white space, one value, white space.
private func accepts(_ text: [UInt8]) -> Bool { scan(text).accepted }

private func accepts(_ text: String) -> Bool { accepts(Array(text.utf8)) }

/// The bytes lie in a buffer of exactly their size, so that a read past the end is found by a checker of memory.
private func scan(_ text: [UInt8]) -> (accepted: Bool, oddNumbers: Int) {
  withExactBytes(text) { start, end in
    var scanner = JSONScanner(start, end)
    var nesting: [UInt64] = []
    let sound = scanner.skip(nesting: &nesting) && scanner.peek() == 0 && scanner.position == end
    return (sound, scanner.oddNumbers)
  }
}

private func isTree(_ text: [UInt8]) -> Bool { (try? JSONValue.parse(text)) != nil }

struct JSONScannerTests {
  static let good = [
    "0", "-0", "1", "-1", "10", "1234567890123456789012345678901234567890", "0.0", "-0.5", "1.25",
    "1e5", "1E5", "1e+5", "1e-5", "0e0", "1.5E-300", "1e400", "-1e400", "true", "false", "null",
    "\"\"", "\"a\"", "\" \"", "\"\\\"\"", "\"\\\\\"", "\"\\/\"", "\"\\b\\f\\n\\r\\t\"",
    "\"\\u0000\"", "\"\\ud83d\"", "\"\\uDE00\\uD83D\"", "\"\\uABCD\\uabcd\"", "\"\u{7F}\"",
    "\"grüße 😀\"", "\"1234567\"", "\"12345678\"", "\"123456789\"", "\"1234567\\n\"",
    "\"12345678\\n9\"", "[]", "[ ]", "{}", "{ }", "[1]", "[1,2]", "[ 1 , 2 ]", "[[]]", "[[],[]]",
    "[{}]", "{\"a\":1}", "{\"a\":{}}", "{\"a\":[],\"b\":{}}", "{ \"a\" : 1 , \"b\" : [ ] }",
    "{\"\":0}", "{\"a\":1,\"a\":2}", "\t[\r\n1 ]\n", "\u{1E}{\"a\":1}\n", "[true,false,null]",
    "[\"]\",\"}\",\",\"]", "{\"}\":\"{\"}",
  ]

  @Test(arguments: good)
  func `what RFC 8259 allows is accepted`(text: String) {
    #expect(accepts(text))
    #expect(isTree(Array(text.utf8)))
  }

  static let bad = [
    "", " ", "\n", "01", "-", "+1", "--1", "1.", ".5", "1.e5", "1e", "1e+", "1e5.5", "0x10", "1_0",
    "1 2", "- 1", "tru", "True", "truee", "nul", "NULL", "none", "undefined", "nan", "-NaN", "Inf",
    "infinity", "+Infinity", "'a'", "a", "\"", "\"a", "\"\\\"", "\"\\a\"", "\"\\u\"", "\"\\u12\"",
    "\"\\u12G4\"", "\"\\x41\"", "\"\\u123", "\"a\nb\"", "\"a\tb\"", "\"a\u{0}b\"", "\"\u{1F}\"",
    "\"1234567\u{1}\"", "[", "]", "[1", "[1,", "[1,]", "[,1]", "[,]", "[1 2]", "[1}", "[[]", "[]]",
    "{", "}", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,", "{\"a\":1,}", "{,}", "{a:1}", "{1:1}",
    "{\"a\" 1}", "{\"a\":1 \"b\":2}", "{\"a\":1]", "{\"a\",\"b\"}", "{\"a\":}", "{:1}", "{}{}",
    "[][]", "1,", "/*c*/1", "1//c", "\u{0B}1", "\u{A0}1", "\u{FEFF}1", "[1]x", "[1]\u{0}",
    "{\"a\":1}\u{0}", "[NaN,]",
  ]

  @Test(arguments: bad)
  func `what RFC 8259 forbids is refused`(text: String) {
    #expect(!accepts(text))
    #expect(!isTree(Array(text.utf8)))
  }

  @Test(arguments: [
    ("NaN", 1), ("Infinity", 1), ("-Infinity", 1), ("[NaN,Infinity,-Infinity,null]", 3),
    ("{\"a\":NaN,\"b\":[-Infinity]}", 2), ("\"NaN\"", 0), ("[-1]", 0),
  ])
  func `NaN and infinities are read as null and counted`(text: String, count: Int) throws {
    let (accepted, oddNumbers) = scan(Array(text.utf8))
    #expect(accepted && oddNumbers == count)
    if !text.hasPrefix("\""), count == 1, !text.hasPrefix("{") {
      #expect(try JSONValue.parse(Array(text.utf8)) == .null)
    }
  }

  @Test func `a million brackets are skipped without recursion`() {
    let depth = 1_000_000
    let arrays = [UInt8](repeating: 0x5B, count: depth) + [UInt8](repeating: 0x5D, count: depth)
    #expect(accepts(arrays))
    #expect(!accepts(Array(arrays.dropLast())))
    #expect(!accepts(arrays + [0x5D]))
    var mixed: [UInt8] = []
    for level in 0..<(depth / 10) {
      mixed += level % 3 == 0 ? Array("[".utf8) : Array("{\"a\":".utf8)
    }
    mixed.append(0x31)
    for level in (0..<(depth / 10)).reversed() { mixed.append(level % 3 == 0 ? 0x5D : 0x7D) }
    #expect(accepts(mixed))
    #expect(throws: JSONError.tooDeep) { try JSONValue.parse(mixed) }
    // One bracket of the wrong kind half way up.
    mixed[mixed.count - depth / 20] ^= 0x20
    #expect(!accepts(mixed))
  }

  @Test func `a tree is given up to its depth and refused beyond`() throws {
    func nested(_ depth: Int) -> [UInt8] {
      [UInt8](repeating: 0x5B, count: depth) + [UInt8](repeating: 0x5D, count: depth)
    }
    #expect(isTree(nested(JSONValue.depthLimit)))
    #expect(throws: JSONError.tooDeep) { try JSONValue.parse(nested(JSONValue.depthLimit + 1)) }
  }

  @Test func `control characters are found wherever they stand in a string`() {
    for length in 1...20 {
      for place in 0..<length {
        for byte: UInt8 in [0x00, 0x01, 0x1E, 0x1F] {
          var text = [UInt8](repeating: 0x61, count: length)
          text[place] = byte
          #expect(!accepts([0x22] + text + [0x22]))
        }
        for byte: UInt8 in [0x20, 0x21, 0x23, 0x5B, 0x5D, 0x7F, 0x80, 0xA2, 0xDC, 0xFF] {
          var text = [UInt8](repeating: 0x61, count: length)
          text[place] = byte
          #expect(accepts([0x22] + text + [0x22]))
        }
      }
    }
  }

  @Test func `a string says whether it holds escapes and whether it is ASCII`() {
    for length in 1...20 {
      for place in 0..<length {
        for (byte, ascii) in [(UInt8(0x62), true), (0xC3, false)] {
          var text = [UInt8](repeating: 0x61, count: length)
          text[place] = byte
          withExactBytes([0x22] + text + [0x22, 0x2C]) { start, end in
            var scanner = JSONScanner(start, end)
            let found = scanner.string()
            #expect(found?.isASCII == ascii && found?.hasEscapes == false)
            #expect(found.map { Array($0.slice.buffer) } == text)
            #expect(scanner.peek() == 0x2C)
          }
          withExactBytes([0x22] + text + Array("\\n".utf8) + [0x22]) { start, end in
            var scanner = JSONScanner(start, end)
            let found = scanner.string()
            #expect(found?.isASCII == ascii && found?.hasEscapes == true)
            #expect(scanner.position == end)
          }
        }
      }
    }
  }

  @Test func `a text cut off at any byte is refused and nothing past its end is read`() {
    let text = Array(
      #" {"a": [1.5e-7, "x\u00e9\"y", true, null, {"deep": [[-0]]}], "b": "0123456789"}"#.utf8
    )
    #expect(accepts(text))
    for count in 0..<text.count { #expect(!accepts(Array(text.prefix(count)))) }
  }

  @Test(arguments: 1...8)
  func `scanner and tree agree on what is JSON`(seed: Int) {
    var random = SeededRandom(seed)
    let alphabet = Array("{}[],:\"\\ 01.-+eEtrufalsn\nNaIity\u{1}é".utf8)
    for _ in 0..<2_000 {
      let text = (0..<(1 + random.below(12))).map { _ in random.pick(alphabet) }
      #expect(accepts(text) == isTree(text), "\(String(decoding: text, as: UTF8.self))")
    }
  }
}
