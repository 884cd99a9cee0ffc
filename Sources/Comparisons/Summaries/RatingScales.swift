import Cohorts
import Facts

/// On which scale each contact was rated; ratings on other scales than a group's commonest are left
/// out of it (M41).
struct RatingScales: Sendable {
  private let scales: [RatingScale?]
  /// Whether all ratings are on one scale, so that nobody needs to ask.
  let isOne: Bool

  init(_ table: ContactTable) {
    scales = table.whole(table.ratingScale, fill: nil)
    let first = scales.first { $0 != nil } ?? nil
    isOne = scales.allSatisfy { $0 == nil || $0 == first }
  }

  /// The scale on which a contact was rated; nil without a rating.
  func scale(of row: Int32) -> RatingScale? { scales[Int(row)] }

  /// Whether any contact was rated on the scale.
  func has(_ scale: RatingScale) -> Bool { scales.contains { $0 == scale } }

  /// Which of some rows were rated on another scale than most of them.
  func isOther(in rows: [Int32]) -> [Bool] {
    let common = RatingScale.commonest(scales, rows: rows)
    return rows.map { row in scales[Int(row)].map { $0 != common } ?? false }
  }
}
