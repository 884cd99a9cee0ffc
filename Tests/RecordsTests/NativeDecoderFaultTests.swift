import Diagnostics
import Records
import Testing

/// A fault, its place marked with ⌖ in the text; the mark is taken out before the text is read.
private struct Case: CustomTestStringConvertible {
  var name: String
  var kind: ProblemKind
  var text: String
  var detail: String
  init(_ name: String, _ kind: ProblemKind, _ text: String, _ detail: String) {
    self.name = name
    self.kind = kind
    self.text = text
    self.detail = detail
  }
  var testDescription: String { name }

  /// The text without the mark, and the marked place as line and column in bytes.
  var marked: (text: String, place: String) {
    let parts = text.split(separator: "⌖", omittingEmptySubsequences: false)
    let lines = parts[0].split(separator: "\n", omittingEmptySubsequences: false)
    return (parts.joined(), "\(lines.count):\((lines.last?.utf8.count ?? 0) + 1)")
  }
}

struct NativeDecoderFaultTests {
  private static let sound = #"{"conversation_id":"c","role":"bot","text":"x"}"#

  private static let cases = [
    Case("no object", .malformed, "⌖[1]", "expected a JSON object"),
    Case("no JSON", .malformed, sound + "\n  ⌖hello", "expected a JSON object"),
    Case(
      "no id",
      .missingField,
      "\n ⌖{\"role\":\"bot\",\"text\":\"x\"}",
      "\"conversation_id\" is absent; every record needs one"
    ),
    Case(
      "null id",
      .missingField,
      "⌖{\"conversation_id\":null}",
      "\"conversation_id\" is absent; every record needs one"
    ),
    Case(
      "empty id",
      .missingField,
      "⌖{\"conversation_id\":\"\"}",
      "\"conversation_id\" is absent; every record needs one"
    ),
    Case(
      "no role",
      .missingField,
      "⌖{\"conversation_id\":\"c\",\"text\":\"x\"}",
      "\"role\" is absent; expected customer, bot, human or system"
    ),
    Case(
      "no text",
      .missingField,
      "⌖{\"conversation_id\":\"c\",\"role\":\"bot\"}",
      "\"text\" is absent or blank, and there is no attachment"
    ),
    Case(
      "blank text",
      .missingField,
      "⌖{\"conversation_id\":\"c\",\"role\":\"bot\",\"text\":\" \\n\\t\"}",
      "\"text\" is absent or blank, and there is no attachment"
    ),
    Case(
      "no event name",
      .missingField,
      "⌖{\"conversation_id\":\"c\",\"type\":\"event\"}",
      "\"event\" is absent; an event needs its name"
    ),
    Case(
      "odd type",
      .badValue,
      "⌖{\"conversation_id\":\"c\",\"type\":\"note\"}",
      "\"type\" is \"note\"; expected message, event or conversation"
    ),
    Case(
      "bad time",
      .badValue,
      "{\"conversation_id\":\"c\",\"timestamp\": ⌖\"soon\"}",
      "a time is \"aaaa\"; expected an ISO 8601 time such as 2024-03-09T17:20:00Z"
    ),
    Case(
      "bad seq",
      .badValue,
      "{\"conversation_id\":\"c\",\"seq\": ⌖1.5}",
      "\"seq\" is \"9.9\"; expected a whole number"
    ),
    Case(
      "a type that is no word",
      .badValue,
      "⌖{\"conversation_id\":\"c\",\"type\":\"my card 4111 1111 1111 1111 and mail ann@x.org\"}",
      "\"type\" is \"aa aaaa 9999 9999 9999 9999 aaa aaaa aaa…\"; expected message, event or conversation"
    ),
    Case(
      "an id of the wrong kind",
      .badValue,
      "⌖{\"conversation_id\":{\"id\":7},\"role\":\"bot\",\"text\":\"x\"}",
      "\"conversation_id\" is an object; expected a string"
    ),
    Case(
      "a role of the wrong kind",
      .badValue,
      "⌖{\"conversation_id\":\"c\",\"role\":[\"bot\"],\"text\":\"x\"}",
      "\"role\" is a list; expected a string"
    ),
    Case(
      "a text of the wrong kind",
      .badValue,
      "⌖{\"conversation_id\":\"c\",\"role\":\"bot\",\"text\":12345}",
      "\"text\" is a number; expected a string"
    ),
    Case(
      "an event of the wrong kind",
      .badValue,
      "⌖{\"conversation_id\":\"c\",\"type\":\"event\",\"event\":true}",
      "\"event\" is true or false; expected a string"
    ),
    Case(
      "not a number is no number",
      .missingField,
      "⌖{\"conversation_id\":\"c\",\"role\":\"bot\",\"text\":-Infinity}",
      "\"text\" is absent or blank, and there is no attachment"
    ),
    Case(
      "bad verdict",
      .badValue,
      "{\"conversation_id\":\"c\",\"resolution\":⌖{\"value\":\"done\"}}",
      "\"resolution\" is \"done\"; expected resolved or unresolved"
    ),
    Case(
      "no colon",
      .malformed,
      "{\"conversation_id\" ⌖\"c\"}",
      "expected a key in double quotes and a colon"
    ),
    Case(
      "no comma",
      .malformed,
      "{\"conversation_id\":\"c\" ⌖\"role\":1}",
      "expected a comma or the end of the object"
    ),
    Case("more behind", .malformed, sound + "⌖{}", "expected nothing after the object"),
    Case("NUL behind", .malformed, sound + "⌖\u{0}", "expected nothing after the object"),
    Case(
      "broken literal",
      .malformed,
      "{\"conversation_id\":⌖tru}",
      "the value of \"conversation_id\" is broken; expected one whole JSON value"
    ),
    Case(
      "an item's time",
      .badValue,
      "\n{\"conversation_id\":\"c\",\"items\":[{\"role\":\"bot\",\"text\":\"x\"}, {\"role\":\"bot\",\"text\":\"y\",\"timestamp\":⌖\"x\"}]}",
      "a time is \"a\"; expected an ISO 8601 time such as 2024-03-09T17:20:00Z"
    ),
    Case(
      "an item without role",
      .missingField,
      "{\"conversation_id\":\"c\",\"items\":[ ⌖{\"text\":\"x\"}]}",
      "\"role\" is absent; expected customer, bot, human or system"
    ),
    Case(
      "an item that is no object",
      .badValue,
      "{\"conversation_id\":\"c\",\"items\":[⌖7]}",
      "an item is no JSON object"
    ),
    Case(
      "an item that breaks",
      .malformed,
      "{\"conversation_id\":\"c\",\"items\":[{\"text\":\"x\"⌖]}]}",
      "expected a comma or the end of the object"
    ),
  ]

  @Test(arguments: cases)
  private func `a fault names its line, its column and what was expected`(fault: Case) {
    let (text, place) = fault.marked
    let found = Decoding(text)
    #expect(found.faults.map(\.kind) == [fault.kind])
    #expect(found.places == [place])
    #expect(found.faults.map(\.detail) == [fault.detail])
  }

  @Test func `in a record of several lines the line of the fault is named`() {
    let text =
      "\n{\n \"conversation_id\": \"c\",\n \"items\": [\n  {\"role\": \"bot\", \"text\": \"x\"},\n  {\"text\": \"y\"}\n ],\n \"created_at\": \"never\"\n}\n"
    let head = Decoding(text, container: .values(depth: 0))
    #expect(head.places == ["8:16"])
    let item = Decoding(
      text.replacing("never", with: "2025-01-01T00:00:00Z"),
      container: .values(depth: 0)
    )
    #expect(item.places == ["6:3"])
    let broken = Decoding("{\n\"a\":1,\n\"b\" 2}", container: .values(depth: 0))
    #expect(broken.places == ["3:5"])
  }

  @Test func `the first bad value of a record is told and the others are not`() {
    let found = Decoding(#"{"conversation_id":"c","timestamp":"one","created_at":"two","seq":0.5}"#)
    #expect(found.faults.count == 1 && found.faults[0].detail.hasPrefix("a time is \"aaa\";"))
  }

  @Test func `a value is shown by its shape, at most 40 bytes of it, and message text never`() {
    let secret = "SECRET words of the customer"
    let long = String(repeating: "x", count: 100)
    for text in [
      "{\"conversation_id\":\"c\",\"role\":\"bot\",\"text\":\"\(secret)\",\"timestamp\":\"\(long)\"}",
      "{\"conversation_id\":\"c\",\"text\":\"\(secret)\",\"type\":\"\(long)\"}",
      "{\"conversation_id\":\"c\",\"text\":\"\(secret)\",\"resolution\":{\"value\":\"\(long)\"}}",
      "{\"conversation_id\":\"c\",\"text\":\"\(secret)\",\"seq\":1.\(String(repeating: "1", count: 100))}",
      "{\"conversation_id\":\"c\",\"text\":\"\(secret)\"}", "{\"text\":\"\(secret)\"}",
      "{\"text\":\"\(secret)",
      "{\"text\":\"\(secret)\" x", "{\"text\":\"\(secret)\\x\"}", "\"\(secret)\"",
      "{\"\(secret)\" 1}", secret,
    ] {
      let found = Decoding(text)
      #expect(found.faults.count == 1)
      for fault in found.faults {
        #expect(!fault.detail.contains("SECRET") && !fault.detail.contains("words"))
        #expect(!fault.detail.contains("xx") && !fault.detail.contains("11"))
        #expect(!fault.detail.contains(String(repeating: "a", count: 41)))
        #expect(!fault.detail.contains(String(repeating: "9", count: 40)))
      }
    }
  }

  @Test func `a broken record leaves the others as they are`() {
    let lines = [
      Self.sound, "{", Self.sound, "", "}",
      #"{"conversation_id":"c","role":"bot","text":"x","csat":{"score":1},}"#, Self.sound,
    ]
    let found = Decoding(lines.joined(separator: "\r\n"))
    #expect(found.lines == [1, 3, 7] && found.faults.map { $0.line + 1 } == [2, 5, 6])
    #expect(found.records == Array(repeating: Decoding(Self.sound).records[0], count: 3))
    #expect(found.decoded == 3)
  }

  @Test func `a record cut at any byte is one fault or nothing`() {
    let text = Array(
      #"{"conversation_id":"c","csat":{"score":-1.5e0,"x":[null,true]},"items":[{"role":"bot","text":"\u00e9"},{"type":"event","event":"closed","detail":{"ok":true},"timestamp":"2025-03-03T10:00:00Z","seq":1}],"test":true}"#
        .utf8
    )
    #expect(Decoding(text).records.count == 4)
    for count in 1..<text.count {
      let found = Decoding(Array(text.prefix(count)))
      #expect(found.records.isEmpty && found.faults.map(\.kind) == [.malformed])
    }
  }

  @Test func `what one record says of the head does not pass to the next`() {
    let found = Decoding(
      #"""
      {"type":"conversation","conversation_id":"a","test":true,"csat":{"score":1},"parent_id":"p"}
      {"conversation_id":"b","csat":{"score":1},"spam":true,"timestamp":"never"}
      {"type":"conversation","conversation_id":"c"}
      {"conversation_id":"d","items":[{"role":"bot","text":"x","parent_id":"q","test":true},{"role":"bot","text":"y"}]}
      """#
    )
    #expect(found.faults.count == 1)
    #expect(found.records.map(\.conversation) == ["a", "c", "d", nil, nil, "d"])
    #expect(found.records[1].head == DecodedRecord.Head())
    #expect(found.records[2].head == DecodedRecord.Head())
    #expect(found.records[3].head?.parent == "q" && found.records[4].head == nil)
  }
}
