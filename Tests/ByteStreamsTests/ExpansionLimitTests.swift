import ByteStreams
import Testing

struct ExpansionLimitTests {
  private let zeros = [UInt8](repeating: 0x20, count: 200_000)

  @Test func `a bomb is stopped at the ratio`() throws {
    let folder = try TemporaryFolder()
    let packed = try gzip(zeros)
    let limits = StreamLimits(maxExpansionRatio: 10, freeExpansion: 100)
    let got = drain(try folder.write("a", packed), limits: limits)
    let bound = packed.count * 10
    #expect(got.error == .expansionLimit(decodedOffset: bound, ratio: 10))
    #expect(got.bytes.count == bound)
  }

  @Test func `below the free size no ratio counts, and exactly at it neither`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("a", gzip(zeros))
    let exact = StreamLimits(maxExpansionRatio: 1, freeExpansion: zeros.count)
    #expect(drain(path, limits: exact) == Drained(bytes: zeros))
    let less = StreamLimits(maxExpansionRatio: 1, freeExpansion: zeros.count - 1)
    #expect(
      drain(path, limits: less).error
        == .expansionLimit(decodedOffset: zeros.count - 1, ratio: 1)
    )
  }

  @Test func `two layers are measured against the bytes on disk`() throws {
    let folder = try TemporaryFolder()
    // Each layer alone stays below the ratio of 400: 5,000,000 to 5,000 to some dozen bytes.
    let inner = try gzip([UInt8](repeating: 0x20, count: 5_000_000))
    let limits = StreamLimits(maxExpansionRatio: 1_100, freeExpansion: 1_000)
    #expect(drain(try folder.write("once", inner), limits: limits).error == nil)
    let twice = try gzip(inner)
    #expect(
      drain(try folder.write("twice", twice), limits: limits).error
        == .expansionLimit(decodedOffset: twice.count * 1_100, ratio: 1_100)
    )
  }

  @Test func `a layer that grows into padding only is stopped too`() throws {
    let folder = try TemporaryFolder()
    let padded = try gzip(Array("{}\n".utf8)) + [UInt8](repeating: 0, count: 1_000_000)
    let limits = StreamLimits(maxExpansionRatio: 20, freeExpansion: 1_000)
    let got = drain(try folder.write("a", gzip(padded)), limits: limits)
    #expect(
      got == Drained(bytes: Array("{}\n".utf8), error: .expansionLimit(decodedOffset: 3, ratio: 20))
    )
  }

  @Test func `without settings 64 MiB are free, and 200 times the size`() throws {
    let folder = try TemporaryFolder()
    let packed = try gzip([UInt8](repeating: 0x20, count: 70 << 20))
    try #require(packed.count * 200 < 64 << 20)
    let got = drain(try folder.write("a", packed), readSize: 1 << 20)
    #expect(got.error == .expansionLimit(decodedOffset: 64 << 20, ratio: 200))
  }
}
