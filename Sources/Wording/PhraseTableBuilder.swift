/// Collects the phrases of one side before they are frozen into a `PhraseTable`.
///
/// The phrases form an automaton over the numbers of words. All ways through a choice meet again in one node, so a
/// line costs as many steps as it has words, however many phrases it stands for. A word may lead from one node
/// to several, because lines do not share nodes.
struct PhraseTableBuilder: ~Copyable {
  /// One step: from a node, by a word, to a node.
  struct Edge: BitwiseCopyable {
    var from: UInt32
    var word: UInt32
    var to: UInt32
  }

  // With room for the embedded lists: what is not used of it takes no memory, and growing copies.
  private(set) var edges = Pool<Edge>(capacity: 1 << 17)
  /// What ends at each node, as a place in `kinds`.
  private(set) var endings = Pool<UInt16>(capacity: 1 << 16)
  /// Everything that ends somewhere, each once; the first is nothing.
  private(set) var kinds = [PhraseTable.Ending()]

  init() { endings.append(0) }

  /// A new node.
  ///
  /// Node 0 is the root.
  mutating func makeNode() -> UInt32 {
    endings.append(0)
    return UInt32(truncatingIfNeeded: endings.count - 1)
  }

  /// Leads from a node by a word to a node.
  @inline(__always)
  mutating func connect(_ from: UInt32, _ word: UInt32, to: UInt32) {
    edges.append(Edge(from: from, word: word, to: to))
  }

  /// Leads every step since some time that arrives at a new node to that node's target.
  mutating func retarget(_ targets: [UInt32], firstNode: Int, since first: Int) {
    for index in first..<edges.count where Int(edges[index].to) >= firstNode {
      edges.base[index].to = targets[Int(edges[index].to) - firstNode]
    }
  }

  /// Leads from each of some nodes over the words to a node; there must be a word.
  mutating func connect(_ starts: [UInt32], _ words: [UInt32], to end: UInt32) {
    let first = words.count == 1 ? end : makeNode()
    for node in starts { edges.append(Edge(from: node, word: words[0], to: first)) }
    var from = first
    for index in 1..<max(1, words.count) {
      let to = index == words.count - 1 ? end : makeNode()
      edges.append(Edge(from: from, word: words[index], to: to))
      from = to
    }
  }

  /// Leads every step since some time that arrives at a node to another node as well.
  mutating func copyArrivals(at node: UInt32, to end: UInt32, since first: Int) {
    for index in first..<edges.count where edges[index].to == node {
      edges.append(Edge(from: edges[index].from, word: edges[index].word, to: end))
    }
  }

  /// Ends phrases at a node.
  mutating func end(_ node: UInt32, _ ending: PhraseTable.Ending) {
    var all = kinds[Int(endings[Int(node)])]
    all.formUnion(ending)
    let place = kinds.lastIndex(of: all) ?? kinds.count
    if place == kinds.count { kinds.append(all) }
    endings[Int(node)] = UInt16(truncatingIfNeeded: place)
  }
}
