import StatisticsCases
import TestSupport
import Testing

@Suite struct OracleTests {
  static let folder = Repository.root + "/Tests/StatisticsTests/Oracles"

  @Test(arguments: (try? CaseFile.cases(at: folder).map(\.id)) ?? [])
  func `a golden case agrees within its tolerance`(id: String) throws {
    let found = try #require(Self.cases[id])
    let disagreement = found.disagreement()
    #expect(disagreement == nil)
  }

  @Test func `the golden cases are found`() throws {
    let cases = try CaseFile.cases(at: Self.folder)
    #expect(cases.count >= 298)
    #expect(Set(cases.map(\.method)).count == 41)
  }

  private static let cases: [String: Case] = {
    let all = (try? CaseFile.cases(at: folder)) ?? []
    return Dictionary(all.map { ($0.id, $0) }) { first, _ in first }
  }()
}
