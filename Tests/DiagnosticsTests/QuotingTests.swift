import Diagnostics
import Testing

/// What a message shows of a value that was wrong.
struct QuotingTests {
  @Test(arguments: [
    ("", "\"\""), ("note", "\"note\""), ("Auto-ack_2", "\"Aaaa-aaa_9\""),
    ("queue_enter-AGAIN", "\"queue_enter-AGAIN\""), ("two words", "\"aaa aaaaa\""),
    ("ann@example.org", "\"aaa@aaaaaaa.aaa\""), ("é", "\"a\""), ("line\n", "\"aaaa\\u{a}\""),
  ])
  func `one word is quoted as it is, and of anything else the shape`(value: String, text: String) {
    #expect(quotedWord(value.utf8) == text)
  }

  @Test func `a long word may be anything`() {
    let word = String(repeating: "x", count: 24)
    #expect(quotedWord(word.utf8) == "\"" + word + "\"")
    #expect(quotedWord((word + "x").utf8) == "\"" + String(repeating: "a", count: 25) + "\"")
  }

  @Test(arguments: [
    ("cust-id-0042", "\"aaaa-aa-9999\""), ("4111 1111", "\"9999 9999\""), ("Ann", "\"Aaa\""),
    ("Größe 😀!", "\"Aaaaa a!\""), ("a\"b", "\"a\\\"a\""), ("\u{1B}[2J", "\"\\u{1b}[9A\""),
    ("x\u{0}\u{7F}", "\"a\\u{0}\\u{7f}\""), ("~", "\"~\""),
  ])
  func `a shape keeps punctuation and nothing that tells who`(value: String, text: String) {
    #expect(quotedShape(value.utf8) == text)
  }

  @Test func `40 characters are shown`() {
    let forty = String(repeating: "x ", count: 20)
    let shape = String(repeating: "a ", count: 20)
    #expect(quotedShape(forty.utf8) == "\"" + shape + "\"")
    #expect(quotedShape((forty + "é").utf8) == "\"" + shape + "…\"")
    let letters = String(repeating: "😀", count: 41)
    #expect(quotedShape(letters.utf8) == "\"" + String(repeating: "a", count: 40) + "…\"")
    #expect(quotedShape([0x31, 0xFF, 0x80, 0x32] as [UInt8]) == "\"9a9\"")
  }

  @Test(arguments: [
    ("", "\"\""), ("abc", "\"abc\""), ("a\"b", "\"a\\\"b\""), ("a\nb\u{0}", "\"a\\u{a}b\\u{0}\""),
    ("\u{7F}\u{9B}é", "\"\\u{7f}\\u{9b}é\""), ("\u{202E}a", "\"\\u{202e}a\""),
    ("\u{1B}[2J", "\"\\u{1b}[2J\""),
  ])
  func `a quoted name cannot reach the terminal`(name: String, text: String) {
    #expect(quotedName(name) == text)
  }

  @Test func `40 bytes of a name are quoted, and no half of a character`() {
    let forty = String(repeating: "x", count: 40)
    #expect(quotedName(forty) == "\"" + forty + "\"")
    #expect(quotedName(forty + "y") == "\"" + forty + "…\"")
    for ahead in 36...40 {
      let name = String(repeating: "x", count: ahead) + "😀😀"
      let kept = ahead <= 36 ? "😀" : ""
      #expect(quotedName(name) == "\"" + String(repeating: "x", count: ahead) + kept + "…\"")
    }
  }

  @Test(arguments: [
    ("chat.dance", true), ("application/vnd.desk+json", true), ("14", true), ("a1b2c3", true),
    ("", false), ("two words", false), ("ann@example.org", false), ("4111", false), ("é", false),
    ("line\n", false), (String(repeating: "x", count: 64), true),
    (String(repeating: "x", count: 65), false),
  ])
  func `a plain word has no more than three digits and 64 bytes`(value: String, isWord: Bool) {
    #expect(isPlainWord(value.utf8) == isWord)
  }

  @Test(arguments: [
    ("order status", "order status"), ("a\nb\u{1B}[2J", "a\\u{a}b\\u{1b}[2J"),
    ("\u{85}\u{2028}\u{202E}x", "\\u{85}\\u{2028}\\u{202e}x"), ("Größe 😀", "Größe 😀"),
  ])
  func `what is shown in one line stays in it`(text: String, line: String) {
    #expect(oneLine(text) == line)
  }
}
