import Conversations
import Records

extension FactBuilder {
  /// Links the contacts of each customer, on one thread.
  ///
  /// - Parameters:
  ///   - parts: What `facts(_:)` gave, in order, of every contact.
  ///   - named: Whether conversations are kept, for their ids and sources in the table and for what decided a figure.
  ///   - dropped: Told when the conversations are no longer held, which were many small values.
  /// - Returns: What the table is laid out from.
  package consuming func linked(
    _ parts: [FactPart],
    named: Bool = false,
    dropped: () -> Void = {}
  ) -> LinkedFacts {
    let found = parts.reduce(0) { $0 + $1.facts.count }
    precondition(found == contacts.count, "facts(_:) must be called for every contact")
    let options = options
    var linked = LinkedFacts(contacts, parts, options, named: named)
    // With the last who holds them, before anything else takes memory.
    _ = consume self
    linked.dropConversations()
    dropped()
    let contacts = linked.contacts
    var names = RowNames(parts)
    var customers = CustomerCodes(contacts.customers.count)
    var keys: [LinkKey] = []
    keys.reserveDense(contacts.count)
    // Apart from what is being read, or every row would copy the columns.
    var columns = LinkedFacts.Columns(contacts.count)
    let read = linked
    for row in 0..<contacts.count {
      let item = contacts.items[read.index(of: row)]
      read.withFacts(row) { fact, part in
        let customer = customers.code(contacts, item)
        columns.customer.append(customer.code)
        columns.customerKnown.append(customer.isKnown)
        let topic = names.topics.code(fact.pointee.topic, part)
        columns.topic.append(topic)
        columns.language.append(names.languages.code(fact.pointee.language, part))
        columns.channel.append(names.channels.code(fact.pointee.channel, part))
        keys.append(
          LinkKey(
            row: Int32(truncatingIfNeeded: row),
            customer: customer.code,
            start: item.start,
            end: Self.linkEnd(fact.pointee.end, start: item.start, options),
            lastKnown: max(fact.pointee.lastPublic, fact.pointee.end),
            topic: topic,
            humanParticipates: fact.pointee.humanParticipates,
            counts: fact.pointee.isEngaged && !fact.pointee.isOutbound && !fact.pointee.isTest
              && !fact.pointee.isSpam,
            customerKnown: customer.isKnown
          )
        )
        customers.spoke(customer.code, fact.pointee.spokenMessages, fact.pointee.capitalMessages)
      }
      read.restNowAndThen(row)
    }
    linked.columns = columns
    linked.topicNames = names.topics.names
    linked.languageNames = names.languages.names
    linked.channelNames = names.channels.names
    linked.capsHabits = customers.capsHabits
    var linker = Linker(options)
    linked.links = linker.link(keys, customers: customers.count)
    linked.highFrequencyCustomers = linker.highFrequencyCustomers
    linked.chains = linker.chains
    linked.shareTouches()
    linked.chainSums = linked.summedChains()
    linked.templates = linked.countedTemplates()
    return linked
  }

  /// An end up to the tolerance before the start is the start (section 2).
  private static func linkEnd(_ end: Instant, start: Instant, _ options: FactOptions) -> Instant {
    guard let span = end.since(start) else { return end }
    return span < 0 && span >= -options.rules.skewTolerance ? start : end
  }
}

/// Codes of customers in order of first appearance in the table.
private struct CustomerCodes {
  /// By the code of the contact set; -1 until the customer appears.
  private var known: [Int32]
  private var spoken: [Int32] = []
  private var capital: [Int32] = []

  init(_ customers: Int) { known = [Int32](repeating: -1, count: customers) }

  var count: Int { spoken.count }

  /// The first known customer among the contact's conversations; a contact of none has a code of its own.
  mutating func code(
    _ contacts: ContactSet,
    _ item: ContactSet.Item
  ) -> (code: Int32, isKnown: Bool) {
    var found: Int32 = -1
    for number in 0..<Int(item.memberCount) where found < 0 {
      found = contacts.customers.codes[contacts.conversation(number, of: item)]
    }
    if found >= 0, known[Int(found)] >= 0 { return (known[Int(found)], true) }
    let code = Int32(truncatingIfNeeded: spoken.count)
    spoken.append(0)
    capital.append(0)
    if found >= 0 { known[Int(found)] = code }
    return (code, found >= 0)
  }

  mutating func spoke(_ code: Int32, _ messages: Int32, _ inCapitals: Int32) {
    spoken[Int(code)] &+= messages
    capital[Int(code)] &+= inCapitals
  }

  /// M47: customers all of whose three or more messages are in capitals, over all their contacts.
  var capsHabits: [Bool] {
    spoken.indices.map { spoken[$0] >= 3 && spoken[$0] == capital[$0] }
  }
}

/// The names that strata are made of, numbered in order of first appearance in the table.
private struct RowNames {
  var topics: PartNames
  var languages: PartNames
  var channels: PartNames

  init(_ parts: [FactPart]) {
    topics = PartNames(parts.map(\.topics.names))
    languages = PartNames(parts.map(\.languages.names))
    channels = PartNames(parts.map(\.channels.names))
  }
}

private struct PartNames {
  /// By part and its code: the code among the names of all parts.
  private var shared: [[Int32]]
  private let all: [String]
  /// By code among all: the code in the table; -1 until the name appears.
  private var final: [Int32]
  private(set) var names = ["unknown"]

  init(_ parts: [[String]]) {
    var codes = NameCodes()
    shared = parts.map { names in
      names.enumerated().map { $0.offset == 0 ? 0 : codes.code($0.element) }
    }
    all = codes.names
    final = [Int32](repeating: -1, count: all.count)
    final[0] = 0
  }

  mutating func code(_ local: Int32, _ part: Int) -> Int32 {
    let code = Int(shared[part][Int(local)])
    if final[code] < 0 {
      final[code] = Int32(names.count)
      names.append(all[code])
    }
    return final[code]
  }
}
