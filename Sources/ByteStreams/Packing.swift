/// How the first bytes say a file is packed.
enum Packing: Equatable {
  case none
  case gzip
  /// Recognised, but not read; the text says what to do.
  case unsupported(advice: String)

  /// Judges by content, never by name.
  ///
  /// Each sign is one that no JSON, XML or CSV text begins with.
  init(_ first: UnsafeRawBufferPointer) {
    func begins(_ sign: [UInt8], at offset: Int = 0) -> Bool {
      first.count >= offset + sign.count && first[offset...].starts(with: sign)
    }
    // By the first byte, which texts seldom have: of many small files each sign would be held against each.
    switch first.first {
    case 0x1F where begins([0x1F, 0x8B]): self = .gzip
    case 0x50 where begins([0x50, 0x4B, 0x03, 0x04]) || begins([0x50, 0x4B, 0x05, 0x06]):
      self = .unsupported(
        advice: "is a zip archive, which is not read; unpack it with \"unzip\" and give the folder"
      )
    case 0x28 where begins([0x28, 0xB5, 0x2F, 0xFD]):
      self = .unsupported(
        advice: "is compressed with zstd, which is not read; "
          + "use \"zstd -d\", or pipe \"zstd -dc FILE\" into standard input"
      )
    case 0xFD where begins([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]):
      self = .unsupported(
        advice: "is compressed with xz, which is not read; "
          + "use \"xz -dk\", or pipe \"xz -dc FILE\" into standard input"
      )
    case 0x42
    where begins([0x42, 0x5A, 0x68]) && begins([0x31, 0x41, 0x59, 0x26, 0x53, 0x59], at: 4):
      self = .unsupported(
        advice: "is compressed with bzip2, which is not read; "
          + "use \"bunzip2 -k\", or pipe \"bzip2 -dc FILE\" into standard input"
      )
    case _ where begins([0x75, 0x73, 0x74, 0x61, 0x72], at: 257):
      self = .unsupported(
        advice:
          "is a tar archive, which is not read; unpack it with \"tar -xf\" and give the folder"
      )
    default: self = .none
    }
  }

  /// What is in the way when both gzip layers are off; nil if nothing is.
  static func advice(_ first: UnsafeRawBufferPointer) -> String? {
    switch Self(first) {
    case .none: nil
    case .gzip:
      "is compressed with gzip more than twice; decompress it once with \"gzip -d\" and try again"
    case .unsupported(let advice): advice
    }
  }
}
