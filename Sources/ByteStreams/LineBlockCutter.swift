import Diagnostics

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Cuts one input into blocks of whole lines; the part of `LineBlockSource` that is under its lock.
struct LineBlockCutter: ~Copyable, @unchecked Sendable {
  // Unchecked: the memory belongs to this value alone.

  private var reader: ByteReader
  private let input: Int
  private let readSize: Int
  private let maxLineBytes: Int

  /// The piece of a line behind the last block.
  private var rest: PageBuffer
  private var restCount = 0
  /// Where that piece begins in the decoded input.
  private var offset = 0
  private var number = 0
  /// Inside an over-long line, which is read and thrown away.
  private var isSkipping = false
  private var ended = false
  private var failure: StreamError?

  private(set) var problems = ProblemLedger()
  private(set) var skippedLines = 0

  init(_ reader: consuming ByteReader, input: Int, blockSize: Int) {
    maxLineBytes = reader.limits.maxLineBytes
    // Then a line that lies within one read is never too long, and only the first of a block need be looked
    // at: which lines are skipped does not depend on the block size.
    readSize = min(blockSize, maxLineBytes)
    rest = PageBuffer(capacity: PageBuffer.alignment)
    self.reader = reader
    self.input = input
  }

  var compressedBytesRead: Int { reader.compressedBytesRead }
  var decodedBytes: Int { reader.decodedBytes }
  var replacements: Int { reader.replacements }

  mutating func next(_ block: inout LineBlock) -> Result<Bool, StreamError> {
    block.lines = 0..<0
    let skippedBefore = skippedLines
    // The rest goes where new bytes, behind it, begin on a page.
    var end = PageBuffer.aligned(restCount)
    var start = end - restCount
    block.storage.reserve(end + readSize, keeping: 0..<0)
    (block.storage.base + start).copyMemory(from: rest.base, byteCount: restCount)
    restCount = 0

    while !ended {
      if start == end { (start, end) = (0, 0) }
      block.storage.reserve(end + readSize, keeping: start..<end)
      let fresh = end
      end += read(into: block.storage.bytes(end..<end + readSize))
      guard end > fresh else { break }

      let base = block.storage.base
      if isSkipping {
        skip(base, &start, from: fresh, to: end)
      } else if end - start > maxLineBytes,
        firstNewline(base, start..<start + maxLineBytes + 1) == nil
      {
        report()
        skip(base, &start, from: max(fresh, start + maxLineBytes + 1), to: end)
      }
      if let last = lastNewline(base, max(start, fresh)..<end) {
        keep(base, last + 1..<end)
        deliver(start..<last + 1, in: &block, skippedBefore: skippedBefore)
        return .success(true)
      }
    }
    ended = true
    if end > start {
      deliver(start..<end, in: &block, skippedBefore: skippedBefore)
      block.ending = failure == nil ? .bare : .failure
      return .success(true)
    }
    if let failure {
      self.failure = nil
      return .failure(failure)
    }
    return .success(false)
  }

  /// Reads on; an error is put by until the bytes before it are delivered.
  private mutating func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    do {
      return try reader.read(into: buffer)
    } catch {
      failure = error
      return 0
    }
  }

  /// Drops bytes up to the end of an over-long line, or all of them if it goes on.
  private mutating func skip(
    _ base: UnsafeMutableRawPointer,
    _ start: inout Int,
    from: Int,
    to end: Int
  ) {
    let newStart: Int
    if let newline = firstNewline(base, from..<end) {
      newStart = newline + 1
      isSkipping = false
    } else {
      newStart = end
      isSkipping = true
    }
    offset += newStart - start
    start = newStart
  }

  private mutating func report() {
    skippedLines += 1
    problems.record(
      Problem(
        .overLimit,
        at: SourcePosition(input: input, byte: offset),
        detail: "a line is longer than \(maxLineBytes) bytes",
        consequence: "this line is skipped"
      )
    )
  }

  private mutating func keep(_ base: UnsafeMutableRawPointer, _ range: Range<Int>) {
    rest.reserve(range.count, keeping: 0..<0)
    rest.base.copyMemory(from: base + range.lowerBound, byteCount: range.count)
    restCount = range.count
  }

  private mutating func deliver(
    _ lines: Range<Int>,
    in block: inout LineBlock,
    skippedBefore: Int
  ) {
    block.lines = lines
    block.ending = .newline
    block.number = number
    block.offset = offset
    block.skippedLines = skippedLines - skippedBefore
    number += 1
    offset += lines.count
  }
}

private let newline = UInt8(ascii: "\n")

private func firstNewline(_ base: UnsafeMutableRawPointer, _ range: Range<Int>) -> Int? {
  guard !range.isEmpty,
    let found = memchr(base + range.lowerBound, Int32(newline), range.count)
  else { return nil }
  return UnsafeRawPointer(found) - UnsafeRawPointer(base)
}

/// Eight bytes at a time: a block without any newline is searched to its start.
private func lastNewline(_ base: UnsafeMutableRawPointer, _ range: Range<Int>) -> Int? {
  var end = range.upperBound
  while end - range.lowerBound >= 8 {
    let word = (base + end - 8).loadUnaligned(as: UInt64.self) ^ 0x0A0A_0A0A_0A0A_0A0A
    // A byte of the result has its top bit set if that byte of `word` is zero, or a zero stands below it.
    if (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080 != 0 { break }
    end -= 8
  }
  while end > range.lowerBound {
    if (base + end - 1).load(as: UInt8.self) == newline { return end - 1 }
    end -= 1
  }
  return nil
}
