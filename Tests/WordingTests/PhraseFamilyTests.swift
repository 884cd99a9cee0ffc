import Testing

@testable import Wording

@Suite struct `Phrase families in English` {
  @Test(arguments: [
    "let me talk to a human", "HUMAN PLEASE!!!", "agent", "representative", "Real person.",
    "I want to speak with a manager", "can you please connect me to a real person?",
    "I don't want to talk to a bot", "transfer me to an operator", "is there a human I can talk to",
    "Hello, agent please", "I'd rather talk to a person about this",
    "no I don't want a refund, let me speak with someone else",
    "how do I get in touch with a live agent", "stop talking, put me through to a supervisor",
    "I need a human", "agent agent agent", "I can’t talk to an agent",
  ]) func `A request for a person is found`(text: String) throws {
    #expect(try Reading(text).marks.contains(.humanRequest))
  }

  @Test(arguments: [
    "I don't want to talk to a human", "are you a human?", "Are you a real person or a bot?",
    "am I talking to a human", "is this a real person", "my travel agent booked it",
    "I am not a robot", "I talked to an agent yesterday and he refunded it",
    "can you talk to me in Spanish", "someone stole my card", "the agent said five days",
    "no need to talk to a human", "human resources", "how many people can travel on one ticket",
    "I want to add a person to my account", "rather than speak to an agent I will wait",
  ]) func `Words about people are no request`(text: String) throws {
    #expect(try !Reading(text).marks.contains(.humanRequest))
  }

  @Test(arguments: [
    "great, that fixed it, thank you", "it works now", "That worked!", "problem solved",
    "yes, that answers my question", "all good now thanks", "Fixed.", "I was able to log in now",
    "that did the trick", "my issue has been resolved",
  ]) func `A resolution is found`(text: String) throws {
    let marks = try Reading(text).marks
    #expect(marks.contains(.resolution))
    #expect(!marks.contains(.courtesyOnly))
  }

  @Test(arguments: [
    "that did not fix it", "it's not resolved", "it has not been resolved", "nothing worked",
    "has it been fixed?", "I hope it is fixed now", "when will it be resolved", "it isn't fixed",
    "please get this resolved", "thanks", "ok", "let me know once the issue is resolved",
    "is it working now?", "it never worked", "I need this fixed",
  ]) func `What is denied, asked or hoped is no resolution`(text: String) throws {
    #expect(try !Reading(text).marks.contains(.resolution))
  }

  @Test(arguments: [
    "that did not help", "still not working", "not what I asked", "that did not fix it",
    "it's not resolved", "you are not helping", "same problem again", "This is useless",
    "the link does not work", "my card is not working", "it hasn't been fixed", "nothing works",
    "You don't understand", "I already tried that",
  ]) func `A statement of failure is found`(text: String) throws {
    #expect(try Reading(text).marks.contains(.failure))
  }

  @Test(arguments: [
    "that fixed it", "how do I reset my password", "thanks a lot", "what if it does not work",
    "I would like to change my address", "where is my order 8841",
  ]) func `Other statements are no failure`(text: String) throws {
    #expect(try !Reading(text).marks.contains(.failure))
  }

  @Test(arguments: [
    "Thanks!", "ok thank you very much", "Thanks, Ana", "bye", "hello", "Hi there!", "ok", "👍",
    "no thanks, that's all", "great, thanks so much for your help", "Thank you. Have a nice day!",
    "perfect 🙏",
  ]) func `Thanks, greetings and goodbyes alone are a courtesy`(text: String) throws {
    #expect(try Reading(text).marks.contains(.courtesyOnly))
  }

  @Test(arguments: [
    "thanks, but where is my refund", "hello, I need help", "great, that fixed it, thank you", "no",
    "yes", "Thanks. Refund", "ok please", "👎", "???", "", "8841", "thanks for nothing it is broken",
  ]) func `Anything more is no courtesy`(text: String) throws {
    #expect(try !Reading(text).marks.contains(.courtesyOnly))
  }

  @Test func `Only a greeting is a greeting`() throws {
    #expect(try Reading("Hello there!").marks.contains(.greetingOnly))
    #expect(try Reading("Hi Ana").marks.contains(.greetingOnly))
    #expect(try !Reading("Hello, thanks").marks.contains(.greetingOnly))
    #expect(try !Reading("thanks").marks.contains(.greetingOnly))
    #expect(try !Reading("Hello, where is my order").marks.contains(.greetingOnly))
  }

  @Test(arguments: [
    ("I will connect you to a colleague.", Marks.handoffNotice),
    ("Please hold while I transfer you to an agent", .handoffNotice),
    ("You are now connected with Ana", .handoffNotice),
    ("Sorry, I didn't understand that. Could you rephrase?", .noMatch),
    ("I'm not sure I understand what you mean", .noMatch),
    ("We have received your message and will get back to you shortly", .autoAck),
    ("Please choose one of the following options", .menu),
    ("Please rate your experience", .survey),
    ("How satisfied were you with this chat?", .survey),
    ("Is there anything else I can help you with?", .closing),
    ("This chat was closed because of inactivity", .closing),
    ("Goodbye!", .farewell),
  ]) func `A responder's message shows its kind`(text: String, mark: Marks) throws {
    #expect(try Reading(text, side: .bot).marks.contains(mark))
  }

  @Test(arguments: [
    "Refunds take 5 to 7 days. See https://shop.example/refunds",
    "I can help with that! Refunds take 5 to 7 days.",
    "Would you like me to connect you to an agent?", "Type agent to talk to a human",
    "I am Ana. I see two charges and have refunded one.",
    "I cannot transfer you to an agent at the moment",
  ]) func `A plain answer shows no kind`(text: String) throws {
    let kinds: Marks = [
      .handoffNotice, .noMatch, .autoAck, .survey, .closing, .farewell, .greetingOnly,
      .humanRequest,
    ]
    #expect(try Reading(text, side: .bot).marks.isDisjoint(with: kinds))
  }

  @Test(arguments: [
    ("Happy to help. Is there anything else?", Marks.closing),
    ("Anything else I can help you with?", .closing), ("Anything else?", .closing),
    ("You are welcome, Ana! Is there anything else I can help you with today?", .closing),
    ("This chat was closed because of inactivity.", .closing),
    ("We have not heard from you in a while, so this chat will be closed.", .closing),
    ("How satisfied were you with the service today?", .survey),
    ("Thanks for chatting with us! Please rate your experience.", .survey),
    (
      "Hello Ana, we have received your request and will get back to you within 24 hours.", .autoAck
    ),
  ]) func `A notice is known although a few other words stand in it`(
    text: String,
    mark: Marks
  ) throws {
    #expect(try Reading(text, side: .human).marks.contains(mark))
  }

  @Test(arguments: [
    "Refund done. Is there anything else?", "Refund done. Anything else?",
    "Your parcel ships tomorrow. Is there anything else I can help with?",
    "The parcel left our warehouse this morning. Please rate your experience.",
    "I have cancelled the second booking for you. Have a nice day!",
    "Good news, the bank has sent the 20 euros back today. Your ticket was closed.",
    "Hello Ana, your order of Monday was lost on the way, we sent a new one. Your request was received by me.",
  ]) func `An answer stays an answer whatever it ends with`(text: String) throws {
    let kinds: Marks = [.closing, .survey, .autoAck, .greetingOnly]
    #expect(try Reading(text, side: .human).marks.isDisjoint(with: kinds))
  }

  @Test func `What a message shows does not depend on whether its words were met before`() throws {
    let text = Array(
      "Hello Ana, we have received your request and will get back to you in 24 hours.".utf8
    )
    var scanner = TextScanner(lexicon: try Reading.lexicon.get())
    let summaries = (0..<3).map { _ in
      text.withUnsafeBytes { scanner.scan($0, language: .unknown, side: .human) }
    }
    #expect(summaries[0].marks.contains(.autoAck))
    #expect(summaries.allSatisfy { $0 == summaries[0] })
  }

  @Test(arguments: ["can you repeat that", "say that again please", "sorry, I didn't catch that"])
  func `Asking to hear it again is found`(text: String) throws {
    #expect(try Reading(text).marks.contains(.askRepeat))
  }

  @Test func `A list is searched only on its own side`() throws {
    #expect(try !Reading("talk to a human", side: .bot).marks.contains(.humanRequest))
    #expect(try !Reading("I will connect you to a colleague").marks.contains(.handoffNotice))
  }
}

@Suite struct `Phrase families and languages` {
  @Test func `A language without lists is not supported and yields no family`() throws {
    let marks = try Reading("let me talk to a human", language: LanguageCode("fi")).marks
    #expect(marks.isDisjoint(with: [.languageSupported, .humanRequest]))
  }

  @Test func `Text of unknown language is searched unless no list is written in its script`()
    throws
  {
    let english = try Reading("agent please", language: .unknown).marks
    #expect(english.isSuperset(of: [.languageSupported, .humanRequest]))
    #expect(try Reading("我要找人工客服", language: .unknown).marks.contains(.humanRequest))
    for text in ["оператор", "ขอคุยกับเจ้าหน้าที่", "상담원 연결"] {
      #expect(try !Reading(text, language: .unknown).marks.contains(.languageSupported))
    }
    #expect(try Reading("8841", language: .unknown).marks.contains(.languageSupported))
  }

  @Test func `A word that negates in one language blocks no phrase of another`() throws {
    // Portuguese "to" and German "ich" stand in blocking lines.
    #expect(try Reading("I would like to speak to a person").marks.contains(.humanRequest))
    #expect(try Reading("no funciona", language: LanguageCode("es")).marks.contains(.failure))
  }

  @Test func `Swearing is seen in words that phrases skip`() throws {
    let marks = try Reading("get me a fucking human").marks
    #expect(marks.isSuperset(of: [.humanRequest, .profanity]))
    #expect(try Reading("fucking").marks.contains(.profanity))
    #expect(try !Reading("fucking", side: .bot).marks.contains(.profanity))
  }
}
