import Records
import TestSupport
import Testing
import Wording

@testable import Conversations

struct IngestStorageTests {
  @Test func `a chunked list keeps what it is given`() {
    var store = ChunkedStore<Int>()
    for number in 0..<50_000 { store.append(number * 3) }
    #expect(store.count == 50_000)
    #expect((0..<50_000).allSatisfy { store[$0].pointee == $0 * 3 })
    store[16_384].pointee = -1
    #expect(store[16_383].pointee == 49_149 && store.view[16_385].pointee == 49_155)
  }

  @Test func `every trait of an entry has a bit of its own`() {
    let traits: [EntryTraits] = [
      .publicMessage, .speech, .canRespond, .responds, .substantive, .greeting, .menu, .byResponder,
      .keepsOpen, .real, .handoffNotice, .unknownRole, .event, .handoffInitiated, .handoffAccepted,
      .endsCase, .solvedByResponder, .humanAssigned, .verdict, .fallback, .action, .queue, .byBot,
      .byHuman, .surveyOffer, .courtesy, .requestsHuman, .explicitKind,
    ]
    #expect(Set(traits.map(\.rawValue)).count == traits.count)
    #expect(traits.allSatisfy { $0.rawValue.nonzeroBitCount == 1 })
  }

  @Test func `an entry keeps the languages that are told apart`() {
    var entry = TimelineEntry(time: .missing, role: .bot, shape: 0, language: LanguageCode("de"))
    #expect(entry.language == LanguageCode("de"))
    entry.language = LanguageCode("xx")
    #expect(entry.language == .unknown)
  }

  @Test func `an entry of a timeline takes 40 bytes`() {
    #expect(MemoryLayout<TimelineEntry>.stride == 40)
  }

  @Test func `tokens are found again where they were put`() {
    var store = TokenStore()
    var random = SeededRandom(3)
    for round in 0..<2 {
      var places: [(UnsafePointer<UInt32>?, Int64?, [UInt32], UInt32)] = []
      for _ in 0..<3_000 {
        let tokens = (0..<random.pick([0, 1, 7, 100, 256])).map { _ in
          UInt32(truncatingIfNeeded: random.next())
        }
        let sequence = random.once(in: 3) ? Int64(bitPattern: random.next()) : nil
        let links = random.once(in: 3) ? UInt32(truncatingIfNeeded: random.next()) | 1 : 0
        let place = tokens.withUnsafeBufferPointer {
          store.append($0, sequence: sequence, links: links, wording: nil)
        }
        places.append((place, sequence, tokens, links))
      }
      let kept = places.allSatisfy { place, sequence, tokens, links in
        guard let place else { return tokens.isEmpty && sequence == nil && links == 0 }
        guard links == 0 || place[tokens.count] == links else { return false }
        let number = sequence.map { _ in Int64(place[-1]) << 32 | Int64(place[-2]) }
        return number == sequence
          && Array(UnsafeBufferPointer(start: place, count: tokens.count)) == tokens
      }
      #expect(kept, "round \(round)")
      store.removeAll()
    }
    store.removeAll()
  }

  @Test func `pooled bytes stay where they were put`() {
    var pool = BytePool()
    var random = SeededRandom(5)
    var kept: [(ByteSlice, [UInt8])] = []
    // The last but one is larger than what the pool takes from the system at a time.
    for length in (0..<2_000).map({ _ in random.pick([0, 1, 36, 5_000]) }) + [3 << 20, 7] {
      let bytes = (0..<length).map { _ in UInt8(truncatingIfNeeded: random.next()) }
      let slice = bytes.withUnsafeBufferPointer { buffer in
        // An empty list may have no address, but an empty text is not absent.
        withUnsafePointer(to: UInt8(0)) { nothing in
          pool.keep(ByteSlice(start: buffer.baseAddress ?? nothing, count: length))
        }
      }
      kept.append((slice, bytes))
    }
    #expect(kept.allSatisfy { $0.0.start != nil && Array($0.0.buffer) == $0.1 })
    #expect(pool.keep(.absent).isAbsent)
  }

  @Test func `a name keeps its number, however many there are`() {
    func slice<Result>(_ text: String, _ body: (ByteSlice) -> Result) -> Result {
      var text = text
      return text.withUTF8 { body(ByteSlice(start: $0.baseAddress, count: $0.count)) }
    }
    var pool = NamePool()
    let names = (0..<2_000).map { "a topic with the number \($0)" }
    let first = names.map { slice($0) { pool.code($0) } }
    let again = names.reversed().map { slice($0) { pool.code($0) } }
    #expect(Set(first).count == names.count && again.reversed() == first)
    #expect(pool.code(.absent) == -1 && pool.view[-1] == nil)
    #expect(first.map { pool.view[$0] } == names)
    #expect(slice("a topic with the number 7") { pool.name($0) } == names[7])
  }

  @Test func `timelines lie apart, whatever their lengths`() {
    var timelines: [(Timeline, Int, Int)] = []
    do {
      var store = TimelineStore()
      var random = SeededRandom(9)
      // The first fills no block, the gigantic one has a block to itself.
      for number in 0..<3_000 {
        let count = number == 1_500 ? 60_000 : random.pick([0, 1, 3, 40, 600])
        let (timeline, start) = store.timeline(of: count)
        for index in 0..<count {
          let time = Instant(milliseconds: Int64(number * 100_000 + index))
          (start + index).initialize(to: TimelineEntry(time: time, role: .bot, shape: 0))
        }
        timelines.append((timeline, number, count))
      }
    }
    // Read when the store is gone: the timelines hold their memory.
    let areKept = timelines.allSatisfy { timeline, number, count in
      timeline.count == count
        && timeline.buffer.indices.allSatisfy {
          timeline.buffer[$0].time.milliseconds == Int64(number * 100_000 + $0)
        }
    }
    #expect(areKept)
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
