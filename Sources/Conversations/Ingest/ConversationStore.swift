/// Finished conversations on their way into the list of all.
///
/// They are moved there: what leaves an array is copied, and every reference in it is counted.
package final class ConversationStore: @unchecked Sendable {
  // Unchecked: filled by one task, and emptied by another when that one has ended.

  private struct Chunk {
    let start: UnsafeMutablePointer<Conversation>
    var count: Int
    /// How many are still here.
    var left = 0
  }

  /// All but the last are full.
  private var chunks: [Chunk] = []
  private let chunkSize: Int
  package private(set) var count = 0
  /// How many are no longer here.
  private var moved = 0

  /// A store that grows.
  init() { chunkSize = 1 << 12 }

  /// - Parameters:
  ///   - count: How many conversations there are.
  ///   - fill: Puts all of them where they belong.
  init(_ count: Int, _ fill: (UnsafeMutablePointer<Conversation>) -> Void) {
    chunkSize = max(1, count)
    self.count = count
    guard count > 0 else { return }
    let start = allocate()
    fill(start)
    chunks.append(Chunk(start: start, count: count, left: count))
  }

  deinit {
    precondition(moved == 0 || moved == count, "Some conversations of a store were left behind.")
    for chunk in chunks where chunk.left > 0 {
      chunk.start.deinitialize(count: chunk.count)
      free(chunk)
    }
  }

  private var chunkBytes: Int { chunkSize * MemoryLayout<Conversation>.stride }

  private func allocate() -> UnsafeMutablePointer<Conversation> {
    SystemPages.allocate(chunkBytes, isDense: true)
      .bindMemory(to: Conversation.self, capacity: chunkSize)
  }

  private func free(_ chunk: Chunk) { SystemPages.free(chunk.start, chunkBytes) }

  /// Adds a conversation and says where it stands.
  func append(_ conversation: consuming Conversation) -> UnsafeMutablePointer<Conversation> {
    if count % chunkSize == 0 {
      chunks.append(Chunk(start: allocate(), count: 0))
    }
    let last = chunks.count - 1
    let place = chunks[last].start + chunks[last].count
    place.initialize(to: conversation)
    chunks[last].count += 1
    chunks[last].left += 1
    count += 1
    return place
  }

  /// Moves some conversations away; each goes once, and when one goes all must.
  private func move(_ range: Range<Int>, to target: UnsafeMutablePointer<Conversation>) {
    var next = range.lowerBound
    while next < range.upperBound {
      let (chunk, offset) = next.quotientAndRemainder(dividingBy: chunkSize)
      let part = min(range.upperBound - next, chunks[chunk].count - offset)
      (target + (next - range.lowerBound)).moveInitialize(
        from: chunks[chunk].start + offset,
        count: part
      )
      // Before others are moved, so that not all are there twice.
      chunks[chunk].left -= part
      if chunks[chunk].left == 0 { free(chunks[chunk]) }
      next += part
    }
    moved += range.count
  }

  /// Conversations of several stores in one list.
  ///
  /// - Parameter parts: Each store with places in it; together they are all conversations of the stores.
  /// - Returns: The conversations in the order of the parts; the stores are empty then.
  package static func joined(
    _ parts: [(store: ConversationStore, places: Range<Int>)]
  ) -> [Conversation] {
    [Conversation].dense(parts.reduce(0) { $0 + $1.places.count }) { start in
      var target = start
      for (store, places) in parts {
        store.move(places, to: target)
        target += places.count
      }
    }
  }

  /// All conversations in one list; the store is empty then.
  package func list() -> [Conversation] { Self.joined([(self, 0..<count)]) }
}
