import ByteStreams
import Diagnostics
import Dispatch
import Synchronization
import Testing

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

struct LineBlockTests {
  /// What a source gave: its lines with their places, and what it left out.
  private struct Taken: Equatable {
    var lines: [Int: [UInt8]] = [:]
    var skippedAt: [Int] = []
    var error: StreamError?
  }

  private func take(
    _ path: String,
    blockSize: Int,
    limits: StreamLimits = StreamLimits()
  ) throws -> Taken {
    let source = LineBlockSource(
      try ByteReader(input(path), limits: limits),
      input: 4,
      blockSize: blockSize
    )
    var block = LineBlock()
    var taken = Taken()
    var expectedNumber = 0
    var skippedBefore = 0
    do {
      while try source.next(&block) {
        #expect(block.number == expectedNumber)
        #expect(block.count > 0)
        expectedNumber += 1
        skippedBefore += block.skippedLines
        cut(Array(block.bytes), at: block.offset, into: &taken.lines)
      }
    } catch {
      taken.error = error
    }
    #expect(skippedBefore <= source.skippedLines)
    // Nothing comes after the end, however often one asks.
    #expect(try source.next(&block) == false)
    #expect(block.count == 0)
    taken.skippedAt = source.problems.first.compactMap(\.position.byte)
    #expect(source.problems.first.allSatisfy { $0.kind == .overLimit && $0.position.input == 4 })
    #expect(source.skippedLines == taken.skippedAt.count)
    return taken
  }

  /// The plain way to cut lines, for comparison.
  private func cut(_ bytes: [UInt8], at offset: Int, into lines: inout [Int: [UInt8]]) {
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: 10).map { $0 + 1 } ?? bytes.count
      lines[offset + start] = Array(bytes[start..<end])
      start = end
    }
  }

  @Test(arguments: Array(1...64) + [100, 1_000, 4_095, 4_096, 4_097, 20_000, 262_144])
  func `lines and their places do not depend on the block size`(blockSize: Int) throws {
    let folder = try TemporaryFolder()
    let text = variedText(lines: 200, seed: blockSize)
    var expected = Taken()
    cut(text, at: 0, into: &expected.lines)
    #expect(try take(folder.write("a", text), blockSize: blockSize) == expected)
    #expect(try take(folder.write("b", gzip(text)), blockSize: blockSize) == expected)
  }

  @Test(arguments: Array(1...64) + [100, 1_000, 4_096, 262_144], [1, 30, 80])
  func `an over-long line is skipped, counted and placed, whatever the block size`(
    blockSize: Int,
    maxLineBytes: Int
  ) throws {
    let folder = try TemporaryFolder()
    let text = variedText(lines: 120, seed: maxLineBytes)
    var all: [Int: [UInt8]] = [:]
    cut(text, at: 0, into: &all)
    func isTooLong(_ line: [UInt8]) -> Bool {
      line.count - (line.last == 10 ? 1 : 0) > maxLineBytes
    }
    let expected = Taken(
      lines: all.filter { !isTooLong($0.value) },
      skippedAt: all.filter { isTooLong($0.value) }.keys.sorted()
    )
    try #require(!expected.skippedAt.isEmpty)
    let limits = StreamLimits(maxLineBytes: maxLineBytes)
    #expect(try take(folder.write("a", text), blockSize: blockSize, limits: limits) == expected)
  }

  @Test(arguments: [1, 7, 64, 262_144])
  func `a block says what stands behind its last line`(blockSize: Int) throws {
    let folder = try TemporaryFolder()
    func endings(_ path: String) throws -> [LineBlock.Ending] {
      let source = LineBlockSource(try ByteReader(input(path)), input: 0, blockSize: blockSize)
      var block = LineBlock()
      var found: [LineBlock.Ending] = []
      do throws(StreamError) {
        while try source.next(&block) { found.append(block.ending) }
      } catch {}
      return found
    }
    for (text, last) in [("ab\ncd\n", LineBlock.Ending.newline), ("ab\ncd", .bare), ("ab", .bare)] {
      let found = try endings(folder.write("a", Array(text.utf8)))
      #expect(found.last == last && found.dropLast().allSatisfy { $0 == .newline }, "\(text)")
    }
    let packed = try gzip(variedText(lines: 2_000, seed: 1))
    let cut = try endings(folder.write("b", Array(packed.dropLast(packed.count / 2))))
    #expect(cut.last == .failure && cut.dropLast().allSatisfy { $0 == .newline })
  }

  @Test func `a line longer than a block makes that block grow`() throws {
    let folder = try TemporaryFolder()
    let long = [UInt8](repeating: 0x61, count: 700_001)
    let text = [0x31, 10] + long + [10, 0x32, 10]
    let got = try take(folder.write("a", text), blockSize: 262_144)
    #expect(got == Taken(lines: [0: [0x31, 10], 2: long + [10], 700_004: [0x32, 10]]))
  }

  @Test func `a line without an end may be long as well, and over-long too`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("a", Array("ab\n".utf8) + [UInt8](repeating: 0x61, count: 500))
    let fits = try take(path, blockSize: 64, limits: StreamLimits(maxLineBytes: 500))
    #expect(fits.lines.keys.sorted() == [0, 3] && fits.skippedAt.isEmpty)
    let tooLong = try take(path, blockSize: 64, limits: StreamLimits(maxLineBytes: 499))
    #expect(tooLong.lines.keys.sorted() == [0] && tooLong.skippedAt == [3])
  }

  @Test func `skipped lines are known to the block behind them`() throws {
    let folder = try TemporaryFolder()
    let text =
      "1\n" + String(repeating: "x", count: 50) + "\n" + String(repeating: "y", count: 50) + "\n4\n"
    let source = LineBlockSource(
      try ByteReader(input(folder.write("a", text)), limits: StreamLimits(maxLineBytes: 10)),
      input: 0
    )
    var block = LineBlock()
    #expect(
      try source.next(&block) && block.skippedLines == 0 && Array(block.bytes) == Array("1\n".utf8)
    )
    #expect(
      try source.next(&block) && block.skippedLines == 2 && Array(block.bytes) == Array("4\n".utf8)
    )
    #expect(block.offset == 104)
  }

  @Test func `nothing at all gives no block`() throws {
    let folder = try TemporaryFolder()
    #expect(try take(folder.write("a", ""), blockSize: 10) == Taken())
    #expect(try take(folder.write("b", [0xEF, 0xBB, 0xBF]), blockSize: 10) == Taken())
  }

  @Test(arguments: [1, 13, 262_144])
  func `a file cut short gives all its lines before the error`(blockSize: Int) throws {
    let folder = try TemporaryFolder()
    let packed = try gzip(variedText(lines: 300, seed: 5))
    let path = try folder.write("a", Array(packed[..<(packed.count / 2)]))
    let plain = drain(path)
    var expected = Taken(error: plain.error)
    cut(plain.bytes, at: 0, into: &expected.lines)
    #expect(plain.error == .endsEarly(decodedOffset: plain.bytes.count))
    #expect(try take(path, blockSize: blockSize) == expected)
  }

  @Test(arguments: [1, 2, 4])
  func `several workers get every line once`(workers: Int) throws {
    let folder = try TemporaryFolder()
    let text = variedText(lines: 20_000, seed: 2)
    let source = LineBlockSource(
      try ByteReader(input(folder.write("a", gzip(text)))),
      input: 0,
      blockSize: 5_000
    )
    let blocks = Mutex<[Int: [UInt8]]>([:])
    DispatchQueue.concurrentPerform(iterations: workers) { _ in
      var block = LineBlock()
      while (try? source.next(&block)) == true {
        let bytes = Array(block.bytes)
        let number = block.number
        blocks.withLock { $0[number] = bytes }
      }
    }
    let all = blocks.withLock { $0 }
    #expect(all.keys.sorted() == Array(0..<all.count))
    #expect(all.sorted { $0.key < $1.key }.flatMap(\.value) == text)
    #expect(source.progress.decoded == text.count)
  }

  @Test func `the error reaches one worker only`() throws {
    let folder = try TemporaryFolder()
    let packed = try gzip(variedText(lines: 3_000, seed: 2))
    let source = LineBlockSource(
      try ByteReader(input(folder.write("a", Array(packed.dropLast(9))))),
      input: 0,
      blockSize: 500
    )
    let errors = Mutex(0)
    DispatchQueue.concurrentPerform(iterations: 4) { _ in
      var block = LineBlock()
      do {
        while try source.next(&block) {}
      } catch {
        errors.withLock { $0 += 1 }
      }
    }
    #expect(errors.withLock { $0 } == 1)
  }

  @Test
  func `a file that is cut while it is read is short, and every line before the cut is there`()
    throws
  {
    let folder = try TemporaryFolder()
    let text = variedText(lines: 20_000, seed: 3)
    let path = try folder.write("a", text)
    let source = LineBlockSource(try ByteReader(input(path)), input: 0, blockSize: 64 << 10)
    var block = LineBlock()
    try #require(try source.next(&block))
    var taken = Array(block.bytes)
    // Behind what was read, then before it.
    try #require(text.count > 400_000 && truncate(path, 400_000) == 0)
    try #require(try source.next(&block))
    taken += Array(block.bytes)
    try #require(truncate(path, 10) == 0)
    var error: StreamError?
    do throws(StreamError) {
      while try source.next(&block) { taken += Array(block.bytes) }
    } catch let failure {
      error = failure
    }
    #expect(text.starts(with: taken))
    #expect(taken.count == 128 << 10)
    #expect(
      error == .becameShorter(decodedOffset: taken.count, bytes: taken.count, of: text.count)
    )
  }

  @Test func `a packed file that is cut while it is read ends early`() throws {
    let folder = try TemporaryFolder()
    // Hardly packed, so that the file is longer than what is read of it at a time.
    let text = variedText(lines: 40_000, seed: 3)
    let packed = try gzip(text, level: 0)
    let path = try folder.write("a", packed)
    let source = LineBlockSource(try ByteReader(input(path)), input: 0, blockSize: 64 << 10)
    var block = LineBlock()
    try #require(try source.next(&block))
    try #require(truncate(path, packed.count - 100_000) == 0)
    var taken = Array(block.bytes)
    var error: StreamError?
    do {
      while try source.next(&block) { taken += Array(block.bytes) }
    } catch let failure {
      error = failure
    }
    guard case .becameShorter(_, packed.count - 100_000, packed.count) = error else {
      Issue.record("\(String(describing: error)) after \(taken.count) of \(text.count) bytes")
      return
    }
    #expect(text.starts(with: taken))
  }

  @Test func `a file that is removed while it is read is read to its end`() throws {
    let folder = try TemporaryFolder()
    let text = variedText(lines: 20_000, seed: 3)
    let path = try folder.write("a", text)
    let source = LineBlockSource(try ByteReader(input(path)), input: 0, blockSize: 64 << 10)
    var block = LineBlock()
    try #require(try source.next(&block))
    var taken = Array(block.bytes)
    try #require(unlink(path) == 0)
    while try source.next(&block) { taken += Array(block.bytes) }
    #expect(taken == text)
    // Before it is opened it is another matter: that is said.
    #expect(throws: StreamError.self) { _ = try ByteReader(input(path)) }
  }

  @Test func `a block begins new bytes on a page and may be read a little beyond`() throws {
    let folder = try TemporaryFolder()
    let source = LineBlockSource(
      try ByteReader(input(folder.write("a", variedText(lines: 50, seed: 1)))),
      input: 0
    )
    var block = LineBlock()
    try #require(try source.next(&block))
    let start = try #require(block.bytes.baseAddress)
    #expect(UInt(bitPattern: start) % 4_096 == 0)
    let beyond = UnsafeRawBufferPointer(start: start + block.count, count: 64)
    _ = beyond.reduce(0) { $0 &+ Int($1) }
  }
}
