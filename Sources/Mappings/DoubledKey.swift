/// Finds where a key of YAML stands for the second time; the parser tells only where it stood first.
enum DoubledKey {
  /// The place of the second of two equal keys of one table, on lines of their own.
  ///
  /// - Parameters:
  ///   - key: The key as the parser read it.
  ///   - text: The YAML.
  /// - Returns: Line and column from 1; nil where it is written in another way, as in brackets.
  static func place(of key: String, in text: String) -> (line: Int, column: Int)? {
    let words = [key, "\"\(key)\"", "'\(key)'"].map { Array($0.utf8) }
    /// Columns of tables that are open and have the key.
    var known: [Int] = []
    let lines = Array(text.utf8).split(separator: 0x0A, omittingEmptySubsequences: false)
    for (number, line) in lines.enumerated() {
      var rest = line[...]
      var column = 0
      var isNew = false
      while let first = rest.first,
        first == 0x20 || (first == 0x2D && rest.dropFirst().first == 0x20)
      {
        if first == 0x2D {
          // An element of a list begins a table of its own.
          let dash = column
          known.removeAll { $0 > dash }
          isNew = true
        }
        rest = rest.dropFirst()
        column += 1
      }
      guard let first = rest.first, first != 0x23, first != 0x0D else { continue }
      let start = column
      known.removeAll { isNew ? $0 >= start : $0 > start }
      guard words.contains(where: { isKey($0, rest) }) else { continue }
      if known.contains(start) { return (number + 1, start + 1) }
      known.append(start)
    }
    return nil
  }

  /// Whether the text begins with the word and a colon.
  private static func isKey(_ word: [UInt8], _ text: ArraySlice<UInt8>) -> Bool {
    guard text.starts(with: word) else { return false }
    let after = text.dropFirst(word.count).drop { $0 == 0x20 }
    guard after.first == 0x3A else { return false }
    return after.dropFirst().first.map { $0 <= 0x20 } ?? true
  }
}
