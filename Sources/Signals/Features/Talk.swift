import Wording

/// What is kept of one conversation while its messages come: counts, and the tokens of earlier messages.
package struct Talk {
  /// How many earlier messages of a side a repetition is looked for in.
  package static let memory = 40

  /// What the next message is read in the light of.
  package internal(set) var course = Course()
  private var customer = Side()
  private var responder = Side()
  private var worstValence: Float = 0
  private var valenceSum: Float = 0
  private var endsWithCustomer = false
  private var humanRequests: Float = 0
  private var failures: Float = 0
  private var courtesies: Float = 0
  private var questions: Float = 0

  package init() {}

  private struct Side {
    var messages: Float = 0
    var words: Float = 0
    var lastWords: Float = 0
    var repeats: Float = 0
    var repeatsAtOnce: Float = 0
    var earlier: [[UInt32]] = []
  }

  /// Takes the next message, of which the scanner and the course have said `heard`, and adds how alike it is to others.
  mutating func add(
    _ summary: TextSummary,
    _ tokens: UnsafeBufferPointer<UInt32>,
    _ heard: inout Course.Heard,
    isCustomer: Bool
  ) {
    let marks = summary.marks
    let own = isCustomer ? customer : responder
    let other = isCustomer ? responder : customer
    let likeOwn = Self.nearest(tokens, own.earlier)
    heard.shape.setLikeness(
      own: likeOwn.nearest,
      other: other.earlier.last.map { Self.overlap(tokens, $0) } ?? 0
    )
    keep(tokens, Float(summary.words), likeOwn, isCustomer)
    if isCustomer {
      worstValence = max(worstValence, heard.valence)
      valenceSum += heard.valence
      if marks.contains(.humanRequest) { humanRequests += 1 }
      if marks.contains(.failure) { failures += 1 }
      if marks.contains(.courtesyOnly) { courtesies += 1 }
    }
    if marks.contains(.endsWithQuestion) { questions += 1 }
    endsWithCustomer = isCustomer
  }

  private mutating func keep(
    _ tokens: UnsafeBufferPointer<UInt32>,
    _ words: Float,
    _ like: (nearest: Float, last: Float),
    _ isCustomer: Bool
  ) {
    var side = isCustomer ? customer : responder
    let threshold: Float = isCustomer ? 0.8 : 0.9
    side.messages += 1
    side.words += words
    side.lastWords = words
    if tokens.count >= 2 {
      if like.nearest >= threshold { side.repeats += 1 }
      if like.last >= threshold { side.repeatsAtOnce += 1 }
    }
    if side.earlier.count == Self.memory { side.earlier.removeFirst() }
    side.earlier.append(Array(tokens))
    if isCustomer { customer = side } else { responder = side }
  }

  /// The shape of all that has come so far.
  package var shape: [Float] {
    let messages = customer.messages + responder.messages
    return [
      Self.size(customer.messages), Self.size(responder.messages), Self.size(messages),
      Self.size(customer.repeats), Self.size(responder.repeats),
      Self.size(customer.repeatsAtOnce), Self.size(responder.repeatsAtOnce),
      customer.repeats / max(1, customer.messages),
      responder.repeats / max(1, responder.messages),
      Self.size(customer.words / max(1, customer.messages)),
      Self.size(responder.words / max(1, responder.messages)),
      Self.size(customer.lastWords), Self.size(responder.lastWords),
      min(max(worstValence, -3), 3), min(max(valenceSum / max(1, customer.messages), -3), 3),
      min(max(course.lastValence, -3), 3), endsWithCustomer ? 1 : 0,
      min(humanRequests, 3), min(failures, 3), courtesies / max(1, customer.messages),
      questions / max(1, messages), customer.messages <= 2 ? 1 : 0, messages < 8 ? 1 : 0,
    ]
  }

  /// A count on a scale on which twice as many is one step more.
  static func size(_ value: Float) -> Float {
    // A table would not be simpler; the logarithm of small whole numbers, by halving.
    var steps: Float = 0
    var rest = value + 1
    while rest >= 2 {
      rest /= 2
      steps += 1
    }
    return (steps + rest - 1) / 4
  }

  private static func nearest(
    _ tokens: UnsafeBufferPointer<UInt32>,
    _ earlier: [[UInt32]]
  ) -> (nearest: Float, last: Float) {
    var nearest: Float = 0
    var last: Float = 0
    for one in earlier {
      last = overlap(tokens, one)
      nearest = max(nearest, last)
    }
    return (nearest, last)
  }

  private static func overlap(_ tokens: UnsafeBufferPointer<UInt32>, _ other: [UInt32]) -> Float {
    other.withUnsafeBufferPointer { Float(TokenOverlap(tokens, $0).index ?? 0) }
  }
}
