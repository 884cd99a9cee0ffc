import Conversations
import Records

/// Which contact of a conversation that was split an explicit field belongs to.
///
/// A field describes the conversation as the export cut it. Its result and its rating belong to one part: the last
/// one, or the last that had begun when a rating was given.
struct ContactHeads: Sendable {
  /// Contacts per conversation, in time order; only conversations with more than one part are listed.
  private var parts: [Int: [Part]] = [:]

  private struct Part {
    var contact: Int
    var number: Int32
    var start: Instant
  }

  init(_ contacts: ContactSet) {
    var seen = [Int32](repeating: 0, count: contacts.conversations.count)
    for item in contacts.items {
      for number in 0..<Int(item.memberCount) {
        seen[contacts.conversation(number, of: item)] += 1
      }
    }
    for (index, item) in contacts.items.enumerated() {
      for number in 0..<Int(item.memberCount) {
        let conversation = contacts.conversation(number, of: item)
        guard seen[conversation] > 1 else { continue }
        var start = Instant.missing
        contacts.withEntries(of: index) { start = contactStart(of: Array($0)) }
        parts[conversation, default: []].append(
          Part(contact: index, number: item.part, start: start)
        )
      }
      if index & 0xFFF == 0xFFF { contacts.restTimelines(of: index - 0xFFF..<index + 1) }
    }
    for conversation in parts.keys {
      parts[conversation]?.sort { ($0.start, $0.number) < ($1.start, $1.number) }
    }
  }

  func isSplit(_ conversation: Int) -> Bool { !parts.isEmpty && parts[conversation] != nil }

  /// Whether the conversation's result belongs to this contact.
  func ownsResult(of conversation: Int, contact: Int) -> Bool {
    guard !parts.isEmpty, let list = parts[conversation] else { return true }
    return list.last?.contact == contact
  }

  /// Whether a rating given at `time` belongs to this contact.
  func ownsRating(of conversation: Int, at time: Instant, contact: Int) -> Bool {
    guard !parts.isEmpty, let list = parts[conversation] else { return true }
    guard time.isKnown else { return list.last?.contact == contact }
    let owner = list.last { $0.start <= time } ?? list.first
    return owner?.contact == contact
  }
}
