import Diagnostics
import Records

/// All that a reading gave, as one number: two readings can be compared without being kept.
///
/// FNV-1a, whose step is a bijection for equal bytes before it, so that a difference stays one.
struct Digest: Equatable, CustomStringConvertible {
  private(set) var hash: UInt64 = 0xCBF2_9CE4_8422_2325
  /// Records added.
  private(set) var records = 0
  /// Bytes of text added.
  private(set) var bytes = 0

  var description: String { "\(records) records, \(bytes) bytes, \(hash)" }

  mutating func add(_ number: Int64) {
    hash = (hash ^ UInt64(bitPattern: number)) &* 0x100_0000_01B3
    hash ^= hash >> 29
  }

  mutating func add(_ number: Double) { add(Int64(truncatingIfNeeded: number.bitPattern)) }
  mutating func add(_ flag: Bool) { add(Int64(flag ? 1 : 0)) }

  mutating func add(_ text: UnsafeRawBufferPointer) {
    add(Int64(text.count))
    bytes += text.count
    for byte in text { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
  }

  mutating func add(_ slice: ByteSlice) {
    if slice.isAbsent { add(Int64(-1)) } else { add(slice.buffer) }
  }

  mutating func add(_ text: String) {
    var text = text
    text.withUTF8 { add(UnsafeRawBufferPointer($0)) }
  }

  mutating func add(_ problem: Problem) {
    add(problem.kind.rawValue)
    add(Int64(problem.position.line ?? -1))
    add(Int64(problem.position.column ?? -1))
    add(problem.detail)
  }

  /// The records of a batch; their lines count from `firstLine`.
  mutating func add(_ batch: RecordBatch, firstLine: Int = 0) {
    for index in 0..<batch.count {
      let record = batch.records[index]
      records += 1
      add(Int64(record.line) + Int64(firstLine))
      for part in [
        Int64(record.kind.number), Int64(record.role.rawValue), Int64(record.shape),
        Int64(record.flags.rawValue), record.time.milliseconds, record.sequence,
      ] { add(part) }
      for slice in [
        record.conversation, record.message, record.author, record.customer, record.channel,
        record.topic, record.language, record.text,
      ] { add(slice) }
      if record.head >= 0 { add(batch.heads[Int(record.head)]) }
    }
  }

  private mutating func add(_ head: RawHead) {
    for slice in [head.parent, head.status, head.handledBy, head.entry, head.direction] {
      add(slice)
    }
    for time in [head.created, head.updated, head.closed] { add(time.milliseconds) }
    if let rating = head.rating {
      for value in [rating.score, rating.min, rating.max] { add(value) }
      add(rating.time.milliseconds)
    }
    if let resolution = head.resolution {
      add(resolution.resolved)
      add(Int64(resolution.by.rawValue))
    }
    for flag in [head.isTest, head.isSpam, head.tellsHandoff, head.handedOff ?? false] { add(flag) }
    add(head.handedOff != nil)
  }
}

extension RawRecord.Kind {
  /// A number that is the same in every process.
  fileprivate var number: Int {
    switch self {
    case .message: 0
    case .event: 1
    case .head: 2
    case .begin: 3
    case .end: 4
    }
  }
}
