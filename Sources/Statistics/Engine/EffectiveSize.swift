/// The size of a simple sample that would be as precise (STATISTICS.md section 3, step 4).
///
/// Small strata are pulled toward the arm's overall rate, in the variance only, so that a stratum
/// with 2 of 2 does not pass for certain.
///
/// Source: Kott, Carr, *J Off Stat* 13 (1997); Franco et al., *J Surv Stat Methodol* 7 (2019), 334.
enum EffectiveSize {
  /// How many rows of the overall rate each stratum borrows.
  static let borrowed = 4.0

  /// One stratum's part: its weight, its (effective) size and its rate.
  struct Part {
    var weight: Double
    var size: Double
    var rate: Double
  }

  /// The effective size of the weighted rate; `whenCertain` answers if nothing varies at all.
  static func of(
    _ parts: [Part],
    overall: Double,
    designEffect: Double,
    whenCertain: () -> Double
  ) -> Double {
    var sum = CompensatedSum()
    for part in parts where part.size > 0 {
      let pulled =
        (part.size * part.rate + borrowed * overall) / (part.size + borrowed)
      sum.add(part.weight * part.weight * pulled * (1 - pulled) / part.size)
    }
    let variance = sum.value * designEffect
    guard variance > CustomerVariance.negligible, overall > 0, overall < 1 else {
      return whenCertain()
    }
    if parts.count == 1, let only = parts.first { return only.size / designEffect }
    return overall * (1 - overall) / variance
  }
}
