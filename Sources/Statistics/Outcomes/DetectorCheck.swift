/// A detector beside people's labels of a random sample of one arm.
///
/// Counts of rows; labels that could not be given are in none of them.
package struct DetectorCheck: Hashable, Sendable {
  /// Flagged, and there.
  package let found: Int
  /// Not flagged, but there.
  package let missed: Int
  /// Flagged, but not there.
  package let falseAlarms: Int
  /// Not flagged, and not there.
  package let passed: Int

  /// A check with its four counts, which are not negative.
  package init(found: Int, missed: Int, falseAlarms: Int, passed: Int) {
    self.found = max(0, found)
    self.missed = max(0, missed)
    self.falseAlarms = max(0, falseAlarms)
    self.passed = max(0, passed)
  }

  /// Rows in which people saw it.
  package var positives: Int { found + missed }
  /// Rows in which they did not.
  package var negatives: Int { falseAlarms + passed }
  /// All rows with a label.
  package var labelled: Int { positives + negatives }

  /// The share of what is there that the detector finds, with its Wilson interval; nil when nothing was there.
  package func sensitivity(level: Double) -> (estimate: Double, interval: Interval)? {
    Self.share(found, of: positives, level)
  }

  /// The share of what is not there that the detector passes, likewise.
  package func specificity(level: Double) -> (estimate: Double, interval: Interval)? {
    Self.share(passed, of: negatives, level)
  }

  private static func share(
    _ part: Int,
    of all: Int,
    _ level: Double
  ) -> (estimate: Double, interval: Interval)? {
    guard all > 0 else { return nil }
    return (
      Double(part) / Double(all), Wilson.interval(count: part, of: all, level: level)
    )
  }

  /// The true rate behind `flagged` of `size` rows, which may be effective sizes.
  package func corrected(
    flagged: Double,
    of size: Double,
    level: Double
  ) -> DetectorPrevalence {
    DetectorPrevalence(
      flagged: flagged,
      of: size,
      found: Double(found),
      positives: Double(positives),
      passed: Double(passed),
      negatives: Double(negatives),
      level: level
    )
  }
}

/// Two arms' flagged rates, each corrected by its own check, and their difference (STATISTICS.md 6.3).
///
/// A detector may err differently in the two arms; only with a check of each can they be compared.
package struct DetectorContrast: Hashable, Sendable {
  /// One arm: what was flagged, and how the detector did there.
  package struct Arm: Hashable, Sendable {
    /// The flagged share.
    package let share: Double
    /// The number of independent rows that it rests on.
    package let size: Double
    /// The labels.
    package let check: DetectorCheck

    /// An arm.
    package init(share: Double, size: Double, check: DetectorCheck) {
      self.share = share
      self.size = size
      self.check = check
    }

    func bounded(z: Double) -> Bounded? {
      let found = DetectorPrevalence.bounded(
        flagged: share * size,
        of: size,
        found: Double(check.found),
        positives: Double(check.positives),
        passed: Double(check.passed),
        negatives: Double(check.negatives),
        z: z
      )
      // The interval is not built around the estimate; near 0 and 1 it may lie beside it.
      return found.map {
        Bounded(
          estimate: $0.estimate,
          lower: min($0.lower, $0.estimate),
          upper: max($0.upper, $0.estimate)
        )
      }
    }
  }

  /// The bot's corrected rate.
  package let bot: DetectorPrevalence
  /// The humans' corrected rate.
  package let human: DetectorPrevalence
  /// Bot minus human; limits by ``Mover`` from those of the arms.
  package let difference: Effect
  /// The p-value of "no difference", by inversion.
  package let pValue: Double

  /// Nil when a check has no positive, no negative, or no better than chance.
  package init?(bot: Arm, human: Arm, level: Double = 0.95) {
    func limits(_ z: Double) -> Limits? {
      guard let first = bot.bounded(z: z), let second = human.bounded(z: z) else { return nil }
      return Mover.difference(first, second, rho: 0)
    }
    func interval(_ level: Double) -> Interval? {
      limits(NormalDistribution.requiredZ(level: level))?.interval(level: level)
    }
    self.bot = bot.check.corrected(flagged: bot.share * bot.size, of: bot.size, level: level)
    self.human = human.check.corrected(
      flagged: human.share * human.size,
      of: human.size,
      level: level
    )
    guard let first = self.bot.estimate, let second = self.human.estimate,
      let outer = interval(level), let inner = interval(Equivalence.level(beside: level))
    else { return nil }
    difference = Effect(estimate: first - second, interval: outer, interval90: inner)
    pValue = Inversion.pValue(null: 0) { limits($0) ?? Limits(lower: -1, upper: 1) }
  }
}
