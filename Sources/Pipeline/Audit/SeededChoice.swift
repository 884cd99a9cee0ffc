/// Chance that can be repeated: SplitMix64 (Steele, Lea and Flood 2014).
///
/// Its own shuffling, because that of the standard library may change between versions.
struct SeededChoice {
  private var state: UInt64

  /// - Parameters:
  ///   - seed: What the user gave.
  ///   - stream: Different streams of one seed have nothing in common.
  init(seed: UInt64, stream: UInt64) {
    state = seed &* 0x9E37_79B9_7F4A_7C15 ^ (stream &+ 1) &* 0xD1B5_4A32_D192_ED03
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }

  /// A whole number from 0 up to but not including `limit`, each with the same chance (Lemire 2019).
  mutating func below(_ limit: Int) -> Int {
    let limit = UInt64(max(1, limit))
    var product = next().multipliedFullWidth(by: limit)
    let uneven = (0 &- limit) % limit
    while product.low < uneven { product = next().multipliedFullWidth(by: limit) }
    return Int(product.high)
  }

  /// Some of the elements, every choice and order of them with the same chance.
  mutating func sample<Element>(_ elements: [Element], _ count: Int) -> [Element] {
    var rest = elements
    let count = min(max(0, count), rest.count)
    for place in 0..<count { rest.swapAt(place, place + below(rest.count - place)) }
    return Array(rest[..<count])
  }
}
