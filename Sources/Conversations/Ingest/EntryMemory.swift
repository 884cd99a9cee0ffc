import Synchronization

/// How many entries of each chunk of a log have been read since the last `release`.
struct EntryCounts {
  private(set) var counts: [Int32]

  init(of entries: LoggedEntries) {
    let chunk = 1 << ChunkedView<LogEntry>.bits
    counts = [Int32](repeating: 0, count: (entries.count + chunk - 1) / chunk)
  }

  @inline(__always)
  mutating func add(_ list: Range<Int>, of entries: LoggedEntries) {
    for place in list { counts[Int(entries.indices[place]) >> ChunkedView<LogEntry>.bits] += 1 }
  }

  mutating func removeAll() {
    for chunk in counts.indices { counts[chunk] = 0 }
  }
}

/// Gives back the logs' memory chunk by chunk, while conversations are finished.
///
/// Timelines grow as entries go, so that not both are ever held whole.
final class EntryMemory: Sendable {
  private struct Log: @unchecked Sendable {
    // Unchecked: the logs are only read but for `free`, which is called under the lock.
    let log: ConversationLog
    /// Entries of each chunk that nobody has read yet.
    var unread: [Int]
  }

  private let logs: Mutex<[Log]>

  init(_ logs: [ConversationLog]) {
    let chunk = 1 << ChunkedView<LogEntry>.bits
    let unread = logs.map { log in
      let count = log.intake.entries.count
      let sizes = stride(from: 0, to: count, by: chunk).map { Swift.min(chunk, count - $0) }
      return Log(log: log, unread: sizes)
    }
    self.logs = Mutex(unread)
  }

  /// Frees the chunks of which every entry has been read, and forgets the counts.
  func release(_ read: inout [EntryCounts]) {
    logs.withLock { logs in
      for (number, counts) in read.enumerated() {
        for (chunk, count) in counts.counts.enumerated() where count > 0 {
          logs[number].unread[chunk] -= Int(count)
          if logs[number].unread[chunk] == 0 { logs[number].log.free(entryChunk: chunk) }
        }
      }
    }
    for number in read.indices { read[number].removeAll() }
  }
}
