import Records
import Testing
import Wording

@testable import Conversations

/// The worked example of METRICS section 13, as an export would write it.
private let example = [
  messageLine(
    "customer",
    "I was charged twice for order 8841, please refund one",
    at: "0:00",
    more: "\"language\":\"en\""
  ),
  messageLine("bot", "Refunds take 5 to 7 days. See https://shop.example/refunds", at: "0:04"),
  messageLine(
    "customer",
    "I was charged twice for order 8841. Please refund one of them",
    at: "0:40"
  ),
  messageLine("bot", "Refunds take 5 to 7 days. See https://shop.example/refunds", at: "0:59"),
  messageLine("customer", "let me talk to a human", at: "1:30"),
  messageLine("bot", "I can help with that! Refunds take 5 to 7 days.", at: "1:34"),
  messageLine("customer", "HUMAN PLEASE!!!", at: "2:05"),
  messageLine("bot", "I will connect you to a colleague.", at: "2:10"),
  eventLine("handoff_initiated", at: "2:10"),
  messageLine("human", "I am Ana. I see two charges and have refunded one.", at: "14:10"),
  eventLine(
    "action",
    at: "14:10",
    more: "\"actor\":\"human\",\"detail\":{\"name\":\"refund\",\"ok\":true}"
  ),
  messageLine("customer", "great, that fixed it, thank you", at: "15:00"),
  eventLine("solved", at: "15:05", more: "\"actor\":\"human\""),
]

struct IngestWordingTests {
  @Test func `the worked example shows what METRICS says`() throws {
    let found = try conversation(example)
    #expect(found.sketch == "cbcbcbcb[handoff_initiated]h[action]c[solved]")
    let line = found.timeline
    #expect(line.allSatisfy { $0.isEvent || $0.flags.contains(.scanned) })
    // M30: 01:30 and 02:05.
    #expect(line.indices.filter { line[$0].marks.contains(.humanRequest) } == [4, 6])
    // M45: 00:40 says 00:00 again, 10 of 12 tokens shared. M53: 00:59 repeats 00:04; no loop.
    #expect(line.map(\.echo) == [0, 0, 1, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0])
    #expect(line.allSatisfy { $0.loop == 0 })
    // M47: capitals, and a run of three marks.
    #expect(line.indices.filter { line[$0].marks.contains(.capitals) } == [6])
    #expect(line.indices.filter { line[$0].marks.contains(.punctuationRun) } == [6])
    #expect(line[7].kind == .handoffNotice && line[11].marks.contains(.resolution))
    #expect(!line[11].marks.contains(.courtesyOnly))
    #expect([1, 3, 5, 9].allSatisfy { line[$0].kind == .text })
    // M58: a link in an answer is no redirect. M59: "have refunded one".
    #expect(line.allSatisfy { !$0.marks.contains(.redirect) })
    #expect(line.indices.filter { line[$0].marks.contains(.promise) } == [9])
    #expect(line[1].destination != 0 && line[1].destination == line[3].destination)
    #expect(line[10].flags.contains([.event, .succeeded]) && line[12].is(.solved))
  }

  @Test func `without phrase lists for the language only shapes are left`() throws {
    for language in ["fi", "FI-fi", "xx"] {
      var lines = example
      lines[0] = lines[0].replacing("\"en\"", with: "\"\(language)\"")
      let found = try conversation(lines)
      #expect(found.timeline.allSatisfy { !$0.flags.contains(.scanned) })
      #expect(found.timeline.allSatisfy { $0.marks.isSubset(of: .shapes) })
      #expect(found.timeline.filter(\.isMessage).allSatisfy { $0.kind == .text })
      #expect(found.timeline[6].marks.contains([.capitals, .punctuationRun]))
      // Repeats compare tokens, which need no list.
      #expect(found.timeline[2].echo == 1)
    }
  }

  @Test func `a conversation without a language shows its own`() throws {
    let unnamed = example.map { $0.replacing(",\"language\":\"en\"", with: "") }
    #expect(try conversation(unnamed).detectedLanguage == LanguageCode("en"))
    // What the export names wins, understood or not.
    #expect(try conversation(example).detectedLanguage == .unknown)
    let strange = unnamed + [headLine("\"language\":\"fil\"")]
    #expect(try conversation(strange).timeline.allSatisfy { !$0.flags.contains(.scanned) })
  }

  @Test func `a detected language without lists leaves shapes only`() throws {
    let found = try conversation([
      messageLine("customer", "Dzień dobry, gdzie jest moje zamówienie?", at: "0:00"),
      messageLine("bot", "Proszę czekać, sprawdzam. Talk to you soon, agent.", at: "0:05"),
      messageLine("customer", "I want to talk to a human", at: "0:09"),
    ])
    #expect(found.detectedLanguage == LanguageCode("pl"))
    #expect(found.language == nil)
    #expect(found.timeline.allSatisfy { !$0.flags.contains(.scanned) })
    #expect(found.timeline.allSatisfy { $0.marks.isSubset(of: .shapes) })
  }

  @Test func `customers are asked for their language before bots`() throws {
    let found = try conversation([
      messageLine("bot", "Hello! I am the bot of this shop. How can I help you today?", at: "0:00"),
      messageLine("customer", "Hola, ¿dónde está mi pedido?", at: "0:05"),
    ])
    #expect(found.detectedLanguage == LanguageCode("es"))
    let silent = try conversation([
      messageLine("customer", "8841", at: "0:00"),
      messageLine("bot", "Thank you, we have found your order.", at: "0:05"),
    ])
    #expect(silent.detectedLanguage == LanguageCode("en"))
  }

  @Test func `each of the first replies shows the language of its own words`() throws {
    let found = try conversation([
      messageLine("bot", "Hello and welcome, how can I help you today?", at: "0:00"),
      messageLine("customer", "Hallo, ich möchte wissen, wo meine Bestellung ist", at: "0:05"),
      messageLine("bot", "Ihre Bestellung ist unterwegs und kommt morgen bei Ihnen an", at: "0:09"),
      messageLine("human", "I have looked at your order and it will be with you soon", at: "0:20"),
      messageLine("bot", "8841", at: "0:30"),
      messageLine("customer", "danke, das ist nicht gut", at: "0:40"),
    ])
    let shown = found.timeline.map(\.language.description)
    #expect(shown[1] == "und" && shown[5] == "und")
    #expect(shown[2] == "de" && shown[3] == "en" && shown[4] == "und")
    let many = try conversation(
      [messageLine("customer", "hello", at: "0:00")]
        + (1...9).map {
          messageLine("bot", "This is what we have for you and it is the best", at: "0:1\($0)")
        }
    )
    #expect(many.timeline.map(\.language.description).filter { $0 == "en" }.count == 8)
  }

  @Test func `the language may come in a later record`() throws {
    let early = try conversation(
      [headLine("\"language\":\"fi\"")]
        + example.map { $0.replacing(",\"language\":\"en\"", with: "") }
    )
    let late = try conversation(
      example.map { $0.replacing(",\"language\":\"en\"", with: "") } + [
        headLine("\"language\":\"fi\"")
      ]
    )
    #expect(early.timeline == late.timeline && early.timeline[4].marks.isEmpty)
  }

  @Test func `a kind that the export gives stands, whatever the words and the language`() throws {
    let found = try conversation([
      messageLine("customer"),
      messageLine("bot", "I will connect you to a colleague.", more: "\"kind\":\"text\""),
      messageLine("bot", "Anything", more: "\"kind\":\"survey\",\"language\":\"fi\""),
    ])
    #expect(found.timeline.map(\.kind) == [.text, .text, .survey])
    #expect(found.timeline[2].flags.contains(.explicitKind))
  }

  private static let asked = "Where is the blue lamp parcel for order Berlin"
  private static let askedOtherwise = "My blue lamp parcel order never came to Berlin"

  @Test func `a customer says it in other words after a reply`() throws {
    let english = headLine("\"language\":\"en\"")
    let (ask, again) = (
      messageLine("customer", Self.asked), messageLine("customer", Self.askedOtherwise)
    )
    let bot = messageLine("bot", "We are looking.")
    let found = try conversation([english, ask, bot, again])
    // Five of seven words of content are shared.
    #expect(found.timeline.map(\.loop) == [0, 0, 1])
    #expect(found.timeline.map(\.echo) == [0, 0, 0])
    #expect(try conversation([english, ask, again]).timeline.map(\.loop) == [0, 0])
    // The same again is M45 alone.
    #expect(try conversation([english, ask, bot, ask]).timeline.map(\.loop) == [0, 0, 0])
    // "Order lamp Berlin" has three words of content.
    let short = messageLine("customer", "where is the order lamp of Berlin")
    #expect(try conversation([english, short, bot, again]).timeline.map(\.loop) == [0, 0, 0])
  }

  @Test func `a rephrasing is looked for in the three customer messages before`() throws {
    let other = messageLine("customer", "ok")
    func last(_ between: Int) throws -> UInt16? {
      let lines =
        [headLine("\"language\":\"en\""), messageLine("customer", Self.asked), messageLine("bot")]
        + [String](repeating: other, count: between)
        + [messageLine("customer", Self.askedOtherwise)]
      return try conversation(lines).timeline.last?.loop
    }
    #expect(try last(2) == 1)
    #expect(try last(3) == 0)
  }

  @Test func `bad words count in the language of the conversation`() throws {
    let german = messageLine("customer", "Das ist eine Frechheit, ich bin sehr enttäuscht")
    func marks(_ language: String, _ lines: [String]) throws -> [Bool] {
      try conversation([headLine("\"language\":\"\(language)\"")] + lines).timeline
        .map { $0.marks.contains(.negative) }
    }
    #expect(try marks("de", [german]) == [true])
    #expect(try marks("en", [german]) == [false])
    #expect(try marks("fi", [german]) == [false])
    #expect(try conversation([german]).timeline.map { $0.marks.contains(.negative) } == [true])
    let human = messageLine("human", "Das ist eine Frechheit, ich bin sehr enttäuscht")
    #expect(try marks("de", [human]) == [false])
  }

  private static let long = "the parcel with the blue lamp has not come to my new address yet"

  @Test func `a customer's repeat needs a reply between`() throws {
    let ask = messageLine("customer", Self.long)
    #expect(try conversation([ask, ask]).timeline.map(\.echo) == [0, 0])
    #expect(try conversation([ask, messageLine("bot"), ask]).timeline.map(\.echo) == [0, 0, 1])
    let note = messageLine("human", more: "\"visibility\":\"private\"")
    #expect(try conversation([ask, note, ask]).timeline.map(\.echo) == [0, 0, 0])
    let survey = messageLine("bot", "x", more: "\"kind\":\"survey\"")
    #expect(try conversation([ask, survey, ask]).timeline.map(\.echo) == [0, 0, 0])
    #expect(
      try conversation([ask, messageLine("system", "x"), ask]).timeline.map(\.echo) == [0, 0, 0]
    )
    // The nearest earlier one is named, and an event in the list counts.
    #expect(
      try conversation([
        ask, messageLine("bot"), ask, eventLine("assigned"), messageLine("bot"), ask,
      ]).timeline.map(\.echo)
        == [0, 0, 1, 0, 0, 3]
    )
  }

  @Test func `a repetition is looked for two hundred messages and events back`() throws {
    let ask = messageLine("customer", Self.long)
    func echo(after distance: Int) throws -> UInt16? {
      let between = [String](repeating: eventLine("assigned"), count: distance - 2)
      return try conversation([ask, messageLine("bot")] + between + [ask]).timeline.last?.echo
    }
    #expect(try echo(after: 200) == 1)
    #expect(try echo(after: 201) == 0)
  }

  @Test func `short messages, courtesies and numbers are no repeat of a customer`() throws {
    for text in ["my order", "thank you very much", "8841-7 8842 77-3"] {
      let lines = [
        messageLine("customer", text), messageLine("bot", "I see"), messageLine("customer", text),
      ]
      #expect(try conversation(lines).timeline[2].echo == 0, "\(text)")
    }
  }

  @Test func `a reply repeats when a customer spoke between and did not ask for it`() throws {
    let reply = messageLine("bot", Self.long)
    #expect(
      try conversation([messageLine("customer"), reply, reply]).timeline.map(\.echo) == [0, 0, 0]
    )
    #expect(
      try conversation([messageLine("customer"), reply, messageLine("customer", "no"), reply])
        .timeline.map(\.echo) == [0, 0, 0, 2]
    )
    let again = messageLine("customer", "can you repeat that please")
    #expect(
      try conversation([messageLine("customer"), reply, again, reply]).timeline.map(\.echo) == [
        0, 0, 0, 0,
      ]
    )
    // M53 leaves legal notices out.
    let notice = messageLine("bot", "This chat may be recorded for quality purposes.")
    let ask = messageLine("customer")
    #expect(try conversation([ask, notice, ask, notice]).timeline.map(\.echo) == [0, 0, 0, 0])
    // A human who says what the bot said repeats nobody.
    #expect(
      try conversation([
        messageLine("customer"), reply, messageLine("customer", "no"),
        messageLine("human", Self.long),
      ])
      .timeline[3].echo == 0
    )
  }

  @Test func `three alike replies with customers between are a loop`() throws {
    let reply = messageLine("bot", Self.long)
    let other = messageLine("customer", "that is something else")
    let three = try conversation([other, reply, other, reply, other, reply])
    #expect(three.timeline.map(\.echo) == [0, 0, 1, 2, 3, 4])
    #expect(three.timeline.map(\.loop) == [0, 0, 0, 0, 0, 2])
    let four = try conversation([other, reply, other, reply, other, reply, other, reply])
    #expect(four.timeline.map(\.loop) == [0, 0, 0, 0, 0, 2, 0, 4])
    let two = try conversation([other, reply, other, reply, reply])
    #expect(two.timeline.map(\.loop) == [0, 0, 0, 0, 0])
  }

  @Test func `only a number or an address that differs makes no difference`() throws {
    let found = try conversation([
      messageLine("customer"),
      messageLine("bot", "Order 17 of 3 May is on its way, see https://a.example/1"),
      messageLine("customer", "no"),
      messageLine("bot", "Order 9999 of 4 May is on its way, see https://b.example/2"),
    ])
    #expect(
      found.timeline[3].echo == 2 && found.timeline[1].maskedHash == found.timeline[3].maskedHash
    )
  }
}
