/// What a web address in a message leads to, and whether it can lead anywhere (M58).
package struct WebAddress: Sendable, Hashable {
  /// Cannot be read as an address, or is a placeholder that nobody filled in.
  package private(set) var isMalformed = false
  /// Hash of the host, without `www.`, and of the hosts above it that have a dot: `a.b.c` and `b.c`.
  ///
  /// Worked out when asked for: few runs name hosts.
  package var hosts: [UInt64] { Self.names(of: host).map { Self.hash($0) } }
  /// Hash of host and path: scheme, `www.`, query, fragment and a slash at the end do not tell places apart.
  package private(set) var destination: UInt64 = 0
  /// Hash of the address without its scheme, fragment, `www.` and a slash at the end.
  package private(set) var whole: UInt64 = 0
  private var host: [UInt8] = []

  /// Hosts that stand for others in documentation and templates.
  private static let placeholders: [StaticString] = [
    "example.com", "example.org", "example.net", "localhost", "yourdomain.com", "yourcompany.com",
    "yoursite.com", "yourwebsite.com", "mydomain.com", "domain.com",
  ]
  private static let leftovers: [StaticString] = [
    "placeholder", "your-domain", "your_domain", "your-link", "insert-", "insert_", "undefined",
    "link-here", "linkhere",
  ]

  /// Reads an address as it stands in a text, without what follows it there.
  package init(_ bytes: some Collection<UInt8>) {
    let original = Self.trimmed(Array(bytes))
    let text = original.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
    let scheme = Self.stands("https://", atStartOf: text) ? 8 : 0
    let start = Self.stands("http://", atStartOf: text) ? 7 : scheme
    let hostEnd = text[start...].firstIndex { Self.endsHost($0) } ?? text.count
    var host = text[start..<hostEnd]
    if let at = host.lastIndex(of: UInt8(ascii: "@")) { host = host[(at + 1)...] }
    var portIsWrong = false
    if let colon = host.lastIndex(of: UInt8(ascii: ":")) {
      let port = host[(colon + 1)...]
      portIsWrong = port.isEmpty || port.count > 5 || !port.allSatisfy(Self.isDigit)
      host = host[..<colon]
    }
    self.host = Array(host)
    if Self.stands("www.", atStartOf: self.host) { self.host.removeFirst(4) }
    let pathEnd = text[hostEnd...].firstIndex { $0 == 0x3F || $0 == 0x23 } ?? text.count
    let wholeEnd = text[pathEnd...].firstIndex { $0 == 0x23 } ?? text.count
    // Paths tell capitals apart, hosts do not.
    destination = Self.hash(self.host, Self.withoutSlash(original[hostEnd..<pathEnd]))
    whole = Self.hash(self.host, Self.withoutSlash(original[hostEnd..<wholeEnd]))
    isMalformed =
      portIsWrong || !Self.isHost(self.host) || Self.isPlaceholder(self.host, text)
  }

  /// The first addresses in a text, each up to white space, `<`, `>` or a quotation mark.
  package static func addresses(
    in text: UnsafeRawBufferPointer,
    atMost most: Int = .max
  ) -> [WebAddress] {
    var found: [WebAddress] = []
    var index = 0
    while index < text.count, found.count < most {
      let byte = text[index] | 0x20
      guard byte == UInt8(ascii: "h") || byte == UInt8(ascii: "w"), begins(text, at: index) else {
        index += 1
        continue
      }
      var end = index
      while end < text.count, !endsAddress(text[end]) { end += 1 }
      found.append(WebAddress(text[index..<end]))
      index = end
    }
    return found
  }

  private static func begins(_ text: UnsafeRawBufferPointer, at index: Int) -> Bool {
    // The second byte settles nearly all.
    guard index + 1 < text.count else { return false }
    let second = text[index + 1] | 0x20
    guard second == UInt8(ascii: "t") || second == UInt8(ascii: "w") else { return false }
    for start in ["https://", "http://", "www."] where index + start.utf8.count < text.count {
      var place = index
      if start.utf8.allSatisfy({ sign in
        defer { place += 1 }
        return text[place] == sign || (text[place] | 0x20 == sign && text[place] >= 0x41)
      }) {
        return index == 0 || !isLetterOrDigit(text[index - 1])
      }
    }
    return false
  }

  private static func endsAddress(_ byte: UInt8) -> Bool {
    byte <= 0x20 || byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">")
      || byte == UInt8(ascii: "\"")
  }

  /// Without the punctuation of the sentence around it.
  private static func trimmed(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
    var rest = bytes[...]
    while let last = rest.last {
      switch last {
      case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"),
        UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: "'"), UInt8(ascii: "*"):
        rest.removeLast()
      case UInt8(ascii: ")"):
        guard !rest.contains(UInt8(ascii: "(")) else { return rest }
        rest.removeLast()
      default: return rest
      }
    }
    return rest
  }

  private static func withoutSlash(_ path: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    path.last == UInt8(ascii: "/") ? path.dropLast() : path
  }

  private static func hash(_ host: [UInt8], _ path: ArraySlice<UInt8> = []) -> UInt64 {
    var hash = TokenHash()
    for byte in host { hash.append(byte) }
    for byte in path { hash.append(byte) }
    return hash.value
  }

  /// The host and those above it that have a dot.
  private static func names(of host: [UInt8]) -> [[UInt8]] {
    let labels = host.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard labels.count > 1 else { return [host] }
    return (0...labels.count - 2).map { Array(labels[$0...].joined(separator: [0x2E])) }
  }

  private static func endsHost(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "/") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#")
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    isDigit(byte) || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || byte >= 0x80
  }

  /// A name of two or more labels, or four numbers.
  private static func isHost(_ host: [UInt8]) -> Bool {
    guard host.count <= 253 else { return false }
    var (labels, numbers, start) = (0, 0, 0)
    var endsInNumber = false
    // Label by label as they stand: a list of them took longer than to look at them.
    while start <= host.count {
      let end = host[start...].firstIndex(of: UInt8(ascii: ".")) ?? host.count
      let label = host[start..<end]
      guard let first = label.first, label.count <= 63, first != 0x2D, label.last != 0x2D,
        label.allSatisfy({ isLetterOrDigit($0) || $0 == 0x2D || $0 == 0x5F })
      else { return false }
      labels += 1
      endsInNumber = label.allSatisfy(isDigit)
      if endsInNumber, label.reduce(0, { min($0 * 10 + Int($1 - 0x30), 256) }) < 256 {
        numbers += 1
      }
      start = end + 1
    }
    return endsInNumber ? labels == 4 && numbers == 4 : labels >= 2
  }

  private static func isPlaceholder(_ host: [UInt8], _ text: [UInt8]) -> Bool {
    if text.contains(where: {
      (0x5B...0x5E).contains($0) || $0 == 0x60 || (0x7B...0x7D).contains($0)
    }) {
      return true
    }
    for (index, byte) in text.enumerated() where byte == UInt8(ascii: "%") {
      guard index + 2 < text.count, isHex(text[index + 1]), isHex(text[index + 2]) else {
        return true
      }
    }
    // On bytes: making texts of them took longer than all else.
    if placeholders.contains(where: { Self.isAtOrBelow(host, $0) }) { return true }
    if Self.stands(".invalid", atEndOf: host) || Self.stands(".localhost", atEndOf: host) {
      return true
    }
    return leftovers.contains { Self.stands($0, in: text) }
  }

  /// Whether a host is the one named, or one below it.
  private static func isAtOrBelow(_ host: [UInt8], _ name: StaticString) -> Bool {
    let count = name.utf8CodeUnitCount
    guard stands(name, atEndOf: host) else { return false }
    return host.count == count || host[host.count - count - 1] == UInt8(ascii: ".")
  }

  private static func stands(_ word: StaticString, atStartOf text: [UInt8]) -> Bool {
    text.count >= word.utf8CodeUnitCount && stands(word, in: text, at: 0)
  }

  private static func stands(_ word: StaticString, atEndOf text: [UInt8]) -> Bool {
    let count = word.utf8CodeUnitCount
    return text.count >= count && stands(word, in: text, at: text.count - count)
  }

  private static func stands(_ word: StaticString, in text: [UInt8]) -> Bool {
    let first = word.utf8Start.pointee
    var place = 0
    // Nearly everywhere the first byte is another.
    while place + word.utf8CodeUnitCount <= text.count {
      if text[place] == first, stands(word, in: text, at: place) { return true }
      place += 1
    }
    return false
  }

  private static func stands(_ word: StaticString, in text: [UInt8], at place: Int) -> Bool {
    let wanted = word.utf8Start
    for index in 0..<word.utf8CodeUnitCount where text[place + index] != wanted[index] {
      return false
    }
    return true
  }

  private static func isHex(_ byte: UInt8) -> Bool {
    isDigit(byte) || (byte >= 0x61 && byte <= 0x66)
  }
}
