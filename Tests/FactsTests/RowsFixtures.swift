import Conversations
import Diagnostics
import Facts
import Records
import Wording

/// Chance, repeated: SplitMix64 after Steele, Lea and Flood, OOPSLA 2014.
struct RowChance: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }

  mutating func pick<Value>(_ values: [Value]) -> Value {
    values[Int(next() % UInt64(values.count))]
  }

  mutating func upTo(_ limit: Int) -> Int { Int(next() % UInt64(limit + 1)) }
}

/// Conversations in which every field takes every kind of value, near enough to each other to be joined and split.
func inventedConversations(_ count: Int, _ chance: inout RowChance) -> [Conversation] {
  let start: Int64 = 1_772_480_000_000
  return (0..<count).map { number in
    var conversation = Conversation(
      format: chance.pick(Format.allCases + [Format(mapping: "desk")]),
      id: "c\"\(number)",
      customer: chance.pick(["käthe", "l", "m,n", nil]),
      channel: chance.pick(["web", "app", nil]),
      topic: chance.pick(["refund", nil]),
      language: chance.pick(["en", "de-AT", nil]),
      source: SourceReference(input: chance.upTo(2), line: number + 1)
    )
    if chance.upTo(4) == 0 { conversation.parent = "c\"\(chance.upTo(count))" }
    conversation.missingLists = chance.pick([[], .measuring, [.negative, .stopWords, .promise]])
    conversation.direction = chance.pick([.inbound, .outbound, nil])
    conversation.created = chance.pick([.missing, Instant(milliseconds: start + Int64(number))])
    conversation.updated = chance.pick([.missing, Instant(milliseconds: start + 7)])
    conversation.closed = chance.pick([.missing, Instant(milliseconds: -1)])
    conversation.rating = chance.pick([
      nil, Rating(score: 4, min: 1, max: 5),
      Rating(score: 1.0 / 3, min: -1e6, max: 1e6 - 1.0 / 7, time: Instant(milliseconds: start)),
    ])
    conversation.resolution = chance.pick([
      nil, Resolution(resolved: true, by: .customer), Resolution(resolved: false, by: .bot),
      Resolution(resolved: true, by: .human), Resolution(resolved: true, by: .timer),
    ])
    conversation.explicitHandledBy = chance.pick(["bot_only", nil])
    conversation.explicitEntry = chance.pick(["human_first", nil])
    conversation.explicitHandleTime = chance.pick([90_500, nil])
    conversation.explicitAfterWork = chance.pick([0, 30_000, nil])
    conversation.explicitHandedOff = chance.pick([true, false, nil])
    if chance.upTo(1) == 0 { conversation.rating?.hasComment = true }
    conversation.tags = chance.pick([[], ["refund", "a, \"b\""]])
    conversation.roleSources = RoleSources(
      byName: chance.upTo(2),
      given: chance.upTo(2),
      conflicts: chance.upTo(2)
    )
    conversation.isTest = chance.pick([true, false])
    conversation.isSpam = chance.pick([true, false])
    conversation.duplicateMessages = chance.upTo(2)
    conversation.naiveTimestamps = chance.upTo(2)
    conversation.implausibleTimestamps = chance.upTo(2)
    var time = start + Int64(chance.upTo(200)) * Span.minute
    for place in 0..<chance.upTo(9) {
      time += Int64(chance.pick([-1, 0, 1, 5, 11, 1441])) * Span.minute
      let isEvent = chance.upTo(3) == 0
      conversation.timeline.append(
        TimelineEntry(
          time: chance.upTo(9) == 0 ? .missing : Instant(milliseconds: time),
          role: chance.pick([.customer, .customer, .bot, .human, .system, .unknown]),
          shape: UInt8(
            chance.upTo((isEvent ? EventKind.allCases.count : MessageKind.allCases.count) - 1)
          ),
          flags: TimelineEntry.Flags(rawValue: UInt8(chance.upTo(63)) << 1 | (isEvent ? 1 : 0)),
          marks: Marks(rawValue: UInt32(truncatingIfNeeded: chance.next() & chance.next())),
          words: UInt16(chance.upTo(8)),
          maskedHash: isEvent ? 0 : chance.pick([0, 5, 6, .max]),
          author: chance.pick([0, 77, .max]),
          echo: UInt16(chance.upTo(place)),
          loop: UInt16(chance.upTo(place)),
          language: chance.pick([.unknown, .unknown, LanguageCode("de"), LanguageCode("en")]),
          detections: Detections(rawValue: UInt8(chance.upTo(63))),
          destination: UInt8(chance.pick([0, 1, 255])),
          links: LinkTraits(rawValue: UInt8(chance.upTo(255)))
        )
      )
    }
    return conversation
  }
}

/// A table with one row per contact and one value of each kind in every column.
func plainTable(_ contacts: [Contact], _ conversations: [Conversation]) -> ContactTable {
  var table = ContactTable()
  let count = contacts.count
  table.id = contacts.map(\.id)
  table.conversationIDs = contacts.map { $0.conversations.map { conversations[$0].id } }
  table.source = contacts.map {
    let source = conversations[$0.conversations[0]].source
    return (source.input, source.line)
  }
  table.start = contacts.map(\.start)
  table.end = contacts.map { contactEnd(of: $0.timeline) }
  table.entry = .init(repeating: .botFirst, count: count)
  table.handledBy = .init(repeating: .botToHuman, count: count)
  table.outcome = .init(repeating: .silentAfterAnswer, count: count)
  table.outcomeEvidence = .init(repeating: .inferred, count: count)
  table.isEngaged = .init(repeating: true, count: count)
  table.leftOut = (0..<count).map { $0 % 2 == 0 ? nil : .outsidePeriod }
  table.strata.topicNames = ["unknown", "refund"]
  table.strata.topic = (0..<count).map { Int32($0 % 2) }
  table.strata.language = .init(repeating: 0, count: count)
  table.strata.channel = .init(repeating: 0, count: count)
  let rates: [RateCell] = [
    .known(true, .explicit), .known(false, .heuristic), .null(.unknownCustomer),
  ]
  table.rates = RateMetric.all.map { metric in (0..<count).map { _ in rates[metric.index % 3] } }
  let values: [ValueCell] = [
    .known(12.5, .event), .censored(at: 60, .openCensored), .null(.missingTimestamp),
  ]
  table.values = ValueMetric.all.map { metric in
    ValueCells(repeatElement(values[metric.index % 3], count: count))
  }
  return table
}

let rowInputs = ["march/a.jsonl", "april/b.jsonl", "c.xml.gz"]

/// Facts files as bytes of lines, as a run over these conversations would write them.
func factsFile(_ conversations: [Conversation], _ keys: FactRowKeys = .plain) -> [UInt8] {
  let contacts = assembleContacts(conversations, rules: ContactRules()).contacts
  let writer = FactRowWriter(
    contacts: contacts,
    conversations: conversations,
    table: plainTable(contacts, conversations),
    inputs: rowInputs,
    keys: keys
  )
  return writer.lines(0..<writer.count)
}

func read(_ files: [[UInt8]]) -> FactRows {
  var reader = FactRowReader()
  for (input, file) in files.enumerated() {
    for (index, line) in file.split(separator: 10, omittingEmptySubsequences: false).enumerated() {
      reader.read(Array(line), at: .init(input: input, line: index + 1))
    }
  }
  return reader.finish()
}

/// A conversation in words, all fields, as a facts file should keep it: without the hashes that it withholds.
func kept(_ conversation: Conversation, inputs: [String]) -> String {
  var conversation = conversation
  let file = inputs[conversation.source.input]
  conversation.source.input = 0
  conversation.timeline = withheld(conversation.timeline)
  return "\(file) \(conversation)"
}

func withheld(_ timeline: [TimelineEntry]) -> [TimelineEntry] {
  timeline.map {
    var entry = $0
    if !entry.role.isResponder {
      entry.author = 0
      if !entry.canEcho { entry.maskedHash = 0 }
    }
    if entry.isEvent { entry.maskedHash = 0 }
    return entry
  }
}
