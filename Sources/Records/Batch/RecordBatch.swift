/// Decoded records of one block, and the memory behind those slices that could not point into the block.
///
/// Reused for every block of a worker. `mark` and `rollback` let a decoder take back a record that turns out to be
/// broken half way through.
package final class RecordBatch {
  /// What changes with every record, behind a constant pointer: a property of a class would be checked for
  /// overlapping access at every use.
  private struct List {
    var records: UnsafeMutablePointer<RawRecord>
    var count = 0
    var capacity: Int
  }

  private let list: UnsafeMutablePointer<List>
  package var heads: [RawHead] = []

  // Scratch memory in chunks, so that slices stay where they are while more is added.
  // Checks of exclusive access have nothing to find in one thread's batch.
  @exclusivity(unchecked) private var chunks: [UnsafeMutableRawBufferPointer] = []
  @exclusivity(unchecked) private var chunk = 0
  @exclusivity(unchecked) private var used = 0

  package init(capacity: Int = 1024) {
    list = .allocate(capacity: 1)
    list.initialize(to: List(records: .allocate(capacity: capacity), capacity: capacity))
  }

  package var records: UnsafeMutablePointer<RawRecord> { list.pointee.records }
  package var count: Int { list.pointee.count }

  deinit {
    list.pointee.records.deallocate()
    list.deallocate()
    for chunk in chunks { chunk.deallocate() }
  }

  @inline(__always)
  package func append(_ record: RawRecord) {
    if list.pointee.count == list.pointee.capacity { grow() }
    (list.pointee.records + list.pointee.count).initialize(to: record)
    list.pointee.count += 1
  }

  /// Where the next record goes: written there, it becomes one with `keepSlot`.
  @inline(__always)
  func nextSlot() -> UnsafeMutablePointer<RawRecord> {
    if list.pointee.count == list.pointee.capacity { grow() }
    return list.pointee.records + list.pointee.count
  }

  @inline(__always)
  func keepSlot() { list.pointee.count += 1 }

  /// Room for `bytes` bytes that stay valid until `removeAll`.
  package func reserve(_ bytes: Int) -> UnsafeMutablePointer<UInt8> {
    while chunk < chunks.count, chunks[chunk].count - used < bytes {
      chunk += 1
      used = 0
    }
    if chunk == chunks.count {
      chunks.append(.allocate(byteCount: Swift.max(bytes, 64 << 10), alignment: 16))
      used = 0
    }
    // A chunk is never empty, so it has a base address.
    let start = chunks[chunk].baseAddress.unsafelyUnwrapped + used
    used += bytes
    return start.assumingMemoryBound(to: UInt8.self)
  }

  /// Gives back the tail of the last reservation.
  package func shrinkLast(by bytes: Int) {
    used -= bytes
  }

  /// Copies bytes into the batch.
  package func keep(_ bytes: UnsafeRawBufferPointer) -> ByteSlice {
    let room = reserve(bytes.count)
    if let source = bytes.baseAddress {
      UnsafeMutableRawPointer(room).copyMemory(from: source, byteCount: bytes.count)
    }
    return ByteSlice(start: room, count: bytes.count)
  }

  package var mark: Int { count }

  /// Forgets the records from `mark` on.
  package func rollback(to mark: Int) {
    list.pointee.count = mark
  }

  package func removeAll() {
    list.pointee.count = 0
    heads.removeAll(keepingCapacity: true)
    chunk = 0
    used = 0
    // One gigantic record must not keep its memory for the rest of the run.
    if chunks.count > 16 {
      for extra in chunks[16...] { extra.deallocate() }
      chunks.removeSubrange(16...)
    }
  }

  @inline(never)
  private func grow() {
    let larger = UnsafeMutablePointer<RawRecord>.allocate(capacity: list.pointee.capacity * 2)
    larger.moveInitialize(from: list.pointee.records, count: list.pointee.count)
    list.pointee.records.deallocate()
    list.pointee.records = larger
    list.pointee.capacity *= 2
  }
}
