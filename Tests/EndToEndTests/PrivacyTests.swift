import Foundation
import Testing

/// No word of a chat and no customer's id leaves the program by any file.
@Suite struct PrivacyTests {
  /// Words and ids that occur nowhere else, in every place that a chat has for them.
  private static let words = ["zanzibarquux", "mirabellenfoo", "plinthwobble", "kestrelgrub"]
  private static let customer = "cust-needle-4711"

  private static let chats = (0..<30).map { number in
    """
    {"type":"conversation","conversation_id":"p\(number)","customer_id":"\(customer)-\(number % 9)",\
    "topic":"refund","csat":{"score":2,"min":1,"max":5,"comment":"zanzibarquux comment"}}
    {"conversation_id":"p\(number)","message_id":"p\(number)-1","timestamp":"2026-03-0\(number % 9 + 1)T10:00:00Z",\
    "role":"customer","author_id":"\(customer)-\(number % 9)","text":"please help with zanzibarquux mirabellenfoo"}
    {"conversation_id":"p\(number)","message_id":"p\(number)-2","timestamp":"2026-03-0\(number % 9 + 1)T10:00:05Z",\
    "role":"\(number % 2 == 0 ? "bot" : "human")","author_id":"agent-needle","text":"plinthwobble is the answer"}
    {"conversation_id":"p\(number)","message_id":"p\(number)-3","timestamp":"2026-03-0\(number % 9 + 1)T10:00:09Z",\
    "role":"customer","text":"that fixed it, kestrelgrub"}

    """
  }.joined()

  /// Broken in ways whose messages might quote the record.
  private static let broken = """
    {"conversation_id":"p0","message_id":"x1","timestamp":"2026-03-01T10:00:00Z","role":"customer","text":"zanzibarquux
    {"conversation_id":"p0","message_id":"x2","timestamp":"never","role":"customer","text":"mirabellenfoo"}
    {"conversation_id":"p0","timestamp":"2026-03-01T10:00:00Z","text":"kestrelgrub","customer_id":"\(customer)"}
    {"conversation_id":"p0","role":"customer","customer_id":"\(customer)","text":{"plinthwobble":"zanzibarquux"}}
    "zanzibarquux"

    """

  @Test func `reports hold neither message text nor customer ids`() throws {
    let folder = try Scratch()
    try folder.write("chats.jsonl", Self.chats + Self.broken)
    let outcome = try Program.run(
      ["report", "chats.jsonl", "--out", "out", "--verbose"],
      in: folder
    )
    #expect(outcome.status == 65)
    for name in ReportFiles.names {
      let text = try folder.text("out/" + name)
      expectClean(text, name, ids: true)
    }
    expectClean(outcome.errors, "standard error", ids: true)
  }

  @Test func `facts hold no message text, and ids only when they were asked for`() throws {
    let folder = try Scratch()
    try folder.write("chats.jsonl", Self.chats + Self.broken)
    try folder.write("key", "an entirely invented key of good length")
    for form in ["jsonl", "csv"] {
      let base = ["facts", "chats.jsonl", "--format", form, "-o", "-"]
      let keyed = try Program.run(base + ["--pseudonym-key-file", "key"], in: folder)
      #expect(keyed.status == 65)
      expectClean(keyed.text + keyed.errors, "keyed " + form, ids: true)
      let raw = try Program.run(base + ["--raw-ids"], in: folder)
      expectClean(raw.text + raw.errors, "raw " + form, ids: false)
      #expect(raw.text.contains(Self.customer))
    }
  }

  @Test func `inspect shows no message text and no customer id`() throws {
    let folder = try Scratch()
    try folder.write("chats.jsonl", Self.chats + Self.broken)
    for options in [[], ["--json"]] {
      let outcome = try Program.run(["inspect", "chats.jsonl"] + options, in: folder)
      expectClean(outcome.text + outcome.errors, "inspect", ids: true)
    }
  }

  /// What nobody may read anywhere, in fields that want something else.
  private static let secrets = ["4111 1111", "4111111111111111", "ann.secret@", "quux needle"]

  /// Every field of the native layouts.
  private static let fields = [
    "schema", "type", "conversation_id", "message_id", "timestamp", "role", "text", "author_id",
    "customer_id", "channel", "language", "topic", "visibility", "kind", "seq", "attachments",
    "redacted", "grouped", "event", "actor", "actor_id", "detail", "parent_id", "direction",
    "status", "handled_by", "entry", "created_at", "updated_at", "closed_at", "csat", "resolution",
    "test", "spam", "tags", "labels", "items",
  ]

  /// Names that Onpar prints as they are, so that a string in them is no wrong value.
  private static let names: Set = [
    "conversation_id", "parent_id", "channel", "language", "topic", "tags",
  ]

  private static let wrongStrings = [
    "my card 4111 1111 1111 1111 and mail ann.secret@example.org", "4111111111111111",
    "quux needle, I am ann.secret@example.org",
  ]

  /// Each field of each layout once with every wrong value, each in a record of its own.
  private func planted() -> [String: String] {
    let strings = Self.wrongStrings.map { "\"\($0)\"" }
    let others = [
      "4111111111111111", "[\(strings[0])]", "{\"value\":\(strings[1]),\"score\":\(strings[2])}",
    ]
    var messages: [String] = []
    var conversations: [String] = []
    for (place, field) in Self.fields.enumerated() {
      let isName = Self.names.contains(field)
      // Ids may be numbers and tags lists, and are then printed.
      let isPrinted = ["conversation_id", "parent_id", "tags"].contains(field)
      let values = (isName ? [] : strings) + (isPrinted ? [others[2]] : others)
      for (number, value) in values.enumerated() {
        let id = "w\(place)-\(number)"
        var record = [
          "conversation_id": "\"\(id)\"", "message_id": "\"m\"", "role": "\"customer\"",
          "timestamp": "\"2026-03-01T10:00:00Z\"", "text": "\"hello\"",
        ]
        record[field] = value
        messages.append(object(record))
        record["type"] = "\"event\""
        record["role"] = nil
        record["event"] = "\"closed\""
        if !["type", "role"].contains(field) {
          record[field] = value
          messages.append(object(record))
        }
        let item = object(record)
        conversations.append("{\"conversation_id\":\"\(id)i\",\"items\":[\(item)]}")
        conversations.append(
          object(["conversation_id": "\"\(id)h\"", "items": "[]"].merging([field: value]) { $1 })
        )
      }
    }
    var xml = "<?xml version='1.0'?>\n<onpar version='1'>\n"
    for (place, field) in Self.fields.enumerated() where !Self.names.contains(field) {
      for (number, value) in Self.wrongStrings.enumerated() {
        let id = "conversation_id='x\(place)-\(number)"
        xml += "<conversation \(id)a' \(field)='\(value)'><tag>t</tag></conversation>\n"
        for item in ["message role='bot'", "event event='closed'"] where !item.contains(field + "=")
        {
          xml += "<conversation \(id)\(item.first ?? "b")'><\(item) \(field)='\(value)'>hello"
          xml += "</\(item.prefix { $0 != " " })></conversation>\n"
        }
        xml += "<conversation \(id)c'><csat score='\(value)'/></conversation>\n"
        xml += "<conversation \(id)d'><resolution value='\(value)' by='\(value)'/></conversation>\n"
      }
    }
    return [
      "messages.jsonl": messages.joined(separator: "\n") + "\n",
      "conversations.jsonl": conversations.joined(separator: "\n") + "\n",
      "all.xml": xml + "</onpar>\n",
    ]
  }

  private func object(_ members: [String: String]) -> String {
    "{"
      + members.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\($0.value)" }
      .joined(separator: ",") + "}"
  }

  @Test func `a secret in the wrong field is in no output`() throws {
    let folder = try Scratch()
    try folder.write("key", "an entirely invented key of good length")
    let planted = planted()
    for (name, text) in planted { try folder.write("in/" + name, text) }
    let inputs = planted.keys.sorted().map { "in/" + $0 }
    let runs = [
      ["report"] + inputs + ["--out", "out", "--verbose"],
      ["facts"] + inputs + ["--pseudonym-key-file", "key", "-o", "rows", "--verbose"],
      ["facts"] + inputs + ["--pseudonym-key-file", "key", "-o", "-", "--format", "csv"],
      ["report", "rows", "--from-facts", "--out", "again", "--verbose"],
      ["inspect"] + inputs + ["--verbose"], ["inspect", "--json"] + inputs,
      ["report"] + inputs + ["--out", "shared", "--shareable"],
    ]
    for run in runs {
      let outcome = try Program.run(run, in: folder)
      #expect(outcome.status == 65, "\(run): \(outcome.errors.prefix(500))")
      expectNoSecret(outcome.errors + outcome.text, run.joined(separator: " "))
    }
    for place in ["out", "again", "shared"] where folder.exists(place) {
      for name in try folder.names(place) {
        expectNoSecret(try folder.text(place + "/" + name), place + "/" + name)
      }
    }
    expectNoSecret(try folder.text("rows"), "rows")
    // Something was wrong in all of them, and it was told.
    let quarantine = try folder.text("out/quarantine.jsonl")
    for name in planted.keys { #expect(quarantine.contains(name), "\(name)") }
    for words in ["\\\"type\\\" is ", "a time is ", "\\\"resolution\\\" is ", "\\\"seq\\\" is "] {
      #expect(quarantine.contains(words), "\(words)")
    }
  }

  private func expectNoSecret(_ text: String, _ what: String) {
    for secret in Self.secrets {
      guard let found = text.range(of: secret) else { continue }
      let start = text.index(found.lowerBound, offsetBy: -80, limitedBy: text.startIndex)
      Issue.record("\(text[(start ?? text.startIndex)..<found.upperBound]) in \(what)")
    }
  }

  private func expectClean(_ text: String, _ what: String, ids: Bool) {
    for word in Self.words { #expect(!text.contains(word), "\(word) in \(what)") }
    if ids { #expect(!text.contains(Self.customer), "a customer's id in \(what)") }
  }
}
