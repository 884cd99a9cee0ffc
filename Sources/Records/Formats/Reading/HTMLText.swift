internal import CLibXML2

/// Makes HTML readable as a chat window shows it.
///
/// FORMATS 2.2: tags become what `ReadableText` makes of them, entities are decoded. It never fails: what is no tag is
/// text. Not an HTML parser, because bodies are fragments and mostly plain text; the names of entities are libxml2's.
enum HTMLText {
  static func plain(_ html: ByteSlice, in batch: RecordBatch) -> ByteSlice {
    guard !html.isAbsent else { return .absent }
    guard html.firstIndex(of: 0x3C) != nil || html.firstIndex(of: 0x26) != nil else { return html }
    var writer = Writer(html)
    writer.run()
    return writer.out.bytes.withUnsafeBytes { batch.keep($0) }
  }

  private struct Writer {
    let bytes: UnsafeBufferPointer<UInt8>
    var out: ReadableText
    var at = 0
    /// Bytes looked through for the ends of tags that have none.
    var vain = 0

    init(_ html: ByteSlice) {
      bytes = UnsafeBufferPointer(start: html.start, count: html.count)
      out = ReadableText(capacity: html.count)
    }

    mutating func run() {
      while at < bytes.count {
        let byte = bytes[at]
        if byte == 0x3C, takeTag() { continue }
        if byte == 0x26, takeEntity() { continue }
        // A stretch without markup is taken at once.
        var end = at + 1
        while end < bytes.count, bytes[end] != 0x3C, bytes[end] != 0x26 { end += 1 }
        out.append(UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: bytes[at..<end])))
        at = end
      }
      out.trim()
    }

    /// A tag, comment or declaration that is closed; false for a bare `<`.
    private mutating func takeTag() -> Bool {
      var index = at + 1
      // A text of nothing but beginnings of tags would be read once for each of them.
      guard index < bytes.count, vain <= 16 * bytes.count else { return false }
      if starts("<!--") {
        var end = at + 4
        while end + 2 < bytes.count,
          !(bytes[end] == 0x2D && bytes[end + 1] == 0x2D && bytes[end + 2] == 0x3E)
        { end += 1 }
        guard end + 2 < bytes.count else {
          vain += end - at
          return false
        }
        at = end + 3
        return true
      }
      let isClosing = bytes[index] == 0x2F
      if isClosing { index += 1 }
      guard index < bytes.count, isLetter(bytes[index]) || bytes[index] == 0x21 else {
        return false
      }
      let nameStart = index
      while index < bytes.count, isLetter(bytes[index]) || isDigit(bytes[index]) { index += 1 }
      let name = UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: bytes[nameStart..<index]))
      let tag = ReadableText.Tag(name)
      var quote: UInt8 = 0
      let attributes = index
      while index < bytes.count {
        let byte = bytes[index]
        if quote != 0 {
          if byte == quote { quote = 0 }
        } else if byte == 0x22 || byte == 0x27 {
          quote = byte
        } else if byte == 0x3E {
          break
        }
        index += 1
      }
      guard index < bytes.count else {
        vain += index - at
        return false
      }
      at = index + 1
      out.pass(tag)
      if tag == .link {
        if isClosing { out.closeLink() } else { out.openLink(href(attributes, index)) }
      } else if tag.isProgram, !isClosing {
        skip(to: name)
      }
      return true
    }

    /// The value of `href` among a tag's attributes, its entities decoded.
    private func href(_ from: Int, _ to: Int) -> [UInt8]? {
      let word = Array("href".utf8)
      var index = from
      while index + 5 < to {
        if bytes[index] <= 0x20, bytes[(index + 1)...].prefix(4).map({ $0 | 0x20 }) == word {
          var place = index + 5
          while place < to, bytes[place] <= 0x20 { place += 1 }
          guard place < to, bytes[place] == 0x3D else { return nil }
          place += 1
          while place < to, bytes[place] <= 0x20 { place += 1 }
          guard place < to else { return nil }
          let quote = bytes[place]
          var end = place + 1
          if quote == 0x22 || quote == 0x27 {
            place += 1
            while end < to, bytes[end] != quote { end += 1 }
          } else {
            while end < to, bytes[end] > 0x20 { end += 1 }
          }
          let slice = ByteSlice(start: bytes.baseAddress.map { $0 + place }, count: end - place)
          var inner = Writer(slice)
          while inner.at < inner.bytes.count {
            if inner.bytes[inner.at] == 0x26, inner.takeEntity() { continue }
            inner.out.append(CollectionOfOne(inner.bytes[inner.at]))
            inner.at += 1
          }
          return inner.out.bytes
        }
        index += 1
      }
      return nil
    }

    private mutating func takeEntity() -> Bool {
      var end = at + 1
      while end < bytes.count, end - at <= 10, bytes[end] != 0x3B { end += 1 }
      guard end < bytes.count, bytes[end] == 0x3B, end > at + 1 else { return false }
      let body = bytes[(at + 1)..<end]
      var scalar: UInt32?
      if body.first == 0x23 {
        let digits = String(decoding: body.dropFirst(), as: UTF8.self)
        if let first = digits.first, first == "x" || first == "X" {
          scalar = UInt32(digits.dropFirst(), radix: 16)
        } else {
          scalar = UInt32(digits)
        }
      } else if body.allSatisfy({ isLetter($0) || isDigit($0) }) {
        let name = String(decoding: body, as: UTF8.self)
        // `apos` is XML's and not in HTML 4.
        scalar =
          name == "apos"
          ? 0x27
          : name.withCString { text in
            text.withMemoryRebound(to: UInt8.self, capacity: name.utf8.count + 1) {
              htmlEntityLookup($0)?.pointee.value
            }
          }
      }
      guard let scalar else { return false }
      let value = Unicode.Scalar(scalar == 0 ? 0xFFFD : scalar) ?? "\u{FFFD}"
      // A hard space is white space to a reader.
      out.append(Unicode.UTF8.encode(value == "\u{A0}" ? " " : value).unsafelyUnwrapped)
      at = end + 1
      return true
    }

    /// Leaves out the content of an element that is no text.
    private mutating func skip(to name: UnsafeRawBufferPointer) {
      while at < bytes.count {
        if bytes[at] == 0x3C, at + 1 < bytes.count, bytes[at + 1] == 0x2F,
          bytes[(at + 2)...].prefix(name.count).elementsEqual(name, by: { $0 | 0x20 == $1 | 0x20 })
        {
          return
        }
        at += 1
      }
    }

    private func starts(_ text: String) -> Bool { bytes[at...].starts(with: text.utf8) }
    private func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
    private func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
  }
}
