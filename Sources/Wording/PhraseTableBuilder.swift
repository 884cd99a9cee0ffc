/// Collects the phrases of one language and one side before they are frozen into a `PhraseTable`.
///
/// The phrases form an automaton over tokens. All ways through a choice meet again in one node, so a line
/// costs as many steps as it has words, however many phrases it stands for. A token may lead from one node
/// to several, because lines do not share nodes.
struct PhraseTableBuilder {
  /// One step: from a node, by a token, to a node.
  struct Edge {
    var from: UInt32
    var token: UInt64
    var to: UInt32
  }

  private(set) var edges: [Edge] = []
  private(set) var endings = [PhraseTable.Ending()]
  private(set) var skipped: [UInt64] = []
  var phraseCount = 0

  mutating func skip(_ token: UInt64) {
    if !skipped.contains(token) { skipped.append(token) }
  }

  /// A new node.
  ///
  /// Node 0 is the root.
  mutating func makeNode() -> UInt32 {
    endings.append(PhraseTable.Ending())
    return UInt32(truncatingIfNeeded: endings.count - 1)
  }

  /// Leads from each of some nodes over the tokens to a node; there must be a token.
  mutating func connect(_ starts: [UInt32], _ tokens: [UInt64], to end: UInt32) {
    var from = starts
    for (index, token) in tokens.enumerated() {
      let to = index == tokens.count - 1 ? end : makeNode()
      for node in from { edges.append(Edge(from: node, token: token, to: to)) }
      from = [to]
    }
  }

  /// Leads every step that arrives at some nodes to another node as well.
  mutating func copyArrivals(at nodes: [UInt32], to end: UInt32, since first: Int) {
    for index in first..<edges.count where nodes.contains(edges[index].to) {
      edges.append(Edge(from: edges[index].from, token: edges[index].token, to: end))
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
