/// The cumulative incidence of an event in one entry cohort (STATISTICS 4.3).
///
/// As it stands: curves describe a cohort's own contacts and are not adjusted for case mix.
package struct Curve: Sendable {
  /// What is waited for.
  package enum Event: String, Sendable, CaseIterable {
    /// From the first message to the resolution; a contact that is given up or fails is a competing end.
    case resolution
    /// From the end of a contact to the customer's next one, on any channel; nothing competes.
    case repeatContact = "repeat_contact"
  }

  /// What is known at one time after the clock started.
  package struct Point: Sendable {
    /// Seconds.
    package var time: Double
    /// The share that had the event by then; nil where follow-up is too short.
    package var value: Double?
    package var lower: Double?
    package var upper: Double?
    /// Contacts observed at least so long without an end.
    package var atRisk: Int
    /// Contacts with the event by then.
    package var events: Int
    /// Contacts that had ended otherwise by then.
    package var competing: Int

    package init(
      time: Double,
      value: Double?,
      lower: Double?,
      upper: Double?,
      atRisk: Int,
      events: Int,
      competing: Int
    ) {
      self.time = time
      self.value = value
      self.lower = lower
      self.upper = upper
      self.atRisk = atRisk
      self.events = events
      self.competing = competing
    }
  }

  package var event: Event
  package var cohort: Cohort
  /// Contacts whose time is known, ended or open.
  package var contacts: Int
  package var customers: Int
  /// Contacts still open when the data end.
  package var open: Int
  /// The horizon of the headline measure in seconds.
  package var horizon: Double
  /// When the last contact that was still open went out of sight, in seconds; nil when all ended.
  package var endOfFollowUp: Double?
  /// When half had the event, in seconds; nil for "not reached".
  package var halfTime: Double?
  package var points: [Point]
  /// Why there are no points; nil when there are.
  package var nullReason: String?

  package init(event: Event, cohort: Cohort, contacts: Int, customers: Int, horizon: Double) {
    self.event = event
    self.cohort = cohort
    self.contacts = contacts
    self.customers = customers
    self.horizon = horizon
    open = 0
    points = []
  }

  /// The point at a time of the grid.
  package func point(at time: Double) -> Point? { points.first { $0.time == time } }
}
