import Foundation
import TestSupport
import Testing

/// Names of those who wrote are in no text that is shown, whatever the export.
@Suite struct ShownNamesTests {
  /// Who writes in the samples of formats that name their authors.
  private static let names = ["Maren", "Tomasz", "Priya", "Daniel", "Ana"]

  @Test(arguments: [
    "chatwoot", "intercom", "livechat", "ms-botframework", "sunshine-conversations", "zendesk-chat",
    "zendesk-tickets",
  ])
  func `a sheet names nobody`(_ format: String) throws {
    let folder = try Scratch()
    let input = Repository.root + "/Tests/PipelineTests/Samples/" + format
    let outcome = try Program.run(
      [
        "audit", "sample", input, "--signal", "engaged_rate", "--per-cohort", "100", "-o",
        "sheet.csv", "--max-loss", "1", "-q",
      ],
      in: folder
    )
    try #require(outcome.status == 0, "\(outcome.errors)")
    let transcripts = try Table(try folder.read("sheet.csv")).rows.compactMap { $0["transcript"] }
    #expect(transcripts.contains { $0.contains("<name>") })
    for text in transcripts {
      #expect(!text.contains("(no text)"))
      for name in Self.names {
        #expect(text.firstMatch(of: try Regex("\\b\(name)\\b")) == nil, "\(name): \(text)")
      }
    }
  }
}
