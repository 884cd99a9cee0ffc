/// Patterns of scripts written without spaces.
///
/// Their tokens are pairs of neighbours, so a token may reach from one piece into the next. Writing every reading out
/// would cost the product of all choices; here a piece starts from the nodes reached and the characters that stand
/// before it, and readings that end in the same character meet again.
extension PatternExpander {
  /// Where a reading has come to.
  private struct Reached {
    var node: UInt32
    /// The character before, whose pair with the next is still to come; 0 when none is.
    var last: UInt32
    /// The character before stands alone so far: it is a token itself unless another follows.
    var isAlone: Bool
  }

  /// Writes a pattern; returns the nodes at which its phrases end.
  mutating func characters(
    _ alternatives: Int,
    of base: UnsafePointer<UInt8>,
    _ builder: inout PhraseTableBuilder,
    _ tokenizer: borrowing Tokenizer
  ) throws(LexiconError.Reason) -> [UInt32] {
    lineStart = builder.endings.count
    hasSteps.removeAll(keepingCapacity: true)
    let start = Reached(node: PhraseTable.root, last: 0, isAlone: false)
    var ends: [UInt32] = []
    for reading in try expand(alternatives, of: base, from: [start], &builder, tokenizer) {
      let node = reading.isAlone ? close(reading, &builder) : reading.node
      guard node != PhraseTable.root else { throw .emptyPhrase }
      if !ends.contains(node) { ends.append(node) }
    }
    return ends
  }

  private mutating func expand(
    _ alternatives: Int,
    of base: UnsafePointer<UInt8>,
    from starts: [Reached],
    _ builder: inout PhraseTableBuilder,
    _ tokenizer: borrowing Tokenizer
  ) throws(LexiconError.Reason) -> [Reached] {
    var result: [Reached] = []
    let edgesBefore = builder.edges.count
    let firstNew = builder.endings.count
    for sequence in book.alternatives[alternatives].range {
      var reached = starts
      for index in book.sequences[sequence].range {
        let piece = book.pieces[index]
        if piece.kind == .text {
          read(piece, of: base, &reached, &builder, tokenizer)
        } else {
          let further = try expand(Int(piece.first), of: base, from: reached, &builder, tokenizer)
          reached = piece.kind == .optional ? reached + further : further
        }
        guard builder.edges.count <= Lexicon.edgeLimit else { throw .tooManyPhrases }
      }
      result += reached
    }
    return merge(result, since: firstNew, edgesBefore, &builder)
  }

  /// Follows the characters of a text from all that was reached.
  private mutating func read(
    _ piece: PatternBook.Piece,
    of base: UnsafePointer<UInt8>,
    _ reached: inout [Reached],
    _ builder: inout PhraseTableBuilder,
    _ tokenizer: borrowing Tokenizer
  ) {
    let end = Int(piece.first + piece.count)
    var index = Int(piece.first)
    while index < end {
      let character = UTF8Reader.read(base, index, end)
      let entry = tokenizer.characters[character.value]
      switch entry >> 28 {
      case CharacterClass.spaceless:
        append(CharacterEntry.scalar(entry), &reached, &builder)
        index += character.length
      case CharacterClass.ignored:
        index += character.length
      default:
        let start = index
        while index < end {
          let next = UTF8Reader.read(base, index, end)
          if tokenizer.characters[next.value] >> 28 == CharacterClass.spaceless { break }
          index += next.length
        }
        let count = tokenizer.scan(base + start, index - start).place.tokens
        interrupt(count, &reached, &builder, tokenizer)
      }
    }
  }

  private mutating func append(
    _ character: UInt32,
    _ reached: inout [Reached],
    _ builder: inout PhraseTableBuilder
  ) {
    var next: [Reached] = []
    var meeting: UInt32?
    for before in reached {
      guard before.last != 0 else {
        next.append(Reached(node: before.node, last: character, isAlone: true))
        continue
      }
      let target = meeting ?? builder.makeNode()
      if meeting == nil { next.append(Reached(node: target, last: character, isAlone: false)) }
      meeting = target
      var hash = TokenHash()
      hash.append(scalar: before.last)
      hash.append(scalar: character)
      step(from: before.node, by: hash.value, to: target, &builder)
    }
    reached = next
  }

  /// Ends runs of characters by something else: punctuation, or words of an alphabet.
  private mutating func interrupt(
    _ count: Int,
    _ reached: inout [Reached],
    _ builder: inout PhraseTableBuilder,
    _ tokenizer: borrowing Tokenizer
  ) {
    for place in reached.indices {
      if reached[place].isAlone { reached[place].node = close(reached[place], &builder) }
      reached[place].last = 0
      reached[place].isAlone = false
    }
    for index in 0..<count {
      let hash = tokenizer.tokens[index]
      if vocabulary.isSkipped(vocabulary.number(of: hash)) { continue }
      let target = builder.makeNode()
      for place in reached.indices {
        step(from: reached[place].node, by: hash, to: target, &builder)
      }
      reached = [Reached(node: target, last: 0, isAlone: false)]
    }
  }

  /// The node behind a character that stays alone.
  private mutating func close(
    _ reading: Reached,
    _ builder: inout PhraseTableBuilder
  ) -> UInt32 {
    let target = builder.makeNode()
    var hash = TokenHash()
    hash.append(scalar: reading.last)
    step(from: reading.node, by: hash.value, to: target, &builder)
    return target
  }

  private mutating func step(
    from node: UInt32,
    by hash: UInt64,
    to target: UInt32,
    _ builder: inout PhraseTableBuilder
  ) {
    if node != PhraseTable.root {
      growSteps(builder)
      hasSteps[Int(node) - lineStart] = true
    }
    builder.connect(node, vocabulary.number(of: hash), to: target)
  }

  private mutating func growSteps(_ builder: borrowing PhraseTableBuilder) {
    while hasSteps.count < builder.endings.count - lineStart { hasSteps.append(false) }
  }

  /// Lets readings that end alike meet in one node, where none of them leads on by itself.
  private mutating func merge(
    _ all: [Reached],
    since firstNew: Int,
    _ edgesBefore: Int,
    _ builder: inout PhraseTableBuilder
  ) -> [Reached] {
    guard all.count > 1 else { return all }
    growSteps(builder)
    var result: [Reached] = []
    var isChanged = false
    targets.removeAll(keepingCapacity: true)
    for node in firstNew..<max(firstNew, builder.endings.count) {
      targets.append(UInt32(truncatingIfNeeded: node))
    }
    for reading in all {
      let isFree = Int(reading.node) >= firstNew && !hasSteps[Int(reading.node) - lineStart]
      var isKnown = false
      for other in result
      where other.last == reading.last && other.isAlone == reading.isAlone {
        if other.node == reading.node {
          isKnown = true
        } else if isFree, Int(other.node) >= firstNew, !hasSteps[Int(other.node) - lineStart] {
          targets[Int(reading.node) - firstNew] = other.node
          isKnown = true
          isChanged = true
        }
        if isKnown { break }
      }
      if !isKnown { result.append(reading) }
    }
    if isChanged { builder.retarget(targets, firstNode: firstNew, since: edgesBefore) }
    return result
  }
}
