import Records
import Testing

@testable import Conversations

struct IngestOrderTests {
  @Test func `messages are ordered by seq if all have it, whatever their times say`() throws {
    let found = try conversation([
      messageLine("bot", "one two three", at: "0:01", seq: 3),
      messageLine("customer", "one", at: "0:03", seq: 1),
      messageLine("human", "one two", at: "0:02", seq: 2),
    ])
    #expect(found.wordCounts == [1, 2, 3])
  }

  @Test func `messages are ordered by time if one lacks a seq, ties as they came`() throws {
    let found = try conversation([
      messageLine("bot", "one two three", at: "0:03", seq: 1),
      messageLine("customer", "one", at: "0:01", seq: 9),
      messageLine("human", "one two", at: "0:01"),
      messageLine("bot", "one two three four", at: "0:03", seq: 0),
    ])
    #expect(found.wordCounts == [1, 2, 3, 4])
  }

  @Test func `messages stay as they came if one lacks a time and one a seq`() throws {
    let found = try conversation([
      messageLine("bot", "one two three", at: "0:03", seq: 1), messageLine("customer", "one"),
      messageLine("human", "one two", at: "0:01", seq: 0),
    ])
    #expect(found.wordCounts == [3, 1, 2])
  }

  @Test func `equal seqs keep input order and negative ones come first`() throws {
    let found = try conversation([
      messageLine("bot", "one two", seq: 5), messageLine("bot", "one two three", seq: 5),
      messageLine("bot", "one", seq: -1),
    ])
    #expect(found.wordCounts == [1, 2, 3])
  }

  @Test func `events stand between messages by time`() throws {
    let found = try conversation([
      eventLine("closed", at: "0:09"), messageLine("bot", at: "0:04"),
      eventLine("handoff_initiated", at: "0:02"),
      messageLine("customer", at: "0:01"), eventLine("assigned", at: "0:00"),
      eventLine("solved", at: "0:09"),
    ])
    #expect(found.sketch == "[assigned]c[handoff_initiated]b[closed][solved]")
  }

  @Test func `events stand between messages by time when messages have a seq`() throws {
    let found = try conversation([
      eventLine("closed", at: "0:09"), messageLine("bot", at: "0:04", seq: 2),
      eventLine("handoff_initiated", at: "0:02"),
      messageLine("customer", at: "0:01", seq: 1), eventLine("assigned", at: "0:00"),
      eventLine("solved", at: "0:08"),
      eventLine("agent_left", at: "0:04"),
    ])
    #expect(found.sketch == "[assigned]c[handoff_initiated]b[agent_left][solved][closed]")
  }

  @Test func `an event without a time keeps its place`() throws {
    let byTime = try conversation([
      messageLine("customer", at: "0:01"), eventLine("handoff_initiated"),
      messageLine("human", at: "0:04"),
      messageLine("bot", at: "0:03"),
    ])
    #expect(byTime.sketch == "c[handoff_initiated]bh")
    let bySequence = try conversation([
      messageLine("customer", seq: 1), eventLine("handoff_initiated"), messageLine("human", seq: 2),
      eventLine("closed"),
    ])
    #expect(bySequence.sketch == "c[handoff_initiated]h[closed]")
    let first = try conversation([
      eventLine("assigned"), messageLine("customer", seq: 1), messageLine("bot", seq: 2),
    ])
    #expect(first.sketch == "[assigned]cb")
    let asItCame = try conversation([
      messageLine("bot"), eventLine("closed"), messageLine("customer", at: "0:01"),
    ])
    #expect(asItCame.sketch == "b[closed]c")
  }

  @Test func `an event with a time keeps its place among messages without times`() throws {
    let found = try conversation([
      messageLine("customer", seq: 1), eventLine("handoff_initiated", at: "0:05"),
      messageLine("human", seq: 2),
    ])
    #expect(found.sketch == "c[handoff_initiated]h")
  }

  @Test func `an event follows the last message that is not later, even when clocks run backwards`()
    throws
  {
    let found = try conversation([
      messageLine("customer", at: "0:05", seq: 1), messageLine("bot", at: "0:02", seq: 2),
      messageLine("human", at: "0:09", seq: 3),
      eventLine("assigned", at: "0:03"), eventLine("closed", at: "0:01"),
      eventLine("solved", at: "0:10"),
    ])
    #expect(found.sketch == "[closed]cb[assigned]h[solved]")
  }

  @Test func `a conversation of events alone is ordered by time`() throws {
    let found = try conversation([
      eventLine("closed", at: "0:09"), eventLine("assigned", at: "0:01"),
    ])
    #expect(found.sketch == "[assigned][closed]")
    #expect(try conversation([headLine("\"topic\":\"x\"")]).timeline.isEmpty)
  }

  @Test func `implausible times count as missing and are counted`() throws {
    let found = try conversation([
      messageLine("bot", "one two", at: "0:30"), messageLine("customer", "one", at: "0:10"),
      "{\"conversation_id\":\"c\",\"role\":\"bot\",\"text\":\"x y z\",\"timestamp\":\"1999-12-31T23:59:59.999Z\"}",
      messageLine("human", "one two three four", at: "1:01"),
    ])
    #expect(found.implausibleTimestamps == 1)
    #expect(found.timeline.map(\.time.isKnown) == [true, true, false, true])
    // Not every message has a time, so they stay as they came.
    #expect(found.wordCounts == [2, 1, 3, 4])
    let edge = try conversation([
      "{\"conversation_id\":\"c\",\"role\":\"bot\",\"text\":\"x\",\"timestamp\":\"2000-01-01T00:00:00Z\"}",
      messageLine("bot", at: "1:00"),
    ])
    #expect(edge.implausibleTimestamps == 0)
  }

  @Test func `times after the end of observation count as missing, and the order stays`() throws {
    var found = try conversation([
      messageLine("human", "one two three", at: "1:01"), messageLine("bot", "one two", at: "0:30"),
      messageLine("customer", "one", at: "0:10"), messageLine("human", "a b c d", at: "1:00"),
    ])
    let whole = found
    found.dropTimes(after: clock("1:00"))
    #expect(found.timeline.map(\.time.isKnown) == [true, true, true, false])
    #expect(found.wordCounts == [1, 2, 4, 3])
    #expect(found.implausibleTimestamps == 1)
    // What was taken apart is the copy's.
    #expect(whole.timeline.map(\.time.isKnown) == [true, true, true, true])
    found.dropTimes(after: clock("1:00"))
    #expect(found.implausibleTimestamps == 1)
  }

  @Test func `dates of a conversation that no chat can have count as missing and are counted`()
    throws
  {
    var found = try conversation([
      headLine(
        """
        "created_at":1,"updated_at":"2025-03-03T10:00:00Z","closed_at":"2030-01-01T00:00:00Z",\
        "csat":{"score":4,"min":1,"max":5,"timestamp":"1999-01-01T00:00:00Z"}
        """
      ), messageLine("bot", at: "0:01"),
    ])
    #expect(!found.created.isKnown && found.updated.isKnown && found.closed.isKnown)
    #expect(found.rating?.score == 4 && found.rating?.time.isKnown == false)
    #expect(found.implausibleTimestamps == 2)
    found.dropTimes(after: clock("1:00"))
    #expect(!found.closed.isKnown && found.implausibleTimestamps == 3)
  }

  @Test func `an empty text is as good as none`() throws {
    func line(_ role: String, _ fields: String) -> String {
      "{\"conversation_id\":\"c\",\"role\":\"\(role)\",\"text\":\"x\",\(fields)}"
    }
    let empty =
      "\"message_id\":\"\",\"customer_id\":\"\",\"topic\":\"\",\"channel\":\"\",\"language\":\"\",\"author_id\":\"\""
    let found = try conversation([line("customer", empty), line("bot", empty)])
    #expect(found.timeline.count == 2 && found.duplicateMessages == 0)
    #expect(found.customer == nil && found.topic == nil && found.channel == nil)
    #expect(found.language == nil && found.timeline.allSatisfy { $0.author == 0 })
    // What a later line says is not lost behind it.
    let later = try conversation([
      line("customer", empty), line("bot", "\"customer_id\":\"k\",\"topic\":\"billing\""),
    ])
    #expect(later.customer == "k" && later.topic == "billing")
  }

  @Test func `the span of times leaves implausible ones out`() throws {
    let intake = try LogIntake()
    for (number, line) in [
      messageLine("bot", at: "0:30"), eventLine("closed", at: "1:30"),
      "{\"conversation_id\":\"c\",\"role\":\"bot\",\"text\":\"x\",\"timestamp\":5}",
      messageLine("bot"),
      messageLine("human", at: "0:40", more: "\"visibility\":\"private\""),
    ].enumerated() {
      intake.take(line, number: number)
    }
    let log = intake.logs[0]
    #expect(log.earliest == clock("0:30") && log.latest == clock("1:30"))
    // One public message in time; the note and the event are not counted.
    #expect(log.hourCounts().values.reduce(0, +) == 1)
    #expect(log.messagesByRole[Int(Role.bot.rawValue)] == 3 && log.privateNotes == 1)
  }

  @Test func `times without an offset are counted`() throws {
    let found = try conversation([
      "{\"conversation_id\":\"c\",\"role\":\"bot\",\"text\":\"x\",\"timestamp\":\"2025-03-03 10:00:00\"}",
      messageLine("bot", at: "0:01"),
    ])
    #expect(found.naiveTimestamps == 1)
  }

  @Test func `the first message of an id counts, in input order`() throws {
    let found = try conversation([
      messageLine("bot", "one", at: "0:05", id: "m"),
      messageLine("bot", "one two", at: "0:01", id: "m"),
      messageLine("bot", "one two three", at: "0:06", id: "n"),
      messageLine("bot", "x y z w", at: "0:07"),
      messageLine("bot", "x y z w", at: "0:08"),
      messageLine("human", "a b c d e", at: "0:09", id: "m"),
    ])
    #expect(found.wordCounts == [1, 3, 4, 4] && found.duplicateMessages == 2)
  }

  @Test func `in a long conversation too`() throws {
    let lines = (0..<100).map { number in
      messageLine(
        "bot",
        String(repeating: "w ", count: number / 2 + 1),
        at: "0:\(number % 60)",
        id: "m\(number / 2)"
      )
    }
    let found = try conversation(lines)
    #expect(found.duplicateMessages == 50 && found.timeline.count == 50)
    #expect(found.wordCounts.sorted() == Array(1...50))
  }

  @Test func `an event that names a message is no duplicate of it`() throws {
    let found = try conversation([
      messageLine("bot", at: "0:01", id: "m"),
      eventLine("fallback", at: "0:02", more: "\"message_id\":\"m\""),
    ])
    #expect(found.sketch == "b[fallback]" && found.duplicateMessages == 0)
  }
}
