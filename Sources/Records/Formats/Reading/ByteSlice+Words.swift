extension ByteSlice {
  /// Whether a word stands somewhere in the text, capitals or not; the word in lower case.
  package func contains(_ word: StaticString) -> Bool {
    guard let start else { return false }
    let length = word.utf8CodeUnitCount
    guard length > 0, count >= length else { return false }
    for offset in 0...(count - length) {
      var at = 0
      while at < length, Self.lower(start[offset + at]) == word.utf8Start[at] { at += 1 }
      if at == length { return true }
    }
    return false
  }

  /// Whether the text is this word, capitals or not; the word in lower case.
  package func means(_ word: StaticString) -> Bool {
    count == word.utf8CodeUnitCount && contains(word)
  }

  @inline(__always)
  private static func lower(_ byte: UInt8) -> UInt8 {
    (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
  }

  /// What stands behind the last slash; all of it without one.
  package var lastPathPart: ByteSlice {
    guard let slash = lastIndex(of: 0x2F) else { return self }
    return self[slash + 1..<count]
  }

  /// As a key of a dictionary, which outlives the record.
  package var key: [UInt8] { Array(buffer) }
}

extension ByteSlice {
  /// Whether another text stands in this one, byte by byte.
  package func contains(_ other: ByteSlice) -> Bool {
    guard let start, let wanted = other.start, other.count > 0, count >= other.count else {
      return false
    }
    for offset in 0...(count - other.count)
    where Self.areEqual(start + offset, wanted, other.count) {
      return true
    }
    return false
  }

  /// Where another text stands first.
  package func range(of word: StaticString) -> Int? {
    let length = word.utf8CodeUnitCount
    guard length > 0 else { return isAbsent ? nil : 0 }
    var at = 0
    while count - at >= length,
      let found = self[at..<count - length + 1].firstIndex(of: word.utf8Start.pointee)
    {
      at += found
      if self[at..<at + length].equals(word) { return at }
      at += 1
    }
    return nil
  }

  /// Without white space around it.
  package var trimmed: ByteSlice {
    guard let start else { return self }
    var first = 0
    var end = count
    while first < end, start[first] <= 0x20 { first += 1 }
    while end > first, start[end - 1] <= 0x20 { end -= 1 }
    return self[first..<end]
  }
}
