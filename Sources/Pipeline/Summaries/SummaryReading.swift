import ByteStreams
import Conversations
import Diagnostics
import Facts
import Records

extension SummaryUnion {
  /// What one run over all units would have read.
  ///
  /// - Throws: What is damaged, or a conversation of which two units hold messages.
  package func transcripts(options: IngestOptions) throws(SummaryFault) -> Transcripts {
    var gathered = GatheredUnits()
    _ = try each { section throws(SummaryFault) in try gathered.add(section) }
    return gathered.finish(options)
  }
}

/// Units as they come.
private struct GatheredUnits {
  private var inputs: [Transcripts.InputSummary] = []
  private var conversations: [Conversation] = []
  private var counts = FactFileCounts()
  private var problems: [Problem] = []
  private var brokeOff = false
  /// Files that were dealt into buckets, by the bytes of their path: their parts make one input.
  private var dealt: [[UInt8]: Int] = [:]
  private var sections = 0
  /// Conversations whose messages could lie in several files, with the section and the input in which they were met.
  private var pieces: [ConversationKey: (section: Int, input: Int)] = [:]
  private let store = TreeStore()

  private struct ConversationKey: Hashable {
    var format: Format
    /// Bytes, since texts that look alike are equal and ids need not be.
    var id: [UInt8]
  }

  mutating func add(_ section: SummarySection) throws(SummaryFault) {
    let lines = section.lines.split(separator: 0x0A)
    guard lines.count == section.lineCount, lines.count >= 2,
      let found = FactRowReader.counts(in: Array(lines[lines.count - 1]))
    else { throw unreadable(section) }
    store.removeAll()
    let about = store.parseJSON(copying: Array(lines[0]))
    guard let path = about["path"].text.string else { throw unreadable(section) }
    sections += 1
    var input = Transcripts.InputSummary(
      name: path,
      path: path,
      bytes: about["bytes"].integer.map { Int($0) }
    )
    input.format = about["format"].text.string
    input.why = about["why"].text.string ?? ""
    let records = about["records"].integer ?? 0
    let setAside = about["set_aside"].integer ?? 0
    guard (0...Int64(mostCounted)).contains(records), (0...Int64(mostCounted)).contains(setAside)
    else { throw unreadable(section) }
    input.records = Int(records)
    input.setAside = Int(setAside)
    let number = try place(input, isDealt: about["dealt"].bool == true)
    if about["broke_off"].bool == true { brokeOff = true }
    for line in lines[1..<lines.count - 1] {
      guard var conversation = FactRowReader.conversation(in: Array(line)) else {
        throw unreadable(section)
      }
      conversation.source.input = number
      try note(conversation, number)
      conversations.append(conversation)
    }
    problems += found.problems.map { noted in
      var problem = noted.problem
      problem.position.input = number
      return problem
    }
    var sums = found
    sums.problems = []
    counts.add(sums)
  }

  /// Where an input stands; parts of one file stand together.
  private mutating func place(
    _ input: Transcripts.InputSummary,
    isDealt: Bool
  ) throws(SummaryFault) -> Int {
    let path = Array(input.path.utf8)
    if isDealt, let number = dealt[path] {
      guard inputs[number].bytes == input.bytes else {
        throw SummaryFault(
          "\(input.path) was dealt twice and has changed in between. Deal it once more, and summarize all its buckets"
        )
      }
      inputs[number].records += input.records
      inputs[number].setAside += input.setAside
      return number
    }
    if isDealt { dealt[path] = inputs.count }
    inputs.append(input)
    return inputs.count - 1
  }

  private mutating func note(_ conversation: Conversation, _ input: Int) throws(SummaryFault) {
    guard conversation.format.needs(isLines: true) == .shard else { return }
    let key = ConversationKey(format: conversation.format, id: Array(conversation.id.utf8))
    guard let other = pieces.updateValue((sections, input), forKey: key),
      other.section != sections
    else { return }
    throw SummaryFault(
      "conversation \(quotedName(conversation.id)) has messages in \(inputs[other.input].path) and in "
        + "\(inputs[input].path); `onpar shard --by conversation` brings conversations together"
    )
  }

  private func unreadable(_ section: SummarySection) -> SummaryFault {
    SummaryFault("unit \(section.id) cannot be read. Make the summary again with `onpar summarize`")
  }

  /// Everything in the order of inputs, whose names are those of a run that was given all of them.
  consuming func finish(_ options: IngestOptions) -> Transcripts {
    var result = Transcripts()
    let order = orderedInputs(inputs.map(\.path))
    var ranks = [Int](repeating: 0, count: inputs.count)
    for (rank, (number, name)) in order.enumerated() {
      ranks[number] = rank
      var input = inputs[number]
      input.name = name
      result.inputs.append(input)
    }
    for index in conversations.indices {
      conversations[index].source.input = ranks[conversations[index].source.input]
    }
    result.conversations = conversations
    var ledger = ProblemLedger(capacity: options.problemCapacity)
    ledger.add(counts.setAside)
    for problem in problems {
      var problem = problem
      problem.position.input = ranks[problem.position.input]
      ledger.keep(problem)
    }
    result.ledger = ledger
    result.brokeOff = brokeOff
    for (index, count) in counts.roles.enumerated() where index < result.messagesByRole.count {
      result.messagesByRole[index] = count
    }
    result.unknownFields = inOrder(counts.unknownFields)
    result.unknownValues = inOrder(counts.unknownValues)
    result.replacedSequences = counts.replacedSequences
    result.oddNumbers = counts.oddNumbers
    result.lexiconVersion = counts.lexicons.sorted().joined(separator: " and ")
    return result
  }

  /// By the bytes of the names.
  private func inOrder(_ counts: [String: Int]) -> [(name: String, count: Int)] {
    counts.map { ($0.key, $0.value) }
      .sorted { $0.0.utf8.lexicographicallyPrecedes($1.0.utf8) }
  }
}
