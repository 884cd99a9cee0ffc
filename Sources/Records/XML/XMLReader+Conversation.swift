internal import Diagnostics

extension XMLReader {
  /// Opens an element below the root.
  ///
  /// False when Onpar does not know it there.
  func startKnown(_ name: ByteSlice, _ attributes: XMLAttributes) -> Bool {
    switch place {
    case .root where name.equals("conversation"):
      startConversation(attributes)
    case .conversation where conversation?.failure != nil:
      // It is set aside already; only its end is still of interest.
      skipping = 1
    case .conversation where name.equals("message"):
      startMessage(attributes)
    case .conversation where name.equals("event"):
      startEvent(attributes)
    case .conversation where name.equals("tag"):
      place = .tag
      text.removeAll()
    case .conversation where name.equals("csat"):
      place = .csat
      text.removeAll()
      readRating(attributes)
    case .conversation where name.equals("resolution"):
      place = .headLeaf
      readResolution(attributes)
    case .message where name.equals("attachment"):
      place = .attachment
      item?.raw.flags.insert(.attachment)
    case .event where name.equals("detail"):
      startDetail(attributes)
    default: return false
    }
    return true
  }

  private func startConversation(_ attributes: XMLAttributes) {
    place = .conversation
    conversation = OpenConversation(line: line - 1)
    guard isWithinLimits(attributes) else { return failConversation(.overLimit, tooMuch) }
    var begin = RawRecord(.begin, line: line - 1)
    var head = RawHead()
    for index in 0..<attributes.count {
      let value = attributes.value(index)
      switch fields.field(attributes.field(index)) {
      case .conversationID: begin.conversation = keep(value)
      case .customerID: begin.customer = keep(value)
      case .channel: begin.channel = keep(value)
      case .language: begin.language = keep(value)
      case .topic: begin.topic = keep(value)
      case .parentID: head.parent = keep(value)
      case .direction: head.direction = keep(value)
      case .status: head.status = keep(value)
      case .handledBy: head.handledBy = keep(value)
      case .entry: head.entry = keep(value)
      case .test: head.isTest = value.isTrue
      case .spam: head.isSpam = value.isTrue
      case .createdAt: head.created = headTime(value, &begin)
      case .updatedAt: head.updated = headTime(value, &begin)
      case .closedAt: head.closed = headTime(value, &begin)
      default: unknownFields.count(attributes.name(index))
      }
    }
    guard !begin.conversation.isAbsent else {
      return failConversation(
        .missingField,
        "\"conversation_id\" is absent; every conversation needs one"
      )
    }
    conversation?.begin = begin
    conversation?.head = head
  }

  /// Hands the conversation over, or reports why not.
  func endConversation() {
    guard var open = conversation else { return }
    conversation = nil
    defer { staged.removeAll() }
    if let failure = open.failure {
      problems.append(failure)
      return
    }
    guard let target else { return }
    problems += open.itemProblems
    if open.head.rating == nil { open.head.rating = open.surveyRating }
    var head = open.head
    move(&head.parent, target)
    move(&head.status, target)
    move(&head.handledBy, target)
    move(&head.entry, target)
    move(&head.direction, target)
    if !open.tags.isEmpty { head.tags = open.tags.withUnsafeBytes { target.keep($0) } }
    open.begin.head = Int32(target.heads.count)
    target.heads.append(head)
    move(&open.begin, target)
    target.append(open.begin)
    for index in 0..<staged.count {
      var record = staged.records[index]
      move(&record, target)
      target.append(record)
    }
    var end = RawRecord(.end, line: line - 1)
    end.conversation = open.begin.conversation
    target.append(end)
    decoded += staged.count + 1
    conversations += 1
  }

  private func readRating(_ attributes: XMLAttributes) {
    guard isWithinLimits(attributes) else { return failConversation(.overLimit, tooMuch) }
    var score: Double?
    // The scale of most vendors, for an export that leaves it out.
    var rating = RawRating(score: 0, min: 1, max: 5, time: .missing)
    for index in 0..<attributes.count {
      let value = attributes.value(index)
      let name = attributes.field(index)
      if name.equals("score") {
        score = number(value, "score")
      } else if name.equals("min") {
        rating.min = number(value, "min") ?? rating.min
      } else if name.equals("max") {
        rating.max = number(value, "max") ?? rating.max
      } else if name.equals("timestamp") {
        var ignored = RawRecord(.head, line: 0)
        rating.time = headTime(value, &ignored)
      } else {
        unknownFields.count(attributes.name(index))
      }
    }
    guard let score else { return }
    rating.score = score
    conversation?.head.rating = rating
  }

  /// Adds the tag that has just ended.
  func endTag() {
    let name = text.buffer
    guard name.contains(where: { $0 > 0x20 }) else { return }
    if conversation?.tags.isEmpty == false { conversation?.tags.append(RawHead.tagSeparator) }
    conversation?.tags += name
    conversation?.bytes += name.count
  }

  private func readResolution(_ attributes: XMLAttributes) {
    guard isWithinLimits(attributes) else { return failConversation(.overLimit, tooMuch) }
    let value = attributes.value(named: "value")
    let by = attributes.value(named: "by")
    for index in 0..<attributes.count {
      let name = attributes.field(index)
      if !name.equals("value"), !name.equals("by") { unknownFields.count(attributes.name(index)) }
    }
    guard !value.isAbsent else { return }
    guard value.equals("resolved") || value.equals("unresolved") else {
      return failConversation(
        .badValue,
        "\"resolution\" is " + quotedWord(value.buffer) + "; expected resolved or unresolved"
      )
    }
    // Without a party nobody vouches for it: the weakest reading, a timer's.
    let party: RawResolution.Party =
      switch NativeWords.role(by) {
      case .customer: .customer
      case .bot: .bot
      case .human: .human
      default: .timer
      }
    conversation?.head.resolution = RawResolution(resolved: value.equals("resolved"), by: party)
  }

  private func number(_ value: ByteSlice, _ name: String) -> Double? {
    if value.isAbsent { return nil }
    guard let number = value.decimal else {
      failConversation(
        .badValue,
        "\"csat\" has \"\(name)\" " + quotedShape(value.buffer) + "; expected a number"
      )
      return nil
    }
    return number
  }

  private func headTime(_ value: ByteSlice, _ record: inout RawRecord) -> Instant {
    if value.isAbsent { return .missing }
    guard let parsed = times.parse(value.buffer) else {
      failConversation(.badValue, expectedTime(value))
      return .missing
    }
    if parsed.isNaive { record.flags.insert(.naiveTime) }
    return parsed.instant
  }

  /// Sets the open conversation aside whole.
  ///
  /// The first reason is the one reported.
  func failConversation(_ kind: ProblemKind, _ detail: String) {
    guard conversation?.failure == nil else { return }
    conversation?.failure = Problem(
      kind,
      at: SourcePosition(input: 0, line: Int(line)),
      detail: detail,
      consequence: "this conversation is set aside"
    )
  }

  // MARK: Memory

  /// Copies a value to where it stays until the conversation ends.
  func keep(_ value: ByteSlice) -> ByteSlice {
    guard value.start != nil else { return .absent }
    conversation?.bytes += value.count
    let room = staged.reserve(value.count)
    let count = XMLAttributes.unescape(value, into: room)
    staged.shrinkLast(by: value.count - count)
    return ByteSlice(start: room, count: count)
  }

  /// Copies the text of a message, which holds no escapes any more.
  func keepText() -> ByteSlice {
    conversation?.bytes += text.count
    return staged.keep(text.buffer)
  }

  private func move(_ record: inout RawRecord, _ target: RecordBatch) {
    move(&record.conversation, target)
    move(&record.message, target)
    move(&record.author, target)
    move(&record.customer, target)
    move(&record.channel, target)
    move(&record.topic, target)
    move(&record.language, target)
    move(&record.text, target)
  }

  private func move(_ slice: inout ByteSlice, _ target: RecordBatch) {
    if !slice.isAbsent { slice = target.keep(slice.buffer) }
  }

  func expectedTime(_ value: ByteSlice) -> String {
    "a time is " + quotedShape(value.buffer)
      + "; expected an ISO 8601 time such as 2024-03-09T17:20:00Z"
  }
}
