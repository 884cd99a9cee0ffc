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
  // Written for nearly every record of a conversation that comes whole, by calls that never overlap.
  @exclusivity(unchecked) package var heads: [RawHead] = []

  /// Behind slices that point neither into the block nor into a tree.
  private let arena = ByteArena()

  package init(capacity: Int = 1024) {
    list = .allocate(capacity: 1)
    list.initialize(to: List(records: .allocate(capacity: capacity), capacity: capacity))
  }

  package var records: UnsafeMutablePointer<RawRecord> { list.pointee.records }
  package var count: Int { list.pointee.count }

  deinit {
    list.pointee.records.deallocate()
    list.deallocate()
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
  package func reserve(_ bytes: Int) -> UnsafeMutablePointer<UInt8> { arena.reserve(bytes) }

  /// Gives back the tail of the last reservation.
  package func shrinkLast(by bytes: Int) { arena.shrinkLast(by: bytes) }

  /// Copies bytes into the batch.
  package func keep(_ bytes: UnsafeRawBufferPointer) -> ByteSlice { arena.keep(bytes) }

  package var mark: Int { count }

  /// Forgets the records from `mark` on.
  package func rollback(to mark: Int) {
    list.pointee.count = mark
  }

  package func removeAll() {
    list.pointee.count = 0
    heads.removeAll(keepingCapacity: true)
    arena.removeAll()
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
