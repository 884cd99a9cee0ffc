package import Wording

/// What a detector says of one message or conversation.
package struct Prediction: Sendable {
  package let signal: Signal
  /// Between 0 and 1; 0.5 is the operating point.
  package let score: Double
  /// The calibrated chance; nil of what is counted.
  package let probability: Double?

  package init(signal: Signal, score: Double, probability: Double?) {
    self.signal = signal
    self.score = score
    self.probability = probability
  }
}

/// Turns messages into predictions, conversation by conversation; one per worker.
package struct SignalReading: ~Copyable {
  private var scanner: SignalScanner
  private let model: SignalModel

  /// What is kept of a conversation between its messages.
  package struct State {
    var talk = Talk()
    var customer = Side()
    var responder = Side()
    var lastOfCustomer = Side()
    /// What the rules see in the customer's last message.
    var lastHeard: Course.Heard?

    package init() {}
  }

  /// The steps of all heads over the places of one side, and how many places there were.
  struct Side {
    var sums = SignalModel.Sums()
    var count = 0
  }

  package init(lexicon: Lexicon, model: SignalModel) {
    scanner = SignalScanner(lexicon: lexicon)
    self.model = model
  }

  /// Reads the next message of a conversation and judges it.
  package mutating func read(
    _ text: UnsafeRawBufferPointer,
    isCustomer: Bool,
    in state: inout State
  ) -> [Prediction] {
    let heard = scanner.read(text, isCustomer: isCustomer, in: &state.talk)
    let shape = heard.shape
    let places = scanner.features.all
    var own = Side()
    own.count = places.count
    own.sums = isCustomer ? model.customerSums(places) : model.responderSums(places)
    guard isCustomer else {
      state.responder.sums &+= own.sums
      state.responder.count += own.count
      return [
        Prediction(answer(.botBreakdown, state.lastOfCustomer, own, shape), .botBreakdown),
        Prediction(
          answer(.botBreakdownPossible, state.lastOfCustomer, own, shape),
          .botBreakdownPossible
        ),
      ]
    }
    state.customer.sums &+= own.sums
    state.customer.count += own.count
    state.lastOfCustomer = own
    state.lastHeard = heard
    var all = [
      Prediction(answer(.abuse, own, Side(), shape), .abuse),
      Prediction(answer(.humanRequest, own, Side(), shape), .humanRequest),
    ]
    let negativity = model.wording(of: .negativity, own.sums, own.count)
    for (point, chance) in zip(Distress.Point.all, model.distress) {
      guard let sum = point.sum(heard, negativity) else { continue }
      let score = HeadAnswer.logistic(Double((sum - point.from) / Distress.scale))
      all.append(Prediction(signal: point.signal, score: score, probability: chance.of(sum)))
    }
    return all
  }

  /// Judges a conversation of which all messages were read.
  package func conclude(_ state: State) -> [Prediction] {
    let shape = state.talk.shape
    return Head.allCases.filter { $0.subject == .conversation }.map { head in
      Prediction(
        answer(head, state.customer, state.responder, shape, last: last(state, head)),
        head.signal
      )
    }
  }

  /// What the customer's last message adds to the sum of a head.
  private func last(_ state: State, _ head: Head) -> Float {
    guard let heard = state.lastHeard, let point = head.last else { return 0 }
    let own = state.lastOfCustomer
    return head.last(point.sum(heard, model.wording(of: .negativity, own.sums, own.count)))
  }

  /// The tokens of the last message.
  package var tokens: UnsafeBufferPointer<UInt32> { scanner.tokens }

  private func answer(
    _ head: Head,
    _ customer: Side,
    _ responder: Side,
    _ shape: MessageShape
  ) -> HeadAnswer {
    answer(head, customer, responder, shape.list)
  }

  private func answer(
    _ head: Head,
    _ customer: Side,
    _ responder: Side,
    _ shape: [Float],
    last: Float = 0
  ) -> HeadAnswer {
    model.answer(
      of: head,
      customer: (customer.sums, customer.count),
      responder: (responder.sums, responder.count),
      shape: shape,
      last: last
    )
  }
}

extension Prediction {
  fileprivate init(_ answer: HeadAnswer, _ signal: Signal) {
    self.init(signal: signal, score: answer.score, probability: answer.probability)
  }
}
