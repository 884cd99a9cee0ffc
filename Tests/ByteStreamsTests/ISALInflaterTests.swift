#if ISAL
import ByteStreams
import CZlib
import Testing

/// Both inflaters over the same members, cut anywhere.
struct ISALInflaterTests {
  /// What came of one member.
  private struct Inflated: Equatable {
    var bytes: [UInt8] = []
    /// `starved` when the member ends early.
    var outcome = InflateOutcome.onward
    /// Bytes behind the member.
    var left = 0
  }

  private typealias Step = (
    inout UnsafeRawBufferPointer, UnsafeMutableRawBufferPointer
  ) -> (made: Int, outcome: InflateOutcome)

  /// Inflates a member that comes and goes in pieces of at most so many bytes.
  private func inflate(_ packed: [UInt8], input: Int, output: Int, by step: Step) -> Inflated {
    var result = Inflated()
    let room = UnsafeMutableRawBufferPointer.allocate(byteCount: output, alignment: 1)
    defer { room.deallocate() }
    packed.withUnsafeBytes { all in
      var given = 0
      var rest = UnsafeRawBufferPointer(rebasing: all[0..<0])
      while true {
        if rest.isEmpty, given < all.count {
          let size = min(input, all.count - given)
          rest = UnsafeRawBufferPointer(rebasing: all[given..<given + size])
          given += size
        }
        let (made, outcome) = step(&rest, room)
        result.bytes += room[..<made]
        if outcome == .onward || outcome == .starved && given < all.count { continue }
        result.outcome = outcome
        result.left = rest.count + all.count - given
        return
      }
    }
    return result
  }

  private func zlib(_ packed: [UInt8], input: Int = 1 << 18, output: Int = 1 << 18) -> Inflated {
    let inflater = ZlibInflater()
    return inflate(packed, input: input, output: output) { inflater.inflate(&$0, into: $1) }
  }

  private func isal(_ packed: [UInt8], input: Int = 1 << 18, output: Int = 1 << 18) -> Inflated {
    let inflater = ISALInflater()
    return inflate(packed, input: input, output: output) { inflater.inflate(&$0, into: $1) }
  }

  /// Of every kind: text, noise, few letters, long runs, repeats of itself; packed at every level.
  private func member(_ generator: inout SeededGenerator) throws -> [UInt8] {
    let count = Int.random(in: 0...120_000, using: &generator)
    let kind = Int.random(in: 0..<4, using: &generator)
    var text: [UInt8] = []
    text.reserveCapacity(count)
    for index in 0..<count {
      let any = UInt8.random(in: 0...255, using: &generator)
      let byte: UInt8 =
        switch kind {
        case 0: any
        case 1: 97 + any % 7
        case 2: any == 0 ? 10 : 97
        default: index > 60 && any > 12 ? text[index - 60] : 32 + any % 64
        }
      text.append(byte)
    }
    return try gzip(text, level: Int32.random(in: 0...9, using: &generator))
  }

  @Test(arguments: 1...30)
  func `the same bytes, however they are cut`(seed: Int) throws {
    var generator = SeededGenerator(seed: seed)
    let packed = try member(&generator) + [1, 2, 3]
    let expected = zlib(packed)
    #expect(expected.outcome == .memberEnded)
    #expect(expected.left == 3)
    #expect(isal(packed) == expected)
    for _ in 0..<4 {
      let input = Int.random(in: 1...3_000, using: &generator)
      let output = Int.random(in: 1...3_000, using: &generator)
      #expect(isal(packed, input: input, output: output) == expected, "\(input), \(output)")
    }
  }

  @Test func `one after the other, and other inflaters' headers`() throws {
    let inflater = ISALInflater()
    // Extra field, name, comment and checksum of the header, as RFC 1952 draws them.
    let plain = try gzip(Array("once more".utf8))
    var header: [UInt8] = [31, 139, 8, 0x1E, 0, 0, 0, 0, 0, 3, 2, 0, 65, 66, 110, 0, 99, 0]
    let sum = header.withUnsafeBytes { bytes in
      crc32(0, bytes.baseAddress?.assumingMemoryBound(to: Bytef.self), UInt32(bytes.count))
    }
    header += [UInt8(sum & 255), UInt8(sum >> 8 & 255)]
    for packed in [plain, header + plain.dropFirst(10), plain] {
      let got = inflate(packed, input: 5, output: 4) { inflater.inflate(&$0, into: $1) }
      #expect(got == zlib(packed))
      #expect(got.bytes == Array("once more".utf8))
      inflater.beginMember()
    }
    header[17] ^= 1
    #expect(isal(header) == zlib(header))
  }

  @Test(arguments: 1...30)
  func `what is cut short ends early, the last byte apart`(seed: Int) throws {
    var generator = SeededGenerator(seed: seed)
    let packed = try member(&generator)
    for _ in 0..<10 {
      let short = Array(packed.prefix(Int.random(in: 0..<packed.count, using: &generator)))
      let expected = zlib(short)
      #expect(expected.outcome == .starved)
      let got = isal(short, output: Int.random(in: 1...100_000, using: &generator))
      #expect(got.outcome == .starved)
      #expect(expected.bytes.starts(with: got.bytes))
      #expect(expected.bytes.count - got.bytes.count <= 1)
    }
  }

  @Test(arguments: 1...30)
  func `damage is found, and the same bytes come before it however they are cut`(seed: Int) throws {
    var generator = SeededGenerator(seed: seed)
    let packed = try member(&generator)
    var agreed = 0
    for _ in 0..<10 {
      var damaged = packed
      let place = Int.random(in: 0..<packed.count, using: &generator)
      damaged[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
      let expected = zlib(damaged)
      let got = isal(damaged)
      #expect((got.outcome == .memberEnded) == (expected.outcome == .memberEnded), "at \(place)")
      #expect(got.bytes.starts(with: expected.bytes), "at \(place)")
      if got.bytes == expected.bytes { agreed += 1 }
      let again = isal(damaged, output: Int.random(in: 1...3_000, using: &generator))
      #expect(again == got, "at \(place)")
    }
    // The others are tables of codes that only zlib refuses at once.
    #expect(agreed >= 7)
  }
}
#endif
