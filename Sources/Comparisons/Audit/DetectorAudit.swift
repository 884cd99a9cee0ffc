package import Facts

/// What people said of a blind random sample of contacts, beside what a rule had flagged.
package struct DetectorAudit: Sendable, Hashable {
  /// The labels of one arm, as counts of contacts.
  package struct Arm: Sendable, Hashable {
    /// Contacts of the arm for which the rule had an answer when the sample was drawn.
    package var contacts: Int
    /// How many of them it had flagged.
    package var flagged: Int
    /// Flagged, and people say yes.
    package var found = 0
    /// Not flagged, and people say yes.
    package var missed = 0
    /// Flagged, and people say no.
    package var falseAlarms = 0
    /// Not flagged, and people say no.
    package var passed = 0
    /// People could not say.
    package var unclear = 0
    /// Drawn, and without a label.
    package var unlabelled = 0

    package init(contacts: Int, flagged: Int) {
      self.contacts = contacts
      self.flagged = flagged
    }

    /// Contacts with a yes or a no.
    package var labelled: Int { found + missed + falseAlarms + passed }
  }

  package var metric: RateMetric
  /// Nil when no contact of the arm was drawn.
  package var bot: Arm?
  package var human: Arm?

  package init(metric: RateMetric, bot: Arm?, human: Arm?) {
    self.metric = metric
    self.bot = bot
    self.human = human
  }
}
