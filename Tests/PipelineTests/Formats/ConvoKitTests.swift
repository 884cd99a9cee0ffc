import Conversations
import Diagnostics
import Foundation
import Pipeline
import Records
import Testing

/// Quirks of FORMATS 6.16.
@Suite struct ConvoKitTests {
  private func said(_ id: String, _ speaker: String, _ rest: String) -> String {
    #"{"id": "\#(id)", "conversation_id": "c", "text": "hi", "speaker": "\#(speaker)", \#(rest)}"#
  }

  @Test func `roles come from the speakers' file, in whatever order the files come`() async throws {
    let utterances = [
      said("c", "ann", #""reply-to": null, "timestamp": "1740993300""#),
      said("d", "x", #""reply_to": "c", "timestamp": 1740993302, "meta": {"role": "assistant"}"#),
      said("e", "tom", #""reply-to": "d", "timestamp": 1740993305.5"#),
    ].joined(separator: "\n")
    let speakers = """
      {"ann": {"meta": {"role": "user"}, "vectors": []}, "tom": {"meta": {"role": "agent"}},
       "x": {"meta": {}}}
      """
    let talks = #"{"c": {"meta": {"topic": "refund"}, "vectors": []}}"#
    let index = #"{"utterances-index": {}, "version": 1}"#
    for names in [["a", "b", "c", "d"], ["d", "c", "b", "a"]] {
      let found = try await InlineExport.read(
        [
          names[0] + ".json": utterances, names[1] + ".json": speakers, names[2] + ".json": talks,
          names[3] + ".json": index,
        ],
        jobs: 2
      )
      #expect(Set(found.formats) == ["convokit"])
      #expect(found.count(.customer, in: "c") == 1)
      #expect(found.count(.bot, in: "c") == 1)
      #expect(found.count(.human, in: "c") == 1)
      #expect(found.conversations["c"]?.topic == "refund")
      #expect(found.conversations["c"]?.customer == "ann")
      #expect(found.rows["c"]?.last.iso8601 == "2025-03-03T09:15:05.500Z")
    }
  }

  @Test func `what the makers wrote about a corpus is no loss beside it, and one anywhere else`()
    async throws
  {
    let inputs = try InlineInputs()
    try inputs.write("utterances.jsonl", said("c", "ann", #""reply-to": null"#))
    try inputs.write("x.json", #"{"name": "desk", "years": [2024, 2025], "made": {"by": "us"}}"#)
    try inputs.write("y.json", #"{"rows": [{"words": "hi"}]}"#)
    try inputs.write("z.json", #"{"messages": [{"role": "user", "content": "hi"}]}"#)
    let with = try await inputs.inspect(["utterances.jsonl", "x.json"])
    #expect(with.transcripts.inputs.map(\.format) == ["convokit", "convokit"])
    #expect(with.transcripts.ledger.isEmpty)
    // What may hold records is a loss beside a corpus as well.
    let lists = try await inputs.inspect(["utterances.jsonl", "y.json"])
    #expect(lists.transcripts.ledger.counts == [.unrecognised: 1])
    for other in ["z.json", "y.json"] {
      let without = try await inputs.inspect([other, "x.json"])
      #expect(without.transcripts.ledger.counts[.unrecognised] == (other == "z.json" ? 1 : 2))
      #expect(without.transcripts.isOverLoss(0.01))
    }
  }

  @Test func `a page with metadata of its own is no list of speakers`() async throws {
    let found = try await InlineExport.read([
      "a.json": #"{"data": {"meta": {"count": 1}, "payload": [{"id": 1}]}}"#
    ])
    #expect(found.formats == ["not recognised"])
  }

  @Test func `without a time the file's order stands, without a role nobody is guessed`()
    async throws
  {
    let text = said("c", "ann", #""reply-to": null, "timestamp": null"#)
    let found = try await InlineExport.read(["u.jsonl": text])
    #expect(found.count(.unknown, in: "c") == 1)
    #expect(found.rows["c"]?.first.isKnown == false)
  }
}
