import Pseudonyms
import Testing

@Suite struct PseudonymKeyTests {
  /// FIPS 180-4 example: SHA-256 of "abc".
  @Test func `the hash of a file is SHA-256`() {
    let hash = FileHash()
    for byte in Array("abc".utf8) { withUnsafeBytes(of: byte) { hash.update($0) } }
    #expect(hash.finish() == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }

  /// `printf 'customer:cust-1' | openssl dgst -sha256 -hmac 0123456789abcdef`, first 32 digits.
  @Test func `a pseudonym is an HMAC of the purpose and the id`() throws {
    let key = try #require(PseudonymKey(Array("0123456789abcdef\n".utf8)))
    #expect(key.pseudonym(of: "cust-1") == "0d4bfb139f45ccf6323021d17ff160c9")
    #expect(key.pseudonym(of: "cust-2") != key.pseudonym(of: "cust-1"))
  }

  @Test func `a short key is refused`() {
    #expect(PseudonymKey(Array("fifteen-bytes-k\n".utf8)) == nil)
  }

  @Test func `a keyed hash hides the plain one and keeps none as none`() throws {
    let key = try #require(PseudonymKey(Array("0123456789abcdef".utf8)))
    #expect(key.keyed(0, for: "author:") == 0)
    #expect(key.keyed(7, for: "author:") != 7)
    #expect(key.keyed(7, for: "author:") != key.keyed(7, for: "wording:"))
    #expect(key.keyed(7, for: "author:") == key.keyed(7, for: "author:"))
  }
}
