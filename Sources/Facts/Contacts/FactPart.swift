package import Conversations
import Records
import Wording

/// The facts of some contacts, one after the other in memory, and the lists that they point into.
package struct FactPart: Sendable {
  package internal(set) var facts: [ContactFacts] = []
  var latencies: [ReplyLatency] = []
  var lengths: [ReplyLength] = []
  var touches: [Touch] = []
  var notes: [ReplyNote] = []
  var ratings: [Rating] = []
  var topics = NameCodes()
  var languages = NameCodes()
  /// What the names of `languages` stand for, as far as asked.
  private var languageCodes: [LanguageCode] = []
  var channels = NameCodes()
  /// The greatest time of a message, and how many have a time, for each contact.
  var messages: [(last: Instant, count: Int32)] = []
  /// What holds the lists where they lie in a file.
  private var aside: ListsAside?
  /// Between which times all entries and heads lie; `last` is missing when none has one.
  var first = Instant(milliseconds: .max)
  var last = Instant.missing
  var hasSurveyOffer = false
  var hasQueue = false
  /// Sentiment scores of customers' messages.
  var hasScores = false
  /// A responder declared a contact solved, by an event or a field.
  var hasSolved = false

  /// The language that a name stands for; unknown for a name that stands for none.
  mutating func languageCode(_ name: Int32) -> LanguageCode {
    while languageCodes.count <= Int(name) {
      let next = languageCodes.count
      languageCodes.append(next == 0 ? .unknown : LanguageCode(languages.names[next]))
    }
    return languageCodes[Int(name)]
  }

  /// At least one action event, of anybody and of a human (M59).
  var hasAction = false
  var hasHumanAction = false

  /// Whose actions the export shows.
  mutating func seeActions(_ timeline: TimelineView) {
    hasAction = true
    for index in 0..<timeline.count where timeline.has(.action, index) {
      if timeline.has(.byHuman, index) { hasHumanAction = true }
    }
  }

  /// Keeps what is said of all contacts, and of each of them nothing.
  mutating func dropLists() {
    facts = []
    latencies = []
    lengths = []
    touches = []
    notes = []
    ratings = []
    messages = []
    aside = nil
  }

  /// Sets the lists aside, once all facts are in them.
  package mutating func setAside(in file: PageFile) {
    let lists = ListsAside()
    lists.take(facts, in: file)
    lists.take(latencies, in: file)
    lists.take(lengths, in: file)
    lists.take(touches, in: file)
    lists.take(notes, in: file)
    lists.take(messages, in: file)
    if !lists.isEmpty { aside = lists }
  }

  var isAside: Bool { aside != nil }

  /// Lets go what was read of the lists since.
  func rest() { aside?.rest() }

  /// A time in the head of a record.
  mutating func see(_ time: Instant) {
    guard time.isKnown else { return }
    first = min(first, time)
    last = max(last, time)
  }
}

/// The codes of the names that were met last, found by what their texts consist of in memory: no text is read.
struct RecentNames {
  private struct Recent {
    var low: UInt64
    var high: UInt64
    var code: Int32
  }

  private var recent: [Recent]

  init() {
    // No name has the code 0, so that places which hold nothing yet are right.
    let none = unsafeBitCast(String?.none, to: (UInt64, UInt64).self)
    recent = [Recent](repeating: Recent(low: none.0, high: none.1, code: 0), count: 64)
  }

  @inline(__always)
  mutating func code(_ bits: (UInt64, UInt64), orAsk ask: () -> Int32) -> Int32 {
    let place = Int(truncatingIfNeeded: ((bits.0 ^ bits.1) &* 0x9E37_79B9_7F4A_7C15) >> 58)
    if recent[place].low == bits.0, recent[place].high == bits.1 { return recent[place].code }
    let code = ask()
    recent[place] = Recent(low: bits.0, high: bits.1, code: code)
    return code
  }
}

/// Codes for names in order of first appearance; 0 is unknown.
struct NameCodes: Sendable {
  private(set) var names = ["unknown"]
  private var codes: [String: Int32] = [:]
  /// Codes by the hash of a name's bytes, which is quicker than the hash of its characters.
  private var slots = [(hash: UInt64, code: Int32)](repeating: (0, 0), count: 64)
  private var filled = 0

  mutating func code(_ name: String?) -> Int32 {
    guard let name else { return 0 }
    let hash = byteHash(of: name)
    var place = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[place].code != 0 {
      if slots[place].hash == hash, names[Int(slots[place].code)] == name {
        return slots[place].code
      }
      place = (place + 1) & (slots.count - 1)
    }
    // Other bytes may still be the same characters.
    let code = codes[name] ?? Int32(names.count)
    if codes.updateValue(code, forKey: name) == nil { names.append(name) }
    slots[place] = (hash, code)
    filled += 1
    if filled * 2 > slots.count { grow() }
    return code
  }

  private mutating func grow() {
    var larger = [(hash: UInt64, code: Int32)](repeating: (0, 0), count: slots.count * 2)
    for slot in slots where slot.code != 0 {
      var place = Int(truncatingIfNeeded: slot.hash) & (larger.count - 1)
      while larger[place].code != 0 { place = (place + 1) & (larger.count - 1) }
      larger[place] = slot
    }
    slots = larger
  }
}
