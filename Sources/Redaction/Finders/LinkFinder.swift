/// What links carry beside the page: a login before the host, and all from the `?`, `&`, `;` or `#` on, escaped or not.
///
/// The page itself stays, because it says what a reply was about.
enum LinkFinder {
  static func findings(in text: FoldedText) -> [Finding] {
    var found: [Finding] = []
    var place = 0
    // No query begins before this place.
    var plainEnd = 0
    while place < text.count {
      if text.has("://", at: place) {
        place = readLink(text, from: place + 3, &found)
      } else if text.has("www.", at: place), !text.isWord(place - 1) {
        place = readLink(text, from: place + 4, &found)
      } else if place >= plainEnd, let first = parameters(text, at: place) {
        // A link without its beginning: `shop.example/order?mail=…`
        let end = text.endOfRun(place)
        let isQuery = (first..<max(first, end)).contains {
          text[$0] == UInt8(ascii: "=") || text.has("%3d", at: $0)
        }
        if isQuery { found.append(text.finding(.query, first..<end)) }
        plainEnd = end
        place = isQuery ? end : first
      } else {
        place += 1
      }
    }
    return found
  }

  /// - Returns: The end of the link.
  private static func readLink(
    _ text: FoldedText,
    from start: Int,
    _ found: inout [Finding]
  ) -> Int {
    var end = start
    while end < text.count, !text.isSpace(end), !isBracket(text[end]) { end += 1 }
    let link = text.bytes[start..<end]
    let hostEnd = link.firstIndex { isOne(of: "/?#;&", $0) } ?? end
    if let at = link[..<hostEnd].lastIndex(of: UInt8(ascii: "@")), at > start {
      found.append(text.finding(.login, start..<at))
    }
    for place in start..<max(start, end) {
      let first =
        isOne(of: "#;", text[place])
        ? place + 1 : ["%23", "%3b"].contains { text.has($0, at: place) } ? place + 3 : nil
      guard let first = parameters(text, at: place) ?? first else { continue }
      if first < end { found.append(text.finding(.query, first..<end)) }
      break
    }
    return max(end, start)
  }

  /// What is behind a `?` or `&`, also where these are escaped; nil at any other place.
  private static func parameters(_ text: FoldedText, at place: Int) -> Int? {
    if isOne(of: "?&", text[place]) { return place + 1 }
    return ["%3f", "%26"].contains { text.has($0, at: place) } ? place + 3 : nil
  }

  private static func isBracket(_ byte: UInt8) -> Bool { isOne(of: "<>\"", byte) }
}

/// Whether a byte is one of some ASCII characters.
func isOne(of characters: String, _ byte: UInt8) -> Bool {
  characters.utf8.contains(byte)
}
