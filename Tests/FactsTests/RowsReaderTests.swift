import Conversations
import Diagnostics
import Facts
import Records
import Testing
import Wording

struct RowsReaderTests {
  private func row(
    schema: String = "\"onpar-facts/3\"",
    head: String = #""format":"onpar-jsonl-messages","#,
    rest: String = "",
    entry: String = #"[0,0,0,0,0,3,"ff","0",0,0,null,0,0,0]"#
  ) -> [UInt8] {
    Array(
      (#"{"schema":"# + schema + #","contact_id":"a","conversations":[{"id":"a","# + head + rest
        + #""t0":1000,"timeline":["# + entry + "]}]}\n").utf8
    )
  }

  @Test func `a minimal row is read`() throws {
    let rows = read([row()])
    #expect(rows.problems.isEmpty)
    let conversation = try #require(rows.conversations.first)
    #expect(conversation.id == "a")
    #expect(conversation.timeline.map(\.time.milliseconds) == [1000])
    #expect(conversation.timeline.map(\.maskedHash) == [255])
    #expect(conversation.timeline.map(\.language) == [.unknown])
    let german = read([row(entry: #"[0,1,0,0,0,3,"ff","0",0,0,"de",0,0,0]"#)])
    #expect(german.conversations.first?.timeline.map(\.language.description) == ["de"])
    #expect(!conversation.created.isKnown)
  }

  @Test func `another version is refused by name`() throws {
    let rows = read([row(schema: "\"onpar-facts/4\"")])
    let problem = try #require(rows.problems.first.first)
    #expect(problem.kind == .badValue)
    #expect(problem.detail.contains("onpar-facts/4") && problem.detail.contains("onpar-facts/3"))
    #expect(rows.conversations.isEmpty)
  }

  @Test(
    arguments: [
      ("{", ProblemKind.malformed), ("[]", .badValue), ("{}", .missingField),
      (#"{"schema":1}"#, .badValue), (#"{"schema":"onpar-facts/3"}"#, .missingField),
      (#"{"schema":"onpar-facts/3","type":"weather"}"#, .badValue),
      (#"{"schema":"onpar-facts/3","contact_id":"a"}"#, .missingField),
      (#"{"schema":"onpar-facts/3","contact_id":"a","conversations":{}}"#, .badValue),
      (#"{"schema":"onpar-facts/3","contact_id":"a","conversations":[7]}"#, .badValue),
      (#"{"schema":"onpar-facts/3","type":"counts","duplicate_conversations":-1}"#, .badValue),
      (
        #"{"schema":"onpar-facts/3","type":"counts","records_used":9223372036854775807}"#, .badValue
      ),
      (
        #"{"schema":"onpar-facts/3","type":"counts","set_aside":{"malformed":9223372036854775807}}"#,
        .badValue
      ),
      (#"{"schema":"onpar-facts/3","type":"counts","roles":[9223372036854775807]}"#, .badValue),
      (String(repeating: "[", count: 400), .overLimit),
    ])
  func `what is no row is named`(line: String, kind: ProblemKind) {
    let rows = read([Array(line.utf8)])
    #expect(rows.problems.first.map(\.kind) == [kind])
    #expect(rows.rows == 0)
  }

  @Test(
    arguments: [
      "7", "[]", #"[0,0,0,0,0,3,"ff","0",0]"#, #"[0,0,0,0,0,3,"ff","0",0,0,0,null,0,0]"#,
      #"[0.5,0,0,0,0,3,"ff","0",0,0,null,0,0,0]"#, #"["0",0,0,0,0,3,"ff","0",0,0,null,0,0,0]"#,
      #"[0,5,0,0,0,3,"ff","0",0,0,null,0,0,0]"#, #"[0,-1,0,0,0,3,"ff","0",0,0,null,0,0,0]"#,
      #"[0,0,8,0,0,3,"ff","0",0,0,null,0,0,0]"#, #"[0,0,19,1,0,3,"ff","0",0,0,null,0,0,0]"#,
      #"[0,0,0,256,0,3,"ff","0",0,0,null,0,0,0]"#,
      #"[0,0,0,0,4294967296,3,"ff","0",0,0,null,0,0,0]"#,
      #"[0,0,0,0,0,65536,"ff","0",0,0,null,0,0,0]"#, #"[0,0,0,0,0,3,255,"0",0,0,null,0,0,0]"#,
      #"[0,0,0,0,0,3,"fg","0",0,0,null,0,0,0]"#, #"[0,0,0,0,0,3,"","0",0,0,null,0,0,0]"#,
      #"[0,0,0,0,0,3,"-1","0",0,0,null,0,0,0]"#, #"[0,0,0,0,0,3,"+1","0",0,0,null,0,0,0]"#,
      #"[0,0,0,0,0,3,"10000000000000000","0",0,0,null,0,0,0]"#,
      #"[0,0,0,0,0,3,"ff","0",1,0,null,0,0,0]"#,
      #"[0,0,0,0,0,3,"ff","0",0,1,null,0,0,0]"#, #"[0,0,0,0,0,3,"ff","0",null,0,null,0,0,0]"#,
      #"[0,0,0,0,0,3,"ff","0",0,0,"EN",0,0,0]"#, #"[0,0,0,0,0,3,"ff","0",0,0,"english",0,0,0]"#,
      #"[0,0,0,0,0,3,"ff","0",0,0,null,256,0,0]"#, #"[0,0,0,0,0,3,"ff","0",0,0,null,0,256,0]"#,
      #"[0,0,0,0,0,3,"ff","0",0,0,5,0,0,0]"#, #"[0,0,0,0,0,3,"ff","0",0,0,"",0,0,0]"#,
      #"[0,0,0,0,0,3,"ff","0",0,0,null,0,0,64]"#, #"[0,0,0,0,0,3,"ff","0",0,0,null,0,0,-1]"#,
    ])
  func `an entry that cannot be is refused`(entry: String) {
    let rows = read([row(entry: entry)])
    #expect(rows.problems.first.map(\.kind) == [.badValue])
    #expect(rows.conversations.isEmpty)
  }

  @Test(
    arguments: [
      #""direction":"sideways","#, #""rating":{"score":"high","min":1,"max":5},"#,
      #""resolution":{"resolved":true,"by":"nobody"},"#, #""test":1,"#, #""line":-3,"#,
      #""created":"2026-03-02","#, #""customer":4,"#,
    ])
  func `a field that cannot be is refused`(field: String) {
    let rows = read([row(rest: field)])
    #expect(rows.problems.first.map(\.kind) == [.badValue])
    #expect(rows.conversations.isEmpty)
  }

  @Test func `an unknown format is refused, an unknown field is not`() {
    #expect(read([row(head: #""format":"fax","#)]).problems.first.map(\.kind) == [.badValue])
    #expect(read([row(head: "")]).problems.first.map(\.kind) == [.missingField])
    let rows = read([row(rest: #""shoe_size":44,"#)])
    #expect(rows.problems.isEmpty)
    #expect(rows.conversations.count == 1)
  }

  @Test(arguments: ["9223372036854775807", "-9223372036854775808", "8640000000000001"])
  func `times that no sum may leave are refused`(_ far: String) {
    let entry = read([row(entry: "[" + far + #",0,0,0,0,3,"ff","0",0,0,null,0,0,0]"#)])
    #expect(entry.problems.first.map(\.kind) == [.badValue])
    #expect(entry.conversations.isEmpty)
    let head = read([row(head: #""format":"onpar-jsonl-messages","created":"# + far + ",")])
    #expect(head.problems.first.map(\.kind) == [.badValue])
    #expect(head.conversations.isEmpty)
  }

  @Test func `a broken row leaves its neighbours and nothing of itself`() throws {
    let broken = Array(
      (#"{"schema":"onpar-facts/3","contact_id":"x","conversations":["#
        + #"{"id":"x","format":"onpar-xml","timeline":[]},{"id":"y"}]}"# + "\n").utf8
    )
    let rows = read([row() + broken + Array("\r\n".utf8) + row()])
    #expect(rows.conversations.map(\.id) == ["a", "a"])
    #expect(rows.rows == 2)
    let problem = try #require(rows.problems.first.first)
    #expect(problem.position.line == 2)
    #expect(problem.consequence == "this row is set aside")
  }
}
