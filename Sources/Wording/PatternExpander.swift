/// Writes the phrases that a pattern stands for into an automaton.
///
/// One value is used for all lines of all files: its buffers stay.
struct PatternExpander: ~Copyable {
  /// Numbers the words of the phrases; its words to skip vanish from phrases as they do from messages.
  var vocabulary = Vocabulary()
  /// The patterns of the file that is being read.
  var book = PatternBook()
  /// The nodes that a piece starts from, innermost pattern last.
  private var nodes = Pool<UInt32>()
  /// The families of the line, if they are looked for in words to skip too.
  private var swearing: UInt32 = 0
  // What `PatternExpander+Characters` needs for each node of a line.
  var lineStart = 0
  var hasSteps: [Bool] = []
  var targets: [UInt32] = []

  /// Hands over the numbered words.
  consuming func finish() -> Vocabulary { vocabulary }

  /// A line of phrases, ready to be written.
  struct Line {
    var pattern: Int
    var way: PatternWay
    var family: PhraseFamily
    var ending: PhraseTable.Ending
  }

  /// Adds all phrases that a line stands for.
  mutating func add(
    _ line: Line,
    of base: UnsafePointer<UInt8>,
    to builder: inout PhraseTableBuilder,
    _ tokenizer: borrowing Tokenizer
  ) throws(LexiconError.Reason) {
    let edgesBefore = builder.edges.count
    switch line.way {
    case .words:
      let end = builder.makeNode()
      swearing = line.family.bit & PhraseFamily.swearing
      nodes.removeAll(since: 0)
      nodes.append(PhraseTable.root)
      guard try !connect(line.pattern, from: 0..<1, to: end, &builder) else { throw .emptyPhrase }
      builder.end(end, line.ending)
    case .characters:
      for end in try characters(line.pattern, of: base, &builder, tokenizer) {
        builder.end(end, line.ending)
      }
    case .texts:
      let end = builder.makeNode()
      for text in try texts(line.pattern, of: base) {
        let words = kept(text, tokenizer)
        guard !words.isEmpty else { throw .emptyPhrase }
        builder.connect([PhraseTable.root], words, to: end)
      }
      builder.end(end, line.ending)
    }
    guard builder.edges.count - edgesBefore <= Lexicon.expansionLimit else { throw .tooManyPhrases }
  }

  /// Leads from some nodes to a node by any reading of a pattern; says whether one reading holds no word.
  private mutating func connect(
    _ alternatives: Int,
    from starts: Range<Int>,
    to end: UInt32,
    _ builder: inout PhraseTableBuilder
  ) throws(LexiconError.Reason) -> Bool {
    var someEmpty = false
    let top = nodes.count
    for sequence in book.alternatives[alternatives].range {
      // Text that holds no word adds nothing, so the last piece with a word leads to the end. Pieces after it
      // that may be left out make more than one piece the last.
      var reached = starts
      var isEmpty = true
      let edgesBefore = builder.edges.count
      let run = book.sequences[sequence].range
      for index in run {
        let isLast = index == run.upperBound - 1
        let piece = book.pieces[index]
        if piece.kind == .text {
          guard piece.allCount > 0 else { continue }
          if swearing != 0, piece.wordCount < piece.allCount {
            // A word to skip that swears is noted when it is skipped.
            guard piece.allCount == 1, run.count == 1 else { throw .skippedInPhrase }
            vocabulary.note(swearing, of: UInt32(truncatingIfNeeded: piece.firstWord))
            isEmpty = false
            continue
          }
          // "(please|now)" would otherwise read as "[now]".
          guard piece.wordCount > 0 else { throw .onlySkippedWords }
          let next = isLast ? end : builder.makeNode()
          connect(reached, by: piece, to: next, &builder)
          reached = nodes.count..<nodes.count + 1
          nodes.append(next)
          isEmpty = false
        } else {
          let next = isLast ? end : builder.makeNode()
          let canBeEmpty = try connect(Int(piece.first), from: reached, to: next, &builder)
          let isOptional = piece.kind == .optional || canBeEmpty
          let first = nodes.count
          if isOptional { for place in reached { nodes.append(nodes[place]) } }
          nodes.append(next)
          reached = first..<nodes.count
          isEmpty = isEmpty && isOptional
        }
        guard builder.edges.count <= Lexicon.edgeLimit else { throw .tooManyPhrases }
      }
      // What was reached without passing the end node must get there as well.
      for place in reached where nodes[place] != end && !isAmong(starts, nodes[place]) {
        builder.copyArrivals(at: nodes[place], to: end, since: edgesBefore)
      }
      someEmpty = someEmpty || isEmpty
      nodes.removeAll(since: top)
    }
    return someEmpty
  }

  private func isAmong(_ places: Range<Int>, _ node: UInt32) -> Bool {
    for place in places where nodes[place] == node { return true }
    return false
  }

  /// Leads from each of some nodes over the words of a text to a node.
  private func connect(
    _ places: Range<Int>,
    by piece: PatternBook.Piece,
    to end: UInt32,
    _ builder: inout PhraseTableBuilder
  ) {
    let first = Int(piece.firstWord)
    var from = piece.wordCount == 1 ? end : builder.makeNode()
    for place in places { builder.connect(nodes[place], book.words[first], to: from) }
    for offset in 1..<max(1, Int(piece.wordCount)) {
      let to = offset == Int(piece.wordCount) - 1 ? end : builder.makeNode()
      builder.connect(from, book.words[first + offset], to: to)
      from = to
    }
  }

  /// The texts that a pattern stands for.
  func texts(
    _ alternatives: Int,
    of base: UnsafePointer<UInt8>,
    from starts: [[UInt8]] = [[]]
  ) throws(LexiconError.Reason) -> [[UInt8]] {
    var result: [[UInt8]] = []
    for sequence in book.alternatives[alternatives].range {
      var reached = starts
      for index in book.sequences[sequence].range {
        let piece = book.pieces[index]
        if piece.kind == .text {
          let text = UnsafeBufferPointer(start: base + Int(piece.first), count: Int(piece.count))
          for position in reached.indices { reached[position] += text }
        } else {
          let further = try texts(Int(piece.first), of: base, from: reached)
          reached = piece.kind == .optional ? reached + further : further
          guard reached.count <= Lexicon.expansionLimit else { throw .tooManyPhrases }
        }
      }
      result += reached
      guard result.count <= Lexicon.expansionLimit else { throw .tooManyPhrases }
    }
    return result
  }

  /// The numbers of a text's words that are not skipped.
  private mutating func kept(_ text: [UInt8], _ tokenizer: borrowing Tokenizer) -> [UInt32] {
    let count = text.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { tokenizer.scan($0, buffer.count).place.tokens } ?? 0
    }
    var result: [UInt32] = []
    for index in 0..<count {
      let number = vocabulary.number(of: tokenizer.tokens[index])
      if !vocabulary.isSkipped(number) { result.append(number) }
    }
    return result
  }
}
