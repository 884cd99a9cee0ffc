import Conversations
import Records

/// The second figure of some times: seconds inside a calendar (METRICS 2).
///
/// The contact's times are read once more with every instant replaced by what the business clock shows then, so that both
/// figures follow the same rules. Made only where a calendar is given.
struct BusinessTimes {
  private let calendar: BusinessCalendar
  private let options: FactOptions
  private let reader = TimelineReader()
  private var context: FactContext
  private var entries: [TimelineEntry] = []

  init?(_ options: FactOptions) {
    guard let calendar = options.calendar, options.metrics == .all else { return nil }
    self.calendar = calendar
    self.options = options
    context = FactContext(options)
  }

  /// Puts the cells of a contact that is counted.
  mutating func fill(
    _ reading: Reading,
    _ contacts: ContactSet,
    _ index: Int,
    _ value: Reading.Values,
    _ rate: Reading.Rates
  ) {
    let zone = options.rules.zone
    var facts = ContactFacts(tolerance: options.rules.skewTolerance)
    var isStaffed: Bool?
    contacts.withEntries(of: index) { original in
      entries.removeAll(keepingCapacity: true)
      for var entry in original {
        entry.time = calendar.reading(entry.time, zone)
        entries.append(entry)
      }
      var span = TimelineSpan()
      entries.withUnsafeBufferPointer { entries in
        let timeline = reader.view(entries, &span)
        let outline = Outline(timeline, context.marks)
        facts.missingLists = reading.facts.missingLists
        facts.readCast(timeline, outline)
        facts.exactStart = timeline.timeIfAny(
          reading.facts.isOutbound ? outline.firstPublic : outline.firstCustomer
        )
        facts.readTimes(timeline, outline, &context)
        facts.readHandoff(timeline, outline)
        facts.readSigns(timeline, outline, context)
        if outline.firstHandoff >= 0, original[outline.firstHandoff].time.isKnown {
          isStaffed = calendar.isOpen(original[outline.firstHandoff].time, zone)
        }
      }
    }
    context.forget()
    let asOf = calendar.reading(reading.asOf, zone)
    let tolerance = options.rules.skewTolerance
    let own = facts
    func put(_ metric: ValueMetric, _ elapsed: ValueCell, _ business: TimeFact) {
      value(metric, Self.cell(elapsed, business))
    }
    put(.firstResponseTimeBusiness, reading.firstResponse, own.openFirstResponse(asOf))
    put(.timeToHumanBusiness, reading.facts.timeToHuman.cell, own.timeToHuman)
    put(.handoffWaitBusiness, reading.facts.handoffWait.cell, own.handoffWait)
    put(.queueWaitBusiness, reading.queueWait, own.queueWait)
    put(
      .firstResolutionTimeBusiness,
      reading.firstResolution,
      own.firstResolution(reading.outcome, asOf: asOf, tolerance: tolerance)
    )
    put(
      .fullResolutionTimeBusiness,
      reading.full.cell,
      own.fullResolution(reading.outcome, asOf: asOf, tolerance: tolerance)
    )
    put(.customerWaitTotalBusiness, reading.facts.wait.cell, own.wait)
    let failure = reading.handoffFailure
    for (metric, wanted) in [
      (RateMetric.handoffFailureStaffed, true), (.handoffFailureUnstaffed, false),
    ] {
      guard failure.answer != nil else {
        rate(metric, failure)
        continue
      }
      switch isStaffed {
      case wanted: rate(metric, failure)
      case nil: rate(metric, .null(.missingTimestamp))
      default: rate(metric, .null(.notApplicable))
      }
    }
  }

  /// Null and open for the reasons of the elapsed figure.
  private static func cell(_ elapsed: ValueCell, _ business: TimeFact) -> ValueCell {
    if let evidence = elapsed.evidence {
      guard case .known(let span, _) = business else { return .null(.missingTimestamp) }
      return .known(Double(span) / 1000, evidence)
    }
    let reason = elapsed.nullReason ?? .notApplicable
    guard elapsed.censoredAt != nil, case .censored(let span, _) = business else {
      return .null(reason)
    }
    return .censored(at: Double(span) / 1000, reason)
  }
}

extension ContactFacts {
  /// M07, open while nobody has replied.
  fileprivate func openFirstResponse(_ asOf: Instant) -> TimeFact {
    guard firstResponse == .null(.noReply), let span = asOf.since(firstEngaged) else {
      return firstResponse
    }
    return .censored(max(span, 0), .noReply)
  }
}

extension FactContext {
  /// Drops what only the first reading of a contact is kept for.
  fileprivate mutating func forget() {
    latencies.removeAll(keepingCapacity: true)
    lengths.removeAll(keepingCapacity: true)
    touches.removeAll(keepingCapacity: true)
    notes.removeAll(keepingCapacity: true)
  }
}
