import Records
import TestSupport
import Testing

/// What the splitter gives for a text that comes in pieces.
private struct Split: Equatable {
  struct Record: Equatable {
    var text: String
    var line: Int
    init(_ text: String, _ line: Int) {
      self.text = text
      self.line = line
    }
  }
  var records: [Record] = []
  var tooLong: [Int] = []
  var garbage: [Int] = []
  var endsEarly = false
  var line = 1

  init(_ text: String, depth: Int, limit: Int = 1 << 20, pieces: [Int]) {
    let bytes = Array(text.utf8)
    var splitter = ValueSplitter(recordDepth: depth, limit: limit)
    var at = 0
    var turn = 0
    while at < bytes.count {
      let stop = min(bytes.count, at + pieces[turn % pieces.count])
      withExactBytes(Array(bytes[at..<stop])) { start, end in
        let piece = UnsafeRawBufferPointer(start: start, count: end - start)
        splitter.consume(piece) { start, end, line, _ in
          let text = String(
            decoding: UnsafeBufferPointer(start: start, count: end - start),
            as: UTF8.self
          )
          records.append(Record(text, line))
        }
      }
      at = stop
      turn += 1
    }
    tooLong = splitter.tooLong
    garbage = splitter.garbage
    (endsEarly, line) = splitter.finish()
  }

  init(_ text: String, depth: Int, limit: Int = 1 << 20) {
    self.init(text, depth: depth, limit: limit, pieces: [max(text.utf8.count, 1)])
  }
}

struct ValueSplitterTests {
  static let containers: [(text: String, depth: Int, records: [String], lines: [Int])] = [
    ("{\"a\":1}\n{\"b\":2}\n", 0, ["{\"a\":1}", "{\"b\":2}"], [1, 2]),
    ("{\"a\":1}{\"b\":2}", 0, ["{\"a\":1}", "{\"b\":2}"], [1, 1]),
    ("\u{1E}{\"a\":1}\n\u{1E}{\"b\":2}\n", 0, ["{\"a\":1}", "{\"b\":2}"], [1, 2]),
    ("\n\n{\n \"a\": {\n}\n}\r\n\n{}", 0, ["{\n \"a\": {\n}\n}", "{}"], [3, 8]),
    ("[{\"a\":1},\n{\"b\":[{}]}\n]\n", 1, ["{\"a\":1}", "{\"b\":[{}]}"], [1, 2]),
    ("[]", 1, [], []), ("[\n]\n", 1, [], []),
    ("[{}][{}]", 1, ["{}", "{}"], [1, 1]),
    (
      "[{\"a\":\"]}\\\"[{\"},{\"b\":\"\\\\\"}]", 1, ["{\"a\":\"]}\\\"[{\"}", "{\"b\":\"\\\\\"}"],
      [1, 1]
    ),
    (
      "{\"count\":2,\n\"rows\":[\n{\"a\":1},\n{\"b\":2}],\n\"next\":null}", 2,
      ["{\"a\":1}", "{\"b\":2}"],
      [3, 4]
    ),
    (
      "{\"pages\":{\"next\":{\"page\":2}},\"meta\":{\"ids\":[{\"x\":1}]},\"rows\":[{\"a\":1}]}", 2,
      ["{\"a\":1}"],
      [1]
    ),
    ("{\"rows\":[]}", 2, [], []), ("{\"rows\":[[{\"x\":1}],{\"a\":1}]}", 2, ["{\"a\":1}"], [1]),
    ("[[{\"x\":1},{\"y\":2}],{\"a\":1}]", 1, ["{\"a\":1}"], [1]),
  ]

  @Test(arguments: containers)
  func `records do not depend on how the text is cut`(
    text: String,
    depth: Int,
    records: [String],
    lines: [Int]
  ) {
    let whole = Split(text, depth: depth)
    #expect(whole.records.map(\.text) == records)
    #expect(whole.records.map(\.line) == lines)
    #expect(!whole.endsEarly && whole.tooLong.isEmpty)
    for size in 1...text.utf8.count { #expect(Split(text, depth: depth, pieces: [size]) == whole) }
  }

  @Test(arguments: 1...6)
  func `pieces of any sizes give the same as the whole, even of broken text`(seed: Int) {
    var random = SeededRandom(seed)
    let alphabet = Array("{{{}}}[[]],:\"\"\\ax1 \n".unicodeScalars.map(String.init))
    for _ in 0..<100 {
      let text = (0..<(1 + random.below(40))).map { _ in random.pick(alphabet) }.joined()
      for depth in 0...2 {
        let limit = 1 + random.below(20)
        let whole = Split(text, depth: depth, limit: limit)
        let pieces = (0..<5).map { _ in 1 + random.below(9) }
        #expect(
          Split(text, depth: depth, limit: limit, pieces: pieces) == whole,
          "\(text) \(pieces) \(limit)"
        )
      }
    }
  }

  @Test func `a record over the limit is named by its line and the rest is kept`() {
    let text = "{\"a\":1}\n{\"long\":\"xxxxxxxxxxxxxxxxxxxxx\"}\n{\"b\":2}\n"
    for size in 1...text.utf8.count {
      let split = Split(text, depth: 0, limit: 10, pieces: [size])
      #expect(split.records == [.init("{\"a\":1}", 1), .init("{\"b\":2}", 3)])
      #expect(split.tooLong == [2] && !split.endsEarly)
    }
    #expect(Split("{\"a\":123}", depth: 0, limit: 9).records.count == 1)
    #expect(Split("{\"a\":123}", depth: 0, limit: 8).tooLong == [1])
  }

  @Test(arguments: ["{\"a\":1}{\"b\"", "{\"a\":1}{\"b\":\"}", "{\"a\":1}{"])
  func `a text that ends inside a record keeps the complete ones`(text: String) {
    let split = Split(text, depth: 0)
    #expect(split.records.map(\.text) == ["{\"a\":1}"])
    #expect(split.endsEarly)
  }

  @Test func `an array or an object that is not closed ends early`() {
    #expect(Split("[{\"a\":1},\n", depth: 1) == Split("[{\"a\":1},\n", depth: 1, pieces: [1]))
    #expect(Split("[{\"a\":1}", depth: 1).endsEarly)
    #expect(Split("{\"rows\":[{\"a\":1}]", depth: 2).endsEarly)
    #expect(!Split("{\"rows\":[{\"a\":1}]}", depth: 2).endsEarly)
  }

  @Test func `what is no object at the level of records is named by its line, once`() {
    let split = Split(
      "{\"a\":1}\nthis is no JSON\n{\"b\":2}\n]\n[1, 2]\n\"text\"\n{\"c\":3}",
      depth: 0
    )
    #expect(split.records.map(\.line) == [1, 3, 7])
    #expect(split.garbage == [2, 4, 5, 6])
    let array = Split("[{\"a\":1},\nnull,\n[3],\n{\"b\":2},\n\"x\"]\ntail", depth: 1)
    #expect(array.records.map(\.line) == [1, 4])
    #expect(array.garbage == [2, 3, 5, 6])
    #expect(Split("{\"n\":1,\"rows\":[{}],\"s\":\"x\"}", depth: 2).garbage.isEmpty)
    #expect(Split("{\"rows\":[{},7]}", depth: 2).garbage == [1])
  }

  @Test func `lines are counted inside strings and records too`() {
    let split = Split("[\n{\"a\":\n1},\n\n{\"b\":\"x\ny\"},{\"c\":1}]\n", depth: 1)
    #expect(split.records.map(\.line) == [2, 5, 6])
    #expect(split.line == 7)
  }
}
