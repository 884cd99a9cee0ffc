/// Why summaries cannot be read or brought together.
package struct SummaryFault: Error {
  /// What was found and what to do, in words for a person.
  package let reason: String

  init(_ reason: String) { self.reason = reason }
}
