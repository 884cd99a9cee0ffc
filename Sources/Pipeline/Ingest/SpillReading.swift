import Conversations
import Records
import Wording

/// Reads what was set down, some buckets at a time: one reader for each.
struct SpillReading: Sendable {
  let spill: Spill
  let lines: LineNumbers
  let options: IngestOptions
  let lexicon: Lexicon
  let rules: IngestRules

  /// What was found in some buckets.
  struct Part: Sendable {
    var conversations: [Conversation]
    var counts: LogCounts
  }

  /// Reads all buckets, with so many readers at the same time as there are workers.
  func parts(jobs: Int) async -> [Part] {
    let groups = spill.groups(of: spill.share / jobs)
    return await inParts(of: groups.count, jobs: jobs) { $0.map { part(groups[$0]) } }
  }

  private func part(_ buckets: [[Spill.Segment]]) -> Part {
    let log = ConversationLog(lexicon: lexicon, rules: rules)
    var decoder = NativeDecoder(zone: options.assumedZone)
    let batch = RecordBatch()
    for segments in buckets {
      guard let bucket = SpilledBucket(segments, of: spill, lines) else { break }
      bucket.eachRun { places, text in
        if places[0].isAlone {
          let start = text.assumingMemoryBound(to: UInt8.self).baseAddress.unsafelyUnwrapped
          decoder.decode(start, start + text.count, line: 0, into: batch)
        } else {
          _ = decoder.decodeLines(text, into: batch)
        }
        for index in 0..<batch.count {
          batch.records[index].line = places[Int(batch.records[index].line)].line
        }
        log.consume(batch, input: places[0].input, block: places[0].block)
        batch.removeAll()
      }
    }
    log.close()
    let merge = LogMerge([log], rules: rules)
    var entries = EntryMemory([log])
    var conversations = merge.finish(0..<merge.count) { entries.release(&$0) }.list()
    // Their places are lines of the input already.
    LineNumbers([]).place(&conversations)
    return Part(conversations: conversations, counts: LogCounts(log))
  }
}

/// The records of a bucket in the order of the inputs, whichever worker set them down first.
private final class SpilledBucket {
  /// The line of the input on which a record begins, cut as `RecordPosition` cuts it.
  struct Place {
    var input: Int
    var block: Int
    var line: Int32
    var isAlone: Bool

    func isInRun(of first: Self) -> Bool {
      !isAlone && !first.isAlone && input == first.input && block == first.block
    }

    func isBefore(_ other: Self) -> Bool {
      (input, block, line) < (other.input, other.block, other.line)
    }
  }

  private struct Record {
    var place: Place
    var start: Int
    var count: Int
  }

  private let memory: UnsafeMutableRawPointer
  private var records: [Record] = []

  /// Reads a bucket; nil when it cannot be read.
  init?(_ segments: [Spill.Segment], of spill: Spill, _ lines: LineNumbers) {
    memory = .allocate(byteCount: segments.reduce(1) { $0 + $1.count }, alignment: 64)
    var end = 0
    for segment in segments {
      guard spill.read(segment, to: memory + end) else { return nil }
      end += segment.count
    }
    var at = 0
    while at < end {
      let frame = SpillFrame(UnsafeRawPointer(memory + at))
      let place = frame.place
      let line =
        lines.line(input: place.input, block: place.line >> 24, line: place.line & 0xFF_FFFF) - 1
      at += SpillFrame.size
      records.append(
        Record(
          place: Place(
            input: place.input,
            block: line >> 24,
            line: Int32(line & 0xFF_FFFF),
            isAlone: place.isAlone
          ),
          start: at,
          count: frame.count
        )
      )
      at += frame.count
    }
    let isSorted = zip(records, records.dropFirst()).allSatisfy { !$1.place.isBefore($0.place) }
    // Several records of one line keep their order, which is where they stand.
    if !isSorted {
      records.sort {
        $0.place.isBefore($1.place) || !$1.place.isBefore($0.place) && $0.start < $1.start
      }
    }
  }

  deinit { memory.deallocate() }

  /// Gives records that follow each other in one input, as lines; or one that may stand on several lines.
  func eachRun(_ body: (_ places: [Place], _ text: UnsafeRawBufferPointer) -> Void) {
    var text = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.run, alignment: 64)
    defer { text.deallocate() }
    var places: [Place] = []
    var end = 0
    func give() {
      guard !places.isEmpty else { return }
      body(places, UnsafeRawBufferPointer(rebasing: text[0..<end]))
      places.removeAll(keepingCapacity: true)
      end = 0
    }
    for record in records {
      if let first = places.first,
        !record.place.isInRun(of: first) || end + record.count + Self.slack > text.count
      {
        give()
      }
      if record.count + Self.slack > text.count {
        text.deallocate()
        text = .allocate(byteCount: record.count + Self.slack, alignment: 64)
      }
      (text.baseAddress.unsafelyUnwrapped + end)
        .copyMemory(from: memory + record.start, byteCount: record.count)
      end += record.count
      if !record.place.isAlone {
        text[end] = 0x0A
        end += 1
      }
      places.append(record.place)
    }
    give()
  }

  /// Bytes of lines that are decoded together.
  private static let run = 256 << 10
  /// A line end, and what scanners load behind it.
  private static let slack = 65
}

/// What a log counted beside its conversations.
struct LogCounts: Sendable {
  var messagesByRole: [Int]
  var privateNotes: Int
  var ratingsOffScale: Int
  var earliest: Instant
  var latest: Instant
  var hours: [Int64: Int]

  init(_ log: ConversationLog) {
    messagesByRole = log.messagesByRole
    privateNotes = log.privateNotes
    ratingsOffScale = log.ratingsOffScale
    earliest = log.earliest
    latest = log.latest
    hours = log.hourCounts()
  }
}
