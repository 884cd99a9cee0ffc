import Diagnostics
@testable import Records
import TestSupport
import Testing

/// The first record of a text that must be sound.
private func record(_ text: String) -> DecodedRecord? {
  let decoding = Decoding(text)
  #expect(decoding.faults.isEmpty, "\(decoding.faults)")
  return decoding.records.first
}

private func instant(_ text: String) -> Instant {
  var parser = TimestampParser(assumed: .utc)
  var copy = text
  return copy.withUTF8 { parser.parse(UnsafeRawBufferPointer($0))?.instant } ?? .missing
}

struct NativeDecoderTests {
  @Test func `a message gives every field it has`() throws {
    let found = try #require(
      record(
        #"""
        {"schema":"onpar/1","type":"message","conversation_id":"c","message_id":"m","timestamp":"2025-03-03T10:00:00.5Z","role":"human","text":"hi","author_id":"a","customer_id":"k","channel":"web","language":"de","topic":"t","visibility":"private","kind":"menu","seq":7,"attachments":[{"name":"x"}],"redacted":true,"grouped":true,"tags":["x"],"labels":{"y":1}}
        """#
      )
    )
    var wanted = DecodedRecord(.message)
    wanted.role = .human
    wanted.shape = MessageKind.menu.rawValue
    wanted.flags = [.isPrivate, .explicitKind, .attachment, .redacted, .grouped, .hasSequence]
    wanted.time = instant("2025-03-03T10:00:00.500Z")
    wanted.sequence = 7
    (wanted.conversation, wanted.message, wanted.author, wanted.customer) = ("c", "m", "a", "k")
    (wanted.channel, wanted.language, wanted.topic, wanted.text) = ("web", "de", "t", "hi")
    #expect(found == wanted)
  }

  @Test func `a conversation line gives every field it has`() throws {
    let found = try #require(
      record(
        #"""
        {"type":"conversation","conversation_id":"c","parent_id":12,"status":"closed","handled_by":"bot_only","entry":"bot_first","direction":"outbound","created_at":"2025-03-03T10:00:00Z","updated_at":1741000000,"closed_at":"2025-03-03T11:00:00+01:00","csat":{"score":4,"min":0,"max":10,"comment":"x","timestamp":"2025-03-03T12:00:00Z"},"resolution":{"value":"unresolved","by":"customer"},"test":true,"spam":true,"customer_id":"k"}
        """#
      )
    )
    var head = DecodedRecord.Head()
    (head.parent, head.status, head.handledBy, head.entry) = (
      "12", "closed", "bot_only", "bot_first"
    )
    head.direction = "outbound"
    head.created = instant("2025-03-03T10:00:00Z")
    head.updated = Instant(milliseconds: 1_741_000_000_000)
    head.closed = instant("2025-03-03T10:00:00Z")
    head.rating = [4, 0, 10]
    head.ratingTime = instant("2025-03-03T12:00:00Z")
    head.resolution = "unresolved by customer"
    (head.isTest, head.isSpam) = (true, true)
    #expect(found.kind == .head && found.head == head && found.customer == "k")
  }

  @Test func `an event gives every field it has`() throws {
    let found = try #require(
      record(
        #"{"conversation_id":"c","event":"action","actor":"bot","actor_id":5,"timestamp":1741000000123,"detail":{"name":"refund","ok":true}}"#
      )
    )
    #expect(found.kind == .event && found.shape == EventKind.action.rawValue)
    #expect(found.role == .bot && found.author == "5" && found.flags == .succeeded)
    #expect(found.time.milliseconds == 1_741_000_000_123 && found.head == nil)
    let rated = try #require(
      record(
        #"{"conversation_id":"c","event":"survey_answered","timestamp":1741000000,"detail":{"score":1,"min":0,"max":1}}"#
      )
    )
    #expect(rated.head?.rating == [1, 0, 1] && rated.head?.ratingTime == rated.time)
    #expect(
      record(#"{"conversation_id":"c","event":"sneezed"}"#)?.shape == EventKind.other.rawValue
    )
    #expect(record(#"{"conversation_id":"c","event":"action","detail":{"ok":false}}"#)?.flags == [])
  }

  @Test(arguments: 1...20)
  func `neither the order of keys nor white space changes a record`(seed: Int) throws {
    var random = SeededRandom(seed)
    var members = [
      #""conversation_id":"c""#, #""message_id":1"#, #""timestamp":"2025-03-03T10:00:00Z""#,
      #""role":"user""#,
      #""text":"a \"b\" \u00e9""#, #""seq":3"#, #""customer_id":null"#, #""attachments":[]"#,
      #""x":{"y":[1,{}]}"#,
      #""csat":{"score":3}"#, #""parent_id":"p""#,
    ]
    let plain = Decoding("{" + members.joined(separator: ",") + "}")
    members.shuffle(using: &random)
    var spaced = ""
    var inString = false
    var previous: Character = " "
    for character in "{" + members.joined(separator: ",") + "}" {
      if character == "\"", previous != "\\" { inString.toggle() }
      let mayStand = !inString && "{}[],:\"".contains(character) && character != "\""
      if mayStand { spaced += random.pick(["", " ", "\t", "\r", "  "]) }
      spaced.append(character)
      if mayStand { spaced += random.pick(["", " ", "\t", "\r"]) }
      previous = character
    }
    let found = Decoding(spaced)
    #expect(plain.records.count == 1 && found.faults.isEmpty)
    #expect(found.records == plain.records && found.unknownFields == ["x": 1])
  }

  @Test func `escapes are resolved in keys, words, ids and times`() throws {
    let found = try #require(
      record(
        #"{"conversation\u005fid":"c\u0031","\u0072ole":"\u0062ot","text":"\ud83d\ude00\n","timestamp":"2025-03-03T10:00:00\u002B01:00","k\u0069nd":"m\u0065nu"}"#
      )
    )
    #expect(found.conversation == "c1" && found.role == .bot && found.text == "😀\n")
    #expect(found.shape == MessageKind.menu.rawValue)
    #expect(found.time == instant("2025-03-03T09:00:00Z"))
    let odd = try #require(record(#"{"conversation_id":"c","role":"bot","text":"a\ud83d\u0000"}"#))
    #expect(odd.text == "a\u{FFFD}\u{FFFD}")
  }

  @Test(arguments: [
    ("\"1\"", "1"), ("1", "1"), ("-7", "-7"),
    ("12345678901234567890123", "12345678901234567890123"),
    ("1.50", "1.50"), ("\"\\u0031\"", "1"), ("\"ü\"", "ü"),
  ])
  func `ids are strings even when the export writes numbers`(written: String, id: String) throws {
    let found = try #require(
      record(
        "{\"conversation_id\":\(written),\"message_id\":\(written) ,\"author_id\":\(written),\"customer_id\":\(written),\"role\":\"bot\",\"text\":\"x\"}"
      )
    )
    #expect([found.conversation, found.message, found.author, found.customer] == [id, id, id, id])
  }

  @Test(arguments: ["null", "true", "{}", "[1]", "NaN", "-Infinity"])
  func `a value of the wrong kind counts as absent`(value: String) throws {
    let found = Decoding(
      "{\"conversation_id\":\"c\",\"role\":\"bot\",\"text\":\"x\",\"customer_id\":\(value),\"timestamp\":\(value),\"seq\":\(value),\"kind\":\(value),\"visibility\":\(value),\"channel\":\(value)}"
    )
    var wanted = DecodedRecord(.message)
    (wanted.conversation, wanted.role, wanted.text) = ("c", .bot, "x")
    #expect(found.records == [wanted] && found.faults.isEmpty)
    #expect(found.oddNumbers == (value.hasSuffix("N") || value.hasSuffix("y") ? 6 : 0))
  }

  @Test(arguments: [
    ("[]", false), ("null", false), ("[ ]", false), ("[\t  \r ]", false), ("{}", false),
    ("{    }", false),
    ("false", false), ("NaN", false), ("Infinity", false), ("\"\"", false), ("[{}]", true),
    ("[1]", true),
    ("{\"name\":\"a\"}", true), ("\"a.jpg\"", true), ("[\"a.jpg\"]", true),
  ])
  func `an empty list is no attachment`(value: String, isThere: Bool) {
    let found = Decoding("{\"conversation_id\":\"c\",\"role\":\"bot\",\"attachments\":\(value)}")
    #expect(found.records.count == (isThere ? 1 : 0))
    #expect(found.faults.count == (isThere ? 0 : 1))
    #expect(found.records.first?.flags.contains(.attachment) ?? false == isThere)
  }

  @Test(arguments: [
    (#""role":"bot","role":"human""#, #""role":"human""#),
    (#""text":"a","text":"b""#, #""text":"b""#),
    (#""text":"b","text":"b","seq":5,"seq":null"#, #""text":"b""#),
    (#""seq":1.5,"seq":2"#, #""seq":2"#),
    (#""attachments":[1],"attachments":[]"#, #""seq":null"#),
    (#""redacted":true,"redacted":false"#, #""topic":null"#),
    (
      #""timestamp":"2025-01-01T00:00:00","timestamp":"2025-01-01T00:00:00Z""#,
      #""timestamp":"2025-01-01T00:00:00Z""#
    ),
    (
      #""timestamp":"soon","timestamp":"2025-01-01T00:00:00Z""#,
      #""timestamp":"2025-01-01T00:00:00Z""#
    ),
    (#""csat":{"score":1},"csat":{"score":2}"#, #""csat":{"score":2}"#),
    (#""csat":{"score":1},"csat":null"#, #""csat":null"#),
    (#""test":true,"test":null"#, #""test":false"#),
    (
      #""resolution":{"value":"odd"},"resolution":{"value":"resolved"}"#,
      #""resolution":{"value":"resolved"}"#
    ),
    (#""resolution":{"value":"resolved"},"resolution":null"#, #""resolution":null"#),
    (#""customer_id":"a","customer_id":null"#, #""customer_id":null"#),
    (#""csat":{"score":1,"score":3}"#, #""csat":{"score":3}"#),
  ])
  func `of repeated keys the last one counts`(repeated: String, single: String) {
    let frame = (#"{"conversation_id":"old","conversation_id":"c","role":"bot","text":"x","#, "}")
    let found = Decoding(frame.0 + repeated + frame.1)
    let wanted = Decoding(frame.0 + single + frame.1)
    #expect(found.faults.isEmpty && found.records.count == 1)
    #expect(found.records == wanted.records)
  }

  @Test func `of repeated items the last list counts`() {
    let found = Decoding(
      #"{"conversation_id":"c","items":[{"role":"bot","text":"old"},{"role":"bot"}],"items":[{"role":"user","text":"new"}]}"#
    )
    #expect(found.records.map(\.kind) == [.begin, .message, .end])
    #expect(found.records.map(\.text) == [nil, "new", nil])
    #expect(found.faults.isEmpty && found.decoded == 2)
  }

  @Test(arguments: [
    ("customer", Role.customer, false), ("user", .customer, false), ("bot", .bot, false),
    ("assistant", .bot, false), ("human", .human, false), ("agent", .human, false),
    ("system", .system, false),
    ("unknown", .unknown, false), ("Bot", .unknown, true), ("tool", .unknown, true),
    ("", .unknown, true),
  ])
  func `a role in words that Onpar does not know is odd, not broken`(
    word: String,
    role: Role,
    isOdd: Bool
  ) {
    let found = record("{\"conversation_id\":\"c\",\"role\":\"\(word)\",\"text\":\"x\"}")
    #expect(found?.role == role && found?.flags.contains(.oddRole) == isOdd)
  }

  @Test func `a whole conversation is its head, its items and its end`() {
    let found = Decoding(
      #"""
      {"items":[{"role":"user","text":"a","message_id":1},{"type":"event","event":"closed","timestamp":1741000000},{"role":"bot","text":"b","csat":{"score":2}}],"topic":"t","updated_at":1741000001,"conversation_id":9}
      {"conversation_id":"empty","items":[]}
      {"conversation_id":"none","items":null}
      """#
    )
    #expect(found.faults.isEmpty && found.decoded == 6)
    #expect(
      found.records.map(\.kind)
        == [.begin, .message, .event, .message, .end, .begin, .end, .begin, .end]
    )
    #expect(found.conversations == ["9", "empty", "none"])
    #expect(
      found.records[0].topic == "t"
        && found.records[0].head?.updated.milliseconds == 1_741_000_001_000
    )
    #expect(found.records[0].head?.rating == nil && found.records[3].head?.rating == [2, 1, 5])
    #expect(found.lines == [1, 1, 1, 1, 1, 2, 2, 3, 3])
  }

  @Test func `a broken item costs that item only`() {
    let found = Decoding(
      #"{"conversation_id":"c","items":[{"role":"bot","text":"a"},{"role":"bot","text":" "},null,7,{"text":"b"},{"role":"bot","text":"c","timestamp":"soon"},[{"x":1}],{"type":"conversation"},{"role":"bot","text":"d"}]}"#
    )
    #expect(found.records.map(\.text) == [nil, "a", "d", nil])
    #expect(
      found.faults.map(\.kind)
        == [.missingField, .badValue, .badValue, .missingField, .badValue, .badValue, .badValue]
    )
    #expect(found.decoded == 3)
  }

  @Test func `JSON that breaks inside an item costs the whole record and leaves nothing behind`() {
    let found = Decoding(
      #"{"conversation_id":"c","items":[{"role":"bot"},{"role":"bot","text":"a"},{"role":"bot","text":"b",}]}"#
        + "\n" + #"{"conversation_id":"d","role":"bot","text":"x"}"#
    )
    #expect(found.records.map(\.conversation) == ["d"] && found.decoded == 1)
    #expect(found.faults.map(\.kind) == [.malformed])
    #expect(found.records.first?.head == nil)
  }

  @Test func `unknown fields are counted by name, known ones inside unknown ones are not`() {
    let found = Decoding(
      #"""
      {"conversation_id":"c","role":"bot","text":"x","foo":1,"b\u0061r":{"role":1},"":0}
      {"conversation_id":"c","items":[{"role":"bot","text":"x","foo":null,"items":[]}],"grüße":1}
      """#
    )
    #expect(found.unknownFields == ["foo": 2, "bar": 1, "": 1, "items": 1, "grüße": 1])
  }

  @Test func `every field is found by its own name and no other`() {
    // A name with one letter changed, added or taken away is unknown.
    for field in NativeField.allCases where field != .unknown && field != .items {
      let name = field.name
      #expect(Decoding("{\"conversation_id\":\"c\",\"\(name)\":null}").unknownFields == [:])
      for other in [name + "x", String(name.dropLast()), name.uppercased(), "x" + name]
      where !other.isEmpty {
        #expect(
          Decoding("{\"conversation_id\":\"c\",\"\(other)\":null}").unknownFields == [other: 1]
        )
      }
    }
  }

  @Test func `ill-formed UTF-8 is kept for the reader and counted`() {
    let bytes =
      Array(#"{"conversation_id":"c","role":"bot","text":"a"#.utf8) + [0xFF, 0xC3]
      + Array("\"}".utf8)
    let found = Decoding(bytes)
    #expect(found.records.first?.text == "a\u{FFFD}\u{FFFD}" && found.replacedSequences == 2)
  }

  @Test func `times without an offset are read in the assumed zone and marked`() throws {
    let zone = try #require(CalendarZone(named: "Europe/Berlin"))
    let found = Decoding(
      #"{"conversation_id":"c","role":"bot","text":"x","timestamp":"2025-07-01 12:00:00"}"#,
      zone: zone
    )
    #expect(found.records.first?.time == instant("2025-07-01T10:00:00Z"))
    #expect(found.records.first?.flags == .naiveTime)
  }

  @Test func `a rating without a finite score is no rating`() {
    for score in ["null", "\"5\"", "NaN", "1e400", "-1e999"] {
      let found = record(
        "{\"type\":\"conversation\",\"conversation_id\":\"c\",\"csat\":{\"score\":\(score),\"max\":5}}"
      )
      #expect(found?.head?.rating == nil)
    }
    #expect(
      record(
        #"{"type":"conversation","conversation_id":"c","csat":{"score":4.5,"min":null,"max":1e400}}"#
      )?.head?.rating == [4.5, 1, 5]
    )
  }
}

extension NativeField {
  fileprivate var name: String { key.description }
}
