import Testing

@testable import Wording

@Suite struct `Tokens of a message` {
  /// Pairs of spellings that must give the same tokens.
  @Test(arguments: [
    ("Don't STOP", "dont stop"), ("don’t stop", "dont stop"), ("donʼt stop", "dont stop"),
    ("hand-off e-mail", "handoff email"), ("order 8841", "order 12"), ("ab12cd", "ab7cd"),
    ("ＨＥＬＬＯ　ｗｏｒｌｄ", "hello world"), ("cafe\u{301} crème", "café cre\u{300}me"),
    ("café", "cafe"), ("STRASSE", "straße"), ("ﬁne", "fine"), ("ΟΔΟΣ", "οδος"), ("ΟΔΌΣ", "οδός"),
    ("see https://a.example/x?y=1 now", "see http://b.example now"),
    ("see www.shop.example/a", "see https://x.example"),
    ("write to john.doe+x@mail.example.com today", "write to a@b.co today"),
    ("paid $1,000.50 now", "paid 7 now"), ("hi!!! there...", "hi there"), ("ok 👍🏽 bye", "ok bye"),
    ("wo\u{200D}rd", "word"), ("й", "и\u{306}"), ("it's", "it`s"), ("a\u{A0}b", "a b"),
    ("٣ items", "3 items"), ("extraordinarily responsible", "EXTRAORDINARILY RESPONSIBLE"),
    ("extra\u{AD}ordinarily", "extraordinarily"),
  ]) func `Spellings of one text agree`(left: String, right: String) throws {
    let (one, two) = (try Reading(left), try Reading(right))
    #expect(one.tokens == two.tokens)
    #expect(one.summary.maskedHash == two.summary.maskedHash)
    #expect(!one.tokens.isEmpty)
  }

  @Test(arguments: [
    ("order 8841, please", 3), ("don't", 1), ("customers' cards", 2), ("a - b", 2), ("x-1", 2),
    ("http://", 1), ("www.", 1), ("user@ home", 2), ("a@b", 2), ("12:30", 2), ("中", 1), ("中文字", 2),
    ("我的iPhone坏了", 3), ("สวัสดี", 5), ("안녕 하세요", 2), ("", 0), ("👍 !!! …", 0), ("john@x.com", 1),
    ("(see x.y@z.org.)", 2), ("abcdefgh", 1), ("abcdefghijklmnop q", 2), ("one\ntwo", 2),
  ]) func `Tokens are cut where the rules say`(text: String, count: Int) throws {
    let reading = try Reading(text)
    #expect(reading.tokens.count == count)
    #expect(Int(reading.summary.tokenCount) == count)
    #expect((reading.summary.maskedHash == 0) == (count == 0))
  }

  @Test(arguments: [
    ("hello big world", 3), ("hand-off", 1), ("a/b c", 2), ("- - -", 0), ("👍 yes", 1), ("中文字", 3),
    ("我的iPhone坏了", 5), ("see https://a.example/b?c", 2), ("one\n\ntwo\tthree", 3), ("8841", 1),
  ]) func `Words are counted between white space`(text: String, count: UInt16) throws {
    #expect(try Reading(text).summary.words == count)
  }

  @Test func `The order of tokens matters to the hash, and the letters do`() throws {
    let hashes = Set(
      try ["a b", "b a", "a", "b", "a a", "ab"].map { try Reading($0).summary.maskedHash }
    )
    #expect(hashes.count == 6)
  }

  @Test func `Bytes that are not UTF-8 separate tokens and harm nothing`() throws {
    let broken: [[UInt8]] = [
      [0xFF], [0xC3], [0xE2, 0x82], [0xF0, 0x9F, 0x98], [0x80, 0x80], [0xED, 0xA0, 0x80],
      [0xC0, 0xAF], [0xF5, 0x80, 0x80, 0x80],
    ]
    let plain = try Reading("ab cd").tokens
    for bytes in broken {
      #expect(try Reading(Array("ab".utf8) + bytes + Array("cd".utf8)).tokens == plain)
      #expect(try Reading(bytes).tokens.isEmpty)
    }
  }

  @Test func `Any bytes can be read, whatever was read before`() throws {
    var generator = SplitMix(state: 2_026)
    var used = TextScanner(lexicon: try Reading.lexicon.get())
    let alphabet: [UInt8] =
      Array("aZ9 .,'-@:/!?w\n".utf8) + [0xC3, 0xA9, 0xE4, 0xB8, 0xAD, 0xF0, 0x9F, 0x91, 0x8D]
    for _ in 0..<3_000 {
      let length = Int(generator.next() % 40)
      let bytes = (0..<length).map { _ in alphabet[Int(generator.next() % UInt64(alphabet.count))] }
      let fresh = try Reading(bytes)
      let again = bytes.withUnsafeBytes {
        used.scan($0, language: LanguageCode("en"), side: .customer)
      }
      #expect(again == fresh.summary)
      #expect(Array(used.tokens) == fresh.tokens)
    }
  }

  @Test func `A message of a million bytes is read to its end`() throws {
    let text = String(repeating: "lorem ipsum ", count: 90_000) + "really?"
    let reading = try Reading(text)
    #expect(reading.summary.words == .max)
    #expect(reading.tokens.count == TextScanner.tokenCap)
    #expect(reading.marks.contains(.endsWithQuestion))
    let word = try Reading(String(repeating: "x", count: 1_000_000))
    #expect(word.tokens.count == 1)
    #expect(word.summary.words == 1)
  }
}

/// The generator of Steele, Lea and Flood (2014), for repeatable draws.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
