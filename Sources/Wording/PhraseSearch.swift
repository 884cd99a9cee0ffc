/// Finds the phrases of one table in the tokens of one message.
struct PhraseSearch: ~Copyable {
  /// Messages of more tokens than this are not tested for being made of phrases alone.
  static let coverLimit = 24

  private let table: PhraseTable.View
  private let vocabulary: Vocabulary.View
  /// The families that this side has lists of.
  private let families: UInt32
  private var states: SearchStates
  /// The tokens and names without those to skip, where there are any.
  private let keptTokens: UnsafeMutablePointer<UInt64>
  private let keptNames: UnsafeMutablePointer<UInt8>
  /// Where phrases may begin: one bit for each token.
  private let candidates: UnsafeMutablePointer<UInt64>
  /// By which means the tokens before each position can be covered: see `Cover`.
  private let reached: UnsafeMutablePointer<UInt32>
  /// For each bit of `PhraseTable.Owners`, the first position that no blocking phrase covers.
  private let blockedUntil: UnsafeMutablePointer<Int>
  /// The last position that is covered by some means.
  private var covered = 0
  /// How many words framing phrases cover, and where the last of them ends.
  private var framed = 0
  private var framedUntil = 0
  /// The families of which a phrase marked `~` was found.
  private var noticed: UInt32 = 0

  /// How a message was covered by phrases up to some position.
  ///
  /// Bits 0 to 19 say that phrases marked `=` of that family took part.
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
  init(
    _ table: PhraseTable.View,
    _ vocabulary: Vocabulary.View,
    _ side: PhraseFamily.Sides,
    capacity: Int
  ) {
    self.table = table
    families = PhraseFamily.of(side)
    self.vocabulary = vocabulary
    states = SearchStates(table, vocabulary)
    keptTokens = .zeroed(capacity: capacity + 1)
    keptNames = .zeroed(capacity: capacity)
    candidates = .allocate(capacity: capacity / 64 + 1)
    candidates.initialize(repeating: 0, count: capacity / 64 + 1)
    reached = .allocate(capacity: Self.coverLimit + 1)
    reached.initialize(repeating: 0, count: Self.coverLimit + 1)
    blockedUntil = .allocate(capacity: 64)
    blockedUntil.initialize(repeating: 0, count: 64)
  }

  deinit {
    keptTokens.giveBack()
    keptNames.giveBack()
    candidates.deallocate()
    reached.deallocate()
    blockedUntil.deallocate()
  }

  /// Searches one message.
  ///
  /// - Parameters:
  ///   - allTokens: The tokens of the message, with room for one more behind them.
  ///   - allNames: For each token 1 if it looks like a name.
  ///   - total: How many tokens there are, at least one.
  /// - Returns: The marks of all families found, and whether the message is a courtesy or a greeting.
  @inline(never)
  mutating func marks(
    _ allTokens: UnsafeMutablePointer<UInt64>,
    _ allNames: UnsafePointer<UInt8>,
    _ total: Int
  ) -> Marks {
    var (tokens, names, count) = (UnsafePointer(allTokens), allNames, total)
    var seen = sift(allTokens, total)
    var swearing: UInt32 = 0
    if seen & PhraseTable.skipped != 0, skipWords(&tokens, &names, &count, &swearing) {
      seen = sift(keptTokens, count)
      swearing &= families
    }
    if seen & PhraseTable.single == 0 { return Marks(rawValue: swearing) }
    let covers = count <= Self.coverLimit
    if covers {
      for index in 0...count { reached[index] = 0 }
      reached[0] = Cover.polite | Cover.greeting
    }
    var found = swearing
    var blocked: UInt64 = 0
    var nextName = 1
    framed = 0
    framedUntil = 0
    covered = 0
    noticed = 0
    for block in 0...(count &- 1) >> 6 {
      var left = candidates[block]
      while left != 0 {
        let start = block &<< 6 &+ left.trailingZeroBitCount
        left &= left &- 1
        coverNames(names, from: &nextName, to: start)
        found |= walk(tokens, from: start, count, covers, &blocked)
      }
    }
    coverNames(names, from: &nextName, to: count &- 1)
    if found & PhraseFamily.framed != 0 { found &= ~drownedOut(names, count) }
    var marks = Marks(rawValue: found & PhraseFamily.shown)
    if covers {
      let whole = reached[count]
      marks.formUnion(Marks(rawValue: whole & PhraseFamily.shown))
      if count == total {
        if whole & Cover.allPolite != 0 { marks.insert(.courtesyOnly) }
        if whole & Cover.greeting != 0 { marks.insert(.greetingOnly) }
      }
    }
    return marks
  }

  /// Marks the tokens with which a phrase may begin, and says what was seen.
  ///
  /// Nine of ten are dismissed here, by bits that are not found for their hashes.
  @inline(__always)
  private func sift(_ tokens: UnsafeMutablePointer<UInt64>, _ count: Int) -> UInt64 {
    // No pair begins with the last token, or the bit is there by chance and nothing is found.
    tokens[count] = 0
    let table = table
    var seen: UInt64 = 0
    var index = 0
    var token = tokens[0]
    while index < count {
      let end = min(count, index &+ 64)
      var bits: UInt64 = 0
      var place: UInt64 = 1
      repeat {
        index &+= 1
        let next = tokens[index]
        let traits = table.traits(of: token)
        let may = traits & PhraseTable.single | table.mayBegin(with: token, next)
        bits |= place & (0 &- may)
        seen |= traits & PhraseTable.skipped
        place &<<= 1
        token = next
      } while index < end
      candidates[(index &- 1) &>> 6] = bits
      if bits != 0 { seen |= PhraseTable.single }
    }
    return seen
  }

  /// Leaves out the words to skip and notes what they show by themselves; false when there are none.
  @inline(never)
  private func skipWords(
    _ tokens: inout UnsafePointer<UInt64>,
    _ names: inout UnsafePointer<UInt8>,
    _ count: inout Int,
    _ swearing: inout UInt32
  ) -> Bool {
    var kept = 0
    for index in 0..<count {
      let token = tokens[index]
      keptTokens[kept] = token
      keptNames[kept] = names[index]
      // Most words cannot be one, by the same bits.
      if table.traits(of: token) & PhraseTable.skipped != 0,
        let families = vocabulary.swearing(of: token)
      {
        swearing |= families
      } else {
        kept &+= 1
      }
    }
    if kept == count { return false }
    (tokens, names, count) = (UnsafePointer(keptTokens), UnsafePointer(keptNames), kept)
    return true
  }

  /// Follows the automaton from one position and returns the families found there.
  @inline(__always)
  private mutating func walk(
    _ tokens: UnsafePointer<UInt64>,
    from start: Int,
    _ count: Int,
    _ covers: Bool,
    _ blocked: inout UInt64
  ) -> UInt32 {
    states.prepare()
    var step = states.follow(.root, tokens[start])
    // The filters let a few words through that begin no phrase.
    if step.isDead { return 0 }
    var found: UInt32 = 0
    var owners: UInt64 = 0
    var blocks: UInt64 = 0
    var blockEnd = start
    var frameEnd = 0
    var position = start &+ 1
    let before = covers ? reached[start] : 0
    let last = min(count, start &+ SearchStates.longestPhrase)
    while true {
      if step.state.isEnding {
        let ending = states.ending(of: step.state)
        // A longer blocking phrase takes back what began with it: "it works", but "it works not".
        owners &= ~ending.blocks.rawValue
        found |= ending.anywhere
        owners |= ending.found.rawValue
        // For notices, all that is not part of a notice is counted in the end.
        let isShort = count - (position - start) <= Lexicon.shortMessageSlack
        let short = ending.shortMessage & (isShort ? .max : PhraseFamily.framed)
        found |= short
        noticed |= short
        if isShort { owners |= ending.foundShort.rawValue }
        if (ending.anywhere | ending.shortMessage) & PhraseFamily.framing != 0 {
          frameEnd = position
        }
        if ending.blocks.rawValue != 0 {
          blocks |= ending.blocks.rawValue
          blockEnd = position
        }
        if before != 0 { cover(ending, from: before, to: position) }
      }
      if step.state.isLeaf || position >= last { break }
      let token = tokens[position]
      if !step.mayLeadOn(by: token) { break }
      step = states.follow(step.state, token)
      if step.isDead { break }
      position &+= 1
    }
    if frameEnd > framedUntil {
      framed &+= frameEnd &- max(start, framedUntil)
      framedUntil = frameEnd
    }
    if found & PhraseTable.Owners.familyBits != 0 {
      owners &= ~stillBlocked(owners & blocked, at: start)
      let left = PhraseTable.Owners.families(of: owners)
      found &= ~PhraseTable.Owners.familyBits | left
    }
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
  private func drownedOut(_ names: UnsafePointer<UInt8>, _ count: Int) -> UInt32 {
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
  private mutating func cover(
    _ ending: PhraseTable.Ending,
    from before: UInt32,
    to position: Int
  ) {
    var after: UInt32 = 0
    if ending.anywhere & PhraseFamily.polite != 0 {
      after |= before & ~Cover.greeting
      if ending.anywhere & PhraseFamily.greeting.bit != 0 { after |= before & Cover.greeting }
    }
    // A new kind may follow courtesies only: "nothing" and "worked" are no whole message of either kind.
    let isPolite = before & Cover.allPolite != 0
    after |= isPolite ? ending.wholeMessage : ending.wholeMessage & before
    reached[position] |= after
    if after != 0 { covered = max(covered, position) }
  }

  /// Extends the cover by the names up to a position, itself included.
  @inline(__always)
  private mutating func coverNames(
    _ names: UnsafePointer<UInt8>,
    from next: inout Int,
    to last: Int
  ) {
    while next <= last, next <= covered {
      if names[next] != 0 { coverName(at: next) }
      next &+= 1
    }
  }

  /// Extends the cover by a name after a polite phrase: "thanks Ana".
  private mutating func coverName(at position: Int) {
    let before = reached[position]
    var after = before & Cover.greeting
    if before & Cover.polite != 0 { after |= Cover.politeOneName }
    if before & Cover.politeOneName != 0 { after |= Cover.politeTwoNames }
    // Two names at most, or any text set in title case would pass.
    if after & Cover.allPolite == 0 { after = 0 }
    reached[position + 1] |= after
    if after != 0 { covered = max(covered, position + 1) }
  }

  private func block(_ owners: UInt64, until position: Int, _ blocked: inout UInt64) {
    var left = owners
    while left != 0 {
      let owner = left.trailingZeroBitCount
      if blocked & (1 << UInt64(owner)) == 0 {
        blockedUntil[owner] = position
      } else {
        blockedUntil[owner] = max(blockedUntil[owner], position)
      }
      left &= left - 1
    }
    blocked |= owners
  }

  /// Which of the owners are blocked at a position.
  private func stillBlocked(_ owners: UInt64, at position: Int) -> UInt64 {
    var result: UInt64 = 0
    var left = owners
    while left != 0 {
      let owner = left.trailingZeroBitCount
      if position < blockedUntil[owner] { result |= 1 << UInt64(owner) }
      left &= left - 1
    }
    return result
  }
}
