import Conversations

/// Which replies some rows have, in the order of rows.
///
/// Their lists are laid out column by column once it is known how long they are.
struct ReplySpans {
  /// The replies of one row, one behind the other in a part's list.
  struct Span: BitwiseCopyable {
    var row: Int32
    var part: Int32
    var first: Int32
    var count: Int32
  }

  private(set) var latencies: [Span] = []
  private(set) var lengths: [Span] = []
  private(set) var latencyCount = 0
  private(set) var lengthCount = 0

  init(_ rows: Int) {
    latencies.reserveCapacity(rows)
    lengths.reserveCapacity(rows)
  }

  mutating func add(_ fact: UnsafePointer<ContactFacts>, _ part: Int, row: Int32) {
    let part = Int32(truncatingIfNeeded: part)
    if fact.pointee.latencyCount > 0 {
      let (first, count) = (fact.pointee.firstLatency, fact.pointee.latencyCount)
      latencies.append(Span(row: row, part: part, first: first, count: count))
      latencyCount += Int(count)
    }
    if fact.pointee.lengthCount > 0 {
      let (first, count) = (fact.pointee.firstLength, fact.pointee.lengthCount)
      lengths.append(Span(row: row, part: part, first: first, count: count))
      lengthCount += Int(count)
    }
  }
}

extension LinkedFacts {
  /// Of the core, the lengths alone.
  ///
  /// The contact and the side of `slowReply` and `longReply` are set when parts are joined.
  func layOut(_ spans: ReplySpans, _ table: inout ContactTable) {
    let limits = (bot: options.slowBotReply, human: options.slowHumanReply)
    let most = options.longReplyWords
    let words = Column(spans.lengths, spans.lengthCount, lengths(ofPart:))
    table[.verbosity].contact = words.rows()
    table[.verbosity].value = ReplyValues(words.values { Double($0.words) })
    table[.verbosity].isBot = words.values { $0.isBot }
    guard options.metrics == .all else { return }
    table[.longReply].value = ReplyValues(answers: words.values { Int($0.words) > most ? 1 : 0 })
    let times = Column(spans.latencies, spans.latencyCount, latencies(ofPart:))
    table[.responseLatency].contact = times.rows()
    table[.responseLatency].value = ReplyValues(times.values { Double($0.milliseconds) / 1000 })
    table[.responseLatency].isBot = times.values { $0.isBot }
    table[.slowReply].value = ReplyValues(
      answers: times.values { $0.milliseconds > ($0.isBot ? limits.bot : limits.human) ? 1 : 0 }
    )
  }
}

/// Columns of one kind of replies.
private struct Column<Reply> {
  private let spans: [ReplySpans.Span]
  private let count: Int
  private let list: (Int) -> UnsafePointer<Reply>

  init(
    _ spans: [ReplySpans.Span],
    _ count: Int,
    _ list: @escaping (Int) -> UnsafePointer<Reply>
  ) {
    self.spans = spans
    self.count = count
    self.list = list
  }

  func rows() -> [Int32] {
    [Int32].dense(count) { column in
      var place = column
      for span in spans {
        place.initialize(repeating: span.row, count: Int(span.count))
        place += Int(span.count)
      }
    }
  }

  @inline(__always)
  func values<Value>(_ value: (Reply) -> Value) -> [Value] {
    [Value].dense(count) { column in
      var place = column
      for span in spans {
        let replies = list(Int(span.part)) + Int(span.first)
        for index in 0..<Int(span.count) { (place + index).initialize(to: value(replies[index])) }
        place += Int(span.count)
      }
    }
  }
}
