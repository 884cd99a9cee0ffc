import Testing

@testable import Samples

@Suite struct GeneratorTests {
  @Test(arguments: Scenario.all.map(\.name))
  func `the same seed gives the same bytes`(name: String) throws {
    let scenario = try #require(Scenario.named(name))
    let once = written(scenario, seed: 7, conversations: 120)
    #expect(once == written(scenario, seed: 7, conversations: 120))
    #expect(once != written(scenario, seed: 8, conversations: 120))
    #expect(!once.isEmpty)
  }

  @Test(arguments: Scenario.all.map(\.name))
  func `every id begins with sim`(name: String) throws {
    let scenario = try #require(Scenario.named(name))
    for conversation in all(scenario, seed: 3, conversations: 300) {
      #expect(conversation.id.hasPrefix("sim-"))
      #expect(conversation.parentID?.hasPrefix("sim-") ?? true)
      #expect(conversation.customerID?.hasPrefix("sim-cust-") ?? true)
      for item in conversation.items {
        switch item.content {
        case .message(let message): #expect(message.author?.hasPrefix("sim-") ?? true)
        case .event(let event): #expect(event.actorID?.hasPrefix("sim-") ?? true)
        }
      }
    }
  }

  @Test func `conversations come in the order in which they begin and inside the period`() throws {
    let scenario = try #require(Scenario.named("easy-topics"))
    let generator = Generator(scenario: scenario, seed: 5)
    let conversations = all(scenario, seed: 5)
    #expect(Set(conversations.map(\.id)).count == conversations.count)
    for (before, after) in zip(conversations, conversations.dropFirst()) {
      #expect(before.createdAt <= after.createdAt)
    }
    for conversation in conversations {
      let times = conversation.items.map(\.timestamp)
      #expect(times == times.sorted())
      #expect(times.allSatisfy(generator.period.contains))
      #expect(conversation.createdAt == times.first)
    }
  }

  @Test(arguments: [1000, 4000])
  func `about as many conversations as wanted are given`(wanted: Int) throws {
    let scenario = try #require(Scenario.named("bot-worse"))
    let given = all(scenario, seed: 1, conversations: wanted).count
    #expect(abs(given - wanted) < wanted / 5)
  }

  @Test func `a long sample lasts longer instead of growing denser`() throws {
    let scenario = try #require(Scenario.named("bench"))
    let long = Generator(scenario: scenario, seed: 1, conversations: 5_000_000)
    let weeks = (long.period.upperBound - long.period.lowerBound) / Instant.week
    #expect(weeks == 100)
  }

  @Test func `the odd records that a reader must not stumble over are there`() throws {
    let conversations = all(try #require(Scenario.named("easy-topics")), seed: 1)
    #expect(conversations.contains { $0.parentID != nil })
    #expect(conversations.contains { $0.updatedAt != nil })
    #expect(conversations.contains { $0.customerID == nil })
    #expect(conversations.contains { $0.language == "de" })
    #expect(conversations.contains { $0.resolution != nil })
    #expect(conversations.contains { record in record.messages.contains { $0.isPrivate } })
    #expect(conversations.contains { record in record.messages.contains { $0.role == .system } })
    #expect(conversations.filter { $0.customerID == "sim-cust-probe" }.count > 50)
  }

  @Test func `one topic belongs to the bot alone and one to people alone`() throws {
    let conversations = all(try #require(Scenario.named("easy-topics")), seed: 1)
    for conversation in conversations where conversation.parentID == nil {
      let first = conversation.messages.first { $0.role == .bot || $0.role == .human }
      if conversation.topic == "opening_hours" { #expect(first?.role ?? .bot == .bot) }
      if conversation.topic == "business_order", conversation.messages.count > 2 {
        #expect(first?.role ?? .human == .human)
      }
    }
  }
}

extension SampleConversation {
  var messages: [SampleItem.Message] {
    items.compactMap { item in
      if case .message(let message) = item.content { message } else { nil }
    }
  }
}

func all(_ scenario: Scenario, seed: UInt64, conversations: Int? = nil) -> [SampleConversation] {
  var generator = Generator(scenario: scenario, seed: seed, conversations: conversations)
  var result: [SampleConversation] = []
  while let conversation = generator.next() { result.append(conversation) }
  return result
}

func written(_ scenario: Scenario, seed: UInt64, conversations: Int? = nil) -> [UInt8] {
  var bytes: [UInt8] = []
  Generator(scenario: scenario, seed: seed, conversations: conversations)
    .writeMessages { bytes += $0 }
  return bytes
}
