import Facts
import Testing

/// Amounts by row, however few bytes they take.
struct ValueCellsTests {
  /// Stretches of rows that are alike, as an export has them, and then cells of any kind.
  private func cells(_ seed: UInt64) -> [ValueCell] {
    var chance = SeededGenerator(seed: seed)
    let kinds: [ValueCell] = [
      .null(.notInExport), .null(.notApplicable), .known(0, .event), .known(2.5, .inferred),
      .censored(at: 0, .openCensored), .censored(at: 7, .noReply),
    ]
    return (0..<Int.random(in: 0...6, using: &chance)).flatMap { _ in
      let kind = kinds.randomElement(using: &chance) ?? .null(.tooFew)
      return [ValueCell](repeating: kind, count: Int.random(in: 0...3, using: &chance))
    }
  }

  @Test(arguments: UInt64(0)..<200)
  func `parts one behind the other are the whole`(seed: UInt64) {
    let (first, second) = (cells(seed), cells(seed + 1_000))
    var joined = ValueCells(first)
    joined.append(contentsOf: ValueCells(second))
    #expect(Array(joined) == first + second)
    #expect(joined.count == first.count + second.count)
    var added = ValueCells(first)
    added.append(contentsOf: second)
    #expect(added == joined)
    guard let last = joined.indices.last else { return }
    joined[last] = .known(9, .explicit)
    #expect(Array(joined) == (first + second).dropLast() + [.known(9, .explicit)])
  }

  @Test func `what all rows say, and what nobody has, is not held for each row`() {
    var same = ValueCells(repeatElement(.null(.noCalendar), count: 1_000))
    #expect(same.states.isEmpty && same.amounts.isEmpty)
    #expect(same[999] == .null(.noCalendar))
    same.append(contentsOf: ValueCells([.null(.notApplicable)]))
    #expect(same.states.count == 1_001 && same.amounts.isEmpty)
    same.append(contentsOf: ValueCells([.known(3, .event)]))
    #expect(same.states.count == 1_002 && same.amounts.count == 1_002)
  }

  @Test func `a reply's answer is the number that it stands for`() {
    var values = ReplyValues()
    for answer in [true, false, true] { values.append(answer: answer) }
    values.append(ReplyValues(answers: [0, 1]))
    #expect(values == [1, 0, 1, 0, 1])
    #expect(values.doubles == [1, 0, 1, 0, 1])
  }

  @Test func `a latency keeps its time and its side`() {
    for milliseconds in [0, 1, 86_400_000, Int64.max >> 1] {
      for isBot in [true, false] {
        let latency = ReplyLatency(milliseconds: milliseconds, isBot: isBot)
        #expect(latency.milliseconds == milliseconds && latency.isBot == isBot)
      }
    }
    #expect(ReplyLatency(milliseconds: .max, isBot: false).milliseconds == Int64.max >> 1)
  }

  @Test func `contacts and replies are as small as said`() {
    #expect(MemoryLayout<ContactFacts>.stride <= 488)
    #expect(MemoryLayout<ReplyLatency>.stride == 8)
    #expect(MemoryLayout<ReplyLength>.stride == 8)
    #expect(MemoryLayout<ReplyNote>.stride == 16)
  }
}
