package import Records

/// Two independent hashes of an id, 96 bits in all.
///
/// Ids are told apart by these bits alone, so that no id is compared on the hot path. Among a billion ids the chance
/// of one collision is about 10⁻¹¹.
package struct ByteHash: Sendable, Hashable, BitwiseCopyable {
  package var hash: UInt64
  package var check: UInt32

  /// The first of the two hashes, for ids that are told apart inside one conversation only; 0 for no value.
  @inline(__always)
  package static func short(_ id: ByteSlice) -> UInt64 {
    guard let start = id.start, id.count > 0 else { return 0 }
    let bytes = UnsafeRawPointer(start)
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15
    var at = 0
    while at + 8 <= id.count {
      let word = bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self)
      state = fold(state ^ word, 0xA076_1D64_78BD_642F)
      at += 8
    }
    state = fold(state ^ tail(bytes, at, id.count) ^ UInt64(id.count) << 56, 0x8EBC_6AF0_9C88_C6E3)
    return state == 0 ? 1 : state
  }

  init(hash: UInt64, check: UInt32) {
    self.hash = hash
    self.check = check
  }

  /// Hashes borrowed bytes; `seed` keeps ids of different formats apart.
  @inline(__always)
  package init(_ bytes: ByteSlice, seed: UInt64 = 0) {
    self.init(UnsafeRawBufferPointer(start: bytes.start, count: bytes.count), seed: seed)
  }

  /// Folded 64 × 64 → 128 bit multiplications over 8-byte words, as in the wyhash family.
  @inline(__always)
  package init(_ bytes: UnsafeRawBufferPointer, seed: UInt64 = 0) {
    // The seed is spread over all bits, or it would cancel against a bit of the first byte.
    var first = (seed &* 0xA24B_AED4_963E_E407) ^ 0x9E37_79B9_7F4A_7C15
    var second = (seed &* 0x9FB2_1C65_1E98_DF25) ^ 0xD6E8_FEB8_6659_FD93
    let count = bytes.count
    var rest: UInt64 = 0
    if let start = bytes.baseAddress {
      var at = 0
      while at + 8 <= count {
        let word = start.loadUnaligned(fromByteOffset: at, as: UInt64.self)
        first = Self.fold(first ^ word, 0xA076_1D64_78BD_642F)
        second = Self.fold(second ^ word, 0xE703_7ED1_A0B4_28DB)
        at += 8
      }
      rest = Self.tail(start, at, count)
    }
    let last = rest ^ UInt64(count) << 56
    first = Self.fold(first ^ last, 0x8EBC_6AF0_9C88_C6E3)
    second = Self.fold(second ^ last, 0x5899_65CC_7537_4CC3)
    // 0 means "none" wherever a hash is kept.
    hash = first == 0 ? 1 : first
    check = UInt32(truncatingIfNeeded: second ^ second >> 32)
  }

  /// The bytes from `at` on, fewer than eight, as one word.
  @inline(__always)
  private static func tail(_ start: UnsafeRawPointer, _ at: Int, _ count: Int) -> UInt64 {
    let left = count - at
    guard left > 0 else { return 0 }
    if count >= 8 {
      // The last eight bytes at once, without those that were taken before.
      let word = start.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
      return word >> UInt64((8 - left) << 3)
    }
    if left >= 4 {
      // Two halves that overlap.
      let low = UInt64(start.loadUnaligned(as: UInt32.self))
      let high = UInt64(start.loadUnaligned(fromByteOffset: left - 4, as: UInt32.self))
      return low | high << UInt64((left - 4) << 3)
    }
    let first = UInt64(start.load(as: UInt8.self))
    let middle = UInt64(start.load(fromByteOffset: left >> 1, as: UInt8.self))
    let last = UInt64(start.load(fromByteOffset: left - 1, as: UInt8.self))
    return first | middle << UInt64((left >> 1) << 3) | last << UInt64((left - 1) << 3)
  }

  @inline(__always)
  private static func fold(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let product = left.multipliedFullWidth(by: right)
    return product.high ^ product.low ^ left
  }
}
