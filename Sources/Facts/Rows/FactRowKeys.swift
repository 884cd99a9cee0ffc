/// How names and hashes are written into a facts file.
///
/// With a pseudonym key the caller passes keyed functions; they must give the same answer for the same input in
/// every file that is to be read together, and different answers for different inputs.
package struct FactRowKeys: Sendable {
  /// The customer's name in the file.
  package var customer: @Sendable (String) -> String
  /// The hash of a responder's author id.
  package var author: @Sendable (UInt64) -> UInt64
  /// The hash of a message's masked text.
  package var wording: @Sendable (UInt64) -> UInt64
  /// Tells keys apart and gives none away; nil without a key.
  package var fingerprint: String?

  package init(
    customer: @escaping @Sendable (String) -> String,
    author: @escaping @Sendable (UInt64) -> UInt64,
    wording: @escaping @Sendable (UInt64) -> UInt64,
    fingerprint: String? = nil
  ) {
    self.customer = customer
    self.author = author
    self.wording = wording
    self.fingerprint = fingerprint
  }

  /// Ids as the export has them and hashes without a key: a file for the house itself.
  package static let plain = FactRowKeys(
    customer: { $0 },
    author: { $0 },
    wording: { $0 }
  )
}
