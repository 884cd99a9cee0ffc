import Records
import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Single messages of Onpar's own JSON layouts, set down on disk until all inputs have been read.
///
/// They are dealt into buckets as `onpar shard` deals them, so that all messages of a conversation lie in one. The
/// buckets are then read one after the other, and only the messages of a few are in memory at a time. Every record
/// keeps its place in the input, so that what is found is what a run without a bound finds.
package final class Spill: Sendable {
  /// Where a record stood in the inputs.
  struct Place {
    var input: Int
    /// Of lines the number of the block and, in the lower 24 bits, the line in it from 0; of others the line from 0.
    var line: Int
    /// It may stand on several lines.
    var isAlone: Bool
  }

  /// Bytes in the file.
  struct Segment {
    var offset: Int
    var count: Int
  }

  private struct State {
    var queue: BucketQueue
    var segments: [[Segment]]
    var end = 0
    var failure: Int32 = 0
  }

  /// So many that one of them fits into memory: of 100 GB each holds 200 MB.
  private static let bucketCount = 512

  /// What may be read of buckets at the same time, in bytes of text.
  let share: Int
  private let descriptor: Int32
  private let state: Mutex<State>

  /// - Parameters:
  ///   - descriptor: A file for reading and writing that nobody else knows; it is closed in the end.
  ///   - memory: What reading may take, in bytes. An eighth of it is for records that wait, another is as much text as
  ///     is read at the same time: such text is there twice, with what is kept of it, and of small blocks not all is given back.
  package init(descriptor: Int32, memory: Int) {
    returnLargeBlocks()
    self.descriptor = descriptor
    share = memory / 8
    let queue = BucketQueue(buckets: Self.bucketCount, memory: memory / 8)
    state = Mutex(State(queue: queue, segments: Array(repeating: [], count: Self.bucketCount)))
  }

  deinit { close(descriptor) }

  /// 0, or the `errno` of what could not be written or read again: then what was read is not whole.
  package var failure: Int32 { state.withLock { $0.failure } }

  // MARK: Writing

  /// Takes the single messages of a batch out of it; whole conversations stay.
  ///
  /// - Parameters:
  ///   - batch: What was decoded of `bytes`.
  ///   - bytes: Lines, or one record.
  ///   - first: Where they begin.
  /// - Returns: False when there is no use in going on.
  func take(
    from batch: RecordBatch,
    of bytes: UnsafeRawBufferPointer,
    at first: Place
  ) -> Bool {
    guard let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return true }
    let end = start + bytes.count
    return state.withLock { state in
      var (at, line, kept, isWhole) = (start, 0, 0, false)
      for index in 0..<batch.count {
        let record = batch.records[index]
        if record.kind == .begin { isWhole = true }
        if isWhole {
          batch.records[kept] = record
          kept += 1
          if record.kind == .end { isWhole = false }
          continue
        }
        var stop = end
        var place = first
        if !first.isAlone {
          while line < Int(record.line) {
            at = Self.lineEnd(at, end) + 1
            line += 1
          }
          stop = Self.lineEnd(at, end)
          place.line += line
        }
        put(
          UnsafeRawBufferPointer(start: at, count: stop - at),
          place,
          Bucket.of(record.conversation.buffer, among: Self.bucketCount),
          &state
        )
      }
      batch.rollback(to: kept)
      return state.failure == 0
    }
  }

  private static func lineEnd(
    _ at: UnsafePointer<UInt8>,
    _ end: UnsafePointer<UInt8>
  ) -> UnsafePointer<UInt8> {
    guard let found = memchr(at, 0x0A, end - at) else { return end }
    return UnsafePointer(found.assumingMemoryBound(to: UInt8.self))
  }

  private func put(
    _ text: UnsafeRawBufferPointer,
    _ place: Place,
    _ bucket: Int,
    _ state: inout State
  ) {
    if let full = state.queue.takeIfFull(bucket, before: SpillFrame.size + text.count) {
      write(full, bucket, &state)
    }
    SpillFrame(place, count: text.count).withBytes { state.queue.append($0, to: bucket) }
    state.queue.append(text, to: bucket)
  }

  private func write(_ bytes: [UInt8], _ bucket: Int, _ state: inout State) {
    guard state.failure == 0, !bytes.isEmpty else { return }
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes {
        pwrite(descriptor, $0.baseAddress.map { $0 + done }, bytes.count - done, state.end + done)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        state.failure = errno
        return
      }
      done += count
    }
    state.segments[bucket].append(Segment(offset: state.end, count: bytes.count))
    state.end += bytes.count
  }

  // MARK: Reading

  /// Sets down what still waits.
  ///
  /// - Returns: The segments of neighbouring buckets, in groups none of which holds more than `text` bytes, unless one
  ///   bucket does.
  func groups(of text: Int) -> [[[Segment]]] {
    state.withLock { state in
      for bucket in 0..<Self.bucketCount { write(state.queue.take(bucket), bucket, &state) }
      var groups: [[[Segment]]] = []
      var size = 0
      for bucket in state.segments where !bucket.isEmpty {
        let more = bucket.reduce(0) { $0 + $1.count }
        if groups.isEmpty || size + more > text {
          groups.append([])
          size = 0
        }
        groups[groups.count - 1].append(bucket)
        size += more
      }
      return state.failure == 0 ? groups : []
    }
  }

  /// Reads a segment to where there is room for it.
  func read(_ segment: Segment, to buffer: UnsafeMutableRawPointer) -> Bool {
    var done = 0
    while done < segment.count {
      let count = pread(descriptor, buffer + done, segment.count - done, segment.offset + done)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        let reason = count < 0 ? errno : EIO
        state.withLock { $0.failure = reason }
        return false
      }
      done += count
    }
    return true
  }
}

/// What stands before each record in the file: its place and its length, 16 bytes.
struct SpillFrame {
  static let size = 16

  let place: Spill.Place
  /// Bytes of the record, which follow.
  let count: Int

  init(_ place: Spill.Place, count: Int) {
    self.place = place
    self.count = count
  }

  /// Reads what `withBytes` gave.
  init(_ bytes: UnsafeRawPointer) {
    let input = bytes.loadUnaligned(as: UInt32.self)
    place = Spill.Place(
      input: Int(input >> 1),
      line: Int(bytes.loadUnaligned(fromByteOffset: 8, as: Int64.self)),
      isAlone: input & 1 == 1
    )
    count = Int(bytes.loadUnaligned(fromByteOffset: 4, as: UInt32.self))
  }

  func withBytes(_ body: (UnsafeRawBufferPointer) -> Void) {
    let input = UInt32(truncatingIfNeeded: place.input << 1 | (place.isAlone ? 1 : 0))
    let words = (input, UInt32(truncatingIfNeeded: count), Int64(place.line))
    withUnsafeBytes(of: words) { body($0) }
  }
}
