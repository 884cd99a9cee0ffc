import Conversations

extension ContactTable {
  /// The column of a rate.
  package subscript(_ metric: RateMetric) -> [RateCell] {
    get { rates[metric.index] }
    set { rates[metric.index] = newValue }
  }

  /// The column of an amount.
  package subscript(_ metric: ValueMetric) -> ValueCells {
    get { values[metric.index] }
    set { values[metric.index] = newValue }
  }

  /// The list of a reply measure; one side's latencies are picked out of those of both, and cannot be set.
  package subscript(_ metric: ReplyMetric) -> ReplyList {
    get {
      switch metric {
      case .botLatency: replies[ReplyMetric.responseLatency.index].side(isBot: true)
      case .humanLatency: replies[ReplyMetric.responseLatency.index].side(isBot: false)
      default: replies[metric.index]
      }
    }
    set {
      precondition(metric != .botLatency && metric != .humanLatency, "set those of both sides")
      replies[metric.index] = newValue
    }
  }
}

extension ContactTable {
  /// What a row says of a rate, computed or not.
  func cell(_ metric: RateMetric, _ row: Int) -> RateCell {
    let column = rates[metric.index]
    return row < column.count ? column[row] : .null(metrics.absence)
  }

  /// What a row says of an amount, computed or not.
  func cell(_ metric: ValueMetric, _ row: Int) -> ValueCell {
    let column = values[metric.index]
    return row < column.count ? column[row] : .null(metrics.absence)
  }
}

extension ContactTable {
  /// Makes room for rows, and the lists of columns.
  mutating func reserve(_ rows: Int) {
    start.reserveDense(rows)
    end.reserveDense(rows)
    week.reserveDense(rows)
    hourOfWeek.reserveDense(rows)
    latencyAbsence.reserveDense(rows)
    spoken.reserveDense(rows)
    repliesInKnownLanguage.reserveDense(rows)
    repliesInSpokenLanguage.reserveDense(rows)
    entry.reserveDense(rows)
    handledBy.reserveDense(rows)
    outcome.reserveDense(rows)
    outcomeEvidence.reserveDense(rows)
    isCounted.reserveDense(rows)
    isEngaged.reserveDense(rows)
    leftOut.reserveDense(rows)
    ratingScale.reserveDense(rows)
    resolution.reserveDense(rows)
    nextContact.reserveDense(rows)
    chainWork.reserveDense(rows)
    strata.hourBand.reserveDense(rows)
    strata.priorBand.reserveDense(rows)
    strata.firstLength.reserveDense(rows)
    strata.firstAttachment.reserveDense(rows)
    strata.frustratedBefore.reserveDense(rows)
    rates = RateMetric.all.map { _ in [] }
    values = ValueMetric.all.map { _ in ValueCells() }
    replies = ReplyMetric.all.map { _ in ReplyList() }
    for metric in metrics.rates { rates[metric.index].reserveDense(rows) }
    for metric in metrics.values { values[metric.index].reserve(rows) }
  }

  /// Adds the rows of another table, made by the same codes; the codes and the ones that share them are set later.
  mutating func append(_ other: ContactTable) {
    func append<Element>(_ column: WritableKeyPath<ContactTable, [Element]>) {
      self[keyPath: column] += other[keyPath: column]
    }
    append(\.id)
    append(\.conversationIDs)
    append(\.source)
    append(\.remarks)
    append(\.start)
    append(\.end)
    append(\.week)
    append(\.hourOfWeek)
    append(\.latencyAbsence)
    append(\.spoken)
    append(\.repliesInKnownLanguage)
    append(\.repliesInSpokenLanguage)
    append(\.entry)
    append(\.handledBy)
    append(\.outcome)
    append(\.outcomeEvidence)
    append(\.strata.hourBand)
    append(\.strata.priorBand)
    append(\.strata.firstLength)
    append(\.strata.firstAttachment)
    append(\.strata.frustratedBefore)
    append(\.isCounted)
    append(\.isEngaged)
    append(\.leftOut)
    append(\.ratingScale)
    append(\.resolution)
    append(\.nextContact)
    append(\.chainWork)
    // Not by path: a path through an index would copy the whole column.
    for column in rates.indices { rates[column] += other.rates[column] }
    for column in values.indices { values[column].append(contentsOf: other.values[column]) }
    for list in replies.indices { replies[list].append(other.replies[list]) }
  }
}

extension ReplyList {
  /// Makes room for so many replies, apart from their values.
  mutating func reserve(_ count: Int) {
    contact.reserveDense(count)
    isBot.reserveDense(count)
  }

  /// The replies of one side.
  fileprivate func side(isBot wanted: Bool) -> ReplyList {
    var list = ReplyList()
    list.emptyReason = .notApplicable
    let values = value.doubles
    var own: [Double] = []
    for index in values.indices where isBot[index] == wanted {
      list.contact.append(contact[index])
      own.append(values[index])
      list.isBot.append(wanted)
    }
    list.value = ReplyValues(own)
    return list
  }

  fileprivate mutating func append(_ other: Self) {
    contact += other.contact
    value.append(other.value)
    isBot += other.isBot
    if other.emptyReason != .noReply { emptyReason = other.emptyReason }
  }
}
