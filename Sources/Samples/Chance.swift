/// A stream of random numbers that is the same on every machine.
///
/// The generator is xoshiro256** seeded by SplitMix64. Every decision compares integers, so that no
/// last digit of a mathematics library can change what a seed gives.
///
/// Source: D. Blackman, S. Vigna, "Scrambled linear pseudorandom number generators",
/// *ACM TOMS* 47 (2021), article 36; G. Steele, D. Lea, C. Flood, *OOPSLA* 2014 (SplitMix64).
struct Chance: Sendable {
  private var a: UInt64
  private var b: UInt64
  private var c: UInt64
  private var d: UInt64

  init(seed: UInt64) {
    var state = seed
    func splitMix() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
    a = splitMix()
    b = splitMix()
    c = splitMix()
    d = splitMix()
  }

  mutating func next() -> UInt64 {
    let product = b &* 5
    let result = ((product << 7) | (product >> 57)) &* 9
    let shifted = b << 17
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = (d << 45) | (d >> 19)
    return result
  }

  /// A whole number in `0..<bound`; 0 when the bound is not positive.
  ///
  /// The high half of a product, without rejection: the bias is below 2⁻⁴⁰ for the bounds used here.
  mutating func below(_ bound: Int) -> Int {
    guard bound > 0 else { return 0 }
    return Int(next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// True with a chance of `basisPoints` in 10,000.
  mutating func happens(_ basisPoints: Int) -> Bool {
    below(10_000) < basisPoints
  }

  /// An index, each with a chance in proportion to its weight; 0 when all weights are 0.
  mutating func index(weights: [Int]) -> Int {
    var left = below(weights.reduce(0, +))
    for (index, weight) in weights.enumerated() {
      left -= weight
      if left < 0 { return index }
    }
    return 0
  }

  /// One element, each with the same chance.
  mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[below(elements.count)]
  }
}
