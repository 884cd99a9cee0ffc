import Conversations
import Records

extension FactBuilder {
  /// Orders, links and lays out the facts of all contacts.
  ///
  /// - Parameter facts: What `facts(at:)` gave, in the order of `contacts`.
  /// - Returns: The table, and the counts for the data-quality section.
  package func table(_ facts: [ContactFacts]) -> (table: ContactTable, counts: TableCounts) {
    precondition(facts.count == contacts.count, "facts(at:) must be called for every contact")
    var counts = TableCounts()
    var table = ContactTable()
    let order = rowOrder(facts)
    layOutIdentity(&table, facts, order)
    let keys = linkKeys(table, facts, order)
    var linker = Linker(options)
    let codes = table.customer.reduce(0) { max($0, Int($1) + 1) }
    let links = linker.link(keys, customers: codes)
    let caps = capsHabits(table, facts, order, customers: codes)
    layOutStrata(&table, facts, links, order)
    layOutMeasures(&table, facts, links, caps, order, &counts)
    countQuality(&counts, table, facts, links, caps, order)
    counts.highFrequencyCustomers = linker.highFrequencyCustomers
    return (table, counts)
  }

  /// By start, conversation id, format and part; undated contacts last.
  private func rowOrder(_ facts: [ContactFacts]) -> [Int] {
    let keys = facts.enumerated().map { index, fact in
      (time: fact.start.isKnown ? fact.start.milliseconds : .max, index: index)
    }
    return keys.sorted { left, right in
      left.time != right.time ? left.time < right.time : precedes(left.index, right.index)
    }.map(\.index)
  }

  private func precedes(_ left: Int, _ right: Int) -> Bool {
    let first = contacts[left]
    let second = contacts[right]
    let firstHead = first.conversations.first.map { conversations[$0] }
    let secondHead = second.conversations.first.map { conversations[$0] }
    let firstID = (firstHead?.id ?? first.id).utf8
    let secondID = (secondHead?.id ?? second.id).utf8
    if !firstID.elementsEqual(secondID) { return firstID.lexicographicallyPrecedes(secondID) }
    let firstFormat = firstHead?.format.rawValue ?? 0
    let secondFormat = secondHead?.format.rawValue ?? 0
    return (firstFormat, first.part) < (secondFormat, second.part)
  }

  private func layOutIdentity(
    _ table: inout ContactTable,
    _ facts: [ContactFacts],
    _ order: [Int]
  ) {
    let count = order.count
    table.id.reserveCapacity(count)
    table.conversationIDs.reserveCapacity(count)
    var codes: [String: Int32] = [:]
    var nextCode: Int32 = 0
    for index in order {
      table.id.append(contacts[index].id)
      table.conversationIDs.append(contacts[index].conversations.map { conversations[$0].id })
      let source = contacts[index].conversations.first.map { conversations[$0].source }
      table.source.append((source?.input ?? 0, source?.line ?? 0))
      let customer = firstKnown(index, .customer)
      let known = customer.flatMap { codes[$0] }
      let code = known ?? nextCode
      if known == nil { nextCode += 1 }
      if let customer { codes[customer] = code }
      table.customer.append(code)
      table.customerKnown.append(customer != nil)
      table.start.append(facts[index].start)
      table.end.append(facts[index].end)
      table.week.append(week(of: facts[index].start))
      table.entry.append(facts[index].entry)
      table.handledBy.append(facts[index].handledBy)
      table.isEngaged.append(facts[index].isEngaged)
      let reason = leftOut(facts[index])
      table.leftOut.append(reason)
      table.isCounted.append(reason == nil)
    }
  }

  private func week(of start: Instant) -> Int32? {
    guard start.isKnown else { return nil }
    let day = CivilDate.day(ofWallClock: options.rules.zone.wallClock(start))
    return Int32(clamping: CivilDate.monday(ofDay: day))
  }

  private func leftOut(_ fact: ContactFacts) -> LeftOut? {
    if fact.isTest { return .test }
    if fact.isSpam { return .spam }
    if fact.isOutbound { return .outbound }
    if !isInPeriod(fact.start) { return .outsidePeriod }
    return fact.isEngaged ? nil : .notEngaged
  }

  /// An undated contact enters whole-file totals and no period.
  private func isInPeriod(_ start: Instant) -> Bool {
    if options.from == nil, options.to == nil { return true }
    guard start.isKnown else { return false }
    if let from = options.from, start < from { return false }
    if let to = options.to, start >= to { return false }
    return true
  }

  private func linkKeys(
    _ table: ContactTable,
    _ facts: [ContactFacts],
    _ order: [Int]
  ) -> [LinkKey] {
    var topics: [String: Int32] = [:]
    return order.enumerated().map { row, index in
      let fact = facts[index]
      var topic: Int32 = 0
      if let name = firstKnown(index, .topic) {
        topic = topics[name] ?? Int32(topics.count + 1)
        topics[name] = topic
      }
      return LinkKey(
        customer: table.customer[row],
        start: fact.start,
        end: linkEnd(fact),
        lastKnown: max(fact.lastPublic, fact.end),
        topic: topic,
        humanParticipates: fact.humanParticipates,
        counts: fact.isEngaged && !fact.isOutbound && !fact.isTest && !fact.isSpam,
        customerKnown: table.customerKnown[row]
      )
    }
  }

  /// An end up to the tolerance before the start is the start (section 2).
  private func linkEnd(_ fact: ContactFacts) -> Instant {
    guard let span = fact.end.since(fact.start) else { return fact.end }
    return span < 0 && span >= -options.rules.skewTolerance ? fact.start : fact.end
  }

  /// M47: customers all of whose three or more messages are in capitals, over all their contacts.
  private func capsHabits(
    _ table: ContactTable,
    _ facts: [ContactFacts],
    _ order: [Int],
    customers: Int
  ) -> [Bool] {
    var spoken = [Int](repeating: 0, count: customers)
    var capital = [Int](repeating: 0, count: customers)
    for (row, index) in order.enumerated() {
      spoken[Int(table.customer[row])] += facts[index].spokenMessages
      capital[Int(table.customer[row])] += facts[index].capitalMessages
    }
    return table.customer.map { spoken[Int($0)] >= 3 && spoken[Int($0)] == capital[Int($0)] }
  }

  /// The first known value of a field among the contact's conversations.
  ///
  /// A switch and no key path: this runs several times a contact.
  func firstKnown(_ index: Int, _ field: HeadField) -> String? {
    for number in contacts[index].conversations {
      let value =
        switch field {
        case .customer: conversations[number].customer
        case .topic: conversations[number].topic
        case .language: conversations[number].language
        case .channel: conversations[number].channel
        }
      if value != nil { return value }
    }
    return nil
  }
}

/// A field of the record's head that strata and linking read.
enum HeadField {
  case customer, topic, language, channel
}
