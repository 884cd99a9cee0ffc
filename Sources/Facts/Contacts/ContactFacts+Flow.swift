import Conversations
import Records
import Wording

/// One walk through the messages for everything that lies between two of them: replies (M11, M56), waits (M16),
/// hand-off waits (M09) and turns (M18).
struct Flow {
  var turns = 0
  var latencies: [ReplyLatency] = []
  var lengths: [ReplyLength] = []
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
  private var joined: (words: Int, role: Role, author: UInt64)?

  mutating func walk(
    _ timeline: [TimelineEntry],
    _ outline: Outline,
    meter: inout IntervalMeter
  ) {
    let lastResponding = outline.lastResponding ?? timeline.count
    for index in timeline.indices {
      let entry = timeline[index]
      if entry.isCustomerSpeech {
        hear(entry, countsAsTurn: !(entry.isCourtesy && index > lastResponding))
      } else if outline.isResponding(entry, at: index) {
        answer(entry, meter: &meter)
      } else if entry.isPublicMessage, entry.role.isResponder, openWait != nil,
        !entry.flags.contains(.explicitKind)
      {
        // Passed over because of what its text says.
        waitEvidence = .heuristic
      }
      if entry.is(.handoffInitiated) || entry.isHandoffNotice { openHandoff(entry) }
    }
    closeJoined()
    let end = outline.lastReal.map { timeline[$0].time } ?? .missing
    closeAtEnd(end, meter: &meter)
  }

  private mutating func hear(_ entry: TimelineEntry, countsAsTurn: Bool) {
    closeJoined()
    customerWords += Int(entry.words)
    lastCustomer = entry.time
    if !entry.isCourtesy, openWait == nil { openWait = entry.time }
    if countsAsTurn, !inCustomerRun {
      turns += 1
      inCustomerRun = true
    }
  }

  private mutating func answer(_ entry: TimelineEntry, meter: inout IntervalMeter) {
    inCustomerRun = false
    responderWords += Int(entry.words)
    let endsHandoff = entry.role == .human && openHandoff != nil
    if let asked = lastCustomer, !endsHandoff,
      case .success(let span) = meter.measure(from: asked, to: entry.time)
    {
      latencies.append(ReplyLatency(milliseconds: span, isBot: entry.role == .bot))
    }
    lastCustomer = nil
    if endsHandoff { closeHandoff(entry.time, meter: &meter) }
    if entry.hasSubstantiveKind {
      if let since = openWait { addWait(meter.measure(from: since, to: entry.time)) }
      openWait = nil
      join(entry)
    } else if openWait != nil, !entry.flags.contains(.explicitKind) {
      waitEvidence = .heuristic
    }
  }

  private mutating func addWait(_ measured: Result<Int64, ClockFault>) {
    switch measured {
    case .success(let span): waited += span
    case .failure(let fault): waitFault = waitFault ?? fault
    }
  }

  private mutating func openHandoff(_ entry: TimelineEntry) {
    guard openHandoff == nil else { return }
    openHandoff = entry.time
    openHandoffEvidence = Self.evidence(ofHandoff: entry)
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

  private mutating func join(_ entry: TimelineEntry) {
    if let open = joined, open.role == entry.role, open.author == entry.author {
      joined = (open.words + Int(entry.words), open.role, open.author)
    } else {
      closeJoined()
      joined = (Int(entry.words), entry.role, entry.author)
    }
  }

  private mutating func closeJoined() {
    guard let open = joined else { return }
    lengths.append(ReplyLength(words: open.words, isBot: open.role == .bot))
    joined = nil
  }

  /// An event is an event; a notice is explicit when the export names its kind, else read from its text.
  static func evidence(ofHandoff entry: TimelineEntry) -> Evidence {
    if entry.isEvent { return .event }
    return entry.flags.contains(.explicitKind) ? .explicit : .heuristic
  }
}
