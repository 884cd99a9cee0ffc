import ByteStreams
import Conversations
import Diagnostics
import Foundation
import Pipeline
import Records
import Testing
import Wording

/// What is read does not depend on how the bytes are cut or who reads them.
@Suite struct IngestRunTests {
  /// Conversations mixed line by line, with faults in the lines 4, 8, 12 and so on.
  private static let text: String = {
    var lines: [String] = []
    for number in 0..<24 {
      let second = 10 + number
      if lines.count % 4 == 3 { lines.append("{\"conversation_id\":\"c1\",\"role\":") }
      lines.append(
        "{\"conversation_id\":\"c\(number % 5)\",\"message_id\":\"m\(number)\","
          + "\"timestamp\":\"2026-03-02T10:00:\(second)Z\",\"role\":\""
          + ["customer", "bot", "human"][number % 3] + "\",\"text\":\"message number \(number)\"}"
      )
    }
    return lines.joined(separator: "\n")
  }()

  private struct Seen: Equatable {
    var conversations: [String]
    var problems: [String]
    var used: Int
    var setAside: Int
    var unknownFields: [String]
    var isIncomplete: Bool
  }

  private func read(
    _ path: String,
    _ lexicon: Lexicon,
    jobs: Int,
    blockSize: Int
  ) async throws -> Seen {
    var options = IngestOptions()
    options.jobs = jobs
    options.blockSize = blockSize
    let (inputs, errors) = resolveInputs([path])
    #expect(errors.isEmpty)
    let found = await IngestRun.read(inputs, options: options, lexicon: lexicon)
    return Seen(
      conversations: found.conversations.map { conversation in
        let times = conversation.timeline.map { "\($0.time.milliseconds)" }.joined(separator: " ")
        return "\(conversation.id) line \(conversation.source.line): \(times)"
      }.sorted(),
      problems: found.ledger.first.map { $0.placed(in: "a") },
      used: found.recordsUsed,
      setAside: found.recordsSetAside,
      unknownFields: found.unknownFields.map { "\($0.name) \($0.count)" },
      isIncomplete: found.isIncomplete
    )
  }

  @Test func `blocks of any size and any number of workers see the same lines`() async throws {
    let path = FileManager.default.temporaryDirectory.path + "/onpar-ingest-" + UUID().uuidString
    try Data(Self.text.utf8).write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    // Compiled once: in a build for tests that takes longer than all the reading.
    let lexicon = try Lexicon.embedded()
    let first = try await read(path, lexicon, jobs: 1, blockSize: 1 << 20)
    // Counted by hand: 24 messages in 5 conversations; after every third message a broken line.
    #expect(first.used == 24)
    #expect(first.setAside == 7)
    #expect(first.conversations.count == 5)
    #expect(first.problems.count == 7)
    for (index, problem) in first.problems.enumerated() {
      #expect(problem.hasPrefix("a:\(4 + 4 * index):"), "\(problem)")
    }
    for blockSize in [1, 2, 50, 99, 100, 101, 128, 500, 3000] {
      for jobs in [1, 2, 4, 7] {
        let again = try await read(path, lexicon, jobs: jobs, blockSize: blockSize)
        #expect(again == first, "\(jobs) workers, blocks of \(blockSize) bytes")
      }
    }
  }

  /// Forty conversations of three messages; the eighth message of every ten has no role.
  private static let document: String = {
    var lines = ["<onpar version=\"1\">"]
    for number in 0..<40 {
      lines.append("<conversation conversation_id=\"c\(number)\" odd\(number % 3)=\"yes\">")
      for place in 0..<3 {
        let role = (number * 3 + place) % 10 == 7 ? "" : " role=\"customer\""
        lines.append(
          "<message timestamp=\"2026-03-02T10:\(10 + number):0\(place)Z\"\(role)>number \(number)</message>"
        )
      }
      lines.append("</conversation>")
    }
    return lines.joined(separator: "\n") + "\n"
  }()

  @Test(arguments: ["</onpar>", "<oh & no", ""])
  func `pieces of a document of any size and any number of workers see the same`(
    ending: String
  ) async throws {
    let path = FileManager.default.temporaryDirectory.path + "/onpar-ingest-" + UUID().uuidString
    try Data((Self.document + ending).utf8).write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    let lexicon = try Lexicon.embedded()
    let first = try await read(path, lexicon, jobs: 1, blockSize: 1 << 20)
    // Counted by hand: 120 messages without 12, and 40 heads. What is no XML counts as one more.
    #expect(first.used == 148)
    #expect(first.setAside == (ending.hasPrefix("<oh") ? 13 : 12))
    #expect(first.conversations.count == 40)
    #expect(first.problems.count == (ending == "</onpar>" ? 12 : 13))
    for blockSize in [1, 100, 500, 3000] {
      for jobs in [1, 2, 4] {
        let again = try await read(path, lexicon, jobs: jobs, blockSize: blockSize)
        #expect(again == first, "\(jobs) workers, pieces of \(blockSize) bytes")
      }
    }
  }

  @Test func `conversations on one line of a document keep its order, whoever reads them`()
    async throws
  {
    // Two of each id: which of them counts is decided by their order where a line does not tell.
    let document = Self.document.split(separator: "\n").map { line in
      line.replacing("conversation_id=\"c1", with: "conversation_id=\"c2")
    }
    let path = FileManager.default.temporaryDirectory.path + "/onpar-ingest-" + UUID().uuidString
    try Data((document.joined() + "</onpar>").utf8).write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    let lexicon = try Lexicon.embedded()
    let (inputs, _) = resolveInputs([path])
    var first: [String]?
    for jobs in [1, 2, 4] {
      for blockSize in [100, 300, 1000] {
        var options = IngestOptions()
        options.jobs = jobs
        options.blockSize = blockSize
        let found = await IngestRun.read(inputs, options: options, lexicon: lexicon)
        let order = found.conversations.map { "\($0.id) \($0.timeline.map(\.time.milliseconds))" }
        if first == nil { first = order }
        #expect(order == first, "\(jobs) workers, pieces of \(blockSize) bytes")
        #expect(Set(found.conversations.map(\.source.line)) == [1])
      }
    }
    #expect(first?.count == 40)
  }
}
