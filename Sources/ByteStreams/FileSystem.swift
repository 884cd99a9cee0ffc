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
    self.init(status)
  }

  /// The status of a file in an open folder: the system need not find the way to the folder again.
  ///
  /// - Throws: The `errno`.
  init(of name: String, in folder: Int32) throws(SystemError) {
    var status = stat()
    guard fstatat(folder, name, &status, 0) == 0 else { throw SystemError(code: errno) }
    self.init(status)
  }

  private init(_ status: stat) {
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
  /// Links that lead to each other.
  var isCircle: Bool { code == ELOOP }
}

/// The names in a folder without "." and "..", sorted by their bytes; nil stands for a name that is not
/// UTF-8 and so cannot be given as a path.
func names(inFolder path: String) throws(SystemError) -> [String?] {
  var names: [String?] = []
  try eachName(inFolder: path) { name, _ in names.append(name) }
  return names.sortedBytewise { $0 ?? "" }
}

/// Calls `body` with the names that `names(inFolder:)` gives, in any order, and the folder's descriptor.
func eachName(
  inFolder path: String,
  _ body: (_ name: String?, _ folder: Int32) -> Void
) throws(SystemError) {
  guard let folder = opendir(path) else { throw SystemError(code: errno) }
  defer { closedir(folder) }
  let descriptor = dirfd(folder)
  while true {
    errno = 0
    guard let entry = readdir(folder) else {
      if errno != 0 { throw SystemError(code: errno) }
      return
    }
    // In place: the record is longer than the type says, and copying it would cut the name.
    guard let offset = MemoryLayout<dirent>.offset(of: \.d_name) else { return }
    let bytes = (UnsafeRawPointer(entry) + offset).assumingMemoryBound(to: CChar.self)
    let name = String(validatingCString: bytes)
    if name != ".", name != ".." { body(name, descriptor) }
  }
}

extension Array {
  /// The elements in the order of the UTF-8 bytes of a text that each has, and of a second one where the first are
  /// alike: the same on every system and in every language.
  ///
  /// An export may be a hundred thousand files: most of their names differ in the
  /// first eight bytes behind what they have in common, which are compared as one number.
  func sortedBytewise(
    by text: (Element) -> String,
    then second: (Element) -> String = { _ in "" }
  ) -> [Element] {
    let texts = map { [UInt8](text($0).utf8) }
    var shared = texts.first?.count ?? 0
    for other in texts.dropFirst() {
      shared = Swift.min(shared, other.count)
      var same = 0
      while same < shared, texts[0][same] == other[same] { same += 1 }
      shared = same
    }
    let keys = texts.map { bytes in
      (shared..<shared + 8).reduce(UInt64(0)) { key, place in
        key << 8 | (place < bytes.count ? UInt64(bytes[place]) : 0)
      }
    }
    let order = indices.sorted { left, right in
      if keys[left] != keys[right] { return keys[left] < keys[right] }
      if texts[left] != texts[right] { return texts[left].lexicographicallyPrecedes(texts[right]) }
      return second(self[left]).utf8.lexicographicallyPrecedes(second(self[right]).utf8)
    }
    return order.map { self[$0] }
  }
}

extension String {
  /// A path one step further down.
  func appendingComponent(_ name: some StringProtocol) -> String {
    if isEmpty { return String(name) }
    return hasSuffix("/") ? self + name : self + "/" + name
  }

  /// What stands behind the last slash.
  var lastComponent: Substring {
    var rest = self[...].utf8
    while rest.count > 1, rest.last == 0x2F { rest.removeLast() }
    guard let slash = rest.lastIndex(of: 0x2F), rest.count > 1 else { return Substring(rest) }
    return Substring(rest[rest.index(after: slash)...])
  }
}
