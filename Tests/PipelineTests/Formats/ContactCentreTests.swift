import Conversations
import Foundation
import Pipeline
import Records
import Testing

/// Quirks of FORMATS 5.4, 5.7, 5.8 and 6.6.
@Suite struct ContactCentreTests {
  @Test func `of a raw and a redacted copy the redacted one counts`() async throws {
    func copy(_ output: String, _ words: String, roles: Bool) -> String {
      """
      {"JobStatus": "COMPLETED", "Channel": "CHAT", "ContentMetadata": {"Output": "\(output)"}, \
      "CustomerMetadata": {"ContactId": "c"}, "Participants": [{"ParticipantId": "p"\
      \(roles ? ", \"ParticipantRole\": \"AGENT\"" : "")}], "Transcript": [{"Id": "\(output)", \
      "ParticipantId": "p", "Type": "MESSAGE", "ContentType": "text/plain", "Content": "\(words)", \
      "AbsoluteTime": "2025-03-03T10:00:00.000Z"}\(roles ? "" : ", {\"Id\": \"2\", \"ParticipantId\": \"p\", \"Content\": \"[PII]\", \"AbsoluteTime\": \"2025-03-03T10:00:01Z\"}")]}
      """
    }
    let raw = copy("Raw", "I am Maren", roles: true)
    let redacted = copy("Redacted", "I am [PII]", roles: false)
    for (first, second) in [(raw, redacted), (redacted, raw)] {
      let found = try await InlineExport.read(["a.json": first, "b.json": second])
      // Two messages: the redacted copy; their roles are known from the other.
      #expect(found.count(.human, in: "c") == 2)
      #expect(found.inspection.duplicateConversations == 1)
    }
    let voice = raw.replacing("CHAT", with: "VOICE")
    #expect(try await InlineExport.read(["v.json": voice]).rows.isEmpty)
  }

  private func person(_ purpose: String, _ id: String, _ segments: String) -> String {
    #"{"purpose": "\#(purpose)", "participantId": "\#(id)", "sessions": [{"sessionId": "s-\#(id)", "segments": [\#(segments)]}]}"#
  }

  private func segment(_ start: Int, _ end: Int, _ type: String, _ reason: String) -> String {
    #"{"segmentStart": "2025-03-03T10:0\#(start):00Z", "segmentEnd": "2025-03-03T10:0\#(end):00Z", "segmentType": "\#(type)", "disconnectType": "\#(reason)"}"#
  }

  @Test func `a recording may be newest first, and its details tell the hand-off`() async throws {
    let recording = """
      {"conversationId": "g", "media": "message", "messagingTranscript": [
      {"id": "3", "timestamp": "2025-03-03T10:03:00Z", "participantId": "a", "messageText": "person"},
      {"id": "2", "timestamp": "2025-03-03T10:01:00Z", "purpose": "botflow", "messageText": "bot"},
      {"id": "1", "timestamp": "2025-03-03T10:00:00Z", "purpose": "customer", "messageText": "hi"},
      {"id": "0", "timestamp": "2025-03-03T10:00:00Z", "purpose": "workflow", "messageText": "wait"}]}
      """
    let participants = [
      person("customer", "c", segment(0, 5, "interact", "peer")),
      person("botflow", "b", segment(0, 2, "system", "transfer")),
      person("acd", "q", segment(2, 3, "interact", "transfer")),
      person("agent", "a", segment(3, 5, "interact", "transfer")),
    ]
    let details = """
      {"conversations": [{"conversationId": "g", "conversationEnd": "2025-03-03T10:05:00Z", \
      "originatingDirection": "inbound", "participants": [\(participants.joined(separator: ","))], \
      "surveys": [{"oSurveyTotalScore": 80}]}], "totalHits": 1}
      """
    let found = try await InlineExport.read(["d.json": details, "r.json": recording])
    let timeline = try #require(found.conversations["g"]?.timeline)
    #expect(timeline.filter { !$0.isEvent }.map(\.role) == [.system, .customer, .bot, .human])
    let handoff = try #require(timeline.first { $0.is(.handoffInitiated) })
    #expect(handoff.time.iso8601 == "2025-03-03T10:02:00.000Z")
    #expect(found.count(.agentJoined, in: "g") == 1)
    #expect(found.count(.transferred, in: "g") == 1)
    #expect(found.count(.customerLeft, in: "g") == 1)
    #expect(found.conversations["g"]?.rating?.score == 80)
    #expect(found.conversations["g"]?.rating?.max == 100)
    let alone = try await InlineExport.read(["r.json": recording])
    #expect(alone.rows["g"]?.handoffInitiated == nil)
  }

  @Test func `chat entries of other types are no messages, and analytics know two sides`()
    async throws
  {
    let chat = """
      {"conversationId": "g", "media": "chat", "transcript": [
      {"id": "1", "utc": "2025-03-03T10:00:00Z", "type": "message", "participantPurpose": "customer", "body": "hi"},
      {"id": "2", "utc": "2025-03-03T10:00:01Z", "type": "typing", "participantPurpose": "agent", "body": "…"},
      {"id": "3", "utc": "2025-03-03T10:00:02Z", "type": "system", "participantPurpose": "agent", "body": "joined"},
      {"id": "4", "utc": "2025-03-03T10:00:03Z", "type": "typing-indicator", "participantPurpose": "agent", "body": "…"},
      {"id": "5", "utc": "2025-03-03T10:00:04Z", "type": "member-join", "participantPurpose": "agent", "body": "Ada"},
      {"id": "6", "utc": "2025-03-03T10:00:05Z", "type": "standard", "participantPurpose": "agent", "body": "yes"},
      {"id": "7", "utc": "2025-03-03T10:00:06Z", "type": "Rich-Text", "participantPurpose": "user", "body": "?"}]}
      """
    let analytics = """
      {"conversationId": "h", "transcripts": [{"phrases": [
      {"text": "hi", "participantPurpose": "external", "startTimeMs": 1740996000000},
      {"text": "hello", "participantPurpose": "internal", "startTimeMs": 1740996001000}]}]}
      """
    let found = try await InlineExport.read(["a.json": chat, "b.json": analytics])
    // A type that nobody knows holds words all the same.
    #expect(found.rows["g"]?.messages == [1, 0, 2, 0, 0])
    #expect(found.rows["h"]?.messages == [1, 0, 1, 0, 0])
  }

  @Test func `LivePerson's words for nothing are nothing, and numbers count before texts`()
    async throws
  {
    func message(_ seq: Int, _ by: String, _ who: String, dialog: String = "main") -> String {
      """
      {"seq": \(seq), "sentBy": "\(by)", "participantId": "\(who)", "dialogId": "\(dialog)", \
      "messageId": "m\(seq)\(dialog)", "type": "TEXT_PLAIN", "timeL": \(1_740_996_000_000 + seq), \
      "time": "2016-01-01 00:00:00.000+0000", "messageData": {"msg": {"text": "t"}}}
      """
    }
    func transfer(_ source: String, _ target: String, _ reason: String) -> String {
      #"{"timeL": 1740996000005, "sourceAgentId": "\#(source)", "assignedAgentId": "\#(target)", "reason": "\#(reason)"}"#
    }
    let messages = [
      message(0, "Consumer", "u"), message(2, "Agent", "7"), message(9, "Agent", "8"),
      message(4, "Controller", "0"), message(11, "Agent", "9"),
      message(12, "Consumer", "u", dialog: "survey"),
    ]
    let transfers = [
      transfer("7", "null", "Skill"), transfer("8", "null", "back2Q"), transfer("8", "8", "Agent"),
    ]
    let record = """
      {"conversationHistoryRecords": [{"info": {"conversationId": "l", "startTimeL": 1740996000000, \
      "endTimeL": -1, "endTime": "undefined", "mcs": 3, "csatRate": 4, "latestSkillName": "Unassigned"}, \
      "messageRecords": [\(messages.joined(separator: ","))], "transfers": \
      [\(transfers.joined(separator: ","))], "agentParticipants": [{"agentId": "7", "userTypeName": \
      "Bot"}, {"agentId": "8", "userTypeName": "Human"}, {"agentId": "9", "userTypeName": "System"}], \
      "consumerParticipant": [{"participantId": "u"}], "dialogs": [{"dialogId": "survey", \
      "dialogType": "POST_SURVEY"}], "interactions": [{"assignedAgentId": "7", "interactionTimeL": \
      1740996000001}, {"assignedAgentId": "8", "interactionTimeL": 1740996000009}]}]}
      """
    let found = try await InlineExport.read(["a.json": record])
    #expect(found.rows["l"]?.messages == [1, 1, 1, 2, 0])
    #expect(found.rows["l"]?.last.iso8601 == "2025-03-03T10:00:00.011Z")
    #expect(found.count(.handoffInitiated, in: "l") == 1)
    #expect(found.count(.queueEnter, in: "l") == 2)
    #expect(found.count(.transferred, in: "l") == 1)
    #expect(found.count(.agentJoined, in: "l") == 1)
    #expect(found.conversations["l"]?.customer == "u")
    #expect(found.conversations["l"]?.topic == nil)
    #expect(found.conversations["l"]?.rating?.score == 4)
  }

  @Test func `LivePerson's chat is ordered by line, and HTML becomes text`() async throws {
    let record = """
      {"interactionHistoryRecords": [{"info": {"engagementId": "e"}, "transcript": {"lines": [
      {"lineSeq": "10", "timeL": 1740996002000, "source": "agent", "by": "Help Bot", "text": "<b>ten</b>", "textType": "html"},
      {"lineSeq": "9", "timeL": 1740996002000, "source": "visitor", "by": "You", "text": "a < b", "textType": "plain"},
      {"lineSeq": "11", "timeL": 1740996003000, "source": "agent", "by": "Maren", "text": "hi", "textType": "plain"},
      {"lineSeq": "12", "timeL": 1740996003000, "source": "system", "by": "info", "text": "end", "textType": "plain"}]}}]}
      """
    let found = try await InlineExport.read(["a.json": record])
    #expect(found.conversations["e"]?.timeline.map(\.role) == [.customer, .bot, .human, .system])
  }

  private func engagement(_ answers: String) -> String {
    """
    {"interactionHistoryRecords": [{"info": {"engagementId": "e"}, "surveys": {"preChat": [{"displayName": \
    "Rate your mood", "value": "5"}], "postChat": [\(answers)]}, "transcript": {"lines": [{"lineSeq": "1", "timeL": \
    1740996002000, "source": "visitor", "by": "You", "text": "hi"}]}}]}
    """
  }

  @Test func `the survey behind a LivePerson chat holds the rating where it asks for one`()
    async throws
  {
    let visit = #"{"displayName": "How was the visit ?", "value": "It was good"}"#
    let rate =
      #"{"displayName": "How satisfied are you?", "values": ["4"], "timeL": 1740996100000}"#
    let words = #"{"displayName": "Any comments", "value": "slow"}"#
    let found = try await InlineExport.read([
      "a.json": engagement([visit, rate, words].joined(separator: ","))
    ])
    let rating = try #require(found.conversations["e"]?.rating)
    #expect(rating.score == 4)
    #expect(rating.max == 5)
    #expect(rating.hasComment)
    #expect(rating.time.iso8601 == "2025-03-03T10:01:40.000Z")
    // Another scale, and a survey before the chat, are no rating.
    let other = try await InlineExport.read([
      "a.json": engagement(#"{"displayName": "Rate us", "value": "9"}"#)
    ])
    #expect(other.conversations["e"]?.rating == nil)
  }

  @Test func `files of Amazon Connect run together, and a display name tells prompts from a bot`()
    async throws
  {
    func contact(_ id: String, _ initial: String) -> String {
      func item(_ number: Int, _ role: String, _ name: String, _ text: String) -> String {
        """
        {"Id": "\(id)\(number)", "AbsoluteTime": "2025-03-03T10:00:0\(number).000Z", "Type": "MESSAGE", "ContentType": \
        "text/plain", "ParticipantId": "\(role)", "ParticipantRole": "\(role)", "DisplayName": "\(name)", "Content": \
        "\(text)"}
        """
      }
      let items = [
        item(1, "SYSTEM", "SYSTEM_MESSAGE", "welcome"), item(2, "SYSTEM", "", "wait"),
        item(3, "CUSTOMER", "Ana", "hi"), item(4, "SYSTEM", "BOT", "hello"),
        item(5, "CUSTOM_BOT", "x", "more"), item(6, "SUPERVISOR", "Maren", "hello"),
      ]
      return """
        {"ContactId": "\(id)", "InitialContactId": "\(initial)", "InstanceId": "i", "Transcript": \
        [\(items.joined(separator: ","))]}
        """
    }
    let found = try await InlineExport.read([
      "a_2025-03-03T10:00_UTC.json": contact("c1", "c1") + contact("c2", "c1")
    ])
    #expect(found.rows["c1"]?.messages == [1, 2, 1, 2, 0])
    #expect(found.conversations["c1"]?.parent == nil)
    #expect(found.conversations["c2"]?.parent == "c1")
    // A bot under the system's role is one by its display name alone.
    #expect(found.conversations["c1"]?.roleSources.byName == 1)
  }

  @Test func `voice files of Contact Lens are left out and counted`() async throws {
    let voice = """
      {"Channel": "VOICE", "JobStatus": "COMPLETED", "CustomerMetadata": {"ContactId": "v"}, "Transcript": []}
      """
    let inputs = try InlineInputs()
    try inputs.write("a.json", voice)
    let (json, transcripts) = try await inputs.inspect(["a.json"])
    #expect(json["conversations"] as? Int == 0)
    #expect(transcripts.unknownValues.map(\.name) == ["Channel=VOICE"])
  }
}
