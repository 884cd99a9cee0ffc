package import Records

/// A conversation as the export cut it, its words dropped.
///
/// METRICS 1.1.
package struct Conversation: Sendable {
  package var format: Format
  package var id: String
  package var parent: String?
  /// The customer's id as the export writes it, or a pseudonym when read from a facts file.
  package var customer: String?
  package var channel: String?
  package var topic: String?
  package var language: String?
  package var direction: Direction?
  package var created: Instant
  package var updated: Instant
  package var closed: Instant
  package var rating: Rating?
  package var resolution: Resolution?
  /// One of the five handled-by words, given by the export (METRICS 5.1, last line).
  package var explicitHandledBy: String?
  /// An entry or experiment-arm field (METRICS 5.2, first row): `bot_first` or `human_first`.
  package var explicitEntry: String?
  package var isTest: Bool
  package var isSpam: Bool
  /// False where the export cannot say whether a hand-off was begun (FORMATS 2.5).
  package var tellsHandoff = true
  /// Said by the export where it holds only the bot's side; nil where the timeline tells.
  package var explicitHandedOff: Bool?
  /// Where the conversation begins: input rank and line of its first record.
  ///
  /// The line is 0 until every block before it has been counted.
  package var source: SourceReference
  /// The same, as a number that sorts like the input; set by ingest.
  package var position = RecordPosition(packed: 0)
  /// Messages and events in order (METRICS section 2), message ids deduplicated.
  package var timeline: [TimelineEntry]
  /// Messages dropped because their id had occurred in this conversation.
  package var duplicateMessages: Int
  /// Timestamps without an offset, read in `--assume-tz`.
  package var naiveTimestamps: Int
  /// Timestamps before 2000 or after a given as-of instant, treated as missing.
  package var implausibleTimestamps: Int

  package init(
    format: Format,
    id: String,
    customer: String? = nil,
    channel: String? = nil,
    topic: String? = nil,
    language: String? = nil,
    source: SourceReference = SourceReference(input: 0, line: 0),
    timeline: [TimelineEntry] = []
  ) {
    self.format = format
    self.id = id
    self.customer = customer
    self.channel = channel
    self.topic = topic
    self.language = language
    self.source = source
    self.timeline = timeline
    parent = nil
    direction = nil
    created = .missing
    updated = .missing
    closed = .missing
    rating = nil
    resolution = nil
    explicitHandledBy = nil
    explicitEntry = nil
    isTest = false
    isSpam = false
    duplicateMessages = 0
    naiveTimestamps = 0
    implausibleTimestamps = 0
  }
}

package enum Direction: UInt8, Sendable {
  case inbound, outbound
}

/// A rating with its scale; the scale always travels with the score.
///
/// FORMATS 2.1.
package struct Rating: Sendable, Hashable {
  package var score: Double
  package var min: Double
  package var max: Double
  package var time: Instant

  package init(score: Double, min: Double, max: Double, time: Instant = .missing) {
    self.score = score
    self.min = min
    self.max = max
    self.time = time
  }
}

/// An explicit result field.
///
/// By the customer it is a verdict, by a responder `solved`, by a timer only `closed`.
package struct Resolution: Sendable, Hashable {
  package enum Party: UInt8, Sendable { case customer, bot, human, timer }
  package var resolved: Bool
  package var by: Party

  package init(resolved: Bool, by: Party) {
    self.resolved = resolved
    self.by = by
  }
}

/// The file and line behind a figure.
package struct SourceReference: Sendable, Hashable {
  /// The input's rank in input order.
  package var input: Int
  /// Line of the decoded text, from 1; 0 unknown.
  package var line: Int

  package init(input: Int, line: Int) {
    self.input = input
    self.line = line
  }
}
