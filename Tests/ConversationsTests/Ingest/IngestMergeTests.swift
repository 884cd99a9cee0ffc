import Records
import TestSupport
import Testing

@testable import Conversations

struct IngestMergeTests {
  /// Lines of a few conversations with everything that merging has to decide.
  private func lines(_ random: inout SeededRandom) -> [String] {
    let words = [
      "hello", "where is my order", "where is my order please", "I want a human", "thank you",
      "that did not help me",
    ]
    return (0..<80).map { number in
      let id = random.below(5)
      var line = "{\"conversation_id\":\"c\(id)\""
      if random.once(in: 3) { line += ",\"customer_id\":\"k\(random.below(3))\"" }
      if random.once(in: 4) { line += ",\"topic\":\"t\(number)\"" }
      if random.once(in: 9) { line += ",\"language\":\"\(random.pick(["en", "de", "fi"]))\"" }
      if random.below(6) > 0 { line += ",\"timestamp\":\(1_741_000_000 + random.below(40))" }
      switch random.below(6) {
      case 0:
        line +=
          ",\"type\":\"conversation\",\"parent_id\":\"p\(number)\",\"csat\":{\"score\":\(random.below(5))}"
        if random.once(in: 2) { line += ",\"updated_at\":\(1_741_000_000 + random.below(3))" }
      case 1:
        line +=
          ",\"type\":\"event\",\"event\":\"\(random.pick(["closed", "assigned", "handoff_initiated"]))\""
      case 2:
        line +=
          ",\"type\":\"event\",\"event\":\"survey_answered\",\"detail\":{\"score\":\(random.below(5))}"
      default:
        line +=
          ",\"role\":\"\(random.pick(["customer", "bot", "human"]))\",\"text\":\"\(random.pick(words))\""
        if random.below(3) > 0 { line += ",\"message_id\":\"m\(random.below(30))\"" }
        // In conversations 0 and 1 every message has a sequence number.
        if id < 2 || random.once(in: 3) { line += ",\"seq\":\(random.below(20))" }
      }
      return line + "}"
    }
  }

  @Test(arguments: 1...40)
  func `any distribution over logs, in any order, gives the same conversations`(seed: Int) throws {
    var random = SeededRandom(seed)
    let lines = lines(&random)
    let plain = try LogIntake()
    for (number, line) in lines.enumerated() { plain.take(line, number: number) }
    let wanted = plain.finish()
    #expect(wanted.count == 5)

    let split = try LogIntake(logs: 1 + random.below(4))
    for number in lines.indices.shuffled(using: &random) {
      split.take(lines[number], number: number, log: random.below(split.logs.count))
    }
    // The description shows every stored property.
    #expect(split.finish().map { "\($0)" } == wanted.map { "\($0)" })
  }

  @Test func `parts of the merge together are the whole`() throws {
    let intake = try LogIntake(logs: 2)
    for number in 0..<40 {
      intake.take(
        "{\"conversation_id\":\(number % 13),\"role\":\"bot\",\"text\":\"x\"}",
        number: number,
        log: number % 2
      )
    }
    let rules = IngestRules(lists: [:])
    let merge = LogMerge(intake.logs, rules: rules)
    #expect(merge.count == 13)
    let whole = merge.finish(0..<13).list().map { "\($0)" }
    for cut in 0...13 {
      #expect(
        (merge.finish(0..<cut).list() + merge.finish(cut..<13).list()).map { "\($0)" } == whole
      )
    }
    #expect(LogMerge([], rules: rules).count == 0)
  }

  @Test func `memory that is given back while parts are finished changes nothing`() throws {
    // More entries, and more tokens, than a chunk of a log holds, in conversations that begin early and end late.
    let words = (0..<24).map { "word\($0)" }.joined(separator: " ")
    let lines = (0..<70_000).map { number in
      "{\"conversation_id\":\(number % 1_000 * (number % 3)),\"role\":\"bot\",\"text\":\"\(words) \(number % 7)\",\"message_id\":\(number)}"
    }
    func logs() throws -> LogIntake {
      let intake = try LogIntake(logs: 2)
      for (number, start) in stride(from: 0, to: lines.count, by: 5_000).enumerated() {
        let block = lines[start..<start + 5_000].joined(separator: "\n")
        intake.take(block, number: number, log: number % 3 == 0 ? 1 : 0)
      }
      return intake
    }
    let rules = IngestRules(lists: [:])
    let kept = LogMerge(try logs().logs, rules: rules)
    let shortLived = try logs().logs
    let freed = LogMerge(shortLived, rules: rules)
    var memory = EntryMemory(shortLived)
    #expect(kept.count == freed.count && kept.count > 1_000)
    let whole = kept.finish(0..<kept.count).list()
    let parts = [0..<700, 700..<701, 701..<freed.count].flatMap { part in
      freed.finish(part) { memory.release(&$0) }.list()
    }
    #expect(whole.map(\.timeline) == parts.map(\.timeline))
    #expect(whole.map(\.id) == parts.map(\.id))
    #expect(whole.reduce(0) { $0 + $1.timeline.count } == lines.count)
  }

  @Test func `counts of logs add up to those of one`() throws {
    var random = SeededRandom(7)
    let lines = lines(&random)
    let one = try LogIntake()
    let two = try LogIntake(logs: 2)
    for (number, line) in lines.enumerated() {
      one.take(line, number: number)
      two.take(line, number: number, log: random.below(2))
    }
    for role in Role.allCases {
      let index = Int(role.rawValue)
      #expect(
        one.logs[0].messagesByRole[index] == two.logs.reduce(0) { $0 + $1.messagesByRole[index] }
      )
    }
    #expect(two.logs.map(\.earliest).min() == one.logs[0].earliest)
    #expect(two.logs.map(\.latest).max() == one.logs[0].latest)
    var hours: [Int64: Int] = [:]
    for log in two.logs { hours.merge(log.hourCounts()) { $0 + $1 } }
    #expect(hours == one.logs[0].hourCounts())
  }
}
