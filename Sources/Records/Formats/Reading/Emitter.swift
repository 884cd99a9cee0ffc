package import Diagnostics

/// Takes what readers find and writes it into a batch: the rules that all formats share stand here, once.
///
/// FORMATS section 2.
package final class Emitter {
  package let batch: RecordBatch
  /// For texts inside texts: nodes and bytes are good until the record has been read.
  package let store: TreeStore
  package let authors: AuthorRules
  package let handoffNames: HandoffNames
  // Used for every record and message, by calls that never overlap: checks of exclusive access have nothing to find.
  /// The file name of the input without folders, for formats whose id it is; `stdin` for standard input.
  package var fileName = "" {
    didSet { knownStem = nil }
  }
  /// Number of the record in its input, from 1: its line where every line is a record.
  @exclusivity(unchecked) package var recordNumber = 0
  /// Rank of the input.
  @exclusivity(unchecked) package private(set) var input = 0
  /// Number of the block of lines; nil when lines are numbered from the start of the input.
  @exclusivity(unchecked) package private(set) var block: Int?
  /// Line on which the record began, in the block, from 0.
  @exclusivity(unchecked) package private(set) var line: Int32 = 0
  /// The name of the array that holds the record on its page (`tickets`, `users`); absent without one.
  @exclusivity(unchecked) package var arrayName: ByteSlice = .absent
  /// Of an XML record: the elements around it with their attributes alone, the root, in it the next, and so on.
  @exclusivity(unchecked) package var around: TreeNode = .absent
  /// When a loader saw the record; missing without one.
  @exclusivity(unchecked) package var emitted = Stamp.missing
  /// Ids of records that another format tells as well, and better: tickets whose chats are among the inputs.
  package var toldElsewhere: Set<[UInt8]> = []
  /// Transcripts of voice calls count too; without it they are left out, since what a machine heard has other times and
  /// words.
  package var readsVoice = false
  /// Conversations that have been emitted.
  @exclusivity(unchecked) package private(set) var conversations = 0
  /// Sequences of bytes in what was emitted that are no UTF-8 and read as U+FFFD.
  @exclusivity(unchecked) package private(set) var replacedSequences = 0
  /// Values of known fields that Onpar does not know: counted and shown, never an error.
  package private(set) var oddValues = UnknownFields()

  /// What was wrong in the present record.
  @exclusivity(unchecked)
  package private(set) var faults: [(kind: ProblemKind, detail: String, consequence: String)] = []

  @exclusivity(unchecked) private var knownStem: String?
  @exclusivity(unchecked) private var times: TimestampParser
  private let take: (Emitter) -> Void
  /// The conversation that pieces belong to; absent between `begin` and `end`.
  @exclusivity(unchecked) private var piece: ByteSlice = .absent

  /// - Parameters:
  ///   - batch: Where records go.
  ///   - store: Where nodes go.
  ///   - authors: Who is a bot, where the export does not say.
  ///   - handoffNames: Which actions and traces hand over.
  ///   - zone: Of timestamps without an offset.
  ///   - take: Takes in what is in the batch.
  package init(
    batch: RecordBatch,
    store: TreeStore = TreeStore(),
    authors: AuthorRules,
    handoffNames: HandoffNames = HandoffNames(),
    zone: CalendarZone,
    take: @escaping (Emitter) -> Void
  ) {
    self.batch = batch
    self.authors = authors
    self.handoffNames = handoffNames
    self.take = take
    self.store = store
    times = TimestampParser(assumed: zone)
  }

  /// The input's name without folders and endings such as `.xml` and `.json.gz`.
  package var fileStem: String {
    if let knownStem { return knownStem }
    var name = fileName
    let found = name.withUTF8 { bytes in
      var stem = ByteSlice(start: bytes.baseAddress, count: bytes.count).lastPathPart
      while let dot = stem.lastIndex(of: UInt8(ascii: ".")), dot > 0,
        Self.endings.contains(where: stem[dot + 1..<stem.count].means)
      {
        stem = stem[0..<dot]
      }
      return stem.string ?? ""
    }
    knownStem = found
    return found
  }

  private static let endings: [StaticString] = [
    "gz", "xml", "json", "jsonl", "ndjson", "csv", "tsv", "txt",
  ]

  // MARK: Place

  /// Goes to a record.
  package func go(toInput input: Int, block: Int?, line: Int32) {
    self.input = input
    self.block = block
    self.line = line
    piece = .absent
  }

  /// The place of the record as one number that sorts as the input does.
  var position: UInt64 {
    let place = block ?? Int(line) >> 24
    return UInt64(input) << 44 | UInt64(place & 0xF_FFFF) << 24 | UInt64(line & 0xFF_FFFF)
  }

  func go(to position: UInt64) {
    go(
      toInput: Int(position >> 44),
      block: Int(position >> 24 & 0xF_FFFF),
      line: Int32(position & 0xFF_FFFF)
    )
  }

  /// Hands over what has been emitted and forgets the record.
  package func flush() {
    for number in 0..<batch.count {
      let record = batch.records + number
      replacedSequences +=
        illFormedSequences(record.pointee.text.buffer)
        + illFormedSequences(record.pointee.author.buffer)
        + illFormedSequences(record.pointee.topic.buffer)
        + illFormedSequences(record.pointee.channel.buffer)
    }
    take(self)
    batch.removeAll()
    store.removeAll()
  }

  // MARK: Conversations

  /// Begins a conversation of which the record holds everything; `end` must follow.
  ///
  /// Of copies with the same id the one with the greatest `updated` counts, then the later one.
  package func begin(_ id: ByteSlice, _ about: About = About()) {
    conversations += 1
    piece = .absent
    var record = RawRecord(.begin, line: line)
    record.conversation = id
    add(record, about, always: true)
  }

  package func end() {
    batch.append(RawRecord(.end, line: line))
  }

  /// What follows belongs to a conversation whose pieces stand in several records.
  ///
  /// Pieces are brought together by id, in any order.
  package func pieces(of id: ByteSlice, _ about: About = About()) {
    piece = id
    guard !about.isEmpty else { return }
    var record = RawRecord(.head, line: line)
    record.conversation = id
    add(record, about, always: false)
  }

  private func add(_ record: RawRecord, _ about: About, always: Bool) {
    var record = record
    record.customer = about.customer
    record.channel = about.channel
    record.topic = about.topic
    record.language = about.language
    if always || about.hasHead {
      record.head = Int32(truncatingIfNeeded: batch.heads.count)
      batch.heads.append(about.head)
    }
    batch.append(record)
  }

  // MARK: Messages and events

  /// Emits a message if it is one.
  ///
  /// A text that is empty or white space is none, unless there is an attachment or the text was taken out
  /// (FORMATS 2.2).
  package func message(
    _ who: Who,
    at stamp: Stamp,
    text: ByteSlice,
    id: ByteSlice = .absent,
    author: ByteSlice = .absent,
    isPrivate: Bool = false,
    hasAttachment: Bool = false,
    isRedacted: Bool = false,
    sequence: Int64? = nil,
    kind: MessageKind? = nil,
    isNegative: Bool? = nil
  ) {
    let isBlank = text.isBlank
    guard !isBlank || hasAttachment || isRedacted else { return }
    var record = RawRecord(.message, line: line)
    record.role = who.role
    record.flags = who.flags
    record.time = stamp.instant
    record.conversation = piece
    record.message = id
    record.author = author
    // Onpar measures the attachment's message by its presence alone.
    record.text = isBlank ? ByteSlice("") : text
    if stamp.isNaive { record.flags.insert(.naiveTime) }
    if isPrivate { record.flags.insert(.isPrivate) }
    if hasAttachment { record.flags.insert(.attachment) }
    if isRedacted { record.flags.insert(.redacted) }
    if let sequence {
      record.flags.insert(.hasSequence)
      record.sequence = sequence
    }
    if let kind {
      record.flags.insert(.explicitKind)
      record.shape = kind.rawValue
    }
    if let isNegative { record.flags.insert(isNegative ? [.hasScore, .negativeScore] : .hasScore) }
    batch.append(record)
  }

  /// Emits an event.
  package func event(
    _ kind: EventKind,
    at stamp: Stamp,
    by role: Role = .unknown,
    author: ByteSlice = .absent,
    succeeded: Bool = false,
    rating: RawRating? = nil
  ) {
    var record = RawRecord(.event, line: line)
    record.shape = kind.rawValue
    record.role = role
    record.time = stamp.instant
    record.conversation = piece
    record.author = author
    if stamp.isNaive { record.flags.insert(.naiveTime) }
    if succeeded { record.flags.insert(.succeeded) }
    if let rating {
      var head = RawHead()
      head.rating = rating
      record.head = Int32(truncatingIfNeeded: batch.heads.count)
      batch.heads.append(head)
    }
    batch.append(record)
  }

  /// Counts a value that a field of the format is not known to have.
  ///
  /// A word is shown as it is; of anything else the shape is, for it may be what somebody wrote.
  package func noteOdd(_ field: StaticString, _ value: ByteSlice) {
    let isShown = value.count <= 0 || isPlainWord(value.buffer)
    oddValues.count(bytes("\(field)=", isShown ? value : keep(quotedShape(value.buffer))))
  }

  /// Notes that something in the record cannot be used, and what becomes of it.
  package func fault(_ kind: ProblemKind, _ detail: String, consequence: String) {
    faults.append((kind, detail, consequence))
  }

  package func takeFaults() -> [(kind: ProblemKind, detail: String, consequence: String)] {
    defer { faults.removeAll(keepingCapacity: true) }
    return faults
  }

  // MARK: Values

  /// The moment of a wall clock whose zone nobody names: `--assume-tz`.
  package func time(wallClock: Int64) -> Stamp {
    Stamp(times.instant(wallClock: wallClock), isNaive: true)
  }

  /// The moment that a string or number names; missing when it names none.
  package func time(_ node: TreeNode, _ unit: EpochUnit = .guessed) -> Stamp {
    time(node.text, unit)
  }

  package func time(_ text: ByteSlice, _ unit: EpochUnit = .guessed) -> Stamp {
    guard text.count > 0 else { return .missing }
    switch unit {
    case .guessed:
      guard let found = times.parse(text.buffer) else { return .missing }
      return Stamp(found.instant, isNaive: found.isNaive)
    case .seconds: return scaled(text, 1_000)
    case .milliseconds: return scaled(text, 1)
    case .microseconds: return scaled(text, 0.001)
    case .nanoseconds: return scaled(text, 0.000_001)
    }
  }

  /// Rounded half up to the millisecond; numbers beyond a million years name no moment.
  private func scaled(_ text: ByteSlice, _ factor: Double) -> Stamp {
    guard let value = text.smallNumber ?? text.string.flatMap({ Double($0) }) else {
      return .missing
    }
    let milliseconds = (value * factor + 0.5).rounded(.down)
    guard milliseconds.magnitude < 3.2e16 else { return .missing }
    return Stamp(Instant(milliseconds: Int64(milliseconds)))
  }

  /// Several slices as one, in the batch's memory: ids and texts that are put together.
  package func bytes(_ parts: ByteSlice...) -> ByteSlice { joined(parts, "") }

  /// As `bytes`, with a text of our own in front.
  package func bytes(_ text: String, _ rest: ByteSlice...) -> ByteSlice {
    joined([keep(text)] + rest, "")
  }

  /// The parts that hold something, with a separator between them; absent when none does.
  package func joined(_ parts: [ByteSlice], _ separator: StaticString) -> ByteSlice {
    var (filled, size) = (0, 0)
    var only = ByteSlice.absent
    for part in parts where part.count > 0 {
      filled += 1
      size += part.count
      only = part
    }
    if filled < 2 { return only }
    let gap = separator.utf8CodeUnitCount
    size += gap * (filled - 1)
    let room = batch.reserve(size)
    var at = room
    for part in parts where part.count > 0 {
      guard let start = part.start else { continue }
      if at > room {
        at.update(from: separator.utf8Start, count: gap)
        at += gap
      }
      at.update(from: start, count: part.count)
      at += part.count
    }
    return ByteSlice(start: room, count: size)
  }

  /// A text of our own making, in the batch's memory.
  package func keep(_ text: String) -> ByteSlice {
    var text = text
    return text.withUTF8 { batch.keep(UnsafeRawBufferPointer($0)) }
  }

  /// Bytes that were put together elsewhere, in the batch's memory; absent when there are none.
  package func kept(_ bytes: [UInt8]) -> ByteSlice {
    bytes.isEmpty ? .absent : bytes.withUnsafeBytes { batch.keep($0) }
  }

  /// The text of HTML: see `HTMLText`.
  package func plain(html: ByteSlice) -> ByteSlice { HTMLText.plain(html, in: batch) }

  /// The text of an XML element whose content is XHTML.
  package func plain(inside element: TreeNode) -> ByteSlice { ReadableText.of(element, in: batch) }
}

extension ByteSlice {
  /// Whether there is nothing but white space.
  package var isBlank: Bool {
    guard let start else { return true }
    for index in 0..<count where start[index] > 0x20 { return false }
    return true
  }
}
