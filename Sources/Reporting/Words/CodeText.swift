import Comparisons
import Facts

/// The codes of METRICS and STATISTICS in words.
///
/// A code that is not listed is shown with its underscores as spaces, so that a new code is
/// readable at once.
enum CodeText {
  static func words(_ code: String) -> String {
    if let known = known[code] { return known }
    return plain(String(code.map { $0 == "_" ? " " : $0 }), limit: 120)
  }

  /// Every code that has words of its own.
  static var codes: [String] { known.keys.sorted() }

  private static let known: [String: String] = [
    // METRICS section 3
    "no_reply": "nobody replied", "missing_timestamp": "time missing",
    "clock_backwards": "clock went backwards", "unknown_customer": "customer unknown",
    "language_unsupported": "no phrase list for the language", "too_few": "too few to show",
    "not_in_export": "not in this export", "handoff_failed": "hand-off failed",
    "not_resolved": "not resolved", "not_eligible": "outcome not counted",
    "open_censored": "still open", "outcome_unknown": "outcome unknown",
    "late_rating": "rated too late", "no_rating": "not rated",
    "no_tipping_point": "no opinion of the silent alone would turn it",
    "prior_unknown": "earlier contacts unknown",
    "needs_counterfactual": "logs cannot show it without a hold-out",
    "high_frequency_customer": "customer with unusually many contacts",
    "not_index_contact": "not an index contact", "too_young": "less than 7 days of follow-up",
    "no_price": "no prices given", "no_calendar": "no calendar given",
    "work_unknown": "human time not known",
    "not_applicable": "does not apply", "not_estimable": "cannot be estimated",
    "language_unknown": "language not known",
    "hidden_small_cell": "hidden, because a count is small",
    "not_computed": "not computed in this run", "no_contacts": "no contacts",
    // STATISTICS 7.4
    "no_conversations": "one side has no contacts",
    "no_overlap": "too few contacts of the same kind",
    "too_few_customers": "too few customers", "within_margin": "within the margin",
    "multiplicity": "one of several measures looked at",
    "beyond_margin": "beyond the margin", "interval_excludes_zero": "interval excludes zero",
    "not_worse_than_margin": "not worse by more than the margin; equality is not shown",
    "not_enough_data": "not enough data", "undecided": "the data do not settle it",
    "follow_up_too_short": "follow-up too short",
    "too_few_weeks": "too few complete weeks",
    // Gates
    "interval_holds_limit": "the limit lies in the interval",
    "detector_not_validated": "found by words or a model that labels have not checked here",
    "beyond_horizons": "shares resolved are known up to 24 hours",
    "part_of_contacts": "the log holds far fewer contacts than the claim speaks of",
    // STATISTICS 5.3
    "reversal": "turned round by case mix", "explained": "explained by case mix",
    "masked": "hidden by case mix", "attenuated": "smaller once adjusted",
    "amplified": "larger once adjusted", "consistent": "about the same once adjusted",
    // Warnings
    "measured_differently": "the two sides were measured differently",
    "corrected_for_errors": "corrected by labels",
    "identity_coverage": "customers are recognised less often on one side",
    "unknown_topics": "many contacts without a topic",
    // Remarks on contacts
    "role_unknown": "holds a message of unknown role",
    "conflict": "a field contradicts the transcript; the field wins",
    "guessed_roles": "only names tell bots from people",
    "assigned_no_reply": "assigned to a person who never wrote",
    "parallel": "began while another one of the customer was open",
    "high_frequency": "of a customer with unusually many contacts",
    "unanswered_tail": "the customer had the last word, and it was no courtesy",
    "unmet_but_resolved": "asked for a person, got none, and said that it was resolved",
    "caps_habit": "of a customer who always writes in capitals",
    "language_without_lists": "in a language without phrase lists",
    "explicit_only": "confirmed by explicit verdicts alone: no resolution phrases for the language",
    "unadjusted_work": "work of a person without an id, not adjusted for concurrency",
    "stale_link_check": "a link was checked over 7 days from its message, or at no known time",
    // Assembly
    "conversations_read": "conversations read",
    "duplicate_conversations": "duplicate conversations removed",
    "duplicate_messages": "duplicate messages removed", "joins": "joined", "splits": "split",
    "contacts": "contacts formed",
  ]

  /// The name of a cohort in a column head.
  static func cohort(_ cohort: Cohort) -> String {
    switch cohort {
    case .all: "All contacts"
    case .entry(.botFirst): "Bot first"
    case .entry(.humanFirst): "Human first"
    case .entry(.none): "Nobody assigned"
    case .handledBy(let handled): handledBy(handled.name)
    }
  }

  static func handledBy(_ name: String) -> String {
    switch name {
    case "bot_only": "Bot only"
    case "human_only": "Human only"
    case "bot_to_human": "Bot, then human"
    case "human_to_bot": "Human, then bot"
    case "unattended": "Unattended"
    case "bot_first": "Bot first"
    case "human_first": "Human first"
    case "entry_none": "Nobody assigned"
    case "all": "All contacts"
    default: words(name)
    }
  }

  /// What a statistic is, after the name of its metric; nil where the name says it all.
  static func statistic(_ name: String) -> String? {
    switch name {
    case "rate", "share", "count", "ratio", "score": nil
    case "p50": "median"
    case "p90": "90th percentile"
    case "p95": "95th percentile"
    case "km": "with open follow-up"
    default: name.hasPrefix("cif_") ? nil : words(name)
    }
  }
}
