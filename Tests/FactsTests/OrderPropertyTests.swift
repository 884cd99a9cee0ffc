import Conversations
import Facts
import Records
import Testing
import Wording

/// The order in which contacts arrive changes nothing.
struct OrderPropertyTests {
  @Test(arguments: UInt64(1)...20)
  func `shuffling contacts and conversations changes no cell`(seed: UInt64) {
    var chance = SeededGenerator(seed: seed)
    var log = Log(asOf: nil)
    for number in 0..<60 {
      var clock = Double.random(in: 0...40, using: &chance).rounded() * day / 4
      var timeline: [TimelineEntry] = []
      for _ in 0..<Int.random(in: 1...8, using: &chance) {
        clock += Double.random(in: -3...4000, using: &chance).rounded()
        timeline.append(entry(clock, &chance))
      }
      let customer = Bool.random(using: &chance) ? "c\(number % 7)" : nil
      let topic = ["refund", "delivery", nil].randomElement(using: &chance) ?? nil
      log.add("id\(number % 50)", customer: customer, topic: topic, timeline) {
        // The same id in two formats is two conversations.
        if number >= 50 { $0.format = .onparXML }
        $0.language = ["de", "en-GB", nil].randomElement(using: &chance) ?? nil
        $0.detectedLanguage =
          [LanguageCode("fr"), .unknown].randomElement(using: &chance) ?? .unknown
        if Int.random(in: 0..<6, using: &chance) == 0 {
          $0.rating = Rating(score: 4, min: 1, max: 5, time: at(clock + day))
        }
      }
    }
    let straight = log.built
    let places = log.conversations.indices.shuffled(using: &chance)
    var shuffled = Log(asOf: nil)
    for place in places {
      shuffled.conversations.append(log.conversations[place])
    }
    for (position, place) in places.enumerated() {
      var contact = log.contacts[place]
      contact.conversations = [position]
      shuffled.contacts.append(contact)
    }
    shuffled.contacts.shuffle(using: &chance)
    let other = shuffled.built
    #expect(straight.counts == other.counts)
    expectSame(straight.table, other.table)
  }

  private func expectSame(_ left: ContactTable, _ right: ContactTable) {
    #expect(left.id == right.id)
    #expect(left.customer == right.customer)
    #expect(left.start == right.start)
    #expect(left.outcome == right.outcome)
    #expect(left.entry == right.entry)
    #expect(left.rates == right.rates)
    #expect(left.values.map { $0.map(\.value) } == right.values.map { $0.map(\.value) })
    #expect(left.values.map { $0.map(\.censoredAt) } == right.values.map { $0.map(\.censoredAt) })
    #expect(left.replies.map(\.value) == right.replies.map(\.value))
    #expect(left.replies.map(\.contact) == right.replies.map(\.contact))
    #expect(left.latencyAbsence == right.latencyAbsence)
    #expect(left.strata.topic == right.strata.topic)
    #expect(left.strata.priorBand == right.strata.priorBand)
    #expect(left.hourOfWeek == right.hourOfWeek)
    #expect(left.spoken == right.spoken)
    #expect(left.repliesInKnownLanguage == right.repliesInKnownLanguage)
    #expect(left.repliesInSpokenLanguage == right.repliesInSpokenLanguage)
    #expect(left.nextContact == right.nextContact)
    #expect(left.chainWork == right.chainWork)
    #expect(left.resolution == right.resolution)
  }

  private func reply(
    _ role: Role,
    _ time: Double?,
    _ kind: MessageKind,
    _ chance: inout SeededGenerator
  ) -> TimelineEntry {
    let marks: [Marks] = [.empathy, .redirect, .promise, .disclosure, .humanClaim, []]
    let hash = UInt64.random(in: 0...5, using: &chance)
    var entry = says(role, time, kind, marks.randomElement(using: &chance) ?? [], hash: hash)
    entry.destination = UInt8.random(in: 0...2, using: &chance)
    entry.links = LinkTraits(rawValue: UInt8.random(in: 0...255, using: &chance))
    entry.language = [LanguageCode("de"), .unknown].randomElement(using: &chance) ?? .unknown
    if role == .human { entry.author = UInt64.random(in: 0...3, using: &chance) }
    return entry
  }

  private func entry(_ clock: Double, _ chance: inout SeededGenerator) -> TimelineEntry {
    let time: Double? = Int.random(in: 0..<30, using: &chance) == 0 ? nil : clock
    switch Int.random(in: 0..<10, using: &chance) {
    case 0...3:
      let marks = [Marks.failure, .resolution, .humanRequest, .courtesyOnly, .capitals, []]
      let words: [Marks] = [.profanity, .mildProfanity, .negative, .punctuationRun, []]
      let mark = marks.randomElement(using: &chance) ?? []
      return says(
        .customer,
        time,
        .text,
        mark.union(words.randomElement(using: &chance) ?? []),
        echo: UInt16.random(in: 0...3, using: &chance),
        loop: UInt16.random(in: 0...3, using: &chance)
      )
    case 4...6:
      return reply(
        .bot,
        time,
        MessageKind.allCases.randomElement(using: &chance) ?? .text,
        &chance
      )
    case 7, 8: return reply(.human, time, .text, &chance)
    default:
      return event(
        EventKind.allCases.randomElement(using: &chance) ?? .other,
        time,
        Role.allCases.randomElement(using: &chance) ?? .unknown
      )
    }
  }
}
