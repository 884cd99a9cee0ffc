import Conversations
import Facts
import Records
import Testing

struct RowsWriterTests {
  private func entry(_ role: Role, words: UInt16, hash: UInt64) -> TimelineEntry {
    TimelineEntry(
      time: Instant(milliseconds: 1_772_445_600_000),
      role: role,
      shape: 0,
      words: words,
      maskedHash: hash,
      author: 0xABCD
    )
  }

  private var conversation: Conversation {
    Conversation(
      format: .onparMessages,
      id: "1002",
      customer: "cust-311",
      topic: "refund",
      source: SourceReference(input: 1, line: 12),
      timeline: [
        entry(.customer, words: 2, hash: 0x1111), entry(.bot, words: 1, hash: 0x2222),
        entry(.customer, words: 3, hash: 0x3333), entry(.unknown, words: 9, hash: 0x4444),
        entry(.human, words: 9, hash: 0x5555),
      ]
    )
  }

  private func row(_ keys: FactRowKeys = .plain) throws -> JSONValue {
    try JSONValue.parse(factsFile([conversation], keys))
  }

  private func wording(_ row: JSONValue, _ field: Int) -> [String?] {
    row["conversations"]?.array?.first?["timeline"]?.array?.map { $0.array?[field].string } ?? []
  }

  @Test func `a row says who, when and how it went`() throws {
    let row = try row()
    #expect(row["schema"]?.string == "onpar-facts/3")
    #expect(row["contact_id"]?.string == "1002")
    #expect(row["format"]?.string == "onpar-jsonl-messages")
    #expect(row["conversation_ids"]?.array == [.string("1002")])
    #expect(row["customer"]?.string == "cust-311")
    #expect(row["contact_start"]?.string == "2026-03-02T10:00:00.000Z")
    #expect(row["entry"]?.string == "bot_first")
    #expect(row["handled_by"]?.string == "bot_to_human")
    #expect(row["outcome"]?.string == "silent_after_answer")
    #expect(row["topic"] == .null)
    #expect(row["engaged"]?.bool == true)
    #expect(row["left_out"] == .null)
    #expect(row["source"]?["file"]?.string == "april/b.jsonl")
    #expect(row["source"]?["line"]?.integer == 12)
  }

  @Test func `every metric is there, with its evidence or the reason why not`() throws {
    let row = try row()
    for (index, id) in (RateMetric.all.map(\.id)).enumerated() {
      let metric = row["metrics"]?[id]
      switch index % 3 {
      case 0:
        #expect(metric?["value"]?.bool == true)
        #expect(metric?["evidence"]?.string == "explicit")
      case 1: #expect(metric?["value"]?.bool == false)
      default:
        #expect(metric?["value"] == nil)
        #expect(metric?["null"]?.string == "unknown_customer")
      }
    }
    for (index, id) in (ValueMetric.all.map(\.id)).enumerated() {
      let metric = row["metrics"]?[id]
      switch index % 3 {
      case 0: #expect(metric?["value"]?.double == 12.5)
      case 1:
        #expect(metric?["null"]?.string == "open_censored")
        #expect(metric?["censored_at"]?.double == 60)
      default: #expect(metric?["null"]?.string == "missing_timestamp")
      }
    }
  }

  @Test func `hashes are written for replies and for what a customer may say again`() throws {
    let row = try row()
    #expect(wording(row, 6) == ["0", "2222", "3333", "0", "5555"])
    #expect(wording(row, 7) == ["0", "abcd", "0", "0", "abcd"])
  }

  @Test func `a key reaches every name and hash`() throws {
    let keys = FactRowKeys(customer: { _ in "P1" }, author: { $0 + 1 }, wording: { $0 + 1 })
    let row = try row(keys)
    #expect(wording(row, 6) == ["0", "2223", "3334", "0", "5556"])
    #expect(wording(row, 7) == ["0", "abce", "0", "0", "abce"])
    let text = String(decoding: factsFile([conversation], keys), as: UTF8.self)
    #expect(!text.contains("cust-311"))
    #expect(text.contains("\"P1\""))
  }

  @Test func `a key that gives zero does not make a message wordless`() throws {
    let keys = FactRowKeys(customer: { $0 }, author: { _ in 0 }, wording: { _ in 0 })
    #expect(wording(try row(keys), 6) == ["0", "1", "1", "0", "1"])
  }

  @Test func `rows can be written in pieces`() {
    var chance = RowChance(seed: 4)
    let conversations = deduplicate(inventedConversations(20, &chance)).kept
    let contacts = assembleContacts(conversations, rules: ContactRules()).contacts
    let writer = FactRowWriter(
      contacts: contacts,
      conversations: conversations,
      table: plainTable(contacts, conversations),
      inputs: rowInputs
    )
    let middle = writer.count / 2
    #expect(
      writer.lines(0..<middle) + writer.lines(middle..<writer.count)
        == writer.lines(0..<writer.count)
    )
    #expect(
      writer.csv(0..<middle) + writer.csv(middle..<writer.count) == writer.csv(0..<writer.count)
    )
  }

  @Test func `the table has a column for each metric and one for its null`() throws {
    var hostile = conversation
    hostile.id = "=1+1"
    let contacts = assembleContacts([hostile], rules: ContactRules()).contacts
    let writer = FactRowWriter(
      contacts: contacts,
      conversations: [hostile],
      table: plainTable(contacts, [hostile]),
      inputs: rowInputs
    )
    let lines = String(decoding: writer.csv(0..<1), as: UTF8.self)
      .split(separator: "\r\n", omittingEmptySubsequences: true)
      .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    try #require(lines.count == 2)
    #expect(lines[0] == FactRowWriter.csvHeader)
    #expect(lines[1].count == lines[0].count)
    let cells = Dictionary(zip(lines[0], lines[1]), uniquingKeysWith: { first, _ in first })
    #expect(cells["contact_id"] == "'=1+1")
    #expect(cells["source_file"] == "april/b.jsonl")
    let ids = RateMetric.all.map(\.id)
    #expect(cells[ids[0]] == "1" && cells[ids[0] + "_null"] == "")
    #expect(cells[ids[1]] == "0" && cells[ids[1] + "_null"] == "")
    #expect(cells[ids[2]] == "" && cells[ids[2] + "_null"] == "unknown_customer")
    #expect(Set(lines[0]).count == lines[0].count)
  }
}
