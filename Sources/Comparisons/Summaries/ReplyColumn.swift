import Facts
import Statistics

/// The values of one measure of replies, each customer's together.
struct ReplyColumn {
  /// The contact's row of each reply.
  let rows: [Int32]
  /// The value of each reply; always finite.
  let values: [Double]
  /// The customer of each reply.
  let customers: [Int32]
  /// The values in ascending order with the row of each; nil for yes/no measures.
  let sorted: (values: [Double], rows: [Int32])?

  /// Replies of the contacts in `ordered`, in that order.
  ///
  /// - Complexity: two passes over the replies.
  init(_ metric: ReplyMetric, _ list: ReplyList, ordered: [Int32], customer: [Int32]) {
    // One past the place of each contact; none at zero.
    var place = [Int32](repeating: 0, count: customer.count)
    for (index, row) in ordered.enumerated() { place[Int(row)] = Int32(index + 1) }
    var next = [Int](repeating: 0, count: ordered.count + 2)
    func number(of reply: Int) -> Int {
      let contact = Int(list.contact[reply])
      guard place.indices.contains(contact), list.value[reply].isFinite else { return 0 }
      return Int(place[contact])
    }
    for reply in list.contact.indices { next[number(of: reply) + 1] += 1 }
    next[0] = 0
    let unused = next[1]
    next[1] = 0
    for index in 1..<next.count { next[index] += next[index - 1] }
    var rows = [Int32](repeating: 0, count: list.contact.count - unused)
    var values = [Double](repeating: 0, count: rows.count)
    for reply in list.contact.indices {
      let rank = number(of: reply)
      guard rank > 0 else { continue }
      rows[next[rank]] = list.contact[reply]
      values[next[rank]] = list.value[reply]
      next[rank] += 1
    }
    self.rows = rows
    self.values = values
    customers = rows.map { customer[Int($0)] }
    guard metric.definition.unit != .proportion else {
      sorted = nil
      return
    }
    let order = ValueOrder.rows(values)
    sorted = (order.map { values[Int($0)] }, order.map { rows[Int($0)] })
  }
}

/// The values of one measure of replies, dealt out to groups of contacts.
struct DealtReplies {
  private let metric: MetricDefinition
  private let values: Dealt<Double>
  private let customers: Dealt<Int32>
  /// Nil for yes/no measures, which nobody sorts.
  private let sorted: Dealt<Double>?

  init(_ metric: MetricDefinition, _ column: ReplyColumn, _ partition: Partition) {
    self.metric = metric
    values = partition.deal(column.values, of: column.rows)
    customers = partition.deal(column.customers, of: column.rows)
    sorted = column.sorted.map { partition.deal($0.values, of: $0.rows) }
  }

  func summaries(
    of place: Int,
    in group: CohortGroup,
    _ builder: SummaryBuilder
  ) -> [MetricSummary] {
    let amounts = SummaryBuilder.Amounts(
      metric: metric,
      cohort: group.cohort,
      period: group.period,
      runs: CustomerRuns(customers: Array(customers[place])),
      values: Array(values[place]),
      sorted: sorted?[place] ?? []
    )
    return sorted == nil ? [builder.replyRate(amounts)] : builder.replies(amounts)
  }
}
