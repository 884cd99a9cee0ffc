/// How many entries of each chunk of each log were read.
package struct EntryCounts: Sendable {
  /// By log and chunk.
  fileprivate private(set) var counts: [[Int32]]

  init(of logs: [LoggedEntries]) {
    let chunk = 1 << ChunkedView<LogEntry>.bits
    counts = logs.map { [Int32](repeating: 0, count: ($0.count + chunk - 1) / chunk) }
  }

  @inline(__always)
  mutating func add(_ list: Range<Int>, of entries: LoggedEntries, log: Int) {
    for place in list {
      counts[log][Int(entries.indices[place]) >> ChunkedView<LogEntry>.bits] += 1
    }
  }

  fileprivate mutating func removeAll() {
    for log in counts.indices {
      for chunk in counts[log].indices { counts[log][chunk] = 0 }
    }
  }
}

/// Gives back the logs' memory chunk by chunk, while conversations are finished.
///
/// Timelines grow as entries go, so that not both are ever held whole. Whoever finishes parts at the same time puts a
/// lock around it.
package struct EntryMemory: @unchecked Sendable {
  // Unchecked: the logs are only read by others, and a chunk is freed when nobody reads it any more.

  private let logs: [ConversationLog]
  /// Entries of each chunk that nobody has read yet.
  private var unread: [[Int]]

  /// - Parameter logs: The logs of a `LogMerge`, in its order.
  package init(_ logs: [ConversationLog]) {
    let chunk = 1 << ChunkedView<LogEntry>.bits
    self.logs = logs
    unread = logs.map { log in
      let count = log.intake.entries.count
      return stride(from: 0, to: count, by: chunk).map { Swift.min(chunk, count - $0) }
    }
  }

  /// Frees the chunks of which every entry has been read, and forgets the counts.
  package mutating func release(_ read: inout EntryCounts) {
    for (log, counts) in read.counts.enumerated() {
      for (chunk, count) in counts.enumerated() where count > 0 {
        unread[log][chunk] -= Int(count)
        if unread[log][chunk] == 0 { logs[log].free(entryChunk: chunk) }
      }
    }
    read.removeAll()
  }
}
