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
