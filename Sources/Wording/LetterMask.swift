/// Where letters, capitals and spaces stand in up to 64 bytes of a message: one bit per byte, the first lowest.
///
/// From these masks the ends of words are found without a look at memory, which is what reading text one byte
/// after another waits for. Bytes are classified eight at a time by arithmetic on whole words, as described in
/// H. S. Warren, *Hacker's Delight*, 2nd ed., section 6-1.
struct LetterMask {
  /// ASCII letters.
  private(set) var letters: UInt64 = 0
  /// Capitals among them.
  private(set) var capitals: UInt64 = 0
  /// U+0020.
  private(set) var spaces: UInt64 = 0

  /// Looks at the bytes from an index to the end of the message, at most 64.
  @inline(__always)
  init(_ base: UnsafePointer<UInt8>, _ index: Int, _ count: Int) {
    let end = min(count, index &+ 64)
    var position = index
    var shift: UInt64 = 0
    while position < end {
      let bytes = LetterMask.load(base, position, count)
      let lower = bytes | 0x2020_2020_2020_2020
      let low7 = lower & 0x7F7F_7F7F_7F7F_7F7F
      // The high bit of each byte: at least `a`, not above `z`, and ASCII.
      let fromA = low7 &+ 0x1F1F_1F1F_1F1F_1F1F
      let aboveZ = low7 &+ 0x0505_0505_0505_0505
      let isLetter = fromA & ~aboveZ & ~bytes & 0x8080_8080_8080_8080
      let isCapital = isLetter & ~(bytes &<< 2)
      let unlikeSpace = bytes ^ 0x2020_2020_2020_2020
      let notSpace = (unlikeSpace & 0x7F7F_7F7F_7F7F_7F7F) &+ 0x7F7F_7F7F_7F7F_7F7F | unlikeSpace
      let isSpace = ~notSpace & 0x8080_8080_8080_8080
      letters |= LetterMask.gather(isLetter) &<< shift
      capitals |= LetterMask.gather(isCapital) &<< shift
      spaces |= LetterMask.gather(isSpace) &<< shift
      position &+= 8
      shift &+= 8
    }
  }

  /// Collects the high bits of eight bytes in the lowest byte.
  @inline(__always)
  private static func gather(_ highBits: UInt64) -> UInt64 {
    ((highBits &>> 7) &* 0x0102_0408_1020_4080) &>> 56
  }

  /// Eight bytes in memory order, the first in the low byte; bytes beyond the end are 0.
  @inline(__always)
  static func load(_ base: UnsafePointer<UInt8>, _ index: Int, _ count: Int) -> UInt64 {
    let raw = UnsafeRawPointer(base)
    if index &+ 8 <= count {
      return UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
    }
    if count >= 8 {
      let last = UInt64(
        littleEndian: raw.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self)
      )
      // 64 or more shifts everything out, which is right at the end of the message.
      return last >> UInt64(truncatingIfNeeded: (index &+ 8 &- count) &<< 3)
    }
    var bytes: UInt64 = 0
    var position = count
    while position > index {
      position -= 1
      bytes = bytes << 8 | UInt64(base[position])
    }
    return bytes
  }
}
