import Conversations

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Files without a name: one in which messages wait when memory is bounded, and one for what large runs read again.
enum SpillFile {
  /// Where memory waits that is seldom read; without a file it stays where it is.
  static let pages = PageFile { (try? made()) ?? -1 }

  /// Opens a file for reading and writing without a name: it vanishes with the program, however that ends.
  ///
  /// - Throws: The exit status, once the reason has been said.
  static func open() throws -> Int32 {
    do throws(Failure) {
      return try made()
    } catch {
      Terminal.say(
        "onpar: error: no file for --memory can be created as \(error.path): \(error.reason)"
      )
      throw ExitStatus.cannotCreate.error
    }
  }

  private struct Failure: Error {
    var path: String
    var reason: String
  }

  private static func made() throws(Failure) -> Int32 {
    // Not /tmp, which may lie in memory.
    let folder = getenv("TMPDIR").map { String(cString: $0) } ?? ""
    let path = (folder.isEmpty ? "/var/tmp" : folder) + "/onpar-XXXXXX"
    var name = Array(path.utf8CString)
    // Made with mode 0600, under a name that nobody has.
    let descriptor = mkstemp(&name)
    guard descriptor >= 0 else {
      throw Failure(path: path, reason: String(cString: strerror(errno)))
    }
    unlink(name)
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    return descriptor
  }
}
