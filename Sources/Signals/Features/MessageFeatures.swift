import Wording

/// What the models see of one message.
///
/// Words, pairs of words, and runs of four bytes become places in a table of 65,536 weights, by their
/// hashes (Weinberger et al., 2009). What is not wording stands in `shape`.
package struct MessageFeatures: ~Copyable {
  /// Bytes and tokens that count; the rest of a longer message is not seen.
  static let byteLimit = 2_048
  /// At most: a word and a pair for each token, and a run for each byte.
  static let capacity = 2 * TextScanner.tokenCap + 2 + byteLimit

  private let places: UnsafeMutablePointer<UInt16>
  private var count = 0
  /// What each byte counts as in a run.
  private let folded: UnsafeMutablePointer<UInt8>

  package init() {
    places = .allocate(capacity: Self.capacity)
    places.initialize(repeating: 0, count: Self.capacity)
    folded = .allocate(capacity: 256)
    for byte in 0..<256 { (folded + byte).initialize(to: Self.fold(UInt8(byte))) }
  }

  deinit {
    places.deallocate()
    folded.deallocate()
  }

  /// The places of the last message; valid until the next one is read.
  package var all: UnsafeBufferPointer<UInt16> { UnsafeBufferPointer(start: places, count: count) }

  /// Reads a message.
  ///
  /// - Parameters:
  ///   - text: The message as UTF-8.
  ///   - tokens: Its tokens, as the scanner gave them.
  package mutating func read(_ text: UnsafeRawBufferPointer, _ tokens: UnsafeBufferPointer<UInt32>)
  {
    count = 0
    var previous = Self.start
    for token in tokens {
      append(token)
      append(Self.pair(previous, token))
      previous = token
    }
    append(Self.pair(previous, Self.end))
    readRuns(text)
  }

  /// Runs of four bytes: letters in lower case, digits as one sign, everything else of ASCII as one space.
  private mutating func readRuns(_ text: UnsafeRawBufferPointer) {
    var window: UInt32 = 0x20
    var last: UInt8 = 0x20
    var next = places + count
    for byte in text.prefix(Self.byteLimit - 1) {
      let folded = self.folded[Int(byte)]
      // One space stands for all that follow each other, one sign for a number.
      let isMore = folded != last || folded > 0x23
      last = folded
      window = isMore ? window << 8 | UInt32(folded) : window
      next.pointee = Self.place(window)
      // Written in any case, and kept when it is new and full.
      next += isMore && window > 0xFF_FFFF ? 1 : 0
    }
    if last != 0x20, window > 0xFFFF {
      next.pointee = Self.place(window << 8 | 0x20)
      next += 1
    }
    count = next - places
  }

  private static func fold(_ byte: UInt8) -> UInt8 {
    switch byte {
    case 0x41...0x5A: byte | 0x20
    case 0x61...0x7A, 0x80...: byte
    case 0x30...0x39: 0x23
    default: 0x20
    }
  }

  @inline(__always)
  private mutating func append(_ feature: UInt32) {
    places[count] = Self.place(feature)
    count += 1
  }

  @inline(__always)
  private static func place(_ feature: UInt32) -> UInt16 {
    UInt16(truncatingIfNeeded: (feature &* 0x9E37_79B1) >> 16)
  }

  private static let start: UInt32 = 0x5EED_0001
  private static let end: UInt32 = 0x5EED_0002

  @inline(__always)
  private static func pair(_ first: UInt32, _ second: UInt32) -> UInt32 {
    (first &* 0x85EB_CA6B) ^ (second &+ (first >> 15))
  }
}
