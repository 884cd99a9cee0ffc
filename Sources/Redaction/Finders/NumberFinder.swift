/// Numbers that could be a person's: dates, cards, phones, and whatever else has many digits.
///
/// Digits belong together over up to three separators. Seven and more are hidden, and so are five and more that stand
/// side by side. What kind of number it is only decides its placeholder.
enum NumberFinder {
  static func findings(in text: FoldedText) -> [Finding] {
    var found: [Finding] = []
    var place = 0
    while place < text.count {
      guard begins(text, place) else {
        place += 1
        continue
      }
      if let end = date(text, at: place) {
        found.append(text.finding(.date, place..<end))
        place = end
        continue
      }
      let run = Run(text, from: place)
      if let kind = run.kind {
        found.append(text.finding(kind, run.range))
      } else {
        for piece in run.pieces where piece.count >= 5 {
          found.append(text.finding(.number, piece))
        }
      }
      place = max(run.range.upperBound, place + 1)
    }
    return found
  }

  private static func begins(_ text: FoldedText, _ place: Int) -> Bool {
    if text.isDigit(place) { return true }
    guard isOne(of: "+(", text[place]) else { return false }
    return text.isDigit(place + 1) || (isOne(of: "+( ", text[place + 1]) && text.isDigit(place + 2))
  }

  /// A day as 2026-03-29, 29.3.2026 or 3/29/26.
  private static func date(_ text: FoldedText, at start: Int) -> Int? {
    guard !text.isDigit(start - 1) else { return nil }
    var place = start
    var lengths: [Int] = []
    var separator: UInt8 = 0
    while lengths.count < 3 {
      let first = place
      while text.isDigit(place), place < first + 5 { place += 1 }
      guard place > first else { return nil }
      lengths.append(place - first)
      guard lengths.count < 3 else { break }
      guard isOne(of: "-./", text[place]), separator == 0 || text[place] == separator else {
        return nil
      }
      separator = text[place]
      place += 1
    }
    let isYearFirst = lengths[0] == 4 && lengths[1] <= 2 && lengths[2] <= 2
    let isYearLast = lengths[0] <= 2 && lengths[1] <= 2 && [2, 4].contains(lengths[2])
    // Four parts are a version or an address.
    guard isYearFirst || isYearLast, !(text[place] == separator && text.isDigit(place + 1)) else {
      return nil
    }
    return place
  }

  /// Digits with what separates them.
  private struct Run {
    let range: Range<Int>
    let pieces: [Range<Int>]
    /// Nil for too few digits.
    let kind: Redacted?

    init(_ text: FoldedText, from start: Int) {
      var place = start
      var pieces: [Range<Int>] = []
      var digits: [UInt8] = []
      while true {
        let before = place
        while place < before + 3, place < text.count, isOne(of: " -./()+,_:;|~*'", text[place]) {
          place += 1
        }
        guard text.isDigit(place) else { break }
        let first = place
        while text.isDigit(place) {
          digits.append(text[place] - 0x30)
          place += 1
        }
        pieces.append(first..<place)
      }
      self.pieces = pieces
      range = start..<max(pieces.last?.upperBound ?? start, start)
      kind = Self.kind(digits, pieces.count, begins: text[start])
    }

    private static func kind(_ digits: [UInt8], _ pieces: Int, begins first: UInt8) -> Redacted? {
      guard digits.count >= 7 else { return nil }
      if (13...19).contains(digits.count), hasCheckDigit(digits) { return .card }
      let isDialled = first == UInt8(ascii: "+") || first == UInt8(ascii: "(") || digits[0] == 0
      let isGrouped = pieces > 1 && (10...11).contains(digits.count)
      return digits.count <= 15 && (isDialled || isGrouped) ? .phone : .number
    }

    /// Luhn's sum.
    private static func hasCheckDigit(_ digits: [UInt8]) -> Bool {
      var sum = 0
      for (place, digit) in digits.reversed().enumerated() {
        let value = place % 2 == 0 ? Int(digit) : Int(digit) * 2
        sum += value > 9 ? value - 9 : value
      }
      return sum % 10 == 0
    }
  }
}
