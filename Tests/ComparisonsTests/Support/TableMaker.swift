import Facts

/// Contacts written down by hand, laid out as a contact table.
struct TableMaker {
  struct Row {
    var entry: EntryCohort = .botFirst
    var customer: Int32
    var topic: Int32 = 1
    var durable: Bool?
    var comesBack: Bool?
    var firstResponse: Double?
    var isRated = false
    var isSatisfied = false
    var week: Int32? = 20_000
    var outcome: Outcome = .agentDeclared
    var handledBy: HandledBy?
    var isKnown = true
    var evidence: Evidence = .inferred
    var frustratedBefore = false
    var asksForHuman = false
    var getsHuman = false
  }

  var rows: [Row] = []
  var topicNames = ["unknown", "billing", "refund", "delivery", "account", "other"]

  /// `count` contacts of new customers, `yes` of them resolved for good.
  mutating func add(
    _ entry: EntryCohort,
    _ yes: Int,
    of count: Int,
    topic: Int32 = 1,
    _ change: (inout Row, _ index: Int) -> Void = { _, _ in }
  ) {
    for index in 0..<count {
      var row = Row(entry: entry, customer: Int32(rows.count), topic: topic)
      row.durable = index < yes
      change(&row, index)
      rows.append(row)
    }
  }

  func table() -> ContactTable {
    var table = ContactTable()
    table.rates = RateMetric.all.map { _ in
      [RateCell](repeating: .null(.notApplicable), count: rows.count)
    }
    table.values = ValueMetric.all.map { _ in
      ValueCells(repeatElement(.null(.notApplicable), count: rows.count))
    }
    table.replies = ReplyMetric.all.map { _ in ReplyList() }
    table.strata.topicNames = topicNames
    for (index, row) in rows.enumerated() { append(row, index, to: &table) }
    return table
  }

  private func append(_ row: Row, _ index: Int, to table: inout ContactTable) {
    table.id.append("c\(index)")
    table.conversationIDs.append(["c\(index)"])
    table.source.append((0, index))
    table.customer.append(row.customer)
    table.customerKnown.append(row.isKnown)
    table.week.append(row.week)
    table.entry.append(row.entry)
    table.handledBy.append(row.handledBy ?? (row.entry == .botFirst ? .botOnly : .humanOnly))
    table.outcome.append(row.outcome)
    table.outcomeEvidence.append(row.evidence)
    table.isCounted.append(true)
    table.isEngaged.append(true)
    table.leftOut.append(nil)
    table.ratingScale.append(row.isRated ? RatingScale(min: 1, max: 5) : nil)
    table.strata.topic.append(row.topic)
    table.strata.language.append(1)
    table.strata.channel.append(1)
    table.strata.hourBand.append(1)
    table.strata.priorBand.append(1)
    table.strata.firstLength.append(1)
    table.strata.firstAttachment.append(false)
    table.strata.frustratedBefore.append(row.frustratedBefore)
    table.resolution.append(
      row.durable.map { TimedStatus(milliseconds: 60_000, status: $0 ? 1 : 2) }
    )
    table.nextContact.append(
      row.comesBack.map {
        TimedStatus(milliseconds: $0 ? 86_400_000 : 30 * 86_400_000, status: $0 ? 1 : 0)
      }
    )
    fill(row, index, &table)
  }

  private func fill(_ row: Row, _ index: Int, _ table: inout ContactTable) {
    func put(_ metric: RateMetric, _ yes: Bool?) {
      if let yes { table[metric][index] = .known(yes, row.evidence) }
    }
    put(.engaged, true)
    put(.durableResolution, row.durable)
    put(.lenientResolution, row.outcome == .unknown ? nil : row.durable)
    put(.confirmedResolution, row.durable)
    put(.repeat7dAny, row.comesBack)
    put(.surveyResponse, row.isRated)
    put(.csatTop2, row.isRated ? row.isSatisfied : nil)
    if row.asksForHuman { put(.unmetHumanRequest, !row.getsHuman) }
    if row.entry == .botFirst { put(.containment, row.handledBy != .botToHuman) }
    if let seconds = row.firstResponse {
      table[.firstResponseTime][index] = .known(seconds, row.evidence)
    }
  }
}
