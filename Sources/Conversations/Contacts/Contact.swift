package import Records

/// The unit of analysis: one or several conversations, or a part of one.
///
/// METRICS 1.3.
package struct Contact: Sendable {
  /// The id of its first conversation; later parts of a split conversation add `#2`, `#3`, and so on.
  ///
  /// Where two formats hold the same id, the later format's begins with its name and a colon.
  package var id: String
  /// 1 for a whole conversation or its first part; 2, 3, … for the parts that follow.
  package var part: Int
  /// Indices of its conversations, in time order.
  package var conversations: [Int]
  /// Messages and events of the contact in order.
  ///
  /// `echo` and `loop` are indices into this timeline.
  package var timeline: [TimelineEntry]
  /// Split off after `solved` or `closed` (rule 4 a).
  package var reopened: Bool
  /// `contact_start`, with its fallbacks (METRICS section 2); missing when the contact is undated.
  package var start: Instant

  package init(
    id: String,
    part: Int = 1,
    conversations: [Int],
    timeline: [TimelineEntry],
    reopened: Bool = false,
    start: Instant = .missing
  ) {
    self.id = id
    self.part = part
    self.conversations = conversations
    self.timeline = timeline
    self.reopened = reopened
    self.start = start
  }
}

/// What assembling contacts did, for the data-quality table.
///
/// `contacts == conversationsRead - duplicateConversations - joins + splits`, always.
package struct AssemblyCounts: Sendable, Hashable {
  /// Before duplicates were removed.
  package var conversationsRead = 0
  package var duplicateConversations = 0
  package var duplicateMessages = 0
  /// Records that became part of a contact which another record began.
  package var joins = 0
  /// Contacts that began inside a conversation.
  package var splits = 0
  package var contacts = 0

  package init() {}
}

package enum AnalysisUnit: String, Sendable, CaseIterable {
  case contact, conversation
}

/// The rules and limits of METRICS sections 1 to 7 and 12.
///
/// Every one is printed in the report.
package struct ContactRules: Sendable {
  package var unit = AnalysisUnit.contact
  package var contactGap = Span.day
  package var reopenGrace = 10 * Span.minute
  package var joinGap = 30 * Span.minute
  package var handoffLinkWindow = 30 * Span.minute
  package var inactivityClose = Span.day
  package var skewTolerance = 2 * Span.second
  package var thanksConfirms = false
  package var zone = CalendarZone.utc

  package init() {}
}
