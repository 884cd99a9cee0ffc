/// What judges customers' messages for a report: made once for a run and read by all threads.
///
/// Of the signals of `onpar signals` those that people see in one message of a customer. Yes is a score of 0.5 or more
/// for frustration and dissatisfaction, and a calibrated chance of one half or more for the other two.
/// `Docs/Facts/Detectors.md` says why, and why no other.
package final class MessageDetectors: Sendable {
  package let model: MessageModel
  package let valence = ValenceLists()

  /// Those that are part of the program, made when they are first asked for; nil when their weights are broken.
  package static let shared = MessageDetectors()

  private init?() {
    guard let model = MessageModel.shared else { return nil }
    self.model = model
  }

  /// Makes them beforehand, while somebody else does something else.
  package static func prepare() {
    _ = shared
  }

  /// What is said of one message.
  package struct Answers: Sendable, Equatable {
    /// Nil in a language without a valence list.
    package var frustration: Bool?
    package var dissatisfaction: Bool?
    package var humanRequest: Bool
    package var abuse: Bool
  }

  /// Judges a message.
  ///
  /// - Parameters:
  ///   - wording: What its text speaks for.
  ///   - heard: What it shows beside its wording.
  ///   - likeness: Asked in the rare cases in which it decides: how alike the message is to the nearest of the
  ///     customer's last ones, and to the last reply.
  /// - Returns: Yes or no for each detector.
  @inline(__always)
  package func judge(
    _ wording: MessageModel.Wording,
    _ heard: Course.Heard,
    likeness: () -> (own: Float, other: Float)
  ) -> Answers {
    var shape = heard.shape
    var isLikened = false
    func answer(_ judge: MessageModel.Judge, _ wording: Float) -> Bool {
      if let answer = judge.settled(wording, heard.shape) { return answer }
      if !isLikened {
        let (own, other) = likeness()
        shape.setLikeness(own: own, other: other)
        isLikened = true
      }
      return judge.isYes(wording, shape)
    }
    return Answers(
      frustration: Distress.Point.frustration.isReached(heard, wording.negativity),
      dissatisfaction: Distress.Point.dissatisfaction.isReached(heard, wording.negativity),
      humanRequest: answer(model.humanRequest, wording.humanRequest),
      abuse: answer(model.abuse, wording.abuse)
    )
  }
}
