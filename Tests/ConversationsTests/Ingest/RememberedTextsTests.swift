import Records
import Signals
import TestSupport
import Testing
import Wording

@testable import Conversations

@Suite("Texts that come again are read as the first time")
struct RememberedTextsTests {
  private let texts = [
    "hello", "no", "THIS IS NOT WORKING!!! I want to speak to a real person",
    "Please rate our conversation: https://example.com/rate", "1) Billing 2) Orders",
    "Your refund of 20.00 has been sent to ana@example.com.", "nein danke, das hat geholfen", "👍",
    "これは動きません", String(repeating: "a very long answer ", count: 40),
  ]

  /// Six conversations of the same texts, said by both sides in another order in each.
  private func lines() -> [String] {
    var random = SeededRandom(7)
    var lines: [String] = []
    for conversation in 0..<6 {
      for (number, text) in (texts + texts).shuffled(using: &random).enumerated() {
        let role = ["customer", "bot", "human"][number % 3]
        let line = messageLine(role, text, at: "\(number):0\(conversation)")
        lines.append(line.replacing("\"c\"", with: "\"c\(conversation)\""))
      }
    }
    return lines
  }

  @Test("a log that has met the texts finds what a log for each line finds")
  func sameAsAnew() throws {
    let lines = lines()
    let detectors = try #require(MessageDetectors.shared)
    let together = try LogIntake(detectors: detectors)
    let apart = try LogIntake(logs: lines.count, detectors: detectors)
    for (number, line) in lines.enumerated() {
      together.take(line, number: number)
      apart.take(line, number: number, log: number)
    }
    let (one, other) = (together.finish(), apart.finish())
    #expect(one.count == 6)
    #expect(one.map(\.timeline) == other.map(\.timeline))
  }

  @Test("a text is found from its third time on, on its own side, byte for byte")
  func thirdTime() throws {
    var remembered = RememberedTexts()
    func find(_ text: String, _ side: TextSide) -> Int {
      withSlice(text) { remembered.find(RememberedTexts.key($0, side), $0) }
    }
    let tokens: [UInt32] = [3, 5]
    let reading = RememberedTexts.Reading(summary: TextSummary(words: 2, tokenCount: 2))
    for time in 1...3 {
      #expect((find("same words", .bot) >= 0) == (time == 3), "\(time)")
      withSlice("same words") { text in
        tokens.withUnsafeBufferPointer {
          remembered.keep(RememberedTexts.key(text, .bot), text, reading, $0)
        }
      }
    }
    let place = find("same words", .human)
    try #require(place >= 0, "bots and people are read alike")
    #expect(remembered.reading(place).pointee.summary == reading.summary)
    #expect(Array(remembered.tokens(place)) == tokens)
    #expect(find("same words", .customer) < 0)
    #expect(find("Same words", .bot) < 0)
    remembered.removeAll()
    #expect(find("same words", .bot) < 0, "nothing is left")
  }

  @Test("a text that is too long, or of too many words, is read each time")
  func tooLong() {
    var remembered = RememberedTexts()
    let many = [UInt32](repeating: 1, count: 81)
    for _ in 1...3 {
      withSlice("many words") { text in
        many.withUnsafeBufferPointer {
          remembered.keep(RememberedTexts.key(text, .bot), text, .init(), $0)
        }
      }
    }
    withSlice("many words") { text in
      #expect(remembered.find(RememberedTexts.key(text, .bot), text) < 0)
    }
    withSlice(String(repeating: "x", count: 641)) {
      #expect(RememberedTexts.key($0, .bot) == 0)
    }
  }

  @Test("where few texts come again, most are not looked up, and it is asked anew")
  func pauses() {
    let window = RememberedTexts.window
    /// How many of the texts of a window are looked up when one in `every` came before.
    func lookedUp(_ remembered: inout RememberedTexts, every: Int) -> Int {
      (0..<window).count { number in
        withSlice("text \(number % every == 0 ? 0 : number)") { text in
          let key = remembered.nextKey(text, .bot)
          if key != 0, remembered.find(key, text) < 0 {
            [1].withUnsafeBufferPointer { remembered.keep(key, text, .init(), $0) }
          }
          return key != 0
        }
      }
    }
    var rare = RememberedTexts()
    #expect(
      (0..<9).map { _ in lookedUp(&rare, every: 100) }.map { $0 / window } == [
        1, 0, 0, 0, 0, 0, 0, 0, 1,
      ]
    )
    var frequent = RememberedTexts()
    #expect((0..<9).allSatisfy { _ in lookedUp(&frequent, every: 4) == window })
  }

  private func withSlice<Result>(_ text: String, _ body: (ByteSlice) -> Result) -> Result {
    let bytes = Array(text.utf8)
    return bytes.withUnsafeBufferPointer {
      body(ByteSlice(start: $0.baseAddress, count: $0.count))
    }
  }
}
