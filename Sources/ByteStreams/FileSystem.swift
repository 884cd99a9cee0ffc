#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// What the system says about a path, links followed.
struct FileStatus {
  /// Device and inode: the same for every name of one file.
  struct Identity: Hashable {
    var device: UInt64
    var node: UInt64
  }

  var identity: Identity
  var isFolder: Bool
  /// A file with a size, rather than a pipe, a terminal or a device.
  var isRegular: Bool
  var bytes: Int

  /// - Throws: The `errno`.
  init(path: String) throws(SystemError) {
    var status = stat()
    let outcome = path == "-" ? fstat(STDIN_FILENO, &status) : stat(path, &status)
    guard outcome == 0 else { throw SystemError(code: errno) }
    identity = Identity(
      device: UInt64(truncatingIfNeeded: status.st_dev),
      node: UInt64(truncatingIfNeeded: status.st_ino)
    )
    isFolder = status.st_mode & S_IFMT == S_IFDIR
    isRegular = status.st_mode & S_IFMT == S_IFREG
    bytes = Int(status.st_size)
  }
}

/// An `errno`.
struct SystemError: Error {
  var code: Int32

  /// There is nothing of that name.
  var meansAbsent: Bool { code == ENOENT || code == ENOTDIR || code == ENAMETOOLONG }
}

/// The names in a folder without "." and "..", sorted by their bytes; nil stands for a name that is not
/// UTF-8 and so cannot be given as a path.
func names(inFolder path: String) throws(SystemError) -> [String?] {
  guard let folder = opendir(path) else { throw SystemError(code: errno) }
  defer { closedir(folder) }
  var names: [String?] = []
  while true {
    errno = 0
    guard let entry = readdir(folder) else {
      if errno != 0 { throw SystemError(code: errno) }
      break
    }
    // In place: the record is longer than the type says, and copying it would cut the name.
    guard let offset = MemoryLayout<dirent>.offset(of: \.d_name) else { break }
    let bytes = (UnsafeRawPointer(entry) + offset).assumingMemoryBound(to: CChar.self)
    let name = String(validatingCString: bytes)
    if name != ".", name != ".." { names.append(name) }
  }
  return names.sorted { ($0 ?? "").precedesBytewise($1 ?? "") }
}

extension String {
  /// Orders by UTF-8 bytes: the same on every system and in every language.
  func precedesBytewise(_ other: String) -> Bool {
    utf8.lexicographicallyPrecedes(other.utf8)
  }

  /// A path one step further down.
  func appendingComponent(_ name: some StringProtocol) -> String {
    if isEmpty { return String(name) }
    return hasSuffix("/") ? self + name : self + "/" + name
  }

  /// What stands behind the last slash.
  var lastComponent: Substring {
    split(separator: "/").last ?? self[...]
  }
}
