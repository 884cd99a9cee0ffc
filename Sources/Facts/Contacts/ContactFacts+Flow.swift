import Conversations
import Records
import Wording

/// One walk through the messages for everything that lies between two of them: replies (M11, M56), waits (M16),
/// hand-off waits (M09), turns (M18), and how responders answer (`Conduct`).
struct Flow {
  private(set) var conduct: Conduct
  var turns = 0
  var responderWords = 0
  var customerWords = 0

  private var lastCustomer: Instant?
  private var inCustomerRun = false

  // M16
  private var openWait: Instant?
  private(set) var waited: Int64 = 0
  private(set) var waitFault: ClockFault?
  private(set) var waitEvidence = Evidence.inferred
  private(set) var hasTail = false

  // M09
  private var openHandoff: Instant?
  private var openHandoffEvidence = Evidence.inferred
  private(set) var firstHandoff: TimeFact?
  private(set) var handedOver: Int64 = 0
  private(set) var handoffFault: ClockFault?
  private(set) var handoffEvidence = Evidence.inferred
  private(set) var handoffOpenAtEnd = false

  // M56
  private var isJoining = false
  private var joinedIsBot = false
  private var joinedWords = 0
  private var joinedAuthor: UInt64 = 0

  init(_ conduct: Conduct) { self.conduct = conduct }

  mutating func walk(
    _ timeline: TimelineView,
    _ outline: Outline,
    _ context: inout FactContext,
    meter: inout IntervalMeter
  ) {
    let lastResponding = outline.lastResponding < 0 ? timeline.count : outline.lastResponding
    for index in 0..<timeline.count {
      let traits = timeline.traits[index]
      if traits.has(.speech) {
        hear(
          timeline.entries + index,
          isCourtesy: traits.has(.courtesy),
          countsAsTurn: !(traits.has(.courtesy) && index > lastResponding),
          &context
        )
        if !context.isCore {
          conduct.hear(timeline.entries[index].marks.rawValue, at: index, context.marks)
        }
      } else if traits.has(.responds) {
        answer(timeline.entries + index, traits, &context, meter: &meter)
        if !context.isCore { conduct.answer(timeline, at: index, &context) }
      } else if traits.has(.byResponder), openWait != nil, !traits.has(.explicitKind) {
        // Passed over because of what its text says.
        waitEvidence = .heuristic
      }
      if traits.has(.handoffInitiated | .handoffNotice) {
        openHandoff(timeline.time(index), traits)
      }
    }
    closeJoined(&context)
    closeAtEnd(timeline.timeIfAny(outline.lastReal), meter: &meter)
  }

  @inline(__always)
  private mutating func hear(
    _ entry: UnsafePointer<TimelineEntry>,
    isCourtesy: Bool,
    countsAsTurn: Bool,
    _ context: inout FactContext
  ) {
    closeJoined(&context)
    customerWords += Int(entry.pointee.words)
    lastCustomer = entry.pointee.time
    if !isCourtesy, openWait == nil { openWait = entry.pointee.time }
    if countsAsTurn, !inCustomerRun {
      turns += 1
      inCustomerRun = true
    }
  }

  @inline(__always)
  private mutating func answer(
    _ entry: UnsafePointer<TimelineEntry>,
    _ traits: EntryTraits,
    _ context: inout FactContext,
    meter: inout IntervalMeter
  ) {
    let time = entry.pointee.time
    inCustomerRun = false
    responderWords += Int(entry.pointee.words)
    let endsHandoff = traits.has(.byHuman) && openHandoff != nil
    if let asked = lastCustomer, !endsHandoff,
      case .success(let span) = meter.measure(from: asked, to: time)
    {
      context.latencies.append(ReplyLatency(milliseconds: span, isBot: traits.has(.byBot)))
    }
    lastCustomer = nil
    if endsHandoff { closeHandoff(time, meter: &meter) }
    if traits.has(.substantive) {
      if let since = openWait { addWait(meter.measure(from: since, to: time)) }
      openWait = nil
      join(entry, isBot: traits.has(.byBot), &context)
    } else if openWait != nil, !traits.has(.explicitKind) {
      waitEvidence = .heuristic
    }
  }

  private mutating func addWait(_ measured: Result<Int64, ClockFault>) {
    switch measured {
    case .success(let span): waited += span
    case .failure(let fault): waitFault = waitFault ?? fault
    }
  }

  private mutating func openHandoff(_ time: Instant, _ traits: EntryTraits) {
    guard openHandoff == nil else { return }
    openHandoff = time
    openHandoffEvidence = Self.evidence(ofHandoff: traits)
  }

  private mutating func closeHandoff(_ time: Instant, meter: inout IntervalMeter) {
    guard let since = openHandoff else { return }
    openHandoff = nil
    handoffEvidence = max(handoffEvidence, openHandoffEvidence)
    let measured = meter.measure(from: since, to: time)
    if firstHandoff == nil {
      let evidence = max(openHandoffEvidence, .inferred)
      firstHandoff =
        switch measured {
        case .success(let span): .known(span, evidence)
        case .failure(let fault): .null(fault.reason)
        }
    }
    addHandoff(measured)
  }

  private mutating func addHandoff(_ measured: Result<Int64, ClockFault>) {
    switch measured {
    case .success(let span): handedOver += span
    case .failure(let fault): handoffFault = handoffFault ?? fault
    }
  }

  private mutating func closeAtEnd(_ end: Instant, meter: inout IntervalMeter) {
    if let since = openWait {
      hasTail = true
      addWait(meter.measure(from: since, to: end))
    }
    guard let since = openHandoff else { return }
    handoffOpenAtEnd = true
    // An event after the last message, such as a late escalation flag, leaves no wait to measure.
    let measured =
      since.isKnown && end.isKnown && end < since
      ? .success(0) : meter.measure(from: since, to: end)
    if firstHandoff == nil {
      firstHandoff =
        switch measured {
        case .success(let span): .censored(span, .handoffFailed)
        case .failure(let fault): .null(fault.reason)
        }
    }
    addHandoff(measured)
  }

  private mutating func join(
    _ entry: UnsafePointer<TimelineEntry>,
    isBot: Bool,
    _ context: inout FactContext
  ) {
    if isJoining, joinedIsBot == isBot, joinedAuthor == entry.pointee.author {
      joinedWords += Int(entry.pointee.words)
    } else {
      closeJoined(&context)
      isJoining = true
      joinedWords = Int(entry.pointee.words)
      joinedIsBot = isBot
      joinedAuthor = entry.pointee.author
    }
  }

  @inline(__always)
  private mutating func closeJoined(_ context: inout FactContext) {
    guard isJoining else { return }
    context.lengths.append(
      ReplyLength(words: UInt32(clamping: joinedWords), isBot: joinedIsBot)
    )
    isJoining = false
  }

  /// An event is an event; a notice is explicit when the export names its kind, else read from its text.
  static func evidence(ofHandoff traits: EntryTraits) -> Evidence {
    if traits.has(.event) { return .event }
    return traits.has(.explicitKind) ? .explicit : .heuristic
  }
}
