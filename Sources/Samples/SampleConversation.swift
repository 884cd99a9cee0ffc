/// One invented record of an export, as all three layouts write it.
package struct SampleConversation: Sendable {
  /// Always begins with `sim-`.
  package var id: String
  /// The record that this one continues, when the bot's and the human's part are stored apart.
  package var parentID: String?
  /// Begins with `sim-cust-`; nil for a visitor whom the desk could not recognise.
  package var customerID: String?
  package var channel: String
  package var language: String
  package var topic: String
  /// Milliseconds since 1970, UTC.
  package var createdAt: Int64
  /// Milliseconds since 1970; only in records that an exporter may deliver more than once.
  package var updatedAt: Int64?
  /// Milliseconds since 1970; nil when the record was never closed.
  package var closedAt: Int64?
  package var rating: Rating?
  package var resolution: Resolution?
  /// Messages and events in the order of time.
  package var items: [SampleItem]
}

/// A rating of 1 to 5 by the customer.
package struct Rating: Sendable, Equatable {
  package var score: Int
  /// Milliseconds since 1970, UTC.
  package var timestamp: Int64
}

/// An explicit answer to "was your problem solved?".
package struct Resolution: Sendable, Equatable {
  package var isResolved: Bool
  /// Who said so, in the words of the layouts.
  package var by: String
}

/// One line of a record: a message or an event.
package struct SampleItem: Sendable {
  /// Milliseconds since 1970, UTC.
  package var timestamp: Int64
  package var content: Content

  package enum Content: Sendable {
    case message(Message)
    case event(Event)
  }

  package struct Message: Sendable {
    /// Counts from 1 inside the record; the id is the record's id, a hyphen and this number.
    package var number: Int
    package var role: SampleRole
    package var author: String?
    /// The text in UTF-8.
    package var text: [UInt8]
    package var isPrivate = false
    /// The kind of METRICS 1.2, where the exporter knows it.
    package var kind: String?
  }

  package struct Event: Sendable {
    /// A name of the table of events that all formats share.
    package var name: String
    package var actor: SampleRole?
    package var actorID: String?
  }
}

/// Who wrote a message or caused an event.
package enum SampleRole: String, Sendable {
  case customer, bot, human, system
}
