import Conversations
import Records

/// The facts of all contacts in the order of the table's rows, with what the other contacts of a customer say.
package struct LinkedFacts: Sendable {
  /// Without its conversations where no row asks for them.
  private(set) var contacts: ContactSet
  let options: FactOptions
  let observation: Observation
  let isNamed: Bool
  let surveyOffersExported: Bool
  let solvedIsExported: Bool
  let scoresAreExported: Bool
  let queueIsExported: Bool
  /// Whether actions of anybody, and of humans, are in the export.
  let actionsExported: Bool
  let humanActionsExported: Bool
  private let memory: FactMemory
  /// Some of the facts lie in a file.
  private let isAside: Bool
  private let places: [PartPlaces]
  /// The first contact of each part, and the end.
  private let begins: [Int]

  var columns = Columns(0)
  var links: [Link] = []
  var chains = Chains()
  /// By chain.
  var chainSums: [ChainSum] = []
  /// Milliseconds of human work by touch, shared among the contacts a person had open at once.
  private var work: [Double] = []
  /// Where each part's touches begin in `work`.
  private var workBegins: [Int] = []
  var topicNames: [String] = []
  var languageNames: [String] = []
  var channelNames: [String] = []

  /// Per customer.
  var capsHabits: [Bool] = []
  var highFrequencyCustomers = 0
  /// What stands in many contacts (M55).
  var templates = TemplateCounts(least: 0, replies: 0)

  /// Columns whose codes are given in the order of rows.
  struct Columns {
    var customer: [Int32] = []
    var customerKnown: [Bool] = []
    var topic: [Int32] = []
    var language: [Int32] = []
    var channel: [Int32] = []

    init(_ rows: Int) {
      customer.reserveDense(rows)
      customerKnown.reserveDense(rows)
      topic.reserveDense(rows)
      language.reserveDense(rows)
      channel.reserveDense(rows)
    }
  }

  init(_ contacts: ContactSet, _ parts: [FactPart], _ options: FactOptions, named: Bool) {
    self.contacts = contacts
    memory = FactMemory(parts)
    isAside = parts.contains(where: \.isAside)
    self.options = options
    isNamed = named
    observation = Observation(parts, contacts, given: options.asOf)
    surveyOffersExported = parts.contains(where: \.hasSurveyOffer)
    queueIsExported = parts.contains(where: \.hasQueue)
    solvedIsExported = parts.contains(where: \.hasSolved)
    scoresAreExported = parts.contains(where: \.hasScores)
    actionsExported = parts.contains(where: \.hasAction)
    humanActionsExported = parts.contains(where: \.hasHumanAction)
    places = parts.map { PartPlaces($0) }
    begins = parts.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1.facts.count) }
  }

  /// Gives up the conversations and their timelines, unless the table or somebody behind it needs them.
  mutating func dropConversations() {
    guard !isNamed, !options.readsTimelinesAgain else { return }
    contacts.dropConversations()
  }

  /// Gives up facts that only these rows were still to be laid out from; no row is laid out a second time then.
  ///
  /// Whoever lays rows out at the same time asks for it in between.
  package func release(_ rows: Range<Int>) {
    if options.readsTimelinesAgain { contacts.restTimelines(ofOrdered: rows) }
    for row in rows {
      restNowAndThen(row)
      if !isNamed { memory.leave(place(of: index(of: row)).part) }
    }
  }

  /// Lets go what was read of the facts, every 8,192 rows, where they lie in a file.
  ///
  /// Whoever reads all rows, on one thread, calls it behind each.
  @inline(__always)
  func restNowAndThen(_ row: Int) {
    guard isAside else { return }
    memory.touch(place(of: index(of: row)).part)
    if row & 0x1FFF == 0x1FFF { memory.rest() }
  }

  /// Rows of the table.
  package var count: Int { contacts.count }

  /// The contact of a row.
  func index(of row: Int) -> Int { Int(contacts.order[row]) }

  /// Where a contact's facts stand: its part, and its place there.
  @inline(__always)
  private func place(of index: Int) -> (part: Int, fact: Int) {
    // Parts are alike in size, so the guess is right or nearly so.
    var part = index * places.count / max(count, 1)
    while begins[part] > index { part -= 1 }
    while begins[part + 1] <= index { part += 1 }
    return (part, index - begins[part])
  }

  /// Lends the facts of a row, and tells their part.
  @inline(__always)
  func withFacts(_ row: Int, _ body: (UnsafePointer<ContactFacts>, Int) -> Void) {
    let place = place(of: index(of: row))
    body(places[place.part].facts + place.fact, place.part)
  }

  func rating(_ facts: UnsafePointer<ContactFacts>, _ part: Int) -> Rating? {
    facts.pointee.rating < 0 ? nil : memory.parts[part].ratings[Int(facts.pointee.rating)]
  }

  /// Shares the time of every person among the contacts that were open at once.
  mutating func shareTouches() {
    work = Concurrency(memory.parts.flatMap(\.touches)).shared
    var begin = 0
    workBegins = memory.parts.map { part in
      defer { begin += part.touches.count }
      return begin
    }
  }

  /// Milliseconds of human work on a contact, adjusted for concurrency; 0 where it is not known.
  ///
  /// Work after the last message is nobody's shared time. Of a time that a field gives, the same part was shared as of
  /// what the messages show.
  func work(_ fact: UnsafePointer<ContactFacts>, _ part: Int) -> Double {
    guard case .known(let worked, _) = fact.pointee.handleTime else { return 0 }
    let first = Int(fact.pointee.firstTouch)
    let touches = first..<first + Int(fact.pointee.touchCount)
    var shared = 0.0
    for touch in touches { shared += work[workBegins[part] + touch] }
    guard fact.pointee.handleTimeIsGiven else { return shared + Double(fact.pointee.afterWork) }
    let seen = memory.parts[part].touches[touches].reduce(0) { $0 + ($1.end - $1.begin) }
    return seen > 0 ? Double(worked) * (shared / Double(seen)) : Double(worked)
  }

  /// Where a part's replies begin in memory.
  @inline(__always)
  func latencies(ofPart part: Int) -> UnsafePointer<ReplyLatency> { places[part].latencies }

  @inline(__always)
  func lengths(ofPart part: Int) -> UnsafePointer<ReplyLength> { places[part].lengths }

  @inline(__always)
  func notes(ofPart part: Int) -> UnsafePointer<ReplyNote> { places[part].notes }

  // Of all contacts, counted or not
  var noteCount: Int { memory.parts.reduce(0) { $0 + $1.notes.count } }
  var latencyCount: Int { memory.parts.reduce(0) { $0 + $1.latencies.count } }
  var lengthCount: Int { memory.parts.reduce(0) { $0 + $1.lengths.count } }
}

/// Where the lists of a part begin in memory: reading them so counts no reference for every row.
private struct PartPlaces: @unchecked Sendable {
  // Unchecked: the lists are held by the same `LinkedFacts`, and nobody changes them before they are given up.

  let facts: UnsafePointer<ContactFacts>
  let latencies: UnsafePointer<ReplyLatency>
  let lengths: UnsafePointer<ReplyLength>
  let notes: UnsafePointer<ReplyNote>

  init(_ part: FactPart) {
    facts = Self.start(of: part.facts)
    latencies = Self.start(of: part.latencies)
    lengths = Self.start(of: part.lengths)
    notes = Self.start(of: part.notes)
  }

  /// Of an empty list any place will do: nothing is read there.
  private static func start<Element>(of list: [Element]) -> UnsafePointer<Element> {
    list.withUnsafeBufferPointer { $0.baseAddress }
      ?? UnsafePointer(bitPattern: 64).unsafelyUnwrapped
  }
}

/// Holds the facts of all parts, until the last row that is laid out from a part has been.
private final class FactMemory: @unchecked Sendable {
  // Unchecked: parts are only read, and given up between two rounds of reading.

  private(set) var parts: [FactPart]
  /// Contacts of each part that were not laid out yet.
  private var left: [Int]
  private var touched: [Bool]

  init(_ parts: [FactPart]) {
    self.parts = parts
    left = parts.map(\.facts.count)
    touched = parts.map { _ in false }
  }

  /// Something of a part was read.
  func touch(_ part: Int) { touched[part] = true }

  /// Lets go what was read of the parts since.
  func rest() {
    for part in parts.indices where touched[part] {
      parts[part].rest()
      touched[part] = false
    }
  }

  /// A contact of a part was laid out.
  func leave(_ part: Int) {
    left[part] -= 1
    if left[part] == 0 { parts[part].dropLists() }
  }
}
