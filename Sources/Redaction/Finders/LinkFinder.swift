/// What links carry beside the page: a login before the host, and all from the `?`, `;` or `#` on.
///
/// The page itself stays, because it says what a reply was about.
enum LinkFinder {
  static func findings(in text: FoldedText) -> [Finding] {
    var found: [Finding] = []
    var place = 0
    while place < text.count {
      if text.has("://", at: place) {
        place = readLink(text, from: place + 3, &found)
      } else if text.has("www.", at: place), !text.isWord(place - 1) {
        place = readLink(text, from: place + 4, &found)
      } else if text[place] == UInt8(ascii: "?") {
        // A link without its beginning: `shop.example/order?mail=…`
        let end = text.endOfRun(place)
        if end > place + 1, text.bytes[place..<end].contains(UInt8(ascii: "=")) {
          found.append(text.finding(.query, place + 1..<end))
        }
        place = end
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
    let hostEnd = link.firstIndex { isOne(of: "/?#;", $0) } ?? end
    if let at = link[..<hostEnd].lastIndex(of: UInt8(ascii: "@")), at > start {
      found.append(text.finding(.login, start..<at))
    }
    if let mark = link.firstIndex(where: { isOne(of: "?#;", $0) }), mark + 1 < end {
      found.append(text.finding(.query, mark + 1..<end))
    }
    return max(end, start)
  }

  private static func isBracket(_ byte: UInt8) -> Bool { isOne(of: "<>\"", byte) }
}

/// Whether a byte is one of some ASCII characters.
func isOne(of characters: String, _ byte: UInt8) -> Bool {
  characters.utf8.contains(byte)
}
