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
    let whole = merge.finish(0..<13).map { "\($0)" }
    for cut in 0...13 {
      #expect((merge.finish(0..<cut) + merge.finish(cut..<13)).map { "\($0)" } == whole)
    }
    #expect(LogMerge([], rules: rules).count == 0)
  }

  @Test func `memory that is given back while parts are finished changes nothing`() throws {
    // More entries than a chunk of a log holds, in conversations that begin early and end late.
    let lines = (0..<70_000).map { number in
      "{\"conversation_id\":\(number % 1_000 * (number % 3)),\"role\":\"bot\",\"text\":\"x\",\"message_id\":\(number)}"
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
    let whole = kept.finish(0..<kept.count)
    let parts = [0..<700, 700..<701, 701..<freed.count].flatMap { part in
      freed.finish(part) { memory.release(&$0) }
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

struct IngestStorageTests {
  @Test func `a chunked list keeps what it is given`() {
    var store = ChunkedStore<Int>()
    for number in 0..<50_000 { store.append(number * 3) }
    #expect(store.count == 50_000)
    #expect((0..<50_000).allSatisfy { store[$0].pointee == $0 * 3 })
    store[16_384].pointee = -1
    #expect(store[16_383].pointee == 49_149 && store.view[16_385].pointee == 49_155)
  }

  @Test func `tokens are found again where they were put`() {
    var store = TokenStore()
    var random = SeededRandom(3)
    for round in 0..<2 {
      var places: [(UnsafePointer<UInt32>?, Int64?, [UInt32])] = []
      for _ in 0..<3_000 {
        let tokens = (0..<random.pick([0, 1, 7, 100, 256])).map { _ in
          UInt32(truncatingIfNeeded: random.next())
        }
        let sequence = random.once(in: 3) ? Int64(bitPattern: random.next()) : nil
        let place = tokens.withUnsafeBufferPointer { store.append($0, sequence: sequence) }
        places.append((place, sequence, tokens))
      }
      let kept = places.allSatisfy { place, sequence, tokens in
        guard let place else { return tokens.isEmpty && sequence == nil }
        let number = sequence.map { _ in Int64(place[-1]) << 32 | Int64(place[-2]) }
        return number == sequence
          && Array(UnsafeBufferPointer(start: place, count: tokens.count)) == tokens
      }
      #expect(kept, "round \(round)")
      store.removeAll()
    }
    store.removeAll()
  }

  @Test func `the short hash of an id is the first half of the long one`() {
    for length in 0...40 {
      let bytes = (0..<length).map { UInt8(truncatingIfNeeded: 7 + $0 * 37) }
      let (long, short) = bytes.withUnsafeBufferPointer { buffer in
        let id = ByteSlice(start: buffer.baseAddress, count: length)
        return (ByteHash(id).hash, ByteHash.short(id))
      }
      #expect(length == 0 || long == short, "\(length) bytes")
    }
    #expect(ByteHash.short(.absent) == 0)
  }

  @Test func `what is older than what stands before it is counted, in the order of the export`()
    throws
  {
    let times = ["0:10", "0:20", "0:05", "0:30", "0:30", "0:29"]
    let lines = times.map { messageLine("customer", at: $0) } + [messageLine("bot")]
    // 0:05 after 0:20 and 0:29 after 0:30; a message without a time stands nowhere.
    #expect(try conversation(lines).lateEntries == 2)
    let split = try LogIntake(logs: 2)
    for number in [3, 0, 5, 2, 6, 1, 4] {
      split.take(lines[number], number: number, log: number % 2)
    }
    #expect(split.finish().map(\.lateEntries) == [2])
    #expect(try conversation(Array(lines[..<2])).lateEntries == 0)
  }

  @Test(arguments: [1, 2, 63, 64, 65, 500])
  func `timelines of any length come into the order of time, equal times as they came`(
    count: Int
  ) throws {
    var random = SeededRandom(count)
    let times = (0..<count).map { _ in random.below(max(2, count / 3)) }
    let words = (0..<count).map { String(repeating: "w ", count: $0 + 1) }
    let lines = times.indices.map {
      messageLine("customer", words[$0], at: "\(times[$0] / 60):\(times[$0] % 60)")
    }
    let wanted = times.indices.sorted { (times[$0], $0) < (times[$1], $1) }
    #expect(try conversation(lines).wordCounts == wanted.map { $0 + 1 })
  }

  @Test func `hashes tell short ids, their order and their length apart`() {
    var seen: Set<ByteHash> = []
    var count = 0
    func add(_ bytes: [UInt8], seed: UInt64 = 0) {
      seen.insert(bytes.withUnsafeBytes { ByteHash($0, seed: seed) })
      count += 1
    }
    for length in 0...40 {
      add([UInt8](repeating: 0, count: length))
      add([UInt8](repeating: 0x61, count: length + 1))
      for place in 0..<length {
        var bytes = [UInt8](repeating: 0x62, count: length)
        bytes[place] = 1
        add(bytes)
      }
    }
    for number in 0..<20_000 { add(Array(String(number).utf8)) }
    for number in 0..<1_000 { add(Array(String(number).utf8), seed: 1) }
    #expect(seen.count == count)
    #expect(Set(seen.map(\.hash)).count == count && !seen.contains { $0.hash == 0 })
  }

  @Test func `places sort as the input does`() {
    let places = [
      RecordPosition(input: 0, block: 0, line: 0),
      RecordPosition(input: 0, block: 0, line: 0xFF_FFFF),
      RecordPosition(input: 0, block: 1, line: 0),
      RecordPosition(input: 0, block: 0xF_FFFF, line: 5),
      RecordPosition(input: 1, block: 0, line: 0),
      RecordPosition(input: 0xF_FFFE, block: 3, line: 1), .none,
    ]
    #expect(places.sorted() == places && Set(places).count == places.count)
    let place = places[5]
    #expect(place.input == 0xF_FFFE && place.block == 3 && place.line == 1)
  }
}
