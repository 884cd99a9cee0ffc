package import Conversations
package import Diagnostics
import Records

/// Reads facts files back to the conversations they were made of.
///
/// Lines may come from any number of files in any order. A line that is not what it should be becomes a `Problem`
/// and gives nothing, never half a row.
///
/// ```swift
/// var reader = FactRowReader()
/// for (number, line) in lines { reader.read(line, at: SourcePosition(input: 0, line: number)) }
/// let facts = reader.finish()
/// let (kept, dropped) = deduplicate(facts.conversations)
/// ```
package struct FactRowReader: Sendable {
  /// What was wrong with the lines.
  package private(set) var problems = ProblemLedger()
  private var conversations: [Conversation] = []
  private var counts = FactFileCounts()
  private var rows = 0
  private var inputs = InputNames()
  /// Descriptions of facts, other than this version's, that rows were of.
  package private(set) var otherSchemas: Set<String> = []
  /// Where it was first said under which key rows were written: by the key's fingerprint, empty for ids as they are.
  package private(set) var keys: [String: SourcePosition] = [:]

  package init() {}

  /// Reads one line; blank lines are skipped.
  package mutating func read(_ line: [UInt8], at position: SourcePosition) {
    line.withUnsafeBytes { read($0, at: position) }
  }

  /// Reads one line; blank lines are skipped.
  package mutating func read(_ line: UnsafeRawBufferPointer, at position: SourcePosition) {
    guard line.contains(where: { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D && $0 != 0x0A }) else {
      return
    }
    do throws(FactRowError) {
      try take(try JSONFields.parse(line), at: position)
    } catch {
      problems.record(
        Problem(error.kind, at: position, detail: error.detail, consequence: error.consequence)
      )
    }
  }

  private mutating func take(
    _ row: JSONFields,
    at position: SourcePosition
  ) throws(FactRowError) {
    let schema = try row.string("schema")
    guard schema == FactRowSchema.name else {
      otherSchemas.insert(schema)
      throw .schema(schema)
    }
    switch try row.optionalString("type") {
    case nil, "contact":
      _ = try row.string("contact_id")
      // All or nothing: a row that breaks in its second conversation must not leave the first behind.
      var names = inputs
      var found: [Conversation] = []
      for value in try row.array("conversations") {
        found.append(try JSONFields(value, in: "conversations").conversation(&names))
      }
      // The line of counts may be in another file.
      if try row.choice("selection", "all or core", { MetricSelection(rawValue: $0) }) == .core {
        counts.metrics = .core
      }
      inputs = names
      conversations += found
      rows += 1
    case "counts":
      let found = try row.counts()
      counts.add(found)
      // Their names are ranked with those of the rows, as if the exports themselves had been read.
      for noted in found.problems { _ = inputs.number(of: noted.file) }
      // Facts of nothing fit to all others.
      guard found.recordsUsed > 0 else { return }
      for key in found.keys.isEmpty ? [""] : found.keys {
        keys[key] = min(keys[key] ?? position, position)
      }
    case let other?:
      throw .field("type", "contact or counts", quotedWord(other.utf8))
    }
  }

  /// Hands over the conversations read so far, so that a long file need not be held.
  ///
  /// Their inputs are numbered as `inputNames` has them.
  package mutating func takeConversations() -> [Conversation] {
    defer { conversations.removeAll(keepingCapacity: true) }
    return conversations
  }

  /// Adds a conversation that was kept elsewhere.
  package mutating func add(_ conversation: Conversation, file: String, line: Int) {
    var conversation = conversation
    conversation.source = SourceReference(input: inputs.number(of: file), line: line)
    conversations.append(conversation)
  }

  /// Adds counts that were kept elsewhere.
  package mutating func add(_ counts: FactFileCounts) { self.counts.add(counts) }

  /// The inputs behind the rows so far, as they came.
  package var inputNames: [String] { inputs.names }

  /// Reads what `ConversationWriter` wrote by itself; nil when it is not that.
  package static func conversation(in bytes: [UInt8]) -> Conversation? {
    var names = InputNames()
    return bytes.withUnsafeBytes { bytes in
      do throws(FactRowError) {
        return try JSONFields.parse(bytes).conversation(&names)
      } catch {
        return nil
      }
    }
  }

  /// Reads a line of counts by itself; nil when it is not that.
  package static func counts(in line: [UInt8]) -> FactFileCounts? {
    line.withUnsafeBytes { bytes in
      do throws(FactRowError) {
        return try JSONFields.parse(bytes).counts()
      } catch {
        return nil
      }
    }
  }

  /// The conversations of all files, their inputs ranked as if the exports themselves had been read.
  ///
  /// Inputs are ordered by the bytes of their file names, then of their paths (METRICS 1.3), whatever the order of
  /// the facts files.
  package consuming func finish() -> FactRows {
    let (names, ranks) = inputs.ranked()
    var conversations = conversations
    for index in conversations.indices {
      conversations[index].source.input = ranks[conversations[index].source.input]
    }
    return FactRows(
      conversations: conversations,
      inputs: names,
      rows: rows,
      counts: counts,
      problems: problems
    )
  }
}

/// What facts files held.
package struct FactRows: Sendable {
  /// Not yet deduplicated; timelines are in order.
  package var conversations: [Conversation]
  /// The names of the inputs behind the rows, by rank.
  package var inputs: [String]
  /// Rows of contacts read.
  package var rows: Int
  package var counts: FactFileCounts
  package var problems: ProblemLedger
}

/// Names of inputs, numbered as they come and ranked in the end.
struct InputNames: Sendable {
  private var numbers: [[UInt8]: Int] = [:]
  private(set) var names: [String] = []

  /// The number of a name; rows without one share the empty name.
  mutating func number(of name: String?) -> Int {
    let name = name ?? ""
    let bytes = Array(name.utf8)
    if let number = numbers[bytes] { return number }
    numbers[bytes] = names.count
    names.append(name)
    return names.count - 1
  }

  /// The names in input order, and for each number its rank.
  func ranked() -> (names: [String], ranks: [Int]) {
    let keys = names.map { name in
      let path = Array(name.utf8)
      return (file: Array(path.split(separator: 0x2F).last ?? []), path: path)
    }
    let order = names.indices.sorted { left, right in
      if keys[left].file != keys[right].file {
        return keys[left].file.lexicographicallyPrecedes(keys[right].file)
      }
      return keys[left].path.lexicographicallyPrecedes(keys[right].path)
    }
    var ranks = [Int](repeating: 0, count: names.count)
    for (rank, number) in order.enumerated() { ranks[number] = rank }
    return (order.map { names[$0] }, ranks)
  }
}
