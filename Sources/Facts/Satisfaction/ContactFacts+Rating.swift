import Conversations
import Records

/// Section 9.4: the accepted rating of a contact, and whether one came too late.
extension ContactFacts {
  /// The last rating given up to 7 days after contact end.
  ///
  /// A rating without a time cannot be late.
  mutating func take(_ ratings: [Rating], window: Int64) -> Rating? {
    var accepted: Rating?
    for given in ratings {
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

  /// M41, segment `bot`: what customers said of the bot alone.
  ///
  /// Ratings on another scale than the accepted one are left out, since scales are never pooled.
  mutating func rateBot(
    _ ratings: [Rating],
    accepted: Rating?,
    _ timeline: TimelineView,
    _ outline: Outline
  ) {
    guard outline.botParticipates else {
      ratingOfBot = .null(.notApplicable)
      return
    }
    guard let accepted else { return ratingOfBot = .null(ratingIsLate ? .lateRating : .noRating) }
    var last: Rating?
    var isUntimed = false
    for given in ratings
    where given.min == accepted.min && given.max == accepted.max {
      if outline.firstHuman >= 0 {
        let wrote = timeline.time(outline.firstHuman)
        guard given.time.isKnown, wrote.isKnown else {
          isUntimed = true
          continue
        }
        guard given.time < wrote else { continue }
      } else if given.time.isKnown, accepted.time.isKnown, given.time > accepted.time {
        // Late.
        continue
      }
      if last.map({ given.time >= $0.time }) ?? true { last = given }
    }
    guard let last else {
      return ratingOfBot = .null(isUntimed ? .missingTimestamp : .notApplicable)
    }
    ratingOfBot = last.isSatisfied.map { .known($0, .explicit) } ?? .null(.notApplicable)
  }
}

extension Rating {
  /// M41: in the top two points; on scales of two or three points, the top one.
  ///
  /// Nil for scales that the dictionary does not know, such as percentages.
  var isSatisfied: Bool? {
    let points = max - min + 1
    guard points == points.rounded(), points <= 11 else { return nil }
    return score >= (points <= 3 ? max : max - 1)
  }
}
