/// Chat transcripts of Genesys eServices: one XML document per chat.
///
/// FORMATS 5.15.
package final class GenesysChatReader: FormatReader {
  package static let profile = FormatProfile(
    "genesys-chat-xml",
    tier: 1,
    confidence: "A",
    container: "one XML document per chat",
    sides: .partlyByName,
    tellsHandoff: true,
    tellsRating: false,
    recordsAreWhole: true,
    blindSpots: [
      "Times are whole seconds from the start of the chat.",
      "A bot whose party carries no style is told by its name alone.",
    ]
  )

  package static func claim(tag: XMLRootTag) -> XMLClaim? {
    guard tag.name.equals("chatTranscript") else { return nil }
    return XMLClaim(why: "the root element is chatTranscript", records: XMLPath([]))
  }

  package init() {}

  package func read(_ record: TreeNode, _ out: Emitter) {
    let start = out.time(record["@startAt"])
    let parties = GenesysParties(record, out)
    out.begin(record["@sessionId"].filled, about(start, parties))
    var left: Set<Int> = []
    for item in record.children {
      let isMessage = item.key.equals("message")
      guard isMessage || item.key.equals("newParty") || item.key.equals("partyLeft") else {
        continue
      }
      let time = start.advanced(by: Self.milliseconds(item["@timeShift"]))
      let number = parties.number(of: item["@userId"].text)
      let role = number.map { parties.list[$0].role } ?? .unknown
      if isMessage {
        message(item, number.map { parties.list[$0].who } ?? .unknown, time, out)
      } else if let number {
        if item.key.equals("newParty") {
          if role == .human { out.event(.agentJoined, at: time, by: .human, author: id(item)) }
        } else if left.insert(number).inserted {
          leave(item, number, parties, left, time, out)
        }
      }
    }
    out.end()
  }

  private func about(_ start: Stamp, _ parties: GenesysParties) -> About {
    var about = About()
    about.created = start
    about.channel = ByteSlice("chat")
    for party in parties.list where party.role == .customer {
      if about.customer.isAbsent {
        about.customer = party.data("CustomerId")
        if about.customer.isAbsent { about.customer = party.data("ContactId") }
      }
      if about.language.isAbsent { about.language = party.data("GCTI_LanguageCode") }
      if about.topic.isAbsent { about.topic = party.data("Subject") }
    }
    return about
  }

  private func message(_ item: TreeNode, _ who: Who, _ time: Stamp, _ out: Emitter) {
    out.message(
      out.authors.given(id: id(item)).map { Who($0, .given) } ?? who,
      at: time,
      text: out.store.wholeText(of: item["msgText"]),
      id: item["@eventId"].filled,
      author: id(item),
      isPrivate: isPrivate(item, out)
    )
  }

  private func leave(
    _ item: TreeNode,
    _ number: Int,
    _ parties: GenesysParties,
    _ left: Set<Int>,
    _ time: Stamp,
    _ out: Emitter
  ) {
    switch parties.list[number].role {
    case .human: out.event(.agentLeft, at: time, by: .human, author: id(item))
    case .customer: out.event(.customerLeft, at: time, by: .customer, author: id(item))
    case .bot:
      // The bot goes and somebody else comes: that is how it hands over.
      if parties.someoneJoins(after: number) { out.event(.handoffInitiated, at: time, by: .bot) }
    case .system, .unknown: break
    }
    // Parties of the system often stay in the transcript for ever.
    let stay = parties.list.indices.contains {
      parties.list[$0].role != .system && !left.contains($0)
    }
    if !stay {
      let asker = parties.number(of: item["@askerId"].text).map { parties.list[$0].role }
      out.event(.closed, at: time, by: asker ?? .unknown)
    }
  }

  private func id(_ item: TreeNode) -> ByteSlice { item["@userId"].filled }

  private func isPrivate(_ item: TreeNode, _ out: Emitter) -> Bool {
    let visibility = item["@visibility"].filled
    if visibility.equals("INT") || visibility.equals("VIP") { return true }
    if !visibility.isAbsent, !visibility.equals("ALL") { out.noteOdd("visibility", visibility) }
    return false
  }

  /// Seconds after the start; more than a century is no time shift.
  private static func milliseconds(_ shift: TreeNode) -> Int64 {
    guard let seconds = shift.number, seconds.magnitude < 3.2e9 else { return 0 }
    return Int64((seconds * 1_000).rounded())
  }
}
