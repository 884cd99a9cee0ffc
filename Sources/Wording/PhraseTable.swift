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
  /// The pairs of words with which phrases begin, as bits by their hashes.
  private let pairFilter: UnsafeMutablePointer<UInt64>
  /// What words of a hash may be for the beginning of a phrase: `single`, `skipped`.
  private let wordFilter: UnsafeMutablePointer<UInt8>
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
    pairFilter = .allocate(capacity: Self.pairBits / 64)
    pairFilter.initialize(repeating: 0, count: Self.pairBits / 64)
    wordFilter = .allocate(capacity: 1 << (Self.wordBits - 2))
    wordFilter.initialize(repeating: 0, count: 1 << (Self.wordBits - 2))
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
      if endings[Int(edge.to)] != 0 { note(Self.single, of: first) }
      for index in firstStep[Int(edge.to)]..<firstStep[Int(edge.to) + 1] {
        let bit = Self.pairIndex(first, hashes[Int(steps[Int(index)].word)])
        pairFilter[bit >> 6] |= 1 << UInt64(bit & 63)
      }
    }
    for word in 1..<max(1, vocabulary.skipCount + 1) {
      note(Self.skipped, of: hashes[word])
    }
  }

  private func note(_ trait: UInt8, of hash: UInt64) {
    let index = Self.wordIndex(hash)
    wordFilter[index >> 2] |= trait << UInt8(truncatingIfNeeded: (index & 3) << 1)
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
    wordFilter = image.next(UInt8.self).start
  }

  /// Writes all but the hashes of the words, in the order in which they are read.
  func write(to image: inout TableImage.Writer) {
    image.add(steps, Int(firstStep[nodeCount]))
    image.add(firstStep, nodeCount + 1)
    image.add(endings, nodeCount)
    image.add(kinds, kindCount)
    image.add(rootNodes, Int(firstRootNode[wordCount]))
    image.add(firstRootNode, wordCount + 1)
    image.add(pairFilter, Self.pairBits / 64)
    image.add(wordFilter, 1 << (Self.wordBits - 2))
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
  static let single: UInt8 = 1
  /// A word that may have to be skipped.
  static let skipped: UInt8 = 2

  // The first fits the processor's first cache, both fit its second.
  fileprivate static let wordBits: UInt64 = 16
  fileprivate static let pairBits = 1 << 19

  @inline(__always)
  fileprivate static func wordIndex(_ hash: UInt64) -> Int {
    Int(truncatingIfNeeded: hash &>> (64 &- wordBits))
  }

  @inline(__always)
  fileprivate static func pairIndex(_ first: UInt64, _ second: UInt64) -> Int {
    // Different bits of each, so that no pair of a word with itself falls on 0.
    Int(truncatingIfNeeded: first &>> 45 ^ second &>> 28) & (pairBits &- 1)
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
    fileprivate let wordFilter: UnsafePointer<UInt8>
    let hashes: UnsafePointer<UInt64>
    let wordCount: Int
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
      hashes: hashes,
      wordCount: wordCount
    )
  }
}

extension PhraseTable.View {
  /// 1 when a phrase of two or more words may begin with words of these hashes, else 0.
  @inline(__always)
  func mayBegin(with first: UInt64, _ second: UInt64) -> UInt64 {
    let bit = PhraseTable.pairIndex(first, second)
    return pairFilter[bit >> 6] &>> UInt64(truncatingIfNeeded: bit & 63) & 1
  }

  /// What a word of this hash may be.
  @inline(__always)
  func traits(of word: UInt64) -> UInt8 {
    let index = PhraseTable.wordIndex(word)
    return wordFilter[index &>> 2] &>> UInt8(truncatingIfNeeded: (index & 3) &<< 1) & 3
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
