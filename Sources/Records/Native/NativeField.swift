/// The fields of Onpar's own layouts (FORMATS 3), by a number that a `switch` can use.
package enum NativeField: UInt8, CaseIterable {
  case unknown = 0
  case schema, type, conversationID, messageID, timestamp, role, text, authorID, customerID
  case channel, language, topic, visibility, kind, sequence, attachments, redacted
  case event, actor, actorID, detail, grouped
  case parentID, direction, createdAt, updatedAt, closedAt, status, csat, resolution
  case handledBy, entry, test, spam, items, tags, labels

  var key: StaticString {
    switch self {
    case .unknown: ""
    case .schema: "schema"
    case .type: "type"
    case .conversationID: "conversation_id"
    case .messageID: "message_id"
    case .timestamp: "timestamp"
    case .role: "role"
    case .text: "text"
    case .authorID: "author_id"
    case .customerID: "customer_id"
    case .channel: "channel"
    case .language: "language"
    case .topic: "topic"
    case .visibility: "visibility"
    case .kind: "kind"
    case .sequence: "seq"
    case .attachments: "attachments"
    case .redacted: "redacted"
    case .event: "event"
    case .actor: "actor"
    case .actorID: "actor_id"
    case .detail: "detail"
    case .grouped: "grouped"
    case .parentID: "parent_id"
    case .direction: "direction"
    case .createdAt: "created_at"
    case .updatedAt: "updated_at"
    case .closedAt: "closed_at"
    case .status: "status"
    case .csat: "csat"
    case .resolution: "resolution"
    case .handledBy: "handled_by"
    case .entry: "entry"
    case .test: "test"
    case .spam: "spam"
    case .items: "items"
    case .tags: "tags"
    // A corpus's own labels: known, and never read.
    case .labels: "labels"
    }
  }
}

/// Finds a field by the bytes of its key: one multiplication and, nearly always, one comparison.
struct NativeFieldTable {
  private static let bits = 7
  private var slots = [UInt8](repeating: 0, count: 1 << Self.bits)
  private let keys: [StaticString] = NativeField.allCases.map(\.key)

  init() {
    for field in NativeField.allCases where field != .unknown {
      let key = field.key
      var slot = Self.slot(key.utf8Start, key.utf8CodeUnitCount)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = field.rawValue
    }
  }

  @inline(__always)
  func field(_ key: ByteSlice) -> NativeField {
    guard let start = key.start, key.count > 0 else { return .unknown }
    var slot = Self.slot(start, key.count)
    while true {
      let code = slots[slot]
      if code == 0 { return .unknown }
      if key.equals(keys[Int(code)]) { return NativeField(rawValue: code) ?? .unknown }
      slot = (slot + 1) & (slots.count - 1)
    }
  }

  @inline(__always)
  private static func slot(_ start: UnsafePointer<UInt8>, _ count: Int) -> Int {
    let mixed =
      UInt32(start[0]) &* 31 &+ UInt32(start[count - 1]) &* 131 &+ UInt32(start[count >> 1]) &* 17
      &+ UInt32(truncatingIfNeeded: count) &* 7919
    return Int((mixed &* 0x9E37_79B1) >> UInt32(32 - bits))
  }
}

/// How often each field that Onpar does not know occurred.
///
/// Of more than `capacity` names the first in the order of their bytes are kept, so that it does not matter which
/// worker met which line: a name that stays was never given up by any of them.
package struct UnknownFields {
  private var names: [[UInt8]] = []
  private var counts: [Int] = []
  private var last = 0
  private static let capacity = 64

  package init() {}

  package mutating func count(_ key: ByteSlice) {
    // Nearly always the name that was counted last, or the only one.
    if last < names.count, matches(names[last], key) {
      counts[last] += 1
      return
    }
    for index in names.indices where matches(names[index], key) {
      counts[index] += 1
      last = index
      return
    }
    // Told apart as they will be written: bytes that are no UTF-8 are all alike.
    merge([(String(decoding: key.buffer, as: UTF8.self), 1)])
  }

  private func matches(_ name: [UInt8], _ key: ByteSlice) -> Bool {
    guard let start = key.start, name.count == key.count else { return false }
    return name.withUnsafeBufferPointer { bytes in
      bytes.baseAddress.map { ByteSlice.areEqual($0, start, key.count) } ?? true
    }
  }

  /// Name and count, in order of the name's bytes.
  package var all: [(name: String, count: Int)] {
    zip(names, counts).map { (String(decoding: $0, as: UTF8.self), $1) }.sorted { $0.0 < $1.0 }
  }

  package mutating func merge(_ other: [(name: String, count: Int)]) {
    for (name, count) in other {
      let bytes = Array(name.utf8)
      if let index = names.firstIndex(of: bytes) {
        counts[index] += count
      } else {
        add(bytes, count)
      }
    }
  }

  /// Adds a name that is not there yet, in place of the last one if there are too many.
  private mutating func add(_ name: [UInt8], _ count: Int) {
    if names.count < Self.capacity {
      names.append(name)
      counts.append(count)
      return
    }
    var greatest = 0
    for index in names.indices where names[greatest].lexicographicallyPrecedes(names[index]) {
      greatest = index
    }
    guard name.lexicographicallyPrecedes(names[greatest]) else { return }
    names[greatest] = name
    counts[greatest] = count
  }
}
