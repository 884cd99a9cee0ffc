internal import Diagnostics

extension XMLReader {
  func startMessage(_ attributes: XMLAttributes) {
    place = .message
    text.removeAll()
    var open = OpenItem(.message, line: line - 1)
    defer { item = open }
    guard isWithinLimits(attributes) else {
      open.fault = (.overLimit, tooMuch)
      return
    }
    var role = ByteSlice.absent
    for index in 0..<attributes.count {
      let value = attributes.value(index)
      switch fields.field(attributes.field(index)) {
      case .timestamp: readTime(value, &open)
      case .role: role = value
      case .messageID: open.raw.message = keep(value)
      case .authorID: open.raw.author = keep(value)
      case .visibility: if value.equals("private") { open.raw.flags.insert(.isPrivate) }
      case .kind:
        guard let kind = NativeWords.kind(value) else { continue }
        open.raw.shape = kind.rawValue
        open.raw.flags.insert(.explicitKind)
      case .sequence: readSequence(value, &open)
      case .redacted: if value.isTrue { open.raw.flags.insert(.redacted) }
      // These may stand on messages too; the first that is there counts.
      case .customerID: open.raw.customer = keep(value)
      case .channel: open.raw.channel = keep(value)
      case .language: open.raw.language = keep(value)
      case .topic: open.raw.topic = keep(value)
      default: unknownFields.count(attributes.name(index))
      }
    }
    if let known = NativeWords.role(role) {
      open.raw.role = known
    } else if !role.isAbsent {
      open.raw.flags.insert(.oddRole)
    } else if open.fault == nil {
      open.fault = (.missingField, "\"role\" is absent; expected customer, bot, human or system")
    }
  }

  func endMessage() {
    guard var open = item else { return }
    let words = text.buffer
    if words.contains(where: { $0 > 0x20 }) {
      if open.fault == nil { open.raw.text = keepText() }
    } else if !open.raw.flags.contains(.attachment), !open.raw.flags.contains(.redacted),
      open.fault == nil
    {
      open.fault = (.missingField, "the text is absent or blank, and there is no attachment")
    }
    close(open)
  }

  func startEvent(_ attributes: XMLAttributes) {
    place = .event
    var open = OpenItem(.event, line: line - 1)
    defer { item = open }
    guard isWithinLimits(attributes) else {
      open.fault = (.overLimit, tooMuch)
      return
    }
    for index in 0..<attributes.count {
      let value = attributes.value(index)
      switch fields.field(attributes.field(index)) {
      case .timestamp: readTime(value, &open)
      case .event:
        open.hasEvent = !value.isAbsent
        open.raw.shape = (NativeWords.event(value) ?? .other).rawValue
      case .actor: open.raw.role = NativeWords.role(value) ?? .unknown
      case .actorID: open.raw.author = keep(value)
      case .sequence: readSequence(value, &open)
      default: unknownFields.count(attributes.name(index))
      }
    }
    if !open.hasEvent, open.fault == nil {
      open.fault = (.missingField, "\"event\" is absent; an event needs its name")
    }
  }

  func endEvent() {
    guard let open = item else { return }
    if let score = open.score, open.fault == nil,
      open.raw.shape == EventKind.surveyAnswered.rawValue
    {
      conversation?.surveyRating = RawRating(
        score: score,
        min: open.min ?? 1,
        max: open.max ?? 5,
        time: open.raw.time
      )
    }
    close(open)
  }

  func startDetail(_ attributes: XMLAttributes) {
    place = .detail
    text.removeAll()
    detailNames.removeAll()
    let name = attributes.value(named: "name")
    // Longer names are free words of the exporter.
    if let start = name.start, name.count <= 8 { detailNames.append(start, name.count) }
  }

  /// Reads the details that count; any other name is free.
  func endDetail() {
    let name = slice(detailNames)
    let value = slice(text)
    if name.equals("ok") {
      if value.isTrue { item?.raw.flags.insert(.succeeded) }
    } else if name.equals("score") {
      item?.score = value.decimal
    } else if name.equals("min") {
      item?.min = value.decimal
    } else if name.equals("max") {
      item?.max = value.decimal
    }
  }

  private func slice(_ bytes: XMLBytes) -> ByteSlice {
    ByteSlice(
      start: bytes.buffer.baseAddress?.assumingMemoryBound(to: UInt8.self),
      count: bytes.count
    )
  }

  /// Stages the item, or notes why it is set aside.
  private func close(_ open: OpenItem) {
    item = nil
    if let fault = open.fault {
      conversation?.itemProblems.append(
        Problem(
          fault.kind,
          at: SourcePosition(input: 0, line: Int(open.raw.line) + 1),
          detail: fault.detail
        )
      )
    } else {
      staged.append(open.raw)
    }
    conversation?.bytes += MemoryLayout<RawRecord>.size
    if let held = conversation?.bytes, held > limits.conversationBytes {
      failConversation(
        .overLimit,
        "the conversation holds more than \(limits.conversationBytes) bytes"
      )
      staged.removeAll()
      conversation?.itemProblems.removeAll()
    }
  }

  private func readTime(_ value: ByteSlice, _ open: inout OpenItem) {
    if value.isAbsent { return }
    guard let parsed = times.parse(value.buffer) else {
      if open.fault == nil { open.fault = (.badValue, expectedTime(value)) }
      return
    }
    open.raw.time = parsed.instant
    if parsed.isNaive { open.raw.flags.insert(.naiveTime) }
  }

  private func readSequence(_ value: ByteSlice, _ open: inout OpenItem) {
    if value.isAbsent { return }
    guard value.count <= 24, let number = value.string.flatMap({ Int64($0) }) else {
      if open.fault == nil {
        open.fault = (
          .badValue, "\"seq\" is " + quotedShape(value.buffer) + "; expected a whole number"
        )
      }
      return
    }
    open.raw.sequence = number
    open.raw.flags.insert(.hasSequence)
  }
}
