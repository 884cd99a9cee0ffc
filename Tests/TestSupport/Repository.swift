#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Where the package's own files and the shared specifications lie, seen from a test.
package enum Repository {
  /// The folder that holds `Package.swift`.
  package static let root: String = {
    let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    return parts.dropLast(3).joined(separator: "/")
  }()

  /// `../shared`, which a plain clone does not have.
  ///
  /// Tests that need it skip with a printed reason; what the repository holds itself must be there.
  package static var shared: String { root + "/../shared" }

  /// Real and odd exports in every format, beside the specification.
  package static var formatSamples: String { shared + "/format-samples" }

  package static let hasFormatSamples = access(formatSamples, F_OK) == 0
  /// Why a test is skipped without them.
  package static let noFormatSamples = "there are no ../shared/format-samples beside this checkout"
}
