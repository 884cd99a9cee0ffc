import RealModule

/// The chi-square distribution: the upper tail area used by tests on several strata or groups.
package enum ChiSquareDistribution {
  /// The probability of a value above `chi2` with `degrees` of freedom; nil for impossible input.
  ///
  /// Relative error about 1e-10, also far out in the tail. No degrees of freedom gives 1.
  ///
  /// Source: the regularised incomplete gamma function, DLMF 8.7.3 (series) and 8.9.2 (fraction).
  package static func upperTail(_ chi2: Double, degrees: Double) -> Double? {
    guard !chi2.isNaN, degrees >= 0, degrees.isFinite else { return nil }
    guard chi2 > 0, degrees > 0 else { return 1 }
    guard chi2.isFinite else { return 0 }
    let a = degrees / 2
    let x = chi2 / 2
    let scale = Double.exp(a * Double.log(x) - x - Double.logGamma(a))
    return x < a + 1
      ? max(0, 1 - scale * lowerSeries(a, x)) : scale * upperFraction(a, x)
  }

  /// The sum of the power series of the lower incomplete gamma function, without its factor.
  private static func lowerSeries(_ a: Double, _ x: Double) -> Double {
    var term = 1 / a
    var sum = term
    var denominator = a
    // Terms shrink once the index passes x - a; the count grows with the root of `a` only.
    for _ in 0..<100_000 {
      denominator += 1
      term *= x / denominator
      sum += term
      if term < sum * 1e-17 { break }
    }
    return sum
  }

  /// The continued fraction of the upper incomplete gamma function, by Lentz's method.
  private static func upperFraction(_ a: Double, _ x: Double) -> Double {
    let tiny = 1e-300
    var b = x + 1 - a
    var c = 1 / tiny
    var d = 1 / b
    var fraction = d
    for index in 1..<100_000 {
      let i = Double(index)
      let numerator = -i * (i - a)
      b += 2
      d = numerator * d + b
      if abs(d) < tiny { d = tiny }
      c = b + numerator / c
      if abs(c) < tiny { c = tiny }
      d = 1 / d
      let change = d * c
      fraction *= change
      if abs(change - 1) < 1e-16 { break }
    }
    return fraction
  }
}
