/// The entries of a log, conversation by conversation; those of one in the order in which they were logged.
///
/// Their places are counted and then filled in, like a counting sort: entries do not point at one another, so that
/// reading a conversation never waits for one entry to learn where the next one is.
struct EntryList: ~Copyable {
  let count: Int
  /// The indices of entries; of a conversation those that end at its `listEnd`.
  let indices: UnsafeMutablePointer<UInt32>

  init() {
    count = 0
    indices = SystemPages.allocate(MemoryLayout<UInt32>.stride, isDense: false)
      .bindMemory(to: UInt32.self, capacity: 1)
  }

  /// Lists all entries, and notes in `open` where each conversation's end.
  init(_ entries: borrowing ChunkedStore<LogEntry>, _ open: borrowing ChunkedStore<OpenPlaces>) {
    count = entries.count
    indices = SystemPages.allocate(
      Swift.max(count, 1) * MemoryLayout<UInt32>.stride,
      isDense: true
    ).bindMemory(to: UInt32.self, capacity: Swift.max(count, 1))
    var start = 0
    let places = open.view
    for slot in 0..<open.count {
      places[slot].pointee.listEnd = start
      start += Int(places[slot].pointee.entryCount)
    }
    let view = entries.view
    for index in 0..<count {
      let place = places[Int(view[index].pointee.slot)]
      indices[place.pointee.listEnd] = UInt32(truncatingIfNeeded: index)
      place.pointee.listEnd += 1
    }
  }

  deinit { SystemPages.free(indices, Swift.max(count, 1) * MemoryLayout<UInt32>.stride) }
}
