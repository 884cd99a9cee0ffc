/// The same outcomes under three ways to say whose they are (STATISTICS.md section 1).
///
/// Only the as-assigned view may carry a verdict: the others sort rows by what happened later, which
/// moves one side's failures out of its denominator.
package struct Attribution: Hashable, Sendable {
  /// Who answered first.
  package enum First: Hashable, Sendable {
    /// The bot.
    case bot
    /// A human.
    case human
  }

  /// One row: who answered first, who took part, and whether it was resolved.
  package struct Row: Hashable, Sendable {
    /// Who answered first.
    package let first: First
    /// Whether the bot took part.
    package let bot: Bool
    /// Whether a human took part.
    package let human: Bool
    /// Whether it was resolved.
    package let isResolved: Bool

    /// One row.
    package init(first: First, bot: Bool, human: Bool, isResolved: Bool) {
      self.first = first
      self.bot = bot
      self.human = human
      self.isResolved = isResolved
    }
  }

  /// Resolved of all.
  package struct Tally: Hashable, Sendable {
    /// Rows that were resolved.
    package private(set) var resolved = 0
    /// All rows.
    package private(set) var total = 0

    /// The share resolved; nil without rows.
    package var rate: Double? { total > 0 ? Double(resolved) / Double(total) : nil }

    mutating func add(_ isResolved: Bool) {
      total += 1
      if isResolved { resolved += 1 }
    }
  }

  /// Rows that the bot opened.
  package private(set) var assignedBot = Tally()
  /// Rows that a human opened.
  package private(set) var assignedHuman = Tally()
  /// Rows that only the bot handled.
  package private(set) var handledBot = Tally()
  /// Rows that only humans handled.
  package private(set) var handledHuman = Tally()
  /// Rows that both handled.
  package private(set) var handledHybrid = Tally()
  /// Rows that the bot opened and a human joined.
  package private(set) var handedOff = 0

  /// The three views of the rows.
  package init(_ rows: some Sequence<Row>) {
    for row in rows { add(row) }
  }

  /// The share of the bot's rows that a human joined; nil without rows.
  package var handoffRate: Double? {
    assignedBot.total > 0 ? Double(handedOff) / Double(assignedBot.total) : nil
  }

  private mutating func add(_ row: Row) {
    switch row.first {
    case .bot:
      assignedBot.add(row.isResolved)
      if row.human { handedOff += 1 }
    case .human: assignedHuman.add(row.isResolved)
    }
    switch (row.bot, row.human) {
    case (true, true): handledHybrid.add(row.isResolved)
    case (true, false): handledBot.add(row.isResolved)
    case (false, _): handledHuman.add(row.isResolved)
    }
  }
}
