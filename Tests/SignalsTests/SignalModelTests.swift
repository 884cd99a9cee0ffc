import Signals
import Testing
import Wording

/// Messages read the way the program reads them.
struct Reader: ~Copyable {
  var reading: SignalReading
  var state = SignalReading.State()

  init() throws {
    let model = try #require(SignalModel.embedded())
    reading = SignalReading(lexicon: try Lexicon.embedded(), model: model)
  }

  mutating func read(_ text: String, isCustomer: Bool = true) -> [Signal: Prediction] {
    var text = text
    let all = text.withUTF8 {
      reading.read(UnsafeRawBufferPointer($0), isCustomer: isCustomer, in: &state)
    }
    return Dictionary(uniqueKeysWithValues: all.map { ($0.signal, $0) })
  }

  /// The score of a message that stands alone.
  static func score(_ text: String, _ signal: Signal) throws -> Double {
    var reader = try Reader()
    return try #require(reader.read(text)[signal]).score
  }
}

@Suite struct SignalModelTests {
  @Test(arguments: [
    "Can I please speak to a real person?", "connect me to an agent", "I want to talk to a human",
  ])
  func `who asks for a person is heard`(text: String) throws {
    #expect(try Reader.score(text, .humanRequest) >= 0.5)
  }

  @Test(arguments: [
    "Where is my parcel?", "are you a human?", "How many people can stay in the room?",
    "can you speak spanish",
  ])
  func `who asks for something else is not sent to a person`(text: String) throws {
    #expect(try Reader.score(text, .humanRequest) < 0.5)
  }

  @Test func `insults are abuse and thanks are not`() throws {
    #expect(try Reader.score("you are a stupid useless idiot", .abuse) >= 0.5)
    #expect(try Reader.score("thank you, that is very kind", .abuse) < 0.5)
  }

  @Test func `trouble in words is told from contentment, and a negated praise is none`() throws {
    let bad = try Reader.score("This is the worst service ever, I am so disappointed", .frustration)
    let good = try Reader.score("Great, thank you so much, you were very helpful!", .frustration)
    let negated = try Reader.score("that is not great", .frustration)
    let praise = try Reader.score("that is great", .frustration)
    #expect(bad >= 0.5 && good < 0.1)
    #expect(negated > praise)
  }

  @Test func `each language is read with its own list once it is known`() throws {
    // "no" is a word of the Portuguese for "in the", and no negator there.
    var portuguese = try Reader()
    _ = portuguese.read("Olá, eu não consigo entrar na minha conta e já tentei várias vezes")
    let angry = portuguese.read("isso é um absurdo, péssimo atendimento")
    #expect(try #require(angry[.frustration]).score >= 0.5)
    var german = try Reader()
    _ = german.read("Ich habe die Ware noch nicht erhalten und warte schon seit Wochen")
    let unhappy = german.read("Das ist eine Frechheit, ich bin sehr enttäuscht von Ihnen")
    #expect(try #require(unhappy[.frustration]).score >= 0.5)
  }

  @Test func `each judgement of a message has a score and a chance, between 0 and 1`() throws {
    var reader = try Reader()
    for text in ["I want to talk to a human", "", "WORST. SERVICE. EVER!!!", "thanks, lovely"] {
      for one in reader.read(text).values {
        #expect((0...1).contains(one.score))
        #expect((0...1).contains(try #require(one.probability)))
      }
    }
  }

  @Test func `the wording is heard where no list names it`() throws {
    let (sour, plain) = ("the battery died after a day", "the battery lasts after a day")
    var scanner = SignalScanner(lexicon: try Lexicon.embedded())
    for var text in [sour, plain] {
      var talk = Talk()
      let heard = text.withUTF8 {
        scanner.read(UnsafeRawBufferPointer($0), isCustomer: true, in: &talk)
      }
      #expect(heard.distress == 0)
    }
    let negative = try Reader.score(sour, .negativeEmotion)
    #expect(try negative > Reader.score(plain, .negativeEmotion))
  }

  @Test func `who is turned down is more likely discontent, in each language with a list`() throws {
    for (wish, no, yes, insists) in [
      (
        "I need a room for two nights", "Sorry, that hotel is fully booked.",
        "That hotel has a free room.", "Please look for another hotel"
      ),
      (
        "Ich brauche eine Lieferung bis Freitag", "Das ist leider nicht möglich.",
        "Das ist gern möglich.", "Und was ist mit Samstag, bitte?"
      ),
      (
        "Eu preciso de uma segunda via da conta", "Infelizmente o sistema parou.",
        "Claro que sim.", "E quando posso tentar de novo?"
      ),
    ] {
      var scores: [Double] = []
      var angry: [Double] = []
      for reply in [no, yes] {
        var reader = try Reader()
        _ = reader.read(wish)
        _ = reader.read(reply, isCustomer: false)
        let all = reader.read(insists)
        scores.append(try #require(all[.dissatisfaction]).score)
        angry.append(try #require(all[.frustration]).score)
      }
      #expect(scores[0] > scores[1], "\(no)")
      // To be turned down is no anger.
      #expect(angry[0] == angry[1])
    }
  }

  @Test func `a conversation is judged by what was said in it and by its course`() throws {
    var short = try Reader()
    _ = short.read("hello")
    _ = short.read("Hello, how can I help?", isCustomer: false)
    let early = short.reading.conclude(short.state)
    var long = try Reader()
    _ = long.read("Hi, I would like to book a room at the Shadyside Inn from May 4th to May 6th")
    _ = long.read("Alright, what is your name?", isCustomer: false)
    _ = long.read("My name is Ben")
    _ = long.read("Your booking is confirmed. Anything else?", isCustomer: false)
    _ = long.read("No, that is all. Thank you, goodbye!")
    _ = long.read("Thank you and goodbye.", isCustomer: false)
    let late = long.reading.conclude(long.state)
    #expect(Set(early.map(\.signal)).count == 5)
    let left = { (all: [Prediction]) in all.first { $0.signal == .abandonment }?.score ?? 0 }
    #expect(left(early) > left(late))
  }

  @Test func `the words that decided are named`() throws {
    var reader = try Reader()
    let text = "Hello there, I want to talk to a human please"
    let state = reader.state
    let all = reader.read(text)
    var copy = text
    let spans = copy.withUTF8 {
      reader.reading.evidence(
        all[.humanRequest]!,
        UnsafeRawBufferPointer($0),
        isCustomer: true,
        after: state
      )
    }
    let words = spans.map { String(decoding: Array(text.utf8)[$0], as: UTF8.self) }
    #expect(words.contains("human"))
    #expect(!words.contains("Hello") && spans.count <= 3)
  }

  @Test func `any bytes are read`() throws {
    var reader = try Reader()
    for text in ["", " ", "\u{0}", "😀😀", "日本語のテキスト", String(repeating: "a", count: 100_000)] {
      #expect(reader.read(text).count == 6)
      #expect(reader.read(text, isCustomer: false).count == 2)
    }
    let broken: [UInt8] = [0xFF, 0xC0, 0x20, 0x80, 0xED, 0xA0, 0x80]
    broken.withUnsafeBytes {
      _ = reader.reading.read($0, isCustomer: true, in: &reader.state)
    }
  }

  @Test func `a text of weights is refused where it is broken`() {
    #expect(SignalModel("head abuse\nconstants 1 2 3 4\n") == nil)
    #expect(SignalModel("head nobody\n") == nil)
    #expect(SignalModel("constants 1 2 3 4\n") == nil)
    #expect(SignalModel("") == nil)
    #expect(SignalModel("head negativity\nchances 1 2 3\n") == nil)
  }

  @Test func `sources and licences stand in the head of the weights`() throws {
    let notes = try #require(SignalModel.embedded()).notes.joined(separator: "\n")
    for word in [
      "ConvAbuse", "CC BY 4.0", "NLU++", "DBDC3", "MIT", "BETOLD", "Apache-2.0", "Hutto",
    ] {
      #expect(notes.contains(word))
    }
  }
}

@Suite struct CannedReplyTests {
  private static func tokens(_ text: String, _ scanner: inout TextScanner) -> [UInt32] {
    var text = text
    return text.withUTF8 {
      _ = scanner.scan(UnsafeRawBufferPointer($0), language: .unknown, side: .bot)
      return Array(scanner.tokens)
    }
  }

  @Test func `a macro with a name in it is ready-made, a reply of its own is not`() throws {
    var scanner = TextScanner(lexicon: try Lexicon.embedded())
    var replies = CannedReplies()
    var macro: [UInt32] = []
    var own: [UInt32] = []
    for (number, name) in ["Ana", "Ben", "Cem", "Dora", "Eva", "Finn", "Gus", "Hanna"].enumerated()
    {
      let text =
        "Thank you for your patience \(name), your order will be sent in three working days"
      macro = Self.tokens(text, &scanner).withUnsafeBufferPointer {
        replies.add($0, conversation: UInt32(number))
      }
    }
    let text = "I looked at the second invoice again and you are right about the discount"
    own = Self.tokens(text, &scanner).withUnsafeBufferPointer { replies.add($0, conversation: 9) }
    #expect(replies.score(macro) >= 0.5)
    #expect(replies.score(own) < 0.5)
  }

  @Test func `what one conversation repeats is counted once`() throws {
    var scanner = TextScanner(lexicon: try Lexicon.embedded())
    var replies = CannedReplies()
    var last: [UInt32] = []
    for _ in 0..<10 {
      last = Self.tokens("Please tell me your order number first", &scanner)
        .withUnsafeBufferPointer { replies.add($0, conversation: 1) }
    }
    #expect(replies.score(last) < 0.5)
  }
}
