extension TreeNode {
  /// The value as JSON, for records that were none: rows of CSV and elements of XML.
  package var asJSON: [UInt8] {
    var out: [UInt8] = []
    write(to: &out)
    return out
  }

  private func write(to out: inout [UInt8]) {
    switch kind {
    case .null: out += Array("null".utf8)
    case .bool, .number: out += Array(text.buffer)
    case .string: Self.quote(text, &out)
    case .array, .object:
      let isObject = kind == .object
      out.append(isObject ? 0x7B : 0x5B)
      var isFirst = true
      for child in children {
        if !isFirst { out.append(0x2C) }
        isFirst = false
        if isObject {
          Self.quote(child.key, &out)
          out.append(0x3A)
        }
        child.write(to: &out)
      }
      out.append(isObject ? 0x7D : 0x5D)
    }
  }

  private static func quote(_ text: ByteSlice, _ out: inout [UInt8]) {
    let digits = Array("0123456789abcdef".utf8)
    out.append(0x22)
    for byte in text.buffer {
      if byte == 0x22 || byte == 0x5C {
        out += [0x5C, byte]
      } else if byte < 0x20 {
        out += Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      } else {
        out.append(byte)
      }
    }
    out.append(0x22)
  }
}
