import ByteStreams

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Standard output for results and standard error for people.
enum Terminal {
  static var errorIsTerminal: Bool { isatty(2) == 1 }

  /// Colours only on a terminal, and never against `NO_COLOR`.
  static var mayColor: Bool { errorIsTerminal && colorIsWanted }

  /// The same for results.
  static var mayColorOutput: Bool { isatty(1) == 1 && colorIsWanted }

  private static var colorIsWanted: Bool {
    guard let value = getenv("NO_COLOR") else { return true }
    return value.pointee == 0
  }

  static func say(_ line: String) {
    _ = write(Array((line + "\n").utf8), to: 2)
  }

  /// Lets a write to a pipe that nobody reads fail with `EPIPE`, and one beyond a bound on the size of files with `EFBIG`,
  /// where they would end the process.
  static func outliveFailedWrites() {
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
  }

  /// Writes a result.
  ///
  /// A reader that leaves early is no error: what it did not want is not made.
  static func put(_ bytes: [UInt8]) throws {
    switch write(bytes, to: 1) {
    case 0: return
    case EPIPE: throw ExitStatus.done.error
    case let code:
      say("onpar: error: standard output cannot be written: " + String(cString: strerror(code)))
      throw ExitStatus.ioError.error
    }
  }

  static func put(_ text: String) throws {
    try put(Array(text.utf8))
  }

  /// - Returns: 0, or the `errno` of the failure.
  static func write(_ bytes: [UInt8], to descriptor: Int32) -> Int32 {
    writeAll(bytes, to: descriptor)
  }
}
