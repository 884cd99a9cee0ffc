/// Text that stands in other notations than HTML: in XML elements, Markdown, JSON and base64.
enum Markup {
  /// Markdown without its marks: emphasis, code, headings and quotes; links keep their target in parentheses.
  static func plain(markdown text: ByteSlice) -> [UInt8] {
    let bytes = text.buffer
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    var at = 0
    var isLineStart = true
    while at < bytes.count {
      let byte = bytes[at]
      if isLineStart, byte == 0x23 || byte == 0x3E {
        // Headings and quotes: the marks and the space behind them.
        while at < bytes.count, bytes[at] == 0x23 || bytes[at] == 0x3E { at += 1 }
        while at < bytes.count, bytes[at] == 0x20 { at += 1 }
        isLineStart = false
        continue
      }
      isLineStart = byte == 0x0A
      switch byte {
      case 0x5C where at + 1 < bytes.count:
        out.append(bytes[at + 1])
        at += 2
      case 0x2A, 0x60: at += 1
      case 0x5F where at + 1 < bytes.count && bytes[at + 1] == 0x5F: at += 2
      case 0x5B,
        0x21 where at + 1 < bytes.count && bytes[at + 1] == 0x5B:
        if let (label, target, end) = link(bytes, byte == 0x21 ? at + 1 : at) {
          out += bytes[label]
          if !bytes[label].elementsEqual(bytes[target]) {
            if !label.isEmpty { out.append(0x20) }
            out.append(0x28)
            out += bytes[target]
            out.append(0x29)
          }
          at = end
        } else {
          out.append(byte)
          at += 1
        }
      default:
        out.append(byte)
        at += 1
      }
    }
    return out
  }

  /// `[label](target)`, neither longer than 2,000 bytes.
  private static func link(
    _ bytes: UnsafeRawBufferPointer,
    _ start: Int
  ) -> (label: Range<Int>, target: Range<Int>, end: Int)? {
    func find(_ byte: UInt8, from: Int) -> Int? {
      var at = from
      while at < bytes.count, at - from < 2_000, bytes[at] != 0x0A {
        if bytes[at] == byte { return at }
        at += 1
      }
      return nil
    }
    guard let close = find(0x5D, from: start + 1), close + 1 < bytes.count,
      bytes[close + 1] == 0x28, let end = find(0x29, from: close + 2)
    else { return nil }
    return ((start + 1)..<close, (close + 2)..<end, end + 1)
  }

  /// The readable strings of a JSON value: itself, or the members that hold texts in cards and rich messages.
  static func texts(of node: TreeNode) -> [ByteSlice] {
    if node.isString { return [node.text] }
    var parts: [ByteSlice] = []
    var open = [node.children]
    while var last = open.popLast() {
      guard let child = last.next() else { continue }
      open.append(last)
      if child.isObject || child.isArray {
        open.append(child.children)
      } else if child.isString,
        names.contains(where: { child.key.equals($0) }) || child.key.isAbsent
      {
        parts.append(child.text)
      }
    }
    return parts
  }

  private static let names: [StaticString] = [
    "text", "title", "subtitle", "label", "caption", "content", "body", "description", "message",
  ]

  /// Nil when the bytes are no base64; white space and missing padding are let pass.
  static func decode(base64 text: ByteSlice) -> [UInt8]? {
    var out: [UInt8] = []
    out.reserveCapacity(text.count / 4 * 3)
    var bits: UInt32 = 0
    var count = 0
    for byte in text.buffer {
      let value: UInt32
      switch byte {
      case 0x41...0x5A: value = UInt32(byte - 0x41)
      case 0x61...0x7A: value = UInt32(byte - 0x61) + 26
      case 0x30...0x39: value = UInt32(byte - 0x30) + 52
      case 0x2B, 0x2D: value = 62
      case 0x2F, 0x5F: value = 63
      case 0x3D, 0x20, 0x09, 0x0A, 0x0D: continue
      default: return nil
      }
      bits = bits << 6 | value
      count += 1
      if count % 4 == 0 {
        out += [UInt8(truncatingIfNeeded: bits >> 16), UInt8(truncatingIfNeeded: bits >> 8)]
        out.append(UInt8(truncatingIfNeeded: bits))
        bits = 0
      }
    }
    switch count % 4 {
    case 2: out.append(UInt8(truncatingIfNeeded: bits >> 4))
    case 3: out += [UInt8(truncatingIfNeeded: bits >> 10), UInt8(truncatingIfNeeded: bits >> 2)]
    case 1: return nil
    default: break
    }
    return out
  }
}
