/// What a verdict sentence needs besides the verdict and its reason.
struct VerdictContext: Sendable {
  /// `3 points`, `a factor of 1.1`; nil without a margin.
  var margin: String?
  var marginIsDefault = true
  /// The 95 % interval excludes zero.
  var isDetectable = false
  /// Customers on the side that has fewer.
  var customers = 0
  /// Measures of the family that were tested.
  var family = 1
  /// `10 points`: a difference below this would often be missed.
  var detectableSize: String?
  /// What lies in strata both see, when that is under nine tenths.
  var overlap: String?
}

/// The words for every row of the decision table (STATISTICS 7.4 and 8).
enum VerdictWords {
  /// The verdict in words, with the margin's origin and the overlap where they matter.
  static func sentence(_ verdict: VerdictWord, reason: String, _ context: VerdictContext) -> String
  {
    let verdictText =
      switch verdict {
      case .better, .worse: direction(verdict == .better ? "Better" : "Worse", reason, context)
      case .equivalent: equivalent(context)
      case .inconclusive: "Inconclusive: " + inconclusive(reason, context) + "."
      case .notComparable: notComparable(reason)
      case .notMeasurable: "Not measurable: " + notMeasurable(reason) + "."
      }
    guard let overlap = context.overlap, verdict != .notComparable else { return verdictText }
    return verdictText + " " + overlap
  }

  private static func direction(
    _ word: String,
    _ reason: String,
    _ context: VerdictContext
  )
    -> String
  {
    guard reason == "beyond_margin", let margin = context.margin else { return word + "." }
    return word + ", by more than the margin of " + margin + origin(context) + "."
  }

  private static func equivalent(_ context: VerdictContext) -> String {
    let text = "Equivalent within " + (context.margin ?? "the margin") + origin(context) + "."
    return context.isDetectable ? text + " The difference is real but negligible." : text
  }

  private static func inconclusive(_ reason: String, _ context: VerdictContext) -> String {
    let margin = context.margin ?? "the margin"
    switch reason {
    case "too_few_customers":
      return "only " + NumberWords.count(context.customers)
        + (context.customers == 1 ? " customer" : " customers")
        + " on the smaller side, and 50 are needed"
    case "multiplicity":
      return "this is one of " + NumberWords.count(context.family)
        + " metrics, and one such result is expected by chance"
    case "not_worse_than_margin":
      return "not worse by more than " + margin + origin(context) + ", but equality is not shown"
    case "not_enough_data":
      return "with this much data a difference below " + (context.detectableSize ?? margin)
        + " would often be missed"
    case "detector_not_validated":
      return "the detector was not checked against labelled contacts of both sides"
    case "not_in_headline_family":
      return "no verdict, because only the headline measures carry one"
    default: return "the data do not settle it"
    }
  }

  private static func notComparable(_ reason: String) -> String {
    reason == "no_conversations"
      ? "Not comparable: one side has no contacts."
      : "Not comparable; the difference is not given."
  }

  /// Null reasons of METRICS 3 that can leave one side without any value.
  private static func notMeasurable(_ reason: String) -> String {
    switch reason {
    case "response_rates": "too few answered, or one side answered far more often than the other"
    case "no_rating": "one side has no ratings"
    case "no_reply": "one side has no replies"
    case "follow_up_too_short": "nobody was observed for long enough"
    case "not_eligible", "too_young": "no contact of one side was observed for long enough"
    case "unknown_customer": "the customers of one side are not known"
    case "missing_timestamp", "clock_backwards": "the times of one side cannot be used"
    case "language_unsupported": "there is no phrase list for the language of one side"
    case "open_censored": "all contacts of one side are still open"
    case "outcome_unknown": "no outcome of one side is known"
    case "not_computed": "it was not computed in this run"
    case "unknown_topic": "the topics of one side are not known"
    default: "the export does not hold it for both sides"
    }
  }

  private static func origin(_ context: VerdictContext) -> String {
    context.marginIsDefault ? " (default margin, not chosen by you)" : ""
  }
}
