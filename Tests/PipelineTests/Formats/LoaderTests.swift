import Diagnostics
import Foundation
import Pipeline
import Records
import Testing

/// FORMATS 4.2 and 6.1: files of loaders, and formats that the user names.
@Suite struct LoaderTests {
  private let intercom = """
    {"type": "conversation", "id": "i", "created_at": 1740996000, "updated_at": 1740996009, "source": {"body": "hi", \
    "author": {"type": "user", "id": "u"}}}
    """

  private func record(_ stream: String, _ record: String) -> String {
    #"{"type": "RECORD", "stream": "\#(stream)", "record": \#(record), "time_extracted": "2025-03-04T00:00:00Z"}"#
  }

  @Test func `streams that nobody knows do not hide the ones that follow`() async throws {
    let part = """
      {"conversation_id": "i", "id": "2", "part_type": "comment", "body": "hello", "created_at": 1740996001, \
      "author": {"type": "admin", "id": "a"}}
      """
    let lines =
      (1...60).map { record("segments", #"{"segment": \#($0), "person_type": "contact"}"#) }
      + [record("conversations", intercom), record("conversation_parts", part)]
    let found = try await InlineExport.read(["tap.jsonl": lines.joined(separator: "\n")])
    #expect(found.formats == ["intercom"])
    #expect(found.rows["i"]?.messages == [1, 0, 1, 0, 0])
    #expect(found.problems == [])
  }

  @Test func `a file of unknown streams alone is not recognised`() async throws {
    let lines = (1...60).map { record("segments", #"{"segment": \#($0)}"#) }
    let found = try await InlineExport.read(["tap.jsonl": lines.joined(separator: "\n")])
    #expect(found.formats == ["not recognised"])
  }

  @Test func `a format that the user names is not guessed`() async throws {
    // Too little to be recognised by: an old conversation without its type.
    let bare =
      #"{"id": "i", "created_at": 1740996000, "source": {"body": "hi", "author": {"type": "user"}}}"#
    #expect(try await InlineExport.read(["a.jsonl": bare]).formats == ["not recognised"])
    for (name, text) in [
      ("a.jsonl", bare + "\n" + bare), ("b.json", "[\(bare)]"), ("c.json", "{\"all\": [\(bare)]}"),
    ] {
      let found = try await InlineExport.read([name: text]) {
        $0.format = Format.allCases.first { $0.name == "intercom" }
      }
      #expect(found.formats == ["intercom"])
      #expect(found.rows["i"]?.messages == [1, 0, 0, 0, 0])
    }
  }

  @Test func `an input with another format's sign is left out all the same`() async throws {
    let found = try await InlineExport.read(["a.json": intercom]) {
      $0.format = Format.allCases.first { $0.name == "chatwoot" }
    }
    #expect(found.formats == ["not chatwoot"])
    #expect(found.problems == ["this looks like intercom, not chatwoot"])
  }

  private static let ours = [
    #"{"schema": "onpar/1", "type": "conversation", "conversation_id": "i", "customer_id": "c"}"#,
    #"{"conversation_id": "i", "message_id": "1", "role": "customer", "text": "h\u0069 \"you\"", "timestamp": "2025-03-03T10:00:00Z"}"#,
    #"{"conversation_id": "i", "message_id": "2", "role": "bot", "text": "hello", "timestamp": "2025-03-03T10:00:05Z"}"#,
    #"{"type": "event", "conversation_id": "i", "event": "closed", "timestamp": "2025-03-03T10:01:00Z"}"#,
  ]

  /// What a loader or an API writes of these records.
  private static let around: [(name: String, write: @Sendable ([String]) -> String)] = [
    ("Singer", { lines($0) { #"{"type": "RECORD", "stream": "chat", "record": \#($0)}"# } }),
    (
      "Singer with a schema first",
      {
        #"{"type": "SCHEMA", "stream": "chat", "schema": {"properties": {}}}"# + "\n"
          + lines($0) { #"{"type": "RECORD", "stream": "chat", "record": \#($0)}"# }
          + "\n" + #"{"type": "STATE", "value": {"chat": 1}}"#
      }
    ),
    (
      "Singer behind another stream",
      {
        lines((1...60).map { #"{"segment": \#($0)}"# }) {
          #"{"type": "RECORD", "stream": "segments", "record": \#($0)}"#
        } + "\n" + lines($0) { #"{"type": "RECORD", "stream": "chat", "record": \#($0)}"# }
      }
    ),
    ("Airbyte", { lines($0) { #"{"stream": "chat", "data": \#($0), "emitted_at": 17}"# } }),
    (
      "Airbyte, protocol",
      {
        lines($0) {
          #"{"type": "RECORD", "record": {"stream": "chat", "data": \#($0), "emitted_at": 17}}"#
        }
      }
    ),
    ("Airbyte, file", { lines($0) { #"{"_airbyte_raw_id": "x", "_airbyte_data": \#($0)}"# } }),
    (
      "Airbyte, array of files",
      { "[" + $0.map { #"{"_airbyte_data": \#($0)}"# }.joined(separator: ",\n") + "]" }
    ),
    ("an object each", { lines($0) { #"{"data": \#($0)}"# } }),
    ("one object", { #"{"data": {"payload": [\#($0.joined(separator: ",\n"))]}}"# }),
  ]

  private static func lines(_ records: [String], _ wrap: (String) -> String) -> String {
    records.map(wrap).joined(separator: "\n")
  }

  @Test(arguments: around.indices)
  func `records of our own layout are taken out of what is around them`(number: Int) async throws {
    let (name, write) = Self.around[number]
    let bare = try await InlineExport.read(["a.jsonl": Self.ours.joined(separator: "\n")])
    #expect(bare.rows["i"]?.messages == [1, 1, 0, 0, 0])
    let found = try await InlineExport.read(["a.jsonl": write(Self.ours)])
    #expect(found.formats == ["onpar-jsonl-messages"], "\(name)")
    #expect(found.rows == bare.rows, "\(name)")
    #expect(found.problems == [], "\(name)")
  }

  @Test func `a broken line costs that record, and its line is named`() async throws {
    var lines = Self.ours.map { #"{"_airbyte_raw_id": "x", "_airbyte_data": \#($0)}"# }
    lines.insert(
      #"{"_airbyte_raw_id": "x", "_airbyte_data": {"conversation_id": "i", "role": }}"#,
      at: 2
    )
    let found = try await InlineExport.read(["a.jsonl": lines.joined(separator: "\n")])
    #expect(found.rows["i"]?.messages == [1, 1, 0, 0, 0])
    #expect(found.problems.count == 1)
  }

  @Test(arguments: ["", "\n  "])
  func `what is wrong with a record is placed in the file, not in what was around it`(
    gap: String
  ) async throws {
    let faulty =
      #"{"conversation_id": "i", "message_id": "3", "role": "bot", "text": "x", "timestamp": "never"}"#
    let records = Self.ours + [faulty]
    let bare = try await InlineExport.read(["a.jsonl": records.joined(separator: "\n")])
    let place = try #require(bare.places.first)
    let (line, column) = (try #require(place.line), try #require(place.column))
    let envelope = #"{"data": "# + gap
    let found = try await InlineExport.read(
      ["a.json": records.map { envelope + $0 + "}" }.joined(separator: "\n")]
    )
    #expect(found.problems == bare.problems)
    let (before, lines) = gap.isEmpty ? (envelope.utf8.count, 1) : (2, 2)
    #expect(
      found.places == [SourcePosition(input: 0, line: line * lines, column: column + before)]
    )
  }

  @Test func `messages inside somebody's conversations are not taken for a list of ours`()
    async throws
  {
    let chat = #"{"id": "1", "rated": 5, "messages": [\#(Self.ours[1]), \#(Self.ours[2])]}"#
    let found = try await InlineExport.read(["a.json": #"{"chats": [\#(chat), \#(chat)]}"#])
    #expect(found.formats == ["not recognised"])
  }

  @Test(arguments: ["data", "value", "records", "payload"])
  func `an API's envelope round one object is taken off`(name: String) async throws {
    func chat(_ id: String) -> String {
      #"{"id": "\#(id)", "visitor": {"id": "1"}, "history": [{"type": "chat.msg", "nick": "visitor:1", "#
        + #""timestamp": "2025-03-03T10:00:00Z", "msg": "hi"}]}"#
    }
    func wrapped(_ text: String) -> String { #"{"\#(name)": \#(text)}"# }
    for text in [
      wrapped(chat("a")) + "\n" + wrapped(chat("b")) + "\n",
      "[" + wrapped(chat("a")) + "," + wrapped(chat("b")) + "]",
      wrapped("[" + chat("a") + "," + chat("b") + "]"),
    ] {
      let found = try await InlineExport.read(["a.json": text])
      #expect(found.formats == ["zendesk-chat"], "\(text)")
      #expect(found.rows.keys.sorted() == ["a", "b"], "\(text)")
    }
    let one = try await InlineExport.read(["a.json": wrapped(chat("a"))])
    #expect(one.rows["a"]?.messages == [1, 0, 0, 0, 0])
    // Beside another member it may be the record's own field.
    let other = try await InlineExport.read(["a.json": #"{"\#(name)": \#(chat("a")), "id": 1}"#])
    #expect(other.formats == ["not recognised"])
  }

  @Test func `records that a mapping of Onpar's own describes may stand in a page`() async throws {
    let thread = """
      {"id": "t", "associatedContactId": "7", "messages": [{"id": "m", "direction": "INCOMING", "senders": \
      [{"actorId": "V-7"}], "createdAt": "2025-03-03T10:00:00Z", "text": "hi"}]}
      """
    for text in [thread, "[\(thread)]", "{\"results\": [\(thread)], \"paging\": {}}"] {
      let found = try await InlineExport.read(["a.json": text])
      #expect(found.formats == ["hubspot-threads"], "\(text)")
      #expect(found.rows["t"]?.messages == [1, 0, 0, 0, 0], "\(text)")
    }
  }
}
