import Testing

@testable import Wording

@Suite struct `Texts that come again` {
  /// Reads texts with one scanner, keeping the tokens as the log does.
  private struct Log: ~Copyable {
    var scanner: TextScanner
    var kept: [UnsafeMutablePointer<UInt32>] = []
    var hits = 0

    init(bits: Int, bytes: Int) throws {
      scanner = TextScanner(
        lexicon: try Reading.lexicon.get(),
        memoBits: bits,
        memoBytes: bytes
      )
    }

    deinit { for tokens in kept { tokens.deallocate() } }

    mutating func read(_ text: [UInt8], _ side: TextSide) -> (TextSummary, [UInt32]) {
      text.withUnsafeBytes { bytes in
        let summary = scanner.scan(bytes, language: .unknown, side: side)
        let tokens = Array(scanner.tokens)
        if scanner.sharedTokens == nil {
          let copy = UnsafeMutablePointer<UInt32>.allocate(capacity: tokens.count + 1)
          copy.initialize(repeating: 0, count: tokens.count + 1)
          copy.update(from: tokens, count: tokens.count)
          kept.append(copy)
          scanner.share(bytes, copy)
        } else {
          hits += 1
        }
        return (summary, tokens)
      }
    }
  }

  private static let texts: [[UInt8]] = {
    let words = [
      "ok", "Thanks", "agent", "I don't", "talk to a human", "is", "there anything else", "Ana",
      "5:30", "refund", "bye", "👍", "WHERE", "é", "connect you",
    ]
    var generator = SplitMix(state: 7)
    var texts = (0..<400).map { _ in
      let length = Int(generator.next() % 12)
      let chosen = (0..<length).map { _ in words[Int(generator.next() % UInt64(words.count))] }
      return Array(chosen.joined(separator: " ").utf8)
    }
    for length in 250...260 { texts.append([UInt8](repeating: UInt8(ascii: "a"), count: length)) }
    return texts
  }()

  /// Two buckets, so that nearly all hashes meet; room for few texts; for one or none; and the usual size.
  @Test(arguments: [(1, 4_096), (4, 512), (16, 300), (16, 0), (16, 4 << 20)])
  func `What is found does not depend on what was read before`(bits: Int, bytes: Int) throws {
    var log = try Log(bits: bits, bytes: bytes)
    let sides: [TextSide] = [.customer, .bot, .human]
    var generator = SplitMix(state: 11)
    var fresh: [Int: Reading] = [:]
    for round in 0..<6_000 {
      let number = Int(generator.next() % UInt64(Self.texts.count))
      let side = Int(generator.next() % 3)
      let text = Self.texts[number]
      let known =
        try fresh[number * 3 + side]
        ?? Reading(text, language: .unknown, side: sides[side])
      fresh[number * 3 + side] = known
      let (summary, tokens) = log.read(text, sides[side])
      #expect(summary == known.summary)
      #expect(tokens == known.tokens)
      if round % 1_000 == 999 { log.scanner.forgetShared() }
    }
    #expect(log.hits > 0 || bytes < 300)
  }

  @Test func `A text is known from its third time on, and long ones never`() throws {
    var log = try Log(bits: 16, bytes: 1 << 16)
    for (length, hits) in [(1, 2), (256, 2), (257, 0)] {
      log.hits = 0
      let text = [UInt8](repeating: UInt8(ascii: "x"), count: length)
      for _ in 0..<4 { _ = log.read(text, .customer) }
      #expect(log.hits == hits)
    }
    // Bots and people are searched for the same, customers for something else.
    log.hits = 0
    for side in [TextSide.bot, .human, .bot, .human] {
      _ = log.read(Array("talk to a human".utf8), side)
    }
    #expect(log.hits == 2)
    _ = log.read(Array("talk to a human".utf8), .customer)
    #expect(log.hits == 2)
  }
}

@Suite struct `The fast way of cutting` {
  /// What must read the same when each plain word is made to go the slow way, by a soft hyphen inside, which is dropped.
  @Test(arguments: 1...8) func `gives what the slow way gives`(seed: UInt64) throws {
    let words = [
      "I", "we", "WHERE", "Agent", "abcdefg", "abcdefgh", "abcdefghi", "internationally",
      "abcdefghijklmnop", "responsiblenesses", "Thanks", "bye", "talk", "to", "a", "human", "Ana",
    ]
    let gaps = [" ", " ", " ", ", ", ". ", "! ", "? ", "\n", "  ", " - ", "/", "?! ", ".\n", ": "]
    var generator = SplitMix(state: seed)
    for _ in 0..<300 {
      var fast = ""
      var slow = ""
      for _ in 0..<generator.next() % 40 {
        let word = words[Int(generator.next() % UInt64(words.count))]
        let gap = gaps[Int(generator.next() % UInt64(gaps.count))]
        fast += word + gap
        slow += word.prefix(1) + "\u{AD}" + word.dropFirst() + gap
      }
      for side in [TextSide.customer, .bot] {
        let (one, two) = (try Reading(fast, side: side), try Reading(slow, side: side))
        #expect(one.summary == two.summary, "\(fast)")
        #expect(one.tokens == two.tokens, "\(fast)")
      }
    }
  }
}
