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

  private func expectClean(_ text: String, _ what: String, ids: Bool) {
    for word in Self.words { #expect(!text.contains(word), "\(word) in \(what)") }
    if ids { #expect(!text.contains(Self.customer), "a customer's id in \(what)") }
  }
}
