import ByteStreams
import Testing

struct GzipTests {
  private let text = Array("{\"id\":1,\"text\":\"hello, hello, hello\"}\r\n\n{\"id\":2}\n".utf8)

  @Test(arguments: 0...47)
  func `members may be cut anywhere, in the middle of a line too`(cut: Int) throws {
    let folder = try TemporaryFolder()
    let packed = try gzip(Array(text[..<cut])) + gzip(Array(text[cut...]))
    #expect(drain(try folder.write("a", packed), readSize: 7) == Drained(bytes: text))
  }

  @Test(arguments: 1...40)
  func `no number of members and no read size changes the bytes`(seed: Int) throws {
    var generator = SeededGenerator(seed: seed)
    let long = variedText(lines: 400, seed: seed)
    var packed: [UInt8] = []
    var position = 0
    while position < long.count {
      let size = min(Int.random(in: 0...2_000, using: &generator), long.count - position)
      packed += try gzip(Array(long[position..<position + size]))
      if Bool.random(using: &generator) { packed += [UInt8](repeating: 0, count: size) }
      position += size
    }
    let folder = try TemporaryFolder()
    let path = try folder.write("a.gz", packed)
    let readSize = seed < 20 ? seed : Int.random(in: 20...100_000, using: &generator)
    #expect(drain(path, readSize: readSize) == Drained(bytes: long))
  }

  @Test func `empty members and a padding of zeros are nothing`() throws {
    let folder = try TemporaryFolder()
    let empty = try gzip([])
    let packed = try empty + empty + gzip(text) + empty + [UInt8](repeating: 0, count: 1_000)
    #expect(drain(try folder.write("a", packed)) == Drained(bytes: text))
    #expect(drain(try folder.write("b", empty)) == Drained(bytes: []))
  }

  @Test func `gzip inside gzip is opened, and a third layer is refused with advice`() throws {
    let folder = try TemporaryFolder()
    let twice = try gzip(gzip(text))
    #expect(drain(try folder.write("a", twice), readSize: 3) == Drained(bytes: text))
    let thrice = drain(try folder.write("b", gzip(twice)))
    guard case .unsupportedCompression(let advice) = thrice.error else {
      Issue.record("three layers gave \(thrice)")
      return
    }
    #expect(advice.contains("gzip -d"))
  }

  @Test func `large members come through both layers`() throws {
    let folder = try TemporaryFolder()
    var generator = SeededGenerator(seed: 1)
    // Hardly compressible, so that both layers' buffers are refilled several times.
    let noise = [0x7B] + (0..<1_500_000).map { _ in UInt8.random(in: 32...126, using: &generator) }
    #expect(drain(try folder.write("a", gzip(noise))) == Drained(bytes: noise))
    #expect(
      drain(try folder.write("b", gzip(gzip(noise, level: 0))), readSize: 77_777)
        == Drained(bytes: noise)
    )
  }

  @Test func `a file cut short gives what there was, and then says so`() throws {
    let folder = try TemporaryFolder()
    let first = try gzip(text)
    let packed = try first + gzip(variedText(lines: 20, seed: 3))
    let whole = drain(try folder.write("whole", packed)).bytes
    var longest = 0
    for length in 2..<packed.count where length != first.count {
      let got = drain(try folder.write("cut", Array(packed[..<length])), readSize: 11)
      #expect(whole.starts(with: got.bytes))
      #expect(got.error == .endsEarly(decodedOffset: got.bytes.count), "cut at \(length)")
      #expect(got.bytes.count >= longest)
      longest = max(longest, got.bytes.count)
    }
    // Without the last byte of the trailer the text is all there.
    #expect(longest == whole.count)
  }

  @Test func `a cut inside the inner of two layers is found`() throws {
    let folder = try TemporaryFolder()
    let got = drain(try folder.write("a", gzip(Array(gzip(text).dropLast(4)))))
    #expect(got == Drained(bytes: text, error: .endsEarly(decodedOffset: text.count)))
  }

  @Test func `a changed byte is found, or did not matter`() throws {
    let folder = try TemporaryFolder()
    let packed = try gzip(text)
    var found = 0
    for position in 2..<packed.count {
      for bit in 0..<8 {
        var damaged = packed
        damaged[position] ^= 1 << bit
        let got = drain(try folder.write("a", damaged))
        if got.error == nil { #expect(got.bytes == text) } else { found += 1 }
      }
    }
    // All of the deflate data and the checksums; the header's time and system do not matter.
    #expect(found > (packed.count - 10) * 8)
  }

  @Test func `a checksum that does not fit is reported after the text`() throws {
    let folder = try TemporaryFolder()
    var packed = try gzip(text)
    packed[packed.count - 8] ^= 1
    let got = drain(try folder.write("a", packed))
    #expect(got.bytes == text)
    guard case .corruptGzip(text.count, _) = got.error else {
      Issue.record("got \(String(describing: got.error))")
      return
    }
  }

  @Test func `anything but zeros after the last member is damage`() throws {
    let folder = try TemporaryFolder()
    let got = drain(try folder.write("a", gzip(text) + Array("\0\0trailing".utf8)))
    #expect(got.bytes == text)
    guard case .corruptGzip(text.count, _) = got.error else {
      Issue.record("got \(String(describing: got.error))")
      return
    }
  }

  @Test func `bytes read and bytes decoded are counted`() throws {
    let folder = try TemporaryFolder()
    let packed = try gzip(text)
    var reader = try ByteReader(input(folder.write("a", packed)))
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 20, alignment: 1)
    defer { buffer.deallocate() }
    #expect(try reader.read(into: buffer) == 20)
    #expect(reader.decodedBytes == 20)
    #expect(reader.compressedBytesRead == packed.count)
    reader.finish()
  }
}
