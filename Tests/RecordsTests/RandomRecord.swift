import TestSupport

/// Writes records that are likely and records that are not, always with sound JSON.
struct RandomRecord {
  var random: SeededRandom

  init(seed: Int) { random = SeededRandom(seed) }

  private static let strings = [
    "", " ", "a", "c1", "Hello, where is my order?", "grüße 😀", "tab\\there", "q\\\"q",
    "\\u0041\\ud83d\\ude00",
    "\\ud83d", "\\u0000", "line\\nline", "0123456789012345678901234567890123456789", "\\\\", "\\/",
  ]
  private static let times = [
    "\"2025-03-03T10:00:00Z\"", "\"2025-03-03T10:00:00.123Z\"", "\"2025-03-03 10:00:00\"",
    "1741000000",
    "1741000000123", "1741000000.25", "\"1741000000\"", "null", "\"2025-03-03T10:00:00+01:00\"",
    "\"2025-03-03T10:00:00\\u002B01:00\"", "\"soon\"", "\"\"", "1e400",
  ]
  private static let words: [String: [String]] = [
    "role": [
      "customer", "user", "bot", "assistant", "human", "agent", "system", "unknown", "tool", "Bot",
    ],
    "actor": ["customer", "bot", "human", "nobody"],
    "type": ["message", "event", "conversation", "note"],
    "event": ["closed", "solved", "survey_answered", "action", "handoff_initiated", "sneezed"],
    "kind": ["text", "menu", "survey", "auto_ack", "odd"], "visibility": ["public", "private"],
    "direction": ["inbound", "outbound", "sideways"],
  ]
  private static let names = [
    "schema", "type", "conversation_id", "message_id", "timestamp", "role", "text", "author_id",
    "customer_id", "channel", "language", "topic", "visibility", "kind", "seq", "attachments",
    "redacted",
    "event", "actor", "actor_id", "detail", "grouped", "parent_id", "direction", "created_at",
    "updated_at",
    "closed_at", "status", "csat", "resolution", "handled_by", "entry", "test", "spam", "tags",
    "labels",
    "foo", "Text", "", "text ",
  ]

  mutating func line() -> String { object(isItem: false) }

  private mutating func space() -> String {
    random.once(in: 6) ? random.pick([" ", "  ", "\t", "\r", " \u{1E}"]) : ""
  }

  private mutating func object(isItem: Bool) -> String {
    var members: [String] = []
    if !isItem || random.once(in: 10) { members.append(member("conversation_id")) }
    if random.below(4) > 0 { members.append(member("role")) }
    if random.below(4) > 0 { members.append(member("text")) }
    if random.once(in: 2) { members.append(member("timestamp")) }
    for _ in 0..<random.below(6) { members.append(member(random.pick(Self.names))) }
    if !isItem, random.once(in: 3) { members.append(key("items") + items()) }
    if !isItem, random.once(in: 20) {
      members.append(key("items") + random.pick(["null", "[]", "7", items()]))
    }
    members.shuffle(using: &random)
    return space() + "{" + members.joined(separator: ",") + "}" + space()
  }

  private mutating func items() -> String {
    var list: [String] = []
    for _ in 0..<random.below(4) {
      list.append(random.once(in: 12) ? any(2) : object(isItem: true))
    }
    return "[" + list.joined(separator: ",") + space() + "]"
  }

  private mutating func key(_ name: String) -> String {
    var written = name
    if random.once(in: 15), let first = name.utf8.first {
      written = "\\u00" + String(first, radix: 16) + name.dropFirst()
    }
    return space() + "\"" + written + "\"" + space() + ":" + space()
  }

  private mutating func member(_ name: String) -> String { key(name) + value(name) + space() }

  private mutating func value(_ name: String) -> String {
    if random.once(in: 12) { return any(3) }
    if let words = Self.words[name] { return "\"" + random.pick(words) + "\"" }
    switch name {
    case "timestamp", "created_at", "updated_at", "closed_at":
      return random.once(in: 3) ? random.pick(Self.times) : random.pick(Array(Self.times.prefix(4)))
    case "seq":
      return random.pick(["1", "2", "-3", "0", "1.5", "99999999999999999999", "\"4\"", "null"])
    case "attachments":
      return random.pick(["[]", "[ ]", "[{\"name\":\"x\"}]", "null", "{}", "[   ]"])
    case "redacted", "grouped", "test", "spam": return random.pick(["true", "false", "null", "1"])
    case "csat", "detail":
      return
        "{\"score\":\(random.pick(["1", "4.5", "null", "NaN", "1e400", "\"5\""])),\"max\":\(random.pick(["5", "10", "null"])),\"ok\":\(random.pick(["true", "false", "1"])),\"timestamp\":\(random.pick(Self.times))}"
    case "resolution":
      return
        "{\"value\":\(random.pick(["\"resolved\"", "\"unresolved\"", "\"resolved\"", "null", "\"done\""])),\"by\":\(random.pick(["\"bot\"", "\"agent\"", "\"user\"", "\"cat\"", "null"]))}"
    case "conversation_id":
      return random.pick(["\"c1\"", "\"c\\u0031\"", "17", "\"c1\"", "null", "\"\""])
    case "message_id", "author_id", "customer_id", "actor_id", "parent_id":
      return random.once(in: 2)
        ? "\"" + random.pick(Self.strings) + "\"" : String(random.below(100) - 5)
    default: return "\"" + random.pick(Self.strings) + "\""
    }
  }

  /// Any value at all.
  private mutating func any(_ depth: Int) -> String {
    switch random.below(depth > 0 ? 9 : 6) {
    case 0: return random.pick(["null", "true", "false", "NaN", "Infinity", "-Infinity"])
    case 1: return String(random.below(2_000) - 1_000)
    case 2: return random.pick(["0.5", "-1.25e2", "1e400", "12345678901234567890"])
    case 3, 4, 5: return "\"" + random.pick(Self.strings) + "\""
    case 6:
      return "[" + space() + (random.once(in: 3) ? "" : any(depth - 1) + "," + any(depth - 1)) + "]"
    default:
      return random.once(in: 4)
        ? "{" + space() + "}"
        : "{" + key("x") + any(depth - 1) + "," + key("score") + any(depth - 1) + "}"
    }
  }
}
