#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Puts a new folder in the place of an old one in one step, so that nobody ever sees half of each.
///
/// Files of the old folder that are not to be replaced are kept: they get a second name in the new one before the
/// exchange. What cannot be kept so (folders, links, another owner) makes the exchange decline, and the caller moves
/// file by file instead.
struct FolderExchange {
  /// The folder that is there, and the one that takes its place, which must lie beside it.
  let old: String
  let new: String

  /// Whether a folder can be replaced as a whole.
  ///
  /// Not the folder someone stands in: a shell whose folder is exchanged under it sees an empty one.
  static func allows(_ path: String) -> Bool {
    var info = stat()
    guard lstat(path, &info) == 0, info.st_mode & S_IFMT == S_IFDIR, info.st_uid == geteuid()
    else { return false }
    var here = stat()
    guard stat(".", &here) == 0 else { return false }
    return here.st_ino != info.st_ino || here.st_dev != info.st_dev
  }

  /// Exchanges the two and removes the old one.
  ///
  /// - Parameter replaced: The names that the new folder brings.
  /// - Returns: False, with nothing changed in the old folder, where that cannot be done.
  func run(replacing replaced: Set<String>) -> Bool {
    guard let names = Self.names(in: old), keep(names.filter { !replaced.contains($0) }) else {
      return false
    }
    var info = stat()
    guard stat(old, &info) == 0, chmod(new, info.st_mode & 0o7777) == 0, Self.exchange(old, new)
    else { return false }
    removeOld(replaced)
    return true
  }

  /// Gives the files a name in the new folder too.
  private func keep(_ names: [String]) -> Bool {
    for name in names {
      var info = stat()
      guard lstat(old + "/" + name, &info) == 0, info.st_mode & S_IFMT == S_IFREG,
        link(old + "/" + name, new + "/" + name) == 0
      else { return false }
    }
    return true
  }

  /// After the exchange the old files lie under the name of the new folder.
  private func removeOld(_ replaced: Set<String>) {
    for name in Self.names(in: new) ?? [] {
      var kept = stat()
      let hasNew = lstat(old + "/" + name, &kept) == 0
      // What came in between is not ours to lose.
      if replaced.contains(name) || hasNew {
        unlink(new + "/" + name)
      } else {
        rename(new + "/" + name, old + "/" + name)
      }
    }
    rmdir(new)
  }

  static func names(in path: String) -> [String]? {
    guard let folder = opendir(path) else { return nil }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }

  #if canImport(Darwin)
  private static func exchange(_ one: String, _ other: String) -> Bool {
    renamex_np(one, other, UInt32(RENAME_SWAP)) == 0
  }
  #else
  private typealias Rename =
    @convention(c) (Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32) -> Int32

  /// `renameat2` is not in the C library's plain headers, nor in every C library.
  private static func exchange(_ one: String, _ other: String) -> Bool {
    guard let symbol = dlsym(nil, "renameat2") else { return false }
    let renameat2 = unsafeBitCast(symbol, to: Rename.self)
    let exchangeFlag: UInt32 = 2
    return renameat2(AT_FDCWD, one, AT_FDCWD, other, exchangeFlag) == 0
  }
  #endif
}
