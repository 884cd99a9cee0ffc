import Diagnostics
import Records
import TestSupport
import Testing

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

private func recognise(_ text: [UInt8], isWhole: Bool = true) -> Recognition {
  withExactBytes(text) { start, end in
    Recognition.recognise(
      UnsafeRawBufferPointer(start: start, count: end - start),
      isWhole: isWhole
    )
  }
}

private func recognise(_ text: String, isWhole: Bool = true) -> Recognition {
  recognise(Array(text.utf8), isWhole: isWhole)
}

/// Only what fits in the window, as ingest does.
private func window(_ text: String) -> Recognition {
  let bytes = Array(text.utf8)
  return recognise(
    Array(bytes.prefix(Recognition.window)),
    isWhole: bytes.count <= Recognition.window
  )
}

extension Recognition {
  fileprivate var container: Container? {
    if case .recognised(let container, _, _) = self { container } else { nil }
  }
  fileprivate var format: Format? {
    if case .recognised(_, let format, _) = self { format } else { nil }
  }
  fileprivate var seen: String? {
    if case .unrecognised(let seen) = self { seen } else { nil }
  }
}

private let message =
  #"{"conversation_id":"1","role":"customer","text":"hi","timestamp":"2025-03-03T10:00:00Z"}"#
private let whole =
  #"{"schema":"onpar/1","conversation_id":"1","items":[{"role":"bot","text":"x"}]}"#

struct RecognitionTests {
  static let containers: [(name: String, text: String, container: Container, format: Format)] = [
    ("a line", message, .lines, .onparMessages),
    ("lines", message + "\n" + message + "\n", .lines, .onparMessages),
    ("CRLF and blank lines", "\r\n\n" + message + "\r\n\r\n" + message, .lines, .onparMessages),
    ("a mark before the text", "\u{FEFF}" + message + "\n", .lines, .onparMessages),
    (
      "JSON text sequence", "\u{1E}" + message + "\n\u{1E}" + message + "\n", .lines, .onparMessages
    ),
    (
      "pages of one record each",
      "{\"rows\":[\(message)],\"n\":1}\n{\"rows\":[\(message)],\"n\":1}",
      .values(depth: 2), .onparMessages
    ),
    ("whole conversations", whole + "\n" + whole + "\n", .lines, .onparConversations),
    ("an array", "[" + message + "," + message + "]", .values(depth: 1), .onparMessages),
    (
      "an array on lines", "[\n" + whole + ",\n" + whole + "\n]\n", .values(depth: 1),
      .onparConversations
    ),
    (
      "a list page", "{\"count\":2,\"next\":null,\"rows\":[" + message + "]}", .values(depth: 2),
      .onparMessages
    ),
    ("nothing between", message + message, .values(depth: 0), .onparMessages),
    (
      "RS without line ends", "\u{1E}" + message + "\u{1E}" + message, .values(depth: 0),
      .onparMessages
    ),
    (
      "pretty",
      "{\n \"conversation_id\": \"1\",\n \"items\": [\n  {\n   \"role\": \"bot\"\n  }\n ]\n}\n{\n \"conversation_id\": \"2\",\n \"items\": []\n}\n",
      .values(depth: 0), .onparConversations
    ),
    (
      "items on lines",
      "{\"conversation_id\":\"1\",\"items\":[\n" + message + ",\n" + message + ",\n" + message
        + "]}",
      .values(depth: 0), .onparConversations
    ),
    ("ids at the end", #"{"text":"x","role":"bot","conversation_id":1}"#, .lines, .onparMessages),
    (
      "an attachment alone", #"{"conversation_id":"1","role":"bot","attachments":[{"name":"a"}]}"#,
      .lines, .onparMessages
    ),
    (
      "an event", #"{"conversation_id":"1","type":"event","event":"closed"}"#, .lines,
      .onparMessages
    ),
    (
      "heads first", #"{"type":"conversation","conversation_id":"1","topic":"x"}"#, .lines,
      .onparMessages
    ),
    ("XML", "<?xml version=\"1.0\"?>\n<!-- a > b -->\n<onpar version=\"1\">", .xml, .onparXML),
    ("XML with a mark", "\u{FEFF}<onpar>", .xml, .onparXML),
    (
      "XML with a list of entities", "<!DOCTYPE onpar [<!ENTITY a \"<b>c</b>\">]><onpar/>", .xml,
      .onparXML
    ),
    ("XML with an odd instruction", "<?style a=\"<b>\"?><onpar/>", .xml, .onparXML),
  ]

  @Test(arguments: containers)
  func `a container is recognised`(
    name: String,
    text: String,
    container: Container,
    format: Format
  ) {
    let found = recognise(text)
    #expect(found.container == container && found.format == format, "\(name): \(found)")
  }

  @Test(arguments: [
    "this line is no JSON\n", "{\"conversation_id\":\"1\",\n",
    "{\"conversation_id\":\"0\",\"text\":\"broken \n",
    "ation_id\":\"1\",\"role\":\"bot\",\"text\":\"cut at its beginning\"}\n", "{]}\n",
    "{\"attachments\":[{\"a\":}\n",
    "\"text\"\n",
  ])
  func `a broken first line does not hide the format`(first: String) {
    let found = recognise(first + message + "\n" + message + "\n" + message + "\n")
    #expect(found.container == .lines && found.format == .onparMessages, "\(found)")
  }

  @Test func `one line longer than the window is still a line`() {
    let words = String(repeating: "word ", count: 20_000)
    let long = #"{"conversation_id":"1","role":"bot","text":""# + words + "\"}\n"
    #expect(window(long).container == .lines)
    let item = #"{"role":"bot","text":""# + words + "\"}"
    let found = window(
      #"{"schema":"onpar/1","conversation_id":"1","items":["# + item + "," + item + "]}\n" + whole
    )
    #expect(found.container == .lines && found.format == .onparConversations)
  }

  @Test func `objects with nothing between are no line, however many they are`() {
    let many = String(repeating: whole, count: 2_000)
    #expect(many.utf8.count > Recognition.window)
    let found = window(many)
    #expect(found.container == .values(depth: 0) && found.format == .onparConversations)
  }

  @Test func `a record that the window cuts does not decide`() {
    // Two records, of which the window shows the first and some of the second.
    for shown in 1...whole.utf8.count {
      let lines = Array((whole + "\n" + whole).utf8.prefix(whole.utf8.count + 1 + shown))
      #expect(recognise(lines, isWhole: false).container == .lines, "\(shown)")
      let array = Array(("[" + whole + "," + whole).utf8.prefix(whole.utf8.count + 2 + shown))
      #expect(recognise(array, isWhole: false).container == .values(depth: 1), "\(shown)")
    }
  }

  @Test func `what is not recognised is described by its keys`() throws {
    #expect(recognise(#"{"id":1,"ticket":{"a":1}}"# + "\n").seen == #"keys "id", "ticket""#)
    let listed = try #require(recognise(#"{"tickets":[{"via":1,"status":2}]}"#).seen)
    #expect(listed == #"keys "via", "status""#)
    let long = String(repeating: "k", count: 100)
    let seen = try #require(recognise("{\"\(long)\":1}").seen)
    #expect(seen == "keys \"" + String(repeating: "k", count: 40) + "…\"")
    #expect(recognise("<ticketDump>").seen == "root element ticketDump")
    #expect(recognise("<?xml version=\"1.0\"?>").seen == "XML without a root element")
    #expect(recognise("hello").seen == "neither JSON records nor XML")
    #expect(recognise("Hello, Ana,\nyour parcel is here.").seen == "neither JSON records nor XML")
    let rows = recognise("\u{FEFF}Ticket-ID;Text\r\n1;\"a; b\"\r\n2;c\r\n").seen
    #expect(rows == #"rows with the columns "Ticket-ID", "Text""#)
    #expect(recognise([0xFF, 0x00, 0x41]).seen == "neither JSON records nor XML")
    #expect(recognise("[1,2,3]").seen == "a list without objects")
    #expect(recognise("[").seen == "a list without objects")
    #expect(recognise("{}").seen == "objects without keys")
    #expect(recognise("[{},{}]").seen == "objects without keys")
    #expect(recognise(" [\n]\n") == .empty && recognise("[[]]") == .empty)
  }

  @Test(arguments: ["tickets", "chatTranscript", "onpar", "anything"])
  func `an encoding that nobody knows is told by its name`(root: String) {
    let declared = "<?xml version='1.0' encoding='X-BOGUS'?>\n<\(root)></\(root)>"
    guard root != "onpar", root != "chatTranscript" else {
      // The root tells the format, and the parser what is wrong.
      return #expect(recognise(declared).format != nil)
    }
    guard case .unreadable(let why) = recognise(declared) else {
      Issue.record("\(recognise(declared))")
      return
    }
    #expect(why.contains("\"X-BOGUS\"") && why.contains("expected UTF-8"))
    let known = declared.replacing("X-BOGUS", with: "ISO-8859-2")
    #expect(recognise(known).seen == "root element \(root)")
  }

  @Test func `the majority of the records decides`() {
    let other = #"{"id":1}"#
    #expect(recognise([message, message, other].joined(separator: "\n")).format == .onparMessages)
    #expect(recognise([message, other, other].joined(separator: "\n")).format == nil)
  }

  @Test(arguments: ["", " ", "\n\r\n\t", "\u{1E}\n", "\u{FEFF}", "\u{FEFF}\n"])
  func `white space alone is empty`(text: String) {
    #expect(recognise(text) == .empty)
  }

  @Test func `XML in UTF-16 is recognised with a mark and without`() {
    let text = "<?xml version=\"1.0\" encoding=\"UTF-16\"?><onpar>"
    let little = text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let big = text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    for bytes in [[0xFF, 0xFE] + little, [0xFE, 0xFF] + big, little, big] {
      #expect(recognise(bytes).format == .onparXML)
    }
    // JSON that mentions the element is no XML.
    let json = "{\"a\":\"<onpar>\"}".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    #expect(recognise([0xFF, 0xFE] + json).format == nil)
  }

  @Test func `a text cut at any byte never traps`() {
    for (_, text, _, _) in Self.containers {
      let bytes = Array(text.utf8)
      for count in 0...bytes.count {
        for isWhole in [true, false] { _ = recognise(Array(bytes.prefix(count)), isWhole: isWhole) }
      }
    }
  }

  @Test(
    .enabled(if: Repository.hasFormatSamples, "\(Repository.noFormatSamples)"),
    arguments: [
      ("01-plain.jsonl", Container.lines), ("03-blank-lines-no-final-newline.jsonl", .lines),
      ("02-bom-crlf.jsonl", .lines), ("04-top-level-array.json", .values(depth: 1)),
      ("05-object-with-one-big-array.json", .values(depth: 2)),
      ("06-pretty-objects-in-a-row.json", .values(depth: 0)),
      ("07-concatenated-no-separator.json", .values(depth: 0)),
      ("08-json-text-sequence.jsonseq", .lines),
      ("10-ascii-escapes.jsonl", .lines), ("91-broken-one-bad-line.jsonl", .lines),
      ("93-broken-invalid-utf8.jsonl", .lines),
      ("94-broken-array-not-closed.json", .values(depth: 1)),
      ("95-odd-lone-surrogate-and-nul.jsonl", .lines), ("96-odd-duplicate-key.jsonl", .lines),
      ("97-odd-huge-numbers.jsonl", .lines), ("98-odd-deep-nesting.jsonl", .lines),
      ("99-odd-nan.jsonl", .lines),
    ]
  )
  func `the sample containers are recognised and hold their conversations`(
    name: String,
    container: Container
  ) throws {
    let bytes = try #require(sample("containers/" + name))
    let window = Array(bytes.prefix(Recognition.window))
    let found = recognise(window, isWhole: bytes.count <= Recognition.window)
    #expect(found.container == container && found.format == .onparConversations, "\(found)")

    // Files 01 to 15 hold the same records.
    guard name < "11" else { return }
    let plain = try #require(sample("containers/01-plain.jsonl"))
    // The mark is dropped by the stage before.
    let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    let records = Decoding(text, container: container)
    #expect(records.faults.isEmpty)
    #expect(records.records == Decoding(plain, container: .lines).records)
    #expect(records.records.count { $0.kind == .begin } == 3)
  }

  @Test(.enabled(if: Repository.hasFormatSamples, "\(Repository.noFormatSamples)"))
  func `broken and odd samples lose only what is broken`() throws {
    let bytes = try #require(sample("containers/91-broken-one-bad-line.jsonl"))
    let broken = Decoding(bytes, container: .lines)
    #expect(broken.conversations == ["1001", "1005"])
    #expect(broken.faults.map(\.kind) == [.malformed])
    for name in [
      "95-odd-lone-surrogate-and-nul", "96-odd-duplicate-key", "97-odd-huge-numbers",
      "98-odd-deep-nesting", "99-odd-nan",
    ] {
      let odd = Decoding(try #require(sample("containers/\(name).jsonl")), container: .lines)
      #expect(odd.conversations == ["1001", "1002", "1005"], "\(name)")
      #expect(odd.faults.isEmpty, "\(name): \(odd.faults)")
    }
    let cut = Decoding(
      try #require(sample("containers/94-broken-array-not-closed.json")),
      container: .values(depth: 1)
    )
    #expect(cut.endsEarly)
  }
}

/// A file of the shared samples; nil where it is not there.
private func sample(_ name: String) -> [UInt8]? {
  guard let file = fopen(Repository.formatSamples + "/" + name, "r") else { return nil }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = fread(&buffer, 1, buffer.count, file)
    if count == 0 { return bytes }
    bytes += buffer.prefix(count)
  }
}
