import Cohorts
import Facts
import Statistics

/// One measure of replies, in places of the grouping.
struct ReplySheet: Sendable {
  let metric: MetricDefinition
  let evidence: Evidence
  /// Why contacts have none.
  let absence: ReplyAbsence
  /// No places at all when there is no reply.
  let replies: RowValues
  /// The values within the groups of each whole set; empty for yes/no measures.
  let ranks: [GroupRanks]

  init(_ metric: ReplyMetric, _ table: ContactTable, _ grouping: Grouping) {
    let list = table.list(of: metric)
    self.metric = metric.definition
    evidence = metric.evidence
    absence = ReplyAbsence(metric, table)
    let isCounted = grouping.atoms.map(\.isCounted) + [false]
    guard !list.value.isEmpty else {
      self.replies = RowValues(values: [], starts: [], ends: [])
      let none = TaggedValues([], tags: [])
      let isShare = metric.definition.unit == .proportion
      ranks =
        isShare
        ? []
        : grouping.sets[grouping.whole].map {
          GroupRanks(none, counts: [], groupOf: $0.groupOf, groups: $0.groups.count)
        }
      return
    }
    let replies = ContactReplies(list, contacts: grouping.atomOf.count)
    var starts = [Int32](repeating: 0, count: grouping.rows.count)
    var ends = starts
    for (place, row) in grouping.rows.enumerated()
    where isCounted[Int(grouping.atomOf[Int(row)])] {
      starts[place] = replies.starts[Int(row)]
      ends[place] = replies.starts[Int(row) + 1]
    }
    self.replies = RowValues(values: replies.values, starts: starts, ends: ends)
    guard metric.definition.unit != .proportion else {
      ranks = []
      return
    }
    let order = TaggedValues(
      replies.values,
      tags: replies.contact.map { grouping.atomOf[Int($0)] }
    )
    let counts = GroupRanks.counts(order, tags: isCounted.count)
    ranks = grouping.sets[grouping.whole].map {
      GroupRanks(order, counts: counts, groupOf: $0.groupOf, groups: $0.groups.count)
    }
  }
}

extension ReplySheet {
  /// The contacts of a group that have no such reply, by reason.
  func excluded(_ set: GroupSet, _ group: Int, _ grouping: Grouping) -> [(String, Int)] {
    // A plain loop: lazy filters look up their own type at every element.
    let constant = absence.constant
    var counts = [Int](repeating: 0, count: NullReason.allCases.count)
    for place in set.walks.places(group) {
      let place = Int(place)
      let row = grouping.rows[place]
      guard set.groupOf[Int(grouping.atomOf[Int(row)])] >= 0,
        replies.starts.isEmpty || replies.starts[place] == replies.ends[place]
      else { continue }
      counts[Int((constant ?? absence[row]).rawValue)] += 1
    }
    return NullReason.allCases.compactMap { reason in
      let count = counts[Int(reason.rawValue)]
      return count > 0 ? (reason.name, count) : nil
    }
  }
}

/// The finite values of a list with those of a contact together, contacts in the order of the table.
private struct ContactReplies {
  private(set) var values: [Double]
  private(set) var contact: [Int32]
  /// Where each contact's values begin, and one past the last.
  private(set) var starts: [Int32]

  init(_ list: ReplyList, contacts: Int) {
    let all = list.value.doubles
    var starts = [Int32](repeating: 0, count: contacts + 1)
    var isInOrder = true
    var last: Int32 = 0
    for index in list.contact.indices {
      let contact = list.contact[index]
      isInOrder = isInOrder && contact >= last && all[index].isFinite
      last = contact
      if contact >= 0, Int(contact) < contacts { starts[Int(contact) + 1] += 1 }
    }
    // A list is nearly always made contact by contact: then there is nothing to move.
    guard !isInOrder || Int(last) >= contacts else {
      for index in 0..<contacts { starts[index + 1] += starts[index] }
      (values, contact, self.starts) = (all, list.contact, starts)
      return
    }
    let usable = list.contact.indices.filter {
      list.contact[$0] >= 0 && Int(list.contact[$0]) < contacts && all[$0].isFinite
    }
    starts = [Int32](repeating: 0, count: contacts + 1)
    for index in usable { starts[Int(list.contact[index]) + 1] += 1 }
    for index in 0..<contacts { starts[index + 1] += starts[index] }
    var next = starts
    values = [Double](repeating: 0, count: usable.count)
    contact = [Int32](repeating: 0, count: usable.count)
    for index in usable {
      let own = Int(list.contact[index])
      values[Int(next[own])] = all[index]
      contact[Int(next[own])] = list.contact[index]
      next[own] += 1
    }
    self.starts = starts
  }
}
