import Pseudonyms

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// A result that is written part by part: to standard output, or to a file that is there whole or not at all.
///
/// The parts wait in a nameless file beside the target, which vanishes with the program however it ends, and are moved
/// into place at the end. A device, a pipe or a socket is written to as it is: a file in its place would not be what
/// was asked for.
final class OutputFile: @unchecked Sendable {
  // Unchecked: one task at a time writes to it.

  private enum Target { case standardOutput, inPlace, file }

  private let path: String
  private let target: Target
  private let descriptor: Int32
  private var failure: Int32 = 0
  private let hash: FileHash?
  /// Bytes written so far.
  private(set) var bytes = 0

  /// Opens the output before the work begins, so that a long run is not done for nothing.
  ///
  /// - Parameters:
  ///   - path: Where the result goes; "-" is standard output.
  ///   - sources: What the result is made from, and must not replace.
  ///   - replaces: Whether a file that is there may be replaced.
  ///   - hashes: Whether `sha256` will be asked for.
  /// - Throws: The exit status, once the reason has been said.
  init(_ path: String, from sources: [String], replaces: Bool = true, hashes: Bool = false) throws {
    self.path = path
    hash = hashes ? FileHash() : nil
    guard path != "-" else {
      (target, descriptor) = (.standardOutput, 1)
      return
    }
    var info = stat()
    let exists = stat(path, &info) == 0
    if exists, info.st_mode & S_IFMT == S_IFREG {
      if let source = sources.first(where: { Self.isSame($0, info) }) {
        Terminal.say("onpar: error: \(path) would replace \(source), from which it is made")
        throw ExitStatus.usage.error
      }
      guard replaces else {
        Terminal.say(
          "onpar: error: \(path) is there already, perhaps with labels; --force replaces it"
        )
        throw ExitStatus.cannotCreate.error
      }
    }
    if exists, info.st_mode & S_IFMT == S_IFDIR {
      Terminal.say("onpar: error: \(path) is a folder")
      throw ExitStatus.cannotCreate.error
    }
    if exists, info.st_mode & S_IFMT != S_IFREG {
      (target, descriptor) = (.inPlace, open(path, O_WRONLY | O_CLOEXEC))
    } else {
      let staging = Self.staging(path)
      let flags = O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC
      (target, descriptor) = (.file, open(staging, flags, 0o600))
      if descriptor >= 0 { unlink(staging) }
    }
    guard descriptor >= 0 else {
      Terminal.say("onpar: error: \(path) cannot be created: \(String(cString: strerror(errno)))")
      throw ExitStatus.cannotCreate.error
    }
  }

  deinit {
    if target != .standardOutput { _ = Self.close(descriptor) }
  }

  /// Writes bytes; after a failure nothing more, and `finish` says why.
  func write(_ part: borrowing [UInt8]) {
    guard failure == 0, !part.isEmpty else { return }
    failure = Terminal.write(copy part, to: descriptor)
    bytes += part.count
    part.withUnsafeBytes { hash?.update($0) }
  }

  /// The SHA-256 of what was written; to be asked once, at the end.
  func sha256() -> String? { hash?.finish() }

  /// Puts the whole result in its place.
  func finish() throws {
    // A reader that leaves early is no error: what it did not want is not made.
    if target == .standardOutput, failure == EPIPE { throw ExitStatus.done.error }
    if failure == 0, target == .file { failure = moveIntoPlace() }
    guard failure == 0 else {
      let name = target == .standardOutput ? "standard output" : path
      Terminal.say("onpar: error: \(name) cannot be written: \(String(cString: strerror(failure)))")
      throw ExitStatus.ioError.error
    }
  }

  /// - Returns: 0, or the `errno` of the failure, after which the old file is as it was.
  private func moveIntoPlace() -> Int32 {
    let staging = Self.staging(path)
    // From here to the end a signal waits, so that no half file is left behind.
    return ReportFolder.withoutSignals {
      let copy = open(staging, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
      guard copy >= 0 else { return errno }
      var code = copyAll(to: copy)
      if code == 0, fsync(copy) != 0, errno != EINVAL, errno != EROFS { code = errno }
      if Self.close(copy) != 0, code == 0 { code = errno }
      if code == 0, rename(staging, path) != 0 { code = errno }
      if code != 0 { unlink(staging) }
      return code
    }
  }

  private func copyAll(to copy: Int32) -> Int32 {
    guard lseek(descriptor, 0, SEEK_SET) == 0 else { return errno }
    var part = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = part.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      if count <= 0 { return count == 0 ? 0 : errno }
      let code = Terminal.write(count == part.count ? part : Array(part[..<count]), to: copy)
      if code != 0 { return code }
    }
  }

  /// Whether a path leads to this very file, by whatever name.
  private static func isSame(_ path: String, _ file: stat) -> Bool {
    var info = stat()
    return path != "-" && stat(path, &info) == 0 && info.st_dev == file.st_dev
      && info.st_ino == file.st_ino
  }

  /// Whether two paths lead to one file or folder.
  static func isSame(_ path: String, _ other: String) -> Bool {
    var info = stat()
    return stat(other, &info) == 0 && isSame(path, info)
  }

  private static func staging(_ path: String) -> String { path + ".onpar-\(getpid())" }

  private static func close(_ descriptor: Int32) -> Int32 {
    #if canImport(Glibc)
    Glibc.close(descriptor)
    #else
    Darwin.close(descriptor)
    #endif
  }
}
