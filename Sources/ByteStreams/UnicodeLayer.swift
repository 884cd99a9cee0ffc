/// Turns UTF-16, UTF-32 or an encoding of single bytes into UTF-8, wherever the bytes are cut.
///
/// A lone surrogate, a number beyond U+10FFFF, and an odd rest at the end each become U+FFFD.
///
/// Source: The Unicode Standard, section 3.9, forms UTF-8, UTF-16 and UTF-32.
final class UnicodeLayer {
  private let width: Int
  private let bigEndian: Bool
  /// The scalars of single bytes; empty for the others.
  private var table: [UInt32] = []
  private var input = PageBuffer(capacity: 64 << 10)
  private var position = 0
  private var end = 0
  private var sourceEnded = false
  /// UTF-8 bytes that did not fit the last buffer, lowest first.
  private var spill: UInt32 = 0
  private var spillCount = 0

  /// How many U+FFFD stand for something that was not text.
  private(set) var replacements = 0

  /// Fails for UTF-8, which needs no layer.
  init?(_ form: TextEncoding.Form) {
    switch form {
    case .utf8: return nil
    case .utf16(let order): (width, bigEndian) = (2, order)
    case .utf32(let order): (width, bigEndian) = (4, order)
    }
  }

  init(_ table: ByteTable) {
    (width, bigEndian) = (1, false)
    self.table = table.scalars
  }

  /// Fills `buffer`; fewer bytes than asked for mean that the text has ended.
  ///
  /// - Parameters:
  ///   - buffer: Where the UTF-8 goes.
  ///   - refill: Fills a buffer with encoded bytes by the same rule.
  /// - Returns: How many bytes were written.
  func fill(
    _ buffer: UnsafeMutableRawBufferPointer,
    refill: (UnsafeMutableRawBufferPointer) -> Int
  ) -> Int {
    guard let base = buffer.baseAddress else { return 0 }
    var filled = 0
    while true {
      while spillCount > 0, filled < buffer.count {
        base.storeBytes(of: UInt8(truncatingIfNeeded: spill), toByteOffset: filled, as: UInt8.self)
        spill >>= 8
        spillCount -= 1
        filled += 1
      }
      guard filled < buffer.count, let scalar = nextScalar(refill) else { return filled }
      if scalar < 0x80 {
        base.storeBytes(of: UInt8(scalar), toByteOffset: filled, as: UInt8.self)
        filled += 1
      } else {
        encode(scalar)
      }
    }
  }

  /// Puts the UTF-8 form of a scalar beyond ASCII into the spill.
  private func encode(_ scalar: UInt32) {
    func tail(_ shift: UInt32) -> UInt32 { 0x80 | (scalar >> shift & 0x3F) }
    switch scalar {
    case ..<0x800:
      spill = 0xC0 | scalar >> 6 | tail(0) << 8
      spillCount = 2
    case ..<0x10000:
      spill = 0xE0 | scalar >> 12 | tail(6) << 8 | tail(0) << 16
      spillCount = 3
    default:
      spill = 0xF0 | scalar >> 18 | tail(12) << 8 | tail(6) << 16 | tail(0) << 24
      spillCount = 4
    }
  }

  /// The next scalar, already repaired; nil at the end.
  private func nextScalar(_ refill: (UnsafeMutableRawBufferPointer) -> Int) -> UInt32? {
    // Four bytes hold any scalar in either form, a surrogate pair included.
    if end - position < 4, !sourceEnded { fetch(refill) }
    guard position < end else { return nil }
    guard end - position >= width else {
      position = end
      return replacement()
    }
    let first = unit(at: position)
    position += width
    if width == 1 { return first == 0xFFFD ? replacement() : first }
    switch first {
    case 0xD800..<0xDC00 where width == 2 && end - position >= 2:
      let low = unit(at: position)
      // What is no second half is left for the next turn: it may be good text.
      guard 0xDC00..<0xE000 ~= low else { return replacement() }
      position += 2
      return 0x10000 + (first - 0xD800) << 10 + (low - 0xDC00)
    case 0xD800..<0xE000, 0x110000...: return replacement()
    default: return first
    }
  }

  private func unit(at offset: Int) -> UInt32 {
    if width == 1 {
      return table[Int(input.base.loadUnaligned(fromByteOffset: offset, as: UInt8.self))]
    }
    if width == 2 {
      let value = input.base.loadUnaligned(fromByteOffset: offset, as: UInt16.self)
      return UInt32(bigEndian ? UInt16(bigEndian: value) : UInt16(littleEndian: value))
    }
    let value = input.base.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
    return bigEndian ? UInt32(bigEndian: value) : UInt32(littleEndian: value)
  }

  private func fetch(_ refill: (UnsafeMutableRawBufferPointer) -> Int) {
    let rest = end - position
    input.base.copyMemory(from: input.base + position, byteCount: rest)
    let wanted = rest..<input.capacity
    let count = refill(input.bytes(wanted))
    sourceEnded = count < wanted.count
    position = 0
    end = rest + count
  }

  private func replacement() -> UInt32 {
    replacements += 1
    return 0xFFFD
  }
}
