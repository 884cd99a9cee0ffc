import Records

/// Bytes that are kept for the rest of a run, one piece behind the other: ids of conversations and customers.
struct BytePool: ~Copyable {
  private static let chunkSize = 1 << 20
  private var chunks: [(start: UnsafeMutablePointer<UInt8>, size: Int)] = []
  private var next: UnsafeMutablePointer<UInt8>?
  private var left = 0

  init() {}

  deinit {
    for chunk in chunks { SystemPages.free(chunk.start, chunk.size) }
  }

  /// Copies the bytes; what is absent stays so.
  mutating func keep(_ bytes: ByteSlice) -> ByteSlice {
    guard let source = bytes.start else { return bytes }
    if bytes.count > left || next == nil { grow(bytes.count) }
    let start = next.unsafelyUnwrapped
    start.update(from: source, count: bytes.count)
    next = start + bytes.count
    left -= bytes.count
    return ByteSlice(start: start, count: bytes.count)
  }

  @inline(never)
  private mutating func grow(_ wanted: Int) {
    let size = Swift.max(wanted, Self.chunkSize)
    // The memory comes as it is touched, so that a small export takes little.
    let start = SystemPages.allocate(size, isDense: false).bindMemory(
      to: UInt8.self,
      capacity: size
    )
    chunks.append((start, size))
    next = start
    left = size
  }
}
