import Statistics

/// Chance that can be repeated: the same seed gives the same columns (SplitMix64).
struct RepeatableChance: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// Invented columns with strata, returning customers, ties and an arm that depends on the stratum.
struct RandomColumns {
  var arm: [UInt8] = []
  var stratum: [Int32] = []
  var cluster: [Int32] = []
  var outcome: [Bool] = []
  var values: [Double] = []
  var status: [UInt8] = []
  var mask: [Bool] = []

  init(seed: UInt64, customers: Int = 80, strata: Int32 = 4, mostRepeats: Int = 5) {
    var chance = RepeatableChance(seed: seed)
    for customer in 0..<Int32(customers) {
      let temper = Double.random(in: 0...1, using: &chance)
      for _ in 0..<Int.random(in: 1...mostRepeats, using: &chance) {
        let h = Int32.random(in: 0..<strata, using: &chance)
        let botShare = 0.8 - 0.5 * Double(h) / Double(max(1, strata - 1))
        arm.append(Double.random(in: 0...1, using: &chance) < botShare ? 1 : 0)
        stratum.append(h)
        cluster.append(customer)
        outcome.append(Double.random(in: 0...1, using: &chance) < 0.3 + 0.5 * temper)
        values.append((Double.random(in: 0...1, using: &chance) * 40).rounded() + 5 * temper)
        status.append(UInt8.random(in: 0...2, using: &chance))
        mask.append(Double.random(in: 0...1, using: &chance) < 0.8)
      }
    }
  }

  var swapped: RandomColumns {
    var other = self
    other.arm = arm.map { 1 - $0 }
    return other
  }

  func shuffled(seed: UInt64) -> RandomColumns {
    var chance = RepeatableChance(seed: seed)
    let order = arm.indices.shuffled(using: &chance)
    var other = self
    other.arm = order.map { arm[$0] }
    other.stratum = order.map { stratum[$0] }
    other.cluster = order.map { cluster[$0] }
    other.outcome = order.map { outcome[$0] }
    other.values = order.map { values[$0] }
    other.status = order.map { status[$0] }
    other.mask = order.map { mask[$0] }
    return other
  }

  func frame(_ mix: TargetMix = .overlap) throws -> ComparisonFrame {
    try ComparisonFrame(arm: arm, stratum: stratum, cluster: cluster, mix: mix)
  }

  /// Every measure of the engine on these columns.
  func results(_ mix: TargetMix = .overlap) throws -> [ComparisonResult] {
    let frame = try frame(mix)
    let counted = zip(values, mask).map { $1 ? $0 : .nan }
    return [
      try frame.proportion(outcome, among: mask),
      try frame.quantile(0.5, of: counted),
      try frame.quantile(0.9, of: counted),
    ] + (try frame.incidence(time: counted, status: status, horizons: [5, 20]))
  }
}

/// Whether two numbers are the same but for rounding; infinities must be the same.
func isClose(_ a: Double?, _ b: Double?, _ slack: Double = 1e-9) -> Bool {
  guard let a, let b else { return a == nil && b == nil }
  if a == b { return true }
  return abs(a - b) <= slack * max(1, abs(a), abs(b))
}
