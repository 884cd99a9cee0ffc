extension MetricDefinition {
  /// M36: one per window and variant.
  static func repeatContact(_ window: RepeatWindow, sameTopic: Bool) -> Self {
    Self(
      "M36",
      "repeat_contact_rate_" + window.suffix + (sameTopic ? "_same_topic" : "_any"),
      "Repeat contact within " + window.words + (sameTopic ? ", same topic" : ""),
      unit: .proportion,
      level: .cohort,
      better: .lower,
      formula: "The same customer starts another contact after the end of this one and within "
        + window.words + " of it" + (sameTopic ? ", on the same known topic." : "."),
      ratio: "index contacts with a repeat / index contacts eligible for " + window.words,
      edgeCases: """
        Parallel contacts, unknown customers, high-frequency customers and outbound contacts are no repeats. A \
        contact not yet observed for the whole window is not eligible, and counted.
        """ + (sameTopic ? " Unknown topic: null, not \"different topic\"." : ""),
      reason: """
        The clock starts at the last real message, because closing timers are arbitrary and differ between bot \
        and human desks.
        """
    )
  }

  /// M36, suffix `_km`: one minus the Kaplan–Meier estimate.
  ///
  /// Computed by comparisons; it has no column.
  static func repeatContactKaplanMeier(_ window: RepeatWindow) -> Self {
    Self(
      "M36",
      "repeat_contact_rate_" + window.suffix + "_any_km",
      "Repeat contact within " + window.words + ", Kaplan–Meier",
      unit: .proportion,
      level: .cohort,
      better: .lower,
      formula: "1 − S(" + window.words
        + "), with time to next contact censored at the as-of instant.",
      ratio: "all index contacts",
      edgeCases: "Printed beside the rate when more than 10 % of index contacts are not eligible.",
      reason:
        "Counting recent contacts as \"did not return\" would make every recent week look better."
    )
  }
}

/// How soon a return counts as a repeat.
///
/// METRICS 7.
package enum RepeatWindow: Int, Sendable, CaseIterable {
  case day, threeDays, week, thirtyDays

  /// `allCases`, made once: it is walked for every contact.
  static let all = allCases

  /// In milliseconds.
  package var span: Int64 {
    switch self {
    case .day: 86_400_000
    case .threeDays: 3 * 86_400_000
    case .week: 7 * 86_400_000
    case .thirtyDays: 30 * 86_400_000
    }
  }

  /// As in `repeat_contact_rate_7d_any`.
  package var suffix: String {
    switch self {
    case .day: "24h"
    case .threeDays: "72h"
    case .week: "7d"
    case .thirtyDays: "30d"
    }
  }

  /// As people say it.
  package var words: String {
    switch self {
    case .day: "24 hours"
    case .threeDays: "72 hours"
    case .week: "7 days"
    case .thirtyDays: "30 days"
    }
  }
}
