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
    self.init(descriptor: try Self.open(path), closes: path != "-")
  }

  private init(descriptor: Int32, closes: Bool) {
    self.descriptor = descriptor
    self.closes = closes
    held = Self.size(descriptor)
  }

  private static func open(_ path: String) throws(StreamError) -> Int32 {
    var status = stat()
    if path == "-" {
      guard fstat(STDIN_FILENO, &status) == 0 else { throw .cannotOpen(code: errno) }
      return STDIN_FILENO
    }
    while true {
      // Closed in child processes, and never taken for a terminal to obey.
      let descriptor = systemOpen(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
      if descriptor < 0 {
        if errno == EINTR { continue }
        throw .cannotOpen(code: errno)
      }
      // A folder opens well enough and fails at the first read: say so at once.
      if fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
        _ = close(descriptor)
        throw .cannotOpen(code: EISDIR)
      }
      return descriptor
    }
  }

  private static func size(_ descriptor: Int32) -> Int? {
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    // Standard input may stand in the middle of a file.
    return Int(status.st_size) - max(0, Int(lseek(descriptor, 0, SEEK_CUR)))
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
