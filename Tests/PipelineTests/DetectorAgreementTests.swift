import ByteStreams
import Conversations
import Foundation
import Pipeline
import Records
import Signals
import TestSupport
import Testing
import Wording

/// What a report counts is what `onpar signals` says of the same file, whoever reads it.
@Suite struct DetectorAgreementTests {
  private struct Row: Decodable {
    var conversation_id: String
    var message_id: String?
    var position: Int?
    var signal: String
    var score: Double
    var probability: Double?
  }

  /// The first two are flagged by their score, the other two by their chance.
  private static let bits: [String: Detections] = [
    "frustration": .frustration, "dissatisfaction": .dissatisfaction,
    "human_request": .humanRequest, "abuse": .abuse,
  ]

  @Test func `the sample's messages are judged alike, by any number of workers`() async throws {
    let lexicon = try Lexicon.embedded()
    let path = Repository.root + "/SampleData/easy-topics.messages.jsonl"
    let (inputs, errors) = resolveInputs([path])
    #expect(errors.isEmpty)
    var bytes: [UInt8] = []
    let predictions = SignalPredictions(
      lexicon: lexicon,
      model: try #require(SignalModel.embedded()),
      chosen: [.frustration, .dissatisfaction, .humanRequest, .abuse]
    ) { bytes += $0 }
    _ = await IngestRun.read(
      inputs,
      options: IngestOptions(),
      lexicon: lexicon,
      observer: predictions
    )
    predictions.finish()
    // The customer's messages of each conversation in their order; each has a line for a request and for abuse.
    var said: [String: [Detections]] = [:]
    for line in bytes.split(separator: 0x0A) {
      let row = try JSONDecoder().decode(Row.self, from: Data(line))
      // Whole conversations have lines of their own.
      guard row.message_id != nil || row.position != nil else { continue }
      if row.signal == "abuse" { said[row.conversation_id, default: []].append(.judged) }
      let last = try #require(said[row.conversation_id]?.indices.last)
      if row.signal == "frustration" { said[row.conversation_id]?[last].insert(.weighed) }
      guard let bit = Self.bits[row.signal] else { continue }
      let isByScore = bit == .frustration || bit == .dissatisfaction
      let sure = isByScore ? row.score : try #require(row.probability)
      if sure >= 0.5 { said[row.conversation_id]?[last].insert(bit) }
    }
    let flagged = said.values.flatMap(\.self)
    for bit in [Detections.frustration, .dissatisfaction, .humanRequest] {
      #expect(flagged.contains { $0.contains(bit) })
    }
    for (jobs, blockSize) in [(1, 1 << 20), (3, 50_000)] {
      var options = IngestOptions()
      options.jobs = jobs
      options.blockSize = blockSize
      options.detects = true
      let read = await IngestRun.read(inputs, options: options, lexicon: lexicon)
      var kept: [String: [Detections]] = [:]
      for conversation in read.conversations {
        let own = conversation.timeline.filter { $0.isPublicMessage && $0.role == .customer }
        if !own.isEmpty { kept[conversation.id] = own.map(\.detections) }
      }
      let unlike = Set(kept.keys).union(said.keys).filter { kept[$0] != said[$0] }.sorted()
      #expect(unlike.isEmpty, "\(jobs) workers")
    }
  }
}
