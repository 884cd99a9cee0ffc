import Conversations
import Records

extension FactBuilder {
  /// METRICS 5.4: only what is fixed before the first reply.
  func layOutStrata(
    _ table: inout ContactTable,
    _ facts: [ContactFacts],
    _ links: [Link],
    _ order: [Int]
  ) {
    var topics = Codes()
    var languages = Codes()
    var channels = Codes()
    for (row, index) in order.enumerated() {
      table.strata.topic.append(topics.code(firstKnown(index, .topic)))
      table.strata.language.append(languages.code(firstKnown(index, .language)))
      table.strata.channel.append(channels.code(firstKnown(index, .channel)))
      table.strata.hourBand.append(hourBand(facts[index].start))
      table.strata.priorBand.append(
        priorBand(links[row], start: facts[index].start, customerKnown: table.customerKnown[row])
      )
      table.strata.firstLength.append(Self.lengthBand(facts[index].firstWords))
      table.strata.firstAttachment.append(facts[index].firstAttachment)
      table.strata.frustratedBefore.append(facts[index].frustratedBefore)
    }
    table.strata.topicNames = topics.names
    table.strata.languageNames = languages.names
    table.strata.channelNames = channels.names
  }

  private func hourBand(_ start: Instant) -> UInt8 {
    guard start.isKnown else { return 0 }
    let wallClock = options.rules.zone.wallClock(start)
    let day = CivilDate.day(ofWallClock: wallClock)
    if CivilDate.weekday(ofDay: day) >= 5 { return 3 }
    return (8..<18).contains(CivilDate.hour(ofWallClock: wallClock)) ? 1 : 2
  }

  /// In the first 30 days of the export only "3 or more" can be known: earlier contacts were not seen.
  private func priorBand(_ link: Link, start: Instant, customerKnown: Bool) -> UInt8 {
    guard customerKnown, start.isKnown else { return 0 }
    if link.priorContacts >= 3 { return 3 }
    guard let observed = start.since(observation.start), observed >= options.priorWindow else {
      return 0
    }
    return link.priorContacts == 0 ? 1 : 2
  }

  private static func lengthBand(_ words: Int?) -> UInt8 {
    switch words {
    case nil: 0
    case .some(...8): 1
    case .some(...25): 2
    default: 3
    }
  }
}

/// Codes for names in order of first appearance; 0 is unknown.
private struct Codes {
  private(set) var names = ["unknown"]
  private var codes: [String: Int32] = [:]

  mutating func code(_ name: String?) -> Int32 {
    guard let name else { return 0 }
    if let code = codes[name] { return code }
    let code = Int32(names.count)
    names.append(name)
    codes[name] = code
    return code
  }
}
