import Records
import Wording

/// Turns the logged entries of one conversation into its timeline: deduplicated, ordered, repeats found.
///
/// Made for many conversations, one after another: its buffers stay.
struct TimelineBuilder: ~Copyable {
  private let rules: IngestRules
  var items = Scratch<LogEntry>()
  /// What the items are sorted by where they have to be: first their blocks, later their times.
  var keys = Scratch<UInt64>()
  private var isInInputOrder = true
  private var repeats = RepeatSearch()
  // Most conversations are in the language of the one before.
  private var lastLanguage = ""
  private var lastListed: Marks? = .judging

  init(rules: IngestRules) {
    self.rules = rules
  }

  /// Room for one more entry of a conversation that comes whole, and therefore in order.
  @inline(__always)
  mutating func extend() -> UnsafeMutablePointer<LogEntry> {
    items.resize(to: items.count + 1)
    return items.base + (items.count - 1)
  }

  /// Adds the entries at some places of a log's list; `areAll` says that no other log holds any of the conversation.
  @inline(__always)
  mutating func add(_ list: Range<Int>, of entries: LoggedEntries, areAll: Bool) {
    if areAll, entries.isInInputOrder {
      for place in list { items.append(entries[place].pointee) }
      return
    }
    for place in list {
      let entry = entries[place].pointee
      let block = entries.block(of: entry)
      if keys.count > 0, block < keys[keys.count - 1] { isInInputOrder = false }
      items.append(entry)
      keys.append(block)
    }
  }

  @inline(__always)
  mutating func removeAll() {
    items.removeAll()
    keys.removeAll()
    isInInputOrder = true
  }

  /// - Returns: The conversation, its source line still the line in its block.
  mutating func conversation(_ open: consuming OpenConversation) -> Conversation {
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
    if !isInInputOrder { sortByKeys() }
    order(settle(&result))
    var listed: Marks? = .judging
    if let language = result.language, !language.isEmpty {
      listed = self.listed(language)
    } else {
      result.detectedLanguage = detectedLanguage()
      // Of a language that is not known, the lists of all languages may count.
      if result.detectedLanguage != .unknown { listed = rules.lists[result.detectedLanguage] }
    }
    if let listed { result.missingLists = Marks.judging.subtracting(listed) }
    result.timeline = timeline(isListed: listed != nil)
    return result
  }

  /// What decides the order of a conversation's items.
  struct Signs {
    var hasMessage = false
    var allHaveSequence = true
    var allHaveTime = true
    var isInOrderOfTime = true
  }

  /// Keeps the first message of each id, in input order (METRICS 1.3, rule 1), and no implausible time.
  private mutating func settle(_ result: inout Conversation) -> Signs {
    var signs = Signs()
    var latest = Int64.min
    var kept = 0
    var (naive, implausible, late) = (0, 0, 0)
    // One bit for each id so far: nearly all ids are new, and their bit tells.
    var met: UInt64 = 0
    var seen: Set<UInt64> = []
    let isLong = items.count > 64
    let base = items.base
    let earliestPlausible = IngestRules.earliestPlausible.milliseconds
    let latestPlausible = rules.latestPlausible.milliseconds
    for index in 0..<items.count {
      let id = base[index].message
      if id != 0 {
        let bit: UInt64 = 1 << (id & 63)
        if isLong {
          guard seen.insert(id).inserted else { continue }
        } else if met & bit != 0, stands(id, before: kept) {
          continue
        }
        met |= bit
      }
      if kept != index { base[kept] = base[index] }
      let item = base + kept
      kept += 1
      if item.pointee.isNaive { naive += 1 }
      var time = item.pointee.time
      if time != Self.missing, time < earliestPlausible || time > latestPlausible {
        time = Self.missing
        item.pointee.time = time
        implausible += 1
      }
      if !item.pointee.isEvent {
        signs.hasMessage = true
        if !item.pointee.hasSequence { signs.allHaveSequence = false }
        if time == Self.missing { signs.allHaveTime = false }
      }
      if time != Self.missing {
        if time < latest {
          signs.isInOrderOfTime = false
          late += 1
        }
        latest = time
      }
    }
    result.duplicateMessages = items.count - kept
    result.naiveTimestamps = naive
    result.implausibleTimestamps = implausible
    result.lateEntries = late
    items.resize(to: kept)
    return signs
  }

  private func stands(_ id: UInt64, before end: Int) -> Bool {
    for index in 0..<end where items[index].message == id { return true }
    return false
  }

  static let missing = Instant.missing.milliseconds

  /// The families of lists that a language has; nil when it has none.
  private mutating func listed(_ language: String) -> Marks? {
    if language != lastLanguage {
      lastLanguage = language
      lastListed = rules.lists[LanguageCode(language)]
    }
    return lastListed
  }

  private mutating func timeline(isListed: Bool) -> [TimelineEntry] {
    let count = items.count
    let items = items.base
    return [TimelineEntry](unsafeUninitializedCapacity: count) { buffer, written in
      guard let base = buffer.baseAddress else { return }
      for index in 0..<count {
        (base + index).initialize(to: (items + index).pointee.timelineEntry(isListed: isListed))
      }
      written = count
      repeats.mark(base, items, count)
    }
  }
}

extension LogEntry {
  /// What stays of the entry.
  ///
  /// `isListed` says that there are phrase lists for the language that the conversation names, or that it names none.
  @inline(__always)
  fileprivate func timelineEntry(isListed: Bool) -> TimelineEntry {
    var marks = marks
    var flags = flags
    var shape = shape
    if !isEvent {
      if isListed, marks & supported != 0 {
        flags |= TimelineEntry.Flags.scanned.rawValue
      } else {
        // Hits came from another language's lists.
        marks &= shapes
        if flags & TimelineEntry.Flags.explicitKind.rawValue == 0 {
          shape = MessageKind.text.rawValue
        }
      }
    }
    return TimelineEntry(
      time: Instant(milliseconds: time),
      role: Role(rawValue: role) ?? .unknown,
      shape: shape,
      flags: TimelineEntry.Flags(rawValue: flags),
      marks: Marks(rawValue: marks),
      words: words,
      maskedHash: maskedHash,
      author: author
    )
  }
}

private let supported = Marks.languageSupported.rawValue
private let shapes = Marks.shapes.rawValue

extension Marks {
  /// Marks that need no phrase list.
  static let shapes: Marks = [
    .endsWithQuestion, .capitals, .punctuationRun, .allCapitals, .hasURL, .onlyNumbers,
  ]
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

/// Customers' messages that never count as said again.
private let saysNothing = Marks.courtesyOnly.rawValue | Marks.onlyNumbers.rawValue
