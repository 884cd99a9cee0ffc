import Conversations

extension ContactTable {
  /// The column of a rate.
  package subscript(_ metric: RateMetric) -> [RateCell] {
    get { rates[metric.index] }
    set { rates[metric.index] = newValue }
  }

  /// The column of an amount.
  package subscript(_ metric: ValueMetric) -> [ValueCell] {
    get { values[metric.index] }
    set { values[metric.index] = newValue }
  }

  /// The list of a reply measure.
  package subscript(_ metric: ReplyMetric) -> ReplyList {
    get { replies[metric.index] }
    set { replies[metric.index] = newValue }
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
    values = ValueMetric.all.map { _ in [] }
    replies = ReplyMetric.all.map { _ in ReplyList() }
    for metric in metrics.rates { rates[metric.index].reserveDense(rows) }
    for metric in metrics.values { values[metric.index].reserveDense(rows) }
  }

  /// Takes over the rows of other tables, made by the same codes.
  ///
  /// Column by column, so that no more than one of them is there twice.
  mutating func append(taking others: inout [ContactTable]) {
    func append<Element>(_ column: WritableKeyPath<ContactTable, [Element]>) {
      let more = others.reduce(0) { $0 + $1[keyPath: column].count }
      self[keyPath: column].reserveCapacity(self[keyPath: column].count + more)
      for other in others.indices {
        self[keyPath: column] += others[other][keyPath: column]
        others[other][keyPath: column] = []
      }
    }
    append(\.id)
    append(\.conversationIDs)
    append(\.source)
    append(\.remarks)
    append(\.customer)
    append(\.customerKnown)
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
    append(\.strata.topic)
    append(\.strata.language)
    append(\.strata.channel)
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
    for column in rates.indices { append(\.rates[column]) }
    for column in values.indices { append(\.values[column]) }
    for list in replies.indices {
      append(\.replies[list].contact)
      append(\.replies[list].value)
      append(\.replies[list].isBot)
      if let reason = others.map(\.replies[list].emptyReason).first(where: { $0 != .noReply }) {
        replies[list].emptyReason = reason
      }
    }
  }
}
