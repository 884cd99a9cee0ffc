import Diagnostics
import Records

/// The slow way to the same records: a tree first, then one field after another, as FORMATS 3 reads.
struct ReferenceDecoder {
  var records: [DecodedRecord] = []
  var faults: [ProblemKind] = []
  var unknownFields: [String: Int] = [:]

  private static let known: Set<String> = [
    "schema", "type", "conversation_id", "message_id", "timestamp", "role", "text", "author_id",
    "customer_id", "channel", "language", "topic", "visibility", "kind", "seq", "attachments",
    "redacted", "event", "actor", "actor_id", "detail", "grouped", "parent_id", "direction",
    "created_at", "updated_at", "closed_at", "status", "csat", "resolution", "handled_by", "entry",
    "test", "spam", "tags", "labels",
  ]

  init(line: [UInt8]) {
    guard line.contains(where: { ![0x20, 0x09, 0x0D, 0x0A, 0x1E].contains($0) }) else { return }
    guard let value = try? JSONValue.parse(line), case .object(let members) = value else {
      faults = [.malformed]
      return
    }
    do {
      try whole(value, members)
    } catch {
      records = []
      faults = [error.kind]
    }
  }

  private mutating func whole(_ value: JSONValue, _ members: [JSONValue.Member]) throws(Refusal) {
    count(members, isItem: false)
    let lists = members.filter { $0.key == "items" }
    for list in lists {
      for item in list.value.array ?? [] {
        if case .object(let members) = item { count(members, isItem: true) }
      }
    }
    guard let id = identifier(value["conversation_id"]), !id.isEmpty else {
      throw Refusal(lacking: value["conversation_id"])
    }
    var record = DecodedRecord(.head)
    try fill(&record, value)
    record.conversation = id
    if let items = lists.last {
      record.kind = .begin
      record.head = record.head ?? DecodedRecord.Head()
      records.append(record)
      for item in items.value.array ?? [] {
        do throws(Refusal) {
          guard case .object = item else { throw Refusal(.badValue) }
          records.append(try self.item(item))
        } catch {
          faults.append(error.kind)
        }
      }
      var end = DecodedRecord(.end)
      end.conversation = id
      records.append(end)
    } else if value["type"]?.string == "conversation" {
      record.head = record.head ?? DecodedRecord.Head()
      records.append(record)
    } else {
      records.append(try item(value))
    }
  }

  private func item(_ value: JSONValue) throws(Refusal) -> DecodedRecord {
    var record = DecodedRecord(.message)
    try fill(&record, value)
    record.conversation = identifier(value["conversation_id"])
    let type = value["type"]?.string
    let role = value["role"]?.string
    let event = value["event"]?.string
    if type == "event" || (type == nil && event != nil && role == nil) {
      guard let event else { throw Refusal(lacking: value["event"]) }
      record.kind = .event
      record.shape = (EventKind.allCases.first { $0.name == event } ?? .other).rawValue
      record.role = Self.role(value["actor"]?.string ?? "") ?? .unknown
      record.author = record.author ?? identifier(value["actor_id"])
      let detail = value["detail"]
      if detail?["ok"] == .bool(true) { record.flags.insert(.succeeded) }
      if event == "survey_answered", let rating = rating(detail) {
        record.head = record.head ?? DecodedRecord.Head()
        record.head?.rating = rating
        record.head?.ratingTime = record.time
      }
      return record
    }
    guard type == nil || type == "message" else { throw Refusal(.badValue) }
    guard let role else { throw Refusal(lacking: value["role"]) }
    if let known = Self.role(role) { record.role = known } else { record.flags.insert(.oddRole) }
    let hasWords = record.text?.utf8.contains { $0 > 0x20 } ?? false
    guard hasWords || !record.flags.isDisjoint(with: [.attachment, .redacted]) else {
      throw Refusal(lacking: value["text"])
    }
    if value["visibility"]?.string == "private" { record.flags.insert(.isPrivate) }
    if let word = value["kind"]?.string,
      let kind = MessageKind.allCases.first(where: { $0.name == word })
    {
      record.shape = kind.rawValue
      record.flags.insert(.explicitKind)
    }
    return record
  }

  /// What messages, events and heads have in common.
  private func fill(_ record: inout DecodedRecord, _ value: JSONValue) throws(Refusal) {
    record.message = identifier(value["message_id"])
    record.author = identifier(value["author_id"])
    record.customer = identifier(value["customer_id"])
    record.channel = value["channel"]?.string
    record.topic = value["topic"]?.string
    record.language = value["language"]?.string
    record.text = value["text"]?.string
    switch value["seq"] {
    case .integer(let number):
      record.sequence = number
      record.flags.insert(.hasSequence)
    case .number: throw Refusal(.badValue)
    default: break
    }
    switch value["attachments"] {
    case .array(let list) where !list.isEmpty: record.flags.insert(.attachment)
    case .object(let list) where !list.isEmpty: record.flags.insert(.attachment)
    case .string(let text) where !text.isEmpty: record.flags.insert(.attachment)
    default: break
    }
    if value["redacted"] == .bool(true) { record.flags.insert(.redacted) }
    if value["grouped"] == .bool(true) { record.flags.insert(.grouped) }
    var isNaive = false
    record.time = try time(value["timestamp"], &isNaive)
    if isNaive { record.flags.insert(.naiveTime) }
    guard case .object(let members) = value,
      members.contains(where: { Self.headFields.contains($0.key) })
    else { return }
    var head = DecodedRecord.Head()
    head.parent = identifier(value["parent_id"])
    head.status = value["status"]?.string
    head.handledBy = value["handled_by"]?.string
    head.entry = value["entry"]?.string
    head.direction = value["direction"]?.string
    head.created = try time(value["created_at"], &isNaive)
    head.updated = try time(value["updated_at"], &isNaive)
    head.closed = try time(value["closed_at"], &isNaive)
    head.isTest = value["test"] == .bool(true)
    head.isSpam = value["spam"] == .bool(true)
    if let rating = rating(value["csat"]) {
      head.rating = rating
      head.ratingTime = (try? time(value["csat"]?["timestamp"], &isNaive)) ?? .missing
    }
    if let word = value["resolution"]?["value"]?.string {
      guard word == "resolved" || word == "unresolved" else { throw Refusal(.badValue) }
      let party =
        switch value["resolution"]?["by"]?.string {
        case "customer", "user": "customer"
        case "bot", "assistant": "bot"
        case "human", "agent": "human"
        default: "timer"
        }
      head.resolution = word + " by " + party
    }
    record.head = head == DecodedRecord.Head() ? nil : head
  }

  private static let headFields: Set<String> = [
    "parent_id", "status", "handled_by", "entry", "direction", "created_at", "updated_at",
    "closed_at", "test", "spam", "csat", "resolution",
  ]

  private mutating func count(_ members: [JSONValue.Member], isItem: Bool) {
    for member in members
    where !Self.known.contains(member.key) && (isItem || member.key != "items") {
      unknownFields[member.key, default: 0] += 1
    }
  }

  private static func role(_ word: String) -> Role? {
    switch word {
    case "customer", "user": .customer
    case "bot", "assistant": .bot
    case "human", "agent": .human
    case "system": .system
    case "unknown": .unknown
    default: nil
    }
  }

  private func rating(_ value: JSONValue?) -> [Double]? {
    func number(_ key: String) -> Double? {
      value?[key]?.double.flatMap { $0.isFinite ? $0 : nil }
    }
    guard let score = number("score") else { return nil }
    return [score, number("min") ?? 1, number("max") ?? 5]
  }

  private func identifier(_ value: JSONValue?) -> String? {
    switch value {
    case .string(let text): text
    case .integer(let number): String(number)
    case .number(let number): "\(number)"
    default: nil
    }
  }

  private func time(_ value: JSONValue?, _ isNaive: inout Bool) throws(Refusal) -> Instant {
    var text: String
    switch value {
    case .string(let string): text = string
    case .integer(let number): text = String(number)
    case .number(let number): text = number.description
    default: return .missing
    }
    var parser = TimestampParser(assumed: .utc)
    guard let found = text.withUTF8({ parser.parse(UnsafeRawBufferPointer($0)) }) else {
      throw Refusal(.badValue)
    }
    if found.isNaive { isNaive = true }
    return found.instant
  }
}

/// Why the reference refuses a record or an item.
private struct Refusal: Error {
  var kind: ProblemKind
  init(_ kind: ProblemKind) { self.kind = kind }
  /// For want of a string: there is none, or something else stands in its place.
  init(lacking value: JSONValue?) {
    switch value {
    case .integer, .number, .bool, .array, .object: kind = .badValue
    default: kind = .missingField
    }
  }
}
