/// Which of many buckets a key falls into: the same on every machine and in every program.
///
/// FNV-1a of 64 bits over the bytes of the key (Fowler, Noll and Vo), modulo the number of buckets.
enum Bucket {
  static func of(_ key: UnsafeRawBufferPointer, among buckets: Int) -> Int {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in key { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return Int(hash % UInt64(buckets))
  }
}
