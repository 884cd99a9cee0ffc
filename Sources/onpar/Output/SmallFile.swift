#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Files that fit in memory: keys and the like.
enum SmallFile {
  /// Whether there is something by that name.
  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  enum Contents {
    case bytes([UInt8])
    case tooLarge
    /// The system's words.
    case unreadable(String)
  }

  /// Nil when the file cannot be read or is larger than `limit` bytes.
  static func read(_ path: String, limit: Int) -> [UInt8]? {
    guard case .bytes(let bytes) = contents(path, limit: limit) else { return nil }
    return bytes
  }

  /// The bytes of a file, or of standard input for "-".
  static func contents(_ path: String, limit: Int) -> Contents {
    let descriptor = path == "-" ? 0 : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return .unreadable(String(cString: strerror(errno))) }
    defer { if path != "-" { close(descriptor) } }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let room = buffer.count
      #if canImport(Glibc)
      let count = Glibc.read(descriptor, &buffer, room)
      #else
      let count = Darwin.read(descriptor, &buffer, room)
      #endif
      if count == 0 { return .bytes(bytes) }
      if count < 0 {
        if errno == EINTR { continue }
        return .unreadable(String(cString: strerror(errno)))
      }
      bytes += buffer[0..<count]
      if bytes.count > limit { return .tooLarge }
    }
  }
}
