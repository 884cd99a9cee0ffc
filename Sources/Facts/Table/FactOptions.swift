package import Conversations
package import Records

/// What the facts depend on besides the contacts.
///
/// METRICS 12; every value is printed in the report.
package struct FactOptions: Sendable {
  package var rules = ContactRules()
  /// What is computed.
  package var metrics = MetricSelection.all
  /// End of observation; nil takes the greatest timestamp of the input.
  package var asOf: Instant?
  /// Start of the reporting period, inclusive; nil is open.
  package var from: Instant?
  /// End of the reporting period, exclusive; nil is open.
  package var to: Instant?

  // Limits of replies (M11, M56)
  package var slowBotReply = 10 * Span.second
  package var slowHumanReply = 120 * Span.second
  package var longReplyWords = 120
  /// A first reply within it serves the customer (M06).
  package var servedBotReply = 60 * Span.second
  package var servedHumanReply = 15 * Span.minute

  /// The hours of the business clock; nil without a calendar (METRICS 2).
  package var calendar: BusinessCalendar?

  /// An exit from a queue sooner than this is short (M23).
  package var shortAbandon = 10 * Span.second
  /// The longest time before a human message that counts as work on it (M17).
  package var maxTouchGap = 300 * Span.second

  /// From how many contacts on a wording is ready-made (M55, M57).
  package var templateMinContacts = 20
  /// What humans do is recorded in systems that the export does not hold (M59).
  package var actionsElsewhere = false
  /// That a bot answers is shown where the transcript does not show it (M60).
  package var disclosureOutsideTranscript = false

  // Linking (section 7)
  /// More contacts than this within `highFrequencyWindow` make a high-frequency customer.
  package var highFrequencyContacts = 50
  package var highFrequencyWindow = 30 * Span.day
  package var priorWindow = 30 * Span.day

  /// A rating later than this after contact end is late (M41).
  package var ratingWindow = 7 * Span.day
  /// Above this share of null intervals all times of a contact are null (section 2).
  package var faultyIntervalShare = 0.2

  package init() {}

  /// Times on the business clock are told from the messages when the table is laid out.
  var readsTimelinesAgain: Bool { calendar != nil && metrics == .all }
}
