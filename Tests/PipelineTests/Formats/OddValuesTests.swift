import Foundation
import Pipeline
import Testing

/// Bytes that are no text and words that are no numbers, in formats other than Onpar's own: they cost no record, and
/// are counted (FORMATS 4.1).
@Suite struct OddValuesTests {
  /// A talk with three ill-formed sequences in its texts, and NaN where a number may stand.
  private static let talk: [UInt8] =
    Array(#"{"messages":[{"role":"user","content":"gr"#.utf8) + [0xFC, 0xDF]
    + Array(#""},{"role":"assistant","content":"ok"#.utf8) + [0xFF]
    + Array(#""}],"cost":NaN}"#.utf8)

  /// The talk with each brace on a line of its own, as for people.
  private static let pretty = talk.flatMap { $0 == 0x7B ? [$0, 0x0A] : [$0] }

  static let containers: [(name: String, bytes: [UInt8], talks: Int)] = [
    ("lines", talk + [0x0A] + talk + [0x0A], 2),
    ("one object", talk, 1),
    ("one object on lines", pretty, 1),
    ("objects in a row", pretty + [0x0A] + pretty + pretty, 3),
    ("an array", [0x5B] + talk + [0x2C] + pretty + [0x5D], 2),
  ]

  @Test(arguments: containers.indices)
  func `bytes that are no UTF-8 and NaN are counted in every container`(number: Int) async throws {
    let container = Self.containers[number]
    let inputs = try InlineInputs()
    try inputs.write("a.json", bytes: container.bytes)
    let (json, transcripts) = try await inputs.inspect(["a.json"])
    #expect(json.roles == [container.talks, container.talks, 0, 0], "\(container.name)")
    #expect(transcripts.replacedSequences == 3 * container.talks, "\(container.name)")
    #expect(transcripts.oddNumbers == container.talks, "\(container.name)")
  }

  @Test func `rows in another encoding than UTF-8 are counted where nobody says which`()
    async throws
  {
    let inputs = try InlineInputs()
    // "Grüße" in Windows-1252.
    let rows =
      Array("case;who;words\n1;in;Gr".utf8) + [0xFC, 0xDF] + Array("e\n1;out;hello\n".utf8)
    try inputs.write("a.csv", bytes: rows)
    func mapping(_ more: String) -> String {
      """
      onpar_mapping: 1
      name: desk
      match: {keys: [case, words]}
      input: {format: csv, record_is: message\(more)}
      conversation: {conversation_id: $.case}
      messages:
        role: [{path: $.who, equals: in, is: customer}, {else: human}]
        text: $.words
      """
    }
    let blind = try await inputs.inspect(["a.csv"], mapping: mapping(""))
    #expect(blind.json.roles == [1, 0, 1, 0])
    #expect(blind.transcripts.replacedSequences == 2)
    let told = try await inputs.inspect(["a.csv"], mapping: mapping(", encoding: windows-1252"))
    #expect(told.json.roles == [1, 0, 1, 0])
    #expect(told.transcripts.replacedSequences == 0)
  }

  @Test
  func `a value that is not known is shown when it is a word, and by its shape when it is not`()
    async throws
  {
    let types = ["chat.dance", "My name is Ana Souza", "+49 170 1234567", "x1y2z3", "a1234", ""]
    let history = types.enumerated().map { number, type in
      #"{"type": "\#(type)", "timestamp": "2025-03-03T10:00:0\#(number)Z", "nick": "visitor:1", "msg": "hi"}"#
    }
    let inputs = try InlineInputs()
    try inputs.write(
      "a.json",
      #"{"id": "z", "visitor": {"id": "1"}, "history": [\#(history.joined(separator: ","))]}"#
    )
    let transcripts = try await inputs.inspect(["a.json"]).transcripts
    #expect(
      transcripts.unknownValues.map(\.name) == [
        #"type="#, #"type="+99 999 9999999""#, #"type="Aa aaaa aa Aaa Aaaaa""#, #"type="a9999""#,
        "type=chat.dance", "type=x1y2z3",
      ]
    )
  }

  @Test func `a rating that does not stand on its scale is counted in every layout`() async throws {
    let inputs = try InlineInputs()
    let rated = #""csat":{"score":99,"min":1,"max":5}"#
    try inputs.write(
      "a.jsonl",
      #"{"type":"conversation","conversation_id":"1",\#(rated)}"# + "\n"
        + #"{"conversation_id":"1","role":"customer","text":"hi"}"# + "\n"
    )
    try inputs.write(
      "b.jsonl",
      #"{"type":"conversation","conversation_id":"2",\#(rated),"items":[{"type":"message","role":"customer","text":"hi"}]}"#
        + "\n"
    )
    try inputs.write(
      "c.xml",
      #"<onpar version="1"><conversation conversation_id="3"><csat score="99" min="1" max="5"/>"#
        + #"<message role="customer">hi</message></conversation></onpar>"#
    )
    let transcripts = try await inputs.inspect(["a.jsonl", "b.jsonl", "c.xml"]).transcripts
    #expect(
      transcripts.unknownValues.map { "\($0.name) \($0.count)" } == [
        "csat.score=not on its scale 3"
      ]
    )
  }

  @Test func `a field's name that is no word is shown by its shape, and like shapes are one`()
    async throws
  {
    let inputs = try InlineInputs()
    let line =
      #"{"conversation_id": "1", "role": "customer", "text": "hi", "ana@example.org": 1, "tom@example.org": 2, "#
      + #""crm.score_2": 3, "\u001b[2J": 4}"#
    try inputs.write("a.jsonl", line + "\n")
    let transcripts = try await inputs.inspect(["a.jsonl"]).transcripts
    let found = transcripts.unknownFields.map { "\($0.name) \($0.count)" }
    #expect(found == [#""\u{1b}[9A" 1"#, #""aaa@aaaaaaa.aaa" 2"#, "crm.score_2 1"])
  }
}
