/// Long codes of letters and digits: keys, tokens, UUIDs.
enum CodeFinder {
  private static let shortest = 16

  static func findings(in text: FoldedText) -> [Finding] {
    var found: [Finding] = []
    var place = 0
    while place < text.count {
      let start = place
      var (digits, letters) = (0, 0)
      while place < text.count, text.isWord(place) || isOne(of: "-_", text[place]) {
        if text.isDigit(place) { digits += 1 } else if text.isLetter(place) { letters += 1 }
        place += 1
      }
      if place - start >= shortest, digits >= 3, letters >= 3 {
        found.append(text.finding(.code, start..<place))
      }
      if place == start { place += 1 }
    }
    return found
  }
}
