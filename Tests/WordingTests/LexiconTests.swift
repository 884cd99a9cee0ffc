import Testing

@testable import Wording

@Suite struct `Lexicon files` {
  private static let head = "# language: en\n# version: 7\n# source: test\n# licence: none\n"

  private func lexicon(_ body: String, head: String = Self.head) throws -> Lexicon {
    try Lexicon(files: [("test.lexicon", Array((head + body).utf8))])
  }

  private func marks(_ text: String, _ lexicon: Lexicon, _ language: String = "en") -> Marks {
    var scanner = TextScanner(lexicon: lexicon)
    return Array(text.utf8).withUnsafeBytes {
      scanner.scan($0, language: LanguageCode(language), side: .customer).marks
    }
  }

  @Test(arguments: [
    ("[human_request]\ntalk to (a|an human", LexiconError.Reason.unbalanced, 6),
    ("[human_request]\ntalk) to", .unbalanced, 6), ("[human_request]\n[a|b) c", .unbalanced, 6),
    ("[nonsense]\nx", .unknownSection("nonsense"), 5), ("hello", .phraseOutsideSection, 5),
    ("[failure]\n\n[a|b] [c]", .emptyPhrase, 7), ("[failure]\n!!!", .emptyPhrase, 6),
    ("[failure]\n$who did it", .unknownName("who"), 6), ("$ = a", .badDefinition, 5),
    ("[greeting]\n=hello", .badPrefix, 6), ("[skip]\n~please", .badPrefix, 6),
    ("[failure]\n((((((((((a))))))))))", .tooDeep, 6),
    (
      "[failure]\nx" + String(repeating: "(a|b|c|d|e|f|g|h|i|j)", count: 5), .tooManyPhrases, 6
    ),
  ]) func `A malformed line is refused by name and number`(
    body: String,
    reason: LexiconError.Reason,
    line: Int
  ) throws {
    let expected = LexiconError(file: "test.lexicon", line: line, reason: reason)
    #expect(throws: expected) { try lexicon(body) }
    #expect("\(expected)".hasPrefix("test.lexicon:\(line): error: "))
  }

  @Test func `The head must name language, version, source and licence`() throws {
    #expect(
      throws: LexiconError(file: "test.lexicon", line: 0, reason: .missingHeader("source"))
    ) { try lexicon("", head: "# language: en\n# version: 1\n# licence: none\n") }
    #expect(throws: LexiconError(file: "test.lexicon", line: 0, reason: .badLanguage)) {
      try lexicon("", head: "# language: 1\n# version: 1\n# source: x\n# licence: none\n")
    }
    let file = (name: "a", bytes: Array(Self.head.utf8))
    #expect(throws: LexiconError(file: "a", line: 0, reason: .languageTwice)) {
      try Lexicon(files: [file, file])
    }
  }

  @Test func `Choices, optional words and names are read as written`() throws {
    let lists = try lexicon(
      "$who = human|real (person|agent)\n[skip]\nplease\n[human_request]\n(talk|speak) to [a|the] $who"
    )
    for text in [
      "talk to human", "speak to a real person", "TALK to the real agent, now",
      "talk please to human",
    ] {
      #expect(marks(text, lists).contains(.humanRequest))
    }
    for text in ["talk to", "talk a human", "talk to an human", "talk to real", "stalk to human"] {
      #expect(!marks(text, lists).contains(.humanRequest))
    }
    #expect(lists.phraseCount == 18)
  }

  @Test func `Whole, short and blocking lines bind the rest of the message`() throws {
    let lists = try lexicon(
      "[courtesy]\nthanks\n[human_request]\n=agent\n~need rep\ncall one\n!not [to]\n[failure]\nnot call one"
    )
    #expect(marks("agent", lists).contains(.humanRequest))
    #expect(marks("Thanks, agent agent", lists).contains(.humanRequest))
    #expect(!marks("the agent", lists).contains(.humanRequest))
    #expect(marks("i need rep", lists).contains(.humanRequest))
    #expect(!marks("a b c d e f g h i need rep", lists).contains(.humanRequest))
    #expect(marks("call one", lists).contains(.humanRequest))
    #expect(!marks("not call one", lists).contains(.humanRequest))
    #expect(!marks("not to ever call one", lists).contains(.humanRequest))
    #expect(marks("not to ever again call one", lists).contains(.humanRequest))
    #expect(marks("not call one", lists).contains(.failure))
  }

  @Test func `Scripts without spaces are matched by their pairs of characters`() throws {
    let lists = try lexicon(
      "[human_request]\n我要(找|)人工\n[courtesy]\n谢谢",
      head: "# language: zh\n# version: 1\n# source: test\n# licence: none\n"
    )
    #expect(marks("你好，我要找人工客服", lists, "zh").contains(.humanRequest))
    #expect(marks("我要人工", lists, "zh").contains(.humanRequest))
    #expect(!marks("我要退款", lists, "zh").contains(.humanRequest))
    #expect(marks("谢谢！", lists, "zh").contains(.courtesyOnly))
  }

  @Test func `The embedded lists are in order and say their version`() throws {
    let lists = try Lexicon.embedded()
    #expect(lists.languages == [LanguageCode("de"), LanguageCode("en")])
    #expect(lists.version.contains("en 1.0"))
    #expect(lists.phraseCount > 1_000)
  }

  @Test func `Language tags are read by their first two letters`() {
    #expect(LanguageCode("EN") == LanguageCode("en-GB"))
    #expect(LanguageCode("pt_BR").description == "pt")
    #expect(LanguageCode("zz").rawValue == 676)
    for tag in ["", "e", "english", "fil", "1a"] { #expect(LanguageCode(tag) == .unknown) }
    #expect(LanguageCode.unknown.description == "und")
  }
}
