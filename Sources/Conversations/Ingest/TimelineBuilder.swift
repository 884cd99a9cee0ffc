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
  private var repeats: RepeatSearch
  let languages = KnownLanguages()
  /// Kept, because asking for it counts a reference to each of its lists.
  let languageModel = LanguageModel.shared
  // Most conversations are in the language of the one before.
  private var lastLanguage = ""
  private var lastListed: Marks? = .measuring
  private var lastWords: WordTable?
  /// Where timelines are laid down.
  private var store: TimelineStore
  // Copied once: a static property of another module is a call at every use.
  private let supported = Marks.languageSupported.rawValue
  private let humanRequest = Marks.humanRequest.rawValue
  private let shapes = Marks.shapes.rawValue
  private let text = MessageKind.text.rawValue
  let customer = Role.customer.rawValue
  let system = Role.system.rawValue
  let unknown = Role.unknown.rawValue
  private let negative = Marks.negative.rawValue
  private let scored = TimelineEntry.Flags.hasScore.rawValue

  init(rules: IngestRules) {
    self.rules = rules
    repeats = RepeatSearch(rules)
    store = TimelineStore(file: rules.pageFile)
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

  /// Gives a conversation what its lines said and its timeline; its source line is still the line in its block.
  mutating func finish(_ conversation: inout Conversation, _ heads: [HeadCopy]) {
    if !heads.isEmpty { conversation.apply(heads) }
    if !isInInputOrder { sortByKeys() }
    order(settle(&conversation))
    if conversation.hasDates { conversation.dropDates { $0 < IngestRules.earliestPlausible } }
    var listed: Marks? = .measuring
    let words: WordTable?
    if let language = conversation.language, !language.isEmpty {
      listed = self.listed(language)
      words = lastWords
    } else if !rules.takesTokens {
      // Nothing tells the language: the lists of all may count.
      words = nil
    } else {
      conversation.detectedLanguage = detectedLanguage()
      // Of a language that is not known, the lists of all languages may count.
      let detected = conversation.detectedLanguage
      if detected != .unknown { listed = rules.lists[detected] }
      words = rules.words[detected]
    }
    if let listed { conversation.missingLists = Marks.measuring.subtracting(listed) }
    conversation.entries = timeline(isListed: listed != nil, words)
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
    var roles = RoleSources()
    // One bit for each id so far: nearly all ids are new, and their bit tells.
    var met: UInt64 = 0
    var seen: Set<UInt64> = []
    let isLong = items.count > 64
    let base = items.base
    let earliestPlausible = IngestRules.earliestPlausible.milliseconds
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
      if item.pointee.notes & LogEntry.roleNotes != 0 { roles.count(item.pointee.notes) }
      var time = item.pointee.time
      if time != Self.missing, time < earliestPlausible {
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
    result.roleSources = roles
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
      let code = LanguageCode(language)
      lastListed = rules.lists[code]
      // Of a language that cannot be read, no words at all.
      lastWords = code == .unknown ? nil : rules.words[code]
    }
    return lastListed
  }

  private mutating func timeline(isListed: Bool, _ words: WordTable?) -> Timeline {
    let count = items.count
    let items = items.base
    let (timeline, base) = store.timeline(of: count)
    var asked = 0
    // Whether somebody may ask for a human.
    var marks: UInt32 = 0
    guard rules.takesTokens else {
      for index in 0..<count {
        (base + index).initialize(to: timelineEntry(items + index, isListed: isListed, nil))
        marks |= items[index].marks
      }
      if marks & humanRequest != 0 { MenuChoices.mark(base, items, count) }
      return timeline
    }
    // Where some messages have scores, the others are not weighed by their words (M49).
    var hasScores = false
    for index in 0..<count where items[index].flags & scored != 0 { hasScores = true }
    // Not counted: all threads would write the one count at every message. The rules hold the table.
    let words = words.map { Unmanaged.passUnretained($0) }
    let weights = hasScores ? nil : words
    for index in 0..<count {
      let entry = base + index
      entry.initialize(to: timelineEntry(items + index, isListed: isListed, weights))
      marks |= items[index].marks
      if asked < Self.askedReplies, entry.pointee.isAnswer {
        entry.pointee.language = language(of: items + index)
        asked += 1
      }
    }
    if marks & humanRequest != 0 { MenuChoices.mark(base, items, count) }
    repeats.mark(base, items, count, words)
    if let detectors = rules.detectors { detect(base, detectors) }
    return timeline
  }

  /// What stays of an entry.
  ///
  /// `isListed` says that there are phrase lists for the language that the conversation names, or that it names none.
  @inline(__always)
  private func timelineEntry(
    _ entry: UnsafePointer<LogEntry>,
    isListed: Bool,
    _ words: Unmanaged<WordTable>?
  ) -> TimelineEntry {
    var marks = entry.pointee.marks
    var flags = entry.pointee.flags
    var shape = entry.pointee.shape
    if !entry.pointee.isEvent {
      if isListed, marks & supported != 0 {
        flags |= TimelineEntry.Flags.scanned.rawValue
        if let words, words._withUnsafeGuaranteedRef({ isNegative(entry, $0) }) {
          marks |= negative
        }
      } else {
        // Hits came from another language's lists.
        marks &= shapes | (flags & scored != 0 ? negative : 0)
        if flags & TimelineEntry.Flags.explicitKind.rawValue == 0 {
          shape = text
        }
      }
    }
    let links = entry.pointee.links
    return TimelineEntry(
      time: Instant(milliseconds: entry.pointee.time),
      // A role is its raw value in a byte, and was one when it was logged.
      role: unsafeBitCast(entry.pointee.role, to: Role.self),
      shape: shape,
      flags: TimelineEntry.Flags(rawValue: flags),
      marks: unsafeBitCast(marks, to: Marks.self),
      words: entry.pointee.words,
      maskedHash: entry.pointee.maskedHash,
      author: entry.pointee.author,
      destination: UInt8(truncatingIfNeeded: links),
      links: LinkTraits(rawValue: UInt8(truncatingIfNeeded: links >> 16))
    )
  }
}

extension TimelineBuilder {
  /// M49, of a customer's message; from its tokens, as only now its language is known.
  @inline(__always)
  private func isNegative(_ entry: UnsafePointer<LogEntry>, _ words: WordTable) -> Bool {
    guard entry.pointee.role == customer, let tokens = entry.pointee.tokens else { return false }
    return words.isNegative(
      UnsafeBufferPointer(start: tokens, count: Int(entry.pointee.tokenCount))
    )
  }
}

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

  /// A substantive reply, if the customer has spoken before (METRICS 1.2).
  var isAnswer: Bool {
    guard isPublicMessage, role.isResponder else { return false }
    return kind == .text || kind == .menu
  }

  /// Whether it can say again what another one said.
  ///
  /// METRICS M45, M53.
  var mayRepeat: Bool {
    guard isPublicMessage else { return false }
    switch role {
    case .customer: return marks.rawValue & saysNothing == 0
    case .bot, .human: return mayRespond && kind != .greeting && marks.rawValue & legal == 0
    case .system, .unknown: return false
    }
  }
}

private let legal = Marks.legal.rawValue

/// Customers' messages that never count as said again.
private let saysNothing = Marks.courtesyOnly.rawValue | Marks.onlyNumbers.rawValue
