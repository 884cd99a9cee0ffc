import Cohorts
import Facts

/// On which scale each contact was rated; ratings on other scales than a group's commonest are left
/// out of it (M41).
struct RatingScales {
  /// Nil when all ratings are on one scale.
  private let scales: [RatingScale?]?

  init(_ table: ContactTable) {
    let column = table.whole(table.ratingScale, fill: nil)
    let first = column.first { $0 != nil } ?? nil
    scales = column.allSatisfy { $0 == nil || $0 == first } ? nil : column
  }

  /// The places in a group of the rows that were rated on another scale.
  func others(in rows: [Int32]) -> [Int] {
    guard let scales else { return [] }
    let common = RatingScale.commonest(scales, rows: rows)
    return rows.indices.filter { place in
      scales[Int(rows[place])].map { $0 != common } ?? false
    }
  }
}
