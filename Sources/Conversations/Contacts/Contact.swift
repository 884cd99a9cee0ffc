package import Records

/// The unit of analysis: one or several conversations, or a part of one. METRICS 1.3.
package struct Contact: Sendable {
  /// The id of its first conversation; later parts of a split conversation add `#2`, `#3`, ….
  package var id: String
  /// Indices of its conversations, in time order.
  package var conversations: [Int]
  /// Messages and events of the contact in order. `echo` and `loop` are indices into this timeline.
  package var timeline: [TimelineEntry]
  /// Split off after `solved` or `closed` (rule 4 a).
  package var reopened: Bool

  package init(id: String, conversations: [Int], timeline: [TimelineEntry], reopened: Bool = false) {
    self.id = id
    self.conversations = conversations
    self.timeline = timeline
    self.reopened = reopened
  }
}

/// What assembling contacts did, for the data-quality table.
package struct AssemblyCounts: Sendable, Hashable {
  package var conversationsRead = 0
  package var duplicateConversations = 0
  package var duplicateMessages = 0
  package var joins = 0
  package var splits = 0
  package var contacts = 0

  package init() {}
}

package enum AnalysisUnit: String, Sendable, CaseIterable {
  case contact, conversation
}

/// The rules and limits of METRICS sections 1 to 7 and 12. Every one is printed in the report.
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
