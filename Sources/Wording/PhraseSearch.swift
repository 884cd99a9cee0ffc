/// Finds the phrases of one table in the tokens of one message.
struct PhraseSearch: ~Copyable {
  /// Messages of more tokens than this are not tested for being made of phrases alone.
  static let coverLimit = 24

  private let table: PhraseTable.View
  private let vocabulary: Vocabulary.View
  private var states: SearchStates
  /// The numbers of the words without those to skip, and a 0 beyond the end.
  private let words: UnsafeMutablePointer<UInt32>
  private let names: UnsafeMutablePointer<UInt8>
  /// By which means the tokens before each position can be covered: see `Cover`.
  private let reached: UnsafeMutablePointer<UInt32>
  /// For each family, the first position that no blocking phrase covers.
  private let blockedUntil: UnsafeMutablePointer<Int>
  /// How many words framing phrases cover, and where the last of them ends.
  private var framed = 0
  private var framedUntil = 0
  /// The families of which a phrase marked `~` was found.
  private var noticed: UInt32 = 0

  /// How a message was covered by phrases up to some position.
  ///
  /// Bits 0 to 12 say that phrases marked `=` of that family took part.
  private enum Cover {
    /// Polite phrases alone, and no, one or two names after them.
    static let polite: UInt32 = 1 << 28
    static let politeOneName: UInt32 = 1 << 29
    static let politeTwoNames: UInt32 = 1 << 30
    static let allPolite = polite | politeOneName | politeTwoNames
    /// Greetings alone.
    static let greeting: UInt32 = 1 << 31
  }

  /// The table and the vocabulary must outlive the search.
  init(_ table: PhraseTable.View, _ vocabulary: Vocabulary.View, capacity: Int) {
    self.table = table
    self.vocabulary = vocabulary
    states = SearchStates(table)
    words = .allocate(capacity: capacity + 1)
    words.initialize(repeating: 0, count: capacity + 1)
    names = .allocate(capacity: capacity + 1)
    names.initialize(repeating: 0, count: capacity + 1)
    reached = .allocate(capacity: Self.coverLimit + 1)
    reached.initialize(repeating: 0, count: Self.coverLimit + 1)
    blockedUntil = .allocate(capacity: 32)
    blockedUntil.initialize(repeating: 0, count: 32)
  }

  deinit {
    words.deallocate()
    names.deallocate()
    reached.deallocate()
    blockedUntil.deallocate()
  }

  /// The marks of all families found, and whether the message is a courtesy or a greeting.
  @inline(never)
  mutating func marks(
    _ tokens: UnsafePointer<UInt64>,
    _ allNames: UnsafePointer<UInt8>,
    _ total: Int
  ) -> Marks {
    var count = 0
    for index in 0..<total {
      let word = vocabulary[tokens[index]]
      words[count] = word
      names[count] = allNames[index]
      // The words to skip have the numbers from 1 on.
      count &+= word &- 1 < vocabulary.skipCount ? 0 : 1
    }
    words[count] = 0
    let covers = count <= Self.coverLimit
    if covers {
      for index in 0...count { reached[index] = 0 }
      reached[0] = Cover.polite | Cover.greeting
    }
    var found: UInt32 = 0
    var blocked: UInt32 = 0
    framed = 0
    framedUntil = 0
    noticed = 0
    for start in 0..<count {
      if names[start] != 0, covers, reached[start] != 0 { coverName(at: start) }
      let word = words[start]
      let state = states.known(word)
      if state.isDead { continue }
      if state.isEnding || table.mayBegin(with: word, words[start &+ 1]) {
        found |= walk(from: start, count, covers, &blocked)
      }
    }
    if found & PhraseFamily.framed != 0 { found &= ~drownedOut(count) }
    var marks = Marks(rawValue: found & PhraseFamily.shown)
    if covers, count > 0 {
      let whole = reached[count]
      marks.formUnion(Marks(rawValue: whole & PhraseFamily.shown))
      if count == total {
        if whole & Cover.allPolite != 0 { marks.insert(.courtesyOnly) }
        if whole & Cover.greeting != 0 { marks.insert(.greetingOnly) }
      }
    }
    return marks
  }

  /// Follows the automaton from one position and returns the families found there.
  @inline(__always)
  private mutating func walk(
    from start: Int,
    _ count: Int,
    _ covers: Bool,
    _ blocked: inout UInt32
  ) -> UInt32 {
    states.prepare()
    var state = states.known(words[start])
    if state.isUnknown { state = states.begin(with: words[start]) }
    var found: UInt32 = 0
    var blocks: UInt32 = 0
    var blockEnd = start
    var frameEnd = start
    var position = start &+ 1
    let before = covers ? reached[start] : 0
    let last = min(count, start &+ SearchStates.longestPhrase)
    while true {
      if state.isEnding {
        let ending = states.ending(of: state)
        found |= ending.anywhere
        // For notices, all that is not part of a notice is counted in the end.
        let isShort = count - (position - start) <= Lexicon.shortMessageSlack
        let short = ending.shortMessage & (isShort ? .max : PhraseFamily.framed)
        found |= short
        noticed |= short
        if (ending.anywhere | ending.shortMessage) & PhraseFamily.framing != 0 {
          frameEnd = position
        }
        if ending.blocks != 0 {
          blocks |= ending.blocks
          blockEnd = position
        }
        if before != 0 { cover(ending, from: before, to: position) }
      }
      if state.isLeaf || position >= last { break }
      let word = words[position]
      if word == 0 { break }
      state = states.next(state, word)
      if state.isDead { break }
      position &+= 1
    }
    if frameEnd > framedUntil {
      framed &+= frameEnd &- max(start, framedUntil)
      framedUntil = frameEnd
    }
    let doubtful = found & blocked
    if doubtful != 0 { found &= ~stillBlocked(doubtful, at: start) }
    // Only now: a phrase that begins with its own negation is meant as it stands.
    if blocks != 0 { block(blocks, until: blockEnd + 2, &blocked) }
    return found
  }

  /// The families that say what the whole message is, where too much else is said to believe it.
  ///
  /// "Refund done. Is there anything else?" is an answer, not a closing notice. What is said before the last
  /// framing phrase weighs most, because answers come first: apart from two names, one word may stand there. What
  /// comes after is mostly what the phrase speaks of ("how satisfied were you with …"). Acknowledgements are
  /// wordier. Where a phrase marked `~` stands, the words are only counted.
  private func drownedOut(_ count: Int) -> UInt32 {
    let after = count - framedUntil
    var before = framedUntil - framed
    var passed = 0
    for index in 0..<framedUntil where names[index] != 0 && passed < 2 { passed += 1 }
    before -= min(before, passed)
    let exempt = count - framed <= Lexicon.shortMessageSlack ? noticed : 0
    var result: UInt32 = 0
    if before > 1 || after > 5 { result |= PhraseFamily.closing.bit | PhraseFamily.survey.bit }
    if before > 6 || after > 20 { result |= PhraseFamily.autoAck.bit }
    result &= ~exempt
    return result
  }

  /// Extends the cover by a phrase.
  private func cover(_ ending: PhraseTable.Ending, from before: UInt32, to position: Int) {
    var after: UInt32 = 0
    if ending.anywhere & PhraseFamily.polite != 0 {
      after |= before & ~Cover.greeting
      if ending.anywhere & PhraseFamily.greeting.bit != 0 { after |= before & Cover.greeting }
    }
    // A new kind may follow courtesies only: "nothing" and "worked" are no whole message of either kind.
    let isPolite = before & Cover.allPolite != 0
    after |= isPolite ? ending.wholeMessage : ending.wholeMessage & before
    reached[position] |= after
  }

  /// Extends the cover by a name after a polite phrase: "thanks Ana".
  private func coverName(at position: Int) {
    guard position > 0 else { return }
    let before = reached[position]
    var after = before & Cover.greeting
    if before & Cover.polite != 0 { after |= Cover.politeOneName }
    if before & Cover.politeOneName != 0 { after |= Cover.politeTwoNames }
    // Two names at most, or any text set in title case would pass.
    if after & Cover.allPolite == 0 { after = 0 }
    reached[position + 1] |= after
  }

  private func block(_ families: UInt32, until position: Int, _ blocked: inout UInt32) {
    var left = families
    while left != 0 {
      let family = left.trailingZeroBitCount
      if blocked & (1 << UInt32(family)) == 0 {
        blockedUntil[family] = position
      } else {
        blockedUntil[family] = max(blockedUntil[family], position)
      }
      left &= left - 1
    }
    blocked |= families
  }

  /// Which of the families are blocked at a position.
  private func stillBlocked(_ families: UInt32, at position: Int) -> UInt32 {
    var result: UInt32 = 0
    var left = families
    while left != 0 {
      let family = left.trailingZeroBitCount
      if position < blockedUntil[family] { result |= 1 << UInt32(family) }
      left &= left - 1
    }
    return result
  }
}
