package import Wording

/// What a detector says of one message or conversation.
package struct Prediction: Sendable {
  package let signal: Signal
  /// Between 0 and 1; 0.5 is the operating point.
  package let score: Double
  /// The calibrated chance; nil where no corpus that may be learned from has the label.
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
    let (shape, distress) = scanner.read(text, isCustomer: isCustomer, in: &state.talk)
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
    var all = [
      Prediction(answer(.abuse, own, Side(), shape), .abuse),
      Prediction(answer(.humanRequest, own, Side(), shape), .humanRequest),
    ]
    guard let distress else { return all }
    for (signal, from) in Distress.signals {
      let score = HeadAnswer.logistic(Double((distress - from) / Distress.scale))
      all.append(Prediction(signal: signal, score: score, probability: nil))
    }
    return all
  }

  /// Judges a conversation of which all messages were read.
  package func conclude(_ state: State) -> [Prediction] {
    let shape = state.talk.shape
    return Head.allCases.filter { $0.subject == .conversation }.map { head in
      Prediction(answer(head, state.customer, state.responder, shape), head.signal)
    }
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
    _ shape: [Float]
  ) -> HeadAnswer {
    model.answer(
      of: head,
      customer: (customer.sums, customer.count),
      responder: (responder.sums, responder.count),
      shape: shape
    )
  }
}

extension Prediction {
  fileprivate init(_ answer: HeadAnswer, _ signal: Signal) {
    self.init(signal: signal, score: answer.score, probability: answer.probability)
  }
}
