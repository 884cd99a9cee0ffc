/// How content is told apart: SHA-256 as 64 hexadecimal digits, given by the command line.
///
/// The library that computes it also holds the keys of pseudonyms, which no stage may see.
package struct ContentHash: Sendable {
  package let sha256: @Sendable (_ bytes: [UInt8]) -> String

  package init(_ sha256: @escaping @Sendable (_ bytes: [UInt8]) -> String) {
    self.sha256 = sha256
  }
}
