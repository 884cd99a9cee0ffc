import Testing

@testable import Samples

@Suite struct LayoutTests {
  @Test func `the three layouts hold the same messages and events`() throws {
    let scenario = try #require(Scenario.named("easy-topics"))
    var mixed: [UInt8] = []
    var grouped: [UInt8] = []
    var conversations: [UInt8] = []
    var xml: [UInt8] = []
    Generator(scenario: scenario, seed: 1, conversations: 200).writeMessages { mixed += $0 }
    Generator(scenario: scenario, seed: 1, conversations: 200).writeMessages(isGrouped: true) {
      grouped += $0
    }
    Generator(scenario: scenario, seed: 1, conversations: 200).writeConversations {
      conversations += $0
    }
    Generator(scenario: scenario, seed: 1, conversations: 200).writeXML { xml += $0 }

    let records = all(scenario, seed: 1, conversations: 200)
    let heads = records.map(\.id).sorted()
    let messages = records.flatMap { record in
      record.messages.map { record.id + "-" + String($0.number) }
    }.sorted()
    let events = records.reduce(0) { $0 + $1.items.count - $1.messages.count }

    for bytes in [mixed, grouped] {
      let lines = text(bytes).split(separator: "\n")
      let headLines = lines.filter { $0.contains(#""type":"conversation""#) }
      #expect(values(of: #""conversation_id":""#, in: headLines.joined()).sorted() == heads)
      #expect(lines.count == heads.count + messages.count + events)
    }
    for bytes in [mixed, grouped, conversations] {
      let all = text(bytes)
      #expect(values(of: #""message_id":""#, in: all).sorted() == messages)
      #expect(values(of: #""event":""#, in: all).count == events)
    }
    #expect(values(of: #""conversation_id":""#, in: text(conversations)).sorted() == heads)
    #expect(values(of: #" conversation_id=""#, in: text(xml)).sorted() == heads)
    #expect(values(of: #" message_id=""#, in: text(xml)).sorted() == messages)
    #expect(values(of: #" event=""#, in: text(xml)).count == events)

    // Every instant stands in every layout equally often.
    let instants = values(of: #"timestamp":""#, in: text(mixed)).sorted()
    #expect(values(of: #"timestamp":""#, in: text(conversations)).sorted() == instants)
    #expect(values(of: #"timestamp=""#, in: text(xml)).sorted() == instants)
  }

  @Test func `mixed lines are in the order of time`() throws {
    let scenario = try #require(Scenario.named("null-case-mix"))
    let lines = text(written(scenario, seed: 2, conversations: 2000))
      .split(separator: "\n").filter { !$0.contains(#""type":"conversation""#) }
    let times = lines.compactMap { values(of: #""timestamp":""#, in: String($0)).first }
    #expect(times.count == lines.count)
    #expect(times == times.sorted())
    let ids = lines.prefix(400).compactMap {
      values(of: #""conversation_id":""#, in: String($0)).first
    }
    // Conversations that go on at the same time are mixed, not written one after the other.
    #expect(zip(ids, ids.dropFirst()).count { $0 != $1 } > Set(ids).count)
  }

  @Test func `some lines of the speed scenario come late, by at most 101 lines`() throws {
    let lines = text(written(try #require(Scenario.named("bench")), seed: 1, conversations: 1000))
      .split(separator: "\n").filter { !$0.contains(#""type":"conversation""#) }
    let times = lines.compactMap { values(of: #""timestamp":""#, in: String($0)).first }
    let ranks = times.indices.sorted { (times[$0], $0) < (times[$1], $1) }
    let delays = ranks.enumerated().map { $1 - $0 }
    #expect(delays.count { $0 > 1 } > lines.count / 500)
    #expect(delays.count { $0 > 1 } < lines.count / 50)
    #expect(delays.allSatisfy { $0 <= 102 })
  }

  @Test func `the grouped layout says so on its first line and nowhere else`() throws {
    var bytes: [UInt8] = []
    let scenario = try #require(Scenario.named("small"))
    Generator(scenario: scenario, seed: 1).writeMessages(isGrouped: true) { bytes += $0 }
    let lines = text(bytes).split(separator: "\n")
    #expect(lines.first?.contains(#""grouped":true"#) == true)
    #expect(lines.count { $0.contains("grouped") } == 1)
  }

  @Test func `bytes come in chunks of bounded size`() throws {
    var largest = 0
    var chunks = 0
    let scenario = try #require(Scenario.named("bench"))
    Generator(scenario: scenario, seed: 1, conversations: 3000).writeMessages { chunk in
      largest = max(largest, chunk.count)
      chunks += 1
    }
    #expect(chunks > 10)
    // A chunk and what one busy instant adds to it.
    #expect(largest < 4 * ByteSink.chunk)
  }

  @Test func `sample data stays small`() throws {
    let scenario = try #require(Scenario.named("easy-topics"))
    let messages = written(scenario, seed: 1)
    #expect(1_000_000..<1_400_000 ~= messages.count)
    var xml = 0
    Generator(scenario: scenario, seed: 1).writeXML { xml += $0.count }
    #expect(messages.count + xml < 2_700_000)
  }

  @Test func `an earlier copy of a record holds less and is older`() throws {
    let scenario = try #require(Scenario.named("easy-topics"))
    var bytes: [UInt8] = []
    Generator(scenario: scenario, seed: 1)
      .writeConversations(withEarlierCopies: true) { bytes += $0 }
    let ids = text(bytes).split(separator: "\n").compactMap {
      values(of: #""conversation_id":""#, in: String($0)).first
    }
    #expect(ids.count > Set(ids).count)
    #expect(Set(ids).count == all(scenario, seed: 1).count)
  }
}

private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

/// What stands between `key` and the next quotation mark, everywhere.
private func values(of key: String, in text: String) -> [String] {
  let key = Array(key.utf8)
  let bytes = Array(text.utf8)
  var result: [String] = []
  var index = 0
  while index + key.count <= bytes.count {
    guard bytes[index] == key[0], bytes[index..<(index + key.count)].elementsEqual(key) else {
      index += 1
      continue
    }
    let start = index + key.count
    let end = bytes[start...].firstIndex(of: UInt8(ascii: "\"")) ?? bytes.endIndex
    result.append(String(decoding: bytes[start..<end], as: UTF8.self))
    index = end
  }
  return result
}
