package import Facts

/// Why contacts have no reply of a measure (METRICS 3).
///
/// A contact without one is not in the denominator, whatever other contacts have.
package struct ReplyAbsence: Sendable {
  /// The same for all of them, where it does not depend on the contact.
  package let constant: NullReason?
  private let latency: [NullReason]
  /// Of one side alone: who has replies of the other is not concerned.
  private let isOfOneSide: Bool
  private var isMeasured: [Bool] = []

  /// Looks at the lists and columns of a table.
  package init(_ metric: ReplyMetric, _ table: ContactTable) {
    let latency = table.whole(table.latencyAbsence, fill: .noReply)
    isOfOneSide = metric == .botLatency || metric == .humanLatency
    if table.metrics.absence == .notComputed, !table.metrics.replies.contains(metric) {
      constant = .notComputed
    } else if metric.isLatency {
      constant = nil
    } else if metric == .verbosity || metric == .longReply {
      constant = .noReply
    } else {
      let list = table.list(of: metric)
      let isToldWhy = list.contact.isEmpty && list.emptyReason != .noReply
      // Otherwise there are replies, but none that the measure is about.
      constant = isToldWhy ? list.emptyReason : .notApplicable
    }
    self.latency = constant == nil ? latency : []
    guard constant == nil, isOfOneSide else { return }
    isMeasured = [Bool](repeating: false, count: table.count)
    for row in table.list(of: .responseLatency).contact where isMeasured.indices.contains(Int(row))
    {
      isMeasured[Int(row)] = true
    }
  }

  /// The reason of a contact that has no reply of the measure.
  package subscript(_ row: Int32) -> NullReason {
    if let constant { return constant }
    return isOfOneSide && isMeasured[Int(row)] ? .notApplicable : latency[Int(row)]
  }
}
