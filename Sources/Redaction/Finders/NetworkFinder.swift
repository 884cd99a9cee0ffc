/// Addresses of devices: IPv4, IPv6, and hardware addresses with colons.
enum NetworkFinder {
  static func findings(in text: FoldedText) -> [Finding] {
    var found: [Finding] = []
    var place = 0
    while place < text.count {
      let end = text.isWord(place - 1) ? nil : four(text, at: place) ?? colons(text, at: place)
      if let end {
        found.append(text.finding(.address, place..<end))
        place = end
      } else if isHex(text[place]) || text[place] == UInt8(ascii: ":") {
        // Nothing inside the run that was looked at can begin an address.
        repeat { place += 1 } while text.isWord(place)
      } else {
        place += 1
      }
    }
    return found
  }

  private static func four(_ text: FoldedText, at start: Int) -> Int? {
    var place = start
    for part in 0..<4 {
      if part > 0 {
        guard text[place] == UInt8(ascii: ".") else { return nil }
        place += 1
      }
      let first = place
      var value = 0
      while text.isDigit(place), place < first + 3 {
        value = value * 10 + Int(text[place] - 0x30)
        place += 1
      }
      guard place > first, value < 256 else { return nil }
    }
    return text.isWord(place) ? nil : place
  }

  private static func colons(_ text: FoldedText, at start: Int) -> Int? {
    guard isHex(text[start]) || text.has("::", at: start) else { return nil }
    var (place, colons, digits, isShort) = (start, 0, 0, false)
    while place < min(text.count, start + 64) {
      if text[place] == UInt8(ascii: ":") {
        colons += 1
        if text[place + 1] == UInt8(ascii: ":") { isShort = true }
      } else if isHex(text[place]) {
        digits += 1
      } else if text[place] != UInt8(ascii: ".") || colons < 2 || !text.isDigit(place + 1) {
        break
      }
      place += 1
    }
    guard isShort || colons >= 5, digits > 0, !text.isWord(place) else { return nil }
    return place
  }

  private static func isHex(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x46, 0x61...0x66: true
    default: false
    }
  }
}
