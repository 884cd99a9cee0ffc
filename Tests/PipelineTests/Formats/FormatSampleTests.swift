import ByteStreams
import Conversations
import Diagnostics
import Foundation
import Mappings
import Records
import TestSupport
import Testing

@testable import Pipeline

/// Every sample is read as the file beside it says, however it comes in.
@Suite struct FormatSampleTests {
  @Test(arguments: FormatSample.own)
  func `a sample is read as described`(_ sample: FormatSample) async throws {
    let expected = try #require(try sample.expected())
    let (found, transcripts) = try await FormatSample.inspect(
      sample.inputs,
      mappings: try sample.mappings()
    )
    #expect(FormatSample.differences(found, expected) == [])
    #expect(transcripts.ledger.first.map(\.detail) == [])
  }

  @Test(
    .enabled(if: Repository.hasFormatSamples, "\(Repository.noFormatSamples)"),
    arguments: FormatSample.shared
  )
  func `a sample beside the specification is read as described`(_ sample: FormatSample) async throws
  {
    guard let expected = try sample.expected() else { return }
    let names = expected["format"] as? [String] ?? [expected["format"] as? String ?? ""]
    // Formats that need a mapping file are tested with their mappings.
    let known = (Format.allCases + ShippedMappings.all.map(\.format)).map(\.name)
    let mappings = try sample.mappings()
    guard names.allSatisfy({ known.contains($0) }) || !mappings.isEmpty else { return }
    let (found, _) = try await FormatSample.inspect(
      sample.inputs,
      mappings: try sample.mappings()
    )
    #expect(FormatSample.differences(found, expected) == [])
  }

  @Test func `every format that is read has a page and a sample of its own making`() throws {
    let pages = try FileManager.default.contentsOfDirectory(
      atPath: Repository.root + "/Docs/Formats"
    ).map { name in
      let path = Repository.root + "/Docs/Formats/" + name
      let text = String(
        decoding: FileManager.default.contents(atPath: path) ?? Data(),
        as: UTF8.self
      )
      return text.split(separator: "\n").first.map(String.init) ?? ""
    }
    let samples = try FormatSample.own.map { try $0.expected()?["format"] as? String ?? "" }
    let formats = Format.allCases.filter { !$0.isOwn } + ShippedMappings.all.map(\.format)
    for format in formats {
      #expect(pages.contains { $0.contains(format.name) }, "no page of \(format.name)")
      #expect(samples.contains(format.name), "no sample of \(format.name)")
    }
  }

  /// Else recognition would not ask the format for its sign.
  @Test func `a record with a format's sign has one of the names that the format gives`() {
    var named: Set<String> = []
    for path in (FormatSample.own + FormatSample.shared).flatMap(\.inputs).map(\.path) {
      let store = TreeStore()
      [UInt8](FileManager.default.contents(atPath: path) ?? Data()).withUnsafeBufferPointer {
        text in
        guard let start = text.baseAddress else { return }
        let end = start + text.count
        var level = Recognition.topValues(start, end, store, isWhole: true).values
          .map { (node: $0, array: ByteSlice.absent) }
        for _ in 0..<5 {
          for (node, array) in level where node.isObject {
            for reader in FormatCatalogue.readers {
              guard let names = reader.signNames, reader.sign(in: node, array: array) != nil
              else { continue }
              named.insert("\(reader)")
              #expect(names.contains { node.has($0) }, "\(reader): \(path)")
            }
          }
          level = level.flatMap { node, _ in node.children.map { ($0, node.key) } }
        }
      }
      withExtendedLifetime(store) {}
    }
    let all = FormatCatalogue.readers.filter { $0.signNames != nil }.map { "\($0)" }
    #expect(named == Set(all))
  }

  @Test(arguments: FormatSample.own)
  func `order of inputs, workers and block sizes change nothing`(
    _ sample: FormatSample
  ) async throws {
    let inputs = sample.inputs
    let first = try await FormatSample.inspect(inputs, mappings: try sample.mappings()).json
    for (jobs, blockSize) in [(2, 100), (4, 1_000)] {
      let turned = Array(inputs.reversed())
      let again = try await FormatSample.inspect(
        turned,
        jobs: jobs,
        blockSize: blockSize,
        mappings: try sample.mappings()
      ).json
      #expect(FormatSample.differences(again, first) == [])
    }
  }

  @Test(arguments: FormatSample.own)
  func `a file that recognition has read whole gives what its stream gives`(
    _ sample: FormatSample
  ) async throws {
    let mappings = try sample.mappings()
    let folder = try InlineInputs()
    var names: [String] = []
    // Behind the window of recognition nothing is known to be all there is.
    let blank = [UInt8](repeating: 0x20, count: Recognition.window)
    for input in sample.inputs where [".json", ".transcript"].contains(where: input.name.hasSuffix)
    {
      names.append(input.name)
      let bytes = try #require(FileManager.default.contents(atPath: input.path))
      try folder.write(input.name, bytes: bytes + blank)
    }
    let short = sample.inputs.filter { names.contains($0.name) }
    let long = resolveInputs(names.map { folder.path($0) }).inputs
    let (found, read) = try await FormatSample.inspect(short, mappings: mappings)
    let (streamed, others) = try await FormatSample.inspect(long, mappings: mappings)
    #expect(found as NSDictionary == streamed as NSDictionary)
    #expect(read.conversations.map(\.source.line) == others.conversations.map(\.source.line))
    #expect(read.ledger.first.map(\.position) == others.ledger.first.map(\.position))
  }

  private static let whole = FormatSample.own.filter {
    ["ms-botframework", "hubspot-messages", "google-ccai-upload", "lex-v2-logs"]
      .contains($0.testDescription)
  }

  @Test(arguments: whole)
  func `a mark or an encoding before a file changes nothing`(_ sample: FormatSample) async throws {
    let mappings = try sample.mappings()
    let plain = sample.inputs.filter { input in
      [".json", ".jsonl", ".ndjson", ".transcript"].contains(where: input.name.hasSuffix)
    }
    let found = try await FormatSample.inspect(plain, mappings: mappings).json
    for isWide in [false, true] {
      let folder = try InlineInputs()
      for input in plain {
        let bytes = try #require(FileManager.default.contents(atPath: input.path))
        let text = String(decoding: bytes, as: UTF8.self).drop { $0 == "\u{FEFF}" }
        let marked = "\u{FEFF}" + text
        try folder.write(
          input.name,
          bytes: isWide
            ? marked.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] } : Array(marked.utf8)
        )
      }
      let inputs = resolveInputs(plain.map { folder.path($0.name) }).inputs
      let again = try await FormatSample.inspect(inputs, mappings: mappings).json
      #expect(again as NSDictionary == found as NSDictionary, "UTF-16: \(isWide)")
    }
  }
}
