import Pipeline
import Pseudonyms

extension ContentHash {
  /// By OpenSSL's libcrypto.
  static let sha256 = ContentHash { FileHash.sha256(of: $0) }
}
