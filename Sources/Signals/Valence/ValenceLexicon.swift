import Wording

/// How strongly words and phrases of one language speak of trouble or of contentment, written by hand.
///
/// Nothing in it was learned from data. A file holds lines of `weight: words | phrases`; `stem/s,ed` stands for the
/// stem and its forms, `stem~s,ed` for the forms alone. `negators` stands in place of a weight before words that turn
/// what follows, `refusals` before what a reply says that turns a wish down.
struct ValenceLexicon: ~Copyable, Sendable {
  /// What is known of a sequence of tokens.
  private struct Entry {
    /// The hash of the sequence; 0 is free.
    var key: UInt32 = 0
    /// In quarters; 0 where it only begins longer phrases.
    var weight: Int16 = 0
    var goesOn = false
    /// A word that turns what follows.
    var isNegator = false
  }

  /// By the low bits of the key, at most half full.
  private var entries = [Entry](repeating: Entry(), count: 1 << 10)
  private var used = 0
  /// The words with which anything begins, a bit each: most words are told apart by it, as it is large enough for few
  /// others to share a bit with them, and fits the processor's first cache.
  private var beginnings = [UInt64](repeating: 0, count: words)
  private static let words = 1_024
  private static let longest = 5

  init(_ file: [UInt8], _ cutter: borrowing TextCutter) {
    for line in file.split(separator: UInt8(ascii: "\n")) { read(line, cutter) }
  }

  /// What the files say of refusals, and nothing else.
  init(refusalsOf files: [[UInt8]], _ cutter: borrowing TextCutter) {
    for line in files.flatMap({ $0.split(separator: UInt8(ascii: "\n")) }) {
      guard let (head, text) = Self.parts(line), head == "refusals" else { continue }
      for phrase in Self.expanded(text) { insert(cutter.tokens(of: phrase), -4) }
    }
  }

  /// What stands before the colon of a line, and what behind it; nil for a comment.
  private static func parts(_ line: ArraySlice<UInt8>) -> (head: String, text: ArraySlice<UInt8>)? {
    guard line.first != UInt8(ascii: "#"), let colon = line.firstIndex(of: UInt8(ascii: ":"))
    else { return nil }
    return (String(decoding: line[..<colon], as: UTF8.self), line[(colon + 1)...])
  }

  private mutating func read(_ line: ArraySlice<UInt8>, _ cutter: borrowing TextCutter) {
    guard let (head, text) = Self.parts(line) else { return }
    let words = Self.expanded(text)
    if head == "negators" {
      for word in words {
        for token in cutter.tokens(of: word) {
          entries[entry(of: Self.next(0, token))].isNegator = true
          noteBeginning(token)
        }
      }
      return
    }
    guard let weight = Float(head) else { return }
    for word in words { insert(cutter.tokens(of: word), Int16(weight * 4)) }
  }

  private mutating func insert(_ tokens: [UInt32], _ weight: Int16) {
    var key: UInt32 = 0
    if let first = tokens.first { noteBeginning(first) }
    for (index, token) in tokens.enumerated() {
      key = Self.next(key, token)
      let place = entry(of: key)
      // The line that comes last wins.
      if index == tokens.count - 1 {
        entries[place].weight = weight
      } else {
        entries[place].goesOn = true
      }
    }
  }

  private mutating func noteBeginning(_ token: UInt32) {
    beginnings[Int(token >> 6) & (Self.words - 1)] |= 1 << UInt64(token & 63)
  }

  /// The place of a key, which is taken if need be.
  private mutating func entry(of key: UInt32) -> Int {
    if 2 * used >= entries.count { grow() }
    let place = place(of: key)
    if entries[place].key == 0 {
      entries[place].key = key
      used += 1
    }
    return place
  }

  private mutating func grow() {
    let old = entries
    entries = [Entry](repeating: Entry(), count: 2 * old.count)
    for entry in old where entry.key != 0 { entries[place(of: entry.key)] = entry }
  }

  /// Where a key stands, or would stand.
  private func place(of key: UInt32) -> Int {
    entries.withUnsafeBufferPointer { Self.place(of: key, in: $0) }
  }

  @inline(__always)
  private static func place(of key: UInt32, in entries: UnsafeBufferPointer<Entry>) -> Int {
    let mask = entries.count &- 1
    var place = Int(key) & mask
    while entries[place].key != 0, entries[place].key != key { place = (place &+ 1) & mask }
    return place
  }

  private static func expanded(_ text: ArraySlice<UInt8>) -> [[UInt8]] {
    let space = UInt8(ascii: " ")
    var result: [[UInt8]] = []
    for part in text.split(separator: UInt8(ascii: "|")) {
      var phrase: [ArraySlice<UInt8>] = []
      for word in part.split(separator: space) {
        guard
          let mark = word.firstIndex(where: { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "~") })
        else {
          phrase.append(word)
          continue
        }
        if !phrase.isEmpty { result.append(Array(phrase.joined(separator: [space]))) }
        phrase = []
        let stem = word[..<mark]
        if word[mark] == UInt8(ascii: "/") { result.append(Array(stem)) }
        for ending in word[(mark + 1)...].split(separator: UInt8(ascii: ",")) {
          result.append(Array(stem) + ending)
        }
      }
      if !phrase.isEmpty { result.append(Array(phrase.joined(separator: [space]))) }
    }
    return result
  }

  @inline(__always)
  private static func next(_ key: UInt32, _ token: UInt32) -> UInt32 {
    max((key ^ (key >> 15)) &* 0x85EB_CA6B ^ token, 1)
  }

  /// What a message's words weigh; a negated word of contentment is trouble.
  func weigh(_ tokens: UnsafeBufferPointer<UInt32>) -> Valence {
    entries.withUnsafeBufferPointer { entries in
      beginnings.withUnsafeBufferPointer { Self.weigh(tokens, entries, $0) }
    }
  }

  /// Whether any word or phrase of the list stands in the message.
  func occurs(in tokens: UnsafeBufferPointer<UInt32>) -> Bool {
    entries.withUnsafeBufferPointer { entries in
      beginnings.withUnsafeBufferPointer { beginnings in
        for index in 0..<tokens.count where Self.begins(tokens[index], beginnings) {
          if Self.match(tokens, index, entries).weight != 0 { return true }
        }
        return false
      }
    }
  }

  /// Whether anything begins with the word.
  @inline(__always)
  private static func begins(_ token: UInt32, _ beginnings: UnsafeBufferPointer<UInt64>) -> Bool {
    beginnings[Int(token &>> 6) & (words &- 1)] &>> UInt64(token & 63) & 1 != 0
  }

  /// The longest phrase that has a weight and begins at a token.
  @inline(__always)
  private static func match(
    _ tokens: UnsafeBufferPointer<UInt32>,
    _ index: Int,
    _ entries: UnsafeBufferPointer<Entry>
  ) -> (weight: Int16, length: Int, isNegator: Bool) {
    var key = next(0, tokens[index])
    var entry = entries[place(of: key, in: entries)]
    let isNegator = entry.isNegator
    var weight: Int16 = 0
    var length = 1
    var offset = 0
    while entry.key != 0 {
      if entry.weight != 0 {
        weight = entry.weight
        length = offset + 1
      }
      offset += 1
      guard entry.goesOn, offset < longest, index + offset < tokens.count else { break }
      key = next(key, tokens[index + offset])
      entry = entries[place(of: key, in: entries)]
    }
    return (weight, length, isNegator)
  }

  private static func weigh(
    _ tokens: UnsafeBufferPointer<UInt32>,
    _ entries: UnsafeBufferPointer<Entry>,
    _ beginnings: UnsafeBufferPointer<UInt64>
  ) -> Valence {
    var valence = Valence()
    var index = 0
    var negated = -reach - 1
    while index < tokens.count {
      guard begins(tokens[index], beginnings) else {
        index += 1
        continue
      }
      let (weight, length, isNegator) = match(tokens, index, entries)
      if weight > 0, length == 1, index - negated <= reach {
        valence.trouble += Self.negated
      } else if weight > 0 {
        valence.contentment += Float(weight) / 4
      } else {
        valence.trouble -= Float(weight) / 4
      }
      if isNegator { negated = index }
      index += length
    }
    return valence
  }

  /// How many tokens after a negator a word is still negated (M49), and what it then weighs.
  private static let reach = 3
  private static let negated: Float = 2
}

/// The sums of a message's weights; both are at least 0.
struct Valence: Sendable {
  var trouble: Float = 0
  var contentment: Float = 0
}
