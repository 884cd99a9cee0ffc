package import Records
package import Wording

/// What ingest needs to know of the run.
package struct IngestRules: Sendable {
  /// Earlier times are treated as missing.
  ///
  /// METRICS section 2.
  package static let earliestPlausible = Instant(milliseconds: 946_684_800_000)

  /// The given as-of instant; later times are treated as missing.
  ///
  /// The greatest instant when none was given.
  package var latestPlausible: Instant
  /// Languages that have phrase lists.
  package var languages: Set<LanguageCode>

  package init(asOf: Instant? = nil, languages: Set<LanguageCode>) {
    latestPlausible = asOf ?? Instant(milliseconds: .max)
    self.languages = languages
  }
}
