/// What a comparison depends on besides the contacts.
///
/// Every value is printed in the report (METRICS 12).
package struct ComparisonOptions: Sendable {
  /// The strata to adjust for; nil leaves the choice to the rule of STATISTICS 5.1.
  ///
  /// An empty list compares without adjustment.
  package var strata: [StratumVariable]?
  /// On which mix of contacts both sides are described (`--standard`).
  package var standard: Standard
  /// Margins set before looking, by metric id.
  ///
  /// A share for rates (0.03 is three points); a factor above 1 for all others (1.10 is ten per cent longer).
  package var margins: [String: Double]
  /// The level of the intervals.
  ///
  /// Two one-sided tests at the same error decide on equivalence: the 90 % interval beside 95 %.
  package var level: Double
  /// Effects get intervals that may be read every week (STATISTICS 9.2).
  package var alwaysValid: Bool
  /// The date of a launch in days since 1970 (STATISTICS 9.3); nil when none was given.
  package var launchDay: Int?
  /// Labels that measured how often rules err (STATISTICS 6.3).
  package var audits: [DetectorAudit] = []
  /// Limits that figures must keep; they change no figure.
  package var gates: [Gate] = []
  /// What somebody says of the bot (METRICS 11); changes no figure.
  package var claims: [Claim] = []
  /// Below this many contacts a rate is not given, only its counts (METRICS E10).
  package var minCell: Int
  /// What contacts cost (M61).
  package var prices = Prices()
  /// How hours become full-time agents (M62).
  package var staffing = Staffing()
  /// The length of the reporting period; nil when nothing is dated.
  package var periodDays: Double?
  /// A comparison warns where an arm knows the customers of a smaller share of contacts (METRICS 7).
  package var identityCoverage = 0.80
  /// It warns as well where the two shares differ by more.
  package var identityGap = 0.10
  /// The end of observation in milliseconds since 1970 on the wall clock of the reporting zone.
  ///
  /// Nil when nothing is dated; then no week is complete.
  package var asOfWallClock: Int64?
  /// The first day of the reporting period in days since 1970; nil is open.
  package var firstDay: Int?
  /// The day after the last day of the reporting period in days since 1970; nil is open.
  package var endDay: Int?

  /// Levels that an interval may have.
  ///
  /// Below, two one-sided tests make no sense; above, the normal quantile is asked for more than
  /// the approximation behind it holds.
  package static let levels = 0.8...0.999

  /// The defaults of METRICS 12 and STATISTICS.
  package init(
    strata: [StratumVariable]? = nil,
    standard: Standard = .overlap,
    margins: [String: Double] = [:],
    level: Double = 0.95,
    alwaysValid: Bool = false,
    launchDay: Int? = nil,
    minCell: Int = 20,
    asOfWallClock: Int64? = nil,
    firstDay: Int? = nil,
    endDay: Int? = nil
  ) {
    self.strata = strata
    self.standard = standard
    self.margins = margins
    self.level = Self.levels.contains(level) ? level : 0.95
    self.alwaysValid = alwaysValid
    self.launchDay = launchDay
    self.minCell = max(1, minCell)
    self.asOfWallClock = asOfWallClock
    self.firstDay = firstDay
    self.endDay = endDay
  }
}
