/// A set of hashes in 64 bits, which now and then seems to hold one that it does not hold.
///
/// Two bits for each hash, both in the word that its upper bits choose (Bloom 1970, in the blocked form of Putze, Sanders
/// and Singler 2007). With one bit for each, one in twelve pairs of words passed that begin no customers' phrase; with
/// two, one in forty.
enum HashFilter {
  /// The bits of a hash, taken from its lower twelve.
  @inline(__always)
  static func bits(of hash: UInt64) -> UInt64 { 1 &<< (hash & 63) | 1 &<< (hash &>> 6 & 63) }

  /// 1 when the hash of some bits may be among those of a filter, else 0.
  ///
  /// No branch: which it is cannot be guessed.
  @inline(__always)
  static func mayHold(_ bits: UInt64, _ filter: UInt64) -> UInt64 { filter & bits == bits ? 1 : 0 }
}
