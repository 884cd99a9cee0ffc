/// Reads characters out of bytes that may not be UTF-8.
enum UTF8Reader {
  /// One character and how many bytes it takes.
  struct Character {
    var value: UInt32
    var length: Int
  }

  /// The replacement character, a symbol; each byte that begins nothing valid reads as one.
  static let replacement: UInt32 = 0xFFFD

  /// The character that begins at an index, which must be below `count`.
  @inline(__always)
  static func read(_ base: UnsafePointer<UInt8>, _ index: Int, _ count: Int) -> Character {
    let first = base[index]
    if first < 0x80 { return Character(value: UInt32(first), length: 1) }
    return readLong(base, index, count)
  }

  private static func readLong(
    _ base: UnsafePointer<UInt8>,
    _ index: Int,
    _ count: Int
  ) -> Character {
    let invalid = Character(value: replacement, length: 1)
    let first = UInt32(base[index])
    guard index + 1 < count, let second = continuation(base[index + 1]) else { return invalid }
    switch first {
    case 0xC2...0xDF:
      return Character(value: (first & 0x1F) << 6 | second, length: 2)
    case 0xE0...0xEF:
      guard index + 2 < count, let third = continuation(base[index + 2]) else { return invalid }
      let value = (first & 0x0F) << 12 | second << 6 | third
      guard value >= 0x800, !(0xD800...0xDFFF).contains(value) else { return invalid }
      return Character(value: value, length: 3)
    case 0xF0...0xF4:
      guard index + 3 < count, let third = continuation(base[index + 2]),
        let fourth = continuation(base[index + 3])
      else { return invalid }
      let value = (first & 0x07) << 18 | second << 12 | third << 6 | fourth
      guard value >= 0x10000, value <= 0x10FFFF else { return invalid }
      return Character(value: value, length: 4)
    default:
      return invalid
    }
  }

  /// The index at which the character before `end` begins; `end` must be above 0.
  static func start(before end: Int, _ base: UnsafePointer<UInt8>) -> Int {
    var start = end - 1
    let lowest = max(0, end - 4)
    while start > lowest, base[start] & 0xC0 == 0x80 { start -= 1 }
    return read(base, start, end).length == end - start ? start : end - 1
  }

  @inline(__always)
  private static func continuation(_ byte: UInt8) -> UInt32? {
    byte & 0xC0 == 0x80 ? UInt32(byte & 0x3F) : nil
  }
}
