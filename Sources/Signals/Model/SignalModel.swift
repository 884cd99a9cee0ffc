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
  package let notes: [String]
  private var heads: [Constants] = []
  // All heads of one side lie together, so that a place is looked up once.
  private var customer = [SIMD16<Int8>](repeating: SIMD16(), count: HeadWeights.placeCount)
  private var responder = [SIMD16<Int8>](repeating: SIMD16(), count: HeadWeights.placeCount)

  private struct Constants {
    var bias: Float = 0
    var scale = HeadScale()
    var shape: [Float] = []
    var customerStep: Float = 0
    var responderStep: Float = 0
  }

  /// The weights that are part of the program.
  package static func embedded() -> SignalModel? {
    shipped.withUTF8Buffer { SignalModel(String(decoding: $0, as: UTF8.self)) }
  }

  /// Reads the text that training writes; nil where it is broken or heads are missing.
  package init?(_ text: some StringProtocol) {
    let lines = text.split(separator: "\n")
    notes = lines.filter { $0.hasPrefix("#") }.map { String($0.dropFirst().drop { $0 == " " }) }
    var constants: [Head: Constants] = [:]
    var head: Head?
    for line in lines where !line.hasPrefix("#") {
      let words = line.split(separator: " ")
      if words[0] == "head" {
        head = words.count == 2 ? Head(rawValue: String(words[1])) : nil
        continue
      }
      guard let head, let index = Head.allCases.firstIndex(of: head) else { return nil }
      var own = constants[head] ?? Constants()
      guard read(words, into: &own, at: index) else { return nil }
      constants[head] = own
    }
    heads = Head.allCases.compactMap { constants[$0] }
    guard heads.count == Head.allCases.count else { return nil }
  }

  private mutating func read(
    _ words: [some StringProtocol],
    into own: inout Constants,
    at index: Int
  ) -> Bool {
    let numbers = words.dropFirst().compactMap { Float($0) }
    switch words[0] {
    case "constants":
      guard numbers.count == 4 else { return false }
      own.bias = numbers[0]
      (own.scale.slope, own.scale.offset) = (numbers[1], numbers[2])
      own.scale.threshold = numbers[3]
    case "shape": own.shape = numbers
    case "customer":
      own.customerStep = numbers.first ?? 0
      return words.count < 3
        || WeightText.read(words[2].utf8) { customer[$0][index] = $1 }
    case "responder":
      own.responderStep = numbers.first ?? 0
      return words.count < 3
        || WeightText.read(words[2].utf8) { responder[$0][index] = $1 }
    default: return false
    }
    return true
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

  /// What a head says, from the sums over both sides with their numbers of places, and what is not wording.
  package func answer(
    of head: Head,
    customer: (sums: Sums, count: Int),
    responder: (sums: Sums, count: Int),
    shape: [Float]
  ) -> HeadAnswer {
    let index = Head.allCases.firstIndex(of: head) ?? 0
    let own = heads[index]
    var sum = own.bias
    sum += Float(customer.sums[index]) * own.customerStep * HeadWeights.scale(customer.count)
    sum += Float(responder.sums[index]) * own.responderStep * HeadWeights.scale(responder.count)
    for (value, weight) in zip(shape, own.shape) { sum += value * weight }
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
