import RealModule

/// Amounts on the scale on which ratios are differences.
package enum RatioScale {
  /// The natural logarithm; nil for zero, negative and unknown amounts.
  package static func logarithm(_ amount: Double) -> Double? {
    amount > 0 && amount.isFinite ? Double.log(amount) : nil
  }

  /// Back from the logarithm to the amount.
  package static func exponential(_ logarithm: Double) -> Double { Double.exp(logarithm) }
}
