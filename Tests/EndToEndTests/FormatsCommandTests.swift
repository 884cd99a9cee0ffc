import Foundation
import TestSupport
import Testing

/// `onpar formats`, and the section on data quality, which repeats it for the formats at hand.
@Suite struct FormatsCommandTests {
  private struct Row: Decodable {
    var name: String
    var tier: Int
    var confidence: String
    var sides: String
    var cannot_tell: [String]
  }

  private func rows() throws -> [Row] {
    let outcome = try Program.run(["formats", "--json"], in: Scratch())
    #expect(outcome.status == 0, "\(outcome.errors)")
    return try JSONDecoder().decode([Row].self, from: Data(outcome.output))
  }

  @Test func `every format is listed with tier, confidence and what it cannot tell`() throws {
    let rows = try rows()
    #expect(rows.count > 40)
    #expect(Set(rows.map(\.name)).count == rows.count)
    let table = try Program.run(["formats"], in: Scratch()).text.split(separator: "\n")
    #expect(table.count == rows.count + 2)
    #expect(table.last?.contains("envelopes of Airbyte and Singer") == true)
    for row in rows {
      #expect((1...3).contains(row.tier) && ["A", "B", "C"].contains(row.confidence))
      // An export of one side says so first of all.
      if row.sides == "bot side only" { #expect(!row.cannot_tell.isEmpty, "\(row.name)") }
      let words = table.first { $0.hasPrefix(row.name + " ") }?.split(separator: " ") ?? []
      #expect(words.dropFirst().prefix(2) == ["\(row.tier)", "\(row.confidence)"], "\(row.name)")
    }
  }

  @Test(arguments: ["voiceflow", "lex-v2-logs", "google-ccai-upload"])
  func `the report repeats what its exports cannot tell`(name: String) throws {
    let folder = try Scratch()
    let sample = Repository.root + "/Tests/PipelineTests/Samples/" + name
    let files = try FileManager.default.contentsOfDirectory(atPath: sample).sorted()
      .filter { !["SOURCE.txt", "expected.json"].contains($0) }.map { sample + "/" + $0 }
    let outcome = try Program.run(["report"] + files + ["--out", "out"], in: folder)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let known = try #require(try rows().first { $0.name == name }).cannot_tell
    #expect(!known.isEmpty)
    struct Report: Decodable {
      struct Quality: Decodable { var cannot_tell: [String] }
      var quality: Quality
    }
    let report = try JSONDecoder().decode(
      Report.self,
      from: Data(try folder.read("out/report.json"))
    )
    #expect(report.quality.cannot_tell == known.map { name + ": " + $0 })
    #expect(try folder.text("out/report.html").contains("What these exports cannot tell"))
  }
}
