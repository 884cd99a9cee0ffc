import Records
import Wording

/// Turns the logged entries of one conversation into its timeline: deduplicated, ordered, repeats found.
struct TimelineBuilder {
  /// How many messages back a repeat is looked for. Keeps a conversation of a million messages linear.
  static let lookBack = 200

  private let rules: IngestRules
  private var items: [(entry: LogEntry, tokens: UnsafeBufferPointer<UInt32>)] = []

  init(rules: IngestRules) {
    self.rules = rules
  }

  mutating func add(_ entry: LogEntry, _ tokens: UnsafeBufferPointer<UInt32>) {
    items.append((entry, tokens))
  }

  mutating func removeAll() {
    items.removeAll(keepingCapacity: items.capacity <= 1 << 16)
  }

  /// - Returns: The conversation, its source line still the line in its block.
  mutating func conversation(_ head: OpenConversation) -> Conversation {
    var result = Conversation(
      format: head.format, id: head.id, customer: head.customer.value, channel: head.channel.value,
      topic: head.topic.value, language: head.language.value,
      source: SourceReference(input: head.first.input, line: 0))
    result.position = head.first
    result.apply(head.heads)
    reorder(by: items.map { Int64(bitPattern: $0.entry.position) })
    result.duplicateMessages = dropDuplicates()
    for index in items.indices {
      if items[index].entry.isNaive { result.naiveTimestamps += 1 }
      let time = Instant(milliseconds: items[index].entry.entry.time)
      if time.isKnown, time < IngestRules.earliestPlausible || time > rules.latestPlausible {
        items[index].entry.entry.time = Instant.missing.milliseconds
        result.implausibleTimestamps += 1
      }
    }
    order()
    result.timeline = timeline(language: head.language.value)
    return result
  }

  /// Keeps the first message of each id, in input order. METRICS 1.3, rule 1.
  private mutating func dropDuplicates() -> Int {
    var seen: Set<UInt64> = []
    var dropped = 0
    // Most conversations are short; comparing all pairs costs less than a set.
    let isShort = items.count <= 24
    var kept = 0
    for index in items.indices {
      let id = items[index].entry.message
      var isDuplicate = false
      if id != 0 {
        if isShort {
          for earlier in 0..<kept where items[earlier].entry.message == id {
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
    items.removeSubrange(kept...)
    return dropped
  }

  /// By `seq` if every message has one, else by time if every message has one, else as they came. METRICS section 2.
  ///
  /// Events have their place by time among what stands around them; without a time they keep it.
  private mutating func order() {
    var allHaveSequence = true
    var allHaveTime = true
    var hasMessage = false
    for item in items where !item.entry.isEvent {
      hasMessage = true
      if !item.entry.hasSequence { allHaveSequence = false }
      if item.entry.time == Self.missing { allHaveTime = false }
    }
    if hasMessage, allHaveSequence {
      orderBySequence()
    } else if allHaveTime {
      var last = Int64.min
      reorder(
        by: items.map { item in
          if item.entry.time != Self.missing { last = item.entry.time }
          return last
        })
    }
  }

  private static let missing = Instant.missing.milliseconds

  private mutating func orderBySequence() {
    let messages = items.indices.filter { !items[$0].entry.isEvent }
    let ordered = messages.sorted {
      (items[$0].entry.sequence, $0) < (items[$1].entry.sequence, $1)
    }
    // Twice its place for a message; an event stands behind a message, or before all with -1.
    var keys = [Int](repeating: -1, count: items.count)
    for (place, index) in ordered.enumerated() { keys[index] = place * 2 }
    let times = ordered.map { items[$0].entry.time }
    let earliest = Self.earliestFromHere(times)
    var previous = -1
    // An event without a time goes with what came before it.
    var sortTimes = items.map(\.entry.time)
    for index in items.indices {
      if index > 0, sortTimes[index] == Self.missing { sortTimes[index] = sortTimes[index - 1] }
      guard items[index].entry.isEvent else {
        previous = keys[index]
        continue
      }
      let time = items[index].entry.time
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

  /// The least known time from each place on. It never falls, so that a search by halves finds the last place that
  /// is not later than some time.
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
    var isSorted = true
    for index in keys.indices.dropFirst() where keys[index] < keys[index - 1] {
      isSorted = false
      break
    }
    if isSorted { return }
    let places = keys.indices.sorted { (keys[$0], $0) < (keys[$1], $1) }
    items = places.map { items[$0] }
  }

  private func timeline(language: String?) -> [TimelineEntry] {
    var isListed = true
    if let language, !language.isEmpty {
      isListed = rules.languages.contains(LanguageCode(language))
    }
    var result: [TimelineEntry] = []
    result.reserveCapacity(items.count)
    for item in items {
      let logged = item.entry.entry
      var marks = Marks(rawValue: logged.marks)
      var flags = TimelineEntry.Flags(rawValue: logged.flags)
      var shape = logged.shape
      if flags.isDisjoint(with: .event) {
        if isListed, marks.contains(.languageSupported) {
          flags.insert(.scanned)
        } else {
          // Hits came from another language's lists.
          marks.formIntersection(.shapes)
          if !flags.contains(.explicitKind) { shape = MessageKind.text.rawValue }
        }
      }
      result.append(
        TimelineEntry(
          time: Instant(milliseconds: logged.time), role: Role(rawValue: logged.role) ?? .unknown,
          shape: shape, flags: flags, marks: marks, words: logged.words,
          maskedHash: logged.maskedHash, author: logged.author))
    }
    findRepeats(&result)
    return result
  }

  /// Sets `echo` and `loop`. METRICS M45 and M53.
  private func findRepeats(_ timeline: inout [TimelineEntry]) {
    // How many customer messages, and how many replies, stand before each entry.
    var customers = 0
    var replies = 0
    var askedAgain = 0
    var before: [(customers: Int, replies: Int, askedAgain: Int)] = []
    before.reserveCapacity(timeline.count)
    for entry in timeline {
      before.append((customers, replies, askedAgain))
      guard entry.isPublicMessage else { continue }
      switch entry.role {
      case .customer:
        customers += 1
        if entry.marks.contains(.askRepeat) { askedAgain += 1 }
      case .bot, .human: if entry.mayRespond { replies += 1 }
      case .system, .unknown: break
      }
    }
    // Messages of one role that resemble an earlier one with the other side between them: later → earlier ones.
    var alike: [Int: [Int]] = [:]
    for (later, entry) in timeline.enumerated()
    where later < Int(UInt16.max) && isLongEnough(later, entry.role) {
      guard let threshold = entry.repeatThreshold else { continue }
      let mine = summary(later)
      var earlier = later
      while earlier > 0, later - earlier < Self.lookBack {
        earlier -= 1
        let other = timeline[earlier]
        guard other.role == entry.role, other.repeatThreshold != nil,
          isLongEnough(earlier, other.role)
        else { continue }
        if entry.role == .customer {
          guard before[later].replies > before[earlier].replies else { continue }
        } else {
          guard before[later].customers > before[earlier].customers else { continue }
          // A customer who asks to hear it again makes repeating right.
          guard before[later].askedAgain == before[earlier].askedAgain else { break }
        }
        let isSame = entry.maskedHash == other.maskedHash && entry.maskedHash != 0
        if !isSame {
          guard mayReach(threshold, mine, summary(earlier)),
            jaccardAtLeast(items[later].tokens, items[earlier].tokens, threshold: threshold)
          else { continue }
        }
        if timeline[later].echo == 0 { timeline[later].echo = UInt16(earlier + 1) }
        // Customers' messages need one earlier message, loops need them all.
        if entry.role == .customer { break }
        alike[later, default: []].append(earlier)
      }
    }
    for (later, matches) in alike where matches.count > 1 {
      var first = -1
      for middle in matches {
        for earliest in alike[middle] ?? [] where earliest > first && matches.contains(earliest) {
          first = earliest
        }
      }
      if first >= 0 { timeline[later].loop = UInt16(first + 1) }
    }
  }

  /// A customer's message needs three tokens to count as said again; a reply needs one.
  private func isLongEnough(_ index: Int, _ role: Role) -> Bool {
    items[index].tokens.count >= (role == .customer ? 3 : 1)
  }

  private func summary(_ index: Int) -> TextSummary {
    var signature: UInt64 = 0
    for token in items[index].tokens { signature |= 1 << UInt64(token >> 26) }
    return TextSummary(
      tokenCount: UInt16(clamping: items[index].tokens.count), signature: signature)
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

extension LogEntry {
  var isEvent: Bool { entry.flags & TimelineEntry.Flags.event.rawValue != 0 }
  var time: Int64 { entry.time }
}

extension TimelineEntry {
  /// A public message of a responder that can answer something. METRICS 1.2, but for the customer before it.
  package var mayRespond: Bool {
    guard isPublicMessage, role.isResponder else { return false }
    switch kind {
    case .autoAck, .survey, .closingNotice: return false
    default: return true
    }
  }

  /// How alike two of these must be to count as a repeat; nil for messages that never do. METRICS M45, M53.
  var repeatThreshold: Double? {
    guard isPublicMessage else { return nil }
    switch role {
    case .customer:
      return marks.isDisjoint(with: [.courtesyOnly, .onlyNumbers]) ? 0.80 : nil
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
