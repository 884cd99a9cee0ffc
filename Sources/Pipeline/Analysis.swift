package import Comparisons
package import Conversations
import Diagnostics
package import Facts
import Records

/// From conversations to findings: the second half of the data flow.
package enum Analysis {
  /// The parameters of a run.
  package struct Options: Sendable {
    package var facts = FactOptions()
    package var comparison = ComparisonOptions()
    /// Threads for the stages that work contact by contact.
    package var jobs = 1
    /// Threads for what is worth two of them however few contacts there are.
    package var threads = 1
    /// Where facts and tables wait for who reads them; nil keeps them in memory.
    package var pageFile: PageFile?
    /// Share of records that may be set aside.
    package var maxLoss = 0.01
    /// Name and version for the manifest.
    package var version = ""
    package var lexiconVersion = ""
    /// What was set, for the report; in the order of METRICS 12.
    package var parameters: [RunFacts.Parameter] = []
    /// Flags that say how inputs are read.
    package var inputOptions: [RunFacts.Parameter] = []
    /// The configuration that was read; nil without one.
    package var configFile: String?
    /// `--stamp`: the time of the run, as given.
    package var stamp: String?
    /// SHA-256 by input path, where asked for.
    package var hashes: [String: String] = [:]

    package init() {}

    /// The parameters of a run as they were set.
    package init(_ settings: Settings) {
      facts = settings.facts
      comparison = settings.comparison
      maxLoss = settings.maxLoss
      parameters = settings.parameters
      configFile = settings.configFile
    }
  }

  /// What was measured of all contacts, before anything is compared.
  package struct Measured: Sendable {
    package var assembly: AssemblyCounts
    package var table: ContactTable
    package var counts: TableCounts
    /// Those that any conversation came in.
    var formats: Set<Format>
    /// Every conversation says that it is an invented one.
    var isSimulated: Bool
  }

  /// Of fewer conversations everything fits into what the C library keeps anyway.
  private static let largeCount = 5_000

  /// Forms contacts and measures them.
  ///
  /// - Parameters:
  ///   - transcripts: What was read. Its conversations are taken out of it: they are given up as soon as their facts
  ///     were read, and long before the table is complete.
  ///   - options: The parameters of the run.
  /// - Returns: Table and counts.
  package static func measure(_ transcripts: inout Transcripts, options: Options) async -> Measured
  {
    let conversations = transcripts.takeConversations()
    let isLarge = conversations.count >= largeCount
    if isLarge {
      giveBackFreedMemory()
      // Facts come and go in large blocks.
      returnLargeBlocks()
    }
    defer { keepLargeBlocks() }
    let formats = Set(conversations.lazy.map(\.format))
    let isSimulated =
      !conversations.isEmpty && conversations.allSatisfy { $0.id.hasPrefix("sim-") }
    // Each stage takes over what the one before it made, so that it goes with the last who needs it.
    let (contacts, assembly) = await assemble(
      consume conversations,
      duplicatesBehindFacts: transcripts.duplicatesBehindFacts,
      options: options
    )
    let linked = await linked(consume contacts, options: options, named: false)
    let (table, counts) = await table(consume linked, options: options)
    if isLarge { giveBackFreedMemory() }
    table.rest()
    return Measured(
      assembly: assembly,
      table: table,
      counts: counts,
      formats: formats,
      isSimulated: isSimulated
    )
  }

  /// Contacts with all that was found out about them, for who looks back at messages or shows ids.
  struct LaidOut {
    var contacts: ContactSet
    var assembly: AssemblyCounts
    var facts: LinkedFacts
    var table: ContactTable
  }

  /// Measures contacts and keeps their conversations; the table has ids and sources.
  static func laidOut(_ transcripts: Transcripts, options: Options) async -> LaidOut {
    let (contacts, assembly) = await assemble(transcripts, options: options)
    let linked = await linked(contacts, options: options, named: true)
    let table = await table(linked, options: options).table
    return LaidOut(contacts: contacts, assembly: assembly, facts: linked, table: table)
  }

  /// The facts of all contacts, before they are laid out as a table.
  package static func linked(_ transcripts: Transcripts, options: Options) async -> LinkedFacts {
    let (contacts, _) = await assemble(transcripts, options: options)
    return await linked(contacts, options: options, named: true)
  }

  private static func linked(
    _ contacts: consuming ContactSet,
    options: Options,
    named: Bool
  ) async -> LinkedFacts {
    let count = contacts.count
    var builder = FactBuilder(contacts, options: options.facts)
    var parts: [FactPart] = []
    // Timelines go some contacts at a time, as their facts come; what lies in a file is no burden.
    let file = options.pageFile.flatMap { $0.isUsed ? $0 : nil }
    if let file {
      builder.setConversationsAside(in: file)
    } else if !named {
      builder.dropCopiedTimelines()
    }
    // Of so many contacts the facts of each part fill huge pages.
    let most = max(1, options.jobs) << 16
    let waves = max(1, (count + most - 1) / most)
    for number in 0..<waves {
      let wave = count * number / waves..<count * (number + 1) / waves
      parts += await facts(of: builder, wave, options)
      if file != nil {
        builder.restConversations()
      } else if !named {
        builder.dropTimelines(of: wave)
      }
    }
    return (consume builder).linked(parts, named: named) {
      if count >= largeCount { giveBackFreedMemory() }
    }
  }

  private static func facts(
    of builder: FactBuilder,
    _ contacts: Range<Int>,
    _ options: Options
  ) async -> [FactPart] {
    await inParts(of: contacts.count, jobs: options.jobs) { part in
      let range = contacts.lowerBound + part.lowerBound..<contacts.lowerBound + part.upperBound
      var facts = builder.facts(range)
      if let file = options.pageFile {
        facts.setAside(in: file)
        builder.restTimelines(of: range)
      }
      return [facts]
    }
  }

  /// Lays facts out, some rows at a time, so that nothing of the table is there twice.
  private static func table(
    _ linked: consuming LinkedFacts,
    options: Options
  ) async -> (table: ContactTable, counts: TableCounts) {
    let facts = linked
    let aside = options.pageFile.map { TableAside($0) }
    var rows = facts.emptyTable()
    aside?.take(rows)
    var laidOut = 0
    await inWaves(
      of: facts.count,
      jobs: options.jobs,
      { facts.table($0) },
      then: { piece in
        rows.append(piece)
        aside?.take(rows)
        facts.release(laidOut..<laidOut + piece.count)
        laidOut += piece.count
      }
    )
    return facts.finished(rows, aside: aside)
  }

  private static func assemble(
    _ transcripts: Transcripts,
    options: Options
  ) async -> (ContactSet, AssemblyCounts) {
    await assemble(
      transcripts.conversations,
      duplicatesBehindFacts: transcripts.duplicatesBehindFacts,
      options: options
    )
  }

  /// Drops doubles and forms contacts.
  private static func assemble(
    _ conversations: consuming [Conversation],
    duplicatesBehindFacts: Int,
    options: Options
  ) async -> (ContactSet, AssemblyCounts) {
    var kept = conversations
    var hashes = await hashes(of: kept, jobs: options.jobs)
    var identities = IdentityIndex(hashes)
    let doubles = identities.duplicates(in: kept)
    if !doubles.isEmpty {
      remove(doubles, from: &kept)
      remove(doubles, from: &hashes)
      identities = IdentityIndex(hashes)
    }
    // Here and not while reading, so that it is the same whether exports, facts, summaries or a history are read.
    if let asOf = options.facts.asOf {
      for index in kept.indices { kept[index].dropTimes(after: asOf) }
    }
    let assembly = ContactAssembly(kept, rules: options.facts.rules)
    let ends = await inParts(of: kept.count, jobs: options.jobs) { assembly.ends($0) }
    return assembly.contacts(
      ends,
      identities,
      duplicatesDropped: doubles.count + duplicatesBehindFacts
    )
  }

  private static func hashes(
    of conversations: [Conversation],
    jobs: Int
  ) async -> [UInt64] {
    await inParts(of: conversations.count, jobs: jobs) {
      IdentityIndex.hashes(of: conversations, $0)
    }
  }

  /// Everything that the report says.
  package static func findings(
    _ transcripts: Transcripts,
    _ measured: Measured,
    options: Options
  ) async -> Findings {
    var comparison = options.comparison
    let zone = options.facts.rules.zone
    let asOf = measured.counts.asOf
    comparison.asOfWallClock = asOf.isKnown ? zone.wallClock(asOf) : nil
    comparison.firstDay = options.facts.from.map { CivilDate.day(ofWallClock: zone.wallClock($0)) }
    let counted = countedDays(measured.table, zone: zone)
    comparison.endDay = options.facts.to.map { CivilDate.day(ofWallClock: zone.wallClock($0)) }
    if let first = comparison.firstDay ?? counted?.first,
      let end = comparison.endDay ?? counted.map({ $0.last + 1 }), end > first
    {
      comparison.periodDays = Double(end - first)
    }
    let run = runFacts(transcripts, measured, options: options)
    let quality = quality(transcripts, measured, options: options)
    measured.table.rest()
    return await Comparisons.findings(
      table: measured.table,
      run: run,
      quality: quality,
      options: comparison,
      runner: TaskRunner(
        jobs: options.jobs,
        threads: max(options.jobs, options.threads),
        table: measured.table
      )
    )
  }

  private static func runFacts(
    _ transcripts: Transcripts,
    _ measured: Measured,
    options: Options
  ) -> RunFacts {
    var run = RunFacts(
      version: options.version,
      dictionaryVersion: dictionaryVersion,
      lexiconVersion: options.lexiconVersion
    )
    run.inputs = transcripts.inputs.enumerated().compactMap { rank, input in
      guard !transcripts.filesBehindFacts.contains(rank) else { return nil }
      return RunFacts.InputLine(
        name: input.name,
        bytes: input.bytes,
        format: input.format ?? "not used",
        records: input.isKept ? nil : input.records,
        sha256: options.hashes[input.path]
      )
    }
    run.parameters = options.parameters
    run.inputOptions = options.inputOptions
    run.configFile = options.configFile
    run.isSimulated = measured.isSimulated
    run.zone = options.facts.rules.zone.name
    run.unit = options.facts.rules.unit.rawValue
    run.asOf = measured.counts.asOf.isKnown ? measured.counts.asOf.iso8601 : nil
    run.asOfGiven = measured.counts.asOfIsGiven
    run.stamp = options.stamp
    let table = measured.table
    // Codes are dense.
    var isMet = [Bool](repeating: false, count: Int(table.customer.max() ?? -1) + 1)
    var withoutCustomer = 0
    var contacts = 0
    for row in 0..<table.count where table.isCounted[row] {
      contacts += 1
      if table.customerKnown[row] {
        let customer = Int(table.customer[row])
        if !isMet[customer] { run.customers += 1 }
        isMet[customer] = true
      } else {
        withoutCustomer += 1
      }
      switch table.entry[row] {
      case .botFirst: run.botFirst += 1
      case .humanFirst: run.humanFirst += 1
      case .none: break
      }
    }
    run.contacts = contacts
    run.contactsWithoutCustomer = withoutCustomer
    if let days = countedDays(table, zone: options.facts.rules.zone) {
      run.firstDay = CivilDate.text(ofDay: days.first)
      run.lastDay = CivilDate.text(ofDay: days.last)
    }
    return run
  }

  /// The first and the last day with a counted contact; nil when none is dated.
  private static func countedDays(
    _ table: ContactTable,
    zone: CalendarZone
  ) -> (first: Int, last: Int)? {
    var first = Instant(milliseconds: .max)
    var last = Instant.missing
    for row in 0..<table.count where table.isCounted[row] && table.start[row].isKnown {
      first = min(first, table.start[row])
      last = max(last, table.start[row])
    }
    guard last.isKnown else { return nil }
    return (
      CivilDate.day(ofWallClock: zone.wallClock(first)),
      CivilDate.day(ofWallClock: zone.wallClock(last))
    )
  }
}

/// Pieces of the comparison as tasks.
private struct TaskRunner: PieceRunner {
  let jobs: Int
  let threads: Int
  /// What all pieces read.
  let table: ContactTable

  func results<Element: Sendable>(
    of count: Int,
    _ body: @escaping @Sendable (_ piece: Int) -> Element
  ) async -> [Element] {
    await inParts(of: count, jobs: jobs) { pieces in
      pieces.map { piece in
        defer { table.rest() }
        return body(piece)
      }
    }
  }

  func both<First: Sendable, Second: Sendable>(
    _ first: @escaping @Sendable () async -> First,
    _ second: @escaping @Sendable () async -> Second
  ) async -> (First, Second) {
    guard threads > 1 else { return (await first(), await second()) }
    async let one = first()
    let other = await second()
    return (await one, other)
  }
}
