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

  /// The weights that are part of the program; without a choice of all heads.
  package static func embedded(_ wanted: [Head] = Head.allCases) -> SignalModel? {
    shipped.withUTF8Buffer { SignalModel($0, wanted) }
  }

  /// Reads the text that training writes; nil where it is broken or heads are missing.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard let model = bytes.withUnsafeBufferPointer({ SignalModel($0, Head.allCases) }) else {
      return nil
    }
    self = model
  }

  /// By bytes: taking the text apart by characters would take longer than reading a small export.
  private init?(_ text: UnsafeBufferPointer<UInt8>, _ wanted: [Head]) {
    var constants: [Head: Constants] = [:]
    var head: Head?
    for line in text.split(separator: UInt8(ascii: "\n")) {
      if line.first == UInt8(ascii: "#") {
        notes.append(String(decoding: line.dropFirst().drop { $0 == 0x20 }, as: UTF8.self))
        continue
      }
      let words = line.split(separator: 0x20)
      if Self.word(words[0]) == "head" {
        head = words.count == 2 ? Head(rawValue: Self.word(words[1])) : nil
        continue
      }
      guard let head, let index = Head.allCases.firstIndex(of: head) else { return nil }
      guard wanted.contains(head) else { continue }
      var own = constants[head] ?? Constants()
      guard read(words, into: &own, at: index) else { return nil }
      constants[head] = own
    }
    guard wanted.allSatisfy({ constants[$0] != nil }),
      !wanted.contains(.negativity) || distress.count == Distress.Point.all.count
    else { return nil }
    heads = Head.allCases.map { constants[$0] ?? Constants() }
  }

  private static func word(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> String {
    String(decoding: bytes, as: UTF8.self)
  }

  private mutating func read(
    _ words: [Slice<UnsafeBufferPointer<UInt8>>],
    into own: inout Constants,
    at index: Int
  ) -> Bool {
    let numbers: [Float]
    switch Self.word(words[0]) {
    case "constants":
      numbers = words.dropFirst().compactMap { Float(Self.word($0)) }
      guard numbers.count == 4 else { return false }
      own.bias = numbers[0]
      (own.scale.slope, own.scale.offset) = (numbers[1], numbers[2])
      own.scale.threshold = numbers[3]
    case "chances":
      numbers = words.dropFirst().compactMap { Float(Self.word($0)) }
      guard numbers.count == words.count - 1, numbers.count.isMultiple(of: 2) else { return false }
      distress = stride(from: 0, to: numbers.count, by: 2).map {
        Chance(slope: numbers[$0], offset: numbers[$0 + 1])
      }
    case "shape": own.shape = words.dropFirst().compactMap { Float(Self.word($0)) }
    case "customer":
      own.customerStep = words.dropFirst().first.flatMap { Float(Self.word($0)) } ?? 0
      return words.count < 3 || WeightText.read(words[2]) { customer[$0][index] = $1 }
    case "responder":
      own.responderStep = words.dropFirst().first.flatMap { Float(Self.word($0)) } ?? 0
      return words.count < 3 || WeightText.read(words[2]) { responder[$0][index] = $1 }
    default: return false
    }
    return true
  }

  /// What a head has beside its weights, and the steps of its weights for a customer's message.
  func column(of head: Head) -> (constants: Constants, steps: [Int8]) {
    let index = Head.allCases.firstIndex(of: head) ?? 0
    return (heads[index], customer.map { $0[index] })
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
    let index = Head.allCases.firstIndex(of: head) ?? 0
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
    let index = Head.allCases.firstIndex(of: head) ?? 0
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
