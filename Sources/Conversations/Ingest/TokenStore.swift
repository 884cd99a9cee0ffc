import Signals

/// Token hashes of many messages, each message's in one piece.
struct TokenStore: ~Copyable {
  /// Tokens in a huge page.
  private static let chunkSize = 1 << 19
  private var chunks: [UnsafeMutablePointer<UInt32>] = []
  private var next: UnsafeMutablePointer<UInt32>?
  /// Places that are free from `next` on.
  private var left = 0
  /// For each chunk of entries, where tokens of theirs may lie; empty until `assign`.
  private var spans: [Range<Int>] = []
  /// For each chunk, how many chunks of entries may still have tokens in it; it is freed with the last.
  private var holders: [Int32] = []

  private let file: PageFile?

  /// - Parameter file: Where full chunks wait for their readers; nil keeps them in memory.
  init(file: PageFile? = nil) { self.file = file }

  deinit {
    for (number, chunk) in chunks.enumerated() where holders.isEmpty || holders[number] > 0 {
      Self.free(chunk)
    }
  }

  private static func free(_ chunk: UnsafeMutablePointer<UInt32>) {
    SystemPages.free(chunk, chunkSize * MemoryLayout<UInt32>.stride)
  }

  /// Keeps a message's tokens, and its sequence number, if it has one, in the two places before them; what is kept of
  /// its links, if it is not 0, stands behind them, or what the wording of a customer's message speaks for.
  ///
  /// Few exports number their messages and few messages have links, so that these are no part of every entry.
  @inline(__always)
  mutating func append(
    _ tokens: UnsafeBufferPointer<UInt32>,
    sequence: Int64?,
    links: UInt32,
    wording: MessageModel.Wording?
  ) -> UnsafePointer<UInt32>? {
    let count = tokens.count
    guard count > 0 || sequence != nil || links != 0 || wording != nil else { return nil }
    if count + 5 > left { grow() }
    var start = next.unsafelyUnwrapped
    if let sequence {
      start[0] = UInt32(truncatingIfNeeded: sequence)
      start[1] = UInt32(truncatingIfNeeded: sequence >> 32)
      start += 2
      left -= 2
    }
    if let source = tokens.baseAddress { Self.copy(source, to: start, count) }
    left -= count
    next = start + count
    if links != 0 {
      start[count] = links
      left -= 1
      next = start + count + 1
    } else if let wording {
      start[count] = wording.abuse.bitPattern
      start[count + 1] = wording.humanRequest.bitPattern
      start[count + 2] = wording.negativity.bitPattern
      left -= 3
      next = start + count + 3
    }
    return UnsafePointer(start)
  }

  /// Most messages have some ten tokens: a call that copies any number of bytes would take longer than the copy.
  @inline(__always)
  private static func copy(
    _ source: UnsafePointer<UInt32>,
    to target: UnsafeMutablePointer<UInt32>,
    _ count: Int
  ) {
    let (from, to) = (UnsafeRawPointer(source), UnsafeMutableRawPointer(target))
    var at = 0
    let bytes = count * MemoryLayout<UInt32>.stride
    while at + 16 <= bytes {
      let four = from.loadUnaligned(fromByteOffset: at, as: SIMD4<UInt32>.self)
      to.storeBytes(of: four, toByteOffset: at, as: SIMD4<UInt32>.self)
      at += 16
    }
    while at < bytes {
      to.storeBytes(
        of: from.load(fromByteOffset: at, as: UInt32.self),
        toByteOffset: at,
        as: UInt32.self
      )
      at += 4
    }
  }

  @inline(never)
  private mutating func grow() {
    let bytes = Self.chunkSize * MemoryLayout<UInt32>.stride
    if let file, let full = chunks.last { _ = file.setAside(full, bytes) }
    // The first chunk of a small export, or of a conversation, is hardly touched.
    let chunk = SystemPages.allocate(bytes, isDense: !chunks.isEmpty)
    let start = chunk.bindMemory(to: UInt32.self, capacity: Self.chunkSize)
    chunks.append(start)
    next = start
    left = Self.chunkSize
  }

  /// Notes which entries' tokens lie where; nothing is kept afterwards.
  ///
  /// Tokens come in the order of the entries, so that those of a chunk of entries lie between its first and the first
  /// of the next.
  mutating func assign(to entries: borrowing ChunkedStore<LogEntry>) {
    var begins: [Int] = []
    var chunk = 0
    for number in 0..<entries.chunkCount {
      if let first = firstTokens(ofChunk: number, entries) {
        while !holds(first, in: chunk) { chunk += 1 }
      }
      begins.append(chunk)
    }
    begins.append(Swift.max(chunks.count - 1, 0))
    holders = [Int32](repeating: 0, count: chunks.count)
    spans = (0..<entries.chunkCount).map { number in
      begins[number]..<Swift.min(begins[number + 1] + 1, chunks.count)
    }
    for span in spans {
      for chunk in span { holders[chunk] += 1 }
    }
    // A chunk that belongs to nobody stays as long as the store.
    for chunk in holders.indices where holders[chunk] == 0 { holders[chunk] = .max }
  }

  private func firstTokens(
    ofChunk number: Int,
    _ entries: borrowing ChunkedStore<LogEntry>
  ) -> UnsafePointer<UInt32>? {
    let size = 1 << ChunkedView<LogEntry>.bits
    let view = entries.view
    for index in number * size..<Swift.min((number + 1) * size, entries.count) {
      if let tokens = view[index].pointee.tokens { return tokens }
    }
    return nil
  }

  private func holds(_ tokens: UnsafePointer<UInt32>, in chunk: Int) -> Bool {
    let start = UnsafePointer(chunks[chunk])
    return tokens >= start && tokens < start + Self.chunkSize
  }

  /// Gives back what only this chunk of entries had tokens in.
  mutating func free(entryChunk number: Int) {
    for chunk in spans[number] {
      holders[chunk] -= 1
      if holders[chunk] == 0 { Self.free(chunks[chunk]) }
    }
  }

  /// Forgets all tokens but keeps one chunk of memory.
  mutating func removeAll() {
    for chunk in chunks.dropFirst() { Self.free(chunk) }
    chunks.removeSubrange(Swift.min(1, chunks.count)...)
    next = chunks.first
    left = chunks.isEmpty ? 0 : Self.chunkSize
  }
}
