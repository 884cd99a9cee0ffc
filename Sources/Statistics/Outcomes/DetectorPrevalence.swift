/// The true rate behind the flags of a detector that errs (STATISTICS.md 6.3).
///
/// Sensitivity and specificity must have been measured in the same arm: a detector that catches
/// more failures of one arm than of the other can turn the sign of a comparison.
package struct DetectorPrevalence: Hashable, Sendable {
  /// The corrected rate; nil when the detector is no better than chance.
  package let estimate: Double?
  /// Its interval; 0 to 1 when there is no estimate.
  package let interval: Interval

  /// Corrected by a known sensitivity and specificity.
  ///
  /// Their own uncertainty is not in the interval. Source: Rogan, Gladen, *Am J Epidemiol* 107
  /// (1978), 71, on Wilson limits.
  package init(
    flagged x: Double,
    of n: Double,
    sensitivity: Double,
    specificity: Double,
    level: Double = 0.95
  ) {
    let gain = sensitivity + specificity - 1
    guard n > 0, gain > 0 else {
      self.init(nothingAt: level)
      return
    }
    func corrected(_ rate: Double) -> Double { clipped((rate + specificity - 1) / gain) }
    let raw = Wilson.interval(share: x / n, size: n, level: level)
    self.init(
      estimate: corrected(x / n),
      interval: Interval(
        lower: corrected(raw.lower),
        upper: corrected(raw.upper),
        level: level
      )
    )
  }

  /// Corrected by a validation sample: `found` of `positives` and `passed` of `negatives`.
  ///
  /// Source: Lang, Reiczigel, *Prev Vet Med* 113 (2014), 13.
  package init(
    flagged x: Double,
    of n: Double,
    found: Double,
    positives: Double,
    passed: Double,
    negatives: Double,
    level: Double = 0.95
  ) {
    let z = NormalDistribution.requiredZ(level: level)
    guard
      let bounds = Self.bounded(
        flagged: x,
        of: n,
        found: found,
        positives: positives,
        passed: passed,
        negatives: negatives,
        z: z
      )
    else {
      self.init(nothingAt: level)
      return
    }
    self.init(
      estimate: bounds.estimate,
      interval: Interval(lower: bounds.lower, upper: bounds.upper, level: level)
    )
  }

  /// The estimate with its limits at a given `z`; nil when the detector is no better than chance.
  static func bounded(
    flagged x: Double,
    of n: Double,
    found: Double,
    positives: Double,
    passed: Double,
    negatives: Double,
    z: Double
  ) -> Bounded? {
    guard n > 0, positives > 0, negatives > 0 else { return nil }
    let seSize = positives + 2
    let spSize = negatives + 2
    let se = (found + 1) / seSize
    let sp = (passed + 1) / spSize
    let gain = se + sp - 1
    let rawGain = found / positives + passed / negatives - 1
    guard gain > 0, rawGain > 0 else { return nil }
    let size = n + z * z
    let rate = (x + z * z / 2) / size
    let p = (rate + sp - 1) / gain
    let seError = se * (1 - se) / seSize
    let spError = sp * (1 - sp) / spSize
    let shift = 2 * z * z * (p * seError - (1 - p) * spError)
    let error =
      (rate * (1 - rate) / size + p * p * seError + (1 - p) * (1 - p) * spError).squareRoot()
      / gain
    return Bounded(
      estimate: clipped((x / n + passed / negatives - 1) / rawGain),
      lower: clipped(p + shift - z * error),
      upper: clipped(p + shift + z * error)
    )
  }

  private init(estimate: Double?, interval: Interval) {
    self.estimate = estimate
    self.interval = interval
  }

  private init(nothingAt level: Double) {
    self.init(estimate: nil, interval: Interval(lower: 0, upper: 1, level: level))
  }
}

/// The true rate from a detector's flags and a labelled random sample of the same rows.
///
/// Preferred over known error rates: it assumes only that the sample was drawn at random.
///
/// Source: difference estimator, Cochran, *Sampling Techniques*, chapter 7; Angelopoulos et al.,
/// *Science* 382 (2023), 669.
package struct AuditedRate: Hashable, Sendable {
  /// The corrected rate, clipped to 0 and 1.
  package let estimate: Double
  /// Its standard error.
  package let standardError: Double
  /// Its interval, clipped to 0 and 1.
  package let interval: Interval

  /// `audited` holds row numbers with their labels; nil with fewer than two or a row out of range.
  package init?(flags: [Bool], audited: [(row: Int, label: Bool)], level: Double = 0.95) {
    guard audited.allSatisfy({ flags.indices.contains($0.row) }) else { return nil }
    self.init(
      flagged: flags.count { $0 },
      of: flags.count,
      missed: audited.count { $0.label && !flags[$0.row] },
      falseAlarms: audited.count { !$0.label && flags[$0.row] },
      labelled: audited.count,
      level: level
    )
  }

  /// The same from counts: `labelled` rows, of which the detector missed some and flagged some wrongly.
  ///
  /// Nil with fewer than two labels.
  package init?(
    flagged x: Int,
    of rows: Int,
    missed: Int,
    falseAlarms: Int,
    labelled: Int,
    level: Double = 0.95
  ) {
    guard labelled > 1, rows > 0 else { return nil }
    let n = Double(rows)
    let m = Double(labelled)
    let (high, low) = (Double(missed), Double(falseAlarms))
    let share = Double(x) / n
    // Label less flag is 1, -1 or 0.
    let mean = (high - low) / m
    let spread =
      (high * (1 - mean) * (1 - mean) + low * (1 + mean) * (1 + mean)
        + (m - high - low) * mean * mean) / (m - 1)
    let error = (share * (1 - share) / n + spread / m).squareRoot()
    let reach = NormalDistribution.requiredZ(level: level) * error
    estimate = clipped(share + mean)
    standardError = error
    interval = Interval(
      lower: max(0, share + mean - reach),
      upper: min(1, share + mean + reach),
      level: level
    )
  }
}

extension AuditedRate {
  /// This rate less that of another arm, whose rows and labels are others: MOVER over both intervals, which must be of
  /// that level.
  ///
  /// Made of what is printed of the two arms, so that the difference never contradicts them.
  package func difference(from other: AuditedRate, level: Double = 0.95) -> Interval {
    Mover.difference(
      (estimate, interval.lower, interval.upper),
      (other.estimate, other.interval.lower, other.interval.upper),
      level: level
    )
  }
}

/// A value moved into the unit interval.
private func clipped(_ value: Double) -> Double { min(1, max(0, value)) }
