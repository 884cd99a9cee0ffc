/// Days whose month is a word, such as "3 April 1980", "April 3rd, 1980" and "3 de abril de 1980".
///
/// Months are known by how they begin in English, German, French, Spanish, Portuguese, Italian and Dutch.
enum DateFinder {
  static func findings(in text: FoldedText) -> [Finding] {
    var found: [Finding] = []
    var place = 0
    while place < text.count {
      guard text.isLetter(place), !text.isLetter(place - 1) else {
        place += 1
        continue
      }
      var end = place
      while text.isLetter(end) { end += 1 }
      if isMonth(text, place..<end), let range = date(text, around: place..<end) {
        found.append(text.finding(.date, range))
      }
      place = end
    }
    return found
  }

  private static func date(_ text: FoldedText, around month: Range<Int>) -> Range<Int>? {
    let next = skipped(text, from: month.upperBound)
    if let end = year(text, at: next) {
      return day(text, before: month.lowerBound).map { $0..<end }
    }
    var last = next
    while text.isDigit(last), last < next + 3 { last += 1 }
    guard (1...2).contains(last - next) else { return nil }
    return year(text, at: skipped(text, from: last)).map { month.lowerBound..<$0 }
  }

  /// The end of a year with four digits.
  private static func year(_ text: FoldedText, at start: Int) -> Int? {
    guard (start..<start + 4).allSatisfy({ text.isDigit($0) }), !text.isDigit(start + 4),
      isOne(of: "12", text[start])
    else { return nil }
    return start + 4
  }

  /// The start of one or two digits.
  private static func day(_ text: FoldedText, before month: Int) -> Int? {
    var place = month
    for _ in 0..<3 {
      let marks = place
      while place > 0, place > marks - 3, isOne(of: marksBetween, text[place - 1]) { place -= 1 }
      let joint = joints.first {
        text.has($0, at: place - $0.utf8.count) && !text.isLetter(place - $0.utf8.count - 1)
      }
      guard let joint else { break }
      place -= joint.utf8.count
    }
    var first = place
    while first > 0, text.isDigit(first - 1), place - first < 3 { first -= 1 }
    return (1...2).contains(place - first) ? first : nil
  }

  /// The first place behind marks and the words that join a date.
  private static func skipped(_ text: FoldedText, from start: Int) -> Int {
    var place = start
    for _ in 0..<3 {
      let marks = place
      while place < marks + 3, isOne(of: marksBetween, text[place]), place < text.count {
        place += 1
      }
      let joint = joints.first {
        text.has($0, at: place) && !text.isLetter(place + $0.utf8.count)
      }
      guard let joint else { break }
      place += joint.utf8.count
    }
    return place
  }

  private static let marksBetween = " .,-/'"
  private static let joints = ["of", "the", "de", "del", "do", "st", "nd", "rd", "th", "er", "den"]

  /// Letters outside ASCII stand as `*`.
  private static let months = [
    "jan", "ene", "gen", "feb", "fev", "f*v", "mar", "m*r", "maa", "mrt", "apr", "avr", "abr",
    "may",
    "mai", "mag", "mei", "jun", "jui", "giu", "jul", "lug", "aug", "aou", "ao*", "ago", "sep",
    "set",
    "oct", "okt", "out", "ott", "nov", "dec", "dez", "d*c", "dic",
  ]

  /// From three to ten letters that begin as a month does.
  private static func isMonth(_ text: FoldedText, _ word: Range<Int>) -> Bool {
    guard (3...10).contains(word.count) else { return false }
    return months.contains { month in
      month.utf8.enumerated().allSatisfy { place, letter in
        let byte = text[word.lowerBound + place]
        return letter == UInt8(ascii: "*") ? byte == FoldedText.letter : byte | 0x20 == letter
      }
    }
  }
}
