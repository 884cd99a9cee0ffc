import Wording

/// What the models see of one message.
///
/// Words, pairs of words, and runs of three and four bytes become places in a table of 65,536 weights, by their
/// hashes (Weinberger et al., 2009). What is not wording stands in `shape`.
package struct MessageFeatures: ~Copyable {
  /// Bytes and tokens that count; the rest of a longer message is not seen.
  static let byteLimit = 2_048
  /// At most: a word and a pair for each token, and two runs for each byte.
  static let capacity = 2 * TextScanner.tokenCap + 2 + 2 * byteLimit

  private let places: UnsafeMutablePointer<UInt16>
  private var count = 0

  package init() {
    places = .allocate(capacity: Self.capacity)
    places.initialize(repeating: 0, count: Self.capacity)
  }

  deinit {
    places.deallocate()
  }

  /// The places of the last message; valid until the next one is read.
  package var all: UnsafeBufferPointer<UInt16> { UnsafeBufferPointer(start: places, count: count) }

  /// Reads a message.
  ///
  /// - Parameters:
  ///   - text: The message as UTF-8.
  ///   - tokens: Its tokens, as the scanner gave them.
  package mutating func read(_ text: UnsafeRawBufferPointer, _ tokens: UnsafeBufferPointer<UInt32>) {
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

  /// Runs of three and four bytes: letters in lower case, digits as one sign, everything else of ASCII as one space.
  private mutating func readRuns(_ text: UnsafeRawBufferPointer) {
    var window: UInt32 = 0x20
    var last: UInt8 = 0x20
    for byte in text.prefix(Self.byteLimit - 1) {
      let folded = Self.folded(byte)
      // One space stands for all that follow each other, one sign for a number.
      if folded == last, folded == 0x20 || folded == 0x23 { continue }
      last = folded
      window = window << 8 | UInt32(folded)
      appendRuns(window)
    }
    if last != 0x20 { appendRuns(window << 8 | 0x20) }
  }

  @inline(__always)
  private mutating func appendRuns(_ window: UInt32) {
    guard window > 0xFF_FFFF else { return }
    append(window)
    append(window & 0xFF_FFFF)
  }

  @inline(__always)
  private static func folded(_ byte: UInt8) -> UInt8 {
    switch byte {
    case 0x41...0x5A: byte | 0x20
    case 0x61...0x7A, 0x80...: byte
    case 0x30...0x39: 0x23
    default: 0x20
    }
  }

  @inline(__always)
  private mutating func append(_ feature: UInt32) {
    places[count] = UInt16(truncatingIfNeeded: (feature &* 0x9E37_79B1) >> 16)
    count += 1
  }

  private static let start: UInt32 = 0x5EED_0001
  private static let end: UInt32 = 0x5EED_0002

  @inline(__always)
  private static func pair(_ first: UInt32, _ second: UInt32) -> UInt32 {
    (first &* 0x85EB_CA6B) ^ (second &+ (first >> 15))
  }
}
