import Diagnostics
import Records
import TestSupport
import Testing

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// How a document is cut before it is pushed.
enum Cut {
  case whole
  case every(Int)
  case at(Int)
}

/// What a reader made of a document, as lines of text that can be compared.
struct Reading {
  var records: [String]
  var problems: [Problem]
  var unknown: [String]
  var isIncomplete: Bool

  init(
    _ bytes: [UInt8],
    cut: Cut = .whole,
    limits: XMLLimits = XMLLimits(),
    zone: CalendarZone = .utc
  ) {
    // libxml2 gets the pieces of the cut too.
    var limits = limits
    switch cut {
    case .whole: break
    case .every(let size), .at(let size): limits.pieceBytes = Swift.max(4, size)
    }
    let reader = XMLReader(limits: limits, zone: zone)
    let batch = RecordBatch()
    var records: [String] = []
    // Each piece is a copy that is gone after the call, and the batch is emptied after each.
    func push(_ range: Range<Int>) {
      Array(bytes[range]).withUnsafeBytes { reader.consume($0, into: batch) }
      records += describe(batch)
      batch.removeAll()
    }
    switch cut {
    case .whole: push(0..<bytes.count)
    case .every(let size):
      for start in stride(from: 0, to: bytes.count, by: size) {
        push(start..<Swift.min(start + size, bytes.count))
      }
    case .at(let offset):
      push(0..<offset)
      push(offset..<bytes.count)
    }
    reader.finish(into: batch)
    records += describe(batch)
    self.records = records
    problems = reader.takeProblems()
    unknown = reader.unknownFields.all.map { "\($0.name) \($0.count)" }
    isIncomplete = reader.isIncomplete
  }

  init(
    _ text: String,
    cut: Cut = .whole,
    limits: XMLLimits = XMLLimits(),
    zone: CalendarZone = .utc
  ) {
    self.init(Array(text.utf8), cut: cut, limits: limits, zone: zone)
  }

  /// `line kind detail` of each problem.
  var complaints: [String] {
    problems.map { "\($0.position.line ?? 0) \($0.kind.rawValue) \($0.detail)" }
  }

  var ids: [String] {
    records.filter { $0.hasPrefix("begin") }.map { line in
      String(line.split(separator: " ").first { $0.hasPrefix("id=") }?.dropFirst(3) ?? "")
    }
  }
}

/// Each record in a line: what is set, in a fixed order.
func describe(_ batch: RecordBatch) -> [String] {
  (0..<batch.count).map { index in
    let record = batch.records[index]
    var parts = ["\(record.kind)", "line=\(record.line)"]
    func add(_ name: String, _ slice: ByteSlice) {
      if let text = slice.string { parts.append("\(name)=\(text)") }
    }
    add("id", record.conversation)
    if record.kind == .message || record.kind == .event { parts.append(record.role.name) }
    if record.kind == .event { parts.append(EventKind(rawValue: record.shape)?.name ?? "?") }
    if record.kind == .message, record.flags.contains(.explicitKind) {
      parts.append(MessageKind(rawValue: record.shape)?.name ?? "?")
    }
    if record.time.isKnown { parts.append(record.time.iso8601) }
    let names: [(RawRecord.Flags, String)] = [
      (.isPrivate, "private"), (.attachment, "attachment"), (.succeeded, "succeeded"),
      (.naiveTime, "naive"), (.redacted, "redacted"), (.oddRole, "odd"),
    ]
    for (flag, name) in names where record.flags.contains(flag) { parts.append(name) }
    if record.flags.contains(.hasSequence) { parts.append("seq=\(record.sequence)") }
    add("message", record.message)
    add("author", record.author)
    add("customer", record.customer)
    add("channel", record.channel)
    add("topic", record.topic)
    add("language", record.language)
    if record.head >= 0 {
      let head = batch.heads[Int(record.head)]
      add("parent", head.parent)
      add("status", head.status)
      add("handled_by", head.handledBy)
      add("entry", head.entry)
      add("direction", head.direction)
      if head.created.isKnown { parts.append("created=\(head.created.iso8601)") }
      if head.updated.isKnown { parts.append("updated=\(head.updated.iso8601)") }
      if head.closed.isKnown { parts.append("closed=\(head.closed.iso8601)") }
      if let rating = head.rating {
        parts.append("csat=\(rating.score)/\(rating.min)/\(rating.max)@\(rating.time.iso8601)")
      }
      if let resolution = head.resolution {
        parts.append("\(resolution.resolved ? "resolved" : "unresolved") by \(resolution.by)")
      }
      if head.isTest { parts.append("test") }
      if head.isSpam { parts.append("spam") }
    }
    if let text = record.text.string { parts.append("“\(text)”") }
    return parts.joined(separator: " ")
  }
}

func fileBytes(_ path: String) -> [UInt8]? {
  guard let file = fopen(path, "rb") else { return nil }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var piece = [UInt8](repeating: 0, count: 1 << 16)
  while case let count = fread(&piece, 1, piece.count, file), count > 0 { bytes += piece[..<count] }
  return bytes
}

/// Every element and attribute of FORMATS 3.3, in one conversation, and a second one behind it.
let rich = """
  <?xml version="1.0" encoding="UTF-8"?>
  <!-- written by hand -->
  <onpar version="1">
    <conversation conversation_id="c &amp; 1" parent_id="p" customer_id="k" channel="web" direction="inbound"
      language="de" topic="t" created_at="2025-03-03T10:00:00Z" updated_at="2025-03-03T12:00:00Z"
      closed_at="2025-03-03T11:00:00Z" status="closed" handled_by="bot_only" entry="bot_first" test="true" spam="1">
      <tag>one</tag>
      <csat score="4.5" min="1" max="5" timestamp="2025-03-03T11:01:00Z">fine &lt;3</csat>
      <resolution value="unresolved" by="customer"/>
      <message message_id="m1" timestamp="2025-03-03T10:00:00.250Z" role="customer" author_id="a&#38;b" seq="1"> Grüße &amp;
   <![CDATA[<b>&amp;</b>]]>&#x1F600; </message>
      <message message_id="m2" timestamp="1740996130" role="agent" visibility="private" kind="menu" seq="2">note</message>
      <message role="user"><attachment name="a.jpg" mime_type="image/jpeg" url="x"/></message>
      <message role="bot" redacted="true"/>
      <message role="visitor">?</message>
      <event event="action" timestamp="2025-03-03T10:00:02Z" actor="bot" actor_id="b7"><detail name="name">refund</detail><detail name="ok">true</detail></event>
      <event event="disco"/>
    </conversation>
    <conversation conversation_id="2"><message role="human">hi</message></conversation>
  </onpar>
  """

let richRecords = [
  "begin line=5 id=c & 1 customer=k channel=web topic=t language=de parent=p status=closed"
    + " handled_by=bot_only entry=bot_first direction=inbound created=2025-03-03T10:00:00.000Z"
    + " updated=2025-03-03T12:00:00.000Z closed=2025-03-03T11:00:00.000Z"
    + " csat=4.5/1.0/5.0@2025-03-03T11:01:00.000Z unresolved by customer test spam",
  "message line=9 customer 2025-03-03T10:00:00.250Z seq=1 message=m1 author=a&b"
    + " “ Grüße &\n <b>&amp;</b>😀 ”",
  "message line=11 human menu 2025-03-03T10:02:10.000Z private seq=2 message=m2 “note”",
  "message line=12 customer attachment",
  "message line=13 bot redacted",
  "message line=14 unknown odd “?”",
  "event line=15 bot action 2025-03-03T10:00:02.000Z succeeded author=b7",
  "event line=16 unknown other",
  "end line=17 id=c & 1",
  "begin line=18 id=2",
  "message line=18 human “hi”",
  "end line=18 id=2",
]

struct XMLReaderTests {
  @Test func `every element and attribute of the layout is read`() {
    let reading = Reading(rich)
    #expect(reading.records == richRecords)
    #expect(reading.complaints.isEmpty)
    #expect(reading.unknown.isEmpty)
    #expect(!reading.isIncomplete)
  }

  @Test(arguments: [1, 2, 3, 5, 7, 16, 64, 1000])
  func `records do not depend on the size of the pieces`(size: Int) {
    #expect(Reading(rich, cut: .every(size)).records == richRecords)
  }

  @Test func `records do not depend on where the document is cut`() {
    for offset in 0...rich.utf8.count {
      let reading = Reading(rich, cut: .at(offset))
      #expect(reading.records == richRecords, "cut at \(offset)")
      #expect(reading.problems.isEmpty, "cut at \(offset)")
    }
  }

  @Test func `a document that ends anywhere keeps its complete conversations`() throws {
    let bytes = Array(rich.utf8)
    // The offset behind each end tag of a conversation.
    let tag = Array("</conversation>".utf8)
    let ends = bytes.indices.filter { bytes[$0...].starts(with: tag) }.map { $0 + tag.count }
    #expect(ends.count == 2)
    for length in 1..<bytes.count - 1 {
      let reading = Reading(Array(bytes[..<length]))
      #expect(reading.ids.count == ends.filter { $0 <= length }.count, "\(length) bytes")
      #expect(reading.problems.count == 1, "\(length) bytes")
      #expect(reading.isIncomplete)
      #expect(reading.problems.first?.kind == .endsEarly, "\(length) bytes")
    }
  }

  @Test(.enabled(if: Repository.hasFormatSamples, "\(Repository.noFormatSamples)"))
  func `the sample gives what its expectation says`() throws {
    let bytes = try #require(fileBytes(Repository.formatSamples + "/onpar-xml/sample.xml"))
    let reading = Reading(bytes)
    #expect(reading.problems.isEmpty)
    #expect(reading.unknown.isEmpty)
    // From expected.json beside the sample.
    #expect(reading.ids == ["1001", "1002", "1003", "1004", "1005", "1006"])
    let messages = reading.records.filter { $0.hasPrefix("message") }
    func count(_ role: String, note: Bool = false) -> Int {
      messages.filter {
        $0.split(separator: " ")[2] == role && $0.contains(" private ") == note
      }.count
    }
    #expect(count("customer") == 22)
    #expect(count("bot") == 13)
    #expect(count("human") == 9)
    #expect(count("system") == 1)
    #expect(messages.filter { $0.contains(" private ") }.count == 2)
    for size in [1, 13, 4096] {
      #expect(Reading(bytes, cut: .every(size)).records == reading.records)
    }
  }

  @Test func `a survey's answer is the rating when there is no csat element`() {
    let survey = """
      <event event="survey_answered" timestamp="2025-03-03T10:00:00Z"><detail name="score">3</detail>\
      <detail name="min">0</detail><detail name="max">10</detail></event>
      """
    let without = Reading(
      "<onpar><conversation conversation_id='1'>\(survey)</conversation></onpar>"
    )
    #expect(without.records.first == "begin line=0 id=1 csat=3.0/0.0/10.0@2025-03-03T10:00:00.000Z")
    let with = Reading(
      "<onpar><conversation conversation_id='1'>\(survey)<csat score='5'/></conversation></onpar>"
    )
    #expect(with.records.first == "begin line=0 id=1 csat=5.0/1.0/5.0@")
  }

  @Test func `what Onpar does not know is counted and passed over`() {
    let reading = Reading(
      """
      <onpar xmlns:x="urn:x"><meta><message role="bot">no</message></meta>
      <conversation conversation_id="1" mood="good" x:topic="no">
      <message role="bot" mood="bad">a<b>not this</b>c</message><x:message role="bot">no</x:message>
      </conversation></onpar>
      """
    )
    #expect(
      reading.records == ["begin line=1 id=1", "message line=2 bot “ac”", "end line=3 id=1"]
    )
    #expect(reading.unknown == ["b 1", "message 1", "meta 1", "mood 2", "topic 1"])
    #expect(reading.problems.isEmpty)
  }
}

struct XMLSetAsideTests {
  /// Items that cost only themselves, and why.
  static let items: [(item: String, complaint: String)] = [
    (
      "<message>x</message>",
      "missing_field \"role\" is absent; expected customer, bot, human or system"
    ),
    (
      "<message role=''>x</message>",
      "missing_field \"role\" is absent; expected customer, bot, human or system"
    ),
    (
      "<message role='bot'> \n </message>",
      "missing_field the text is absent or blank, and there is no attachment"
    ),
    (
      "<message role='bot' redacted='false'/>",
      "missing_field the text is absent or blank, and there is no attachment"
    ),
    (
      "<message role='bot' timestamp='yesterday'>x</message>",
      "bad_value a time is \"aaaaaaaaa\"; expected an ISO 8601 time such as 2024-03-09T17:20:00Z"
    ),
    (
      "<message role='bot' seq='1.5'>x</message>",
      "bad_value \"seq\" is \"9.9\"; expected a whole number"
    ),
    ("<event/>", "missing_field \"event\" is absent; an event needs its name"),
    (
      "<event event='closed' timestamp='2025-02-30T00:00:00Z'/>",
      "bad_value a time is \"9999-99-99A99:99:99A\"; expected an ISO 8601 time such as 2024-03-09T17:20:00Z"
    ),
  ]

  @Test(arguments: items)
  func `a bad item costs that item only`(item: String, complaint: String) {
    let reading = Reading(
      """
      <onpar><conversation conversation_id="1">
      <message role="bot">before</message>
      \(item)
      <message role="bot">after</message></conversation></onpar>
      """
    )
    #expect(reading.records.filter { $0.hasPrefix("message") || $0.hasPrefix("event") }.count == 2)
    #expect(reading.complaints == ["3 " + complaint])
    #expect(!reading.isIncomplete)
  }

  /// Heads that cost the conversation, and why.
  static let heads: [(head: String, complaint: String)] = [
    ("<conversation>", "missing_field \"conversation_id\" is absent; every conversation needs one"),
    (
      "<conversation conversation_id=''>",
      "missing_field \"conversation_id\" is absent; every conversation needs one"
    ),
    (
      "<conversation conversation_id='1' created_at='soon'>",
      "bad_value a time is \"aaaa\"; expected an ISO 8601 time such as 2024-03-09T17:20:00Z"
    ),
    (
      "<conversation conversation_id='1'><csat score='good'/>",
      "bad_value \"csat\" has \"score\" \"aaaa\"; expected a number"
    ),
    (
      "<conversation conversation_id='1'><resolution value='maybe'/>",
      "bad_value \"resolution\" is \"maybe\"; expected resolved or unresolved"
    ),
  ]

  @Test(arguments: heads)
  func `a bad head costs the conversation and no other`(head: String, complaint: String) {
    let reading = Reading(
      """
      <onpar>
      \(head)<message role="bot">x</message><message>also bad</message></conversation>
      <conversation conversation_id="2"/></onpar>
      """
    )
    #expect(reading.ids == ["2"])
    #expect(reading.complaints == ["2 " + complaint])
  }

  @Test func `sizes have bounds`() {
    var limits = XMLLimits()
    limits.textBytes = 10
    limits.attributeBytes = 20
    limits.attributes = 3
    let reading = Reading(
      """
      <onpar><conversation conversation_id="1">
      <message role="bot">0123456789</message><message role="bot">0123456789a</message>
      <message role="bot" author_id="012345678901234567890">x</message>
      <event event="closed" a="1" b="2" c="3"/></conversation>
      <conversation conversation_id="012345678901234567890"/></onpar>
      """,
      limits: limits
    )
    #expect(reading.ids == ["1"])
    #expect(reading.problems.map(\.kind) == Array(repeating: .overLimit, count: 4))
    #expect(reading.records.count == 3)
  }

  @Test func `a conversation that holds too much is set aside and the next is read`() {
    var limits = XMLLimits()
    limits.conversationBytes = 10_000
    let message = "<message role='bot'>0123456789</message>"
    let reading = Reading(
      "<onpar><conversation conversation_id='1'>" + String(repeating: message, count: 1000)
        + "</conversation><conversation conversation_id='2'>\(message)</conversation></onpar>",
      limits: limits
    )
    #expect(reading.ids == ["2"])
    #expect(reading.problems.map(\.kind) == [.overLimit])
    #expect(reading.records.count == 3)
  }

  @Test func `a text of many megabytes is read whole`() {
    let text = String(repeating: "0123456789abcdef", count: 800_000)
    let reading = Reading(
      "<onpar><conversation conversation_id='1'><message role='bot'>\(text)</message>"
        + "<message role='bot'><![CDATA[\(text)]]></message></conversation></onpar>"
    )
    #expect(reading.problems.isEmpty)
    #expect(reading.records.dropFirst().dropLast().allSatisfy { $0.hasSuffix("“\(text)”") })
    #expect(reading.records.count == 4)
  }
}
