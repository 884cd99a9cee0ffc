/// Finds the slot of a conversation by the hash of its id: open addressing, at most half full.
struct SlotTable: ~Copyable {
  /// 32 bits of the hash, and the slot + 1; 0 where nothing is.
  private var table: UnsafeMutablePointer<UInt64>
  private var mask: Int
  private var count = 0

  init() {
    mask = 1 << 12 - 1
    table = Self.allocate(mask + 1)
  }

  deinit { Self.free(table, mask + 1) }

  private static func allocate(_ count: Int) -> UnsafeMutablePointer<UInt64> {
    SystemPages.allocate(count * MemoryLayout<UInt64>.stride, isDense: true)
      .bindMemory(to: UInt64.self, capacity: count)
  }

  private static func free(_ table: UnsafeMutablePointer<UInt64>, _ count: Int) {
    SystemPages.free(table, count * MemoryLayout<UInt64>.stride)
  }

  /// Begins to bring the place where a hash belongs into the cache.
  @inline(__always)
  func touch(_ hash: ByteHash) -> UInt64 { table[Int(truncatingIfNeeded: hash.hash >> 20) & mask] }

  /// The slot of the first hash of which as much agrees as the table holds; -1 when there is none.
  @inline(__always)
  func guess(_ hash: ByteHash) -> Int {
    var at = Int(truncatingIfNeeded: hash.hash >> 20) & mask
    while true {
      let found = table[at]
      if found == 0 { return -1 }
      if found >> 32 == hash.hash & 0xFFFF_FFFF { return Int(found & 0xFFFF_FFFF) - 1 }
      at = (at + 1) & mask
    }
  }

  @inline(__always)
  func find(_ hash: ByteHash, in open: borrowing ChunkedStore<OpenPlaces>) -> Int? {
    var at = Int(truncatingIfNeeded: hash.hash >> 20) & mask
    let tag = hash.hash << 32
    while true {
      let found = table[at]
      if found == 0 { return nil }
      if found & 0xFFFF_FFFF_0000_0000 == tag {
        let slot = Int(found & 0xFFFF_FFFF) - 1
        let places = open[slot]
        if places.pointee.hash == hash.hash, places.pointee.check == hash.check { return slot }
      }
      at = (at + 1) & mask
    }
  }

  /// Adds a slot that is not there yet.
  mutating func insert(_ hash: ByteHash, _ slot: Int, in open: borrowing ChunkedStore<OpenPlaces>) {
    put(hash.hash, slot)
    count += 1
    guard count * 2 > mask else { return }
    Self.free(table, mask + 1)
    mask = mask * 2 + 1
    table = Self.allocate(mask + 1)
    for slot in 0..<open.count { put(open[slot].pointee.hash, slot) }
  }

  private func put(_ hash: UInt64, _ slot: Int) {
    var at = Int(truncatingIfNeeded: hash >> 20) & mask
    while table[at] != 0 { at = (at + 1) & mask }
    table[at] = hash << 32 | UInt64(slot + 1)
  }
}
