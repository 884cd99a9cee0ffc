package import Conversations
package import Records
import Serialization
import Wording

/// Writes what a later run needs to know of a conversation, for facts files and for the history store.
package struct ConversationWriter: Sendable {
  /// Names of the inputs by their rank; nil where the place of a conversation is kept elsewhere.
  let inputs: [String]?
  let keys: FactRowKeys

  package init(inputs: [String]?, keys: FactRowKeys) {
    self.inputs = inputs
    self.keys = keys
  }

  /// One object without a line end; `FactRowReader.conversation(in:)` reads it back.
  package func bytes(of conversation: Conversation) -> [UInt8] {
    var json = JSONWriter()
    json.object { write(conversation, to: &$0) }
    return json.bytes
  }

  /// The customer as the file names it; nil when unknown.
  package func customer(of conversation: Conversation) -> String? {
    guard let customer = conversation.customer, !customer.isEmpty else { return nil }
    return keys.customer(customer)
  }

  func name(ofInput input: Int) -> String? {
    guard let inputs, inputs.indices.contains(input) else { return nil }
    return inputs[input]
  }

  /// Everything that a later run needs to know of a conversation.
  ///
  /// Fields that hold nothing are left out.
  func write(_ conversation: Conversation, to json: inout JSONWriter) {
    json.member("id", conversation.id)
    json.member("format", conversation.format.factWord)
    if let parent = conversation.parent { json.member("parent", parent) }
    if let customer = customer(of: conversation) { json.member("customer", customer) }
    if let channel = conversation.channel { json.member("channel", channel) }
    if let topic = conversation.topic { json.member("topic", topic) }
    if let language = conversation.language { json.member("language", language) }
    if conversation.detectedLanguage != .unknown {
      json.member("detected_language", conversation.detectedLanguage.description)
    }
    write("missing_lists", Int(conversation.missingLists.rawValue), to: &json)
    switch conversation.direction {
    case .inbound: json.member("direction", "inbound")
    case .outbound: json.member("direction", "outbound")
    case nil: break
    }
    write("created", conversation.created, to: &json)
    write("updated", conversation.updated, to: &json)
    write("closed", conversation.closed, to: &json)
    if let rating = conversation.rating { write(rating, to: &json) }
    if let resolution = conversation.resolution { write(resolution, to: &json) }
    // What is no such word has no effect, and may be anything.
    if let handledBy = conversation.explicitHandledBy,
      HandledBy.allCases.contains(where: { $0.name == handledBy })
    {
      json.member("handled_by", handledBy)
    }
    if let entry = conversation.explicitEntry,
      EntryCohort.allCases.contains(where: { $0.name == entry })
    {
      json.member("entry", entry)
    }
    if let span = conversation.explicitHandleTime { json.member("handle_time", Int(span)) }
    if let span = conversation.explicitAfterWork { json.member("after_work", Int(span)) }
    if let told = conversation.explicitHandedOff { json.member("handed_off", told) }
    if !conversation.tags.isEmpty {
      json.member("tags", array: { json in for tag in conversation.tags { json.value(tag) } })
    }
    if conversation.isTest { json.member("test", true) }
    if conversation.isSpam { json.member("spam", true) }
    if inputs != nil {
      json.member("file", name(ofInput: conversation.source.input))
      json.member("line", conversation.source.line)
    }
    write("duplicate_messages", conversation.duplicateMessages, to: &json)
    write("naive_timestamps", conversation.naiveTimestamps, to: &json)
    write("implausible_timestamps", conversation.implausibleTimestamps, to: &json)
    write("roles_by_name", conversation.roleSources.byName, to: &json)
    write("roles_given", conversation.roleSources.given, to: &json)
    write("role_conflicts", conversation.roleSources.conflicts, to: &json)
    write(conversation.timeline, to: &json)
  }

  private func write(_ timeline: [TimelineEntry], to json: inout JSONWriter) {
    // Times are written as distances: digits that all entries share would be most of the file.
    let base = timeline.first { $0.time.isKnown }?.time
    if let base { write("t0", base, to: &json) }
    json.member(
      "timeline",
      array: { json in
        for entry in timeline {
          json.array { json in
            let distance = base.map { entry.time.milliseconds &- $0.milliseconds }
            json.value(entry.time.isKnown ? distance.map(Int.init) : nil)
            json.value(Int(entry.role.rawValue))
            json.value(Int(entry.shape))
            json.value(Int(entry.flags.rawValue))
            json.value(Int(entry.marks.rawValue))
            json.value(Int(entry.words))
            json.value(wording(of: entry))
            json.value(author(of: entry))
            json.value(Int(entry.echo))
            json.value(Int(entry.loop))
            json.value(entry.language == .unknown ? nil : entry.language.description)
            json.value(Int(entry.destination))
            json.value(Int(entry.links.rawValue))
            json.value(Int(entry.detections.rawValue))
          }
        }
      }
    )
  }

  /// The hash of the masked text, or `0` where nothing would compare it.
  ///
  /// Replies are compared across contacts (canned replies, loops). Of customers' messages only those that another
  /// record of the same contact could repeat are compared, so no hash of the rest is given away.
  private func wording(of entry: TimelineEntry) -> String {
    guard entry.isMessage, entry.role.isResponder || entry.canEcho else { return "0" }
    return hexadecimal(entry.maskedHash, keys.wording)
  }

  /// Only responders are told apart by author; a customer's author id is the customer's id.
  private func author(of entry: TimelineEntry) -> String {
    entry.role.isResponder ? hexadecimal(entry.author, keys.author) : "0"
  }

  /// 0 means "none" before and after.
  private func hexadecimal(_ hash: UInt64, _ mixed: (UInt64) -> UInt64) -> String {
    hash == 0 ? "0" : String(max(1, mixed(hash)), radix: 16)
  }

  private func write(_ name: String, _ instant: Instant, to json: inout JSONWriter) {
    if instant.isKnown { json.member(name, Int(instant.milliseconds)) }
  }

  private func write(_ name: String, _ count: Int, to json: inout JSONWriter) {
    if count != 0 { json.member(name, count) }
  }

  private func write(_ rating: Rating, to json: inout JSONWriter) {
    json.member(
      "rating",
      object: { json in
        write("score", exactly: rating.score, to: &json)
        write("min", exactly: rating.min, to: &json)
        write("max", exactly: rating.max, to: &json)
        write("time", rating.time, to: &json)
        if rating.hasComment { json.member("comment", true) }
      }
    )
  }

  /// Numbers that ten digits do not hold are written as text, so that they come back as they were.
  private func write(_ name: String, exactly value: Double, to json: inout JSONWriter) {
    if Double(formatted(value)) == value, value.isFinite {
      json.member(name, value)
    } else {
      json.member(name, value.description)
    }
  }

  private func write(_ resolution: Resolution, to json: inout JSONWriter) {
    json.member(
      "resolution",
      object: { json in
        json.member("resolved", resolution.resolved)
        json.member("by", resolution.by.factWord)
      }
    )
  }
}

extension Format {
  private static let mapped = "mapping:"

  /// The word for the format in a facts file: a mapping's name is marked, as the mapping need not be at hand later.
  package var factWord: String { profile == nil ? Self.mapped + name : name }

  init?(factWord: String) {
    if factWord.hasPrefix(Self.mapped) {
      self.init(mapping: String(factWord.dropFirst(Self.mapped.count)))
    } else if let known = Self.allCases.first(where: { $0.name == factWord }) {
      self = known
    } else {
      return nil
    }
  }
}

extension Resolution.Party {
  /// The word for the party in a facts file.
  var factWord: String {
    switch self {
    case .customer: "customer"
    case .bot: "bot"
    case .human: "human"
    case .timer: "timer"
    }
  }

  init?(factWord: String) {
    switch factWord {
    case "customer": self = .customer
    case "bot": self = .bot
    case "human": self = .human
    case "timer": self = .timer
    default: return nil
    }
  }
}
