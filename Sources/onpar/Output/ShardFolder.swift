import Pipeline
import Pseudonyms

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// A folder of buckets that is there whole or not at all.
///
/// Lines wait in memory, some for each bucket, and are appended to files in a folder beside the target, which takes its
/// place in the end. A run that is killed leaves that folder behind, `<target>.onpar-<number>`, and no target.
final class ShardFolder {
  private struct Bucket {
    var lines = 0
    var bytes = 0
    var hash: FileHash?
    /// Lines that follow each other in their file too: the first of them, and how many.
    var run = (first: 0, count: 0)
    /// What is said of whole runs and not yet written.
    var origins: [UInt8] = []

    mutating func note(_ number: Int) {
      if number == run.first + run.count, run.count > 0 {
        run.count += 1
      } else {
        endRun()
        run = (number, 1)
      }
    }

    mutating func endRun() {
      if run.count > 0 { origins += BucketOrigin.run(from: run.first, count: run.count) }
      run.count = 0
    }
  }

  /// Memory for all that waits.
  private static let memory = 64 << 20

  private let path: String
  private let staging: String
  private let origin: BucketOrigin?
  private var buckets: [Bucket]
  private var queue: BucketQueue
  private var failure: Int32 = 0
  private var isDone = false

  /// - Throws: The exit status, once it was said what is in the way.
  ///
  /// - Parameters:
  ///   - path: The folder; there must be nothing in it.
  ///   - count: How many buckets.
  ///   - origin: Where all lines come from; then a hidden file beside each bucket notes it.
  init(_ path: String, buckets count: Int, origin: BucketOrigin?) throws {
    self.path = path
    self.origin = origin
    var trimmed = path
    while trimmed.hasSuffix("/"), trimmed.utf8.count > 1 { trimmed.removeLast() }
    staging = trimmed + ".onpar-\(getpid())"
    buckets = Array(repeating: Bucket(), count: count)
    queue = BucketQueue(buckets: count, memory: Self.memory)
    if let names = FolderExchange.names(in: path) {
      guard names.isEmpty else {
        Terminal.say("onpar: error: \(path) holds something already; buckets go into a new folder")
        throw ExitStatus.cannotCreate.error
      }
    } else if SmallFile.exists(path) {
      Terminal.say("onpar: error: \(path) is no folder")
      throw ExitStatus.cannotCreate.error
    }
    guard mkdir(staging, 0o700) == 0 else {
      let reason = String(cString: strerror(errno))
      Terminal.say("onpar: error: \(path) cannot be created: \(reason)")
      throw ExitStatus.cannotCreate.error
    }
  }

  deinit {
    guard !isDone else { return }
    for bucket in buckets.indices where buckets[bucket].bytes > 0 {
      unlink(file(bucket))
      if origin != nil { unlink(Self.note(beside: file(bucket))) }
    }
    rmdir(staging)
  }

  /// Appends a line; false after a failure, which `finish` tells.
  func put(_ line: UnsafeRawBufferPointer, _ bucket: Int, _ number: Int) -> Bool {
    if origin != nil { buckets[bucket].note(number) }
    buckets[bucket].lines += 1
    if let full = queue.takeIfFull(bucket, before: line.count + 1) { flush(bucket, full) }
    queue.append(line, to: bucket)
    queue.append(0x0A, to: bucket)
    return failure == 0
  }

  /// Puts the buckets in their place.
  ///
  /// - Returns: Those that hold something.
  func finish() throws -> [ShardReceipt.File] {
    var files: [ShardReceipt.File] = []
    for bucket in buckets.indices where buckets[bucket].lines > 0 {
      buckets[bucket].endRun()
      flush(bucket, queue.take(bucket))
      files.append(
        ShardReceipt.File(
          bucket: bucket,
          name: Self.name(bucket),
          lines: buckets[bucket].lines,
          bytes: buckets[bucket].bytes,
          sha256: buckets[bucket].hash?.finish() ?? ""
        )
      )
    }
    if failure == 0, rename(staging, path) != 0 { failure = errno }
    guard failure == 0 else {
      Terminal.say("onpar: error: \(path) cannot be written: \(String(cString: strerror(failure)))")
      throw ExitStatus.ioError.error
    }
    isDone = true
    return files
  }

  private func flush(_ bucket: Int, _ waiting: [UInt8]) {
    guard failure == 0, !waiting.isEmpty else { return }
    if let origin {
      let head = buckets[bucket].bytes == 0 ? origin.line : []
      append(head + buckets[bucket].origins, to: Self.note(beside: file(bucket)))
      buckets[bucket].origins.removeAll(keepingCapacity: true)
    }
    let hash = buckets[bucket].hash ?? FileHash()
    buckets[bucket].hash = hash
    waiting.withUnsafeBytes { hash.update($0) }
    buckets[bucket].bytes += waiting.count
    append(waiting, to: file(bucket))
  }

  /// The file is opened each time: there may be more buckets than files that can be open.
  private func append(_ bytes: [UInt8], to path: String) {
    guard failure == 0 else { return }
    let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      failure = errno
      return
    }
    failure = Terminal.write(bytes, to: descriptor)
    if close(descriptor) != 0, failure == 0 { failure = errno }
  }

  /// The note beside a bucket, `.bucket-00000.origin`: hidden, so that whoever reads the folder passes it over.
  static func note(beside bucket: String) -> String {
    let cut = bucket.lastIndex(of: "/").map { bucket.index(after: $0) } ?? bucket.startIndex
    let name = bucket[cut...]
    let stem = name.hasSuffix(".jsonl") ? name.dropLast(6) : name
    return bucket[..<cut] + "." + stem + ".origin"
  }

  private func file(_ bucket: Int) -> String { staging + "/" + Self.name(bucket) }

  /// Names sort as numbers do.
  private static func name(_ bucket: Int) -> String {
    let digits = String(bucket)
    return "bucket-" + String(repeating: "0", count: max(0, 5 - digits.count)) + digits + ".jsonl"
  }
}
