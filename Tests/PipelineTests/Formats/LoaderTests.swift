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
