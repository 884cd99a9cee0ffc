import Signals
/// A list that grows without ever moving its elements: for millions of small values.
///
/// An array would double, and for a moment hold everything twice. A chunk can be freed before the others.
struct ChunkedStore<Element: BitwiseCopyable>: ~Copyable {
  // No array: a view of it would be checked and counted at every use.
  private var chunks: UnsafeMutablePointer<UnsafeMutablePointer<Element>?>
  private var chunkCapacity = 16
  private(set) var chunkCount = 0
  private var current: UnsafeMutablePointer<Element>?
  private(set) var count = 0

  init() {
    chunks = .allocate(capacity: chunkCapacity)
    chunks.initialize(repeating: nil, count: chunkCapacity)
  }

  deinit {
    for chunk in 0..<chunkCount { free(chunk) }
    chunks.deallocate()
  }

  @inline(__always)
  mutating func append(_ element: Element) {
    extend().initialize(to: element)
  }

  /// Adds an element that holds nothing yet, and says where it stands.
  @inline(__always)
  mutating func extend() -> UnsafeMutablePointer<Element> {
    let offset = count & (1 << ChunkedView<Element>.bits - 1)
    if offset == 0 { grow() }
    count += 1
    // `grow` has set it at the first element.
    return current.unsafelyUnwrapped + offset
  }

  @inline(never)
  private mutating func grow() {
    if chunkCount == chunkCapacity {
      let larger = UnsafeMutablePointer<UnsafeMutablePointer<Element>?>.allocate(
        capacity: chunkCapacity * 2
      )
      larger.initialize(repeating: nil, count: chunkCapacity * 2)
      larger.update(from: chunks, count: chunkCount)
      chunks.deallocate()
      chunks = larger
      chunkCapacity *= 2
    }
    // The first chunk of a small export is hardly touched.
    let chunk = SystemPages.allocate(Self.chunkBytes, isDense: chunkCount > 0)
      .bindMemory(to: Element.self, capacity: 1 << ChunkedView<Element>.bits)
    chunks[chunkCount] = chunk
    chunkCount += 1
    current = chunk
  }

  private static var chunkBytes: Int { MemoryLayout<Element>.stride << ChunkedView<Element>.bits }

  /// Gives back the memory of a chunk whose elements nobody reads any more.
  func free(_ chunk: Int) {
    guard let start = chunks[chunk] else { return }
    SystemPages.free(start, Self.chunkBytes)
    chunks[chunk] = nil
  }

  @inline(__always)
  subscript(index: Int) -> UnsafeMutablePointer<Element> { view[index] }

  /// Good as long as the store and until something is added.
  @inline(__always)
  var view: ChunkedView<Element> { ChunkedView(chunks: UnsafePointer(chunks)) }
}

/// The elements of a `ChunkedStore`, for reading them elsewhere.
struct ChunkedView<Element: BitwiseCopyable> {
  /// A chunk of elements of 64 bytes is a huge page.
  static var bits: Int { 15 }
  let chunks: UnsafePointer<UnsafeMutablePointer<Element>?>

  /// The element at an index that was added and whose chunk was not freed.
  @inline(__always)
  subscript(index: Int) -> UnsafeMutablePointer<Element> {
    chunks[index >> Self.bits].unsafelyUnwrapped + (index & (1 << Self.bits - 1))
  }
}

/// Token hashes of many messages, each message's in one piece.
struct TokenStore: ~Copyable {
  /// Tokens in a huge page.
  private static let chunkSize = 1 << 19
  private var chunks: [UnsafeMutablePointer<UInt32>] = []
  private var next: UnsafeMutablePointer<UInt32>?
  /// Places that are free from `next` on.
  private var left = 0

  init() {}

  deinit {
    for chunk in chunks { Self.free(chunk) }
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
    // The first chunk of a small export, or of a conversation, is hardly touched.
    let chunk = SystemPages.allocate(bytes, isDense: !chunks.isEmpty)
    let start = chunk.bindMemory(to: UInt32.self, capacity: Self.chunkSize)
    chunks.append(start)
    next = start
    left = Self.chunkSize
  }

  /// Forgets all tokens but keeps one chunk of memory.
  mutating func removeAll() {
    for chunk in chunks.dropFirst() { Self.free(chunk) }
    chunks.removeSubrange(Swift.min(1, chunks.count)...)
    next = chunks.first
    left = chunks.isEmpty ? 0 : Self.chunkSize
  }
}
