/// The phrases of one side, as an automaton over the numbers of words.
struct PhraseTable: ~Copyable, @unchecked Sendable {
  // Filled once while the lexicon is built, or part of the program, and never written again, so it may be shared.

  /// One step out of a node; several may have one word.
  struct Step {
    var word: UInt32 = 0
    var node: UInt32 = 0
  }

  /// Where phrases begin.
  static let root: UInt32 = 0

  /// The steps of all nodes but the root, in the order of the nodes.
  private let steps: UnsafeMutablePointer<Step>
  /// For each node where its steps begin, and one beyond the end.
  private let firstStep: UnsafeMutablePointer<UInt32>
  /// What ends at each node, as a place in `kinds`.
  private let endings: UnsafeMutablePointer<UInt16>
  private let kinds: UnsafeMutablePointer<Ending>
  /// The nodes that follow the root, in the order of the words.
  private let rootNodes: UnsafeMutablePointer<UInt32>
  /// For each word where its nodes begin, and one beyond the end.
  private let firstRootNode: UnsafeMutablePointer<UInt32>
  /// The hash of each word.
  private let hashes: UnsafeMutablePointer<UInt64>
  /// The pairs of words with which phrases begin, as bits by their hashes: see `HashFilter`.
  private let pairFilter: UnsafeMutablePointer<UInt64>
  /// The words that may be phrases by themselves, and those that may have to be skipped.
  private let wordFilter: UnsafeMutablePointer<WordFilter>
  private let wordCount: Int
  private let nodeCount: Int
  private let kindCount: Int
  /// Not part of the program.
  private let isOwn: Bool

  init(_ builder: borrowing PhraseTableBuilder, _ vocabulary: borrowing Vocabulary) {
    isOwn = true
    wordCount = vocabulary.count
    nodeCount = builder.endings.count
    kindCount = builder.kinds.count
    endings = .allocate(capacity: nodeCount)
    endings.initialize(from: builder.endings.base, count: nodeCount)
    kinds = .allocate(capacity: builder.kinds.count)
    kinds.initialize(from: builder.kinds, count: builder.kinds.count)
    steps = .allocate(capacity: builder.edges.count + 1)
    rootNodes = .allocate(capacity: builder.edges.count + 1)
    firstStep = .allocate(capacity: nodeCount + 1)
    firstStep.initialize(repeating: 0, count: nodeCount + 1)
    firstRootNode = .allocate(capacity: wordCount + 1)
    firstRootNode.initialize(repeating: 0, count: wordCount + 1)
    pairFilter = .allocate(capacity: Self.pairFilters)
    pairFilter.initialize(repeating: 0, count: Self.pairFilters)
    wordFilter = .allocate(capacity: Self.wordFilters)
    wordFilter.initialize(repeating: WordFilter(), count: Self.wordFilters)
    hashes = .allocate(capacity: wordCount)
    hashes.initialize(from: vocabulary.hashes, count: wordCount)

    // Sorted by counting: first how many steps each node has, then where they begin, then each to its place
    // from the last to the first.
    let edges = UnsafeBufferPointer(start: builder.edges.base, count: builder.edges.count)
    for edge in edges {
      if edge.from == Self.root {
        firstRootNode[Int(edge.word)] += 1
      } else {
        firstStep[Int(edge.from)] += 1
      }
    }
    for word in 1..<max(1, wordCount + 1) { firstRootNode[word] += firstRootNode[word - 1] }
    for node in 1..<nodeCount + 1 { firstStep[node] += firstStep[node - 1] }
    for edge in edges.reversed() {
      if edge.from == Self.root {
        firstRootNode[Int(edge.word)] -= 1
        rootNodes[Int(firstRootNode[Int(edge.word)])] = edge.to
      } else {
        firstStep[Int(edge.from)] -= 1
        steps[Int(firstStep[Int(edge.from)])] = Step(word: edge.word, node: edge.to)
      }
    }
    for edge in edges where edge.from == Self.root {
      let first = hashes[Int(edge.word)]
      if endings[Int(edge.to)] != 0 {
        wordFilter[Self.wordIndex(first)].single |= HashFilter.bits(of: first)
      }
      for index in firstStep[Int(edge.to)]..<firstStep[Int(edge.to) + 1] {
        let pair = Self.pair(first, hashes[Int(steps[Int(index)].word)])
        pairFilter[Self.pairIndex(pair)] |= HashFilter.bits(of: pair)
      }
    }
    for word in 1..<max(1, vocabulary.skipCount + 1) {
      let hash = hashes[word]
      wordFilter[Self.wordIndex(hash)].skipped |= HashFilter.bits(of: hash)
    }
  }

  /// A table that is part of the program.
  ///
  /// - Parameters:
  ///   - image: Where it stands next.
  ///   - hashes: The hash of each word.
  init(_ image: inout TableImage.Reader, _ hashes: UnsafeMutableBufferPointer<UInt64>) {
    isOwn = false
    let (steps, firstStep) = (image.next(Step.self), image.next(UInt32.self))
    let (endings, kinds) = (image.next(UInt16.self), image.next(Ending.self))
    let (rootNodes, firstRootNode) = (image.next(UInt32.self), image.next(UInt32.self))
    (nodeCount, kindCount, wordCount) = (endings.count, kinds.count, hashes.count)
    self.steps = steps.start
    self.firstStep = firstStep.start
    self.endings = endings.start
    self.kinds = kinds.start
    self.rootNodes = rootNodes.start
    self.firstRootNode = firstRootNode.start
    self.hashes = hashes.start
    pairFilter = image.next(UInt64.self).start
    wordFilter = image.next(WordFilter.self).start
  }

  /// Writes all but the hashes of the words, in the order in which they are read.
  func write(to image: inout TableImage.Writer) {
    image.add(steps, Int(firstStep[nodeCount]))
    image.add(firstStep, nodeCount + 1)
    image.add(endings, nodeCount)
    image.add(kinds, kindCount)
    image.add(rootNodes, Int(firstRootNode[wordCount]))
    image.add(firstRootNode, wordCount + 1)
    image.add(pairFilter, Self.pairFilters)
    image.add(wordFilter, Self.wordFilters)
  }

  deinit {
    guard isOwn else { return }
    steps.deallocate()
    firstStep.deallocate()
    endings.deallocate()
    kinds.deallocate()
    rootNodes.deallocate()
    firstRootNode.deallocate()
    hashes.deallocate()
    pairFilter.deallocate()
    wordFilter.deallocate()
  }

  /// A word that may be a phrase by itself.
  static let single: UInt64 = 1
  /// A word that may have to be skipped.
  static let skipped: UInt64 = 2

  fileprivate struct WordFilter: BitwiseCopyable {
    var single: UInt64 = 0
    var skipped: UInt64 = 0
  }

  // The first fits the processor's first cache, both fit its second.
  fileprivate static let wordFilters = 1 << 10
  fileprivate static let pairFilters = 1 << 13

  @inline(__always)
  fileprivate static func wordIndex(_ hash: UInt64) -> Int {
    Int(truncatingIfNeeded: hash &>> 54)
  }

  /// The hash of a pair of words.
  @inline(__always)
  fileprivate static func pair(_ first: UInt64, _ second: UInt64) -> UInt64 {
    // Turned, so that order counts, and no pair of a word with itself is 0.
    first ^ (second &<< 23 | second &>> 41)
  }

  @inline(__always)
  fileprivate static func pairIndex(_ pair: UInt64) -> Int {
    Int(truncatingIfNeeded: pair &>> 51)
  }
}

extension PhraseTable {
  /// Plain pointers into the table, so that a search touches no reference count.
  ///
  /// Valid while the table is.
  struct View {
    fileprivate let steps: UnsafePointer<Step>
    fileprivate let firstStep: UnsafePointer<UInt32>
    fileprivate let endings: UnsafePointer<UInt16>
    fileprivate let kinds: UnsafePointer<Ending>
    fileprivate let rootNodes: UnsafePointer<UInt32>
    fileprivate let firstRootNode: UnsafePointer<UInt32>
    fileprivate let pairFilter: UnsafePointer<UInt64>
    fileprivate let wordFilter: UnsafePointer<WordFilter>
    let hashes: UnsafePointer<UInt64>
  }

  var view: View {
    View(
      steps: steps,
      firstStep: firstStep,
      endings: endings,
      kinds: kinds,
      rootNodes: rootNodes,
      firstRootNode: firstRootNode,
      pairFilter: pairFilter,
      wordFilter: wordFilter,
      hashes: hashes
    )
  }
}

extension PhraseTable.View {
  /// 1 when a phrase of two or more words may begin with words of these hashes, else 0.
  @inline(__always)
  func mayBegin(with first: UInt64, _ second: UInt64) -> UInt64 {
    let pair = PhraseTable.pair(first, second)
    return HashFilter.mayHold(HashFilter.bits(of: pair), pairFilter[PhraseTable.pairIndex(pair)])
  }

  /// What a word of this hash may be: `single`, `skipped`.
  @inline(__always)
  func traits(of word: UInt64) -> UInt64 {
    let filter = wordFilter[PhraseTable.wordIndex(word)]
    let bits = HashFilter.bits(of: word)
    return HashFilter.mayHold(bits, filter.single) &* PhraseTable.single
      | HashFilter.mayHold(bits, filter.skipped) &* PhraseTable.skipped
  }

  /// The nodes that follow the root by a word.
  func beginnings(with word: UInt32) -> UnsafeBufferPointer<UInt32> {
    let first = Int(firstRootNode[Int(word)])
    let end = Int(firstRootNode[Int(word) + 1])
    return UnsafeBufferPointer(start: rootNodes + first, count: end - first)
  }

  /// The steps out of a node other than the root.
  func steps(from node: UInt32) -> UnsafeBufferPointer<PhraseTable.Step> {
    let first = Int(firstStep[Int(node)])
    let end = Int(firstStep[Int(node) + 1])
    return UnsafeBufferPointer(start: steps + first, count: end - first)
  }

  /// What ends at a node.
  func ending(at node: UInt32) -> PhraseTable.Ending { kinds[Int(endings[Int(node)])] }
}
