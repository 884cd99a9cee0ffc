import Diagnostics
import Records
import TestSupport
import Testing

/// The fast decoder against the slow one.
struct NativeDecoderDifferentialTests {
  /// Ids may be numbers, of which the tree keeps the value and the decoder the text.
  private func comparable(_ record: DecodedRecord) -> DecodedRecord {
    func plain(_ id: String?) -> String? {
      id.map { text in Double(text).map { "number \($0)" } ?? text }
    }
    var record = record
    record.conversation = plain(record.conversation)
    record.message = plain(record.message)
    record.author = plain(record.author)
    record.customer = plain(record.customer)
    let parent = plain(record.head?.parent)
    record.head?.parent = parent
    return record
  }

  private func agree(_ fast: Decoding, _ slow: ReferenceDecoder) -> Bool {
    fast.records.map(comparable) == slow.records.map(comparable)
      && fast.faults.map(\.kind) == slow.faults
  }

  @Test(arguments: 1...10)
  func `random records decode to what the reference reads`(seed: Int) {
    var writer = RandomRecord(seed: seed)
    var sound = 0
    for _ in 0..<200 {
      let line = writer.line()
      let fast = Decoding(line)
      let slow = ReferenceDecoder(line: Array(line.utf8))
      #expect(
        agree(fast, slow),
        "\(line)\n\(fast.records)\n\(slow.records)\n\(fast.faults) \(slow.faults)"
      )
      #expect(fast.unknownFields == slow.unknownFields, "\(line)")
      #expect(fast.decoded == slow.records.count { $0.kind != .end })
      sound += fast.records.count
    }
    #expect(sound > 60)
  }

  @Test(arguments: 1...10)
  func `random damage gives what the reference reads, or a fault in both`(seed: Int) {
    var writer = RandomRecord(seed: seed + 1_000)
    var random = SeededRandom(seed)
    let alphabet = Array("{}[],:\"\\ 0159.-eEtrufalsnNI\t\u{1}".utf8) + [0x00, 0x80, 0xC3, 0xFF]
    var broken = 0
    for _ in 0..<200 {
      var line = Array(writer.line().utf8)
      for _ in 0...random.below(3) where !line.isEmpty {
        let place = random.below(line.count)
        switch random.below(4) {
        case 0: line[place] = random.pick(alphabet)
        case 1: line.remove(at: place)
        case 2: line.insert(random.pick(alphabet), at: place)
        default: line.removeSubrange(place..<min(line.count, place + 1 + random.below(8)))
        }
      }
      let fast = Decoding(line)
      let slow = ReferenceDecoder(line: line)
      #expect(
        agree(fast, slow),
        "\(String(decoding: line, as: UTF8.self))\n\(fast.records)\n\(slow.records)\n\(fast.faults) \(slow.faults)"
      )
      if fast.faults.contains(where: { $0.kind == .malformed }) { broken += 1 }
    }
    #expect(broken > 25)
  }

  @Test(arguments: 1...5)
  func `lines together decode to what they decode to alone`(seed: Int) {
    var writer = RandomRecord(seed: seed + 2_000)
    let lines = (0..<100).map { _ in writer.line() }
    let together = Decoding(lines.joined(separator: "\n"))
    let alone = lines.map { Decoding($0) }
    #expect(together.records == alone.flatMap(\.records))
    #expect(together.faults.map(\.detail) == alone.flatMap { $0.faults.map(\.detail) })
    #expect(together.decoded == alone.reduce(0) { $0 + $1.decoded })
  }
}
