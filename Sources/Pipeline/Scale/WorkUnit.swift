package import ByteStreams

/// A part of the input that is read by itself, on whatever machine: one file.
package struct WorkUnit: Sendable, Hashable {
  /// The first 16 digits of the SHA-256 of the path.
  ///
  /// The path alone: a file that has changed is the same unit with other content, which whoever brings parts together
  /// must notice, and a retry is the same unit.
  package let id: String
  /// The path as it was given, and below a folder the rest of the way.
  package let path: String
  /// The size on disk; nil for a pipe.
  package let bytes: Int?

  package init(_ input: Input, _ hash: ContentHash) {
    id = String(hash.sha256(Array(input.path.utf8)).prefix(16))
    path = input.path
    bytes = input.bytes
  }
}
