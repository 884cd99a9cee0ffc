import RealModule

extension ComparisonResult {
  /// The same comparison with effects that may be read every week (STATISTICS.md 9.2).
  ///
  /// Difference and ratio get always-valid limits, the ratio on its logarithm; the p-value is the
  /// smallest level at which those limits exclude zero. The rates of the two arms keep their own
  /// fixed intervals. An effect whose fixed limits are infinite, or whose size is not known, has no
  /// standard error to start from and gets the widest limits.
  ///
  /// Source: Waudby-Smith, Arbour, Sinha, Kennedy, Ramdas, arXiv 2103.06476.
  /// - Parameter growth: The size at which the limits are to be tightest, as a multiple of the size now.
  /// - Returns: The comparison with other effects and p-value, everything else as it is.
  package func alwaysValid(growth: Double) -> ComparisonResult {
    guard strataUsed > 0 else { return self }
    let size = (bot.size.effective ?? 0) + (human.size.effective ?? 0)
    let isDuration = method == .standardisedQuantile
    let reach = isDuration ? Double.infinity : 1
    let logarithm = Margin.logarithm(of: ratio)
    let sequence = RunningLimits(size: size, optimal: size * growth)
    return ComparisonResult(
      method: method,
      mix: mix,
      bot: bot,
      human: human,
      difference: sequence.effect(difference, within: -reach...reach),
      ratio: sequence.effect(logarithm, within: -Double.infinity...Double.infinity)
        .exponential(estimate: ratio.estimate),
      // The p-value belongs to the scale on which the verdict is reached.
      pValue: sequence.pValue(isDuration ? logarithm : difference),
      rho: rho,
      strataUsed: strataUsed,
      rates: rates,
      caveats: caveats
    )
  }
}

/// What one comparison's sequences share.
private struct RunningLimits {
  var size: Double
  var optimal: Double

  func effect(_ fixed: Effect, within range: ClosedRange<Double>) -> Effect {
    func limits(_ interval: Interval) -> Interval {
      guard let found = sequence(fixed, level: interval.level)?.interval else {
        return Interval(lower: range.lowerBound, upper: range.upperBound, level: interval.level)
      }
      return Interval(
        lower: max(range.lowerBound, found.lower),
        upper: min(range.upperBound, found.upper),
        level: interval.level
      )
    }
    return Effect(
      estimate: fixed.estimate,
      interval: limits(fixed.interval),
      interval90: limits(fixed.interval90)
    )
  }

  /// The smallest level at which the limits exclude zero, with the mixing variance held.
  func pValue(_ fixed: Effect) -> Double {
    guard let estimate = fixed.estimate, let error = standardError(fixed),
      let mixing = sequence(fixed, level: fixed.interval.level)?.rhoSquared
    else { return 1 }
    guard error > 0 else { return estimate == 0 ? 1 : 0 }
    let spread = size * mixing
    let score = estimate / error
    let power = score * score / (2 * (1 + 1 / spread))
    return min(1, (spread + 1).squareRoot() * Double.exp(-power))
  }

  private func sequence(_ fixed: Effect, level: Double) -> ConfidenceSequence? {
    guard let estimate = fixed.estimate, estimate.isFinite, let error = standardError(fixed) else {
      return nil
    }
    return ConfidenceSequence(
      estimate: estimate,
      standardError: error,
      size: size,
      optimal: optimal,
      alpha: 1 - level
    )
  }

  private func standardError(_ fixed: Effect) -> Double? {
    guard let z = NormalDistribution.z(level: fixed.interval.level) else { return nil }
    let error = (fixed.interval.upper - fixed.interval.lower) / (2 * z)
    return error.isFinite ? error : nil
  }
}

extension Effect {
  /// An effect on a logarithm, back on the scale of ratios.
  fileprivate func exponential(estimate: Double?) -> Effect {
    func turned(_ interval: Interval) -> Interval {
      Interval(
        lower: Double.exp(interval.lower),
        upper: Double.exp(interval.upper),
        level: interval.level
      )
    }
    return Effect(estimate: estimate, interval: turned(interval), interval90: turned(interval90))
  }
}
