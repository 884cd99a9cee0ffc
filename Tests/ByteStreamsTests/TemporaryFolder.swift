#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A folder that is there for one test.
final class TemporaryFolder {
  let path: String

  init() throws {
    var template = Array("/tmp/onpar-bytestreams-XXXXXX".utf8CString)
    let made = template.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) }
    }
    guard let made else { throw TestFailure("mkdtemp: \(errno)") }
    path = made
  }

  deinit { remove(path) }

  /// Writes a file and gives its path; folders on the way are made.
  @discardableResult
  func write(_ name: String, _ bytes: [UInt8]) throws -> String {
    let parts = name.split(separator: "/")
    for count in 1..<max(parts.count, 1) { makeFolder(parts[..<count].joined(separator: "/")) }
    let file = path + "/" + name
    guard let stream = fopen(file, "wb") else { throw TestFailure("fopen: \(errno)") }
    let written = fwrite(bytes, 1, bytes.count, stream)
    guard fclose(stream) == 0, written == bytes.count else { throw TestFailure("fwrite: \(errno)") }
    return file
  }

  @discardableResult
  func write(_ name: String, _ text: String) throws -> String {
    try write(name, Array(text.utf8))
  }

  @discardableResult
  func makeFolder(_ name: String) -> String {
    mkdir(path + "/" + name, 0o755)
    return path + "/" + name
  }

  func link(_ name: String, to target: String) throws {
    guard symlink(target, path + "/" + name) == 0 else { throw TestFailure("symlink: \(errno)") }
  }

  func hardLink(_ name: String, to target: String) throws {
    guard Self.linkFile(path + "/" + target, path + "/" + name) == 0 else {
      throw TestFailure("link: \(errno)")
    }
  }

  private static func linkFile(_ from: String, _ to: String) -> Int32 {
    #if canImport(Glibc)
    Glibc.link(from, to)
    #else
    Darwin.link(from, to)
    #endif
  }

  private func remove(_ path: String) {
    if unlink(path) == 0 { return }
    if let folder = opendir(path) {
      var names: [String] = []
      while let entry = readdir(folder), let offset = MemoryLayout<dirent>.offset(of: \.d_name) {
        let bytes = (UnsafeRawPointer(entry) + offset).assumingMemoryBound(to: CChar.self)
        names.append(String(cString: bytes))
      }
      closedir(folder)
      for name in names where name != "." && name != ".." { remove(path + "/" + name) }
    }
    rmdir(path)
  }
}

/// A test's own tool did not work.
struct TestFailure: Error, CustomStringConvertible {
  var description: String

  init(_ description: String) { self.description = description }
}
