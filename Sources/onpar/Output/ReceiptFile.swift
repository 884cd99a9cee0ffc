#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// A receipt on disk: there only when the run that it speaks of ended well.
struct ReceiptFile {
  private let file: OutputFile

  /// Takes away the receipt of an earlier run, which would otherwise stand for this one.
  init(_ path: String, from sources: [String]) throws {
    file = try OutputFile(path, from: sources)
    var info = stat()
    if path != "-", lstat(path, &info) == 0, info.st_mode & S_IFMT == S_IFREG { unlink(path) }
  }

  func write(_ json: [UInt8]) throws {
    file.write(json)
    try file.finish()
  }
}
