import Records
import TestSupport
import Testing

/// Messages that look alike are read by their shape; each alone is read without one.
///
/// Both must say the same.
struct NativeDecoderShapeTests {
  /// Lines of an export: the same keys in the same order, some left out, values of all kinds.
  private func line(_ random: inout SeededRandom, _ number: Int) -> String {
    let texts = [
      "plain", "", "   ", "with \\\"quotes\\\" and \\\\", "line\\nbreak", "\\u00e9\\ud83d\\ude00",
      "Grüße 😀",
      "a text that is longer than sixteen bytes, and than thirty-two", "exactly sixteen!",
      "\\/slash", "\\ud800 alone",
    ]
    var fields = [
      "\"conversation_id\":"
        + random.pick(["\"c-000\(number % 7)\"", "\"c-000\(number % 7)\"", "17"])
    ]
    func add(_ field: String, _ values: [String], once odds: Int = 1) {
      if odds == 1 || !random.once(in: odds) {
        fields.append("\"\(field)\":" + random.pick(values))
      }
    }
    add("message_id", ["\"m\(number)\"", "\(number)", "null"], once: 9)
    add(
      "timestamp",
      [
        "\"2026-03-02T10:00:0\(number % 10).000Z\"", "\"2026-03-02T10:00:00\"", "1741000000",
        "\"2026-03-02T10:00:00.000\\u002b01:00\"", "null",
      ],
      once: 7
    )
    add("role", ["\"customer\"", "\"bot\"", "\"human\"", "\"somebody\"", "\"assistant\""])
    add("author_id", ["\"a\(number % 3)\"", "null", "\"bot_main\""], once: 5)
    add("channel", ["\"chat\"", "\"e-mail and others\"", "null", "3"], once: 5)
    add(
      "client",
      ["\"web/3.5.\(number)\"", "{\"a\":1}", "null", "NaN", "\"x\\ty\"", "[]"],
      once: 6
    )
    if random.once(in: 12) { add("kind", ["\"greeting\"", "\"odd\""]) }
    if random.once(in: 12) { add("visibility", ["\"private\"", "\"public\""]) }
    if random.once(in: 12) { add("type", ["\"message\"", "\"event\"", "\"other\""]) }
    add("text", texts.map { "\"\($0)\"" } + ["null"])
    add(
      "metadata",
      [
        "{\"client\":\"web\",\"tags\":[]}", "{\"client\":\"app\",\"tags\":[]}",
        "{\"client\":\"app\",\"tags\":[\"x\",-Infinity]}", "{}",
      ],
      once: 8
    )
    if random.once(in: 20) { fields.append("\"text\":\"again\"") }
    return "{" + fields.joined(separator: ",") + "}"
  }

  /// What the lines say together must be what each says alone.
  private func check(_ lines: [[UInt8]], newline: [UInt8] = [0x0A]) {
    let together = Decoding(Array(lines.joined(separator: newline)))
    let alone = lines.map { Decoding($0) }
    #expect(together.records == alone.flatMap(\.records))
    #expect(together.faults.map(\.detail) == alone.flatMap { $0.faults.map(\.detail) })
    #expect(together.faults.map(\.column) == alone.flatMap { $0.faults.map(\.column) })
    #expect(together.decoded == alone.reduce(0) { $0 + $1.decoded })
    #expect(together.oddNumbers == alone.reduce(0) { $0 + $1.oddNumbers })
    #expect(together.replacedSequences == alone.reduce(0) { $0 + $1.replacedSequences })
    var fields: [String: Int] = [:]
    for one in alone { fields.merge(one.unknownFields, uniquingKeysWith: +) }
    #expect(together.unknownFields == fields)
  }

  @Test(arguments: 1...8)
  func `messages that look alike say together what they say alone`(seed: Int) {
    var random = SeededRandom(seed)
    let lines = (0..<150).map { Array(line(&random, $0).utf8) }
    check(lines)
    check(lines, newline: [0x0D, 0x0A])
  }

  @Test(arguments: 1...8)
  func `damage to a message that looks like the others is found`(seed: Int) {
    var random = SeededRandom(seed + 100)
    let alphabet = Array("{}[],:\"\\ 0159.-eEtrufalsnNI\t\r\u{1}".utf8) + [0x80, 0xC3, 0xFF]
    let lines = (0..<200).map { number -> [UInt8] in
      var line = Array(line(&random, number).utf8)
      guard random.once(in: 2) else { return line }
      let place = random.below(line.count)
      switch random.below(5) {
      case 0: line[place] = random.pick(alphabet)
      case 1: line.remove(at: place)
      case 2: line.insert(random.pick(alphabet), at: place)
      case 3: line.removeSubrange(place...)
      default: line.removeSubrange(place..<min(line.count, place + 1 + random.below(8)))
      }
      return line
    }
    // Lines that lost everything are blank, and blank lines are no records.
    check(lines)
  }

  @Test(arguments: 1...6)
  func `items of whole conversations that look alike say what they say alone`(seed: Int) {
    var random = SeededRandom(seed + 200)
    let items = (0..<60).map { line(&random, $0) }
    func conversation(_ items: some Sequence<String>) -> String {
      "{\"conversation_id\":\"c\",\"items\":[" + items.joined(separator: ",") + "]}"
    }
    let together = Decoding(conversation(items) + "\n" + conversation(items))
    let alone = items.map { Decoding(conversation([$0])) }
    func messages(_ decoding: Decoding) -> [DecodedRecord] {
      decoding.records.filter { $0.kind == .message || $0.kind == .event }
    }
    let once = alone.flatMap(messages)
    #expect(messages(together) == once + once)
    let details = alone.flatMap { $0.faults.map(\.detail) }
    #expect(together.faults.map(\.detail) == details + details)
    #expect(together.replacedSequences == 2 * alone.reduce(0) { $0 + $1.replacedSequences })
    #expect(together.oddNumbers == 2 * alone.reduce(0) { $0 + $1.oddNumbers })
  }

  @Test func `a string ends at its first special byte, wherever that stands`() {
    // Every byte at every place, against a plain search.
    for length in 0..<40 {
      for byte in UInt8.min...UInt8.max {
        var bytes = [UInt8](repeating: 0x61, count: 80)
        bytes[length] = byte
        bytes[45] = 0x22
        let found = bytes.withUnsafeBufferPointer { buffer -> (Int, Bool)? in
          guard let base = buffer.baseAddress,
            let (stop, isASCII) = JSONScanner.special(base, base + 64)
          else { return nil }
          return (stop - base, isASCII)
        }
        let isSpecial = byte < 0x20 || byte == 0x22 || byte == 0x5C
        #expect(found?.0 == (isSpecial ? length : 45))
        #expect(found?.1 == (isSpecial || byte < 0x80))
      }
    }
  }
}
