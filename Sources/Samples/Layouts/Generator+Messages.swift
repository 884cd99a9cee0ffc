extension Generator {
  /// Writes all remaining conversations in the layout `onpar-jsonl-messages`.
  ///
  /// Lines of all conversations are mixed in the order of time, as a database query would give them; the
  /// line of a conversation's head comes before its first item. Only conversations that are going on at
  /// one instant are in memory.
  ///
  /// - Parameters:
  ///   - isGrouped: Conversation after conversation instead, with `"grouped": true` on the first line.
  ///   - receive: Gets the bytes in chunks, in order.
  /// - Throws: What `receive` throws.
  package consuming func writeMessages<Failure: Error>(
    isGrouped: Bool = false,
    to receive: (ArraySlice<UInt8>) throws(Failure) -> Void
  ) throws(Failure) {
    if isGrouped {
      try writeGrouped(to: receive)
    } else {
      try writeMixed(to: receive)
    }
  }

  private consuming func writeGrouped<Failure: Error>(
    to receive: (ArraySlice<UInt8>) throws(Failure) -> Void
  ) throws(Failure) {
    let line = JSONLine(isWide: scenario.style.isWide)
    var sink = ByteSink()
    var isFirst = true
    while let conversation = next() {
      line.appendHead(conversation, isGrouped: isFirst, to: &sink.bytes)
      sink.bytes += "}\n".utf8
      for item in conversation.items {
        line.append(item, of: conversation, isAlone: true, to: &sink.bytes)
        sink.bytes.append(UInt8(ascii: "\n"))
      }
      isFirst = false
      try sink.flush(to: receive)
    }
    try sink.finish(to: receive)
  }

  private consuming func writeMixed<Failure: Error>(
    to receive: (ArraySlice<UInt8>) throws(Failure) -> Void
  ) throws(Failure) {
    var mixer = Mixer(scenario, seed: seed)
    while let conversation = next() {
      while let earliest = mixer.earliest, earliest <= conversation.createdAt {
        mixer.writeNext()
      }
      mixer.begin(conversation)
      try mixer.sink.flush(to: receive)
    }
    while mixer.earliest != nil {
      mixer.writeNext()
      try mixer.sink.flush(to: receive)
    }
    mixer.releaseAll()
    try mixer.sink.finish(to: receive)
  }
}

/// Puts the items of conversations that go on at the same time into one order.
private struct Mixer {
  var sink = ByteSink()
  private let line: JSONLine
  private let lateLines: Int
  private var chance: Chance

  private var open: [SampleConversation?] = []
  private var free: [Int] = []
  /// The next item of each open conversation; ties in the order in which the conversations began.
  private var queue = EventQueue<Place>()
  private var begun = 0

  /// Lines held back, with the number of the line after which they come.
  private var held: [(release: Int, bytes: [UInt8])] = []
  private var lines = 0

  private struct Place {
    var slot: Int
    var item: Int
    var rank: Int
  }

  init(_ scenario: Scenario, seed: UInt64) {
    line = JSONLine(isWide: scenario.style.isWide)
    lateLines = scenario.style.lateLines
    chance = Chance(seed: seed ^ 0x1A7E)
  }

  var earliest: Int64? { queue.earliest }

  mutating func begin(_ conversation: SampleConversation) {
    guard let first = conversation.items.first else { return }
    begun += 1
    line.appendHead(conversation, to: &sink.bytes)
    sink.bytes += "}\n".utf8
    let slot = free.popLast() ?? open.count
    if slot == open.count { open.append(conversation) } else { open[slot] = conversation }
    queue.insert(Place(slot: slot, item: 0, rank: begun), at: first.timestamp, order: begun)
  }

  mutating func writeNext() {
    guard let (_, place) = queue.removeFirst(), let conversation = open[place.slot] else { return }
    let start = sink.bytes.count
    line.append(conversation.items[place.item], of: conversation, isAlone: true, to: &sink.bytes)
    sink.bytes.append(UInt8(ascii: "\n"))
    lines += 1
    if lateLines > 0 {
      if chance.happens(lateLines) {
        held.append((lines + 1 + chance.below(100), Array(sink.bytes[start...])))
        sink.bytes.removeLast(sink.bytes.count - start)
      }
      release()
    }
    let next = place.item + 1
    if next < conversation.items.count {
      queue.insert(
        Place(slot: place.slot, item: next, rank: place.rank),
        at: conversation.items[next].timestamp,
        order: place.rank
      )
    } else {
      open[place.slot] = nil
      free.append(place.slot)
    }
  }

  private mutating func release() {
    guard !held.isEmpty else { return }
    for line in held where line.release <= lines { sink.bytes += line.bytes }
    held.removeAll { $0.release <= lines }
  }

  mutating func releaseAll() {
    for line in held { sink.bytes += line.bytes }
    held = []
  }
}
