package import Conversations
import Records

/// A message or event on which a figure of one contact rests.
package struct DecidingEntry: Sendable, Hashable {
  /// Index of its conversation in the contact set.
  package var conversation: Int
  /// The message's number in the conversation, from 1; of an event that of the message before it, 0 for none.
  package var position: Int
  package var entry: TimelineEntry

  /// What it is: the kind of the message, or of the event.
  package var kind: String { entry.kind?.name ?? entry.event?.name ?? "message" }
}
