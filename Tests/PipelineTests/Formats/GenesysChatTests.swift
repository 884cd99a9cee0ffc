import Diagnostics
import Foundation
import Testing

@testable import Pipeline

/// Quirks of Genesys chat transcripts (FORMATS 5.15).
@Suite struct GenesysChatTests {
  private static func party(
    _ id: String,
    _ type: String,
    _ more: String = "",
    style: String = ""
  )
    -> String
  {
    "<newParty userId='\(id)' timeShift='0'><userInfo userType='\(type)' \(more)/>"
      + (style.isEmpty
        ? ""
        : "<userData><item key='GCTI_Chat_PartyStyle'>\(style)</item></userData>") + "</newParty>"
  }

  private static func message(
    _ id: String,
    _ at: Int,
    _ text: String,
    _ more: String = ""
  )
    -> String
  {
    "<message userId='\(id)' timeShift='\(at)' eventId='\(at)' \(more)><msgText>\(text)</msgText></message>"
  }

  private static func inspect(
    _ body: String,
    encoding: String = "UTF-8"
  ) async throws -> [String: Any] {
    let inputs = try InlineInputs()
    let head = "<?xml version='1.0' encoding='\(encoding)'?>\n"
    try inputs.write(
      "a.xml",
      head + "<chatTranscript startAt='2025-03-03T10:00:00Z' sessionId='S'>" + body
        + "</chatTranscript>"
    )
    return try await inputs.inspect(["a.xml"]).json
  }

  @Test func `notices are never messages`() async throws {
    let json = try await Self.inspect(
      Self.party("b", "AGENT", style: "BOT") + Self.message("b", 1, "Hello")
        + "<notice userId='b' timeShift='1'><noticeText noticeType='USER_CUSTOM'>Hello</noticeText></notice>"
    )
    #expect(json.roles == [0, 1, 0, 0])
  }

  @Test func `an agent without a person whose nick is a bot's is a bot`() async throws {
    let json = try await Self.inspect(
      Self.party("1", "AGENT", "userNick='Nordlicht Bot' personId=''") + Self.message("1", 1, "a")
        + Self.party("2", "AGENT", "userNick='Nordlicht Bot' personId='7'")
        + Self.message("2", 2, "b")
    )
    #expect(json.roles == [0, 1, 1, 0])
  }

  @Test func `a bot that leaves before a human comes hands over`() async throws {
    let bot = Self.party("b", "AGENT", style: "BOT") + Self.message("b", 1, "Hello")
    let leaves = "<partyLeft userId='b' timeShift='2' askerId='b'/>"
    let human = Self.party("h", "AGENT", "personId='7'") + Self.message("h", 3, "Hi")
    let over = try await Self.inspect(bot + leaves + human)
    #expect(over.of("S", "handoff_initiated") == "true")
    #expect(over.of("S", "handed_off") == "true")
    let alone = try await Self.inspect(bot + leaves)
    #expect(alone.of("S", "handoff_initiated") == "false")
  }

  @Test func `a document nested too deep is of its format and over the limit`() async throws {
    let inputs = try InlineInputs()
    try inputs.write("a.xml", "<chatTranscript>" + String(repeating: "<a>", count: 5_000))
    let (json, transcripts) = try await inputs.inspect(["a.xml"])
    #expect(json["format"] as? String == "genesys-chat-xml")
    #expect(transcripts.ledger.counts == [.overLimit: 1])
  }

  @Test func `messages among agents are notes`() async throws {
    let json = try await Self.inspect(
      Self.party("h", "AGENT", "personId='7'") + Self.message("h", 1, "a", "visibility='INT'")
        + Self.message("h", 2, "b", "visibility='VIP'") + Self.message("h", 3, "c")
    )
    #expect(json["notes"] as? Int == 2)
    #expect(json.roles == [0, 0, 1, 0])
  }

  @Test func `attributes may hold line ends, and times and types may be missing`() async throws {
    let json = try await Self.inspect(
      Self.party("c", "CLIENT", "userNick='A&#10;B'")
        + "<message userId='c'><msgText>x</msgText></message>"
        + "<message/><newParty/><partyLeft/>"
    )
    #expect(json.roles == [1, 0, 0, 0])
  }

  @Test
  func `what was typed into the entry form is the system's, and a reopened chat has one customer`()
    async throws
  {
    let json = try await Self.inspect(
      Self.party("form", "EXTERNAL") + Self.message("form", 0, "Topic: refund")
        + Self.party("a", "CLIENT", "userNick='Ana'") + Self.message("a", 1, "hi")
        + "<partyLeft userId='a' timeShift='5' askerId='a'/>"
        + Self.party("a2", "CLIENT", "userNick='Ana'") + Self.message("a2", 90, "me again")
    )
    #expect(json.roles == [2, 0, 0, 1])
  }
}
