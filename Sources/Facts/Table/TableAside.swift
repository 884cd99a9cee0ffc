package import Conversations

/// Sets the columns of a table aside while they grow.
///
/// What is complete of a column, in whole pages, lies in the file; only its end is in memory until somebody reads it.
package final class TableAside: @unchecked Sendable {
  // Unchecked: columns are set aside by one task, before others read them.

  private struct Column {
    /// Where its elements begin: a column that has moved lies in memory again.
    var start: UInt = 0
    /// What the file keeps for it.
    var place = 0
    var region: PageFile.Region?
  }

  private let file: PageFile
  private var columns: [Column] = []
  /// Holds the columns, so that nobody changes them where they lie.
  private var held: [Any] = []

  package init(_ file: PageFile) { self.file = file }

  /// Sets aside what has been added since.
  package func take(_ table: TablePart) { take(table.table, holds: false) }

  /// Sets aside what has been added since, when nothing will be.
  func finish(_ table: ContactTable) { take(table, holds: true) }

  /// Lets go what was read of the columns since.
  func rest() {
    for column in columns { column.region?.rest() }
  }

  private func take(_ table: ContactTable, holds: Bool) {
    var number = 0
    table.forEachColumn { list in
      if number == columns.count { columns.append(Column()) }
      take(list, &columns[number])
      if holds, columns[number].region != nil { held.append(list) }
      number += 1
    }
  }

  private func take(_ list: some ColumnMemory, _ column: inout Column) {
    guard list.room >= file.leastList else { return }
    list.withUnsafeBytes { bytes in
      let start = UInt(bitPattern: bytes.baseAddress)
      if start != column.start {
        column = Column(start: start, place: file.reserve(list.room))
        // A huge page would stay whole, however much of it is set aside.
        if let base = bytes.baseAddress { SystemPages.adviseSmall(base, list.room) }
      }
      guard let base = bytes.baseAddress else { return }
      // The first page that is the column's alone, and what was set aside of it already.
      let done = PageFile.beforePage(base) + (column.region?.bytes ?? 0)
      let place = column.place + (column.region?.bytes ?? 0)
      guard bytes.count > done,
        let more = file.setAside(base + done, bytes.count - done, at: place)
      else { return }
      if column.region == nil { column.region = more } else { column.region?.extend(by: more) }
    }
  }
}

/// A column as bytes.
protocol ColumnMemory {
  /// For how many bytes there is room.
  var room: Int { get }

  func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result
}

extension Array: ColumnMemory {
  var room: Int { capacity * MemoryLayout<Element>.stride }
}

extension ContactTable {
  /// Calls with every column that has an entry for each row or reply, always in the same order.
  fileprivate func forEachColumn(_ body: (any ColumnMemory) -> Void) {
    body(customer)
    body(customerKnown)
    body(start)
    body(end)
    body(week)
    body(hourOfWeek)
    body(entry)
    body(handledBy)
    body(outcome)
    body(outcomeEvidence)
    body(strata.topic)
    body(strata.language)
    body(strata.channel)
    body(strata.hourBand)
    body(strata.priorBand)
    body(strata.firstLength)
    body(strata.firstAttachment)
    body(strata.frustratedBefore)
    body(isCounted)
    body(isEngaged)
    body(leftOut)
    body(latencyAbsence)
    body(spoken)
    body(repliesInKnownLanguage)
    body(repliesInSpokenLanguage)
    body(ratingScale)
    body(resolution)
    body(nextContact)
    body(chainWork)
    for column in rates { body(column) }
    for column in values {
      body(column.amounts)
      body(column.states)
    }
    for list in replies {
      body(list.contact)
      list.value.forEachColumn(body)
      body(list.isBot)
    }
  }
}
