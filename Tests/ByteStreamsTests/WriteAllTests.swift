import ByteStreams
import Testing

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

struct WriteAllTests {
  @Test(arguments: [0, 1, 3_000_000])
  func `all bytes arrive, and nothing behind them`(count: Int) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("out", [])
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let descriptor = open(path, O_WRONLY)
    try #require(descriptor >= 0)
    #expect(writeAll(bytes, to: descriptor) == 0)
    #expect(close(descriptor) == 0)
    let stream = try #require(fopen(path, "rb"))
    defer { fclose(stream) }
    var back = [UInt8](repeating: 0, count: count + 1)
    let read = fread(&back, 1, back.count, stream)
    #expect(read == count)
    #expect(Array(back.prefix(read)) == bytes)
  }

  @Test func `a failure is told by its number`() throws {
    let descriptor = open("/dev/null", O_RDONLY)
    try #require(descriptor >= 0)
    defer { close(descriptor) }
    #expect(writeAll([1], to: descriptor) == EBADF)
  }
}
