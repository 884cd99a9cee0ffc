package import Conversations
package import Records
import Redaction
package import Wording

/// Where a message whose text is to be shown stands, as far as a timeline tells.
package struct TextPlace: Sendable, Hashable {
  package var format: Format
  package var conversation: String
  package var entry: TimelineEntry

  package init(format: Format, conversation: String, entry: TimelineEntry) {
    self.format = format
    self.conversation = conversation
    self.entry = entry
  }
}

/// Fetches the texts of a few messages while the inputs are read once more.
///
/// A timeline has no texts and no ids of messages. A message is known again by its conversation, time, role and the hash of
/// its wording; of two that agree in all of them the first in the input is taken, and both say the same.
package final class MessageTexts: MessageObserver, @unchecked Sendable {
  // Unchecked: one worker calls it, and the caller of `redacted` comes after.

  private struct Slot: Hashable {
    let time: Instant
    let role: Role
  }

  private struct Wanted {
    /// Places that are still looked for.
    var open: [Slot: [Int]] = [:]
    /// Ids and names of those who wrote.
    var names: Set<String> = []
  }

  private let places: [TextPlace]
  /// By the hash of the conversation's id; formats never share ids.
  private var wanted: [ByteHash: Wanted] = [:]
  private var texts: [[UInt8]?]
  private var scanner: TextScanner
  /// Names of those who wrote in the next batch.
  private var met: Set<String> = []
  /// The whole conversation that is coming in.
  private var current: ByteHash?

  package init(_ places: [TextPlace], lexicon: Lexicon) {
    self.places = places
    scanner = TextScanner(lexicon: lexicon)
    texts = Array(repeating: nil, count: places.count)
    for (index, place) in places.enumerated() {
      let slot = Slot(time: place.entry.time, role: place.entry.role)
      wanted[Self.name(place), default: Wanted()].open[slot, default: []].append(index)
    }
  }

  package func meet(_ name: ByteSlice) {
    if let name = name.string { met.insert(name) }
  }

  package func see(_ batch: RecordBatch, wholeFormat: Format, pieceFormat: Format) {
    defer { met.removeAll() }
    for index in 0..<batch.count {
      let record = batch.records[index]
      switch record.kind {
      case .begin:
        current = ByteHash(record.conversation, seed: UInt64(wholeFormat.rawValue))
        note(record, current)
      case .end: current = nil
      case .message, .event, .head:
        let name = current ?? ByteHash(record.conversation, seed: UInt64(pieceFormat.rawValue))
        note(record, name)
        if record.kind == .message { take(record, of: name) }
      }
    }
  }

  private static func name(_ place: TextPlace) -> ByteHash {
    Array(place.conversation.utf8).withUnsafeBytes {
      ByteHash($0, seed: UInt64(place.format.rawValue))
    }
  }

  private func note(_ record: RawRecord, _ name: ByteHash?) {
    guard let name, wanted[name] != nil else { return }
    if !met.isEmpty { wanted[name]?.names.formUnion(met) }
    for slice in [record.author, record.customer] {
      if let text = slice.string { wanted[name]?.names.insert(text) }
    }
  }

  private func take(_ record: RawRecord, of name: ByteHash) {
    guard !record.flags.contains(.isPrivate), !record.text.isAbsent, let open = wanted[name]?.open
    else { return }
    // A time that no chat can have was dropped when the timeline was made.
    for time in [record.time, .missing] {
      let slot = Slot(time: time, role: record.role)
      guard let waiting = open[slot], let found = matching(waiting, record) else { continue }
      texts[found] = Array(record.text.buffer)
      wanted[name]?.open[slot]?.removeAll { $0 == found }
      return
    }
  }

  private func matching(_ waiting: [Int], _ record: RawRecord) -> Int? {
    guard !waiting.isEmpty else { return nil }
    let side: TextSide =
      switch record.role {
      case .bot, .system: .bot
      case .human: .human
      case .customer, .unknown: .customer
      }
    let summary = scanner.scan(record.text.buffer, language: .unknown, side: side)
    return waiting.first {
      places[$0].entry.maskedHash == summary.maskedHash && places[$0].entry.words == summary.words
    }
  }

  /// The texts in the order of the places, redacted; nil where a message has none.
  package func redacted() -> [String?] {
    var redactors: [ByteHash: Redactor] = [:]
    for (name, found) in wanted { redactors[name] = Redactor(names: Array(found.names)) }
    return zip(places, texts).map { place, text in
      text.flatMap { redactors[Self.name(place)]?.redacted($0) }
    }
  }
}
