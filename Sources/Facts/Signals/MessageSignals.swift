package import Records

/// One message and what it shows, without its words.
package struct MessageSignals: Sendable, Hashable {
  /// Row of its contact in the table.
  package var row: Int
  /// Index of its conversation in the contact set.
  package var conversation: Int
  /// Its number in the conversation, from 1: notes count, events do not.
  package var position: Int
  package var time: Instant
  package var role: Role
  /// Written before the first reply that is more than a greeting: the baseline of METRICS 9.5.
  package var isBeforeReply: Bool
  package var families: SignalFamilies
  /// The weakest authority among what was found; nil where nothing was.
  package var evidence: Evidence?
  /// Its language has phrase lists: without them an absent family of words says nothing (E9).
  package var isSupported: Bool
}
