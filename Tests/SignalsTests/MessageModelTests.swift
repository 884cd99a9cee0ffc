import Signals
import Testing
import Wording

@Suite struct MessageModelTests {
  @Test func `an answer is left open only where likeness decides, and rightly`() throws {
    let detectors = try #require(MessageDetectors.shared)
    let nothing = UnsafeBufferPointer<UInt32>(start: nil, count: 0)
    var course = Course()
    let shape = course.hear(0, words: 5, nothing, detectors.valence).shape
    let judge = detectors.model.abuse
    var open = 0
    for step in -4_000...4_000 {
      let wording = Float(step) / 1_000
      var answers: Set<Bool> = []
      for own in [0, 0.3, 1] as [Float] {
        for other in [0, 0.5, 1] as [Float] {
          var liked = shape
          liked.setLikeness(own: own, other: other)
          answers.insert(judge.isYes(wording, liked))
        }
      }
      if let settled = judge.settled(wording, shape) {
        #expect(answers == [settled])
      } else {
        #expect(answers.count == 2)
        open += 1
      }
    }
    // The two weights of likeness are small, so few messages need it.
    #expect((1..<400).contains(open))
  }

  @Test func `the small table says of any text what the whole model says`() throws {
    let small = try #require(MessageModel.shared)
    var reader = try Reader()
    for text in [
      "I want a human", "you stupid bot", "", "!!!", String(repeating: "ab ", count: 900),
      "this is a waste of my time, WORST SERVICE EVER", "it broke after two days, what a joke",
      "thanks for your help",
    ] {
      reader.state = SignalReading.State()
      let whole = reader.read(text)
      var scanner = TextScanner(lexicon: try Lexicon.embedded())
      var features = MessageFeatures()
      var course = Course()
      let detectors = try #require(MessageDetectors.shared)
      var copy = text
      copy.withUTF8 {
        let bytes = UnsafeRawBufferPointer($0)
        let summary = scanner.scan(bytes, language: .unknown, side: .customer)
        features.read(bytes, scanner.tokens)
        let heard = course.hear(
          summary.marks.rawValue,
          words: summary.words,
          scanner.tokens,
          detectors.valence
        )
        let wording = small.wording(features.all)
        let answers = detectors.judge(wording, heard) { (0, 0) }
        #expect(answers.frustration == (whole[.frustration]!.score >= 0.5), "\(text.prefix(20))")
        #expect(
          answers.dissatisfaction == (whole[.dissatisfaction]!.score >= 0.5),
          "\(text.prefix(20))"
        )
        // Nothing came before: likeness is 0.
        #expect(
          small.humanRequest.isYes(wording.humanRequest, heard.shape)
            == (whole[.humanRequest]!.probability! >= 0.5),
          "\(text.prefix(20))"
        )
        #expect(
          small.abuse.isYes(wording.abuse, heard.shape) == (whole[.abuse]!.probability! >= 0.5),
          "\(text.prefix(20))"
        )
      }
    }
  }
}
