/// Bytes that arrive in pieces, as the text of one message does.
///
/// Keeps its memory from use to use.
final class XMLBytes {
  @exclusivity(unchecked) private var start: UnsafeMutablePointer<UInt8>
  @exclusivity(unchecked) private var capacity: Int
  @exclusivity(unchecked) private(set) var count = 0

  init(capacity: Int = 4096) {
    self.capacity = capacity
    start = .allocate(capacity: capacity)
  }

  deinit { start.deallocate() }

  var buffer: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: start, count: count) }

  func append(_ piece: UnsafePointer<UInt8>, _ length: Int) {
    if count + length > capacity { grow(to: count + length) }
    (start + count).update(from: piece, count: length)
    count += length
  }

  func append(_ piece: UnsafeRawBufferPointer) {
    if let start = piece.baseAddress {
      append(start.assumingMemoryBound(to: UInt8.self), piece.count)
    }
  }

  func removeAll() { count = 0 }

  private func grow(to wanted: Int) {
    let larger = Swift.max(wanted, capacity * 2)
    let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
    moved.update(from: start, count: count)
    start.deallocate()
    start = moved
    capacity = larger
  }
}
