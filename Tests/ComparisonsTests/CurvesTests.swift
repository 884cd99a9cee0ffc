import Facts
import Testing

@testable import Comparisons

@Suite struct CurvesTests {
  /// Contacts of new customers with a time until the next contact, in days; negative is still open.
  private func returning(bot: [Double], human: [Double]) -> ContactTable {
    var maker = TableMaker()
    maker.add(.botFirst, 0, of: bot.count)
    maker.add(.humanFirst, 0, of: human.count)
    var table = maker.table()
    for (row, days) in (bot + human).enumerated() {
      table.nextContact[row] = TimedStatus(
        milliseconds: Int64(abs(days) * 86_400_000),
        status: days < 0 ? 0 : 1
      )
    }
    return table
  }

  private func curve(_ findings: Findings, _ event: Curve.Event, _ cohort: Cohort) throws -> Curve {
    try #require(findings.curves.first { $0.event == event && $0.cohort == cohort })
  }

  /// Freireich and others, *Blood* 21 (1963), 699: weeks of remission, here days until a return.
  @Test func `the leukaemia trial of 1963 has the survival that textbooks print`() async throws {
    let treated: [Double] = [
      6, 6, 6, -6, 7, -9, 10, -10, -11, 13, 16, -17, -19, -20, 22, 23, -25, -32, -32, -34, -35,
    ]
    let placebo: [Double] = [
      1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23,
    ]
    let findings = await returning(bot: treated, human: placebo).findings()
    let one = try curve(findings, .repeatContact, .entry(.botFirst))
    // Survival as printed in Kalbfleisch and Prentice, *The Statistical Analysis of Failure Time Data*.
    let printed: [(Double, Double, Int)] = [
      (5, 1, 21), (6, 0.857, 21), (7, 0.807, 17), (10, 0.753, 15), (14, 0.690, 11),
      (17, 0.627, 10), (25, 0.448, 5), (30, 0.448, 4),
    ]
    for (day, survival, atRisk) in printed {
      let point = try #require(one.point(at: day * 86_400))
      #expect(abs(1 - (try #require(point.value)) - survival) < 0.0006, "day \(day)")
      #expect(point.atRisk == atRisk, "day \(day)")
      let (lower, upper) = (try #require(point.lower), try #require(point.upper))
      #expect(lower <= 1 - survival + 0.0006 && upper >= 1 - survival - 0.0006)
    }
    #expect(one.halfTime == 1_987_200.0)
    #expect(one.open == 12)
    #expect(one.endOfFollowUp == 3_024_000.0)
    let other = try curve(findings, .repeatContact, .entry(.humanFirst))
    #expect(other.halfTime == 691_200.0)
    #expect(other.endOfFollowUp == nil)
    #expect(other.point(at: 30 * 86_400)?.value == 1)
    #expect(other.point(at: 12 * 86_400)?.events == 17)
  }

  @Test
  func `an abandoned contact stays in the denominator and an open one counts while it is seen`()
    async throws
  {
    var maker = TableMaker()
    maker.add(.botFirst, 0, of: 5)
    maker.add(.humanFirst, 0, of: 5)
    var table = maker.table()
    // Minutes 1 resolved, 2 given up, 3 still open, 4 resolved, 5 resolved.
    let ends: [(Int64, UInt8)] = [(1, 1), (2, 2), (3, 0), (4, 1), (5, 1)]
    for row in 0..<10 {
      let (minutes, status) = ends[row % 5]
      table.resolution[row] = TimedStatus(milliseconds: minutes * 60_000, status: status)
    }
    let found = try curve(
      await table.findings(ComparisonOptions(minCell: 1)),
      .resolution,
      .entry(.botFirst)
    )
    func value(_ minute: Double) throws -> Double {
      try #require(found.point(at: minute * 60)?.value)
    }
    // By hand: 1/5; then 4/5 and 3/5 are left; 3/5 of 1/2 more; the last 3/10 of all.
    #expect(abs(try value(1) - 0.2) < 1e-12)
    #expect(abs(try value(3) - 0.2) < 1e-12)
    #expect(abs(try value(4) - 0.5) < 1e-12)
    #expect(abs(try value(5) - 0.8) < 1e-12)
    #expect(found.point(at: 300)?.competing == 1)
    #expect(found.point(at: 300)?.atRisk == 1)
  }

  @Test func `where follow-up ends the curve ends, and the reason is kept`() async throws {
    let days = (0..<30).map { $0 < 10 ? 1.0 : -3.0 }
    let found = try curve(
      await returning(bot: days, human: days).findings(),
      .repeatContact,
      .entry(.botFirst)
    )
    #expect(abs((found.point(at: 3 * 86_400)?.value ?? 0) - 1.0 / 3) < 1e-12)
    let later = try #require(found.point(at: 4 * 86_400))
    #expect(later.value == nil && later.lower == nil && later.upper == nil)
    let few = try curve(
      await returning(bot: [1, 2], human: days).findings(),
      .repeatContact,
      .entry(.botFirst)
    )
    #expect(few.points.isEmpty)
    #expect(few.nullReason == "too_few")
  }
}
