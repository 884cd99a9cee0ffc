import Conversations
import Records
import Wording

/// Monday 2 March 2026, 00:00 UTC, and minutes after it.
func minute(_ minutes: Double) -> Instant {
  let day = CivilDate.day(year: 2026, month: 3, day: 2)
  return Instant(milliseconds: Int64(day) * Span.day + Int64(minutes * 60_000))
}

func message(
  _ role: Role,
  _ time: Instant,
  _ kind: MessageKind = .text,
  marks: Marks = [],
  words: UInt16 = 6,
  hash: UInt64 = 0,
  echo: UInt16 = 0,
  loop: UInt16 = 0,
  flags: TimelineEntry.Flags = []
) -> TimelineEntry {
  TimelineEntry(
    time: time,
    role: role,
    shape: kind.rawValue,
    flags: flags,
    marks: marks,
    words: words,
    maskedHash: hash,
    echo: echo,
    loop: loop
  )
}

func customer(_ minutes: Double, marks: Marks = [], hash: UInt64 = 0) -> TimelineEntry {
  message(.customer, minute(minutes), marks: marks, hash: hash)
}

func bot(_ minutes: Double, _ kind: MessageKind = .text, hash: UInt64 = 0) -> TimelineEntry {
  message(.bot, minute(minutes), kind, hash: hash)
}

func human(_ minutes: Double, _ kind: MessageKind = .text, hash: UInt64 = 0) -> TimelineEntry {
  message(.human, minute(minutes), kind, hash: hash)
}

func event(_ kind: EventKind, _ minutes: Double, _ actor: Role = .system) -> TimelineEntry {
  TimelineEntry(time: minute(minutes), role: actor, shape: kind.rawValue, flags: .event)
}

func record(
  _ id: String,
  customer: String? = nil,
  parent: String? = nil,
  channel: String? = "web",
  format: Format = .onparMessages,
  _ timeline: [TimelineEntry]
) -> Conversation {
  var conversation = Conversation(
    format: format,
    id: id,
    customer: customer,
    channel: channel,
    timeline: timeline
  )
  conversation.parent = parent
  return conversation
}

func assembled(_ conversations: [Conversation], _ rules: ContactRules = ContactRules()) -> [Contact]
{
  assembleContacts(conversations, rules: rules).contacts
}

/// The conversation ids of each contact: what a person would check first.
func grouping(
  _ conversations: [Conversation],
  _ rules: ContactRules = ContactRules()
) -> [[String]] {
  assembled(conversations, rules).map { $0.conversations.map { conversations[$0].id } }
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
