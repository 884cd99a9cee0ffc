/// E-mail addresses, also where the `@` or the dots are written as words.
enum AddressFinder {
  static func findings(in text: FoldedText) -> [Finding] {
    var found: [Finding] = []
    var place = 0
    var locals = LocalRun()
    while place < text.count {
      guard let mark = mark(text, at: place) else {
        place += 1
        continue
      }
      if let range = address(text, around: mark, &locals) {
        found.append(text.finding(.email, range))
        place = range.upperBound
      } else {
        place = mark.range.upperBound
      }
    }
    return found
  }

  /// What may stand for the `@`.
  private struct Mark {
    var range: Range<Int>
    /// Only a host with a dot shows that an address was meant.
    var isDoubtful: Bool
  }

  private static func mark(_ text: FoldedText, at place: Int) -> Mark? {
    switch text[place] {
    case UInt8(ascii: "@"):
      let isApart = text.isSpace(place - 1) || text.isSpace(place + 1)
      return Mark(range: place..<place + 1, isDoubtful: isApart)
    case UInt8(ascii: "%") where text.has("%40", at: place):
      return Mark(range: place..<place + 3, isDoubtful: false)
    case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: "<"):
      guard text.has("at", at: place + 1), isOne(of: ")]}>", text[place + 3]) else { return nil }
      return Mark(range: place..<place + 4, isDoubtful: false)
    case 0x20 where text.has(" at ", at: place):
      return Mark(range: place + 1..<place + 3, isDoubtful: true)
    default: return nil
    }
  }

  /// The stretch of what may stand before the `@`, as far as it was read.
  ///
  /// A text of nothing else is read once and not again for each mark in it.
  private struct LocalRun {
    private var start = 0
    private var end = 0

    /// Where the stretch begins that ends at a place; places never go back.
    mutating func start(_ text: FoldedText, before place: Int) -> Int {
      while end < place {
        if !isLocal(text, end) { start = end + 1 }
        end += 1
      }
      return min(start, place)
    }
  }

  private static func address(
    _ text: FoldedText,
    around mark: Mark,
    _ locals: inout LocalRun
  ) -> Range<Int>? {
    var left = mark.range.lowerBound
    if left > 0, text.isSpace(left - 1) { left -= 1 }
    let localEnd = left
    if text[left - 1] == UInt8(ascii: "\"") {
      // A quoted name may hold spaces: no more than the 64 bytes that the standard allows.
      let first = max(0, left - 66)
      guard
        let quote = text.bytes[first..<left - 1].lastIndex(of: UInt8(ascii: "\""))
      else { return nil }
      left = quote
    } else {
      left = locals.start(text, before: left)
    }
    guard left < localEnd else { return nil }
    var right = mark.range.upperBound
    if text.isSpace(right) { right += 1 }
    let hostStart = right
    right = hostEnd(text, from: right)
    guard right > hostStart else { return nil }
    let (end, dots) = spelledHost(text, from: right)
    let isHost = dots > 0 || text.bytes[hostStart..<right].contains(UInt8(ascii: "."))
    return mark.isDoubtful && !isHost ? nil : left..<end
  }

  private static func isLocal(_ text: FoldedText, _ index: Int) -> Bool {
    text.isWord(index) || isOne(of: "._%+-'", text[index])
  }

  private static func hostEnd(_ text: FoldedText, from start: Int) -> Int {
    var end = start
    while end < text.count, text.isWord(end) || isOne(of: ".-_", text[end]) { end += 1 }
    while end > start, !text.isWord(end - 1) { end -= 1 }
    return end
  }

  /// Goes on over ` dot com` and `[dot]com`.
  private static func spelledHost(_ text: FoldedText, from start: Int) -> (end: Int, dots: Int) {
    var (end, dots) = (start, 0)
    while dots < 8 {
      var place = end
      while isOne(of: " ([{<", text[place]), place < end + 2 { place += 1 }
      guard place > end else { break }
      if text.has("dot", at: place), !text.isWord(place + 3) {
        place += 3
      } else if text[place] == UInt8(ascii: ".") {
        place += 1
      } else {
        break
      }
      var next = place
      while isOne(of: " )]}>", text[next]), next < place + 2 { next += 1 }
      let part = hostEnd(text, from: next)
      guard part > next else { break }
      (end, dots) = (part, dots + 1)
    }
    return (end, dots)
  }
}
