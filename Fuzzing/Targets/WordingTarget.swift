import Wording

/// Words of a message, whatever its bytes.
struct WordingTarget {
  private let knob: UInt8

  init(_ knob: UInt8) { self.knob = knob }

  private static let lexicon = Result { () throws(LexiconError) in try Lexicon.embedded() }

  private var language: LanguageCode {
    [LanguageCode("en"), LanguageCode("de"), .unknown, LanguageCode("xx")][Int(knob) % 4]
  }

  private var side: TextSide { [.customer, .bot, .human][Int(knob >> 2) % 3] }

  private struct Outcome: Equatable {
    var summary: TextSummary
    var tokens: [UInt32]
  }

  func run(_ text: UnsafeRawBufferPointer) throws(Broken) {
    guard case .success(let lexicon) = Self.lexicon else {
      throw Broken(description: "the phrase lists do not compile")
    }
    var scanner = TextScanner(lexicon: lexicon)
    func read(_ bytes: some Collection<UInt8>) -> Outcome {
      // Exactly the text's own memory: a look behind its end would be seen.
      let room = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 1)
      defer { room.deallocate() }
      room.copyBytes(from: bytes)
      let summary = scanner.scan(UnsafeRawBufferPointer(room), language: language, side: side)
      return Outcome(summary: summary, tokens: Array(scanner.tokens))
    }
    let plain = read(text)
    try Broken.unlessSame("read twice", plain, read(text))
    try Broken.unless(plain.tokens.count <= text.count, "more tokens than bytes")
    try Broken.unlessSame("white space around", plain, read([0x20, 0x0A] + text + [0x0A, 0x20]))
    // Bytes that are not UTF-8 separate tokens, as their replacement does.
    let repaired = read(String(decoding: text, as: UTF8.self).utf8)
    try Broken.unlessSame("tokens of repaired text", plain.tokens, repaired.tokens)
    let (one, other) = (plain.summary.maskedHash, repaired.summary.maskedHash)
    try Broken.unlessSame("hashes of repaired text", one, other)
  }
}
