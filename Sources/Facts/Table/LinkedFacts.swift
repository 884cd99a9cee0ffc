import Conversations
import Records

/// The facts of all contacts in the order of the table's rows, with what the other contacts of a customer say.
package struct LinkedFacts: Sendable {
  let contacts: ContactSet
  let options: FactOptions
  let observation: Observation
  let isNamed: Bool
  let surveyOffersExported: Bool
  private let parts: [FactPart]
  /// The first contact of each part, and the end.
  private let begins: [Int]

  var columns = Columns(0)
  var links: [Link] = []
  var topicNames: [String] = []
  var languageNames: [String] = []
  var channelNames: [String] = []

  /// Per customer.
  var capsHabits: [Bool] = []
  var highFrequencyCustomers = 0

  /// Columns whose codes are given in the order of rows.
  struct Columns {
    var customer: [Int32] = []
    var customerKnown: [Bool] = []
    var topic: [Int32] = []
    var language: [Int32] = []
    var channel: [Int32] = []

    init(_ rows: Int) {
      customer.reserveCapacity(rows)
      customerKnown.reserveCapacity(rows)
      topic.reserveCapacity(rows)
      language.reserveCapacity(rows)
      channel.reserveCapacity(rows)
    }
  }

  init(_ contacts: ContactSet, _ parts: [FactPart], _ options: FactOptions, named: Bool) {
    self.contacts = contacts
    self.parts = parts
    self.options = options
    isNamed = named
    observation = Observation(parts, contacts, given: options.asOf)
    surveyOffersExported = parts.contains(where: \.hasSurveyOffer)
    begins = parts.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1.facts.count) }
  }

  /// Rows of the table.
  package var count: Int { contacts.count }

  /// The contact of a row.
  func index(of row: Int) -> Int { Int(contacts.order[row]) }

  /// Where a contact's facts stand: its part, and its place there.
  @inline(__always)
  private func place(of index: Int) -> (part: Int, fact: Int) {
    // Parts are alike in size, so the guess is right or nearly so.
    var part = index * parts.count / max(count, 1)
    while begins[part] > index { part -= 1 }
    while begins[part + 1] <= index { part += 1 }
    return (part, index - begins[part])
  }

  /// Lends the facts of a row, and tells their part.
  @inline(__always)
  func withFacts(_ row: Int, _ body: (UnsafePointer<ContactFacts>, Int) -> Void) {
    let place = place(of: index(of: row))
    parts[place.part].facts.withUnsafeBufferPointer { facts in
      if let first = facts.baseAddress { body(first + place.fact, place.part) }
    }
  }

  /// Makes room for the replies of a share of the rows.
  func reserveReplies(_ table: inout ContactTable, share: Double) {
    let latencies = parts.reduce(0) { $0 + $1.latencies.count }
    let lengths = parts.reduce(0) { $0 + $1.lengths.count }
    for list in ReplyMetric.all {
      let all = list == .responseLatency || list == .slowReply ? latencies : lengths
      let room = Int(Double(all) * share * 1.1) + 1
      table.replies[list.index].value.reserveCapacity(room)
      guard list == .responseLatency || list == .verbosity else { continue }
      table.replies[list.index].contact.reserveCapacity(room)
      table.replies[list.index].isBot.reserveCapacity(room)
    }
  }

  func rating(_ facts: UnsafePointer<ContactFacts>, _ part: Int) -> Rating? {
    facts.pointee.rating < 0 ? nil : parts[part].ratings[Int(facts.pointee.rating)]
  }

  func latencies(_ facts: UnsafePointer<ContactFacts>, _ part: Int) -> ArraySlice<ReplyLatency> {
    let first = Int(facts.pointee.firstLatency)
    return parts[part].latencies[first..<first + Int(facts.pointee.latencyCount)]
  }

  func lengths(_ facts: UnsafePointer<ContactFacts>, _ part: Int) -> ArraySlice<ReplyLength> {
    let first = Int(facts.pointee.firstLength)
    return parts[part].lengths[first..<first + Int(facts.pointee.lengthCount)]
  }
}
