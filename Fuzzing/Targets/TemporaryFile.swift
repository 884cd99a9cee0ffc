#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

import ByteStreams

/// A file for as long as a target reads it.
final class TemporaryFile {
  let path: String

  init(_ bytes: UnsafeRawBufferPointer) throws(Broken) {
    var name = Array("/tmp/onpar-fuzz-XXXXXX".utf8CString)
    let file = mkstemp(&name)
    guard file >= 0, write(file, bytes.baseAddress, bytes.count) == bytes.count else {
      throw Broken(description: "no temporary file")
    }
    close(file)
    path = name.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
    self.bytes = bytes.count
  }

  convenience init(_ bytes: [UInt8]) throws(Broken) {
    let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 1)
    defer { copy.deallocate() }
    copy.copyBytes(from: bytes)
    try self.init(UnsafeRawBufferPointer(copy))
  }

  deinit { unlink(path) }

  private let bytes: Int

  var input: Input { Input(path: path, name: "fuzz", bytes: bytes) }
}
