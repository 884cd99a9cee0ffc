import Cohorts
import Facts
import Testing

@Suite struct CountsTests {
  @Test func `a rate counts yes, no, and why a contact was not asked`() {
    let cells: [RateCell] = [
      .known(true, .explicit), .known(false, .inferred), .null(.openCensored), .null(.notEligible),
      .null(.notEligible), .known(true, .inferred),
    ]
    let counts = RateCounts(cells, rows: [0, 1, 2, 3, 4])
    #expect(counts.numerator == 1)
    #expect(counts.denominator == 2)
    #expect(counts.excluded(.notEligible) == 2)
    #expect(counts.excluded.map(\.reason) == ["not_eligible", "open_censored"])
    #expect(counts.excluded.map(\.count) == [2, 1])
    #expect(counts.commonestReason == .notEligible)
    #expect(counts.evidence.map(\.evidence) == [.explicit, .inferred])
    #expect(counts.share(of: .explicit) == 0.5)
    #expect(RateCounts().share(of: .explicit) == nil)
    #expect(RateCounts().commonestReason == nil)
  }

  @Test func `a censored amount is not counted as known`() {
    let cells = ValueCells([
      .known(4, .event), .censored(at: 9, .noReply), .null(.missingTimestamp),
    ])
    let counts = ValueCounts(cells, rows: [0, 1, 2])
    #expect(counts.known == 1)
    #expect(counts.excluded.map(\.reason) == ["no_reply", "missing_timestamp"])
    #expect(counts.share(of: .event) == 1)
  }

  @Test func `customers are renumbered within each group`() {
    var codes = CustomerCodes([7, 3, 7, 900, 3])
    #expect(codes.codes(of: [0, 1, 2, 3]) == [0, 1, 0, 2])
    #expect(codes.codes(of: [3, 4]) == [0, 1])
    #expect(codes.codes(of: []) == [])
  }

  @Test func `a missing column reads as not in the export`() {
    var table = ContactTable()
    table.id = ["a", "b"]
    let cells = table.cells(of: .durableResolution)
    #expect(cells.map(\.nullReason) == [.notInExport, .notInExport])
    #expect(table.cells(of: ValueMetric.firstResponseTime).count == 2)
    #expect(table.list(of: .verbosity).value.isEmpty)
    #expect(ContactTable().cells(of: .engaged).isEmpty)
  }
}
