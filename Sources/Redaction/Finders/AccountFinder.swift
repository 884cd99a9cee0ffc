/// Account numbers of the shape of an IBAN: two letters, two digits, and 11 to 30 letters and digits, in groups or not.
///
/// The check digits are not asked for: a mistyped account is still someone's.
enum AccountFinder {
  static func findings(in text: FoldedText) -> [Finding] {
    var found: [Finding] = []
    var place = 0
    while place < text.count {
      if let end = account(text, at: place) {
        found.append(text.finding(.iban, place..<end))
        place = end
      } else {
        place += 1
      }
    }
    return found
  }

  private static func account(_ text: FoldedText, at start: Int) -> Int? {
    guard isPlainLetter(text[start]), isPlainLetter(text[start + 1]), !text.isWord(start - 1)
    else { return nil }
    // Capitals may stand apart from the check digits; small letters would be any short word.
    let isApart =
      isOne(of: " -.", text[start + 2]) && text[start] < 0x60 && text[start + 1] < 0x60
    let check = isApart ? start + 3 : start + 2
    guard text.isDigit(check), text.isDigit(check + 1) else { return nil }
    var (end, body, digits) = (check + 2, 0, 0)
    while body < 30 {
      let isApart = isOne(of: " -.", text[end])
      let first = isApart ? end + 1 : end
      var last = first
      while isPlain(text, last), last - first < 30 - body { last += 1 }
      let inGroup = (first..<last).count { text.isDigit($0) }
      // A word that follows the account is no group of it.
      guard last > first,
        !isApart || (last - first <= 4 && (inGroup > 0 || isCapitals(text, first..<last)))
      else { break }
      body += last - first
      digits += inGroup
      end = last
    }
    return body >= 11 && digits >= 6 ? end : nil
  }

  private static func isPlain(_ text: FoldedText, _ index: Int) -> Bool {
    text.isDigit(index) || isPlainLetter(text[index])
  }

  private static func isPlainLetter(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte & 0xDF) && byte < 0x80
  }

  private static func isCapitals(_ text: FoldedText, _ range: Range<Int>) -> Bool {
    range.count == 4 && range.allSatisfy { (0x41...0x5A).contains(text[$0]) }
  }
}
