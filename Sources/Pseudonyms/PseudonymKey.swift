internal import COpenSSL

/// A secret that turns ids into pseudonyms: HMAC-SHA-256 (RFC 2104, FIPS 180-4), through OpenSSL's libcrypto.
///
/// The same key gives the same pseudonym for the same id on every machine; without the key nobody can test a guess.
package struct PseudonymKey: Sendable {
  private let secret: [UInt8]

  /// Shorter keys could be found by trying.
  package static let shortest = 16

  /// - Parameter secret: The bytes of the key file, its last line end dropped. Nil when shorter than `shortest`.
  package init?(_ secret: [UInt8]) {
    var secret = secret
    if secret.last == 0x0A { secret.removeLast() }
    if secret.last == 0x0D { secret.removeLast() }
    guard secret.count >= Self.shortest else { return nil }
    self.secret = secret
  }

  /// The pseudonym of a customer's id: the first 128 bits as 32 hexadecimal digits.
  package func pseudonym(of id: String) -> String {
    hexadecimal(mac(of: "customer:", Array(id.utf8)).prefix(16))
  }

  /// The same of a file's name, which may be an address: 16 hexadecimal digits.
  package func pseudonym(ofFile name: String) -> String {
    hexadecimal(mac(of: "file:", Array(name.utf8)).prefix(8))
  }

  /// Tells one key from another, and gives neither away: 16 hexadecimal digits.
  package var fingerprint: String { hexadecimal(mac(of: "fingerprint:", []).prefix(8)) }

  /// A keyed hash in place of a plain one; 0 stays 0, which means "none".
  package func keyed(_ hash: UInt64, for purpose: String) -> UInt64 {
    guard hash != 0 else { return 0 }
    var bytes: [UInt8] = []
    for shift in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: hash >> UInt64(shift * 8))) }
    let keyed = mac(of: purpose, bytes).prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return keyed == 0 ? 1 : keyed
  }

  private func mac(of purpose: String, _ bytes: [UInt8]) -> [UInt8] {
    let message = Array(purpose.utf8) + bytes
    var result = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
    var length: UInt32 = 0
    // Fails only when memory is gone, and then nothing may be written in the clear.
    guard
      HMAC(
        EVP_sha256(),
        secret,
        Int32(secret.count),
        message,
        message.count,
        &result,
        &length
      ) != nil
    else { preconditionFailure("libcrypto could not compute a pseudonym") }
    return Array(result.prefix(Int(length)))
  }
}

/// SHA-256 (FIPS 180-4) of a stream of bytes.
package final class FileHash {
  private let context: OpaquePointer?

  package init() {
    context = EVP_MD_CTX_new()
    EVP_DigestInit_ex(context, EVP_sha256(), nil)
  }

  deinit {
    EVP_MD_CTX_free(context)
  }

  package func update(_ bytes: UnsafeRawBufferPointer) {
    EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
  }

  /// The digest of bytes that are at hand, as 64 hexadecimal digits.
  package static func sha256(of bytes: [UInt8]) -> String {
    let hash = FileHash()
    bytes.withUnsafeBytes { hash.update($0) }
    return hash.finish()
  }

  /// The digest as 64 hexadecimal digits.
  package func finish() -> String {
    var result = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
    var length: UInt32 = 0
    EVP_DigestFinal_ex(context, &result, &length)
    return hexadecimal(result.prefix(Int(length)))
  }
}

private func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
  let digits = Array("0123456789abcdef".utf8)
  var text: [UInt8] = []
  for byte in bytes {
    text.append(digits[Int(byte >> 4)])
    text.append(digits[Int(byte & 15)])
  }
  return String(decoding: text, as: UTF8.self)
}
