import ByteStreams
import Pseudonyms

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// SHA-256 of input files as they lie on disk, for `run.json`.
enum InputHashes {
  /// By path.
  ///
  /// Standard input can be read once only and has no entry; nor has a file that cannot be read.
  static func sha256(of inputs: [Input]) -> [String: String] {
    var hashes: [String: String] = [:]
    for input in inputs where input.path != "-" {
      let descriptor = open(input.path, O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else { continue }
      defer { close(descriptor) }
      let hash = FileHash()
      var buffer = [UInt8](repeating: 0, count: 1 << 18)
      var isWhole = true
      while true {
        let room = buffer.count
        #if canImport(Glibc)
        let count = Glibc.read(descriptor, &buffer, room)
        #else
        let count = Darwin.read(descriptor, &buffer, room)
        #endif
        if count < 0, errno == EINTR { continue }
        isWhole = count == 0
        if count <= 0 { break }
        buffer.withUnsafeBytes { hash.update(UnsafeRawBufferPointer(rebasing: $0[0..<count])) }
      }
      if isWhole { hashes[input.path] = hash.finish() }
    }
    return hashes
  }
}
