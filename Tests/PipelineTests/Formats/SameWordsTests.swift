import Conversations
import Foundation
import Pipeline
import Records
import TestSupport
import Testing

/// The invented conversations of the samples are the same in every format: what differs is what a reader made of them.
@Suite struct SameWordsTests {
  /// A message as far as later stages know it: who said how many words, and which.
  private struct Said: Hashable {
    let role: Role
    let words: UInt16
    let hash: UInt64
  }

  /// Formats with the words as they were said; redacted copies and model logs have others.
  static let formats = [
    "chatwoot", "dynamics-omnichannel", "freshchat", "genesys-cloud", "intercom", "airbyte-singer",
    "livechat", "liveperson-chat", "salesforce-livechat", "salesforce-messaging",
    "sunshine-conversations", "twilio-conversations", "zendesk-chat", "zendesk-tickets",
  ]

  private func talks(_ format: String) async throws -> [[Said]] {
    let sample = FormatSample(folder: Repository.root + "/Tests/PipelineTests/Samples/" + format)
    let (_, transcripts) = try await FormatSample.inspect(sample.inputs)
    return transcripts.conversations.map { conversation in
      conversation.timeline.filter { $0.isPublicMessage && $0.role != .system }
        .map { Said(role: $0.role, words: $0.words, hash: $0.maskedHash) }
    }
  }

  @Test(arguments: formats)
  func `every desk tells the same words in the same order`(_ format: String) async throws {
    let reference = Set(try await talks("liveperson-messaging"))
    #expect(reference.count == 6)
    let found = try await talks(format)
    #expect(found.count >= 2)
    for talk in found { #expect(reference.contains(talk), "\(talk)") }
  }
}
