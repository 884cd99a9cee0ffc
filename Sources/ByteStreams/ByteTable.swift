/// An encoding in which every byte is a character: what a mapping file may say of a text that does not say it itself.
package struct ByteTable: Sendable, Equatable {
  /// The scalar of each byte.
  let scalars: [UInt32]

  /// Nil for a name that is not known; names are those of the IANA registry, capitals or not.
  package init?(named name: String) {
    var table = (0..<256).map { UInt32($0) }
    switch name.lowercased().replacing("_", with: "-") {
    case "iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii": break
    case "iso-8859-15", "latin-9", "latin9":
      for (byte, scalar) in Self.latin9 { table[byte] = scalar }
    case "windows-1252", "cp1252":
      for (place, scalar) in Self.windows1252.enumerated() { table[0x80 + place] = scalar }
    default: return nil
    }
    scalars = table
  }

  /// What the names may be, for messages; texts in UTF-8, UTF-16 and UTF-32 are told by their bytes.
  package static let names = ["iso-8859-1", "iso-8859-15", "windows-1252"]

  /// Where ISO 8859-15 differs from ISO 8859-1.
  private static let latin9: [(Int, UInt32)] = [
    (0xA4, 0x20AC), (0xA6, 0x160), (0xA8, 0x161), (0xB4, 0x17D), (0xB8, 0x17E), (0xBC, 0x152),
    (0xBD, 0x153), (0xBE, 0x178),
  ]

  /// Bytes 80 to 9F of Windows-1252; five have no character.
  private static let windows1252: [UInt32] = [
    0x20AC, 0xFFFD, 0x201A, 0x192, 0x201E, 0x2026, 0x2020, 0x2021, 0x2C6, 0x2030, 0x160, 0x2039,
    0x152, 0xFFFD, 0x17D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x2DC, 0x2122, 0x161, 0x203A, 0x153, 0xFFFD, 0x17E, 0x178,
  ]

  /// The bytes as UTF-8, for looking at a text's beginning.
  package func decoded(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count)
    for byte in bytes {
      if byte < 0x80 {
        text.append(byte)
      } else if let scalar = Unicode.Scalar(scalars[Int(byte)]) {
        text += UTF8.encode(scalar).map { Array($0) } ?? []
      }
    }
    return text
  }
}
