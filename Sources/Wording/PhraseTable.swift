/// The phrases of one language and one side, as an automaton over token hashes behind two small filters.
///
/// Nearly every position of nearly every message is dismissed by one look into each filter, so that the
/// cost does not grow with the number of phrases, only with the number found.
final class PhraseTable: @unchecked Sendable {
  // Filled once while the lexicon is built and never written again, so it may be shared.

  /// What ends at a node, as family bits.
  struct Ending {
    var anywhere: UInt32 = 0
    var wholeMessage: UInt32 = 0
    var shortMessage: UInt32 = 0
    var blocks: UInt32 = 0

    var isEnding: Bool { anywhere | wholeMessage | shortMessage | blocks != 0 }
  }

  /// One step; key 0 is a free slot.
  ///
  /// Several steps may have one key.
  struct Edge {
    var key: UInt64 = 0
    var node: UInt32 = 0
  }

  /// Where phrases begin.
  static let root: UInt32 = 0
  /// In the byte table: a phrase of one token may begin here.
  static let single: UInt8 = 1
  /// In the byte table: the token may be one to skip.
  static let skip: UInt8 = 2
  /// The pseudo-node whose edges are the words to skip.
  fileprivate static let skipNode: UInt32 = .max

  private let edges: UnsafeMutablePointer<Edge>
  private let edgeMask: Int
  private let endings: UnsafeMutablePointer<Ending>
  private let tokenFilter: UnsafeMutablePointer<UInt8>
  private let pairFilter: UnsafeMutablePointer<UInt64>
  /// How many phrases the table holds.
  let phraseCount: Int
  /// The rank of the table among all tables of its lexicon.
  let rank: Int

  init(_ builder: PhraseTableBuilder, rank: Int) {
    self.rank = rank
    var capacity = 64
    let edgeCount = builder.edges.count + builder.skipped.count
    while capacity < 2 * edgeCount { capacity *= 2 }
    edgeMask = capacity - 1
    edges = .allocate(capacity: capacity)
    edges.initialize(repeating: Edge(), count: capacity)
    endings = .allocate(capacity: builder.endings.count)
    endings.initialize(from: builder.endings, count: builder.endings.count)
    tokenFilter = .allocate(capacity: 4_096)
    tokenFilter.initialize(repeating: 0, count: 4_096)
    pairFilter = .allocate(capacity: 2_048)
    pairFilter.initialize(repeating: 0, count: 2_048)
    phraseCount = builder.phraseCount

    // Steps sorted by where they start, for the pairs with which phrases begin.
    var firstStep = [Int](repeating: 0, count: builder.endings.count + 1)
    for edge in builder.edges { firstStep[Int(edge.from) + 1] += 1 }
    for node in 1..<firstStep.count { firstStep[node] += firstStep[node - 1] }
    var place = firstStep
    var following = [UInt64](repeating: 0, count: builder.edges.count)
    for edge in builder.edges {
      following[place[Int(edge.from)]] = edge.token
      place[Int(edge.from)] += 1
      insert(Self.key(edge.from, edge.token), edge.to)
    }
    for edge in builder.edges where edge.from == Self.root {
      if builder.endings[Int(edge.to)].isEnding {
        tokenFilter[Int(edge.token >> 52)] |= Self.single
      }
      for step in firstStep[Int(edge.to)]..<firstStep[Int(edge.to) + 1] {
        let bit = Self.pairIndex(edge.token, following[step])
        pairFilter[bit >> 6] |= 1 << UInt64(bit & 63)
      }
    }
    for token in builder.skipped {
      insert(Self.key(Self.skipNode, token), 0)
      tokenFilter[Int(token >> 52)] |= Self.skip
    }
  }

  deinit {
    edges.deallocate()
    endings.deallocate()
    tokenFilter.deallocate()
    pairFilter.deallocate()
  }

  private func insert(_ key: UInt64, _ node: UInt32) {
    var slot = Int(truncatingIfNeeded: key >> 32) & edgeMask
    while edges[slot].key != 0 { slot = (slot + 1) & edgeMask }
    edges[slot] = Edge(key: key, node: node)
  }

  @inline(__always)
  static func key(_ node: UInt32, _ token: UInt64) -> UInt64 {
    let mixed = (token ^ (UInt64(node) &+ 1) &* 0x9E37_79B9_7F4A_7C15) &* 0xD6E8_FEB8_6659_FD93
    let key = mixed ^ (mixed >> 32)
    return key == 0 ? 1 : key
  }

  @inline(__always)
  fileprivate static func pairIndex(_ first: UInt64, _ second: UInt64) -> Int {
    let mixed = ((first << 23 | first >> 41) ^ second) &* 0x9FB2_1C65_1E98_DF25
    return Int(truncatingIfNeeded: mixed >> 47)
  }
}

extension PhraseTable {
  /// Plain pointers into the table, so that a search touches no reference count.
  ///
  /// Valid while the table is.
  struct View {
    fileprivate let edges: UnsafePointer<Edge>
    fileprivate let edgeMask: Int
    fileprivate let endings: UnsafePointer<Ending>
    /// 4,096 bytes by the top bits of a token.
    fileprivate let tokenFilter: UnsafePointer<UInt8>
    /// 131,072 bits by the top bits of two mixed tokens.
    fileprivate let pairFilter: UnsafePointer<UInt64>
  }

  @inline(__always)
  var view: View {
    View(
      edges: edges,
      edgeMask: edgeMask,
      endings: endings,
      tokenFilter: tokenFilter,
      pairFilter: pairFilter
    )
  }
}

extension PhraseTable.View {
  /// The flags of the byte table for a token.
  @inline(__always)
  func flags(of token: UInt64) -> UInt8 {
    tokenFilter[Int(truncatingIfNeeded: token >> 52)]
  }

  /// Whether a phrase may begin with these two tokens.
  @inline(__always)
  func mayBegin(with first: UInt64, _ second: UInt64) -> Bool {
    let bit = PhraseTable.pairIndex(first, second)
    return pairFilter[bit >> 6] & (1 << UInt64(truncatingIfNeeded: bit & 63)) != 0
  }

  /// Whether the token is one to skip.
  func isSkipped(_ token: UInt64) -> Bool {
    var steps = Steps(PhraseTable.skipNode, token, self)
    return steps.next() != nil
  }

  /// The nodes to which a token leads from a node.
  struct Steps {
    private let key: UInt64
    private var slot: Int
    private let view: PhraseTable.View

    @inline(__always)
    init(_ node: UInt32, _ token: UInt64, _ view: PhraseTable.View) {
      key = PhraseTable.key(node, token)
      slot = Int(truncatingIfNeeded: key >> 32) & view.edgeMask
      self.view = view
    }

    @inline(__always)
    mutating func next() -> UInt32? {
      while true {
        let edge = view.edges[slot]
        if edge.key == 0 { return nil }
        slot = (slot + 1) & view.edgeMask
        if edge.key == key { return edge.node }
      }
    }
  }

  /// What ends at a node.
  @inline(__always)
  func ending(at node: UInt32) -> PhraseTable.Ending { endings[Int(node)] }
}
