import Conversations
import Records

/// M41 and M42.
extension Reading {
  func fillSatisfaction(_ put: Rates) {
    if let rating {
      put(.csatTop2, rating.isSatisfied.map { .known($0, .explicit) } ?? .null(.notApplicable))
    } else {
      put(.csatTop2, .null(noRating))
    }
    // Where a human took over whom the export does not show, nobody knows when.
    put(
      .csatTop2OfBot,
      facts.humanPart == .inExport || facts.ratingOfBot.answer == nil
        ? facts.ratingOfBot : .null(.notInExport)
    )
    let rated = rating != nil
    guard surveyOffersExported else {
      put(.surveyOffer, .null(.notInExport))
      put(.surveyResponse, .known(rated, .explicit))
      return
    }
    put(.surveyOffer, .known(facts.surveyOffered, .event))
    put(.surveyResponse, facts.surveyOffered ? .known(rated, .event) : .null(.notApplicable))
  }

  var csatScore: ValueCell {
    rating.map { .known($0.score, .explicit) } ?? .null(noRating)
  }

  private var noRating: NullReason { facts.ratingIsLate ? .lateRating : .noRating }
}
