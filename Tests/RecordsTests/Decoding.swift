import Diagnostics
import Records

/// A decoded record with values of its own, so that two can be compared.
struct DecodedRecord: Equatable {
  struct Head: Equatable {
    var parent: String?
    var status: String?
    var handledBy: String?
    var entry: String?
    var direction: String?
    var created = Instant.missing
    var updated = Instant.missing
    var closed = Instant.missing
    var rating: [Double]?
    var ratingTime = Instant.missing
    var resolution: String?
    var isTest = false
    var isSpam = false

    init() {}

    init(_ raw: RawHead) {
      parent = raw.parent.string
      status = raw.status.string
      handledBy = raw.handledBy.string
      entry = raw.entry.string
      direction = raw.direction.string
      created = raw.created
      updated = raw.updated
      closed = raw.closed
      rating = raw.rating.map { [$0.score, $0.min, $0.max] }
      ratingTime = raw.rating?.time ?? .missing
      resolution = raw.resolution.map { ($0.resolved ? "resolved" : "unresolved") + " by \($0.by)" }
      isTest = raw.isTest
      isSpam = raw.isSpam
    }
  }

  var kind: RawRecord.Kind
  var role = Role.unknown
  var shape: UInt8 = 0
  var flags: RawRecord.Flags = []
  var time = Instant.missing
  var sequence: Int64 = 0
  var conversation: String?
  var message: String?
  var author: String?
  var customer: String?
  var channel: String?
  var topic: String?
  var language: String?
  var text: String?
  var head: Head?

  init(_ kind: RawRecord.Kind) { self.kind = kind }

  init(_ raw: RawRecord, _ heads: [RawHead]) {
    kind = raw.kind
    role = raw.role
    shape = raw.shape
    flags = raw.flags
    time = raw.time
    sequence = raw.sequence
    conversation = raw.conversation.string
    message = raw.message.string
    author = raw.author.string
    customer = raw.customer.string
    channel = raw.channel.string
    topic = raw.topic.string
    language = raw.language.string
    text = raw.text.string
    if raw.head >= 0 { head = Head(heads[Int(raw.head)]) }
    // A message whose head says nothing says the same as one without.
    if kind == .message || kind == .event, head == Head() { head = nil }
  }
}

/// All that a decoder gives for a text.
struct Decoding {
  var records: [DecodedRecord] = []
  var lines: [Int] = []
  var faults: [NativeDecoder.Fault] = []
  var unknownFields: [String: Int] = [:]
  var decoded = 0
  var oddNumbers = 0
  var replacedSequences = 0
  var endsEarly = false
  var garbage: [Int] = []

  init(_ text: String, container: Container = .lines, zone: CalendarZone = .utc) {
    self.init(Array(text.utf8), container: container, zone: zone)
  }

  init(_ bytes: [UInt8], container: Container = .lines, zone: CalendarZone = .utc) {
    var decoder = NativeDecoder(zone: zone)
    let batch = RecordBatch(capacity: 1)
    withExactBytes(bytes) { start, end in
      let all = UnsafeRawBufferPointer(start: start, count: end - start)
      switch container {
      case .values(let depth):
        var splitter = ValueSplitter(recordDepth: depth)
        splitter.consume(all) { start, end, line, _ in
          decoder.decode(start, end, line: Int32(line - 1), into: batch)
        }
        endsEarly = splitter.finish().endsEarly
        garbage = splitter.garbage
      default:
        _ = decoder.decodeLines(all, into: batch)
      }
      for index in 0..<batch.count {
        records.append(DecodedRecord(batch.records[index], batch.heads))
        lines.append(Int(batch.records[index].line) + 1)
      }
    }
    faults = decoder.takeFaults()
    for (name, count) in decoder.unknownFields.all { unknownFields[name] = count }
    decoded = decoder.decoded
    oddNumbers = decoder.oddNumbers
    replacedSequences = decoder.replacedSequences
  }

  /// The ids of whole conversations.
  var conversations: [String?] { records.filter { $0.kind == .begin }.map(\.conversation) }

  /// Line and column of each fault, both from 1, as people see them.
  var places: [String] { faults.map { "\($0.line + 1):\($0.column + 1)" } }
}
