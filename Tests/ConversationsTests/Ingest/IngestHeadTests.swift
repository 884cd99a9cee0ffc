import Records
import Testing

@testable import Conversations

struct IngestHeadTests {
  @Test func `the first value that is not null counts, in input order`() throws {
    let found = try conversation([
      messageLine("bot", more: "\"customer_id\":null,\"topic\":\"t1\""),
      messageLine("bot", more: "\"customer_id\":\"k1\",\"topic\":\"t2\""),
      headLine(
        "\"customer_id\":\"k2\",\"channel\":\"web\",\"language\":\"de\",\"updated_at\":1800000000"
      ),
      messageLine("bot", more: "\"channel\":\"mail\""),
    ])
    #expect(
      [found.customer, found.topic, found.channel, found.language] == ["k1", "t1", "web", "de"]
    )
  }

  @Test
  func `of conversation lines the greatest updated_at wins, field by field, then the later one`()
    throws
  {
    let found = try conversation([
      headLine("\"updated_at\":1741000002,\"parent_id\":\"p2\",\"closed_at\":1741000002"),
      headLine(
        "\"updated_at\":1741000001,\"parent_id\":\"p1\",\"handled_by\":\"bot_only\",\"created_at\":1741000001"
      ),
      headLine("\"parent_id\":\"p0\",\"direction\":\"outbound\",\"entry\":\"bot_first\""),
    ])
    #expect(
      found.parent == "p2" && found.explicitHandledBy == "bot_only"
        && found.explicitEntry == "bot_first"
    )
    #expect(found.direction == .outbound && found.updated.milliseconds == 1_741_000_002_000)
    #expect(
      found.created.milliseconds == 1_741_000_001_000
        && found.closed.milliseconds == 1_741_000_002_000
    )
    let tie = try conversation([headLine("\"parent_id\":\"a\""), headLine("\"parent_id\":\"b\"")])
    #expect(tie.parent == "b")
  }

  @Test func `test and spam marks stay`() throws {
    let found = try conversation([
      headLine("\"test\":true,\"updated_at\":1"),
      headLine("\"test\":false,\"spam\":true,\"updated_at\":2"),
    ])
    #expect(found.isTest && found.isSpam)
  }

  @Test func `a rating of a conversation line stands over one of an event`() throws {
    let asked = eventLine(
      "survey_answered",
      at: "0:09",
      more: "\"detail\":{\"score\":2,\"min\":1,\"max\":5}"
    )
    let alone = try conversation([messageLine("bot"), asked])
    #expect(alone.rating == Rating(score: 2, min: 1, max: 5, time: clock("0:09")))
    for lines in [
      [headLine("\"csat\":{\"score\":4}"), asked], [asked, headLine("\"csat\":{\"score\":4}")],
    ] {
      #expect(try conversation(lines).rating?.score == 4)
    }
    let resolved = try conversation([
      headLine("\"resolution\":{\"value\":\"resolved\",\"by\":\"customer\"}"), messageLine("bot"),
    ])
    #expect(resolved.resolution == Resolution(resolved: true, by: .customer))
  }

  @Test(arguments: [
    #""score":99,"min":1,"max":5"#, #""score":0"#, #""score":-1,"min":0,"max":1"#,
    #""score":3,"min":5,"max":1"#, #""score":3,"min":3,"max":3"#,
    #""score":2000000,"min":0,"max":3000000"#,
  ])
  func `a score that does not stand on its scale is no rating, and is counted`(
    _ rating: String
  )
    throws
  {
    let lines = [headLine("\"csat\":{\(rating)}"), messageLine("bot")]
    #expect(try conversation(lines).rating == nil)
    let intake = try LogIntake()
    for (number, line) in lines.enumerated() { intake.take(line, number: number) }
    #expect(intake.logs[0].ratingsOffScale == 1)
    let other = headLine("\"csat\":{\"score\":5,\"min\":1,\"max\":5}")
    #expect(try conversation([other] + lines).rating?.score == 5)
  }

  @Test func `records of several conversations may be mixed`() throws {
    let lines = (0..<3_000).map { number in
      "{\"conversation_id\":\(number % 1_000),\"role\":\"bot\",\"text\":\"\(String(repeating: "w ", count: number / 1_000 + 1))\",\"customer_id\":\"k\(number % 1_000)\"}"
    }
    let found = try ingest(lines)
    #expect(found.count == 1_000)
    #expect(found.map(\.id) == (0..<1_000).map(String.init))
    #expect(found.allSatisfy { $0.wordCounts == [1, 2, 3] && $0.customer == "k" + $0.id })
  }

  @Test func `a whole conversation is complete in itself`() throws {
    let whole =
      #"{"conversation_id":"c","language":"en","topic":"t","customer_id":"k","updated_at":1741000000,"items":[{"role":"bot","text":"b c","timestamp":1741000009,"message_id":"x"},{"role":"customer","text":"a","timestamp":1741000001},{"role":"bot","text":"again","message_id":"x"},{"type":"event","event":"closed","timestamp":1741000010}]}"#
    let found = try ingest([whole, messageLine("bot", at: "0:01"), whole])
    #expect(found.map(\.format) == [.onparConversations, .onparMessages, .onparConversations])
    #expect(found[0].sketch == "cb[closed]" && found[0].duplicateMessages == 1)
    #expect(
      found[0].topic == "t" && found[0].customer == "k"
        && found[0].updated.milliseconds == 1_741_000_000_000
    )
    #expect(found[0].timeline == found[2].timeline && found[1].timeline.count == 1)
    #expect(found.map(\.position.block) == [0, 1, 2])
  }

  @Test func `ids of one format are told apart by every byte`() throws {
    let ids =
      (0..<2_000).map { "id-\($0)" } + (1...40).map { String(repeating: "a", count: $0) } + [
        "a\\u0000", "a\\u0001",
      ]
    let found = try ingest(
      ids.map { "{\"conversation_id\":\"\($0)\",\"role\":\"bot\",\"text\":\"x\"}" }
    )
    #expect(found.count == ids.count)
  }
}
