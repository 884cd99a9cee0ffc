/// Where the package's own files and the shared specifications lie, seen from a test.
package enum Repository {
  /// The folder that holds `Package.swift`.
  package static let root: String = {
    let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    return parts.dropLast(3).joined(separator: "/")
  }()

  /// `../shared`, which a plain clone does not have.
  ///
  /// Tests that need it skip with a printed reason.
  package static var shared: String { root + "/../shared" }
}
