package import Conversations
package import Records
import Serialization
import Wording

/// What an export holds, conversation by conversation.
///
/// FORMATS 2.7.
package struct Inspection: Sendable {
  package struct Row: Sendable, Equatable {
    package var id: String
    /// Public messages, in the order of `Role`.
    package var messages: [Int]
    package var notes: Int
    /// Nil when the export cannot say.
    package var handoffInitiated: Bool?
    package var handedOff: Bool
    package var first: Instant
    package var last: Instant
  }

  package var formats: [String]
  package var rows: [Row]
  package var duplicateMessages: Int
  package var duplicateConversations: Int
  package var testSessions: Int
  // Coverage, in conversations
  package var withCustomer = 0
  package var withTopic = 0
  package var withRating = 0
  package var withResolution = 0
  package var withComment = 0
  package var withTags = 0
  package var tags: [(name: String, count: Int)] = []
  /// How the roles of bots and humans are known, in public messages and notes.
  package var roleSources = RoleSources()
  package var languages: [(name: String, count: Int)] = []
  package var topics: [(name: String, count: Int)] = []
  package var customers = 0
  // Clocks, in messages and events
  package var untimed = 0
  package var naive = 0
  package var implausible = 0
  /// Older than what stands before them in their conversation, as the export orders it.
  package var late = 0
  package var events = 0
  // What was damaged
  package var badRecords = 0
  package var replacedSequences = 0
  package var oddNumbers = 0
  package var isIncomplete = false

  package init(_ transcripts: Transcripts) {
    let (kept, dropped) = deduplicate(transcripts.conversations)
    duplicateConversations = dropped
    badRecords = transcripts.recordsSetAside
    replacedSequences = transcripts.replacedSequences
    oddNumbers = transcripts.oddNumbers
    isIncomplete = transcripts.isIncomplete
    formats = []
    for input in transcripts.inputs {
      if let format = input.format, !formats.contains(format) { formats.append(format) }
    }
    formats.sort()
    duplicateMessages = 0
    testSessions = 0
    rows = []
    var customerIDs: Set<String> = []
    var languageCounts: [String: Int] = [:]
    var detectedCounts: [LanguageCode: Int] = [:]
    var topicCounts: [String: Int] = [:]
    var tagCounts: [String: Int] = [:]
    for conversation in kept {
      guard !conversation.isTest else {
        testSessions += 1
        continue
      }
      rows.append(Row(conversation))
      duplicateMessages += conversation.duplicateMessages
      if let customer = conversation.customer {
        withCustomer += 1
        customerIDs.insert(customer)
      }
      if let topic = conversation.topic {
        withTopic += 1
        topicCounts[topic, default: 0] += 1
      }
      if conversation.rating != nil { withRating += 1 }
      if conversation.rating?.hasComment == true { withComment += 1 }
      if !conversation.tags.isEmpty { withTags += 1 }
      for tag in Set(conversation.tags) { tagCounts[tag, default: 0] += 1 }
      roleSources += conversation.roleSources
      if conversation.resolution != nil { withResolution += 1 }
      if let language = conversation.language {
        languageCounts[language, default: 0] += 1
      } else if conversation.detectedLanguage != .unknown {
        detectedCounts[conversation.detectedLanguage, default: 0] += 1
      }
      naive += conversation.naiveTimestamps
      implausible += conversation.implausibleTimestamps
      late += conversation.lateEntries
      for entry in conversation.timeline {
        if !entry.time.isKnown { untimed += 1 }
        if entry.isEvent { events += 1 }
      }
    }
    for (language, count) in detectedCounts {
      languageCounts["\(language) (detected)", default: 0] += count
    }
    customers = customerIDs.count
    languages = Self.ranked(languageCounts)
    topics = Self.ranked(topicCounts)
    tags = Self.ranked(tagCounts)
  }

  private static func ranked(_ counts: [String: Int]) -> [(name: String, count: Int)] {
    counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { ($0.key, $0.value) }
  }

  package var messagesByRole: [Int] {
    var sums = [Int](repeating: 0, count: Role.allCases.count)
    for row in rows { for role in sums.indices { sums[role] += row.messages[role] } }
    return sums
  }

  package var notes: Int { rows.reduce(0) { $0 + $1.notes } }

  /// The object of FORMATS 2.7, for the whole run as one.
  package func json() -> [UInt8] {
    var out = JSONWriter(indented: true)
    // A row takes some 300 bytes: without the room all of it would be moved each time when it has doubled.
    out.reserve(rows.count * 320)
    out.object { out in
      if formats.count == 1 {
        out.member("format", formats[0])
      } else {
        out.member("format", array: { out in for format in formats { out.value(format) } })
      }
      out.member("conversations", rows.count)
      let sums = messagesByRole
      out.member(
        "messages_by_role",
        object: { out in
          for role in Role.allCases where role != .unknown || sums[Int(role.rawValue)] > 0 {
            out.member(role.name, sums[Int(role.rawValue)])
          }
        }
      )
      out.member("notes", notes)
      out.member("duplicate_messages_dropped", duplicateMessages)
      if testSessions > 0 { out.member("test_sessions_excluded", testSessions) }
      out.member(
        "per_conversation",
        array: { out in
          for row in rows { out.object { row.write(&$0) } }
        }
      )
      out.member("duplicate_conversations_dropped", duplicateConversations)
      out.member(
        "roles",
        object: { out in
          out.member("by_name", roleSources.byName)
          out.member("given", roleSources.given)
          out.member("conflicts", roleSources.conflicts)
        }
      )
      out.member("rated", withRating)
      out.member("rated_with_comment", withComment)
      out.member("tagged", withTags)
      out.member("bad_records", badRecords)
      out.member("replaced_bytes", replacedSequences)
      out.member("numbers_read_as_null", oddNumbers)
      out.member("incomplete", isIncomplete)
    }
    out.newline()
    return out.bytes
  }
}

extension Inspection.Row {
  init(_ conversation: Conversation) {
    id = conversation.id
    messages = [Int](repeating: 0, count: Role.allCases.count)
    notes = 0
    handoffInitiated = conversation.tellsHandoff && conversation.format.tellsHandoff ? false : nil
    handedOff = false
    first = .missing
    last = .missing
    var sawBot = false
    for entry in conversation.timeline {
      if entry.isEvent {
        if entry.is(.handoffInitiated) { handoffInitiated = true }
        if entry.is(.agentJoined), entry.role != .bot, sawBot { handedOff = true }
        continue
      }
      guard entry.isPublicMessage else {
        notes += 1
        continue
      }
      messages[Int(entry.role.rawValue)] += 1
      if entry.role == .bot { sawBot = true }
      if entry.role == .human, sawBot { handedOff = true }
      if entry.time.isKnown {
        if !first.isKnown || entry.time < first { first = entry.time }
        if entry.time > last { last = entry.time }
      }
    }
    if let told = conversation.explicitHandedOff { handedOff = told }
  }

  /// The names of its members, in the order of writing.
  private enum Names {
    static let id = JSONWriter.Name("id")
    static let messages = [Role.customer, .bot, .human, .system].map {
      ($0, JSONWriter.Name($0.name + "_messages"))
    }
    static let notes = JSONWriter.Name("notes")
    static let handoffInitiated = JSONWriter.Name("handoff_initiated")
    static let handedOff = JSONWriter.Name("handed_off")
    static let first = JSONWriter.Name("first_message_time")
    static let last = JSONWriter.Name("last_message_time")
  }

  func write(_ out: inout JSONWriter) {
    out.key(Names.id)
    out.value(id)
    for (role, name) in Names.messages {
      out.key(name)
      out.value(messages[Int(role.rawValue)])
    }
    out.key(Names.notes)
    out.value(notes)
    out.key(Names.handoffInitiated)
    out.value(handoffInitiated)
    out.key(Names.handedOff)
    out.value(handedOff)
    out.key(Names.first)
    out.value(first.isKnown ? first.iso8601 : nil)
    out.key(Names.last)
    out.value(last.isKnown ? last.iso8601 : nil)
  }
}
