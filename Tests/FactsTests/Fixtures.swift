import Conversations
import Facts
import Records
import Wording

/// Seconds after Monday 2 March 2026, 09:00 UTC.
func at(_ seconds: Double) -> Instant {
  let day = Int64(CivilDate.day(year: 2026, month: 3, day: 2))
  return Instant(milliseconds: day * Span.day + 9 * Span.hour + Int64(seconds * 1000))
}

func says(
  _ role: Role,
  _ seconds: Double?,
  _ kind: MessageKind = .text,
  _ marks: Marks = [],
  words: UInt16 = 6,
  author: UInt64 = 0,
  echo: UInt16 = 0,
  loop: UInt16 = 0,
  hash: UInt64 = 0,
  flags: TimelineEntry.Flags = .scanned
) -> TimelineEntry {
  TimelineEntry(
    time: seconds.map(at) ?? .missing,
    role: role,
    shape: kind.rawValue,
    flags: flags,
    marks: marks,
    words: words,
    maskedHash: hash,
    author: author,
    echo: echo,
    loop: loop
  )
}

/// A customer's message that detectors have judged.
func heard(
  _ seconds: Double?,
  _ found: Detections = [],
  as certain: Detections = [.judged, .weighed],
  marks: Marks = []
) -> TimelineEntry {
  var entry = customer(seconds, marks)
  entry.detections = found.union(certain)
  return entry
}

func customer(
  _ seconds: Double?,
  _ marks: Marks = [],
  words: UInt16 = 6,
  echo: UInt16 = 0,
  flags: TimelineEntry.Flags = .scanned
) -> TimelineEntry {
  says(.customer, seconds, .text, marks, words: words, echo: echo, flags: flags)
}

func bot(
  _ seconds: Double?,
  _ kind: MessageKind = .text,
  _ marks: Marks = [],
  words: UInt16 = 6
) -> TimelineEntry {
  says(.bot, seconds, kind, marks, words: words)
}

func human(
  _ seconds: Double?,
  _ kind: MessageKind = .text,
  _ marks: Marks = [],
  author: UInt64 = 7
) -> TimelineEntry {
  says(.human, seconds, kind, marks, author: author)
}

func event(_ kind: EventKind, _ seconds: Double?, _ role: Role = .unknown) -> TimelineEntry {
  TimelineEntry(
    time: seconds.map(at) ?? .missing,
    role: role,
    shape: kind.rawValue,
    flags: .event
  )
}

let minute = 60.0
let hour = 3600.0
let day = 86_400.0

/// Contacts that are each one whole conversation, and the options to measure them with.
struct Log {
  var conversations: [Conversation] = []
  var contacts: [Contact] = []
  var options = FactOptions()

  /// - Parameter asOf: Seconds after the first Monday; nil takes it from the data.
  init(asOf: Double? = 40 * day) {
    options.asOf = asOf.map(at)
  }

  mutating func add(
    _ id: String = "a",
    customer: String? = "c",
    topic: String? = nil,
    _ timeline: [TimelineEntry],
    head: (inout Conversation) -> Void = { _ in }
  ) {
    var conversation = Conversation(
      format: .onparMessages,
      id: id,
      customer: customer,
      topic: topic,
      timeline: timeline
    )
    head(&conversation)
    contacts.append(
      Contact(id: id, conversations: [conversations.count], timeline: timeline)
    )
    conversations.append(conversation)
  }

  var built: (table: ContactTable, counts: TableCounts) {
    buildTable(contacts: contacts, conversations: conversations, options: options)
  }
}

/// Facts, linking and columns in one call, on one thread.
func buildTable(
  contacts: [Contact],
  conversations: [Conversation],
  options: FactOptions = .init()
) -> (table: ContactTable, counts: TableCounts) {
  let builder = FactBuilder(ContactSet(contacts, conversations), options: options)
  let linked = builder.linked([builder.facts(0..<contacts.count)], named: true)
  return linked.joined([linked.table(0..<linked.count)])
}

/// One row of a table.
struct Row {
  var table: ContactTable
  var counts: TableCounts
  var row = 0

  func rate(_ metric: RateMetric) -> Bool? { table[metric][row].answer }
  func null(_ metric: RateMetric) -> NullReason? { table[metric][row].nullReason }
  func evidence(_ metric: RateMetric) -> Evidence? { table[metric][row].evidence }
  func value(_ metric: ValueMetric) -> Double? { table[metric][row].value }
  func censored(_ metric: ValueMetric) -> Double? { table[metric][row].censoredAt }
  func null(_ metric: ValueMetric) -> NullReason? { table[metric][row].nullReason }
  var outcome: Outcome { table.outcome[row] }
  var outcomeEvidence: Evidence { table.outcomeEvidence[row] }

  func replies(_ metric: ReplyMetric, bot: Bool) -> [Double] {
    let list = table[metric]
    return list.value.indices.filter { list.isBot[$0] == bot && list.contact[$0] == row }
      .map { list.value[$0] }
  }
}

/// Measures one contact of a known customer; 40 days are observed.
func measure(
  _ timeline: [TimelineEntry],
  asOf: Double? = 40 * day,
  head: (inout Conversation) -> Void = { _ in },
  options change: (inout FactOptions) -> Void = { _ in }
) -> Row {
  var log = Log(asOf: asOf)
  change(&log.options)
  log.add("a", timeline, head: head)
  let built = log.built
  return Row(table: built.table, counts: built.counts)
}

/// Measures several contacts, and finds their rows by id.
func rows(_ log: Log) -> [String: Row] {
  let built = log.built
  return Dictionary(
    uniqueKeysWithValues: built.table.id.enumerated().map {
      ($1, Row(table: built.table, counts: built.counts, row: $0))
    }
  )
}

/// A contact that a bot answers at once: it lasts ten seconds and ends in an answer.
func answered(at seconds: Double) -> [TimelineEntry] {
  [customer(seconds), bot(seconds + 10)]
}

/// Chance, repeated: SplitMix64 after Steele, Lea and Flood, OOPSLA 2014.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }
}
