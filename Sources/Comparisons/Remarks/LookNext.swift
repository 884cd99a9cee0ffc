import Cohorts
import Facts

/// Where to look next: counts about the bot's side, without a comparison (STATISTICS 7.3).
struct LookNext: Sendable {
  let design: ComparisonDesign

  var sentences: [String] {
    [
      sentence(
        .unmetHumanRequest,
        "asked the bot for a person and never got one",
        "that asked"
      ),
      sentence(.botLoop, "had the bot going in circles", "in which the bot wrote"),
      sentence(
        .deflectedHumanRequest,
        "asked for a person and were held off by the bot",
        "that asked"
      ),
      sentence(.handoffFailure, "were promised a person who never came", "with a hand-off"),
    ].compactMap(\.self)
  }

  /// `1 204 contacts asked … (18.3 % of the 6 579 that asked).` Below the smallest cell counts only.
  private func sentence(_ metric: RateMetric, _ what: String, _ whole: String) -> String? {
    let counts = RateColumn(metric, design).bot
    guard counts.numerator > 0 else { return nil }
    let total = NumberWords.count(counts.denominator)
    let share = NumberWords.percent(Double(counts.numerator) / Double(counts.denominator))
    let basis =
      counts.denominator < design.options.minCell
      ? "(of \(total) \(whole))" : "(\(share) of the \(total) \(whole))"
    return NumberWords.count(counts.numerator)
      + (counts.numerator == 1 ? " contact that the bot opened " : " contacts that the bot opened ")
      + what + " " + basis + "."
  }
}
