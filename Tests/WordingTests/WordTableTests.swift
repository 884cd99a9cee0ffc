import Testing

@testable import Wording

@Suite struct `Words by which messages are weighed` {
  private static let head = "# language: en\n# version: 7\n# source: test\n# licence: none\n"

  private static let lists = """
    [positive]
    good|helpful|no problem
    [negative]
    bad|awful|waste of time
    [negator]
    not never
    [stop]
    the a is
    """

  private func words(_ body: String = Self.lists) throws -> LanguageWords {
    try Lexicon(files: [("test.lexicon", Array((Self.head + body).utf8))]).words
  }

  private func isNegative(
    _ text: String,
    _ words: LanguageWords,
    _ language: String = "en"
  ) throws -> Bool {
    let table = try #require(words[LanguageCode(language)])
    return try Reading(text).tokens.withUnsafeBufferPointer { table.isNegative($0) }
  }

  @Test(arguments: [
    ("bad and awful", true), ("bad", false), ("", false), ("bad bad", true),
    // (1 - 3) / 4 is -0.5, (1 - 2) / 3 is not as low, and (2 - 2) / 4 is 0.
    ("bad awful bad but good", true), ("bad awful but good", false),
    ("good helpful bad awful", false),
    // A negator turns what begins at most three tokens behind it, either way.
    ("not good and not helpful", true), ("not a very good or helpful one", false),
    ("not x y good, never x y helpful", true), ("not x y z good, never x y z helpful", false),
    ("not bad and never awful", false), ("good, helpful, not bad", false),
    // A phrase counts as a whole, and its words no more.
    ("waste of time, bad", true), ("waste of paper, bad", false), ("no problem, good", false),
    ("AWFUL, a waste of time!", true),
  ])
  func `two hits and a balance of minus one half make a message negative`(
    text: String,
    expected: Bool
  ) throws {
    #expect(try isNegative(text, words()) == expected)
  }

  @Test func `a word of both lists is none, and unknown text meets the words of all languages`()
    throws
  {
    let german =
      Self.head.replacing("language: en", with: "language: de") + "[negative]\nschlecht|good\n"
    let both = try Lexicon(files: [
      ("en.lexicon", Array((Self.head + Self.lists).utf8)), ("de.lexicon", Array(german.utf8)),
    ]).words
    #expect(try isNegative("schlecht, bad", both, ""))
    #expect(try !isNegative("schlecht, bad", both, "de"))
    #expect(try isNegative("good, bad, awful", both, ""))
    #expect(try !isNegative("good, bad, awful", both, "en"))
    #expect(both[LanguageCode("fr")] == nil)
  }

  @Test func `stop words are told from others`() throws {
    let table = try #require(try words()[LanguageCode("en")])
    let tokens = try Reading("The parcel is a good one").tokens
    #expect(tokens.map { table.isStopWord($0) } == [true, false, true, true, false, false])
  }

  @Test func `a user's file adds words, or takes the place of a list`() throws {
    let own = Self.head + "[negative]\nmeh\n"
    let added = try Lexicon.embedded(adding: [("own.lexicon", Array(own.utf8))]).words
    #expect(try isNegative("meh, terrible", added))
    let replacing = own.replacing("# source", with: "# replaces: negative\n# source")
    let replaced = try Lexicon.embedded(adding: [("own.lexicon", Array(replacing.utf8))]).words
    #expect(try isNegative("meh meh", replaced))
    #expect(try !isNegative("terrible, terrible", replaced))
  }

  @Test(arguments: [
    ("[negative]\na b c d e f", LexiconError.Reason.tooLong),
    ("[positive]\ngood||fine", .emptyPhrase),
    ("[stop]\n!!!", .emptyPhrase),
  ])
  func `a malformed list of words is refused`(body: String, reason: LexiconError.Reason) throws {
    let expected = LexiconError(file: "test.lexicon", line: 6, reason: reason)
    #expect(throws: expected) { try words(body) }
  }

  @Test func `a language has the lists of words that its files hold`() throws {
    let some = try Lexicon(files: [("a", Array((Self.head + "[positive]\ngood\n").utf8))])
    #expect(some.lists[LanguageCode("en")] == [])
    let all = try Lexicon(files: [("a", Array((Self.head + Self.lists).utf8))])
    #expect(all.lists[LanguageCode("en")] == [.negative, .stopWords])
  }

  @Test(arguments: [
    ("en", "This is terrible and I am so disappointed", "Great, that was very helpful, thanks"),
    (
      "de", "Das ist eine Frechheit, ich bin sehr enttäuscht", "Super, vielen Dank, sehr freundlich"
    ),
    ("es", "Es una vergüenza, estoy muy decepcionado", "Gracias, todo perfecto y muy amable"),
    ("fr", "C'est inadmissible, je suis très déçue", "Merci beaucoup, c'est parfait"),
    ("pt", "Que absurdo, péssimo atendimento", "Muito obrigado, ótimo atendimento"),
    ("it", "È una vergogna, sono molto delusa", "Grazie mille, perfetto e gentile"),
    ("nl", "Dit is belachelijk, ik ben zwaar teleurgesteld", "Bedankt, heel fijn en snel geholpen"),
    ("zh", "太差了，非常失望，浪费时间", "谢谢，我很满意"),
    ("ja", "最悪です。本当にがっかりしました。", "ありがとうございます。助かりました。"),
  ])
  func `nine languages know bad from good`(language: String, bad: String, good: String) throws {
    let words = try Reading.lexicon.get().words
    #expect(try isNegative(bad, words, language))
    #expect(try !isNegative(good, words, language))
    #expect(try isNegative(bad, words, ""))
    #expect(try !isNegative(good, words, ""))
  }
}
