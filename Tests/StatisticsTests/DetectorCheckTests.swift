import Statistics
import Testing

/// Rules beside labels (STATISTICS 6.3).
@Suite struct DetectorCheckTests {
  /// Of 40 labelled: 8 found, 2 missed, 3 false alarms, 27 passed.
  private static let check = DetectorCheck(found: 8, missed: 2, falseAlarms: 3, passed: 27)

  @Test func `sensitivity and specificity are shares of what people saw`() throws {
    let sensitivity = try #require(Self.check.sensitivity(level: 0.95))
    let specificity = try #require(Self.check.specificity(level: 0.95))
    #expect(sensitivity.estimate == 0.8)
    #expect(specificity.estimate == 0.9)
    // Wilson for 8 of 10, by hand: (0.992073 ± 0.313619) / 1.384146.
    #expect(abs(sensitivity.interval.lower - 0.49016) < 1e-4)
    #expect(abs(sensitivity.interval.upper - 0.94331) < 1e-4)
    #expect(
      DetectorCheck(found: 0, missed: 0, falseAlarms: 1, passed: 1).sensitivity(level: 0.95) == nil
    )
    #expect(
      DetectorCheck(found: 1, missed: 1, falseAlarms: 0, passed: 0).specificity(level: 0.95) == nil
    )
  }

  @Test func `the corrected rate is that of Rogan and Gladen`() throws {
    // (0.3 + 0.9 - 1) / (0.8 + 0.9 - 1) = 2/7
    let rate = Self.check.corrected(flagged: 300, of: 1000, level: 0.95)
    #expect(abs(try #require(rate.estimate) - 2.0 / 7) < 1e-12)
    #expect(rate.interval.lower < 2.0 / 7 && rate.interval.upper > 2.0 / 7)
    // A check that is no better than chance says nothing.
    let useless = DetectorCheck(found: 1, missed: 1, falseAlarms: 5, passed: 5)
    #expect(useless.corrected(flagged: 300, of: 1000, level: 0.95).estimate == nil)
  }

  @Test func `unlike errors of the arms turn the sign of a difference back`() throws {
    // The rule finds 80 % of the humans' and 45 % of the bot's failures; truly 30 % and 26 %.
    let bot = DetectorContrast.Arm(
      share: 0.30 * 0.45 + 0.70 * 0.02,
      size: 20_000,
      check: DetectorCheck(found: 900, missed: 1_100, falseAlarms: 80, passed: 3_920)
    )
    let human = DetectorContrast.Arm(
      share: 0.26 * 0.80 + 0.74 * 0.02,
      size: 20_000,
      check: DetectorCheck(found: 1_600, missed: 400, falseAlarms: 80, passed: 3_920)
    )
    #expect(bot.share < human.share)
    let contrast = try #require(DetectorContrast(bot: bot, human: human))
    #expect(abs(try #require(contrast.difference.estimate) - 0.04) < 1e-9)
    #expect(contrast.difference.interval.lower > 0)
    #expect(contrast.difference.interval90.lower > contrast.difference.interval.lower)
    #expect(contrast.pValue < 0.05)
    // Interval and p-value never contradict each other.
    let turned = try #require(DetectorContrast(bot: human, human: bot))
    #expect(abs(turned.pValue - contrast.pValue) < 1e-9)
  }

  @Test func `without a check of both arms there is no contrast`() {
    let arm = DetectorContrast.Arm(share: 0.3, size: 100, check: Self.check)
    let bare = DetectorContrast.Arm(
      share: 0.3,
      size: 100,
      check: DetectorCheck(found: 0, missed: 0, falseAlarms: 2, passed: 38)
    )
    #expect(DetectorContrast(bot: arm, human: bare) == nil)
    #expect(DetectorContrast(bot: bare, human: arm) == nil)
    let none = DetectorContrast.Arm(share: 0.3, size: 0, check: Self.check)
    #expect(DetectorContrast(bot: none, human: arm) == nil)
  }

  @Test func `counts give the audited rate that rows give`() throws {
    let flags = (0..<100).map { $0 < 30 }
    // Of the first 20 rows of each kind people agree with all but 3 flags and 2 others.
    let audited =
      (0..<20).map { (row: $0, label: $0 >= 3) } + (40..<60).map { (row: $0, label: $0 < 42) }
    let rows = try #require(AuditedRate(flags: flags, audited: audited))
    let counts = try #require(
      AuditedRate(flagged: 30, of: 100, missed: 2, falseAlarms: 3, labelled: 40)
    )
    #expect(rows == counts)
    // 0.3 + (2 - 3)/40
    #expect(abs(counts.estimate - 0.275) < 1e-12)
    // var(label - flag) = (5 - 40/1600) / 39, by hand
    let spread = (5.0 - 1.0 / 40) / 39
    #expect(abs(counts.standardError - (0.21 / 100 + spread / 40).squareRoot()) < 1e-12)
    #expect(AuditedRate(flagged: 3, of: 10, missed: 0, falseAlarms: 0, labelled: 1) == nil)
    #expect(AuditedRate(flagged: 0, of: 0, missed: 0, falseAlarms: 0, labelled: 5) == nil)
  }

  @Test func `the difference of audited arms adds their errors`() throws {
    let first = try #require(
      AuditedRate(flagged: 30, of: 100, missed: 2, falseAlarms: 3, labelled: 40)
    )
    let second = try #require(
      AuditedRate(flagged: 10, of: 100, missed: 0, falseAlarms: 0, labelled: 40)
    )
    let difference = first.difference(from: second)
    let error =
      (first.standardError * first.standardError + second.standardError * second.standardError)
      .squareRoot()
    #expect(abs((difference.lower + difference.upper) / 2 - 0.175) < 1e-12)
    #expect(abs((difference.upper - difference.lower) / 2 - 1.959963985 * error) < 1e-9)
  }

  @Test func `a rate below nothing is nothing, in the difference too`() throws {
    // 0.02 - 4/40 is below 0: more false alarms in the sample than there are flags.
    let none = try #require(
      AuditedRate(flagged: 2, of: 100, missed: 0, falseAlarms: 4, labelled: 40)
    )
    #expect(none.estimate == 0 && none.interval.lower == 0)
    let some = try #require(
      AuditedRate(flagged: 10, of: 100, missed: 0, falseAlarms: 0, labelled: 40)
    )
    let difference = none.difference(from: some)
    let apart = none.estimate - some.estimate
    #expect(abs(apart + 0.1) < 1e-12)
    #expect(difference.lower < apart && apart <= difference.upper)
    #expect(difference.lower >= -1 && difference.upper <= 1)
  }
}
