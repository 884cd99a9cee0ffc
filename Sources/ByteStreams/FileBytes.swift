#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// An open file, pipe or device, read from front to back.
struct FileBytes: ~Copyable {
  private let descriptor: Int32
  private let closes: Bool
  private var ended = false
  private var isAdvised = false
  /// Bytes that a regular file held behind its first unread one when it was opened; nil for pipes and devices.
  private let held: Int?

  /// Bytes taken from the system so far.
  private(set) var bytesRead = 0
  /// The `errno` that ended reading, if one did.
  private(set) var failure: Int32?

  /// How many bytes there were when the file was opened, if it ended before the last of them.
  var missedSize: Int? {
    ended && failure == nil ? held.flatMap { bytesRead < $0 ? $0 : nil } : nil
  }

  /// Opens `path`; "-" is standard input, which is never closed.
  init(path: String) throws(StreamError) {
    closes = path != "-"
    (descriptor, held) = try closes ? Self.open(path) : Self.openStandardInput()
  }

  private static func open(_ path: String) throws(StreamError) -> (Int32, held: Int?) {
    while true {
      // Closed in child processes, and never taken for a terminal to obey.
      let descriptor = systemOpen(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
      if descriptor < 0 {
        if errno == EINTR { continue }
        throw .cannotOpen(code: errno)
      }
      // Asked once: an export may be a hundred thousand files, where each call counts.
      var status = stat()
      guard fstat(descriptor, &status) == 0 else { return (descriptor, nil) }
      // A folder opens well enough and fails at the first read: say so at once.
      if status.st_mode & S_IFMT == S_IFDIR {
        _ = close(descriptor)
        throw .cannotOpen(code: EISDIR)
      }
      return (descriptor, size(status))
    }
  }

  private static func openStandardInput() throws(StreamError) -> (Int32, held: Int?) {
    var status = stat()
    guard fstat(STDIN_FILENO, &status) == 0 else { throw .cannotOpen(code: errno) }
    // It may stand in the middle of a file.
    let place = max(0, Int(lseek(STDIN_FILENO, 0, SEEK_CUR)))
    return (STDIN_FILENO, size(status).map { $0 - place })
  }

  private static func size(_ status: stat) -> Int? {
    status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : nil
  }

  deinit {
    if closes { _ = close(descriptor) }
  }

  /// Fills `buffer`; fewer bytes than asked for mean that the input has ended or `failure` is set.
  mutating func fill(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
    guard !ended, let base = buffer.baseAddress else { return 0 }
    #if canImport(Glibc)
    // Read ahead further: worth a call where one buffer was not enough, as it is for most inputs of one conversation.
    if bytesRead > 0, !isAdvised {
      isAdvised = true
      _ = posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL)
    }
    #endif
    var filled = 0
    while filled < buffer.count {
      // Some systems refuse to read 2 GiB or more in one call.
      let count = read(descriptor, base + filled, min(buffer.count - filled, 1 << 30))
      if count > 0 {
        filled += count
        // All that a file held, and it had no more to give: no call is needed to hear that this is the end.
        if let held, held > 0, bytesRead + filled == held, filled < buffer.count {
          ended = true
          break
        }
        continue
      }
      if count < 0 {
        let code = errno
        if code == EINTR { continue }
        if code == EAGAIN, waitUntilReadable() { continue }
        failure = code
      }
      ended = true
      break
    }
    bytesRead += filled
    return filled
  }

  /// Waits for a descriptor that some other program has set to non-blocking, as standard input may be.
  private func waitUntilReadable() -> Bool {
    var wanted = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    while poll(&wanted, 1, -1) < 0 {
      guard errno == EINTR else { return false }
    }
    return true
  }
}

/// `open` without its variable arguments, out of reach of the method of that name.
private func systemOpen(_ path: String, _ flags: Int32) -> Int32 {
  open(path, flags)
}
