import Conversations
import Foundation
import Pipeline
import Records
import Testing

/// Quirks of FORMATS 5.14.
@Suite struct RasaTrackerTests {
  private func event(_ sender: String?, _ name: String, _ second: Int, _ rest: String) -> String {
    let sender = sender.map { #""sender_id": "\#($0)", "# } ?? ""
    let rest = rest.isEmpty ? "" : ", " + rest
    return #"{\#(sender)"event": "\#(name)", "timestamp": \#(1_740_996_130 + second).2501\#(rest)}"#
  }

  private func tracker(_ events: [String]) -> [String: String] {
    ["t.json": #"{"sender_id": "s", "events": ["# + events.joined(separator: ", ") + "]}"]
  }

  /// Two senders, the first with two sessions, as the event broker writes them.
  private var log: [String] {
    [
      event("a", "action", 0, #""name": "action_session_start""#),
      event("b", "session_started", 0, ""), event("a", "session_started", 1, ""),
      event("a", "user", 2, #""text": "hi", "input_channel": "rest""#),
      event("b", "user", 3, #""text": "hello""#), event("a", "bot", 4, #""text": "yes?""#),
      event("a", "session_started", 50, ""), event("b", "bot", 51, #""text": "no""#),
      event("a", "user", 52, #""text": "again""#), event("a", "bot", 53, #""text": "ok""#),
    ]
  }

  @Test(arguments: [(1, nil), (1, 64), (3, 128)] as [(Int, Int?)])
  func `sessions are numbered in a log of mixed senders`(_ jobs: Int, _ block: Int?) async throws {
    let found = try await InlineExport.read(
      ["events.jsonl": log.joined(separator: "\n")],
      jobs: jobs,
      blockSize: block
    )
    #expect(found.formats == ["rasa-tracker"])
    #expect(found.rows.keys.sorted() == ["a/1", "a/2", "b/1"])
    #expect(found.count(.customer, in: "a/1") == 1)
    #expect(found.count(.bot, in: "a/1") == 1)
    #expect(found.count(.bot, in: "b/1") == 1)
    #expect(found.conversations["a/2"]?.customer == "a")
    #expect(found.conversations["a/1"]?.channel == "rest")
    #expect(found.rows["a/1"]?.first.iso8601 == "2025-03-03T10:02:12.250Z")
  }

  @Test func `a log in two files goes on with the numbers`() async throws {
    let found = try await InlineExport.read(
      [
        "1.jsonl": log.prefix(6).joined(separator: "\n"),
        "2.jsonl": log.dropFirst(6).joined(separator: "\n"),
      ],
      jobs: 2
    )
    #expect(found.rows.keys.sorted() == ["a/1", "a/2", "b/1"])
  }

  @Test func `commands are no messages, a button's payload is read as its label`() async throws {
    let found = try await InlineExport.read(
      tracker([
        event(nil, "user", 0, #""text": "/session_start""#), event(nil, "session_started", 1, ""),
        event(
          nil,
          "bot",
          2,
          #""text": "which?", "data": {"buttons": [{"title": "My order please", "payload": "/order{\"n\": 1}"}]}"#
        ),
        event(nil, "user", 3, #""text": "/order{\"n\": 1}""#),
        event(nil, "bot", 4, #""text": null, "data": {"custom": {"x": 1}, "image": null}"#),
        event(nil, "user", 5, #""text": "/restart""#),
      ])
    )
    #expect(found.rows.keys.sorted() == ["s/1"])
    #expect(found.count(.customer, in: "s/1") == 1)
    #expect(found.count(.bot, in: "s/1") == 2)
    let customer = found.conversations["s/1"]?.timeline.first { $0.role == .customer }
    #expect(customer?.words == 3)
  }

  @Test func `without bot events an utterance action stands for its words`() async throws {
    let found = try await InlineExport.read(
      tracker([
        event(nil, "action", 3, #""name": "action_listen""#),
        event(nil, "user", 0, #""text": "hi""#),
        event(nil, "action", 1, #""name": "utter_greet""#),
      ])
    )
    #expect(found.count(.bot, in: "s/1") == 1)
    let with = try await InlineExport.read(
      tracker([
        event(nil, "user", 0, #""text": "hi""#),
        event(nil, "action", 1, #""name": "utter_greet""#),
        event(nil, "bot", 2, #""text": "hello""#),
      ])
    )
    #expect(with.count(.bot, in: "s/1") == 1)
  }

  @Test(arguments: ["action_human_handoff", "action_HandOff", "hand_off", "go_live_agent"])
  func `a hand-off is whatever action is called so`(_ name: String) async throws {
    let found = try await InlineExport.read(
      tracker([
        event(nil, "user", 0, #""text": "hi""#), event(nil, "action", 1, #""name": "\#(name)""#),
        event(nil, "agent", 9, #""text": "hello""#),
      ])
    )
    #expect(found.rows["s/1"]?.handoffInitiated == true)
    #expect(found.count(.human, in: "s/1") == 1)
  }

  @Test func `what was undone was still seen`() async throws {
    let found = try await InlineExport.read(
      tracker([
        event(nil, "user", 0, #""text": "hi""#), event(nil, "bot", 1, #""text": "hello""#),
        event(nil, "rewind", 2, ""), event(nil, "undo", 3, ""),
        event(nil, "action", 4, #""name": "action_default_fallback""#),
        event(nil, "session_ended", 5, ""),
      ])
    )
    #expect(found.count(.customer, in: "s/1") == 1)
    #expect(found.count(.bot, in: "s/1") == 1)
    #expect(found.count(.fallback, in: "s/1") == 1)
    #expect(found.count(.closed, in: "s/1") == 1)
  }

  @Test func `the user says which actions hand over`() async throws {
    let events = [
      event(nil, "user", 0, #""text": "hi""#), event(nil, "action", 1, #""name": "call_desk""#),
      event(nil, "action", 2, #""name": "action_human_name""#),
    ]
    let usual = try await InlineExport.read(tracker(events))
    #expect(usual.count(.handoffInitiated, in: "s/1") == 1)
    let given = try await InlineExport.read(tracker(events)) { $0.handoffPattern = "^CALL" }
    let time = given.conversations["s/1"]?.timeline.first { $0.is(.handoffInitiated) }?.time
    #expect(given.count(.handoffInitiated, in: "s/1") == 1)
    #expect(time != usual.conversations["s/1"]?.timeline.first { $0.is(.handoffInitiated) }?.time)
  }
}
