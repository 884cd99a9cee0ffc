/// Text between the quotes of a JSON string, escapes resolved, as UTF-8.
///
/// A lone surrogate and `\u0000` each become U+FFFD (FORMATS 4.1). The scanner has checked the grammar.
///
/// - Returns: How many bytes were written; never more than `source.count`.
package func unescape(_ source: ByteSlice, into target: UnsafeMutablePointer<UInt8>) -> Int {
  guard let start = source.start else { return 0 }
  var read = 0
  var written = 0
  while read < source.count {
    // Eight bytes at a time, as most of a text is not escaped; what is copied too much is written over.
    while read + 8 <= source.count {
      let word = UnsafeRawPointer(start + read).loadUnaligned(as: UInt64.self)
      let slash = word ^ 0x5C5C_5C5C_5C5C_5C5C
      let found = (slash &- 0x0101_0101_0101_0101) & ~slash & 0x8080_8080_8080_8080
      UnsafeMutableRawPointer(target + written).storeBytes(of: word, as: UInt64.self)
      let clean = found == 0 ? 8 : found.trailingZeroBitCount >> 3
      read += clean
      written += clean
      if clean < 8 { break }
    }
    guard read < source.count else { break }
    let byte = start[read]
    guard byte == 0x5C else {
      target[written] = byte
      written += 1
      read += 1
      continue
    }
    let kind = start[read + 1]
    read += 2
    switch kind {
    case 0x62: target[written] = 0x08
    case 0x66: target[written] = 0x0C
    case 0x6E: target[written] = 0x0A
    case 0x72: target[written] = 0x0D
    case 0x74: target[written] = 0x09
    case 0x75:
      var scalar = hexQuad(start + read)
      read += 4
      if (0xD800..<0xDC00).contains(scalar) {
        if read + 6 <= source.count, start[read] == 0x5C, start[read + 1] == 0x75 {
          let low = hexQuad(start + read + 2)
          if (0xDC00..<0xE000).contains(low) {
            scalar = 0x10000 + (scalar - 0xD800) << 10 + (low - 0xDC00)
            read += 6
          } else {
            scalar = 0xFFFD
          }
        } else {
          scalar = 0xFFFD
        }
      } else if (0xDC00..<0xE000).contains(scalar) || scalar == 0 {
        scalar = 0xFFFD
      }
      written += encode(scalar, target + written)
      continue
    default: target[written] = kind
    }
    written += 1
  }
  return written
}

private func hexQuad(_ digits: UnsafePointer<UInt8>) -> Int {
  var value = 0
  for index in 0..<4 { value = value << 4 | Swift.max(0, JSONScanner.hexDigit(digits[index])) }
  return value
}

/// A scalar as UTF-8: at most 4 bytes, and never more than the escape it came from.
private func encode(_ scalar: Int, _ target: UnsafeMutablePointer<UInt8>) -> Int {
  switch scalar {
  case ..<0x80:
    target[0] = UInt8(scalar)
    return 1
  case ..<0x800:
    target[0] = UInt8(0xC0 | scalar >> 6)
    target[1] = UInt8(0x80 | scalar & 0x3F)
    return 2
  case ..<0x10000:
    target[0] = UInt8(0xE0 | scalar >> 12)
    target[1] = UInt8(0x80 | scalar >> 6 & 0x3F)
    target[2] = UInt8(0x80 | scalar & 0x3F)
    return 3
  default:
    target[0] = UInt8(0xF0 | scalar >> 18)
    target[1] = UInt8(0x80 | scalar >> 12 & 0x3F)
    target[2] = UInt8(0x80 | scalar >> 6 & 0x3F)
    target[3] = UInt8(0x80 | scalar & 0x3F)
    return 4
  }
}

/// How many ill-formed sequences the bytes hold, each of which reads as one U+FFFD.
///
/// 0 for well-formed UTF-8.
///
/// Source: Unicode Standard 15, table 3-7 and the practice of maximal subparts.
package func illFormedSequences(_ bytes: UnsafeRawBufferPointer) -> Int {
  var faults = 0
  var at = 0
  let count = bytes.count
  while at < count {
    while at + 8 <= count,
      bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
    {
      at += 8
    }
    guard at < count else { break }
    let lead = bytes[at]
    if lead < 0x80 {
      at += 1
      continue
    }
    let (length, low, high): (Int, UInt8, UInt8) =
      switch lead {
      case 0xC2...0xDF: (2, 0x80, 0xBF)
      case 0xE0: (3, 0xA0, 0xBF)
      case 0xE1...0xEC, 0xEE...0xEF: (3, 0x80, 0xBF)
      case 0xED: (3, 0x80, 0x9F)
      case 0xF0: (4, 0x90, 0xBF)
      case 0xF1...0xF3: (4, 0x80, 0xBF)
      case 0xF4: (4, 0x80, 0x8F)
      default: (0, 0, 0)
      }
    guard length > 0 else {
      faults += 1
      at += 1
      continue
    }
    var good = 1
    while good < length, at + good < count {
      let next = bytes[at + good]
      let fits = good == 1 ? next >= low && next <= high : next & 0xC0 == 0x80
      guard fits else { break }
      good += 1
    }
    if good < length { faults += 1 }
    at += good
  }
  return faults
}
