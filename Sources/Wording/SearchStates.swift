/// The part of a table's automaton that messages have visited so far, as plain states.
///
/// The automaton may be in many nodes at once. Each set of nodes that a search has been in becomes a state
/// here, so that the next message with the same words takes one look-up per token. When the space is used
/// up, everything is forgotten and found anew: what is found never depends on what is remembered.
/// One value belongs to one scanner and one table.
final class SearchStates {
  /// What a state remembers.
  private struct State {
    var ending = PhraseTable.Ending()
    var firstNode: Int32 = 0
    var nodeCount: Int32 = 0
  }

  private struct Transition {
    /// 0 is a free slot.
    var key: UInt64 = 0
    var state: UInt32 = 0
  }

  /// No phrase leads on from here.
  static let dead: UInt32 = 0
  /// Where phrases begin.
  static let root: UInt32 = 1
  /// The longest phrase that is followed, in tokens.
  static let longestPhrase = 48
  /// The most nodes in which a search can be at once.
  ///
  /// A list that needs more at one token would miss phrases; the embedded ones stay far below.
  static let nodeLimit = 1_024

  private static let slotCount = 1 << 15
  private static let stateCount = 1 << 14
  private static let nodeCount = 1 << 18

  private let transitions: UnsafeMutablePointer<Transition>
  private let states: UnsafeMutablePointer<State>
  private let nodes: UnsafeMutablePointer<UInt32>
  private var usedSlots = 0
  private var usedStates = 0
  private var usedNodes = 0

  init() {
    transitions = .allocate(capacity: Self.slotCount)
    transitions.initialize(repeating: Transition(), count: Self.slotCount)
    states = .allocate(capacity: Self.stateCount)
    states.initialize(repeating: State(), count: Self.stateCount)
    nodes = .allocate(capacity: Self.nodeCount)
    nodes.initialize(repeating: 0, count: Self.nodeCount)
    forget()
  }

  deinit {
    transitions.deallocate()
    states.deallocate()
    nodes.deallocate()
  }

  /// Makes sure that one search can run to its end without running out of space.
  @inline(__always)
  func prepare() {
    if usedSlots > Self.slotCount / 2 || usedStates > Self.stateCount - Self.longestPhrase - 1
      || usedNodes > Self.nodeCount - Self.longestPhrase * Self.nodeLimit
    {
      transitions.update(repeating: Transition(), count: Self.slotCount)
      forget()
    }
  }

  private func forget() {
    usedSlots = 0
    states[Int(Self.dead)] = State()
    states[Int(Self.root)] = State(firstNode: 0, nodeCount: 1)
    nodes[0] = PhraseTable.root
    usedStates = 2
    usedNodes = 1
  }

  /// What ends in a state.
  @inline(__always)
  func ending(of state: UInt32) -> PhraseTable.Ending { states[Int(state)].ending }

  /// The state to which a token leads.
  @inline(__always)
  func next(_ state: UInt32, _ token: UInt64, _ table: PhraseTable.View) -> UInt32 {
    let key = PhraseTable.key(state, token)
    var slot = Int(truncatingIfNeeded: key >> 32) & (Self.slotCount - 1)
    while true {
      let transition = transitions[slot]
      if transition.key == key { return transition.state }
      if transition.key == 0 { return discover(state, token, key, slot, table) }
      slot = (slot + 1) & (Self.slotCount - 1)
    }
  }

  /// Follows the automaton by a token for the first time.
  @inline(never)
  private func discover(
    _ state: UInt32,
    _ token: UInt64,
    _ key: UInt64,
    _ slot: Int,
    _ table: PhraseTable.View
  ) -> UInt32 {
    let from = states[Int(state)]
    var new = State(firstNode: Int32(truncatingIfNeeded: usedNodes))
    for index in Int(from.firstNode)..<Int(from.firstNode + from.nodeCount) {
      var steps = PhraseTable.View.Steps(nodes[index], token, table)
      while let node = steps.next() {
        let ending = table.ending(at: node)
        new.ending.anywhere |= ending.anywhere
        new.ending.wholeMessage |= ending.wholeMessage
        new.ending.shortMessage |= ending.shortMessage
        new.ending.blocks |= ending.blocks
        if Int(new.nodeCount) < Self.nodeLimit {
          nodes[usedNodes + Int(new.nodeCount)] = node
          new.nodeCount += 1
        }
      }
    }
    var found = Self.dead
    if new.nodeCount > 0 {
      found = UInt32(truncatingIfNeeded: usedStates)
      states[usedStates] = new
      usedStates += 1
      usedNodes += Int(new.nodeCount)
    }
    transitions[slot] = Transition(key: key, state: found)
    usedSlots += 1
    return found
  }
}
