import Pipeline
import Testing

/// Work in parts is work as a whole.
@Suite struct PartsTests {
  @Test(arguments: [0, 1, 2, 7, 63, 64, 65, 1000], [1, 2, 3, 8])
  func `parts come back in order, each element once`(count: Int, jobs: Int) async {
    let squares = await inParts(of: count, jobs: jobs) { range in range.map { $0 * $0 } }
    #expect(squares == (0..<count).map { $0 * $0 })
  }
}
