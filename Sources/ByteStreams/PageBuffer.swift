/// Raw memory that begins at a page and is freed with its owner.
///
/// The kernel copies into an unaligned buffer four times more slowly than into an aligned one: 1.6 against
/// 6.8 GB/s where this was measured. Ordinary allocation starts big blocks 16 bytes after a page, which is
/// exactly the slow case.
struct PageBuffer: ~Copyable {
  // Larger pages exist; copying gains nothing from them.
  /// What read destinations are aligned to.
  static let alignment = 4096

  /// Bytes behind `capacity` that may be read, though not trusted: a scanner can load whole vectors.
  static let padding = 64

  private(set) var base: UnsafeMutableRawPointer
  private(set) var capacity: Int

  init(capacity: Int) {
    self.capacity = Self.aligned(capacity)
    base = Self.allocate(self.capacity)
  }

  deinit { base.deallocate() }

  /// Makes room for `wanted` bytes in all; the bytes in `kept` stay where they are, the others may go.
  mutating func reserve(_ wanted: Int, keeping kept: Range<Int>) {
    guard wanted > capacity else { return }
    let larger = Self.aligned(max(wanted, capacity * 2))
    let moved = Self.allocate(larger)
    (moved + kept.lowerBound).copyMemory(from: base + kept.lowerBound, byteCount: kept.count)
    base.deallocate()
    base = moved
    capacity = larger
  }

  /// The bytes in `range`.
  func bytes(_ range: Range<Int>) -> UnsafeMutableRawBufferPointer {
    UnsafeMutableRawBufferPointer(start: base + range.lowerBound, count: range.count)
  }

  /// The next multiple of the alignment.
  static func aligned(_ count: Int) -> Int {
    (count + alignment - 1) & ~(alignment - 1)
  }

  private static func allocate(_ capacity: Int) -> UnsafeMutableRawPointer {
    let base = UnsafeMutableRawPointer.allocate(
      byteCount: capacity + padding,
      alignment: alignment
    )
    (base + capacity).initializeMemory(as: UInt8.self, repeating: 0, count: padding)
    return base
  }
}
