import Signals

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// How the weights of a head are found.
struct Fitting {
  var rounds = 30
  var rate: Float = 0.3
  /// How strongly weights are drawn to 0.
  var restraint: Float = 1e-4
  var seed: UInt64 = 1

  /// Logistic regression by stochastic gradient descent with a step for each weight (Duchi et al., 2011).
  ///
  /// The order of the examples is drawn from the seed, so that the same data give the same weights.
  func fit(_ examples: [Example], shapeCount: Int) -> HeadWeights {
    var weights = HeadWeights(shapeCount: shapeCount)
    var seen = HeadWeights(shapeCount: shapeCount)
    var order = Array(examples.indices)
    var state = seed
    for _ in 0..<rounds {
      for index in order.indices.dropFirst().reversed() {
        order.swapAt(index, Int(Self.draw(&state) % UInt64(index + 1)))
      }
      for index in order { step(examples[index], &weights, &seen) }
    }
    return weights
  }

  private func step(_ example: Example, _ weights: inout HeadWeights, _ seen: inout HeadWeights) {
    let sum = weights.sum(of: example)
    let error = Float(1 / (1 + exp(-Double(sum)))) - (example.isYes ? 1 : 0)
    Self.move(&weights.bias, &seen.bias, error, rate)
    for index in example.shape.indices where example.shape[index] != 0 {
      let gradient = error * example.shape[index] + restraint * weights.shape[index]
      Self.move(&weights.shape[index], &seen.shape[index], gradient, rate)
    }
    let customerScale = HeadWeights.scale(example.customer.count)
    for place in example.customer {
      let gradient = error * customerScale + restraint * weights.customer[Int(place)]
      Self.move(&weights.customer[Int(place)], &seen.customer[Int(place)], gradient, rate)
    }
    let responderScale = HeadWeights.scale(example.responder.count)
    for place in example.responder {
      let gradient = error * responderScale + restraint * weights.responder[Int(place)]
      Self.move(&weights.responder[Int(place)], &seen.responder[Int(place)], gradient, rate)
    }
  }

  @inline(__always)
  private static func move(
    _ weight: inout Float,
    _ seen: inout Float,
    _ gradient: Float,
    _ rate: Float
  ) {
    seen += gradient * gradient
    weight -= rate * gradient / (seen.squareRoot() + 1e-6)
  }

  /// SplitMix64 (Steele et al., 2014).
  private static func draw(_ state: inout UInt64) -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}

extension HeadWeights {
  func sum(of example: Example) -> Float {
    var customerSum: Float = 0
    for place in example.customer { customerSum += customer[Int(place)] }
    var responderSum: Float = 0
    for place in example.responder { responderSum += responder[Int(place)] }
    var sum = bias + customerSum * Self.scale(example.customer.count)
    sum += responderSum * Self.scale(example.responder.count)
    for index in example.shape.indices { sum += example.shape[index] * shape[index] }
    return sum
  }
}
