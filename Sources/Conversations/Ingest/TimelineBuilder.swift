import Records
import Wording

/// Turns the logged entries of one conversation into its timeline: deduplicated, ordered, repeats found.
///
/// Made for many conversations, one after another: its buffers stay.
struct TimelineBuilder {
  private let rules: IngestRules
  private var items: [LogEntry] = []
  private var repeats = RepeatSearch()
  // Most conversations are in the language of the one before.
  private var lastLanguage = ""
  private var lastIsListed = true

  init(rules: IngestRules) {
    self.rules = rules
  }

  mutating func add(_ entry: LogEntry) {
    items.append(entry)
  }

  /// Adds an entry and those before it, in the order in which they were logged.
  mutating func add(chainFrom last: UInt32, in entries: ChunkedView<LogEntry>) {
    let start = items.count
    var next = last
    while next > 0 {
      items.append(entries[Int(next) - 1].pointee)
      next = items[items.count - 1].previous
    }
    items[start...].reverse()
  }

  mutating func removeAll() {
    items.removeAll(keepingCapacity: items.capacity <= 1 << 16)
  }

  /// - Returns: The conversation, its source line still the line in its block.
  mutating func conversation(_ open: OpenConversation) -> Conversation {
    let first = RecordPosition(packed: open.places.first)
    var result = Conversation(
      format: open.format,
      id: open.fields.id,
      customer: open.fields.customer,
      channel: open.fields.channel,
      topic: open.fields.topic,
      language: open.fields.language,
      source: SourceReference(input: first.input, line: 0)
    )
    result.position = first
    if !open.fields.heads.isEmpty { result.apply(open.fields.heads) }
    putInInputOrder()
    result.duplicateMessages = dropDuplicates()
    for index in items.indices {
      if items[index].isNaive { result.naiveTimestamps += 1 }
      let time = Instant(milliseconds: items[index].time)
      if time.isKnown, time < IngestRules.earliestPlausible || time > rules.latestPlausible {
        items[index].time = Instant.missing.milliseconds
        result.implausibleTimestamps += 1
      }
    }
    order()
    result.timeline = timeline(language: open.fields.language)
    return result
  }

  /// Keeps the first message of each id, in input order.
  ///
  /// METRICS 1.3, rule 1.
  private mutating func dropDuplicates() -> Int {
    var seen: Set<UInt64> = []
    var dropped = 0
    // Most conversations are short; comparing all pairs costs less than a set.
    let isShort = items.count <= 24
    var kept = 0
    for index in items.indices {
      let id = items[index].message
      var isDuplicate = false
      if id != 0 {
        if isShort {
          for earlier in 0..<kept where items[earlier].message == id {
            isDuplicate = true
            break
          }
        } else {
          isDuplicate = !seen.insert(id).inserted
        }
      }
      if isDuplicate {
        dropped += 1
      } else {
        if kept != index { items[kept] = items[index] }
        kept += 1
      }
    }
    if dropped > 0 { items.removeSubrange(kept...) }
    return dropped
  }

  /// By `seq` if every message has one, else by time if every message has one, else as they came.
  ///
  /// METRICS section 2.
  ///
  /// Events have their place by time among what stands around them; without a time they keep it.
  private mutating func order() {
    var allHaveSequence = true
    var allHaveTime = true
    var hasMessage = false
    var isInOrder = true
    var latest = Int64.min
    for index in items.indices {
      let time = items[index].time
      if !items[index].isEvent {
        hasMessage = true
        if !items[index].hasSequence { allHaveSequence = false }
        if time == Self.missing { allHaveTime = false }
      }
      if time != Self.missing {
        if time < latest { isInOrder = false }
        latest = time
      }
    }
    if hasMessage, allHaveSequence {
      orderBySequence()
    } else if allHaveTime, !isInOrder {
      var last = Int64.min
      reorder(
        by: items.map { item in
          if item.time != Self.missing { last = item.time }
          return last
        }
      )
    }
  }

  private static let missing = Instant.missing.milliseconds

  private mutating func orderBySequence() {
    let messages = items.indices.filter { !items[$0].isEvent }
    let ordered = messages.sorted {
      (items[$0].sequence, $0) < (items[$1].sequence, $1)
    }
    // Twice its place for a message; an event stands behind a message, or before all with -1.
    var keys = [Int](repeating: -1, count: items.count)
    for (place, index) in ordered.enumerated() { keys[index] = place * 2 }
    let times = ordered.map { items[$0].time }
    let earliest = Self.earliestFromHere(times)
    var previous = -1
    // An event without a time goes with what came before it.
    var sortTimes = items.map(\.time)
    for index in items.indices {
      if index > 0, sortTimes[index] == Self.missing { sortTimes[index] = sortTimes[index - 1] }
      guard items[index].isEvent else {
        previous = keys[index]
        continue
      }
      let time = items[index].time
      if time == Self.missing || earliest.first == .max {
        // Nothing to compare with: it keeps its place behind the message that came before it.
        keys[index] = previous + (previous < 0 ? 0 : 1)
      } else {
        // Behind the last message that is not later.
        let place = earliest.partitioningIndex { $0 > time } - 1
        keys[index] = place * 2 + 1
      }
    }
    // Events between the same two messages are in order of time.
    let places = items.indices.sorted {
      (keys[$0], sortTimes[$0], $0) < (keys[$1], sortTimes[$1], $1)
    }
    items = places.map { items[$0] }
  }

  /// The least known time from each place on.
  ///
  /// It never falls, so that a search by halves finds the last place that is not later than some
  /// time.
  private static func earliestFromHere(_ times: [Int64]) -> [Int64] {
    var result = times
    var least = Int64.max
    for index in times.indices.reversed() {
      if times[index] != missing { least = Swift.min(least, times[index]) }
      result[index] = least
    }
    return result
  }

  /// Stable sort of the items by one key each.
  private mutating func reorder(by keys: [Int64]) {
    let places = keys.indices.sorted { (keys[$0], $0) < (keys[$1], $1) }
    items = places.map { items[$0] }
  }

  private mutating func putInInputOrder() {
    for index in items.indices.dropFirst()
    where items[index].position < items[index - 1].position {
      return reorder(by: items.map { Int64(bitPattern: $0.position) })
    }
  }

  private mutating func isListed(_ language: String?) -> Bool {
    guard let language, !language.isEmpty else { return true }
    if language != lastLanguage {
      lastLanguage = language
      lastIsListed = rules.languages.contains(LanguageCode(language))
    }
    return lastIsListed
  }

  private mutating func timeline(language: String?) -> [TimelineEntry] {
    let isListed = isListed(language)
    let shapes = Marks.shapes
    var result: [TimelineEntry] = []
    result.reserveCapacity(items.count)
    for index in items.indices {
      let item = items[index]
      var marks = Marks(rawValue: item.marks)
      var flags = item.flags
      var shape = item.shape
      if !item.isEvent {
        if isListed, marks.contains(.languageSupported) {
          flags |= TimelineEntry.Flags.scanned.rawValue
        } else {
          // Hits came from another language's lists.
          marks.formIntersection(shapes)
          if flags & TimelineEntry.Flags.explicitKind.rawValue == 0 {
            shape = MessageKind.text.rawValue
          }
        }
      }
      result.append(
        TimelineEntry(
          time: Instant(milliseconds: item.time),
          role: Role(rawValue: item.role) ?? .unknown,
          shape: shape,
          flags: TimelineEntry.Flags(rawValue: flags),
          marks: marks,
          words: item.words,
          maskedHash: item.maskedHash,
          author: item.author
        )
      )
    }
    repeats.mark(&result, items)
    return result
  }
}

extension [Int64] {
  /// The first place whose value fulfils the condition, which all later ones fulfil too; `count` when none does.
  fileprivate func partitioningIndex(_ condition: (Int64) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = low + (high - low) / 2
      if condition(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

extension TimelineEntry {
  /// A public message of a responder that can answer something.
  ///
  /// METRICS 1.2, but for the customer before it.
  package var mayRespond: Bool {
    guard isPublicMessage, role.isResponder else { return false }
    switch kind {
    case .autoAck, .survey, .closingNotice: return false
    default: return true
    }
  }

  /// How alike two of these must be to count as a repeat; nil for messages that never do.
  ///
  /// METRICS M45, M53.
  var repeatThreshold: Double? {
    guard isPublicMessage else { return nil }
    switch role {
    case .customer:
      return marks.rawValue & saysNothing == 0 ? 0.80 : nil
    case .bot, .human:
      return mayRespond && kind != .greeting ? 0.90 : nil
    case .system, .unknown: return nil
    }
  }
}

extension Marks {
  /// Marks that need no phrase list.
  static let shapes: Marks = [
    .endsWithQuestion, .capitals, .punctuationRun, .allCapitals, .hasURL, .onlyNumbers,
  ]
}

/// Customers' messages that never count as said again.
private let saysNothing = Marks.courtesyOnly.rawValue | Marks.onlyNumbers.rawValue
