import Signals

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

extension HeadScale {
  /// Fits the way from sums to probabilities (Platt, 1999, with the targets of Lin, Lin and Weng, 2007), by Newton's
  /// method.
  ///
  /// The threshold is the lowest that is right as often as `precision` says; without it, the one with the best F1.
  init(_ sums: [Float], _ truths: [Bool], precision: Double?) {
    self.init()
    let yes = Double(truths.count { $0 })
    let no = Double(truths.count) - yes
    let (high, low) = ((yes + 1) / (yes + 2), 1 / (no + 2))
    var (slope, offset) = (1.0, 0.0)
    for _ in 0..<100 {
      var (g0, g1, h00, h01, h11) = (0.0, 0.0, 1e-9, 0.0, 1e-9)
      for (sum, truth) in zip(sums, truths) {
        let x = Double(sum)
        let p = 1 / (1 + exp(-(slope * x + offset)))
        let error = p - (truth ? high : low)
        let weight = p * (1 - p)
        g0 += error * x
        g1 += error
        h00 += weight * x * x
        h01 += weight * x
        h11 += weight
      }
      let determinant = h00 * h11 - h01 * h01
      guard determinant > 0 else { break }
      let (a, b) = ((h11 * g0 - h01 * g1) / determinant, (h00 * g1 - h01 * g0) / determinant)
      // A whole step may lead away from the best where sums are great.
      var step = 1.0
      let now = Self.loss(slope, offset, sums, truths, (high, low))
      while step > 1e-6,
        Self.loss(slope - step * a, offset - step * b, sums, truths, (high, low)) > now + 1e-9
      {
        step /= 2
      }
      slope -= step * a
      offset -= step * b
      if abs(a) + abs(b) < 1e-9 { break }
    }
    self.slope = Float(max(slope, 0.01))
    self.offset = Float(offset)
    let judging = Judging(sums: sums, truths: truths)
    threshold = precision.flatMap { judging.threshold(precision: $0) } ?? judging.best.threshold
  }

  /// How far the chances are from the targets: the sum of logarithms that is made as small as can be.
  private static func loss(
    _ slope: Double,
    _ offset: Double,
    _ sums: [Float],
    _ truths: [Bool],
    _ targets: (high: Double, low: Double)
  ) -> Double {
    var loss = 0.0
    for (sum, truth) in zip(sums, truths) {
      let x = slope * Double(sum) + offset
      // log(1 + exp(x)), without overflow.
      loss += max(x, 0) + log1p(exp(-abs(x))) - (truth ? targets.high : targets.low) * x
    }
    return loss
  }
}
