import Diagnostics
import Foundation
import Records
import Testing

@testable import Pipeline

/// Every sample is read as the file beside it says, however it comes in.
@Suite struct FormatSampleTests {
  @Test(arguments: FormatSample.own)
  func `a sample is read as described`(_ sample: FormatSample) async throws {
    let expected = try #require(try sample.expected())
    let (found, transcripts) = try await FormatSample.inspect(sample.inputs)
    #expect(FormatSample.differences(found, expected) == [])
    #expect(transcripts.ledger.first.map(\.detail) == [])
  }

  @Test(arguments: FormatSample.shared)
  func `a sample beside the specification is read as described`(_ sample: FormatSample) async throws
  {
    guard let expected = try sample.expected() else { return }
    let names = expected["format"] as? [String] ?? [expected["format"] as? String ?? ""]
    // Formats that need a mapping file are tested with their mappings.
    guard names.allSatisfy({ name in Format.allCases.contains { $0.name == name } }) else { return }
    let (found, _) = try await FormatSample.inspect(sample.inputs)
    #expect(FormatSample.differences(found, expected) == [])
  }

  @Test(arguments: FormatSample.own)
  func `order of inputs, workers and block sizes change nothing`(
    _ sample: FormatSample
  ) async throws {
    let inputs = sample.inputs
    let first = try await FormatSample.inspect(inputs).json
    for (jobs, blockSize) in [(2, 100), (4, 1_000)] {
      let turned = Array(inputs.reversed())
      let again = try await FormatSample.inspect(turned, jobs: jobs, blockSize: blockSize).json
      #expect(FormatSample.differences(again, first) == [])
    }
  }
}
