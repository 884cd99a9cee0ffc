import TestSupport
import Testing

/// `--lexicon`, as a person uses it.
@Suite struct LexiconFlagTests {
  private static let log = """
    {"conversation_id":"a","role":"customer","text":"bring me the wizard"}
    {"conversation_id":"a","role":"bot","text":"One moment."}
    {"conversation_id":"b","role":"customer","text":"gdzie jest moje zamówienie, proszę"}
    {"conversation_id":"b","role":"bot","text":"Proszę czekać."}

    """
  private static let head =
    "# language: en\n# version: 3\n# source: us\n# licence: ours\n[human_request]\n"

  private func facts(_ lexicon: String?) throws -> Outcome {
    let folder = try Scratch()
    try folder.write("log.jsonl", Self.log)
    var arguments = ["facts", "log.jsonl", "--raw-ids", "-q", "-o", "-"]
    if let lexicon {
      try folder.write("own.lexicon", lexicon)
      arguments += ["--lexicon", "own.lexicon"]
    }
    return try Program.run(arguments, in: folder)
  }

  @Test func `a list of one's own finds what the built-in ones do not, and is named`() throws {
    let without = try facts(nil)
    #expect(without.text.contains(#""human_request_rate":{"value":false"#))
    let with = try facts(Self.head + "the wizard\n")
    #expect(with.status == 0, "\(with.errors)")
    #expect(with.text.contains(#""human_request_rate":{"value":true"#))
    #expect(with.text.contains("en 1.3 + own.lexicon 3"))
  }

  @Test func `a Russian list finds requests in Russian, and others stay null`() throws {
    let folder = try Scratch()
    try folder.write(
      "log.jsonl",
      """
      {"conversation_id":"a","role":"customer","text":"Здравствуйте, что с моим заказом? Позовите оператора"}
      {"conversation_id":"a","role":"bot","text":"Ваш заказ уже в пути."}
      {"conversation_id":"b","role":"customer","text":"πού είναι η παραγγελία μου"}
      {"conversation_id":"b","role":"bot","text":"Σε λίγο."}

      """
    )
    try folder.write(
      "ru.lexicon",
      "# language: ru\n# version: 1\n# source: us\n# licence: ours\n[human_request]\nпозовите оператора\n"
    )
    let outcome = try Program.run(
      ["facts", "log.jsonl", "--raw-ids", "-q", "-o", "-", "--lexicon", "ru.lexicon"],
      in: folder
    )
    #expect(outcome.status == 0, "\(outcome.errors)")
    let rows = outcome.text.split(separator: "\n")
    let russian = try #require(rows.first { $0.contains(#""contact_id":"a""#) })
    #expect(russian.contains(#""human_request_rate":{"value":true,"evidence":"heuristic"}"#))
    #expect(russian.contains(#""stated_failure_rate":{"null":"language_unsupported"}"#))
    let greek = try #require(rows.first { $0.contains(#""contact_id":"b""#) })
    #expect(greek.contains(#""human_request_rate":{"null":"language_unsupported"}"#))
  }

  @Test func `a language without lists is null and its detection is kept`() throws {
    let rows = try facts(nil).text.split(separator: "\n")
    let polish = try #require(rows.first { $0.contains(#""contact_id":"b""#) })
    #expect(polish.contains(#""human_request_rate":{"null":"language_unsupported"}"#))
    #expect(polish.contains(#""detected_language":"pl""#))
  }

  @Test func `a mistake is named by file and line, and nothing is written`() throws {
    let outcome = try facts(Self.head + "the (wizard\n")
    #expect(outcome.status == 64)
    #expect(outcome.errors.contains("own.lexicon:6: error: brackets are not balanced"))
    #expect(outcome.text.isEmpty)
  }

  @Test(arguments: [
    "inspect log.jsonl", "facts log.jsonl --raw-ids -o -", "report log.jsonl --out out",
    "report facts.jsonl --from-facts --out out", "trace handoff_rate facts.jsonl --from-facts",
    "claims facts.jsonl --from-facts --claims claims.yaml",
    "history add facts.jsonl --from-facts --pseudonym-key-file key",
    "plan log.jsonl", "shard log.jsonl --by conversation --buckets 2 --out out",
    "summarize log.jsonl --raw-ids -o out",
  ])
  func `a file that is not there or not sound is told by every command`(_ line: String) throws {
    let folder = try Scratch()
    try folder.write("log.jsonl", Self.log)
    try folder.write("key", "0123456789abcdef")
    try folder.write(
      "claims.yaml",
      try Scratch.bytes(Repository.root + "/SampleData/claims.yaml")
    )
    let facts = try Program.run(
      ["facts", "log.jsonl", "--pseudonym-key-file", "key", "-q", "-o", "facts.jsonl"],
      in: folder
    )
    try #require(facts.status == 0, "\(facts.errors)")
    try folder.write("bad.lexicon", Self.head + "the (wizard\n")
    let before = try folder.names()
    for (name, status, words) in [
      ("absent", Int32(66), "the phrase lists absent cannot be read"),
      ("bad.lexicon", 64, "bad.lexicon:6: error: brackets are not balanced"),
    ] {
      let arguments = line.split(separator: " ").map(String.init) + ["--lexicon", name]
      let outcome = try Program.run(arguments, in: folder)
      #expect(outcome.status == status, "\(arguments)")
      #expect(outcome.errors.contains(words), "\(outcome.errors)")
      #expect(outcome.text.isEmpty)
      #expect(try folder.names() == before)
    }
  }
}
