import Conversations
import Diagnostics
import Foundation
import Mappings
import Records
import Testing
import Wording

@testable import Pipeline

/// Mapping files over JSON, JSONL, XML and CSV.
@Suite struct MappingTests {
  private static let rows = """
    onpar_mapping: 1
    name: rows
    input: {format: csv, record_is: message}
    conversation: {conversation_id: $.talk, customer_id: $.customer}
    messages:
      message_id: $.id
      timestamp: {path: $.when, time: "dd.MM.yyyy HH:mm", zone: Europe/Berlin}
      role: {path: $.who, map: {K: customer, B: bot, M: human}, default: system}
      text: $.text
    """

  @Test func `rows of CSV become conversations, whatever their order`() async throws {
    let inputs = try InlineInputs()
    try inputs.write(
      "a.csv",
      "talk;id;when;who;customer;text\r\n"
        + "1;11;03.03.2025 10:15;K;c1;\"Hallo; wo ist\r\nmein Paket?\"\r\n"
        + "2;21;03.03.2025 11:00;K;c2;Hi\r\n1;12;03.03.2025 10:16;B;;Unterwegs\r\n"
    )
    let (json, transcripts) = try await inputs.inspect(["a.csv"], mapping: Self.rows)
    #expect(json["format"] as? String == "rows")
    #expect(json.roles == [2, 1, 0, 0])
    #expect(json.of("1", "first_message_time") == "2025-03-03T09:15:00.000Z")
    #expect(transcripts.ledger.isEmpty)
    #expect(transcripts.mappingRemarks.contains { $0.contains("no message has the role human") })
  }

  @Test func `human work is read in seconds, and what is no length of time is counted`()
    async throws
  {
    let mapping = """
      onpar_mapping: 1
      name: work
      match: {keys: [posts]}
      input: {records: $}
      conversation: {conversation_id: $.id, handle_time: $.aht, after_work: $.acw}
      messages: {each: "$.posts[*]", role: $.who, text: $.text}
      """
    let inputs = try InlineInputs()
    try inputs.write(
      "a.json",
      """
      [{"id": "1", "aht": 90.5, "acw": "12", "posts": [{"who": "human", "text": "Hi"}]},
       {"id": "2", "aht": -1, "acw": "soon", "posts": [{"who": "human", "text": "Hi"}]}]
      """
    )
    let (_, transcripts) = try await inputs.inspect(["a.json"], mapping: mapping)
    let found = transcripts.conversations.sorted { $0.id < $1.id }
    #expect(found.map(\.explicitHandleTime) == [90_500, nil])
    #expect(found.map(\.explicitAfterWork) == [12_000, nil])
    #expect(transcripts.unknownValues.reduce(0) { $0 + $1.count } == 2)
  }

  /// METRICS M49: an explicit score if mapped, negative below the mapped threshold.
  @Test func `scores of messages are read, and in a conversation with scores words have no say`()
    async throws
  {
    let mapping = """
      onpar_mapping: 1
      name: moods
      match: {keys: [posts]}
      input: {records: $}
      conversation: {conversation_id: $.id}
      messages:
        each: "$.posts[*]"
        role: $.who
        text: $.text
        sentiment: {score: [{path: $.word, map: {NEGATIVE: -1, NEUTRAL: 0}}, $.mood], negative_below: -0.5}
      """
    let inputs = try InlineInputs()
    try inputs.write(
      "a.json",
      """
      [{"id": "1", "posts": [{"who": "customer", "text": "Fine", "word": "NEGATIVE"},
        {"who": "bot", "text": "Hi", "mood": -1}, {"who": "customer", "text": "awful, terrible, useless"},
        {"who": "customer", "text": "awful, terrible, useless", "mood": -0.5}]},
       {"id": "2", "posts": [{"who": "customer", "text": "awful, terrible, useless", "mood": "soso"}]}]
      """
    )
    let (_, transcripts) = try await inputs.inspect(["a.json"], mapping: mapping)
    let found = transcripts.conversations.sorted { $0.id < $1.id }.map(\.timeline)
    #expect(found[0].map { $0.flags.contains(.hasScore) } == [true, false, false, true])
    #expect(found[0].map { $0.marks.contains(.negative) } == [true, false, false, false])
    #expect(found[1].map { $0.flags.contains(.hasScore) } == [false])
    #expect(found[1].map { $0.marks.contains(.negative) } == [true])
    #expect(transcripts.unknownValues.reduce(0) { $0 + $1.count } == 1)
  }

  private static func talk(_ changes: [String: String] = [:], _ more: String = "") -> String {
    var parts = [
      "match": "{keys: [posts]}", "timestamp": "$.at", "text": "$.text",
      "role": "[{path: $.who, equals: c, is: customer}, {else: bot}]", "records": "$",
    ]
    parts.merge(changes) { $1 }
    func part(_ key: String) -> String { parts[key] ?? "" }
    return """
      onpar_mapping: 1
      name: talk
      match: \(part("match"))
      input: {records: "\(part("records"))"}
      conversation: {conversation_id: $.id, created_at: $.begin}
      messages:
        each: $.posts[*]
        message_id: $.n
        timestamp: \(part("timestamp"))
        role: \(part("role"))
        text: \(part("text"))
      \(more)
      """
  }

  private static func inspect(
    _ json: String,
    _ mapping: String
  ) async throws -> (json: [String: Any], transcripts: Transcripts) {
    let inputs = try InlineInputs()
    try inputs.write("a.json", json)
    return try await inputs.inspect(["a.json"], mapping: mapping)
  }

  private static let badTime = """
    {"id":"1","posts":[{"who":"c","at":"soon","text":"a"},{"who":"b","at":"2025-03-03T10:00:00Z","text":"b"}]}
    {"id":"2","posts":[{"who":"c","at":"2025-03-03T10:00:00Z","text":"c"}]}
    """

  @Test func `a value that cannot be used costs its message`() async throws {
    let (json, transcripts) = try await Self.inspect(Self.badTime, Self.talk())
    #expect(json.roles == [1, 1, 0, 0])
    #expect(transcripts.ledger.counts == [.badValue: 1])
    #expect(transcripts.ledger.first.first?.position.line == 1)
  }

  @Test func `or its conversation, or the run, as on_error says`() async throws {
    let skip = Self.talk([:], "on_error: skip_conversation")
    #expect(try await Self.inspect(Self.badTime, skip).json["conversations"] as? Int == 1)
    let stop = Self.talk([:], "on_error: stop")
    let transcripts = try await Self.inspect(Self.badTime, stop).transcripts
    #expect(transcripts.ledger.first.first?.kind == .badValue)
  }

  @Test func `offsets count from a time or from the message before`() async throws {
    let text = """
      {"id":"1","begin":"2025-03-03T10:00:00Z","posts":[{"who":"c","at":5,"text":"a"},
       {"who":"b","at":2.5,"text":"b"}]}
      """
    let previous = "{path: $.at, time: offset_s, from: previous}"
    let (one, _) = try await Self.inspect(text, Self.talk(["timestamp": previous]))
    #expect(one.of("1", "last_message_time") == "2025-03-03T10:00:07.500Z")
    let fixed = "{path: $.at, time: offset_s, from: ^.begin}"
    let (two, _) = try await Self.inspect(text, Self.talk(["timestamp": fixed]))
    #expect(two.of("1", "first_message_time") == "2025-03-03T10:00:02.500Z")
    #expect(two.of("1", "last_message_time") == "2025-03-03T10:00:05.000Z")
  }

  @Test func `of messages with one id the last counts where it is said so`() async throws {
    let text = """
      {"id":"1","posts":[{"n":1,"who":"c","at":"2025-03-03T10:00:00Z","text":"a"},
       {"n":1,"who":"b","at":"2025-03-03T10:01:00Z","text":"b"}]}
      """
    let (first, _) = try await Self.inspect(text, Self.talk())
    #expect(first.roles == [1, 0, 0, 0])
    let keep = Self.talk([:], "dedupe: {messages: {keep: last}}")
    let (last, _) = try await Self.inspect(text, keep)
    #expect(last.roles == [0, 1, 0, 0])
    #expect(last["duplicate_messages_dropped"] as? Int == 1)
  }

  @Test func `paths go into JSON that stands in a string`() async throws {
    let text = #"{"id":"1","posts":[{"who":"c","text":"{\"body\":{\"t\":\"hi\"}}"}]}"#
    let (json, _) = try await Self.inspect(text, Self.talk(["text": "$.text.body.t"]))
    #expect(json.roles == [1, 0, 0, 0])
    let (none, _) = try await Self.inspect(text, Self.talk(["text": "$.text.body.x"]))
    #expect(none.roles == [0, 0, 0, 0])
  }

  @Test func `records are streamed from their path`() async throws {
    let one = #"{"id":"1","posts":[{"who":"c","text":"a"}]}"#
    let text = #"{"meta":{"list":[{"id":"no"}]},"data":{"list":["# + one + "]}}"
    let mapping = Self.talk(["records": "$.data.list[*]"])
    let (json, transcripts) = try await Self.inspect(text, mapping)
    #expect(json["conversations"] as? Int == 1)
    #expect(transcripts.ledger.isEmpty)
  }

  @Test func `an input without the sign is left to others`() async throws {
    let mapping = Self.talk(["match": "{keys: [other]}"])
    let (_, transcripts) = try await Self.inspect(Self.badTime, mapping)
    #expect(transcripts.ledger.counts == [.unrecognised: 1])
  }

  @Test func `side files are looked up and are no inputs`() async throws {
    let inputs = try InlineInputs()
    try inputs.write("users.csv", "id,kind\n7,robot\n8,person\n")
    try inputs.write(
      "a.json",
      #"{"id":"1","posts":[{"who":7,"text":"a"},{"who":8,"text":"b"},{"who":9,"text":"c"}]}"#
    )
    let role =
      "[{lookup: users, key: $.who, path: $.kind, equals: robot, is: bot}, "
      + "{lookup: users, key: $.who, path: $.kind, exists: true, is: human}, {else: customer}]"
    let mapping = Self.talk(["role": role], "join: {users: {file: users.csv, key: $.id}}")
    let (json, transcripts) = try await inputs.inspect(["a.json", "users.csv"], mapping: mapping)
    #expect(json.roles == [1, 1, 1, 0])
    #expect(transcripts.ledger.isEmpty)
  }

  @Test func `what else takes too often and what never matches is told`() async throws {
    let (_, transcripts) = try await Self.inspect(
      Self.badTime,
      Self.talk(["text": "[$.text, $.words]"])
    )
    #expect(transcripts.mappingRemarks.contains { $0.contains("$.words never led to a value") })
    #expect(transcripts.mappingRemarks.contains { $0.contains("else was taken for") })
  }

  @Test func `an element whose attributes say everything was led to`() async throws {
    let xml = """
      <desk><case id="1"><line who="c" text="a"/><none/></case></desk>
      """
    let mapping = """
      onpar_mapping: 1
      name: desk
      match: {root: desk}
      input: {format: xml, records: "$.case[*]"}
      conversation: {conversation_id: $.@id}
      messages:
        - {each: "$.line[*]", role: {const: customer}, text: $.@text}
        - {each: "$.none[*]", role: {const: bot}, text: $.@text}
      """
    let (json, transcripts) = try await Self.inspect(xml, mapping)
    #expect(json.roles == [1, 0, 0, 0])
    #expect(!transcripts.mappingRemarks.contains { $0.contains("$.line[*]") })
    #expect(transcripts.mappingRemarks.contains { $0.contains("$.none[*] never led to a value") })
  }

  /// Words of the only message, as the mapped text has them.
  private static func words(_ value: String, _ json: String) async throws -> UInt16? {
    let text = #"{"id":"1","posts":[{"who":"c","text":\#(json)}]}"#
    let found = try await Self.inspect(text, Self.talk(["text": value])).transcripts
    return found.conversations.first?.timeline.first?.words
  }

  struct Format: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let json: String
    let words: UInt16
  }

  @Test(arguments: [
    Format(testDescription: "text", json: #""<b>one</b> two &amp; three""#, words: 4),
    Format(
      testDescription: "html",
      json: #""<b>one</b> two<br>three <script>no no</script>""#,
      words: 3
    ),
    Format(
      testDescription: "markdown",
      json: ##""# One\n\n- **two** [three](http://x.example) `four`""##,
      words: 5
    ),
    Format(
      testDescription: "json",
      json: #""{\"title\": \"one two\", \"buttons\": [{\"text\": \"three\"}]}""#,
      words: 3
    ),
    Format(testDescription: "base64", json: #""b25lIHR3byB0aHJlZQ==""#, words: 3),
  ])
  func `a text is made plain as its format says`(_ format: Format) async throws {
    let value = "{path: $.text, format: \(format.testDescription)}"
    #expect(try await Self.words(value, format.json) == format.words)
  }

  @Test func `what is no base64 and no JSON gives no text, and no fault`() async throws {
    #expect(try await Self.words("{path: $.text, format: base64}", #""*""#) == nil)
    #expect(try await Self.words("{path: $.text, format: json}", #""{broken""#) == nil)
  }

  @Test func `of the rules of a choice the first that holds wins`() async throws {
    let text =
      #"{"id":"1","posts":[{"who":"bot-7","text":"a"},{"who":"b","text":"b"},{"who":"x","text":"c"}]}"#
    let bots = "{path: $.who, matches: \"^bot\", is: bot}"
    let people = "{path: $.who, starts_with: b, is: human}"
    let one = try await Self.inspect(
      text,
      Self.talk(["role": "[\(bots), \(people), {else: customer}]"])
    )
    #expect(one.json.roles == [1, 1, 1, 0])
    let two = try await Self.inspect(
      text,
      Self.talk(["role": "[\(people), \(bots), {else: customer}]"])
    )
    #expect(two.json.roles == [1, 0, 2, 0])
  }

  @Test func `conditions are combined, numbers and truth values compare by value`() async throws {
    let text =
      #"{"id":"1","posts":[{"who":1.0,"ok":true,"text":"a"},{"who":"1","ok":"true","text":"b"},{"who":2,"text":"c"}]}"#
    let role = """
      [{all: [{path: $.who, equals: 1}, {path: $.ok, equals: true}], is: bot}, \
      {any: [{path: $.who, in: [2, 3]}, {not: {path: $.who, exists: true}}], is: human}, {else: customer}]
      """
    #expect(try await Self.inspect(text, Self.talk(["role": role])).json.roles == [0, 2, 1, 0])
  }

  @Test func `one of several signs is enough, and all keys of a sign are needed`() async throws {
    let either = "[{keys: [nothing]}, {keys: [id, posts]}]"
    #expect(
      try await Self.inspect(Self.badTime, Self.talk(["match": either])).json["conversations"]
        as? Int == 2
    )
    let both = "{keys: [posts, nothing]}"
    let (_, transcripts) = try await Self.inspect(Self.badTime, Self.talk(["match": both]))
    #expect(transcripts.ledger.counts == [.unrecognised: 1])
    // Not on the record itself, but around it.
    let page = #"{"made_by":"desk","list":[{"id":"1","posts":[{"who":"c","text":"a"}]}]}"#
    let outer = Self.talk(["match": "{keys: [made_by]}", "records": "$.list[*]"])
    #expect(try await Self.inspect(page, outer).json["conversations"] as? Int == 1)
  }

  @Test func `a list of records is streamed where the path only says the record`() async throws {
    let one = #"{"id":"ID","posts":[{"who":"c","text":"a"}]}"#
    let list = (1...50).map { one.replacingOccurrences(of: "ID", with: "\($0)") }
    let inputs = try InlineInputs()
    try inputs.write("a.json", "[" + list.joined(separator: ",\n") + "]")
    let (json, transcripts) = try await inputs.inspect(["a.json"], mapping: Self.talk())
    #expect(json["conversations"] as? Int == 50)
    #expect(transcripts.inputs[0].records == 50)
  }

  private static let latin = """
    onpar_mapping: 1
    name: latin
    input: {format: csv, record_is: message, encoding: iso-8859-15}
    match: {keys: [Gespräch]}
    conversation: {conversation_id: "$['Gespräch']"}
    messages: {role: {path: $.wer, map: {K: customer}, default: human}, text: $.text}
    """

  @Test func `an encoding that the input does not tell is told by the mapping`() async throws {
    let inputs = try InlineInputs()
    let text = "Gespräch;wer;text\n1;K;Straße gesperrt, Gebühr 5€\n"
    let bytes = text.unicodeScalars.map { $0.value == 0x20AC ? UInt8(0xA4) : UInt8($0.value) }
    try Data(bytes).write(to: URL(fileURLWithPath: inputs.path("a.csv")))
    let (json, transcripts) = try await inputs.inspect(["a.csv"], mapping: Self.latin)
    #expect(json["conversations"] as? Int == 1)
    #expect(transcripts.replacedSequences == 0)
    // A text with a mark has told it itself; the words are the same.
    try inputs.write("b.csv", "\u{FEFF}" + text)
    let marked = try await inputs.inspect(["b.csv"], mapping: Self.latin).transcripts
    let first = transcripts.conversations.first?.timeline.first
    #expect(first != nil)
    #expect(marked.conversations.first?.timeline.first == first)
  }

  @Test func `XML that declares its encoding is not asked twice`() async throws {
    let mapping = """
      onpar_mapping: 1
      name: x
      input: {format: xml, records: "$.talk", encoding: windows-1252}
      match: {root: talks}
      conversation: {conversation_id: $.@id}
      messages: {each: $.m, role: {const: customer}, text: "$.text()"}
      """
    let body = "<talks><talk id='\u{FC}'><m>\u{E4}\u{F6} ok</m></talk></talks>"
    let inputs = try InlineInputs()
    let bytes = body.unicodeScalars.map { UInt8($0.value) }
    try Data(bytes).write(to: URL(fileURLWithPath: inputs.path("a.xml")))
    #expect(
      try await inputs.inspect(["a.xml"], mapping: mapping).json.of("ü", "customer_messages") == "1"
    )
    try inputs.write("b.xml", "<?xml version='1.0' encoding='UTF-8'?>" + body)
    #expect(
      try await inputs.inspect(["b.xml"], mapping: mapping).json.of("ü", "customer_messages") == "1"
    )
  }

  @Test func `tags and comments are mapped`() async throws {
    let text =
      #"{"id":"1","labels":["a","b"],"stars":4,"words":"ok","posts":[{"who":"c","text":"a"}]}"#
    let mapping = Self.talk().replacingOccurrences(
      of: "{conversation_id: $.id,",
      with:
        "{conversation_id: $.id, tags: $.labels, csat: {score: $.stars, min: 1, max: 5, comment: $.words},"
    )
    let found = try await Self.inspect(text, mapping).transcripts
    #expect(found.conversations.first?.tags == ["a", "b"])
    #expect(found.conversations.first?.rating?.hasComment == true)
  }
}
