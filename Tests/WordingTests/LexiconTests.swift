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

  @Test func `Choices of a script without spaces stand for the same phrases as when written out`()
    throws
  {
    let head = "# language: ja\n# version: 1\n# source: test\n# licence: none\n"
    let pattern = "(人|担当者)(に|と|)[すぐ](話|(つな|代わ)って)(い|)"
    let lists = try lexicon("[human_request]\n" + pattern, head: head)
    for first in ["人", "担当者"] {
      for second in ["に", "と", ""] {
        for third in ["すぐ", ""] {
          for fourth in ["話", "つなって", "代わって"] {
            for fifth in ["い", ""] {
              let text = first + second + third + fourth + fifth
              #expect(marks("、" + text + "。", lists, "ja").contains(.humanRequest), "\(text)")
            }
          }
        }
      }
    }
    for text in ["人に", "担当に話", "人とにすぐ話", "人すぐ", "代わって", "人につな"] {
      #expect(!marks(text, lists, "ja").contains(.humanRequest), "\(text)")
    }
  }

  @Test func `A file adds to the lists of its language, or takes the place of some`() throws {
    let own =
      Self.head.replacing("version: 7", with: "version: 3") + "[human_request]\nsummon a wizard\n"
    let added = try Lexicon.embedded(adding: [("shop.lexicon", Array(own.utf8))])
    #expect(marks("please summon a wizard", added).contains(.humanRequest))
    #expect(marks("talk to a human", added).contains(.humanRequest))
    #expect(added.version.contains("en 1.3 + shop.lexicon 3, es"))
    let replacing = own.replacing("# source", with: "# replaces: human_request, survey\n# source")
    let replaced = try Lexicon.embedded(adding: [("shop.lexicon", Array(replacing.utf8))])
    #expect(marks("please summon a wizard", replaced).contains(.humanRequest))
    #expect(!marks("talk to a human", replaced).contains(.humanRequest))
    #expect(marks("that did not help", replaced).contains(.failure))
    #expect(replaced.lists[LanguageCode("en")]?.contains(.survey) == false)
    #expect(marks("quiero hablar con una persona", replaced, "es").contains(.humanRequest))
  }

  @Test func `A new language has the lists that its file has, and no other`() throws {
    let polish =
      "# language: pl\n# version: 1\n# source: x\n# licence: x\n[human_request]\nkonsultant\n[failure]\n!jeśli\n"
    let lists = try Lexicon.embedded(adding: [("pl.lexicon", Array(polish.utf8))])
    #expect(lists.lists[LanguageCode("pl")] == .humanRequest)
    #expect(
      marks("poproszę konsultant", lists, "pl").isSuperset(of: [.humanRequest, .languageSupported])
    )
  }

  /// Language, a line of a list, a message with it, a message of the same script without it.
  @Test(arguments: [
    ("ru", "позовите (оператора|человека)", "Здравствуйте, ПОЗОВИТЕ оператора!", "где мой заказ"),
    ("uk", "покличте людину", "Покличте людину, будь ласка", "де моє замовлення"),
    ("el", "θέλω [έναν] άνθρωπο", "ΘΕΛΩ ΑΝΘΡΩΠΟ τώρα", "πού είναι η παραγγελία μου"),
    ("ar", "أريد التحدث إلى موظف", "من فضلك اريد التحدث الى موظف", "أين طلبي"),
    ("he", "נציג אנושי", "אני רוצה נציג אנושי", "איפה ההזמנה שלי"),
    ("hi", "इंसान से बात", "मुझे इंसान से बात करनी है", "मेरा ऑर्डर कहाँ है"),
    ("ko", "상담원 연결", "상담원 연결 해주세요", "제 주문은 어디에 있나요"),
    ("th", "คุยกับเจ้าหน้าที่", "ขอคุยกับเจ้าหน้าที่หน่อย", "สินค้าของฉันอยู่ที่ไหน"),
  ]) func `A list may be written in any script, and opens that script alone`(
    language: String,
    line: String,
    asking: String,
    other: String
  ) throws {
    let list =
      "# language: \(language)\n# version: 1\n# source: x\n# licence: x\n[human_request]\n\(line)\n"
    let lists = try Lexicon.embedded(adding: [("own.lexicon", Array(list.utf8))])
    let bare = try Lexicon.embedded()
    // As transcripts are read: the language comes later, or never.
    #expect(marks(asking, lists, "").isSuperset(of: [.humanRequest, .languageSupported]))
    #expect(
      marks(other, lists, "").intersection([.humanRequest, .languageSupported])
        == .languageSupported
    )
    #expect(!marks(asking, bare, "").contains(.languageSupported))
    let foreign = language == "el" ? "где мой заказ" : "πού είναι η παραγγελία μου"
    #expect(!marks(foreign, lists, "").contains(.languageSupported))
  }

  @Test func `A replacement of what is no list is refused`() throws {
    let body = "# language: en\n# replaces: nonsense\n# version: 1\n# source: x\n# licence: x\n"
    #expect(throws: LexiconError(file: "a", line: 2, reason: .badReplacement("nonsense"))) {
      try Lexicon(files: [("a", Array(body.utf8))])
    }
  }

  @Test(arguments: [
    ("[skip]\ndamn\n[profanity]\nhot damn", LexiconError.Reason.skippedInPhrase, 8),
    ("[closing]\n!hello", .badPrefix, 6),
  ]) func `What a list cannot hold is refused`(
    body: String,
    reason: LexiconError.Reason,
    line: Int
  ) throws {
    #expect(throws: LexiconError(file: "test.lexicon", line: line, reason: reason)) {
      try lexicon(body)
    }
  }

  @Test
  func `Words to skip that a phrase of another file is made of are told where they are skipped`()
    throws
  {
    let head = "# language: en\n# version: 1\n# source: x\n# licence: x\n"
    let asking = head + "[human_request]\nhuman\n"
    let skipping = head + "[closing]\nbye\n[skip]\nhuman\n"
    let expected = LexiconError(file: "own", line: 7, reason: .skipsPhrase("lists:6"))
    #expect(throws: expected) {
      try Lexicon(files: [("lists", Array(asking.utf8)), ("own", Array(skipping.utf8))])
    }
    #expect(
      expected.description.hasPrefix(
        "own:7: error: [skip] takes away words that the phrase at lists:6"
      )
    )
  }

  @Test func `The embedded lists are in order and say their version`() throws {
    let lists = try Lexicon.embedded()
    let languages = ["de", "en", "es", "fr", "it", "ja", "nl", "pt", "zh"]
    #expect(lists.languages.map(\.description) == languages)
    #expect(lists.version.hasPrefix("de 1.2, en 1.3, es 1.2"))
  }

  @Test(arguments: [
    ("EN", "en"), ("en-GB", "en"), ("pt_BR", "pt"), ("zh-Hans-CN", "zh"), ("eng", "en"),
    ("English (US)", "en"), ("german", "de"), ("Deutsch", "de"), ("Español", "es"), ("spa", "es"),
    ("中文", "zh"), ("en-US,en;q=0.9", "en"), (" fr ", "fr"), ("zz", "zz"), ("", "und"),
    ("e", "und"), ("fil", "und"), ("1a", "und"), ("Elvish", "und"),
  ]) func `Language tags and names are read`(tag: String, code: String) {
    #expect(LanguageCode(tag).description == code)
  }

  @Test func `A language is one small number`() {
    #expect(LanguageCode("zz").rawValue == 676)
    #expect(LanguageCode.unknown.description == "und")
  }
}
