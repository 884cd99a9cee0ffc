import ByteStreams
import Testing

struct UnicodeTests {
  /// One text in every width of UTF-8.
  private static let text = "[\"añ 漢字 🤖 \u{10FFFF}\u{FFFD}\"]\r\n"

  enum Form: CaseIterable {
    case utf16LE, utf16BE, utf32LE, utf32BE

    func encode(_ text: String, mark: Bool) -> [UInt8] {
      let marked = (mark ? "\u{FEFF}" : "") + text
      return switch self {
      case .utf16LE: marked.utf16.flatMap { units($0.littleEndian) }
      case .utf16BE: marked.utf16.flatMap { units($0.bigEndian) }
      case .utf32LE: marked.unicodeScalars.flatMap { units($0.value.littleEndian) }
      case .utf32BE: marked.unicodeScalars.flatMap { units($0.value.bigEndian) }
      }
    }
  }

  @Test(arguments: Form.allCases, [true, false])
  func `every form becomes UTF-8, with a mark or without`(form: Form, mark: Bool) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("a", form.encode(Self.text, mark: mark))
    for readSize in 1...20 {
      #expect(drain(path, readSize: readSize) == Drained(bytes: Array(Self.text.utf8)))
    }
    let packed = try folder.write("b", gzip(form.encode(Self.text, mark: mark)))
    #expect(drain(packed) == Drained(bytes: Array(Self.text.utf8)))
  }

  @Test(arguments: Form.allCases, [0, 1, 2, 3])
  func `no place in the input buffer changes the text`(form: Form, shift: Int) throws {
    let folder = try TemporaryFolder()
    let long =
      "[\"" + String(repeating: "x", count: shift) + String(repeating: "é🤖", count: 40_000) + "\"]"
    let path = try folder.write("a", form.encode(long, mark: false))
    #expect(drain(path, readSize: 65_537) == Drained(bytes: Array(long.utf8)))
  }

  @Test func `the mark of UTF-8 is dropped and nothing else is touched`() throws {
    let folder = try TemporaryFolder()
    let invalid = Array("{\"a\":\"".utf8) + [0xFF, 0xC0, 0x80] + Array("\"}".utf8)
    #expect(drain(try folder.write("a", [0xEF, 0xBB, 0xBF] + invalid)) == Drained(bytes: invalid))
    #expect(drain(try folder.write("b", invalid)) == Drained(bytes: invalid))
    #expect(drain(try folder.write("c", [0xEF, 0xBB, 0xBF])) == Drained(bytes: []))
  }

  @Test func `what is no character becomes U+FFFD and is counted`() throws {
    let folder = try TemporaryFolder()
    func utf16(_ unitsOfText: [UInt16]) -> [UInt8] {
      unitsOfText.flatMap { units($0.littleEndian) }
    }
    let cases: [(bytes: [UInt8], text: String, replaced: Int)] = [
      (utf16([0x22, 0xD83E, 0x61, 0x22]), "\"\u{FFFD}a\"", 1),
      (utf16([0x22, 0xDD16, 0x22]), "\"\u{FFFD}\"", 1),
      (utf16([0x22, 0xD83E, 0xD83E, 0xDD16, 0x22]), "\"\u{FFFD}🤖\"", 1),
      (utf16([0x22, 0x61, 0xD83E]), "\"a\u{FFFD}", 1),
      (utf16([0x22, 0x61]) + [0x22], "\"a\u{FFFD}", 1),
      ([0x22, 0, 0, 0, 0, 0xD8, 0, 0, 0, 0, 0x11, 0], "\"\u{FFFD}\u{FFFD}", 2),
    ]
    for (bytes, text, replaced) in cases {
      let path = try folder.write("a", bytes)
      for readSize in 1...9 {
        #expect(
          drain(path, readSize: readSize)
            == Drained(bytes: Array(text.utf8), replacements: replaced)
        )
      }
    }
  }

  @Test(arguments: Form.allCases)
  func `as it is means that not a byte changes`(form: Form) throws {
    let folder = try TemporaryFolder()
    let bytes = form.encode("<?xml version=\"1.0\"?><a/>", mark: true)
    #expect(drain(try folder.write("a", gzip(bytes)), handling: .asIs) == Drained(bytes: bytes))
  }

  @Test func `one can look before choosing, and reading still begins at the start`() throws {
    let folder = try TemporaryFolder()
    let bytes = Form.utf16BE.encode("<?xml version=\"1.0\"?><a/>", mark: true)
    var reader = try ByteReader(input(folder.write("a", gzip(bytes))))
    #expect(Array(reader.peek()) == bytes)
    #expect(reader.peekText() == Array("<?xml version=\"1.0\"?><a/>".utf8))
    #expect(reader.decodedBytes == 0)
    reader.handle(.asIs)
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1_000, alignment: 1)
    defer { buffer.deallocate() }
    let count = try reader.read(into: buffer)
    #expect(Array(buffer[..<count]) == bytes)
    reader.finish()
  }

  @Test func `the look-ahead is 64 KiB of what is decompressed`() throws {
    let folder = try TemporaryFolder()
    let text = variedText(lines: 3_000, seed: 9)
    let reader = try ByteReader(input(folder.write("a", gzip(text))))
    #expect(Array(reader.peek()) == Array(text[..<65_536]))
  }

  @Test func `a first byte alone is no UTF-16`() throws {
    let folder = try TemporaryFolder()
    for bytes: [UInt8] in [[], [0x31], [0x1F], [0], [0, 0], [0, 0, 0, 0], [0xFF], [0xEF, 0xBB]] {
      #expect(drain(try folder.write("a", bytes)) == Drained(bytes: bytes))
    }
  }
}

/// The bytes of an integer as they lie in memory.
private func units(_ value: some FixedWidthInteger) -> [UInt8] {
  withUnsafeBytes(of: value) { Array($0) }
}
