#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Writes the files of a report into a folder, all or none.
///
/// They are written into a folder beside the target first and moved only when every byte is on disk: in one step, the
/// new folder for the old one, where the system can exchange folders and the old one holds nothing but files; else file
/// by file. An interrupted run, or a full disk, leaves the old report as it was.
struct ReportFolder {
  let path: String

  struct Failure: Error {
    var status: ExitStatus
    var message: String
  }

  /// Says before the work begins whether the folder can be written, so that a long run is not done for nothing.
  ///
  /// - Throws: `Failure` with what is in the way. Nothing is created.
  func check() throws(Failure) {
    var place = path
    var info = stat()
    while stat(place, &info) != 0, place != "/", place != "." { place = Self.parent(of: place) }
    guard info.st_mode & S_IFMT == S_IFDIR else {
      throw Failure(
        status: .cannotCreate,
        message: place == path
          ? "\(path) exists and is no folder"
          : "\(path) cannot be created: \(place) is no folder"
      )
    }
    guard access(place, W_OK | X_OK) == 0 else {
      throw Failure(
        status: .cannotCreate,
        message: "\(place) cannot be written: \(Self.reason())"
      )
    }
  }

  /// The name of a file that lies in the folder, or will when there is one; nil for a file elsewhere.
  func name(of file: String) -> String? {
    let parent = Self.parent(of: file)
    guard Self.plain(parent) == Self.plain(path) || OutputFile.isSame(parent, path) else {
      return nil
    }
    return file.split(separator: "/").last.map(String.init)
  }

  /// A path without what does not matter at its ends.
  private static func plain(_ path: String) -> Substring {
    var rest = Substring(path)
    while rest.count > 1, rest.hasSuffix("/") { rest = rest.dropLast() }
    while rest.hasPrefix("./") { rest = rest.dropFirst(2) }
    return rest
  }

  /// Writes the files, all or none.
  ///
  /// - Parameters:
  ///   - files: What the report is made of.
  ///   - removing: Names that an older report may have left and that this one does not bring.
  /// - Throws: `Failure` with what could not be done, and nothing changed.
  func write(
    _ files: [(name: String, bytes: [UInt8])],
    removing: [String] = []
  ) throws(Failure) {
    let old = removing.filter { name in !files.contains { $0.name == name } }
    let parent = Self.parent(of: path)
    var isNew = false
    var info = stat()
    if stat(path, &info) == 0 {
      guard info.st_mode & S_IFMT == S_IFDIR else {
        throw Failure(status: .cannotCreate, message: "\(path) exists and is no folder")
      }
      if try replaceWhole(files, removing: old) { return }
    } else {
      isNew = true
      try Self.makeFolder(parent)
      guard stat(parent, &info) == 0, info.st_mode & S_IFMT == S_IFDIR else {
        throw Failure(
          status: .cannotCreate,
          message: "\(path) cannot be created: \(parent) is no folder"
        )
      }
    }
    let staging = (isNew ? parent : path) + "/.onpar-\(getpid())"
    guard mkdir(staging, 0o700) == 0 else {
      throw Failure(
        status: .cannotCreate,
        message: "\(staging) cannot be created: \(Self.reason())"
      )
    }
    // From here to the end a signal waits, so that no half report and no staging folder is left behind.
    let previous = Self.signals.map { signal($0, SIG_IGN) }
    defer { for (number, handler) in zip(Self.signals, previous) { signal(number, handler) } }
    do throws(Failure) {
      for file in files { try Self.writeFile(staging + "/" + file.name, file.bytes) }
      if isNew {
        guard rename(staging, path) == 0 else {
          throw Failure(
            status: .cannotCreate,
            message: "\(path) cannot be created: \(Self.reason())"
          )
        }
      } else {
        for file in files {
          guard rename(staging + "/" + file.name, path + "/" + file.name) == 0 else {
            throw Failure(
              status: .ioError,
              message: "\(path)/\(file.name) cannot be replaced: \(Self.reason())"
            )
          }
        }
        rmdir(staging)
        for name in old { unlink(path + "/" + name) }
      }
    } catch {
      for file in files { unlink(staging + "/" + file.name) }
      rmdir(staging)
      throw error
    }
  }

  /// Exchanges the whole folder for a new one; false when it has to be done file by file.
  private func replaceWhole(
    _ files: [(name: String, bytes: [UInt8])],
    removing old: [String]
  ) throws(Failure) -> Bool {
    guard let resolved = realpath(path, nil) else { return false }
    defer { free(resolved) }
    let folder = String(cString: resolved)
    guard FolderExchange.allows(folder) else { return false }
    let staging = Self.parent(of: folder) + "/.onpar-\(getpid())"
    guard mkdir(staging, 0o700) == 0 else { return false }
    let previous = Self.signals.map { signal($0, SIG_IGN) }
    defer { for (number, handler) in zip(Self.signals, previous) { signal(number, handler) } }
    func clear() {
      for name in FolderExchange.names(in: staging) ?? [] { unlink(staging + "/" + name) }
      rmdir(staging)
    }
    do throws(Failure) {
      for file in files { try Self.writeFile(staging + "/" + file.name, file.bytes) }
    } catch {
      clear()
      throw error
    }
    let isDone = FolderExchange(old: folder, new: staging)
      .run(replacing: Set(files.map(\.name) + old))
    if !isDone { clear() }
    return isDone
  }

  private static let signals = [SIGINT, SIGTERM, SIGHUP]

  /// Lets signals wait while something is done that must not stop half-way.
  static func withoutSignals<Result>(_ body: () -> Result) -> Result {
    let previous = signals.map { signal($0, SIG_IGN) }
    defer { for (number, handler) in zip(signals, previous) { signal(number, handler) } }
    return body()
  }

  /// Writes one file that only its owner may read.
  static func writeFile(_ path: String, _ bytes: [UInt8]) throws(Failure) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw Failure(status: .cannotCreate, message: "\(path) cannot be created: \(reason())")
    }
    var code = Terminal.write(bytes, to: descriptor)
    if code == 0, fsync(descriptor) != 0, errno != EINVAL, errno != EROFS { code = errno }
    if close(descriptor) != 0, code == 0 { code = errno }
    guard code == 0 else {
      throw Failure(
        status: .ioError,
        message: "\(path) cannot be written: " + String(cString: strerror(code))
      )
    }
  }

  private static func makeFolder(_ path: String) throws(Failure) {
    var info = stat()
    if stat(path, &info) == 0 { return }
    try makeFolder(parent(of: path))
    guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
      throw Failure(status: .cannotCreate, message: "\(path) cannot be created: \(reason())")
    }
  }

  private static func parent(of path: String) -> String {
    var trimmed = Substring(path)
    while trimmed.count > 1, trimmed.hasSuffix("/") { trimmed = trimmed.dropLast() }
    guard let slash = trimmed.lastIndex(of: "/") else { return "." }
    return slash == trimmed.startIndex ? "/" : String(trimmed[..<slash])
  }

  private static func reason() -> String { String(cString: strerror(errno)) }
}
