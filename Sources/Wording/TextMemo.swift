#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// What was found in texts that came more than once: bots and macros say the same again and again.
///
/// A text is found by a hash of its bytes and then compared byte by byte, so that what is found never depends on what
/// was read before. It is kept when it comes the second time, because in most logs half of the texts come but
/// once. When the room is used up, everything is forgotten.
struct TextMemo: ~Copyable {
  /// Longer texts are not kept.
  static let longest = 256

  /// What stands before the bytes of a kept text.
  struct Record {
    var summary: TextSummary
    /// The tokens, in a store that keeps them as long as the memo does.
    var tokens: UnsafePointer<UInt32>
    var count: Int32
    /// Who wrote it in which language, which decides the phrases.
    var context: Int32
  }

  /// Where texts of some hashes are: the upper 32 bits are of the hash, the lower say where the record begins, in
  /// units of eight bytes from 1 on; of a text that came once, only the hash is noted.
  private struct Bucket {
    var kept: UInt64 = 0
    var seen: UInt64 = 0
  }

  private let buckets: UnsafeMutablePointer<Bucket>
  private let bits: UInt64
  private let room: UnsafeMutableRawPointer
  private let capacity: Int
  private var used = 0
  /// The hash and context of the text that was looked for last, if it is to be kept.
  private var wanted: (hash: UInt64, context: Int32)?

  /// - Parameters:
  ///   - bits: Logarithm of the number of buckets.
  ///   - capacity: Room for texts in bytes.
  init(bits: Int, capacity: Int) {
    self.bits = UInt64(bits)
    self.capacity = capacity
    buckets = .allocate(capacity: 1 << bits)
    buckets.initialize(repeating: Bucket(), count: 1 << bits)
    room = .allocate(byteCount: capacity, alignment: 8)
  }

  deinit {
    buckets.deallocate()
    room.deallocate()
  }

  /// What is known of a text.
  mutating func find(_ text: UnsafeRawBufferPointer, context: Int32) -> Record? {
    wanted = nil
    guard text.count <= Self.longest, let base = text.baseAddress else { return nil }
    let hash = Self.hash(base, text.count, context)
    let bucket = buckets + Int(truncatingIfNeeded: hash &>> (64 &- bits))
    let tag = hash &<< 32
    if bucket.pointee.kept & ~0xFFFF_FFFF == tag, bucket.pointee.kept != tag {
      let place = room + (Int(bucket.pointee.kept & 0xFFFF_FFFF) &- 1) &* 8
      let record = place.load(as: Record.self)
      if record.count == text.count, record.context == context,
        memcmp(place + MemoryLayout<Record>.size, base, text.count) == 0
      {
        return record
      }
    }
    // The lowest bit tells a hash of zeros from nothing.
    if bucket.pointee.seen == tag | 1 {
      wanted = (hash, context)
    } else {
      bucket.pointee.seen = tag | 1
    }
    return nil
  }

  /// Keeps the text that was not found last, if it came before.
  mutating func keep(
    _ text: UnsafeRawBufferPointer,
    _ summary: TextSummary,
    _ tokens: UnsafePointer<UInt32>
  ) {
    guard let (hash, context) = wanted, let base = text.baseAddress else { return }
    wanted = nil
    let size = (MemoryLayout<Record>.size + text.count + 7) & ~7
    if used + size > capacity { forget() }
    guard used + size <= capacity else { return }
    let place = room + used
    place.storeBytes(
      of: Record(
        summary: summary,
        tokens: tokens,
        count: Int32(truncatingIfNeeded: text.count),
        context: context
      ),
      as: Record.self
    )
    (place + MemoryLayout<Record>.size).copyMemory(from: base, byteCount: text.count)
    buckets[Int(truncatingIfNeeded: hash &>> (64 &- bits))].kept =
      hash &<< 32 | UInt64(used / 8 + 1)
    used += size
  }

  /// Forgets the texts; which came before stays known.
  mutating func forget() {
    for bucket in 0..<1 << Int(bits) { buckets[bucket].kept = 0 }
    used = 0
    wanted = nil
  }

  /// Two chains of 64 × 64 → 128 bit products over 16 bytes at a time.
  @inline(__always)
  private static func hash(_ bytes: UnsafeRawPointer, _ count: Int, _ context: Int32) -> UInt64 {
    var first = UInt64(truncatingIfNeeded: count) ^ 0x9E37_79B9_7F4A_7C15
    var second = UInt64(UInt32(bitPattern: context)) ^ 0xD6E8_FEB8_6659_FD93
    var at = 0
    while at &+ 16 <= count {
      first = fold(first ^ bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self))
      second = fold(second ^ bytes.loadUnaligned(fromByteOffset: at &+ 8, as: UInt64.self))
      at &+= 16
    }
    if at < count, count >= 16 {
      // The last sixteen, some of which were taken before.
      first = fold(first ^ bytes.loadUnaligned(fromByteOffset: count &- 16, as: UInt64.self))
      second = fold(second ^ bytes.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self))
    } else {
      while at < count {
        first = fold(first ^ UInt64(bytes.load(fromByteOffset: at, as: UInt8.self)))
        at &+= 1
      }
    }
    return fold(first ^ (second &<< 32 | second &>> 32))
  }

  @inline(__always)
  private static func fold(_ value: UInt64) -> UInt64 {
    let product = value.multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
    // With the value itself, so that a product of zero forgets nothing.
    return product.high ^ product.low ^ value &<< 1
  }
}
