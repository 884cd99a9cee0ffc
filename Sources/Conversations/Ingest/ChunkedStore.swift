/// A list that grows without ever moving its elements: for millions of small values.
///
/// An array would double, and for a moment hold everything twice.
struct ChunkedStore<Element: BitwiseCopyable>: ~Copyable {
  private var chunks: [UnsafeMutablePointer<Element>] = []
  private var current: UnsafeMutablePointer<Element>?
  private(set) var count = 0

  init() {}

  deinit {
    for chunk in chunks { UnsafeMutableRawPointer(chunk).deallocate() }
  }

  @inline(__always)
  mutating func append(_ element: Element) {
    let offset = count & (1 << ChunkedView<Element>.bits - 1)
    if offset == 0 { grow() }
    // `grow` has set it at the first element.
    (current.unsafelyUnwrapped + offset).initialize(to: element)
    count += 1
  }

  @inline(never)
  private mutating func grow() {
    // On cache lines, as the elements are of 64 bytes.
    let chunk = UnsafeMutableRawPointer.allocate(
      byteCount: MemoryLayout<Element>.stride << ChunkedView<Element>.bits,
      alignment: 64
    ).bindMemory(to: Element.self, capacity: 1 << ChunkedView<Element>.bits)
    chunks.append(chunk)
    current = chunk
  }

  @inline(__always)
  subscript(index: Int) -> UnsafeMutablePointer<Element> { view[index] }

  /// Good as long as the store; elements that are added later are not in it.
  var view: ChunkedView<Element> { ChunkedView(chunks: chunks) }
}

/// The elements of a `ChunkedStore`, for reading them elsewhere.
struct ChunkedView<Element: BitwiseCopyable> {
  static var bits: Int { 14 }
  let chunks: [UnsafeMutablePointer<Element>]

  @inline(__always)
  subscript(index: Int) -> UnsafeMutablePointer<Element> {
    chunks[index >> Self.bits] + (index & (1 << Self.bits - 1))
  }
}

/// Token hashes of many messages, each message's in one piece.
struct TokenStore: ~Copyable {
  private static let chunkSize = 1 << 16
  private var chunks: [UnsafeMutablePointer<UInt32>] = []
  private var used = TokenStore.chunkSize

  init() {}

  deinit {
    for chunk in chunks { chunk.deallocate() }
  }

  /// Keeps a message's tokens, and its sequence number, if it has one, in the two places before them.
  ///
  /// Few exports number their messages, so that the number is no part of every entry.
  mutating func append(
    _ tokens: UnsafeBufferPointer<UInt32>,
    sequence: Int64?
  ) -> UnsafePointer<UInt32>? {
    guard tokens.count > 0 || sequence != nil else { return nil }
    if used + tokens.count + 2 > Self.chunkSize {
      chunks.append(.allocate(capacity: Self.chunkSize))
      used = 0
    }
    var start = chunks[chunks.count - 1] + used
    if let sequence {
      start[0] = UInt32(truncatingIfNeeded: sequence)
      start[1] = UInt32(truncatingIfNeeded: sequence >> 32)
      start += 2
      used += 2
    }
    if let source = tokens.baseAddress { start.update(from: source, count: tokens.count) }
    used += tokens.count
    return UnsafePointer(start)
  }

  /// Whether there are so many that a store for passing use should be emptied.
  var isLarge: Bool { chunks.count > 16 }

  /// Forgets all tokens but keeps one chunk of memory.
  mutating func removeAll() {
    for chunk in chunks.dropFirst() { chunk.deallocate() }
    chunks.removeSubrange(Swift.min(1, chunks.count)...)
    used = chunks.isEmpty ? Self.chunkSize : 0
  }
}
