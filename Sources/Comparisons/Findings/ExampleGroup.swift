package import Facts

/// Exchanges that show what stands behind a finding (`--examples`); their texts are redacted, which is no proof.
package struct ExampleGroup: Sendable {
  package struct Line: Sendable {
    /// `customer`, `bot`, `human`, ….
    package var role: String
    /// Nil where a message has no text.
    package var text: String?
    /// The figure rests on it.
    package var isDeciding: Bool

    package init(role: String, text: String?, isDeciding: Bool) {
      self.role = role
      self.text = text
      self.isDeciding = isDeciding
    }
  }

  /// A stretch of one contact.
  package struct Exchange: Sendable {
    package var lines: [Line]
    /// How many messages the contact has.
    package var messages: Int

    package init(lines: [Line], messages: Int) {
      self.lines = lines
      self.messages = messages
    }
  }

  package var metric: MetricDefinition
  package var cohort: Cohort
  /// Only contacts of this topic; nil for all.
  package var topic: String?
  /// Contacts from which the exchanges were chosen.
  package var contacts: Int
  package var exchanges: [Exchange]

  package init(
    metric: MetricDefinition,
    cohort: Cohort,
    topic: String?,
    contacts: Int,
    exchanges: [Exchange]
  ) {
    self.metric = metric
    self.cohort = cohort
    self.topic = topic
    self.contacts = contacts
    self.exchanges = exchanges
  }
}
