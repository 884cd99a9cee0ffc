/// Directions, sizes and intervals in words (STATISTICS 8).
///
/// No minus signs: a direction is a word.
enum EffectWords {
  /// `7.8 points fewer (95 % interval 6.2 to 9.3 fewer)`; nil without an estimate.
  static func points(_ difference: Estimate, level: Double) -> String? {
    guard let value = difference.value, value.isFinite, let lower = difference.lower,
      let upper = difference.upper
    else { return nil }
    return NumberWords.points(value) + " points " + direction(value, "fewer", "more") + " ("
      + interval(lower, upper, level: level, "fewer", "more", NumberWords.points) + ")"
  }

  /// The same for use inside brackets: `4.1 points more, 95 % interval 2.9 to 5.3 more`.
  static func bracketed(_ difference: Estimate, level: Double) -> String? {
    guard let value = difference.value, value.isFinite, let lower = difference.lower,
      let upper = difference.upper
    else { return nil }
    return NumberWords.points(value) + " points " + direction(value, "fewer", "more") + ", "
      + interval(lower, upper, level: level, "fewer", "more", NumberWords.points)
  }

  /// `0.40 times as long (95 % interval 0.35 to 0.46)`; nil without an estimate.
  static func ratio(_ ratio: Estimate, level: Double, as words: String) -> String? {
    guard let value = ratio.value, value.isFinite, let lower = ratio.lower, let upper = ratio.upper
    else { return nil }
    return NumberWords.twoDigits(value) + " times as " + words + " ("
      + NumberWords.level(level) + " interval " + NumberWords.twoDigits(lower) + " to "
      + (upper.isFinite ? NumberWords.twoDigits(upper) : "no upper limit") + ")"
  }

  /// `3.0 min shorter (95 % interval 2.8 min to 3.2 min shorter)`; nil without an estimate.
  static func seconds(_ difference: Estimate, level: Double) -> String? {
    guard let value = difference.value, value.isFinite, let lower = difference.lower,
      let upper = difference.upper
    else { return nil }
    return NumberWords.duration(value) + " " + direction(value, "shorter", "longer") + " ("
      + interval(lower, upper, level: level, "shorter", "longer", NumberWords.duration) + ")"
  }

  /// `95 % interval 6.2 to 9.3 fewer`, `95 % interval 9.0 fewer to 5.0 more`.
  static func interval(
    _ lower: Double,
    _ upper: Double,
    level: Double,
    _ less: String,
    _ more: String,
    _ size: (Double) -> String
  ) -> String {
    func limit(_ value: Double) -> String { value.isFinite ? size(value) : "no limit" }
    let label = NumberWords.level(level) + " interval "
    if upper <= 0, lower < 0 { return label + limit(upper) + " to " + limit(lower) + " " + less }
    if lower >= 0 { return label + limit(lower) + " to " + limit(upper) + " " + more }
    return label + limit(lower) + " " + less + " to " + limit(upper) + " " + more
  }

  private static func direction(_ value: Double, _ less: String, _ more: String) -> String {
    value < 0 ? less : more
  }
}
