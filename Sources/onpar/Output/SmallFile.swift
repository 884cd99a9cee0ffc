#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Files that fit in memory: keys and the like.
enum SmallFile {
  /// Whether there is something by that name.
  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// Nil when the file cannot be read or is larger than `limit` bytes.
  static func read(_ path: String, limit: Int) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let room = buffer.count
      #if canImport(Glibc)
      let count = Glibc.read(descriptor, &buffer, room)
      #else
      let count = Darwin.read(descriptor, &buffer, room)
      #endif
      if count == 0 { return bytes }
      if count < 0 {
        if errno == EINTR { continue }
        return nil
      }
      bytes += buffer[0..<count]
      if bytes.count > limit { return nil }
    }
  }
}
