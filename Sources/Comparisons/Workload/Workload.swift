/// The people's work that the bot took over, in full-time agents (M62).
package struct Workload: Sendable {
  /// Hours of work, and the agents that they are.
  package struct Amount: Sendable, Hashable {
    package var hours: Double
    /// Nil when the length of the period is not known.
    package var agents: Double?
    /// Over the range of shrinkage and occupancy.
    package var least: Double?
    package var most: Double?

    package init(
      hours: Double,
      agents: Double? = nil,
      least: Double? = nil,
      most: Double? = nil
    ) {
      self.hours = hours
      self.agents = agents
      self.least = least
      self.most = most
    }
  }

  package var prices = Prices()
  package var staffing = Staffing()
  /// The days of the period; nil when nothing is dated.
  package var days: Double?
  /// Contacts that only the bot took part in.
  package var botOnly = 0
  /// Those among them that are durably resolved.
  package var durable = 0
  /// Those of which it is not known: customers unknown, or not observed for 7 days.
  package var undecided = 0
  /// `human_first` contacts whose handle time is known, and its mean in seconds.
  package var handled = 0
  package var meanHandleTime: Double?
  /// `bot_only` contacts for which only their topic, or all contacts, gave the handle time.
  package var byTopic = 0
  package var byAll = 0
  /// The work of contacts like all `bot_only` ones.
  package var gross: Amount?
  /// Hours that additional repeat contacts take back; already taken off `net`.
  package var returnHours: Double?
  package var net: Amount?
  /// Why there is no gross figure, or only that.
  package var nullReason: String?

  package init() {}

  /// The share of `bot_only` contacts whose handle time is not that of their own stratum.
  package var fallbackShare: Double? {
    botOnly > 0 ? Double(byTopic + byAll) / Double(botOnly) : nil
  }

  /// More than 30 % lie outside their own stratum (M62).
  package var isFallbackMarked: Bool { (byTopic + byAll) * 10 > botOnly * 3 }
}
