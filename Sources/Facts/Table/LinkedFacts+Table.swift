import Conversations
import Records
import Wording

/// Some rows of the table, and what was counted in them.
package struct TablePart: Sendable {
  var table: ContactTable
  var counts: TableCounts

  /// Rows.
  package var count: Int { table.count }

  /// Adds the rows that follow.
  package mutating func append(_ next: TablePart) {
    table.append(next.table)
    counts.add(next.counts)
  }
}

extension LinkedFacts {
  /// The rows of a range.
  ///
  /// Safe on any thread.
  package func table(_ rows: Range<Int>) -> TablePart {
    var part = TablePart(table: ContactTable(), counts: TableCounts())
    part.table.metrics = options.metrics
    part.table.reserve(rows.count)
    let isCore = options.metrics == .core
    let cells = CellBlock(options.metrics)
    var replies = ReplySpans(rows.count)
    var notes = NoteLists(
      templates,
      tellsActions: (actionsExported, humanActionsExported && !options.actionsElsewhere)
    )
    var business = BusinessTimes(options)
    for row in rows {
      withFacts(row) { fact, number in
        layOutStart(&part.table, row, fact)
        let reading = reading(row, fact, number)
        layOutOutcome(&part.table, reading)
        part.table.latencyAbsence.append(reading.latencyAbsence)
        if let reason = part.table.leftOut[row - rows.lowerBound] {
          if reason == .notEngaged { cells.putRate(.engaged, .known(false, .inferred)) }
        } else {
          cells.putRate(.engaged, .known(true, .inferred))
          replies.add(fact, number, row: Int32(truncatingIfNeeded: row))
          if isCore {
            reading.fillCore(cells.putRate, cells.putValue)
          } else {
            reading.fillRates(cells.putRate)
            reading.fillValues(cells.putValue)
            if business == nil {
              Self.fillWithoutCalendar(cells.putValue, cells.putRate)
            } else {
              let index = index(of: row)
              business?.fill(reading, contacts, index, cells.putValue, cells.putRate)
            }
            notes.add(
              UnsafeBufferPointer(
                start: self.notes(ofPart: number) + Int(fact.pointee.firstNote),
                count: Int(fact.pointee.noteCount)
              ),
              row: Int32(truncatingIfNeeded: row),
              hasCapsHabit: reading.hasCapsHabit
            )
          }
        }
        countQuality(&part, reading, row, at: row - rows.lowerBound)
        if isNamed {
          let isCounted = part.table.isCounted[row - rows.lowerBound]
          part.table.remarks.append(isCounted ? remarks(reading) : [])
        }
      }
      cells.endRow(&part.table)
    }
    cells.flush(&part.table)
    layOut(replies, &part.table)
    if isCore {
      for metric in ReplyMetric.all where !options.metrics.replies.contains(metric) {
        part.table.replies[metric.index].emptyReason = .notComputed
      }
    } else {
      notes.put(into: &part.table)
    }
    if isNamed { name(&part.table, rows) }
    return part
  }

  private static func fillWithoutCalendar(_ value: Reading.Values, _ rate: Reading.Rates) {
    for metric in ValueMetric.onBusinessClock { value(metric, .null(.noCalendar)) }
    rate(.handoffFailureStaffed, .null(.noCalendar))
    rate(.handoffFailureUnstaffed, .null(.noCalendar))
  }

  /// No rows yet, and room for all of them.
  ///
  /// Room that is not written to takes no memory.
  package func emptyTable() -> TablePart {
    var part = TablePart(table: ContactTable(), counts: TableCounts())
    part.table.metrics = options.metrics
    part.table.reserve(count)
    part.table[.verbosity].reserve(lengthCount)
    part.table[.verbosity].value.reserve(amounts: lengthCount)
    guard options.metrics == .all else { return part }
    part.table[.responseLatency].reserve(latencyCount)
    part.table[.responseLatency].value.reserve(amounts: latencyCount)
    part.table[.slowReply].value.reserve(answers: latencyCount)
    part.table[.longReply].value.reserve(answers: lengthCount)
    for metric in [ReplyMetric.cannedReply, .noMatch] {
      part.table[metric].reserve(noteCount)
      part.table[metric].value.reserve(answers: noteCount)
    }
    return part
  }

  /// The table of some parts, one behind the other.
  package func joined(_ parts: [TablePart]) -> (table: ContactTable, counts: TableCounts) {
    var all = emptyTable()
    for part in parts { all.append(part) }
    return finished(all)
  }

  /// The whole table, with what is the same for all rows.
  ///
  /// - Parameters:
  ///   - rows: All of them, in order.
  ///   - aside: What has set rows aside so far; nil keeps the table in memory.
  /// - Returns: The table, and what was counted in it.
  package func finished(
    _ rows: consuming TablePart,
    aside: TableAside? = nil
  ) -> (table: ContactTable, counts: TableCounts) {
    var (table, counts) = (rows.table, rows.counts)
    table.hasCalendar = options.calendar != nil && options.metrics == .all
    table.customer = columns.customer
    table.customerKnown = columns.customerKnown
    table.strata.topic = columns.topic
    table.strata.language = columns.language
    table.strata.channel = columns.channel
    table.strata.topicNames = topicNames
    table.strata.languageNames = languageNames
    table.strata.channelNames = channelNames
    // Both lists of a reply have its contact and its side; they share them.
    if options.metrics == .all {
      table[.slowReply].contact = table[.responseLatency].contact
      table[.slowReply].isBot = table[.responseLatency].isBot
      table[.longReply].contact = table[.verbosity].contact
      table[.longReply].isBot = table[.verbosity].isBot
    }
    aside?.finish(table)
    table.aside = aside
    counts.contacts = count
    counts.asOf = observation.asOf
    counts.asOfIsGiven = observation.asOfIsGiven
    counts.asOfOutlier = observation.asOfOutlier
    counts.observationStart = observation.start
    counts.naiveTimestamps = contacts.naiveTimestamps
    counts.implausibleTimestamps = contacts.implausibleTimestamps
    counts.surveyOffersExported = surveyOffersExported
    counts.highFrequencyCustomers = highFrequencyCustomers
    return (table, counts)
  }

  /// Ids and sources.
  private func name(_ table: inout ContactTable, _ rows: Range<Int>) {
    for row in rows {
      let index = index(of: row)
      let item = contacts.items[index]
      let members = (0..<Int(item.memberCount)).map { contacts.conversation($0, of: item) }
      table.id.append(contacts.id(of: index))
      table.conversationIDs.append(members.map { contacts.conversations[$0].id })
      let source = members.first.map { contacts.conversations[$0].source }
      table.source.append((source?.input ?? 0, source?.line ?? 0))
    }
  }
}

// MARK: - Start, and what depends on it

extension LinkedFacts {
  private func layOutStart(
    _ table: inout ContactTable,
    _ row: Int,
    _ fact: UnsafePointer<ContactFacts>
  ) {
    let start = fact.pointee.start
    table.start.append(start)
    table.end.append(fact.pointee.end)
    if start.isKnown {
      let wallClock = options.rules.zone.wallClock(start)
      let day = CivilDate.day(ofWallClock: wallClock)
      table.week.append(Int32(clamping: CivilDate.monday(ofDay: day)))
      table.strata.hourBand.append(Self.hourBand(wallClock, day: day))
      let hour = CivilDate.weekday(ofDay: day) * 24 + CivilDate.hour(ofWallClock: wallClock)
      table.hourOfWeek.append(UInt8(clamping: hour))
    } else {
      table.week.append(nil)
      table.hourOfWeek.append(ContactTable.undatedHour)
      table.strata.hourBand.append(0)
    }
    table.spoken.append(fact.pointee.spoken.rawValue)
    table.repliesInKnownLanguage.append(fact.pointee.repliesInKnownLanguage)
    table.repliesInSpokenLanguage.append(fact.pointee.repliesInSpokenLanguage)
    table.strata.priorBand.append(priorBand(row, start: start))
    table.strata.firstLength.append(Self.lengthBand(fact.pointee.firstWords))
    table.strata.firstAttachment.append(fact.pointee.firstAttachment)
    table.strata.frustratedBefore.append(fact.pointee.frustratedBefore)
    table.entry.append(fact.pointee.entry)
    table.handledBy.append(fact.pointee.handledBy)
    table.isEngaged.append(fact.pointee.isEngaged)
    let reason = leftOut(fact)
    table.leftOut.append(reason)
    table.isCounted.append(reason == nil)
  }

  func leftOut(_ fact: UnsafePointer<ContactFacts>) -> LeftOut? {
    if fact.pointee.isTest { return .test }
    if fact.pointee.isSpam { return .spam }
    if fact.pointee.isOutbound { return .outbound }
    if !isInPeriod(fact.pointee.start) { return .outsidePeriod }
    return fact.pointee.isEngaged ? nil : .notEngaged
  }

  /// An undated contact enters whole-file totals and no period.
  private func isInPeriod(_ start: Instant) -> Bool {
    if options.from == nil, options.to == nil { return true }
    guard start.isKnown else { return false }
    if let from = options.from, start < from { return false }
    if let to = options.to, start >= to { return false }
    return true
  }

  private static func hourBand(_ wallClock: Int64, day: Int) -> UInt8 {
    if CivilDate.weekday(ofDay: day) >= 5 { return 3 }
    return (8..<18).contains(CivilDate.hour(ofWallClock: wallClock)) ? 1 : 2
  }

  /// In the first 30 days of the export only "3 or more" can be known: earlier contacts were not seen.
  private func priorBand(_ row: Int, start: Instant) -> UInt8 {
    guard columns.customerKnown[row], start.isKnown else { return 0 }
    if links[row].priorContacts >= 3 { return 3 }
    guard let observed = start.since(observation.start), observed >= options.priorWindow else {
      return 0
    }
    return links[row].priorContacts == 0 ? 1 : 2
  }

  private static func lengthBand(_ words: Int32) -> UInt8 {
    switch words {
    case ..<0: 0
    case ...8: 1
    case ...25: 2
    default: 3
    }
  }
}
