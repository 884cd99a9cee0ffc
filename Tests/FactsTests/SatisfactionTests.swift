import Conversations
import Facts
import Records
import Testing

struct SatisfactionTests {
  private func rated(_ score: Double, _ min: Double, _ max: Double, after: Double? = 60) -> Row {
    measure(answered(at: 0)) {
      $0.rating = Rating(
        score: score,
        min: min,
        max: max,
        time: after.map { at(10 + $0) } ?? .missing
      )
    }
  }

  @Test(arguments: [
    (3.0, 1.0, 5.0, false), (4, 1, 5, true), (5, 1, 7, false), (6, 1, 7, true), (8, 0, 10, false),
    (9, 0, 10, true), (9, 1, 10, true), (8, 1, 10, false), (1, 0, 1, true), (0, 0, 1, false),
    (2, 1, 3, false), (3, 1, 3, true),
  ])
  func `the top two points are satisfied, of thumbs the upper`(
    _ score: Double,
    _ min: Double,
    _ max: Double,
    _ satisfied: Bool
  ) {
    let row = rated(score, min, max)
    #expect(row.rate(.csatTop2) == satisfied)
    #expect(row.value(.csatScore) == score)
    #expect(row.table.ratingScale == [RatingScale(min: min, max: max)])
  }

  @Test func `a scale that the dictionary does not know has no top two`() {
    #expect(rated(95, 0, 100).null(.csatTop2) == .notApplicable)
    #expect(rated(95, 0, 100).value(.csatScore) == 95)
  }

  @Test func `a rating is late after seven days, and never without a time`() {
    #expect(rated(5, 1, 5, after: 7 * day).rate(.csatTop2) == true)
    let late = rated(5, 1, 5, after: 7 * day + 1)
    #expect(late.null(.csatTop2) == .lateRating)
    #expect(late.null(.csatScore) == .lateRating)
    #expect(late.counts[.lateRating] == 1)
    #expect(rated(5, 1, 5, after: nil).rate(.csatTop2) == true)
    #expect(measure(answered(at: 0)).null(.csatTop2) == .noRating)
  }

  @Test func `of several ratings the last in time counts`() {
    var log = Log()
    log.add("a", answered(at: 0)) { $0.rating = Rating(score: 5, min: 1, max: 5, time: at(200)) }
    log.add("b", answered(at: 100)) { $0.rating = Rating(score: 1, min: 1, max: 5, time: at(150)) }
    log.contacts = [
      Contact(id: "a", conversations: [0, 1], timeline: answered(at: 0) + answered(at: 100))
    ]
    let row = rows(log)["a"]
    #expect(row?.value(.csatScore) == 5)
  }

  @Test func `without any offer in the export the response rate is over engaged contacts`() {
    var log = Log()
    log.add("a", answered(at: 0)) { $0.rating = Rating(score: 5, min: 1, max: 5) }
    log.add("b", answered(at: 100))
    let found = rows(log)
    #expect(found["a"]?.null(.surveyOffer) == .notInExport)
    #expect(found["a"]?.rate(.surveyResponse) == true)
    #expect(found["b"]?.rate(.surveyResponse) == false)
    #expect(found["a"]?.counts.surveyOffersExported == false)
  }

  @Test func `with offers the response rate is over those who were asked`() {
    var log = Log()
    log.add("asked", answered(at: 0) + [event(.surveyOffered, 20)])
    log.add("message", answered(at: 50) + [bot(70, .survey)])
    log.add("not", answered(at: 100))
    let found = rows(log)
    #expect(found["asked"]?.rate(.surveyOffer) == true)
    #expect(found["asked"]?.rate(.surveyResponse) == false)
    #expect(found["message"]?.rate(.surveyOffer) == true)
    #expect(found["not"]?.rate(.surveyOffer) == false)
    #expect(found["not"]?.null(.surveyResponse) == .notApplicable)
  }

  @Test func `of a split conversation each part keeps what was given to it`() {
    let first = answered(at: 0)
    let second = answered(at: 3 * day)
    var log = Log()
    log.add("a", first + second) {
      $0.rating = Rating(score: 2, min: 1, max: 5, time: at(60))
      $0.resolution = Resolution(resolved: true, by: .customer)
      $0.explicitHandledBy = "human_only"
    }
    log.contacts = [
      Contact(id: "a#2", part: 2, conversations: [0], timeline: second, reopened: true),
      Contact(id: "a", part: 1, conversations: [0], timeline: first),
    ]
    let found = rows(log)
    #expect(found["a"]?.value(.csatScore) == 2)
    #expect(found["a#2"]?.null(.csatScore) == .noRating)
    #expect(found["a"]?.outcome == .silentAfterAnswer)
    #expect(found["a#2"]?.outcome == .confirmedResolved)
    #expect(found["a"]?.table.handledBy == [.botOnly, .botOnly])
    #expect(found["a"]?.rate(.repeat7dAny) == true)
  }
}
