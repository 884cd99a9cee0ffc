import Conversations
import Records

/// Section 9.4: the accepted rating of a contact, and whether one came too late.
extension ContactFacts {
  /// The last rating given up to 7 days after contact end.
  ///
  /// A rating without a time cannot be late.
  mutating func take(_ ratings: [Rating], window: Int64) -> Rating? {
    var accepted: Rating?
    for given in ratings where given.hasScale {
      surveyOffered = true
      if let delay = given.time.since(end), delay > window {
        ratingIsLate = true
      } else if accepted.map({ given.time >= $0.time }) ?? true {
        accepted = given
      }
    }
    if accepted != nil { ratingIsLate = false }
    return accepted
  }
}

extension Rating {
  /// A scale of at least two points.
  var hasScale: Bool { score.isFinite && min.isFinite && max.isFinite && max > min }

  /// M41: in the top two points; on scales of two or three points, the top one.
  ///
  /// Nil for scales that the dictionary does not know, such as percentages.
  var isSatisfied: Bool? {
    let points = max - min + 1
    guard points == points.rounded(), points <= 11 else { return nil }
    return score >= (points <= 3 ? max : max - 1)
  }
}
