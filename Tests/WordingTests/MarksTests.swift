import Testing

@testable import Wording

@Suite("The bits of marks")
struct MarksTests {
  @Test(
    "a family's mark is the bit by which its phrases are found",
    arguments: [
      (Marks.humanRequest, PhraseFamily.humanRequest), (.resolution, .resolution),
      (.failure, .failure), (.askRepeat, .askRepeat), (.profanity, .profanity),
      (.mildProfanity, .mildProfanity), (.noMatch, .noMatch), (.handoffNotice, .handoff),
      (.autoAck, .autoAck), (.menu, .menu), (.survey, .survey), (.closing, .closing),
      (.empathy, .empathy), (.redirect, .redirect), (.promise, .promise),
      (.disclosure, .disclosure), (.humanClaim, .humanClaim), (.legal, .legal),
      (.farewell, .farewell),
    ]
  )
  func bits(_ mark: Marks, _ family: PhraseFamily) {
    #expect(mark.rawValue == family.bit)
  }
}
