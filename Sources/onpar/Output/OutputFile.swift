#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// A result that is written part by part: to standard output, or to a file that takes its place when it is whole.
///
/// After an interruption or a failure the old file is untouched.
final class OutputFile: @unchecked Sendable {
  // Unchecked: one task at a time writes to it.

  private let path: String
  private let staging: String
  private var descriptor: Int32
  private var failure: Int32 = 0

  init(_ path: String) throws {
    self.path = path
    staging = path + ".onpar-\(getpid())"
    if path == "-" {
      descriptor = 1
    } else {
      descriptor = open(staging, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
      guard descriptor >= 0 else {
        Terminal.say("onpar: error: \(path) cannot be created: \(String(cString: strerror(errno)))")
        throw ExitStatus.cannotCreate.error
      }
    }
  }

  deinit {
    guard path != "-", descriptor >= 0 else { return }
    _ = Self.close(descriptor)
    unlink(staging)
  }

  /// Writes bytes; after a failure nothing more, and `close` says why.
  func write(_ bytes: borrowing [UInt8]) {
    guard failure == 0, !bytes.isEmpty else { return }
    failure = Terminal.write(copy bytes, to: descriptor)
  }

  /// Puts the whole result in its place.
  func close() throws {
    // A reader that leaves early is no error: what it did not want is not made.
    if path == "-", failure == EPIPE { throw ExitStatus.done.error }
    if failure == 0, path != "-" {
      failure = Self.close(descriptor) == 0 ? 0 : errno
      descriptor = -1
      if failure == 0, rename(staging, path) != 0 { failure = errno }
      if failure != 0 { unlink(staging) }
    }
    guard failure == 0 else {
      let name = path == "-" ? "standard output" : path
      Terminal.say("onpar: error: \(name) cannot be written: \(String(cString: strerror(failure)))")
      throw ExitStatus.ioError.error
    }
  }

  private static func close(_ descriptor: Int32) -> Int32 {
    #if canImport(Glibc)
    Glibc.close(descriptor)
    #else
    Darwin.close(descriptor)
    #endif
  }
}
