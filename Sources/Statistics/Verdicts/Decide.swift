/// What the decision table looks at.
package struct DecisionInput: Hashable, Sendable {
  /// The limits of the 95 % interval, or of the level that was asked for, on the scale of the verdict.
  package var interval95: Interval
  /// The limits of the interval that decides on equivalence (90 % beside 95 %), on the same scale.
  package var interval90: Interval
  /// The margin on that scale; 0 if equivalence cannot be claimed.
  package var margin: Double
  /// Which direction is better.
  package var better: BetterDirection
  /// The q-value within the measure's family; the p-value if the family is one measure.
  package var qValue: Double
  /// Customers of the bot's arm.
  package var botCustomers: Int
  /// Customers of the humans' arm.
  package var humanCustomers: Int
  /// All rows of the bot's arm.
  package var botRows: Int
  /// All rows of the humans' arm.
  package var humanRows: Int
  /// The comparable share of the bot's arm.
  package var comparableShare: Double

  /// The values that decide.
  package init(
    interval95: Interval,
    interval90: Interval,
    margin: Double,
    better: BetterDirection,
    qValue: Double,
    botCustomers: Int,
    humanCustomers: Int,
    botRows: Int,
    humanRows: Int,
    comparableShare: Double
  ) {
    self.interval95 = interval95
    self.interval90 = interval90
    self.margin = margin
    self.better = better
    self.qValue = qValue
    self.botCustomers = botCustomers
    self.humanCustomers = humanCustomers
    self.botRows = botRows
    self.humanRows = humanRows
    self.comparableShare = comparableShare
  }
}

extension DecisionInput {
  /// On which scale a comparison is decided.
  package enum Scale: Hashable, Sendable {
    /// Bot minus human: rates.
    case difference
    /// The logarithm of bot over human: durations.
    case logarithmOfRatio
  }

  /// The values that decide, taken from a comparison.
  package init(
    _ result: ComparisonResult,
    scale: Scale,
    margin: Double,
    better: BetterDirection,
    qValue: Double
  ) {
    let effect =
      switch scale {
      case .difference: result.difference
      case .logarithmOfRatio: Margin.logarithm(of: result.ratio)
      }
    self.init(
      interval95: effect.interval,
      interval90: effect.interval90,
      margin: margin,
      better: better,
      qValue: qValue,
      botCustomers: result.bot.size.customers,
      humanCustomers: result.human.size.customers,
      botRows: result.bot.allRows,
      humanRows: result.human.allRows,
      comparableShare: result.bot.comparableShare ?? 0
    )
  }
}

/// The verdict on a comparison: the table of STATISTICS.md 7.4, row by row.
///
/// Equivalence is shown, never assumed from a difference that was not found. The margin has to be
/// set before looking. Only the as-assigned view may be decided on.
package func decide(_ input: DecisionInput) -> Decision {
  guard input.botRows > 0, input.humanRows > 0 else {
    return Decision(.notComparable, .noConversations, detectable: false)
  }
  guard input.comparableShare >= 0.5 else {
    return Decision(.notComparable, .noOverlap, detectable: false)
  }
  // From here on a positive difference means that the bot is better.
  let outer = input.interval95.turned(input.better)
  let inner = input.interval90.turned(input.better)
  let margin = input.margin
  let detectable = outer.lower > 0 || outer.upper < 0
  if min(input.botCustomers, input.humanCustomers) < SampleSize.fewestCustomers {
    return Decision(.inconclusive, .tooFewCustomers, detectable: detectable)
  }
  if margin > 0, inner.lower > -margin, inner.upper < margin {
    return Decision(.equivalent, .withinMargin, detectable: detectable)
  }
  if detectable {
    guard input.qValue <= (outer.level == 0.95 ? 0.05 : 1 - outer.level) else {
      return Decision(.inconclusive, .multiplicity, detectable: true)
    }
    let beyond = margin > 0 && (outer.lower > margin || outer.upper < -margin)
    return Decision(
      outer.lower > 0 ? .better : .worse,
      beyond ? .beyondMargin : .intervalExcludesZero,
      detectable: true
    )
  }
  if margin > 0, outer.lower > -margin {
    return Decision(.inconclusive, .notWorseThanMargin, detectable: false)
  }
  if margin > 0, let mde = DetectableDifference.achieved(input.interval95), mde > margin {
    return Decision(.inconclusive, .notEnoughData, detectable: false)
  }
  return Decision(.inconclusive, .undecided, detectable: false)
}

extension Interval {
  /// The interval with the sign turned so that larger is better.
  fileprivate func turned(_ better: BetterDirection) -> Interval {
    better == .higher ? self : Interval(lower: -upper, upper: -lower, level: level)
  }
}
