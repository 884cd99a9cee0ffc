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
