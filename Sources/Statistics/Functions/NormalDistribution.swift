import RealModule

/// The standard normal distribution: tail areas, quantiles and the `z` of a confidence level.
package enum NormalDistribution {
  /// The probability of a value above `z`.
  ///
  /// Accurate in the far tail, where `1 - Φ(z)` would be rounded to zero.
  package static func upperTail(_ z: Double) -> Double {
    0.5 * Double.erfc(z / 2.0.squareRoot())
  }

  /// The value below which a share `p` of the distribution lies; nil outside `0...1`.
  ///
  /// `p` of 0 and 1 give the infinities. The absolute error is below 1e-9 for `p` from 1e-300 on.
  ///
  /// Source: start from Abramowitz and Stegun 26.2.23, then Halley steps on `erfc`.
  package static func quantile(_ p: Double) -> Double? {
    guard p >= 0, p <= 1 else { return nil }
    guard p > 0 else { return -.infinity }
    guard p < 1 else { return .infinity }
    // Work in the smaller tail: 1 - p is exact for p >= 1/2, and erfc is accurate there.
    let tail = min(p, 1 - p)
    let x = upperQuantile(tail)
    return p < 0.5 ? -x : x
  }

  /// The `z` of a two-sided interval: the quantile at `(1 + level) / 2`; nil unless 0 < level < 1.
  package static func z(level: Double) -> Double? {
    guard level > 0, level < 1 else { return nil }
    return quantile((1 + level) / 2)
  }

  /// `z` of a two-sided 95 % interval, 1.959964.
  package static let z95 = upperQuantile(0.025)

  /// `z` of a two-sided 90 % interval, 1.644854.
  package static let z90 = upperQuantile(0.05)

  /// The `z` of a level that a caller chose; a programmer error outside the open unit interval.
  static func requiredZ(level: Double) -> Double {
    guard let z = z(level: level) else {
      preconditionFailure("a confidence level lies strictly between 0 and 1; check it on entry")
    }
    return z
  }

  /// The value above which `tail` (at most one half) of the distribution lies.
  private static func upperQuantile(_ tail: Double) -> Double {
    let t = (-2 * Double.log(tail)).squareRoot()
    let top = 2.515517 + t * (0.802853 + t * 0.010328)
    let bottom = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308))
    var x = t - top / bottom
    // The start is good to 4.5e-4 and each step cubes the error; three steps are always enough.
    for _ in 0..<3 {
      let density = Double.exp(-x * x / 2) / (2 * Double.pi).squareRoot()
      guard density > 0 else { break }
      let newton = (tail - upperTail(x)) / density
      let step = newton / (1 + x * newton / 2)
      x -= step
      if abs(step) < 1e-16 * max(1, abs(x)) { break }
    }
    return tail == 0.5 ? 0 : x
  }
}
