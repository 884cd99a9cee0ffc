/// The languages in which a cohort's customers write, and whether they are really served (M05).
package struct LanguagesServed: Sendable {
  /// What the evidence says of a language; the first rule that fails names it.
  package enum Status: String, Sendable, Hashable, CaseIterable {
    case served
    case tooFew = "too_few"
    case repliesUnknown = "reply_language_unknown"
    case otherLanguage = "answered_in_another_language"
    case outcomeUnknown = "no_outcome"
    case notOnPar = "offered_not_on_par"
  }

  package struct Language: Sendable {
    /// Two letters.
    package var code: String
    package var contacts: Int
    /// Replies in the language, of those whose language is known; counted and not sampled, so without limits.
    package var match: Estimate
    package var durable: Estimate
    /// Durable resolution less that of the largest language; empty for that language itself.
    package var difference: Estimate
    package var status: Status
  }

  package var cohort: Cohort
  /// The largest first.
  package var languages: [Language]
  /// Contacts whose language nobody knows.
  package var unknown: Int
  /// How much worse durable resolution may be; nil without a largest language to compare with.
  package var margin: Double?
  package var marginIsDefault: Bool

  package var served: Int { languages.count { $0.status == .served } }
}
