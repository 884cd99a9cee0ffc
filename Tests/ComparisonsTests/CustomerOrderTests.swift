import TestSupport
import Testing

@testable import Comparisons

@Suite struct CustomerOrderTests {
  @Test(arguments: [0, 1, 200, 5_000])
  func `rows come by customer and then by number, as comparing them would have it`(count: Int) {
    var random = SeededRandom(11)
    let customer = (0..<max(1, count)).map { _ in Int32.random(in: -3...90, using: &random) }
    let rows = (0..<Int32(count)).shuffled(using: &random)
    let wanted = rows.sorted { (customer[Int($0)], $0) < (customer[Int($1)], $1) }
    #expect(ordered(rows, byCustomer: customer) == wanted)
  }
}
