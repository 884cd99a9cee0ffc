import Diagnostics
import Testing

@testable import Records

/// XML records as trees.
@Suite struct XMLTreeTests {
  /// Each record drawn as text, and the problems.
  private static func read(
    _ bytes: [UInt8],
    _ path: XMLPath,
    piece: Int = .max,
    limits: XMLLimits = XMLLimits()
  ) -> (records: [String], problems: [ProblemKind]) {
    let store = TreeStore()
    // libxml2 gets the same pieces.
    var limits = limits
    limits.pieceBytes = Swift.max(4, Swift.min(piece, limits.pieceBytes))
    let reader = XMLTreeReader(records: path, store: store, limits: limits)
    let drawn = Drawn()
    var rest = bytes[...]
    while !rest.isEmpty {
      let part = Array(rest.prefix(piece))
      rest = rest.dropFirst(part.count)
      part.withUnsafeBytes { bytes in
        reader.consume(bytes) { record, _, _ in
          drawn.records.append(draw(record))
          store.removeAll()
        }
      }
    }
    reader.finish { record, _, _ in
      drawn.records.append(draw(record))
      store.removeAll()
    }
    return (drawn.records, reader.takeProblems().map(\.kind))
  }

  private final class Drawn { var records: [String] = [] }

  private static func draw(_ node: TreeNode) -> String {
    let name = node.key.string ?? ""
    guard node.isElement else { return name + "=" + (node.text.string ?? "") }
    return name + "(" + node.children.map { draw($0) }.joined(separator: " ") + ")"
  }

  private static func read(_ text: String, _ path: XMLPath, piece: Int = .max) -> [String] {
    read(Array(text.utf8), path, piece: piece).records
  }

  @Test func `elements, attributes and texts come in order`() {
    let text = "<r><c n='1&amp;2'>a<b>x</b> c</c><d/><c/></r>"
    for piece in [Int.max, 1, 3, 7] {
      #expect(
        Self.read(text, XMLPath("c"), piece: piece) == [
          "c(@n=1&2 #text=a b(#text=x) #text= c)", "c()",
        ]
      )
    }
  }

  @Test func `records are found at their path only`() {
    let text = "<r><x><c>no</c></x><y><c>1</c><z><c>no</c></z></y><y><c>2</c></y></r>"
    #expect(Self.read(text, XMLPath("y", "c")) == ["c(#text=1)", "c(#text=2)"])
    #expect(Self.read("<r a='1'><b/></r>", XMLPath()) == ["r(@a=1 b())"])
  }

  @Test func `the elements around a record are known by their attributes`() {
    let store = TreeStore()
    let reader = XMLTreeReader(records: XMLPath("h", "m"), store: store)
    let drawn = Drawn()
    Array("<r v='1'><h jid='x'><m/></h></r>".utf8).withUnsafeBytes { bytes in
      reader.consume(bytes, mayWait: false) { _, around, _ in
        drawn.records.append(Self.draw(around))
      }
    }
    #expect(drawn.records == ["r(@v=1 h(@jid=x))"])
  }

  @Test func `an element answers its own text, and the whole text when asked`() {
    let store = TreeStore()
    let reader = XMLTreeReader(records: XMLPath(), store: store)
    let drawn = Drawn()
    let text = "<r><a>one</a><b k='1'>two</b><c> x <i>y</i> z </c><d/><e nil='true'></e></r>"
    Array(text.utf8).withUnsafeBytes { bytes in
      reader.consume(bytes, mayWait: false) { root, _, _ in
        drawn.records = [
          root["a"].text.string ?? "", root["b"].text.string ?? "",
          store.wholeText(of: root["c"]).string ?? "", root["d"].text.string ?? "absent",
          "\(root["e"].isAbsent)", "\(root.text.isAbsent)",
        ]
      }
    }
    #expect(drawn.records == ["one", "two", " x y z ", "", "true", "true"])
  }

  @Test func `namespaces are told apart`() {
    let store = TreeStore()
    let path = XMLPath([XMLPath.Step("c", space: "urn:a")])
    let reader = XMLTreeReader(records: path, store: store)
    let drawn = Drawn()
    let text = "<r xmlns:p='urn:a' xmlns='urn:b'><c>no</c><p:c>yes</p:c></r>"
    Array(text.utf8).withUnsafeBytes { bytes in
      reader.consume(bytes, mayWait: false) { record, _, _ in
        drawn.records.append((record.namespace.string ?? "") + " " + (record.text.string ?? ""))
      }
    }
    #expect(drawn.records == ["urn:a yes"])
  }

  @Test func `one reader reads documents in a row as new readers do`() {
    let texts = [
      "<r xmlns='urn:a'><c n='1'>a</c></r>",
      // Broken inside: its namespaces are not the next one's.
      "<r xmlns:p='urn:p'><c><p:d>",
      "<r><c>b</c><p:c/></r>",
      "<r><c>&#8364;</c></d>",
      "", "   ",
      "<!DOCTYPE r [<!ELEMENT r ANY><!ATTLIST c k CDATA 'v'>]><r><c/></r>",
      "<r><c/><c k='w'/></r>",
      "<!DOCTYPE r [<!ENTITY e 'x'>]><r><c>&e;</c></r>",
      "<?xml version='1.0' encoding='ISO-8859-1'?><r><c>b</c></r>",
      "<x:r xmlns:x='urn:b'><x:c>c</x:c></x:r>",
    ]
    let documents =
      texts.map { Array($0.utf8) } + [
        Array("<?xml version='1.0' encoding='ISO-8859-1'?><r><c>".utf8) + [0xE4]
          + Array("</c></r>".utf8),
        Array("<r><c>".utf8) + [0xC3, 0xA4] + Array("</c></r>".utf8),
        [0xFF, 0xFE] + "<r><c>ä</c></r>".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] },
      ]
    let store = TreeStore()
    let reader = XMLTreeReader(records: XMLPath(), store: store)
    // Every document stands behind every other one.
    for first in documents {
      for second in documents {
        for document in [first, second] {
          let drawn = Drawn()
          reader.begin(records: XMLPath("c"))
          let take: XMLTreeReader.Taker = { record, _, _ in
            drawn.records.append(Self.draw(record))
            store.removeAll()
          }
          document.withUnsafeBytes { reader.consume($0, take) }
          reader.finish(take)
          let alone = Self.read(document, XMLPath("c"))
          #expect(drawn.records == alone.records)
          #expect(reader.takeProblems().map(\.kind) == alone.problems)
        }
      }
    }
  }

  @Test func `the root's tag is read from the bytes alone when it is plain`() {
    func tag(_ text: String) -> [String?]? {
      Array(text.utf8).withUnsafeBufferPointer { bytes in
        guard let start = bytes.baseAddress else { return nil }
        return XMLRootTag(plain: start, start + bytes.count).map {
          [$0.name.string, $0.namespace.string]
        }
      }
    }
    #expect(tag("<chat xmlns='urn:x' account=\"ä>\"><a xmlns='urn:no'/>") == ["chat", "urn:x"])
    #expect(tag("<chat\n  x:lang = 'de' xmlns:x='urn:no' >") == ["chat", nil])
    #expect(tag("<chat/>") == ["chat", nil])
    for text in [
      "<", "<chat", "<chat ", "<x:chat>", "<chat xmlns='a&amp;b'>", "<chat a='<'>", "<chat a>",
      "<chat a=b>", "<chat a='", "<chät>", "< chat>",
    ] {
      #expect(tag(text) == nil, "\(text)")
    }
  }

  @Test func `the declared encoding is read`() {
    let head = "<?xml version='1.0' encoding='ISO-8859-15'?><r><c>"
    let bytes = Array(head.utf8) + [0xA4, 0xFC] + Array("</c></r>".utf8)
    #expect(Self.read(bytes, XMLPath("c")).records == ["c(#text=€ü)"])
  }

  /// The characters of bytes from 80 on, or from A0 on, as the registries of the encodings list them.
  static let singleBytes: [(name: String, bytes: [UInt8], text: String)] = [
    (
      "ISO-8859-15", Array(0xA0...0xFF),
      "\u{A0}¡¢£€¥Š§š©ª«¬\u{AD}®¯°±²³Žµ¶·ž¹º»ŒœŸ¿ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ"
    ),
    ("iso-8859-15", [0xA4], "€"),
    ("windows-1252", [0x80] + Array(0x82...0x8C), "€‚ƒ„…†‡ˆ‰Š‹Œ"),
    ("Windows-1252", [0x8E] + Array(0x91...0x9C), "Ž‘’“”•–—˜™š›œ"),
    ("cp1252", [0x9E, 0x9F, 0xA0, 0xA4, 0xFF], "žŸ\u{A0}¤ÿ"),
    ("ISO-8859-1", Array(0xA0...0xA9), "\u{A0}¡¢£¤¥¦§¨©"),
  ]

  @Test(arguments: singleBytes.indices)
  func `bytes that are a character each become what their encoding says`(number: Int) {
    let (name, bytes, text) = Self.singleBytes[number]
    let head = Array("<?xml version='1.0' encoding='\(name)'?><r><c>plain text before ".utf8)
    let document = head + bytes + Array(" and behind</c></r>".utf8)
    for piece in [Int.max, 1, 7] {
      let read = Self.read(document, XMLPath("c"), piece: piece)
      #expect(read.records == ["c(#text=plain text before \(text) and behind)"], "\(piece)")
      #expect(read.problems == [])
    }
  }

  @Test func `a text that triples as UTF-8 is read to its end`() {
    let head = Array("<?xml version='1.0' encoding='windows-1252'?><r><c>".utf8)
    let count = 300_000
    let document = head + [UInt8](repeating: 0x80, count: count) + Array("</c></r>".utf8)
    for piece in [Int.max, 70_000, 1_000] {
      let read = Self.read(document, XMLPath("c"), piece: piece)
      #expect(read.records.map(\.utf8.count) == ["c(#text=)".utf8.count + 3 * count], "\(piece)")
      #expect(read.problems == [])
    }
  }

  @Test(arguments: [0x81, 0x8D, 0x8F, 0x90, 0x9D] as [UInt8])
  func `a byte that is no character of its encoding breaks the document`(byte: UInt8) {
    let head = Array("<?xml version='1.0' encoding='windows-1252'?><r><c>1</c><c>".utf8)
    let (records, problems) = Self.read(head + [byte] + Array("</c></r>".utf8), XMLPath("c"))
    #expect(records == ["c(#text=1)"])
    #expect(problems == [.malformed])
  }

  // MARK: Hostile documents

  @Test func `deep nesting ends the reading and not the program`() {
    let text = "<r><c>1</c>" + String(repeating: "<a>", count: 100_000)
    let (records, problems) = Self.read(Array(text.utf8), XMLPath("c"))
    #expect(records == ["c(#text=1)"])
    #expect(problems == [.overLimit])
  }

  @Test func `entities are never expanded`() {
    var text = "<!DOCTYPE r [<!ENTITY a 'xxxxxxxxxx'>"
    for (name, last) in zip("bcdefgh", "abcdefg") {
      text += "<!ENTITY \(name) '" + String(repeating: "&\(last);", count: 10) + "'>"
    }
    text += "]><r><c>&h;</c></r>"
    let (records, problems) = Self.read(Array(text.utf8), XMLPath("c"))
    #expect(records.isEmpty)
    #expect(problems == [.malformed])
  }

  @Test func `a huge attribute or text costs its record only`() {
    var limits = XMLLimits()
    limits.attributeBytes = 100
    limits.textBytes = 100
    let long = String(repeating: "x", count: 500)
    let text = "<r><c a='\(long)'/><c>\(long)<d>1</d></c><c>2</c></r>"
    let (records, problems) = Self.read(Array(text.utf8), XMLPath("c"), limits: limits)
    #expect(records == ["c(#text=2)"])
    #expect(problems == [.overLimit, .overLimit])
  }

  @Test func `a record that is too large costs itself only`() {
    var limits = XMLLimits()
    limits.conversationBytes = 10_000
    let many = String(repeating: "<x>y</x>", count: 1_000)
    let text = "<r><c>\(many)</c><c>2</c></r>"
    for piece in [Int.max, 100] {
      let (records, problems) = Self.read(
        Array(text.utf8),
        XMLPath("c"),
        piece: piece,
        limits: limits
      )
      #expect(records == ["c(#text=2)"])
      #expect(problems == [.overLimit])
    }
  }

  @Test func `a document that ends early keeps its records`() {
    let (records, problems) = Self.read(Array("<r><c>1</c><c>2".utf8), XMLPath("c"))
    #expect(records == ["c(#text=1)"])
    #expect(problems == [.endsEarly])
  }

  @Test(arguments: [
    "<r><c>1</c><c>2</d><c>3</c></r>", "<r><c>1</c><c>\u{1}</c></r>",
    "<r><c>1</c><c a='1' a='2'/></r>",
    "<r><c>1</c>&x;<c/></r>", "<r><c>1</c></r><r/>", "<r><c>1</c><c", "<r><c>1</c><c>a & b</c></r>",
    "<?xml version='1.0' encoding='X-BOGUS'?><r><c>1</c></r>",
  ])
  func `however a broken document comes, the same is read of it and the same said`(text: String) {
    func read(_ piece: Int) -> (records: [String], problems: [Problem]) {
      let store = TreeStore()
      var limits = XMLLimits()
      limits.pieceBytes = 5
      let reader = XMLTreeReader(records: XMLPath("c"), store: store, limits: limits)
      let drawn = Drawn()
      let take: XMLTreeReader.Taker = { record, _, _ in
        drawn.records.append(Self.draw(record))
        store.removeAll()
      }
      let bytes = Array(text.utf8)
      for start in stride(from: 0, to: bytes.count, by: piece) {
        bytes[start..<Swift.min(start + piece, bytes.count)]
          .withUnsafeBytes { reader.consume($0, take) }
      }
      reader.finish(take)
      return (drawn.records, reader.takeProblems())
    }
    let whole = read(1_000)
    #expect(!whole.problems.isEmpty)
    for piece in 1...13 {
      let found = read(piece)
      #expect(found.records == whole.records && found.problems == whole.problems, "\(piece)")
    }
  }
}
