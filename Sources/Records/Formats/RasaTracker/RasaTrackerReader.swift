/// Conversations of Rasa: tracker dumps, or the event broker's log with the events of all senders mixed.
///
/// FORMATS 5.14.
package final class RasaTrackerReader: FormatReader {
  package static let profile = FormatProfile(
    "rasa-tracker",
    tier: 1,
    confidence: "A",
    container: "JSON or JSON lines: trackers, or one event a line",
    sides: .structural,
    tellsHandoff: true,
    tellsRating: false,
    blindSpots: [
      "A hand-off is known by its action's name: handoff, hand_off, human or live_agent in it, or --handoff-pattern.",
      "What humans write stands here only if the team logs it as agent events.",
      "Language and ratings are slots of the team's own.",
    ]
  )

  /// Single events, by sender.
  private var events = Gatherer()

  package static var signNames: [StaticString]? { ["sender_id"] }

  package static func sign(in record: TreeNode, array: ByteSlice) -> String? {
    guard !record["sender_id"].isAbsent else { return nil }
    if record["events"].isArray { return "\"sender_id\" and \"events\"" }
    return record["event"].isString ? "\"sender_id\" and \"event\"" : nil
  }

  package init() {}

  package func read(_ record: TreeNode, _ out: Emitter) {
    let sender = record["sender_id"].filled
    guard !sender.isAbsent else { return out.noteOdd("sender_id", .absent) }
    if record["events"].isArray {
      let updated = out.time(record["latest_event_time"], .seconds)
      RasaTracker(sender, Array(record["events"].elements), updated, out).emit()
    } else if record["event"].isString {
      events.keep(record, sort: 0, under: sender, out)
    }
  }

  package func absorb(_ other: RasaTrackerReader) { events.absorb(other.events) }

  package func finish(_ out: Emitter) {
    events.each(out) { sender, records in
      RasaTracker(sender, records.map(\.record), .missing, out).emit()
    }
    events = Gatherer()
  }
}
