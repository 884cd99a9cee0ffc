import ByteStreams
import Diagnostics
import Dispatch
import Testing

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A thread to send signals to; on some systems its name is a pointer, which says nothing of its own safety.
private struct Thread: @unchecked Sendable {
  let id: pthread_t
}

struct OpeningTests {
  @Test func `a file that has vanished is an error value`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("a", "{}")
    let (inputs, _) = resolveInputs([folder.path])
    unlink(path)
    #expect(throws: StreamError.cannotOpen(code: ENOENT)) {
      _ = try ByteReader(inputs[0]).peek().count
    }
  }

  @Test func `a folder in a file's place is an error value`() throws {
    let folder = try TemporaryFolder()
    #expect(drain(folder.path) == Drained(bytes: [], error: .cannotOpen(code: EISDIR)))
  }

  @Test(arguments: [300_000, 70_000, 1])
  func `a file that becomes shorter while it is read ends early`(_ size: Int) throws {
    let folder = try TemporaryFolder()
    let text = (0..<400_001).map { UInt8(truncatingIfNeeded: 0x20 + $0 % 90) }
    let path = try folder.write("a", text)
    var reader = try ByteReader(input(path))
    try #require(truncate(path, size) == 0)
    var taken: [UInt8] = []
    var failure: StreamError?
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 10_000, alignment: 16)
    defer { buffer.deallocate() }
    do throws(StreamError) {
      while case let count = try reader.read(into: buffer), count > 0 { taken += buffer[..<count] }
    } catch {
      failure = error
    }
    // What had been looked at is used, whatever became of the file.
    let left = max(size, ByteReader.peekSize)
    #expect(taken == Array(text[..<left]))
    #expect(failure == .becameShorter(decodedOffset: left, bytes: left, of: text.count))
    let problem = try #require(failure).problem(input: 0)
    #expect(problem.kind == .endsEarly)
    #expect(problem.detail == "ends after \(left) bytes; it had \(text.count) when it was opened")
  }

  @Test func `a file that grows while it is read is read to its new end`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("a", [UInt8](repeating: 0x61, count: 100_000))
    var reader = try ByteReader(input(path))
    let more = open(path, O_WRONLY | O_APPEND)
    #expect(write(more, "more", 4) == 4)
    close(more)
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
    defer { buffer.deallocate() }
    var count = 0
    while case let read = try reader.read(into: buffer), read > 0 { count += read }
    #expect(count == 100_004)
  }

  #if os(Linux)
  @Test func `a failing read is an error value with its place`() throws {
    // Opens, and then fails: no memory lies at address 0.
    #expect(
      drain("/proc/self/mem") == Drained(bytes: [], error: .cannotRead(code: EIO, decodedOffset: 0))
    )
  }
  #endif

  @Test(arguments: [
    ("zip", [0x50, 0x4B, 0x03, 0x04], "unzip"),
    ("zip", [0x50, 0x4B, 0x05, 0x06], "unzip"),
    ("zstd", [0x28, 0xB5, 0x2F, 0xFD], "zstd -d"),
    ("xz", [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], "xz -d"),
    ("bzip2", [0x42, 0x5A, 0x68, 0x39, 0x31, 0x41, 0x59, 0x26, 0x53, 0x59], "bunzip2"),
    ("tar", [UInt8](repeating: 0x61, count: 257) + Array("ustar".utf8), "tar -xf"),
  ])
  func `packings that are not read are named, inside gzip too`(
    name: String,
    sign: [UInt8],
    advice: String
  ) throws {
    let folder = try TemporaryFolder()
    for bytes in [sign + [1, 2, 3], try gzip(sign + [1, 2, 3])] {
      guard case .unsupportedCompression(let text) = drain(try folder.write("a", bytes)).error
      else {
        Issue.record("\(name) was taken for text")
        return
      }
      #expect(text.contains(name) && text.contains(advice))
    }
  }

  @Test func `a pipe that trickles is read to its end`() throws {
    let text = variedText(lines: 50, seed: 7)
    let packed = try gzip(text)
    let got = try throughPipe { write in
      for byte in packed { write([byte]) }
    }
    #expect(got == Drained(bytes: text))
  }

  @Test func `a pipe that must be waited for is waited for`() throws {
    let got = try throughPipe(nonBlocking: true) { write in
      for part in ["{\"a\":1}\n", "{\"a\":2}\n"] {
        usleep(20_000)
        write(Array(part.utf8))
      }
    }
    #expect(got == Drained(bytes: Array("{\"a\":1}\n{\"a\":2}\n".utf8)))
  }

  @Test func `a signal does not end reading`() throws {
    var action = sigaction()
    #if canImport(Glibc)
    action.__sigaction_handler.sa_handler = { _ in }
    #else
    action.__sigaction_u.__sa_handler = { _ in }
    #endif
    var before = sigaction()
    // Without SA_RESTART, so that a blocked read fails with EINTR.
    sigaction(SIGUSR1, &action, &before)
    defer { sigaction(SIGUSR1, &before, nil) }
    // Threads of a pool are made deaf to signals, and would pass this test whatever the code does.
    var wanted = sigset_t()
    var deaf = sigset_t()
    sigemptyset(&wanted)
    sigaddset(&wanted, SIGUSR1)
    pthread_sigmask(SIG_UNBLOCK, &wanted, &deaf)
    defer { pthread_sigmask(SIG_SETMASK, &deaf, nil) }
    let reader = Thread(id: pthread_self())
    let got = try throughPipe { write in
      for _ in 0..<10 {
        usleep(3_000)
        pthread_kill(reader.id, SIGUSR1)
      }
      write([0x7B, 0x7D])
    }
    #expect(got == Drained(bytes: [0x7B, 0x7D]))
  }

  @Test func `an error says where it is in words and as a problem`() {
    let cut = StreamError.endsEarly(decodedOffset: 12).problem(input: 3)
    #expect(cut.kind == .endsEarly)
    #expect(cut.position == SourcePosition(input: 3, byte: 12))
    let absent = StreamError.cannotOpen(code: ENOENT).problem(input: 0)
    #expect(absent.kind == .unreadable && absent.position.byte == nil)
    #expect(absent.detail.contains("No such file"))
  }

  /// Reads from a pipe what `body` writes meanwhile, on another thread, in pieces of its choice.
  private func throughPipe(
    nonBlocking: Bool = false,
    _ body: @escaping @Sendable (_ write: ([UInt8]) -> Void) -> Void
  ) throws -> Drained {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw TestFailure("pipe: \(errno)") }
    let (readEnd, writeEnd) = (ends[0], ends[1])
    defer { close(readEnd) }
    let path: String
    if nonBlocking {
      // "-" takes descriptor 0 as it is, so lend it the pipe for the time of this test.
      path = "-"
    } else {
      path = "/dev/fd/\(readEnd)"
    }
    let saved = nonBlocking ? dup(0) : -1
    if nonBlocking {
      _ = fcntl(readEnd, F_SETFL, O_NONBLOCK)
      dup2(readEnd, 0)
    }
    defer {
      if nonBlocking {
        dup2(saved, 0)
        close(saved)
      }
    }
    DispatchQueue.global().async {
      body { bytes in _ = write(writeEnd, bytes, bytes.count) }
      close(writeEnd)
    }
    return drain(path)
  }
}
