import Foundation
import Testing

/// M30: words of the bot's own menu are a button.
@Suite struct MenuChoiceTests {
  private struct Row: Decodable {
    struct Metric: Decodable {
      var value: Bool?
      var evidence: String?
    }
    struct Metrics: Decodable { var human_request_rate: Metric }
    var contact_id: String
    var metrics: Metrics
  }

  private static let menu =
    "Please choose an option: 1. Track my order 2. Talk to a human 3. Opening hours"

  /// A chat of lines: role, kind and text.
  private func chat(_ id: String, _ lines: [(role: String, kind: String?, text: String)]) -> String
  {
    lines.enumerated().map { place, line in
      let kind = line.kind.map { ",\"kind\":\"\($0)\"" } ?? ""
      return
        "{\"schema\":\"onpar/1\",\"type\":\"message\",\"conversation_id\":\"\(id)\",\"language\":\"en\","
        + "\"role\":\"\(line.role)\",\"timestamp\":\"2026-03-02T10:00:0\(place)Z\"\(kind),\"text\":\"\(line.text)\"}\n"
    }.joined()
  }

  @Test(arguments: [[], ["--metrics", "core"]])
  func `a request in the words of the menu is a press, any other is typed`(_ flags: [String]) throws
  {
    let folder = try Scratch()
    let ask = ("customer", nil as String?, "My parcel is late")
    let offer = ("bot", "menu" as String?, Self.menu)
    try folder.write(
      "chats.jsonl",
      chat("pressed", [ask, offer, ("customer", nil, "talk to a HUMAN!")])
        + chat("typed", [ask, offer, ("customer", nil, "No, let me talk to a human please")])
        + chat("before", [ask, ("customer", nil, "Talk to a human"), offer])
        + chat("no-menu", [ask, ("bot", "text", Self.menu), ("customer", nil, "Talk to a human")])
        + chat("other", [ask, offer, ("customer", nil, "Track my order")])
    )
    let outcome = try Program.run(
      ["facts", "chats.jsonl", "--raw-ids", "-o", "-", "--as-of", "2026-03-20"] + flags,
      in: folder
    )
    #expect(outcome.status == 0, "\(outcome.errors)")
    var found: [String: String?] = [:]
    for line in Sample.lines(outcome.output) {
      guard let row = try? JSONDecoder().decode(Row.self, from: Data(line)) else { continue }
      let metric = row.metrics.human_request_rate
      let id = row.contact_id.prefix { $0 != "#" }
      found[String(id)] = metric.value == true ? metric.evidence : .some(nil)
    }
    #expect(
      found == [
        "pressed": "explicit", "typed": "heuristic", "before": "heuristic",
        "no-menu": "heuristic", "other": nil,
      ]
    )
  }
}
