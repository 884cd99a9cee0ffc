import Diagnostics
import Records
import Testing

/// Documents in other encodings, and documents that mean harm.
struct XMLEncodingTests {
  private static let body =
    "<onpar><conversation conversation_id=\"ü\"><message role=\"bot\">Grüße</message></conversation></onpar>"
  private static let records = [
    "begin line=0 id=ü", "message line=0 bot “Grüße”", "end line=0 id=ü",
  ]

  private static func latin(_ text: String) -> [UInt8] {
    text.unicodeScalars.map { UInt8($0.value) }
  }

  private static func wide(_ text: String, bigEndian: Bool, mark: Bool) -> [UInt8] {
    ((mark ? [0xFEFF] : []) + Array(text.utf16)).flatMap { unit in
      let pair = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
      return bigEndian ? pair : pair.reversed()
    }
  }

  static let documents: [(name: String, bytes: [UInt8])] = [
    ("UTF-8", Array(body.utf8)),
    ("UTF-8 with mark", [0xEF, 0xBB, 0xBF] + Array(body.utf8)),
    ("ISO-8859-1", latin("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>" + body)),
    (
      "UTF-16LE",
      wide("<?xml version=\"1.0\" encoding=\"UTF-16\"?>" + body, bigEndian: false, mark: true)
    ),
    (
      "UTF-16BE",
      wide("<?xml version=\"1.0\" encoding=\"UTF-16\"?>" + body, bigEndian: true, mark: true)
    ),
    ("UTF-16BE undeclared", wide(body, bigEndian: true, mark: true)),
  ]

  @Test(arguments: documents.map(\.name))
  func `a document is read in the encoding that it declares`(name: String) throws {
    let bytes = try #require(Self.documents.first { $0.name == name }).bytes
    #expect(Reading(bytes).records == Self.records)
    for size in [1, 2, 3, 5] {
      let reading = Reading(bytes, cut: .every(size))
      #expect(reading.records == Self.records, "pieces of \(size)")
      #expect(reading.problems.isEmpty, "pieces of \(size)")
    }
  }

  @Test func `bytes outside the encoding are malformed`() {
    let bytes =
      Array("<onpar><conversation conversation_id='1'/>\n<x>".utf8) + [0xFF]
      + Array("</x></onpar>".utf8)
    let reading = Reading(bytes)
    #expect(reading.ids == ["1"])
    #expect(reading.problems.map(\.kind) == [.malformed])
    #expect(reading.problems.first?.position.line == 2)
  }

  @Test func `an encoding that nobody knows is malformed`() {
    let reading = Reading("<?xml version='1.0' encoding='klingon'?><onpar/>")
    #expect(reading.problems.map(\.kind) == [.malformed])
    #expect(reading.isIncomplete)
  }
}

struct XMLHostileTests {
  private static let complete =
    "<conversation conversation_id='1'><message role='bot'>a</message></conversation>"

  /// Documents that break off, the kind of problem, and its line.
  static let broken: [(text: String, kind: ProblemKind, line: Int)] = [
    ("<onpar>\(complete)\n<conversation conversation_id='2'></message></onpar>", .malformed, 2),
    (
      "<onpar>\(complete)\n<conversation conversation_id='2'>a & b</conversation></onpar>",
      .malformed, 2
    ),
    (
      "<onpar>\(complete)\n<conversation conversation_id='2'>&nbsp;</conversation></onpar>",
      .malformed, 2
    ),
    (
      "<onpar>\(complete)\n<conversation conversation_id='2' topic='a' topic='b'/></onpar>",
      .malformed, 2
    ),
    (
      "<onpar>\(complete)\n<conversation conversation_id='2'>\u{1}</conversation></onpar>",
      .malformed, 2
    ),
    ("<onpar>\(complete)</onpar>\n<onpar/>", .malformed, 2),
    ("<onpar>\(complete)</onpar>\nrubbish", .malformed, 2),
    ("<onpar>\(complete)\n<conversation conversation_id='2'>", .endsEarly, 2),
    ("<onpar>\(complete)\n<!-- ", .endsEarly, 2),
  ]

  @Test(arguments: broken)
  func `what is broken half way keeps what was complete`(text: String, kind: ProblemKind, line: Int)
  {
    for cut in [Cut.whole, .every(1), .every(7)] {
      let reading = Reading(text, cut: cut)
      #expect(reading.ids == ["1"])
      #expect(reading.problems.map(\.kind) == [kind])
      #expect(reading.problems.first?.position.line == line)
      #expect(reading.isIncomplete)
    }
  }

  @Test func `a tag that never ends is not held for ever`() {
    var limits = XMLLimits()
    limits.tokenBytes = 200_000
    for opening in ["<!--", "<message role='", "<?x ", "<a"] {
      let reading = Reading(
        "<onpar>\(Self.complete)" + opening + String(repeating: "x", count: 1_000_000),
        limits: limits
      )
      #expect(reading.ids == ["1"])
      #expect(reading.problems.map(\.kind) == [.overLimit], "\(opening)")
    }
  }

  @Test func `no bytes at all are an empty input`() {
    #expect(Reading("").problems.map(\.kind) == [.empty])
    #expect(Reading("\n\n").problems.map(\.kind) == [.empty])
  }

  @Test(arguments: [
    "x", "hello, world", "{\"a\":1}", "<", "<a", "<?xml version='1.0'?>", "\u{0}\u{0}\u{0}\u{0}",
  ])
  func `what is no document gives one problem`(text: String) {
    #expect(Reading(text).problems.count == 1)
    #expect(Reading(text, cut: .every(1)).problems.count == 1)
  }

  @Test func `another root is named`() {
    let reading = Reading(
      "<?xml version='1.0'?>\n<chatTranscript><onpar>\(Self.complete)</onpar></chatTranscript>"
    )
    #expect(reading.records.isEmpty)
    #expect(
      reading.complaints == [
        "2 unrecognised the root element is \"chatTranscript\"; expected \"onpar\""
      ]
    )
  }

  @Test func `a thousand million laughs cost nothing`() {
    var bomb = "<!DOCTYPE onpar [<!ENTITY a0 'lol'>"
    for level in 1...30 {
      bomb += "<!ENTITY a\(level) '" + String(repeating: "&a\(level - 1);", count: 10) + "'>"
    }
    for use in [
      "<message role='bot'>&a30;</message>", "<message role='bot' author_id='&a30;'>x</message>",
    ] {
      let reading = Reading(
        bomb + "]><onpar><conversation conversation_id='1'>\(use)</conversation></onpar>"
      )
      #expect(reading.records.isEmpty)
      #expect(reading.problems.map(\.kind) == [.malformed])
    }
  }

  @Test func `no file is fetched`() {
    for declaration in [
      "<!ENTITY a SYSTEM 'file:///etc/hostname'>",
      "<!ENTITY % a SYSTEM 'file:///etc/hostname'> %a;",
      "<!ENTITY a SYSTEM 'http://127.0.0.1:9/'>",
    ] {
      let reading = Reading(
        "<!DOCTYPE onpar [\(declaration)]><onpar><conversation conversation_id='1'>"
          + "<message role='bot'>&a;</message></conversation></onpar>"
      )
      #expect(reading.records.isEmpty)
      #expect(reading.problems.map(\.kind) == [.malformed])
    }
  }

  @Test func `an external subset is not loaded, and an entity from it is a problem`() {
    let head = "<!DOCTYPE onpar SYSTEM 'file:///nowhere/onpar.dtd'><onpar>\(Self.complete)"
    let plain = Reading(head + "</onpar>")
    #expect(plain.ids == ["1"])
    #expect(plain.problems.isEmpty)
    let used = Reading(
      head
        + "<conversation conversation_id='2'><message role='bot'>&a;</message></conversation></onpar>"
    )
    #expect(used.ids == ["1"])
    #expect(used.problems.map(\.kind) == [.malformed])
  }

  @Test func `values that only a document type supplies are not read`() {
    let reading = Reading(
      "<!DOCTYPE onpar [<!ATTLIST conversation conversation_id CDATA 'x'>]><onpar><conversation/></onpar>"
    )
    #expect(reading.ids.isEmpty)
    #expect(reading.problems.map(\.kind) == [.missingField])
  }

  @Test func `depth has a bound`() {
    func nested(_ depth: Int) -> Reading {
      Reading(
        "<onpar>\(Self.complete)" + String(repeating: "<a>", count: depth - 1)
          + String(repeating: "</a>", count: depth - 1) + "</onpar>"
      )
    }
    #expect(nested(256).problems.isEmpty)
    #expect(nested(257).problems.map(\.kind) == [.overLimit])
    #expect(nested(100_000).problems.map(\.kind) == [.overLimit])
    #expect(nested(100_000).ids == ["1"])
  }

  @Test func `the predefined entities and character references are read everywhere`() {
    let reading = Reading(
      "<onpar><conversation conversation_id='&lt;&amp;#38;&gt;&quot;&apos;&#65;&#x42;'>"
        + "<message role='bot'>&lt;&amp;#38;&gt;&quot;&apos;&#65;&#x42;</message></conversation></onpar>"
    )
    #expect(reading.ids == ["<&#38;>\"'AB"])
    #expect(reading.records[1] == "message line=0 bot “<&#38;>\"'AB”")
  }

  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func `random damage never traps and never invents a conversation`(seed: UInt64) {
    var state = seed
    func chance(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    let source = Array(rich.utf8)
    for _ in 0..<300 {
      var bytes = source
      for _ in 0...chance(3) { bytes[chance(bytes.count)] = UInt8(chance(256)) }
      let reading = Reading(bytes, cut: .every(1 + chance(100)))
      #expect(reading.ids.count <= 2)
      let whole = Reading(bytes)
      #expect(whole.records == reading.records)
    }
  }
}
