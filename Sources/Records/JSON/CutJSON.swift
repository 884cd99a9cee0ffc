/// Tells JSON that was cut off from JSON that is broken.
package enum CutJSON {
  private enum Expected { case value, valueOrEnd, key, keyOrEnd, colon, commaOrEnd, nothing }

  /// Whether a text is the beginning of one JSON value, right as far as it goes, and ends inside an object, a list or
  /// a string.
  ///
  /// What stands in strings is not looked at; `NaN` and infinities are read, as everywhere.
  package static func isBeginning(_ text: UnsafeRawBufferPointer) -> Bool {
    var isList: [Bool] = []
    var expected = Expected.value
    var at = 0
    while at < text.count {
      let byte = text[at]
      at += 1
      switch (byte, expected) {
      case (0x20, _), (0x09, _), (0x0A, _), (0x0D, _): break
      case (0x22, .value), (0x22, .valueOrEnd), (0x22, .key), (0x22, .keyOrEnd):
        guard let end = stringEnd(text, at) else { return true }
        at = end
        expected =
          expected == .key || expected == .keyOrEnd
          ? .colon : isList.isEmpty ? .nothing : .commaOrEnd
      case (0x7B, .value), (0x7B, .valueOrEnd):
        isList.append(false)
        expected = .keyOrEnd
      case (0x5B, .value), (0x5B, .valueOrEnd):
        isList.append(true)
        expected = .valueOrEnd
      case (0x7D, .keyOrEnd), (0x7D, .commaOrEnd), (0x5D, .valueOrEnd), (0x5D, .commaOrEnd):
        guard isList.popLast() == (byte == 0x5D) else { return false }
        expected = isList.isEmpty ? .nothing : .commaOrEnd
      case (0x3A, .colon): expected = .value
      case (0x2C, .commaOrEnd): expected = isList.last == true ? .value : .key
      case (_, .value), (_, .valueOrEnd):
        let start = at - 1
        while at < text.count, isScalar(text[at]) { at += 1 }
        let word = text[start..<at]
        guard isNumber(word) || words.contains(where: { isWord(word, $0, cut: at == text.count) })
        else { return false }
        expected = isList.isEmpty ? .nothing : .commaOrEnd
      default: return false
      }
    }
    return !isList.isEmpty
  }

  private static let words: [StaticString] = [
    "true", "false", "null", "NaN", "Infinity", "-Infinity",
  ]

  /// What follows a string's closing quote; nil without one.
  private static func stringEnd(_ text: UnsafeRawBufferPointer, _ start: Int) -> Int? {
    var at = start
    while at < text.count {
      switch text[at] {
      case 0x22: return at + 1
      case 0x5C: at += 2
      default: at += 1
      }
    }
    return nil
  }

  private static func isScalar(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2B, 0x2D, 0x2E: true
    default: false
    }
  }

  private static func isNumber(_ word: Slice<UnsafeRawBufferPointer>) -> Bool {
    guard let first = word.first, first == 0x2D || (0x30...0x39).contains(first) else {
      return false
    }
    return word.allSatisfy {
      switch $0 {
      case 0x30...0x39, 0x2B, 0x2D, 0x2E, 0x45, 0x65: true
      default: false
      }
    }
  }

  /// Whether it is the word, or at the end of the text its beginning.
  private static func isWord(
    _ found: Slice<UnsafeRawBufferPointer>,
    _ word: StaticString,
    cut: Bool
  ) -> Bool {
    word.withUTF8Buffer { word in
      !found.isEmpty && (cut ? word.starts(with: found) : word.elementsEqual(found))
    }
  }
}
