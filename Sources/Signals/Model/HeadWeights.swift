/// The weights of one head while they are learned: a logistic regression.
package struct HeadWeights: Sendable {
  /// How many places there are on each side.
  package static let placeCount = 1 << 16

  /// By place.
  ///
  /// A head for a responder's message looks at the customer's message before it too.
  package var customer: [Float]
  package var responder: [Float]
  /// Of what is no wording, in the order in which `Talk` gives it.
  package var shape: [Float]
  package var bias: Float = 0

  package init(shapeCount: Int) {
    customer = [Float](repeating: 0, count: Self.placeCount)
    responder = [Float](repeating: 0, count: Self.placeCount)
    shape = [Float](repeating: 0, count: shapeCount)
  }

  /// What each occurrence of a feature weighs among so many.
  package static func scale(_ count: Int) -> Float { 1 / Float(max(1, count)).squareRoot() }

  /// The weights as they ship: rounded to steps, each side with a step of its own.
  package func text(of head: Head, _ scale: HeadScale, _ chances: [Chance] = []) -> String {
    let (customerStep, customerText) = Self.rounded(customer)
    let (responderStep, responderText) = Self.rounded(responder)
    let numbers = chances.map { "\($0.slope) \($0.offset)" }.joined(separator: " ")
    return """
      head \(head.rawValue)\(chances.isEmpty ? "" : "\nchances \(numbers)")
      constants \(bias) \(scale.slope) \(scale.offset) \(scale.threshold)
      shape \(shape.map(\.description).joined(separator: " "))
      customer \(customerStep) \(customerText)
      responder \(responderStep) \(responderText)

      """
  }

  private static func rounded(_ weights: [Float]) -> (step: Float, text: String) {
    // The few greatest weights are cut, so that the others keep more of their differences.
    let sizes = weights.map { abs($0) }.filter { $0 > 0 }.sorted()
    guard !sizes.isEmpty else { return (0, "") }
    let step = sizes[(sizes.count - 1) * 999 / 1000] / Float(WeightText.limit)
    let steps = weights.map { weight in
      let rounded = (weight / step).rounded()
      return Int8(min(max(rounded, -Float(WeightText.limit)), Float(WeightText.limit)))
    }
    return (step, WeightText.text(of: steps))
  }
}

/// The way from a sum to a calibrated chance: `1 / (1 + exp(-(slope × sum + offset)))` (Platt, 1999).
package struct Chance: Sendable {
  package var slope: Float
  package var offset: Float

  package init(slope: Float, offset: Float) {
    self.slope = slope
    self.offset = offset
  }

  package func of(_ sum: Float) -> Double { HeadAnswer.logistic(Double(slope * sum + offset)) }
}

/// How the sum of a head becomes an answer.
package struct HeadScale: Sendable {
  /// To a probability: `1 / (1 + exp(-(slope × sum + offset)))` (Platt, 1999).
  package var slope: Float = 1
  package var offset: Float = 0
  /// The sum from which the answer is yes.
  package var threshold: Float = 0

  package init() {}
}
