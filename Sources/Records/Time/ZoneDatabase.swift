#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// The files of time zones that the machine keeps, in most distributions the package tzdata.
enum ZoneDatabase {
  /// Bytes of the largest file; those of today have up to 4,000.
  static let sizeLimit = 1 << 20

  /// `TZDIR`, which the C library follows too, or the first of the folders in use that holds zones.
  ///
  /// Looked up once; nil when the machine has none.
  static let folder: String? = {
    if let given = named, !given.isEmpty { return hasZones(given) ? given : nil }
    return [
      "/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/usr/share/lib/zoneinfo", "/etc/zoneinfo",
    ].first(where: hasZones)
  }()

  /// What to do about a machine without zones; nil when it has some.
  static var advice: String? {
    guard folder == nil else { return nil }
    if let named, !named.isEmpty { return "TZDIR names no folder of time zones" }
    return "this machine has no time zones: install the package tzdata"
  }

  private static var named: String? { getenv("TZDIR").map { String(cString: $0) } }

  /// The zone of a name; nil when the folder has no sound file for it.
  static func zone(named name: String, in folder: String) -> ZoneFile? {
    guard isName(name), let bytes = contents(of: folder + "/" + name) else { return nil }
    return ZoneFile(bytes)
  }

  /// Whether it may be looked up as a path: the words of the IANA database, which all begin with a capital letter.
  ///
  /// Other files lie in the same folder: lists, `right/` with leap seconds, and `localtime`, which is another zone on
  /// each machine. They begin with small letters.
  static func isName(_ name: String) -> Bool {
    guard name.utf8.count <= 100, let first = name.utf8.first, (0x41...0x5A).contains(first) else {
      return false
    }
    // Without a dot there is neither `.` nor `..`.
    return name.utf8.split(separator: 0x2F, omittingEmptySubsequences: false).allSatisfy { word in
      !word.isEmpty
        && word.allSatisfy { byte in
          (0x41...0x5A).contains(byte & 0xDF) || (0x30...0x39).contains(byte) || byte == 0x5F
            || byte == 0x2B || byte == 0x2D
        }
    }
  }

  /// Whether it holds the zones that every database has; a container may keep the folder and nothing in it.
  static func hasZones(_ folder: String) -> Bool {
    ["/Etc/UTC", "/UTC"].contains { name in
      var status = stat()
      return stat(folder + name, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }
  }

  /// The bytes of an ordinary file within the limit.
  private static func contents(of path: String) -> [UInt8]? {
    // A pipe would keep the program waiting.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      (0...off_t(sizeLimit)).contains(status.st_size)
    else { return nil }
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
    var have = 0
    while have < bytes.count {
      let count = bytes.withUnsafeMutableBytes {
        read(
          descriptor,
          UnsafeMutableRawBufferPointer(rebasing: $0[have...]).baseAddress,
          $0.count - have
        )
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return nil }
      have += count
    }
    return bytes
  }
}
