import Foundation
import TestSupport
import Testing

/// `onpar mapping` and `--mapping`, as a person uses them.
@Suite struct MappingCommandTests {
  private static let helpline =
    Repository.root + "/Tests/PipelineTests/Samples/mapped-json/helpline.json"
  private static let mapping =
    Repository.root + "/Tests/PipelineTests/Samples/mapped-json/mapping.yaml"

  @Test func `check says what fits and shows three conversations`() throws {
    let folder = try Scratch()
    let outcome = try Program.run(["mapping", "check", Self.mapping, Self.helpline], in: folder)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let heads = outcome.text.split(separator: "\n").filter { $0.hasPrefix("conversation ") }
    #expect(heads.count == 3)
    #expect(heads.first?.hasPrefix("conversation 1001, customer cust-204, channel web") == true)
    #expect(outcome.text.contains("Hi, where is my order 88213?"))
  }

  @Test func `a mapping works with inspect, facts, report and signals`() throws {
    let folder = try Scratch()
    let inspect = try Program.run(
      ["inspect", Self.helpline, "--mapping", Self.mapping],
      in: folder
    )
    #expect(inspect.status == 0, "\(inspect.errors)")
    #expect(inspect.text.contains("helpline"))
    let facts = try Program.run(
      ["facts", Self.helpline, "--mapping", Self.mapping, "--raw-ids", "-o", "facts.jsonl"],
      in: folder
    )
    #expect(facts.status == 0, "\(facts.errors)")
    let report = try Program.run(
      ["report", "facts.jsonl", "--from-facts", "--out", "out"],
      in: folder
    )
    #expect(report.status == 0, "\(report.errors)")
    #expect(!report.errors.contains("error"))
    let direct = try Program.run(
      ["report", Self.helpline, "--mapping", Self.mapping, "--out", "direct"],
      in: folder
    )
    #expect(direct.status == 0, "\(direct.errors)")
    #expect(try folder.text("direct/report.md").contains("helpline"))
    let signals = try Program.run(
      ["signals", Self.helpline, "--mapping", Self.mapping],
      in: folder
    )
    #expect(signals.status == 0, "\(signals.errors)")
    #expect(signals.text.contains("\"conversation_id\":\"1001\""))
  }

  @Test func `a fault in a mapping is named with its place before anything is read`() throws {
    let folder = try Scratch()
    let text = String(
      decoding: try Data(contentsOf: URL(fileURLWithPath: Self.mapping)),
      as: UTF8.self
    )
    try folder.write("m.yaml", text.replacingOccurrences(of: "record_is:", with: "records_is:"))
    let outcome = try Program.run(["inspect", Self.helpline, "--mapping", "m.yaml"], in: folder)
    #expect(outcome.status == 64)
    #expect(outcome.errors.contains("m.yaml:9:3: error: the key \"records_is\" is not known"))
    #expect(outcome.errors.contains("did you mean \"record_is\"?"))
  }

  @Test func `a draft of an unknown export is a mapping that fits`() throws {
    let folder = try Scratch()
    try folder.write(
      "export.json",
      """
      {"talks": [
       {"talkId": "t1", "clientId": "c1", "entries": [
        {"id": 1, "time": "2025-03-03T10:00:00Z", "sender": "customer", "body": "Where is my order?"},
        {"id": 2, "time": "2025-03-03T10:00:05Z", "sender": "bot", "body": "It is on its way to you."},
        {"id": 3, "time": "2025-03-03T10:01:00Z", "sender": "zx", "body": "I have looked into it."}]},
       {"talkId": "t2", "clientId": "c2", "entries": [
        {"id": 1, "time": "2025-03-03T11:00:00Z", "sender": "customer", "body": "Hello there"}]}]}
      """
    )
    let draft = try Program.run(["mapping", "new", "export.json"], in: folder)
    #expect(draft.status == 0, "\(draft.errors)")
    #expect(draft.text.contains("$.talks[*]"))
    #expect(draft.text.contains("each: \"$.entries[*]\""))
    // What it does not know it asks, and never fills in.
    #expect(draft.errors.contains("$.sender is zx in 1 messages: who is that?"))
    #expect(draft.errors.contains("conversation t1, customer c1"))
    try folder.write("m.yaml", draft.text)
    let check = try Program.run(["mapping", "check", "m.yaml", "export.json"], in: folder)
    #expect(check.status == 0, "\(check.text) \(check.errors)")
    #expect(check.text.contains("customer 2, bot 1, system 1"))
  }

  @Test(arguments: [
    "ticketRef", "zz",
  ])
  func `an id that is not called so is guessed, and said to be a guess`(key: String) throws {
    let folder = try Scratch()
    func talk(_ id: String) -> String {
      """
      {"kind": "web", "\(key)": "\(id)", "posts": [{"at": 1746000000, "who": "kunde", "words": "Wo ist es?"},
       {"at": 1746000030, "who": "robo", "words": "Unterwegs zu Ihnen."}]}
      """
    }
    try folder.write("export.json", "[\(talk("A-1")), \(talk("A-2")), \(talk("A-3"))]")
    let draft = try Program.run(["mapping", "new", "export.json"], in: folder)
    #expect(draft.status == 0, "\(draft.errors)")
    #expect(draft.text.contains("conversation_id: \"$.\(key)\"  # ? a guess"), "\(draft.text)")
    #expect(draft.errors.contains("conversation_id is taken to be $.\(key), "), "\(draft.errors)")
    let heads = draft.errors.split(separator: "\n").filter { $0.hasPrefix("conversation ") }
    #expect(
      heads.map { $0.prefix(16) } == ["conversation A-1", "conversation A-2", "conversation A-3"]
    )
    try folder.write("m.yaml", draft.text)
    let check = try Program.run(["mapping", "check", "m.yaml", "export.json"], in: folder)
    #expect(check.text.contains("customer 3, system 3"), "\(check.text)")
  }

  @Test func `a table with German headings gets a draft, and inspect names its columns`()
    throws
  {
    let folder = try Scratch()
    try folder.write(
      "desk.csv",
      """
      \u{FEFF}Ticket-ID;Zeitpunkt;Absender;Nachricht
      1;03.03.2025 10:00:00;Kunde;"Wo ist mein Paket; es ist
      schon Montag?"
      1;03.03.2025 10:00:05;Assistent;Es ist unterwegs.
      1;03.03.2025 10:01:00;Mitarbeiter;Ich sehe nach.
      2;03.03.2025 11:00:00;Kunde;Hallo
      """
    )
    let unknown = try Program.run(["inspect", "desk.csv"], in: folder)
    #expect(unknown.status == 65)
    #expect(unknown.errors.contains(#"rows with the columns "Ticket-ID", "Zeitpunkt", "Absender""#))
    let draft = try Program.run(["mapping", "new", "desk.csv"], in: folder)
    #expect(draft.status == 0, "\(draft.errors)")
    try folder.write("m.yaml", draft.text)
    let check = try Program.run(["mapping", "check", "m.yaml", "desk.csv"], in: folder)
    #expect(check.status == 0, "\(check.text) \(check.errors)")
    #expect(check.text.contains("customer 2, bot 1, human 1"))
    #expect(check.text.contains("2025-03-03T10:00:05.000Z"))
  }

  @Test func `what names the conversation of each message is not taken for the message's own id`()
    throws
  {
    let folder = try Scratch()
    let rows = """
      id,from,body,date
      T-100,customer,My order never came,2026-03-01 10:00
      T-100,agent,I am sorry. Sent again.,2026-03-01 10:05
      T-101,customer,Cancel please,2026-03-01 11:00
      T-101,bot,Cancelled.,2026-03-01 11:01
      """
    try folder.write("e.csv", rows + "\n")
    let draft = try Program.run(["mapping", "new", "e.csv"], in: folder)
    #expect(draft.status == 0, "\(draft.errors)")
    #expect(draft.text.contains("conversation_id: \"$.id\""), "\(draft.text)")
    try folder.write("e.yaml", draft.text)
    let seen = try Program.run(["inspect", "e.csv", "--mapping", "e.yaml"], in: folder)
    #expect(seen.text.contains("customer 2, bot 1, human 1"), "\(seen.text)")
    #expect(seen.text.contains("0 conversations, 0 messages"), "\(seen.text)")
    let piped = try Program.run(["mapping", "new", "-"], input: Array(rows.utf8), in: folder)
    #expect(piped.text.dropFirst(20).contains("conversation_id: \"$.id\""))
    #expect(piped.errors.contains("standard input is read once"), "\(piped.errors)")
  }

  @Test func `what holds no messages gets no draft`() throws {
    let folder = try Scratch()
    try folder.write("a.json", "{\"a\": [{\"b\": 1}, {\"b\": 2}]}")
    let outcome = try Program.run(["mapping", "new", "a.json"], in: folder)
    #expect(outcome.status == 65)
    #expect(outcome.errors.contains("no list of messages was found"))
  }
}
