internal import CLibXML2
internal import Diagnostics

/// Encodings of single bytes that libxml2 is given a table for.
///
/// It knows ISO 8859-1 itself and hands the others to iconv, which takes them through UTF-32 and so needs a tenth of the
/// time of reading an export.
enum XMLEncodings {
  /// The UTF-8 of each byte from 80 on: in the lowest three bytes, first to last, and their number in the highest; 0
  /// for a byte that is no character.
  private typealias Table = [UInt32]

  private static let latin9 = table { byte in
    // Where ISO 8859-15 differs from ISO 8859-1.
    switch byte {
    case 0xA4: 0x20AC
    case 0xA6: 0x160
    case 0xA8: 0x161
    case 0xB4: 0x17D
    case 0xB8: 0x17E
    case 0xBC: 0x152
    case 0xBD: 0x153
    case 0xBE: 0x178
    default: UInt32(byte)
    }
  }

  private static let windows1252 = table { byte in
    byte < 0xA0 ? windowsScalars[Int(byte) - 0x80] : UInt32(byte)
  }

  /// Bytes 80 to 9F of Windows-1252; five have no character.
  private static let windowsScalars: [UInt32] = [
    0x20AC, 0, 0x201A, 0x192, 0x201E, 0x2026, 0x2020, 0x2021, 0x2C6, 0x2030, 0x160, 0x2039,
    0x152, 0, 0x17D, 0, 0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x2DC, 0x2122, 0x161, 0x203A, 0x153, 0, 0x17E, 0x178,
  ]

  /// Tells libxml2 of them; once in the life of a program.
  static func register() {
    for name in ["ISO-8859-15", "LATIN-9"] {
      xmlNewCharEncodingHandler(
        name,
        { XMLEncodings.convert(XMLEncodings.latin9, $0, $1, $2, $3) },
        nil
      )
    }
    for name in ["WINDOWS-1252", "CP1252"] {
      xmlNewCharEncodingHandler(
        name,
        { XMLEncodings.convert(XMLEncodings.windows1252, $0, $1, $2, $3) },
        nil
      )
    }
  }

  /// What to say of a document whose declaration names an encoding that nobody knows; nil for others.
  static func unknown(declaredIn head: UnsafeRawBufferPointer) -> String? {
    guard let name = declared(in: head), !name.isEmpty, !name.contains(0) else { return nil }
    XMLLibrary.prepare()
    let handler = (name + [0]).withUnsafeBytes { bytes in
      xmlFindCharEncodingHandler(bytes.baseAddress?.assumingMemoryBound(to: CChar.self))
    }
    guard let handler else { return name.withUnsafeBytes { unknown($0) } }
    _ = xmlCharEncCloseFunc(handler)
    return nil
  }

  /// The same, of a name that libxml2 does not know.
  static func unknown(_ name: UnsafeRawBufferPointer) -> String {
    "the document declares the encoding " + quotedName(String(decoding: name, as: UTF8.self))
      + ", which is not known; expected UTF-8, "
      + "UTF-16, ISO-8859-1, ISO-8859-15, Windows-1252 or another that this system converts"
  }

  /// The name of the encoding in the declaration at the beginning, where one is there.
  private static func declared(in head: UnsafeRawBufferPointer) -> [UInt8]? {
    guard let base = head.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return nil }
    let mark = head.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let start = ByteSlice(start: base + mark, count: Swift.min(head.count - mark, 256))
    guard start.hasPrefix("<?xml"), let end = start.range(of: "?>"),
      let word = start[0..<end].range(of: "encoding")
    else { return nil }
    let rest = start[word + 8..<end].buffer.drop { $0 <= 0x20 || $0 == UInt8(ascii: "=") }
    guard let quote = rest.first, quote == 0x22 || quote == 0x27 else { return nil }
    return Array(rest.dropFirst().prefix { $0 != quote })
  }

  private static func table(_ scalar: (UInt8) -> UInt32) -> Table {
    (UInt8(0x80)...0xFF).map { byte in
      guard let scalar = Unicode.Scalar(scalar(byte)), scalar.value > 0 else { return 0 }
      let bytes = UTF8.encode(scalar).map(Array.init) ?? []
      let packed = bytes.reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      return packed | UInt32(bytes.count) << 24
    }
  }

  /// Converts as much as there is and as fits, and leaves the numbers of bytes written and taken behind.
  ///
  /// - Returns: The bytes written, or -2 where a byte is no character, as libxml2 wants it.
  private static func convert(
    _ table: Table,
    _ out: UnsafeMutablePointer<UInt8>?,
    _ outCount: UnsafeMutablePointer<Int32>?,
    _ source: UnsafePointer<UInt8>?,
    _ sourceCount: UnsafeMutablePointer<Int32>?
  ) -> Int32 {
    guard let out, let outCount, let source, let sourceCount else { return 0 }
    let (room, count) = (Int(outCount.pointee), Int(sourceCount.pointee))
    var (at, written) = (0, 0)
    var isCharacter = true
    while at < count, written < room {
      // Many at once where all are ASCII, as nearly all are.
      let left = min(count - at, room - written)
      let copied =
        left >= 32 && copyASCII(source + at, to: out + written, SIMD4<UInt64>.self)
        ? 32 : left >= 8 && copyASCII(source + at, to: out + written, SIMD2<UInt32>.self) ? 8 : 0
      if copied > 0 {
        at += copied
        written += copied
        continue
      }
      let byte = source[at]
      if byte < 0x80 {
        out[written] = byte
        written += 1
      } else {
        let packed = table[Int(byte) - 0x80]
        let size = Int(packed >> 24)
        isCharacter = size > 0
        guard isCharacter, size <= room - written else { break }
        for place in 0..<size {
          out[written + place] = UInt8(truncatingIfNeeded: packed >> (8 * UInt32(place)))
        }
        written += size
      }
      at += 1
    }
    outCount.pointee = Int32(written)
    sourceCount.pointee = Int32(at)
    return isCharacter ? Int32(written) : -2
  }

  /// Copies as many bytes as a vector has; false where one of them is not ASCII.
  @inline(__always)
  private static func copyASCII<Vector: SIMD & BitwiseCopyable>(
    _ source: UnsafePointer<UInt8>,
    to out: UnsafeMutablePointer<UInt8>,
    _: Vector.Type
  ) -> Bool where Vector.Scalar: FixedWidthInteger {
    let bytes = UnsafeRawPointer(source).loadUnaligned(as: Vector.self)
    let high = Vector(repeating: Vector.Scalar(truncatingIfNeeded: 0x8080_8080_8080_8080 as UInt64))
    guard bytes & high == .zero else { return false }
    UnsafeMutableRawPointer(out).storeBytes(of: bytes, as: Vector.self)
    return true
  }
}
