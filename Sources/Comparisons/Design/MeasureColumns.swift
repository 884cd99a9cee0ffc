import Cohorts
import Facts

/// A rate's answers in the rows of a design, with the counts of both arms.
struct RateColumn: Sendable {
  /// 0 for a row that is not counted, 1 for no and 2 for yes.
  var answers: [UInt8]
  var bot = RateCounts()
  var human = RateCounts()

  /// `isIn` says which rows may be used at all; by default all.
  init(
    _ metric: RateMetric,
    _ design: ComparisonDesign,
    among isIn: ((_ row: Int) -> Bool)? = nil
  ) {
    answers = [UInt8](repeating: 0, count: design.rows.count)
    guard let cells = design.table.column(of: metric) else {
      // All the same: nothing to look at row by row.
      let absent = Int(RateCell.null(design.table.metrics.absence).rawValue)
      func all(_ count: Int) -> RateCounts {
        var occurrences = [Int](repeating: 0, count: 256)
        occurrences[absent] = count
        return RateCounts(occurrences: occurrences)
      }
      guard isIn == nil else { return }
      (bot, human) = (all(design.botCount), all(design.humanCount))
      return
    }
    let answerOf = SummaryBuilder.answerOf
    var occurrences = [Int](repeating: 0, count: 512)
    for (position, row) in design.rows.enumerated() {
      if let isIn, !isIn(Int(row)) { continue }
      let raw = Int(cells[Int(row)].rawValue)
      answers[position] = answerOf[raw]
      occurrences[Int(design.arm[position]) << 8 | raw] += 1
    }
    human = RateCounts(occurrences: Array(occurrences[..<256]))
    bot = RateCounts(occurrences: Array(occurrences[256...]))
  }
}

/// An amount's values in the rows of a design; NaN where there is none.
struct ValueColumn {
  var values: [Double]
  var bot = ValueCounts()
  var human = ValueCounts()

  init(_ metric: ValueMetric, _ design: ComparisonDesign) {
    let cells = design.table.cells(of: metric)
    values = [Double](repeating: .nan, count: design.rows.count)
    var states = [Int](repeating: 0, count: 512)
    for (position, row) in design.rows.enumerated() {
      let cell = cells[Int(row)]
      // An infinite or negative amount is no duration; it cannot be ranked among them.
      if let value = cell.value, value.isFinite { values[position] = value }
      states[Int(design.arm[position]) << 8 | Int(cell.state)] += 1
    }
    human = ValueCounts(states: Array(states[..<256]))
    bot = ValueCounts(states: Array(states[256...]))
  }
}

/// A time to an event in the rows of a design; NaN where the contact is not observed at all.
struct TimeColumn: Sendable {
  var time: [Double]
  var status: [UInt8]
  var bot = 0
  var human = 0

  init(_ column: [TimedStatus?], _ design: ComparisonDesign) {
    let whole = design.table.whole(column, fill: nil)
    time = [Double](repeating: .nan, count: design.rows.count)
    status = [UInt8](repeating: 0, count: design.rows.count)
    for (position, row) in design.rows.enumerated() {
      guard let entry = whole[Int(row)] else { continue }
      time[position] = Double(max(0, entry.milliseconds))
      status[position] = entry.status
      if design.arm[position] == 1 { bot += 1 } else { human += 1 }
    }
  }
}
