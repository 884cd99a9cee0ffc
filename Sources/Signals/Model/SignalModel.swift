#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The learned heads, ready to judge.
package struct SignalModel: Sendable {
  /// One sum for each head, in the order of `Head`.
  package typealias Sums = SIMD16<Int32>

  /// What the text says of itself: version, sources and licences.
  package private(set) var notes: [String] = []
  /// The chances of the signals of distress, in the order of `Distress.Point.all`.
  package private(set) var distress: [Chance] = []
  private var heads: [Constants] = []
  // All heads of one side lie together, so that a place is looked up once.
  private var customer = [SIMD16<Int8>](repeating: SIMD16(), count: HeadWeights.placeCount)
  private var responder = [SIMD16<Int8>](repeating: SIMD16(), count: HeadWeights.placeCount)

  /// What a head has beside its weights for places.
  struct Constants {
    var bias: Float = 0
    var scale = HeadScale()
    var shape: [Float] = []
    var customerStep: Float = 0
    var responderStep: Float = 0

    /// What the wording alone speaks for, from the steps over the places of both sides.
    @inline(__always)
    func wording(
      customer: (steps: Int32, count: Int),
      responder: (steps: Int32, count: Int)
    )
      -> Float
    {
      var sum = bias
      sum += Float(customer.steps) * customerStep * HeadWeights.scale(customer.count)
      sum += Float(responder.steps) * responderStep * HeadWeights.scale(responder.count)
      return sum
    }
  }

  /// The weights that are part of the program.
  package static func embedded() -> SignalModel? { shipped.withUTF8Buffer { SignalModel($0) } }

  /// Reads the text that training writes; nil where it is broken or heads are missing.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard let model = bytes.withUnsafeBufferPointer({ SignalModel($0) }) else { return nil }
    self = model
  }

  private init?(_ text: UnsafeBufferPointer<UInt8>) {
    guard
      let file = WeightFile(
        text,
        Head.allCases,
        customer: { customer[$1][$0] = $2 },
        responder: { responder[$1][$0] = $2 }
      )
    else { return nil }
    notes = file.notes
    distress = file.distress
    heads = Head.allCases.map { file.heads[$0] ?? Constants() }
  }

  /// The steps of all heads over the places of a customer's message.
  package func customerSums(_ places: UnsafeBufferPointer<UInt16>) -> Sums {
    Self.sums(places, customer)
  }

  /// The steps of all heads over the places of a responder's message.
  package func responderSums(_ places: UnsafeBufferPointer<UInt16>) -> Sums {
    Self.sums(places, responder)
  }

  private static func sums(_ places: UnsafeBufferPointer<UInt16>, _ table: [SIMD16<Int8>]) -> Sums {
    table.withUnsafeBufferPointer { table in
      var total = Sums()
      var index = 0
      while index < places.count {
        // 1,000 weights of at most 31 steps fit into 16 bits.
        let end = min(index + 1_000, places.count)
        var part = SIMD16<Int16>()
        while index < end {
          part &+= SIMD16<Int16>(truncatingIfNeeded: table[Int(places[index])])
          index += 1
        }
        total &+= Sums(truncatingIfNeeded: part)
      }
      return total
    }
  }

  /// What the wording of a customer's message speaks for, by one head, without what is no wording.
  package func wording(of head: Head, _ sums: Sums, _ count: Int) -> Float {
    let index = head.index
    return heads[index].wording(customer: (sums[index], count), responder: (0, 0))
  }

  /// What a head says, from the sums over both sides with their numbers of places, and what is not wording.
  ///
  /// `last` is what the customer's last message adds to the sum.
  package func answer(
    of head: Head,
    customer: (sums: Sums, count: Int),
    responder: (sums: Sums, count: Int),
    shape: [Float],
    last: Float = 0
  ) -> HeadAnswer {
    let index = head.index
    let own = heads[index]
    var sum = own.wording(
      customer: (customer.sums[index], customer.count),
      responder: (responder.sums[index], responder.count)
    )
    for (value, weight) in zip(shape, own.shape) { sum += value * weight }
    sum += last
    return HeadAnswer(sum: sum, scale: own.scale)
  }
}

/// What a head says of one message or conversation.
package struct HeadAnswer: Sendable {
  /// The sum of weights; higher means more likely.
  package let sum: Float
  private let scale: HeadScale

  init(sum: Float, scale: HeadScale) {
    self.sum = sum
    self.scale = scale
  }

  /// Between 0 and 1, and 0.5 at the operating point.
  package var score: Double { Self.logistic(Double(scale.slope * (sum - scale.threshold))) }

  /// The calibrated chance of yes.
  package var probability: Double { Self.logistic(Double(scale.slope * sum + scale.offset)) }

  static func logistic(_ value: Double) -> Double { 1 / (1 + exp(-value)) }
}
