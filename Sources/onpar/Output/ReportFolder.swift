#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Where the files of a report go, all or none.
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

  /// Makes the folder in which files wait until all are there.
  ///
  /// - Throws: `Failure` with what could not be done, and nothing changed.
  func stage() throws(Failure) -> StagedReport {
    var info = stat()
    guard stat(path, &info) == 0 else {
      let parent = Self.parent(of: path)
      try Self.makeFolder(parent)
      guard stat(parent, &info) == 0, info.st_mode & S_IFMT == S_IFDIR else {
        throw Failure(
          status: .cannotCreate,
          message: "\(path) cannot be created: \(parent) is no folder"
        )
      }
      return try StagedReport(for: path, in: parent, .new)
    }
    guard info.st_mode & S_IFMT == S_IFDIR else {
      throw Failure(status: .cannotCreate, message: "\(path) exists and is no folder")
    }
    if let resolved = realpath(path, nil) {
      defer { free(resolved) }
      let folder = String(cString: resolved)
      let parent = Self.parent(of: folder)
      var beside = stat()
      // On another disk nothing could be moved from there.
      if FolderExchange.allows(folder), stat(parent, &beside) == 0, beside.st_dev == info.st_dev,
        let staged = try? StagedReport(for: folder, in: parent, .exchanged)
      {
        return staged
      }
    }
    return try StagedReport(for: path, in: path, .fileByFile)
  }

  /// Lets signals wait while something is done that must not stop half-way.
  static func withoutSignals<Result>(_ body: () -> Result) -> Result {
    let signals = WaitingSignals()
    defer { signals.end() }
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

  static func parent(of path: String) -> String {
    var trimmed = Substring(path)
    while trimmed.count > 1, trimmed.hasSuffix("/") { trimmed = trimmed.dropLast() }
    guard let slash = trimmed.lastIndex(of: "/") else { return "." }
    return slash == trimmed.startIndex ? "/" : String(trimmed[..<slash])
  }

  static func reason() -> String { String(cString: strerror(errno)) }
}
