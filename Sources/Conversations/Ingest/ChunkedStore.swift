/// A list that grows without ever moving its elements: for millions of small values.
///
/// An array would double, and for a moment hold everything twice.
struct ChunkedStore<Element: BitwiseCopyable>: ~Copyable {
  private static var bits: Int { 14 }
  private var chunks: [UnsafeMutablePointer<Element>] = []
  private(set) var count = 0

  init() {}

  deinit {
    for chunk in chunks { chunk.deallocate() }
  }

  mutating func append(_ element: Element) {
    let offset = count & (1 << Self.bits - 1)
    if offset == 0 { chunks.append(.allocate(capacity: 1 << Self.bits)) }
    (chunks[count >> Self.bits] + offset).initialize(to: element)
    count += 1
  }

  subscript(index: Int) -> Element {
    get { chunks[index >> Self.bits][index & (1 << Self.bits - 1)] }
    set { chunks[index >> Self.bits][index & (1 << Self.bits - 1)] = newValue }
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

  /// - Returns: A number from which `tokens(at:count:)` finds them again.
  mutating func append(_ tokens: UnsafeBufferPointer<UInt32>) -> UInt64 {
    guard let source = tokens.baseAddress, tokens.count > 0 else { return 0 }
    if used + tokens.count > Self.chunkSize {
      chunks.append(.allocate(capacity: Self.chunkSize))
      used = 0
    }
    let chunk = chunks.count - 1
    (chunks[chunk] + used).update(from: source, count: tokens.count)
    defer { used += tokens.count }
    return UInt64(chunk) << 16 | UInt64(used)
  }

  func tokens(at place: UInt64, count: Int) -> UnsafeBufferPointer<UInt32> {
    guard count > 0 else { return UnsafeBufferPointer(start: nil, count: 0) }
    return UnsafeBufferPointer(start: chunks[Int(place >> 16)] + Int(place & 0xFFFF), count: count)
  }

  /// Forgets all tokens but keeps one chunk of memory.
  mutating func removeAll() {
    for chunk in chunks.dropFirst() { chunk.deallocate() }
    chunks.removeSubrange(Swift.min(1, chunks.count)...)
    used = chunks.isEmpty ? Self.chunkSize : 0
  }
}
