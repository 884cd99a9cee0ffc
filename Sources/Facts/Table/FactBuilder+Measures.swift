import Conversations
import Records

extension FactBuilder {
  /// Fills every column of `rates`, `values` and `replies`, outcomes, and the two survival columns.
  func layOutMeasures(
    _ table: inout ContactTable,
    _ facts: [ContactFacts],
    _ links: [Link],
    _ caps: [Bool],
    _ order: [Int],
    _ counts: inout TableCounts
  ) {
    let count = order.count
    let surveyOffers = contacts.contains { contact in
      contact.timeline.contains(where: ContactFacts.offersSurvey)
    }
    counts.surveyOffersExported = surveyOffers
    table.rates = RateMetric.all.map { _ in [] }
    table.values = ValueMetric.all.map { _ in [] }
    for metric in RateMetric.all { table.rates[metric.index].reserveCapacity(count) }
    for metric in ValueMetric.all { table.values[metric.index].reserveCapacity(count) }
    var cells = CellBlock()
    table.replies = ReplyMetric.all.map { _ in ReplyList() }
    for (row, index) in order.enumerated() {
      let fact = facts[index]
      let outcome = fact.outcome(asOf: observation.asOf, rules: options.rules)
      table.outcome.append(outcome.value)
      table.outcomeEvidence.append(outcome.evidence)
      let full = fact.fullResolution(
        outcome.value,
        asOf: observation.asOf,
        tolerance: options.rules.skewTolerance
      )
      let isCounted = table.isCounted[row]
      table.resolution.append(isCounted ? fact.timedResolution(outcome.value, full: full) : nil)
      table.nextContact.append(isCounted ? timedReturn(fact, links[row]) : nil)
      table.ratingScale.append(
        isCounted ? fact.rating.map { RatingScale(min: $0.min, max: $0.max) } : nil
      )
      if isCounted || table.leftOut[row] == .notEngaged {
        cells.put(.engaged, .known(isCounted, .inferred))
      }
      guard isCounted else {
        cells.endRow(&table)
        continue
      }
      let reading = Reading(
        facts: fact,
        link: links[row],
        outcome: outcome.value,
        outcomeEvidence: outcome.evidence,
        full: full,
        asOf: observation.asOf,
        observationStart: observation.start,
        tolerance: options.rules.skewTolerance,
        hasCapsHabit: caps[row],
        topicKnown: table.strata.topic[row] != 0,
        surveyOffersExported: surveyOffers
      )
      reading.fillRates { cells.put($0, $1) }
      reading.fillValues { cells.put($0, $1) }
      layOutReplies(&table, fact, row: Int32(row))
      cells.endRow(&table)
    }
    cells.flush(&table)
  }

  private func timedReturn(_ fact: ContactFacts, _ link: Link) -> TimedStatus? {
    guard link.notIndex == nil else { return nil }
    if let next = link.next { return TimedStatus(milliseconds: next, status: 1) }
    guard let span = observation.asOf.since(fact.end) else { return nil }
    return TimedStatus(milliseconds: max(span, 0), status: 0)
  }

  private func layOutReplies(_ table: inout ContactTable, _ fact: ContactFacts, row: Int32) {
    for reply in fact.latencies {
      let limit = reply.isBot ? options.slowBotReply : options.slowHumanReply
      table.replies[ReplyMetric.responseLatency.index]
        .append(row, Double(reply.milliseconds) / 1000, isBot: reply.isBot)
      table.replies[ReplyMetric.slowReply.index]
        .append(row, reply.milliseconds > limit ? 1 : 0, isBot: reply.isBot)
    }
    for reply in fact.lengths {
      table.replies[ReplyMetric.verbosity.index]
        .append(row, Double(reply.words), isBot: reply.isBot)
      table.replies[ReplyMetric.longReply.index]
        .append(row, reply.words > options.longReplyWords ? 1 : 0, isBot: reply.isBot)
    }
  }

  /// The data-quality counts.
  func countQuality(
    _ counts: inout TableCounts,
    _ table: ContactTable,
    _ facts: [ContactFacts],
    _ links: [Link],
    _ caps: [Bool],
    _ order: [Int]
  ) {
    counts.contacts = order.count
    counts.asOf = observation.asOf
    counts.asOfIsGiven = observation.asOfIsGiven
    counts.asOfOutlier = observation.asOfOutlier
    counts.observationStart = observation.start
    for conversation in conversations {
      counts.naiveTimestamps += conversation.naiveTimestamps
      counts.implausibleTimestamps += conversation.implausibleTimestamps
    }
    for (row, index) in order.enumerated() {
      let fact = facts[index]
      if !fact.start.isKnown { counts.undated += 1 }
      if let reason = table.leftOut[row] {
        counts.leftOut[Int(reason.rawValue)] += 1
        continue
      }
      counts.counted += 1
      counts.skewClamped += fact.clock.clamped
      counts.clockBackwards += fact.clock.backwards
      counts.missingTimestamps += fact.clock.missing
      if fact.clockFault != nil { counts.unreliableClocks.append(row) }
      if fact.hasUnknownRole { counts.roleUnknownContacts += 1 }
      if fact.assignedNoReply { counts.assignedNoReply += 1 }
      if fact.hasConflict { counts.conflicts += 1 }
      if !fact.languageSupported { counts.languageUnsupported += 1 }
      if caps[row] { counts.capsHabit += 1 }
      if fact.hasUnansweredTail { counts.unansweredTails += 1 }
      if fact.ratingIsLate { counts.lateRatings += 1 }
      if table.customerKnown[row] { counts.knownCustomers += 1 }
      if fact.request?.isUnmet == true, table.outcome[row] == .confirmedResolved {
        counts.unmetButResolved += 1
      }
      count(links[row], end: fact.end, &counts)
    }
  }

  private func count(_ link: Link, end: Instant, _ counts: inout TableCounts) {
    if link.isParallel { counts.parallelContacts += 1 }
    if link.notIndex == .highFrequencyCustomer { counts.highFrequencyContacts += 1 }
    guard link.notIndex == nil else { return }
    counts.indexContacts += 1
    let followed = observation.asOf.since(end) ?? 0
    for window in RepeatWindow.allCases where followed < window.span {
      counts.notEligible[window.rawValue] += 1
    }
  }
}

extension ReplyList {
  mutating func append(_ row: Int32, _ amount: Double, isBot bot: Bool) {
    contact.append(row)
    value.append(amount)
    isBot.append(bot)
  }
}
