import Conversations
import Facts
import Records
import Testing
import Wording

/// M34, M35 and M37.
struct ReturnTests {
  /// The contacts of one conversation, cut by rule 4.
  private func cut(
    _ timeline: [TimelineEntry],
    asOf: Double = 40 * day,
    unit: AnalysisUnit = .contact
  ) -> [Row] {
    var options = FactOptions()
    options.asOf = at(asOf)
    options.rules.unit = unit
    let conversation = Conversation(
      format: .onparMessages,
      id: "a",
      customer: "c",
      timeline: timeline
    )
    let contacts = assembleContacts([conversation], rules: options.rules).contacts
    // Whatever their order, the parts are found.
    let straight = buildTable(contacts: contacts, conversations: [conversation], options: options)
    let turned = buildTable(
      contacts: contacts.reversed(),
      conversations: [conversation],
      options: options
    )
    #expect(straight.table.rates == turned.table.rates)
    return straight.table.id.indices.map {
      Row(table: straight.table, counts: straight.counts, row: $0)
    }
  }

  private let solved = [customer(0), human(60), event(.solved, 100, .human)]

  @Test func `a customer who writes again within seven days re-opens what was solved`() {
    let found = cut(solved + [customer(100 + 7 * day), human(200 + 7 * day)])
    #expect(found.count == 2)
    #expect(found.first?.rate(.reopen) == true)
    #expect(found.first?.evidence(.reopen) == .inferred)
    #expect(found.last?.null(.reopen) == .notApplicable)
    let late = cut(solved + [customer(100.001 + 7 * day), human(200 + 7 * day)])
    #expect(late.first?.rate(.reopen) == false)
  }

  @Test func `an afterthought and thanks re-open nothing`() {
    #expect(cut(solved + [customer(100 + 10 * minute)]).map { $0.rate(.reopen) } == [false])
    let thanks = cut(solved + [customer(100 + day, .courtesyOnly)])
    #expect(thanks.first?.rate(.reopen) == false)
  }

  @Test func `what a timer closed was not solved`() {
    let closed = [customer(0), human(60), event(.closed, 100, .system)]
    let found = cut(closed + [customer(100 + day), human(200 + day)])
    #expect(found.count == 2)
    #expect(found.map { $0.null(.reopen) } == [.notInExport, .notInExport])
  }

  @Test func `the last solved event counts`() {
    let twice = solved + [customer(200), human(300), event(.solved, 400, .human)]
    #expect(cut(twice + [customer(400 + 7 * day)]).first?.rate(.reopen) == true)
  }

  @Test func `less than seven days after it was solved nothing can be said`() {
    #expect(cut(solved, asOf: 100 + 7 * day).map { $0.rate(.reopen) } == [false])
    let early = cut(solved + [customer(100 + day)], asOf: 99 + 7 * day)
    #expect(early.first?.null(.reopen) == .notEligible)
    #expect(
      cut([customer(0), human(60), event(.solved, nil, .human)]).first?
        .null(.reopen) == .missingTimestamp
    )
  }

  @Test func `conversations that are not cut cannot be seen re-opened`() {
    let found = cut(solved + [customer(100 + day)], unit: .conversation)
    #expect(found.map { $0.null(.reopen) } == [.notApplicable])
  }

  @Test func `a contact is parallel to the one that is live when it starts`() {
    var log = Log()
    log.add("a", [customer(0), bot(10), customer(200), bot(300)])
    log.add("b", answered(at: 100))
    log.add("c", answered(at: 300))
    log.add("d", customer: nil, answered(at: 100))
    let found = rows(log)
    #expect(found["a"]?.rate(.parallelContact) == true)
    #expect(found["b"]?.rate(.parallelContact) == false)
    // It starts as "a" ends.
    #expect(found["c"]?.rate(.parallelContact) == false)
    #expect(found["d"]?.null(.parallelContact) == .unknownCustomer)
  }

  @Test func `of equal starts the first in the table is the one that is live`() {
    var log = Log()
    log.add("b", answered(at: 0))
    log.add("a", answered(at: 0))
    #expect(rows(log)["a"]?.rate(.parallelContact) == true)
    #expect(rows(log)["b"]?.rate(.parallelContact) == false)
  }

  @Test func `a closing notice keeps no contact open`() {
    var log = Log()
    log.add("a", [customer(0), bot(10), bot(hour, .closingNotice)])
    log.add("b", answered(at: 100))
    let row = rows(log)["a"]
    #expect(row?.rate(.parallelContact) == false)
    #expect(row?.counts[.parallel] == 0)
    #expect(row?.rate(.repeat24hAny) == true)
  }

  @Test func `without a known end nobody can say what starts in it`() {
    var log = Log()
    log.add("a", [customer(0), bot(nil)])
    log.add("b", answered(at: 5))
    #expect(rows(log)["a"]?.null(.parallelContact) == .missingTimestamp)
    #expect(measure([customer(0), bot(-60)]).null(.parallelContact) == .clockBackwards)
  }

  /// Contacts of one customer, twenty days into what is observed.
  private func chain(_ starts: [Double], asOf: Double = 60 * day) -> [Double?] {
    var log = Log(asOf: asOf)
    log.add("first", customer: "x", answered(at: 0))
    for (number, start) in starts.enumerated() {
      log.add("n\(number)", answered(at: 20 * day + start))
    }
    let found = rows(log)
    return starts.indices.map { found["n\($0)"]?.value(.contactsPerIssue) }
  }

  @Test func `a chain is as long as each contact starts within seven days of the last end`() {
    #expect(chain([0]) == [1])
    #expect(chain([0, 7 * day + 10]) == [2, nil])
    #expect(chain([0, 7 * day + 10.001]) == [1, 1])
    #expect(chain([0, 6 * day, 12 * day, 30 * day]) == [3, nil, nil, 1])
  }

  @Test func `further contacts of a chain are in no denominator`() {
    var log = Log()
    log.add("first", customer: "x", answered(at: 0))
    log.add("a", answered(at: 20 * day))
    log.add("b", answered(at: 21 * day))
    log.add("c", customer: nil, answered(at: 21 * day))
    let found = rows(log)
    #expect(found["b"]?.null(.contactsPerIssue) == .notApplicable)
    #expect(found["c"]?.null(.contactsPerIssue) == .unknownCustomer)
    #expect(found["first"]?.null(.contactsPerIssue) == .priorUnknown)
  }

  @Test func `a parallel contact belongs to the chain`() {
    var log = Log()
    log.add("first", customer: "x", answered(at: -20 * day))
    log.add("a", [customer(0), bot(10), customer(8 * day), bot(8 * day + 5)])
    log.add("b", answered(at: 100))
    log.add("c", answered(at: 14 * day))
    // The end of "a" counts, though "b" started later.
    #expect(rows(log)["a"]?.value(.contactsPerIssue) == 3)
  }

  @Test func `a chain that may go on is left out`() {
    #expect(chain([0, day], asOf: 20 * day + day + 10 + 7 * day) == [2, nil])
    var log = Log(asOf: 28 * day)
    log.add("first", customer: "x", answered(at: 0))
    log.add("a", answered(at: 20 * day))
    log.add("b", answered(at: 21 * day))
    #expect(rows(log)["a"]?.null(.contactsPerIssue) == .notEligible)
  }

  @Test func `a chain with an unknown end has no known length`() {
    var log = Log()
    log.add("first", customer: "x", answered(at: -20 * day))
    log.add("a", answered(at: 0))
    log.add("b", [customer(day), bot(nil)])
    #expect(rows(log)["a"]?.null(.contactsPerIssue) == .missingTimestamp)
  }
}
