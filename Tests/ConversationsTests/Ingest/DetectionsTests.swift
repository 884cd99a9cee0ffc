import Records
import Signals
import TestSupport
import Testing
import Wording

@testable import Conversations

/// What timelines keep of messages is what `onpar signals` says of them.
@Suite struct DetectionsTests {
  /// Made once: in a build for tests reading the weights takes a while.
  private static let detectors = Result {
    try #require(MessageDetectors.shared)
  }

  private static let phrases = [
    "where is my order", "you are a stupid useless bot", "idiot", "talk to a human please",
    "worst service ever", "I am so disappointed", "thank you so much", "great", "still waiting!!!",
    "THIS DOES NOT WORK AT ALL", "can I speak to an agent", "shut up", "no", "not good",
    "das ist eine Frechheit", "ich habe die Ware noch nicht erhalten", "dónde está mi pedido",
    "quiero hablar con una persona", "péssimo atendimento", "you", "are", "a", "bot", "12345",
    "what a stupid answer", "I hate you", "are you dumb", "are you a human", "?!?",
  ]
  private static let replies = [
    "Your order is on its way.", "Sorry, I did not understand.", "How can I help?", "you are a bot",
    "Please wait a moment.", "...",
  ]

  private struct Message {
    var role: String
    var text: String?
    var isPrivate: Bool
    var line: String
  }

  private static func talk(_ number: Int, _ random: inout SeededRandom) -> [Message] {
    (0..<Int.random(in: 1...14, using: &random)).map { place in
      let role = random.pick(["customer", "customer", "bot", "human", "system"])
      let source = role == "customer" ? phrases : replies
      let parts = (0..<Int.random(in: 1...3, using: &random)).map { _ in
        random.pick(source)
      }
      let text = Int.random(in: 0..<12, using: &random) == 0 ? nil : parts.joined(separator: " ")
      let isPrivate = Int.random(in: 0..<12, using: &random) == 0
      var line =
        #"{"conversation_id":"c\#(number)","message_id":"m\#(place)","role":"\#(role)","#
        + #""timestamp":"2026-03-02T10:\#(10 + place):00Z""#
      line += text.map { #","text":"\#($0)""# } ?? #","attachments":[{"name":"x"}]"#
      if isPrivate { line += #","visibility":"private""# }
      return Message(role: role, text: text, isPrivate: isPrivate, line: line + "}")
    }
  }

  /// What `onpar signals` says, message by message; empty of all but customers.
  private static func said(
    _ talk: [Message],
    _ reading: inout SignalReading
  ) -> [Detections] {
    var state = SignalReading.State()
    return talk.map { message in
      guard !message.isPrivate, var text = message.text, message.role != "system" else { return [] }
      let isCustomer = message.role == "customer"
      let all = text.withUTF8 {
        reading.read(UnsafeRawBufferPointer($0), isCustomer: isCustomer, in: &state)
      }
      guard isCustomer else { return [] }
      var found: Detections = .judged
      for one in all {
        // Docs/Facts/Detectors.md, "Which point decides?".
        let byScore = one.signal == .frustration || one.signal == .dissatisfaction
        let isYes = (byScore ? one.score : one.probability ?? 0) >= 0.5
        switch one.signal {
        case .frustration:
          found.insert(.weighed)
          if isYes { found.insert(.frustration) }
        case .dissatisfaction where isYes: found.insert(.dissatisfaction)
        case .humanRequest where isYes: found.insert(.humanRequest)
        case .abuse where isYes: found.insert(.abuse)
        default: break
        }
      }
      return found
    }
  }

  @Test func `detectors say the same here and in signals, however lines are dealt out`() throws {
    var random = SeededRandom(11)
    let talks = (0..<150).map { Self.talk($0, &random) }
    var reading = SignalReading(
      lexicon: try embeddedLexicon.get(),
      model: try #require(SignalModel.embedded())
    )
    let expected = talks.map { Self.said($0, &reading) }
    // None of them is there by chance alone.
    let flat = expected.flatMap(\.self)
    for bit in [Detections.frustration, .dissatisfaction, .humanRequest, .abuse, .weighed] {
      #expect(flat.contains { $0.contains(bit) })
      #expect(flat.contains { $0.contains(.judged) && !$0.contains(bit) })
    }
    let intake = try LogIntake(logs: 3, detectors: try Self.detectors.get())
    var lines = talks.flatMap { $0.map(\.line) }.enumerated().map { (number: $0, line: $1) }
    lines.shuffle(using: &random)
    for (number, line) in lines {
      intake.take(line, number: number, log: Int.random(in: 0..<3, using: &random))
    }
    let conversations = intake.finish()
    #expect(conversations.count == talks.count)
    for conversation in conversations {
      let number = try #require(Int(conversation.id.dropFirst()))
      #expect(conversation.timeline.map(\.detections) == expected[number], "\(conversation.id)")
    }
  }

  @Test func `without detectors nothing is judged`() throws {
    let conversation = try conversation([messageLine("customer", "you stupid bot")])
    #expect(conversation.timeline.map(\.detections) == [[]])
  }

  @Test func `a judged message keeps its sequence number and replies keep their links`() throws {
    let intake = try LogIntake(detectors: try Self.detectors.get())
    let lines = [
      messageLine("customer", "second", at: "2:00", seq: 2),
      messageLine("bot", "see https://shop.org/help", at: "3:00", seq: 3),
      messageLine("customer", "first, you idiot", at: "1:00", seq: 1),
    ]
    for (number, line) in lines.enumerated() { intake.take(line, number: number) }
    let timeline = try #require(intake.finish().first).timeline
    #expect(timeline.map { $0.detections.contains(.abuse) } == [true, false, false])
    #expect(timeline.map { $0.detections.contains(.judged) } == [true, true, false])
    #expect(timeline[2].links.count == 1 && timeline[2].destination != 0)
  }
}
