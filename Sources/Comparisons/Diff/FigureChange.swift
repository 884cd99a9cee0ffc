/// One figure in two reports.
package struct FigureChange: Sendable {
  /// What became of a figure.
  package enum State: String, Sendable, CaseIterable {
    /// Beyond chance: the interval excludes zero and the q-value is small enough.
    case moved
    /// Another number, but chance could have done it.
    case withinChance = "within_chance"
    /// Another number of the same contacts: no matter of chance.
    case changed
    /// The same number.
    case unchanged
    /// Another number without an interval to judge it by.
    case notTested = "not_tested"
    /// Null before, a figure now.
    case appeared
    /// A figure before, null now.
    case vanished
    /// Null in both.
    case stillNull = "still_null"
    case onlyBefore = "only_in_a"
    case onlyAfter = "only_in_b"
  }

  /// How the interval of a change was made.
  package enum Method: String, Sendable {
    /// Wilson limits at the effective sizes, joined by MOVER (Newcombe's method 10).
    case wilson = "wilson_mover"
    /// The limits that the reports print, joined by MOVER; the p-value is read off them.
    case limits = "limits_mover"
  }

  /// Figures whose q-values belong together.
  package enum Family: String, Sendable, CaseIterable {
    /// The measures that carry a verdict, of both sides and between them.
    case headline
    /// Every other measure, of all contacts, of both sides and between them.
    case entry
    /// The same by who took part.
    case handling
    /// Durable resolution by topic.
    case topics
  }

  package var key: FigureKey
  package var definition: KeptReport.Definition?
  package var family: Family
  package var before: Estimate?
  package var after: Estimate?
  package var state: State
  /// No definition that changed reaches the figure.
  package var isComparable = true
  /// After less before.
  package var change: Double?
  package var lower: Double?
  package var upper: Double?
  package var method: Method?
  package var pValue: Double?
  package var qValue: Double?
  /// The parts of the change; nil where they cannot be told apart.
  package var causes = ChangeCauses()

  init(
    _ key: FigureKey,
    _ definition: KeptReport.Definition?,
    _ family: Family,
    _ before: Estimate?,
    _ after: Estimate?
  ) {
    self.key = key
    self.definition = definition
    self.family = family
    self.before = before
    self.after = after
    state =
      switch (before, after) {
      case (nil, _): .onlyAfter
      case (_, nil): .onlyBefore
      case (let before?, let after?):
        switch (before.value, after.value) {
        case (nil, nil): .stillNull
        case (nil, _): .appeared
        case (_, nil): .vanished
        case (let first, let second): first == second ? .unchanged : .notTested
        }
      }
  }
}

/// Where a change comes from; the parts that are not nil add up to it.
package struct ChangeCauses: Sendable, Hashable {
  /// Another mix of contacts.
  package var mix: Double?
  /// Other outcomes of the same kinds of contacts.
  package var data: Double?
  /// Another rule, version or list.
  package var definition: Double?
  /// Data and mix, where no counts by stratum tell them apart.
  package var dataAndMix: Double?
  /// What cannot be told apart, because data and definition both differ.
  package var dataAndDefinition: Double?
  /// Why mix is not told apart; nil when it is, or when there is nothing to split.
  package var reason: String?
  /// Strata with answers in both runs, of all.
  package var strataInBoth: Int?
  package var strata: Int?

  init() {}
}
