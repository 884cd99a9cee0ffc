internal import CVectors

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Darwin)
internal import Darwin
#endif

/// Walks JSON text byte by byte: strict about grammar, deaf to meaning, without recursion and without allocation.
///
/// Two things are accepted that are no JSON, because common tools write them (FORMATS 4.1): `NaN`, `Infinity` and
/// `-Infinity` count as null (`oddNumbers`), and raw control characters other than a newline are refused as JSON
/// demands. Whitespace may include RS (0x1E), so JSON text sequences (RFC 7464) need no case of their own.
package struct JSONScanner {
  /// The next byte to look at.
  package var position: UnsafePointer<UInt8>
  package let end: UnsafePointer<UInt8>
  /// `NaN`, `Infinity` and `-Infinity` read as null so far.
  package var oddNumbers = 0

  package init(_ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) {
    position = start
    self.end = end
  }

  /// A string as it stands between its quotes.
  package struct Text {
    package var slice: ByteSlice
    package var hasEscapes: Bool
    package var isASCII: Bool
  }

  /// The next byte after white space, not consumed; 0 at the end.
  @inline(__always)
  package mutating func peek() -> UInt8 {
    guard position < end else { return 0 }
    let byte = position.pointee
    return byte > 0x20 ? byte : peekBehindSpace()
  }

  /// The same where white space comes first, which may be a line end and many spaces.
  private mutating func peekBehindSpace() -> UInt8 {
    while position < end {
      if end - position >= 8 {
        let word = UnsafeRawPointer(position).loadUnaligned(as: UInt64.self)
        let spaces = (word ^ 0x2020_2020_2020_2020).trailingZeroBitCount >> 3
        position += spaces
        if spaces == 8 { continue }
      }
      let byte = position.pointee
      if byte > 0x20 { return byte }
      guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 || byte == 0x1E else {
        return byte
      }
      position += 1
    }
    return 0
  }

  @inline(__always)
  package mutating func take(_ byte: UInt8) -> Bool {
    guard peek() == byte else { return false }
    position += 1
    return true
  }

  /// Reads a string whose opening quote is the next byte.
  ///
  /// Nil when it is not closed or holds a control character.
  ///
  /// Eight bytes at a time: a byte needs a closer look when it is a quote, a backslash or below 0x20.
  @inline(__always)
  package mutating func string() -> Text? {
    guard position < end, position.pointee == 0x22 else { return nil }
    let start = position + 1
    var at = start
    var high: UInt64 = 0
    var escapes = false
    while true {
      while at + 8 <= end {
        let word = UnsafeRawPointer(at).loadUnaligned(as: UInt64.self)
        let marked = Self.attention(word)
        if marked == 0 {
          high |= word
          at += 8
          continue
        }
        let clean = marked.trailingZeroBitCount >> 3
        if clean > 0 { high |= word & ((1 << (UInt64(clean) << 3)) &- 1) }
        at += clean
        break
      }
      guard at < end else { return nil }
      let byte = at.pointee
      if byte == 0x22 {
        position = at + 1
        return Text(
          slice: ByteSlice(start: start, count: at - start),
          hasEscapes: escapes,
          isASCII: high & 0x8080_8080_8080_8080 == 0
        )
      }
      if byte == 0x5C {
        escapes = true
        guard at + 1 < end else { return nil }
        let escaped = at[1]
        switch escaped {
        case 0x22, 0x5C, 0x2F, 0x62, 0x66, 0x6E, 0x72, 0x74: at += 2
        case 0x75:
          guard at + 6 <= end else { return nil }
          for offset in 2..<6 where Self.hexDigit(at[offset]) < 0 { return nil }
          at += 6
        default: return nil
        }
        continue
      }
      guard byte >= 0x20 else { return nil }
      high |= UInt64(byte)
      at += 1
    }
  }

  /// A bit in the top of each byte that is a quote, a backslash or a control character; exact for the lowest one.
  @inline(__always)
  static func attention(_ word: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let tops: UInt64 = 0x8080_8080_8080_8080
    // Exchanging the last bits but one puts the quote next to the control characters, and nothing else there.
    let control = (word ^ (ones &* 0x02)) &- ones &* 0x21
    let slash = word ^ (ones &* 0x5C)
    return (control & ~word | (slash &- ones) & ~slash) & tops
  }

  /// The first quote, backslash or control character from `at` on, and whether all before it is ASCII.
  ///
  /// Sixteen bytes at a time, so that most strings need one turn or always the same number of them. Nil when there is
  /// none before the last place where 16 bytes may be loaded.
  @inline(__always)
  package static func special(
    _ start: UnsafePointer<UInt8>,
    _ lastLoad: UnsafePointer<UInt8>
  ) -> (stop: UnsafePointer<UInt8>, isASCII: Bool)? {
    var at = start
    var high: UInt32 = 0
    while at <= lastLoad {
      let found = onpar_special16(at)
      let stops = found & 0xFFFF
      if stops != 0 {
        let below = (stops & (0 &- stops)) &- 1
        high |= found &>> 16 & below
        return (at + stops.trailingZeroBitCount, high == 0)
      }
      high |= found
      at += 16
    }
    return nil
  }

  static func hexDigit(_ byte: UInt8) -> Int {
    switch byte {
    case 0x30...0x39: Int(byte) - 0x30
    case 0x41...0x46: Int(byte) - 0x41 + 10
    case 0x61...0x66: Int(byte) - 0x61 + 10
    default: -1
    }
  }

  /// Reads a number by the grammar of RFC 8259 and gives its text.
  ///
  /// Nil when there is none.
  package mutating func number() -> ByteSlice? {
    let start = position
    var at = position
    if at < end, at.pointee == 0x2D { at += 1 }
    guard at < end else { return nil }
    if at.pointee == 0x30 {
      at += 1
    } else {
      guard (0x31...0x39).contains(at.pointee) else { return nil }
      while at < end, (0x30...0x39).contains(at.pointee) { at += 1 }
    }
    if at < end, at.pointee == 0x2E {
      at += 1
      guard at < end, (0x30...0x39).contains(at.pointee) else { return nil }
      while at < end, (0x30...0x39).contains(at.pointee) { at += 1 }
    }
    if at < end, at.pointee | 0x20 == 0x65 {
      at += 1
      if at < end, at.pointee == 0x2B || at.pointee == 0x2D { at += 1 }
      guard at < end, (0x30...0x39).contains(at.pointee) else { return nil }
      while at < end, (0x30...0x39).contains(at.pointee) { at += 1 }
    }
    position = at
    return ByteSlice(start: start, count: at - start)
  }

  /// Consumes a word such as `true` if it comes next.
  package mutating func literal(_ word: StaticString) -> Bool {
    let count = word.utf8CodeUnitCount
    guard end - position >= count else { return false }
    for index in 0..<count where position[index] != word.utf8Start[index] { return false }
    position += count
    return true
  }

  /// `null`, or one of the words that common tools write for it.
  package mutating func nullWord() -> Bool {
    if literal("null") { return true }
    if literal("NaN") || literal("Infinity") || literal("-Infinity") {
      oddNumbers += 1
      return true
    }
    return false
  }

  /// The closing quote of a string that begins at `start`; nil when it has escapes or faults: then `string` must look.
  ///
  /// At least eight bytes of the record must stand before `start`.
  @inline(__always)
  static func plainString(
    _ start: UnsafePointer<UInt8>,
    _ end: UnsafePointer<UInt8>
  ) -> (stop: UnsafePointer<UInt8>, isASCII: Bool)? {
    var at = start
    var high: UInt64 = 0
    while true {
      let left = end - at
      var word: UInt64
      if left >= 8 {
        word = UnsafeRawPointer(at).loadUnaligned(as: UInt64.self)
      } else {
        // The last word of the record, moved so that `at` comes first. The zeros behind it stop the search.
        guard left > 0 else { return nil }
        word = UnsafeRawPointer(end - 8).loadUnaligned(as: UInt64.self) >> UInt64((8 - left) << 3)
      }
      let marked = attention(word)
      if marked == 0 {
        high |= word
        at += 8
        continue
      }
      let clean = marked.trailingZeroBitCount >> 3
      high |= word & ((1 << UInt64(clean << 3)) &- 1)
      at += clean
      guard clean < left, at.pointee == 0x22 else { return nil }
      return (at, high & 0x8080_8080_8080_8080 == 0)
    }
  }

  /// Consumes a string, a number or a word, if one comes next without white space before it.
  @inline(__always)
  mutating func scalar() -> Bool {
    guard position < end else { return false }
    switch position.pointee {
    case 0x22: return skipString()
    case 0x74: return literal("true")
    case 0x66: return literal("false")
    case 0x30...0x39: return number() != nil
    case 0x2D:
      return position + 1 < end && position[1] == 0x49 ? nullWord() : number() != nil
    default: return nullWord()
    }
  }

  /// As `string`, when nobody wants to know what it says.
  @inline(__always)
  private mutating func skipString() -> Bool {
    var at = position + 1
    while at + 16 <= end {
      let stops = onpar_special16(at) & 0xFFFF
      if stops == 0 {
        at += 16
        continue
      }
      at += stops.trailingZeroBitCount
      guard at.pointee == 0x22 else { break }
      position = at + 1
      return true
    }
    // Escapes, faults and the last bytes of a record.
    return string() != nil
  }

  /// Skips one value of any kind and any depth, checking its grammar.
  ///
  /// - Parameter nesting: Scratch for the kinds of the open brackets, one bit each, reused between calls.
  /// - Returns: False when the value is broken.
  package mutating func skip(nesting: inout [UInt64]) -> Bool {
    if peek() == 0x22 { return skipString() }
    var depth = 0
    while true {
      // One value begins here.
      var opened = false
      switch peek() {
      case 0x22: guard skipString() else { return false }
      case 0x7B:
        position += 1
        if peek() == 0x7D {
          position += 1
        } else {
          Self.push(isObject: true, depth: depth, &nesting)
          depth += 1
          guard key() else { return false }
          opened = true
        }
      case 0x5B:
        position += 1
        if peek() == 0x5D {
          position += 1
        } else {
          Self.push(isObject: false, depth: depth, &nesting)
          depth += 1
          opened = true
        }
      case 0x74: guard literal("true") else { return false }
      case 0x66: guard literal("false") else { return false }
      case 0x2D:
        if position + 1 < end, position[1] == 0x49 {
          guard nullWord() else { return false }
        } else {
          guard number() != nil else { return false }
        }
      case 0x30...0x39: guard number() != nil else { return false }
      default: guard nullWord() else { return false }
      }
      if opened { continue }
      // One value has ended; close what ends with it.
      while true {
        if depth == 0 { return true }
        let isObject = nesting[(depth - 1) >> 6] & (1 << UInt64((depth - 1) & 63)) != 0
        let next = peek()
        if next == 0x2C {
          position += 1
          if isObject { guard key() else { return false } }
          break
        }
        guard next == (isObject ? 0x7D : 0x5D) else { return false }
        position += 1
        depth -= 1
      }
    }
  }

  /// Consumes `"key":`.
  private mutating func key() -> Bool {
    guard peek() == 0x22, skipString() else { return false }
    return take(0x3A)
  }

  private static func push(isObject: Bool, depth: Int, _ nesting: inout [UInt64]) {
    if depth >> 6 == nesting.count { nesting.append(0) }
    let bit: UInt64 = 1 << UInt64(depth & 63)
    if isObject { nesting[depth >> 6] |= bit } else { nesting[depth >> 6] &= ~bit }
  }
}
