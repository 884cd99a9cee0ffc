/// Collects the phrases of one side before they are frozen into a `PhraseTable`.
///
/// The phrases form an automaton over the numbers of words. All ways through a choice meet again in one node, so a
/// line costs as many steps as it has words, however many phrases it stands for. A word may lead from one node
/// to several, because lines do not share nodes.
struct PhraseTableBuilder {
  /// One step: from a node, by a word, to a node.
  struct Edge {
    var from: UInt32
    var word: UInt32
    var to: UInt32
  }

  private(set) var edges: [Edge] = []
  private(set) var endings = [PhraseTable.Ending()]
  var phraseCount = 0

  /// A new node.
  ///
  /// Node 0 is the root.
  mutating func makeNode() -> UInt32 {
    endings.append(PhraseTable.Ending())
    return UInt32(truncatingIfNeeded: endings.count - 1)
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

  /// Leads every step that arrives at some nodes to another node as well.
  mutating func copyArrivals(at nodes: [UInt32], to end: UInt32, since first: Int) {
    for index in first..<edges.count where nodes.contains(edges[index].to) {
      edges.append(Edge(from: edges[index].from, word: edges[index].word, to: end))
    }
  }

  /// Ends a phrase at a node.
  mutating func end(_ node: UInt32, _ family: PhraseFamily, _ rule: PhraseRule) {
    switch rule {
    case .anywhere: endings[Int(node)].anywhere |= family.bit
    case .wholeMessage: endings[Int(node)].wholeMessage |= family.bit
    case .shortMessage: endings[Int(node)].shortMessage |= family.bit
    case .blocks: endings[Int(node)].blocks |= family.bit
    }
  }
}
