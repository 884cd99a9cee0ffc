/// The part of a table's automaton that messages have visited so far, as plain states.
///
/// The automaton may be in many nodes at once. Each set of nodes that a search has been in becomes a state
/// here, so that the next message with the same words takes one look-up per word. Equal sets are one state.
/// When the space is used up, everything is forgotten and found anew: what is found never depends on what is
/// remembered. One value belongs to one scanner and one table.
struct SearchStates: ~Copyable {
  /// A state as searches hold it: its index, and two flags that spare most looks into memory.
  struct State {
    /// The index above two flags; 0 when no phrase leads on.
    var rawValue: UInt32

    /// Where phrases begin.
    static let root = State(rawValue: 0)
    static let endingFlag: UInt32 = 1
    static let leafFlag: UInt32 = 2

    /// Whether a phrase ends here.
    @inline(__always) var isEnding: Bool { rawValue & Self.endingFlag != 0 }
    /// Whether no phrase leads on from here.
    @inline(__always) var isLeaf: Bool { rawValue & Self.leafFlag != 0 }
    @inline(__always) var index: Int { Int(rawValue >> 2) }
  }

  /// Where a word led.
  struct Step {
    var state: State
    /// The words that lead on, by six bits of their hashes.
    var following: UInt64

    /// No phrase leads there.
    static let dead = Step(state: State(rawValue: 0), following: 0)

    @inline(__always) var isDead: Bool { state.rawValue == 0 }

    /// Whether the word of a hash may lead on, and not only words that no phrase has here.
    @inline(__always)
    func mayLeadOn(by hash: UInt64) -> Bool { following & SearchStates.followingBit(hash) != 0 }
  }

  /// A step that is known.
  ///
  /// All that a search needs to go on stands in one place, because the tables together are larger than the processor's
  /// nearest caches, and a search waits for each line it touches.
  private struct Transition {
    /// The upper 46 bits of state and word, and the state reached in the lower 18; 0 is free.
    var key: UInt64 = 0
    var following: UInt64 = 0
  }

  private struct Content {
    var ending = PhraseTable.Ending()
    var firstNode: Int32 = 0
    var nodeCount: Int32 = 0
    /// The words that lead on, by six bits of their hashes.
    var following: UInt64 = 0
  }

  /// The longest phrase that is followed, in words.
  static let longestPhrase = 48
  /// The most nodes in which a search can be at once.
  ///
  /// A list that needs more at one word would miss phrases; the embedded ones stay far below.
  static let nodeLimit = 1_024

  // Small, to stay in the cache: half a million real messages take six thousand steps.
  private static let slotCount = 1 << 14
  private static let stateCount = 1 << 15
  private static let nodeCount = 1 << 19
  private static let setCount = 1 << 16

  private let table: PhraseTable.View
  private let vocabulary: Vocabulary.View
  private let transitions: UnsafeMutablePointer<Transition>
  private let contents: UnsafeMutablePointer<Content>
  private let nodes: UnsafeMutablePointer<UInt32>
  /// States by their content, at most half full; 0 is free.
  private let sets: UnsafeMutablePointer<UInt16>
  private var usedSlots = 0
  private var usedStates = 0
  private var usedNodes = 0

  init(_ table: PhraseTable.View, _ vocabulary: Vocabulary.View) {
    self.table = table
    self.vocabulary = vocabulary
    transitions = .zeroed(capacity: Self.slotCount)
    // States and nodes are written before they are read.
    contents = .allocate(capacity: Self.stateCount)
    nodes = .allocate(capacity: Self.nodeCount)
    sets = .zeroed(capacity: Self.setCount)
    forget()
  }

  deinit {
    transitions.giveBack()
    contents.deallocate()
    nodes.deallocate()
    sets.giveBack()
  }

  /// Makes sure that one search can run to its end without running out of space.
  @inline(__always)
  mutating func prepare() {
    if usedSlots > Self.slotCount / 2 || usedStates > Self.stateCount - Self.longestPhrase - 1
      || usedNodes > Self.nodeCount - (Self.longestPhrase + 1) * Self.nodeLimit
    {
      transitions.update(repeating: Transition(), count: Self.slotCount)
      sets.update(repeating: 0, count: Self.setCount)
      forget()
    }
  }

  private mutating func forget() {
    usedSlots = 0
    usedStates = 1
    usedNodes = 0
  }

  /// What ends in a state.
  @inline(__always)
  func ending(of state: State) -> PhraseTable.Ending { contents[state.index].ending }

  /// Follows the automaton from a state by the word of a hash.
  @inline(__always)
  mutating func follow(_ state: State, _ hash: UInt64) -> Step {
    if !vocabulary.mayHold(hash) { return .dead }
    // Hashes are as good as random, so that no more mixing is needed to keep the states apart. Of the 64 bits the place
    // and the key hold 60. Only words of lists are kept, so that no text can put a wrong step into the way of another.
    let mixed = hash ^ UInt64(state.index) &* 0x9E37_79B9_7F4A_7C15
    var slot = Int(truncatingIfNeeded: mixed) & (Self.slotCount - 1)
    while true {
      let transition = transitions[slot]
      if transition.key &>> Self.stateBits == mixed &>> Self.stateBits, transition.key != 0 {
        let state = UInt32(truncatingIfNeeded: transition.key) & (1 << Self.stateBits - 1)
        return Step(state: State(rawValue: state), following: transition.following)
      }
      if transition.key == 0 { return discover(state, hash, mixed, slot) }
      slot = (slot &+ 1) & (Self.slotCount - 1)
    }
  }

  private static let stateBits: UInt64 = 18

  @inline(__always)
  fileprivate static func followingBit(_ hash: UInt64) -> UInt64 { 1 &<< (hash &>> 40 & 63) }

  /// Follows the automaton by a word for the first time.
  @inline(never)
  private mutating func discover(
    _ state: State,
    _ hash: UInt64,
    _ mixed: UInt64,
    _ slot: Int
  ) -> Step {
    let word = vocabulary[hash]
    // Not kept, or the words of texts would fill the table.
    if word == 0 { return .dead }
    var new = Content(firstNode: Int32(truncatingIfNeeded: usedNodes))
    if state.rawValue == State.root.rawValue {
      for node in table.beginnings(with: word) { add(node, to: &new) }
    } else {
      let from = contents[state.index]
      for index in Int(from.firstNode)..<Int(from.firstNode + from.nodeCount) {
        for step in table.steps(from: nodes[index]) where step.word == word {
          add(step.node, to: &new)
        }
      }
    }
    let found = Step(state: keep(new), following: new.following)
    transitions[slot] = Transition(
      key: (mixed &>> Self.stateBits) &<< Self.stateBits | UInt64(found.state.rawValue),
      following: new.following
    )
    usedSlots += 1
    return found
  }

  /// Adds a node to a state that is being put together.
  ///
  /// Nodes from which nothing leads on only add what ends there, so that more states are equal.
  private func add(_ node: UInt32, to new: inout Content) {
    new.ending.formUnion(table.ending(at: node))
    let steps = table.steps(from: node)
    guard !steps.isEmpty, Int(new.nodeCount) < Self.nodeLimit else { return }
    for step in steps { new.following |= Self.followingBit(table.hashes[Int(step.word)]) }
    // In order and without repetition; new nodes nearly always belong at the end.
    let base = Int(new.firstNode)
    var place = base + Int(new.nodeCount)
    while place > base, nodes[place - 1] > node { place -= 1 }
    if place > base, nodes[place - 1] == node { return }
    var index = base + Int(new.nodeCount)
    while index > place {
      nodes[index] = nodes[index - 1]
      index -= 1
    }
    nodes[place] = node
    new.nodeCount += 1
  }

  /// Gives the state with some content, which lies behind the used nodes; keeps it if it is new.
  private mutating func keep(_ new: Content) -> State {
    guard new.nodeCount > 0 || new.ending.isEnding else { return Step.dead.state }
    var hash = UInt64(new.ending.anywhere) << 32 | UInt64(new.ending.wholeMessage)
    hash = (hash ^ (hash >> 29)) &* 0xD6E8_FEB8_6659_FD93
    hash ^= UInt64(new.ending.shortMessage) << 32 ^ new.ending.blocks.rawValue
    for index in 0..<Int(new.nodeCount) {
      hash = (hash ^ UInt64(nodes[usedNodes + index]) ^ (hash >> 32)) &* 0x9FB2_1C65_1E98_DF25
    }
    var slot = Int(truncatingIfNeeded: hash >> 48)
    while sets[slot] != 0 {
      if isEqual(contents[Int(sets[slot])], new) { return handle(Int(sets[slot])) }
      slot = (slot + 1) & (Self.setCount - 1)
    }
    let index = usedStates
    contents[index] = new
    sets[slot] = UInt16(truncatingIfNeeded: index)
    usedStates += 1
    usedNodes += Int(new.nodeCount)
    return handle(index)
  }

  private func isEqual(_ left: Content, _ right: Content) -> Bool {
    guard left.nodeCount == right.nodeCount, left.ending == right.ending else { return false }
    for offset in 0..<Int(left.nodeCount)
    where nodes[Int(left.firstNode) + offset] != nodes[Int(right.firstNode) + offset] {
      return false
    }
    return true
  }

  private func handle(_ index: Int) -> State {
    let content = contents[index]
    return State(
      rawValue: UInt32(truncatingIfNeeded: index) << 2
        | (content.nodeCount == 0 ? State.leafFlag : 0)
        | (content.ending.isEnding ? State.endingFlag : 0)
    )
  }
}
