/// Bytes on their way into buckets on disk: some wait in memory for each, and go out together.
///
/// What `onpar shard` deals into files, and what a run within a bound of memory sets down, take this way.
package struct BucketQueue {
  private var waiting: [[UInt8]]
  /// Bytes of a bucket that go out together.
  private let most: Int

  /// - Parameters:
  ///   - buckets: How many there are.
  ///   - memory: For all that waits, in bytes: between 4 and 256 KiB a bucket, and one piece more where it is longer.
  package init(buckets: Int, memory: Int) {
    waiting = Array(repeating: [], count: buckets)
    most = max(4 << 10, min(256 << 10, memory / buckets))
  }

  /// What has to go out before so many bytes more can wait for a bucket; nil while there is room.
  package mutating func takeIfFull(_ bucket: Int, before count: Int) -> [UInt8]? {
    guard !waiting[bucket].isEmpty, waiting[bucket].count + count > most else { return nil }
    return take(bucket)
  }

  /// Hands over what waits for a bucket.
  package mutating func take(_ bucket: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    swap(&bytes, &waiting[bucket])
    return bytes
  }

  /// Lets a piece wait.
  package mutating func append(_ bytes: UnsafeRawBufferPointer, to bucket: Int) {
    if waiting[bucket].isEmpty { waiting[bucket].reserveCapacity(max(most, bytes.count + 1)) }
    waiting[bucket].append(contentsOf: bytes)
  }

  /// Lets one byte more wait.
  package mutating func append(_ byte: UInt8, to bucket: Int) { waiting[bucket].append(byte) }
}
