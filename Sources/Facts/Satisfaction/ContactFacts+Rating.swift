import Conversations
import Records

/// Section 9.4: the accepted rating of a contact, and whether a survey was offered.
extension ContactFacts {
  /// Takes the last rating given up to 7 days after contact end.
  ///
  /// A rating without a time cannot be late.
  mutating func take(_ ratings: [Rating], window: Int64) {
    for given in ratings where given.hasScale {
      surveyOffered = true
      if let delay = given.time.since(end), delay > window {
        ratingIsLate = true
      } else if rating.map({ given.time >= $0.time }) ?? true {
        rating = given
      }
    }
    if rating != nil { ratingIsLate = false }
  }

  mutating func readSurvey(_ timeline: [TimelineEntry], _ outline: Outline) {
    surveyOffered = surveyOffered || timeline.contains(where: Self.offersSurvey)
    guard let rating, rating.time.isKnown else { return }
    ratedBeforeHuman = outline.firstHuman.map { timeline[$0].time > rating.time } ?? true
  }

  static func offersSurvey(_ entry: TimelineEntry) -> Bool {
    if entry.isEvent { return entry.is(.surveyOffered) || entry.is(.surveyAnswered) }
    return entry.isPublicMessage && entry.role != .customer && entry.messageKind == .survey
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
