import Comparisons
import Conversations
import Diagnostics
import Facts
import Records

extension Analysis {
  /// What came in, what was used, and what may make figures unlike.
  ///
  /// METRICS sections 2 to 5.
  static func quality(
    _ transcripts: Transcripts,
    _ measured: Measured,
    options: Options
  ) -> DataQuality {
    var quality = DataQuality()
    quality.recordsUsed = transcripts.recordsUsed
    quality.recordsRead = transcripts.recordsUsed + transcripts.recordsSetAside
    // Records only, so that read = used + set aside; what befell whole inputs is among the warnings.
    quality.setAside = ProblemKind.allCases.filter { !$0.concernsWholeInput }.compactMap { kind in
      transcripts.ledger.counts[kind].map { (kind.rawValue, $0) }
    }
    quality.isIncomplete = transcripts.isIncomplete
    quality.isOverLoss = transcripts.isOverLoss(options.maxLoss)
    let assembly = measured.assembly
    quality.assembly = [
      ("conversations_read", assembly.conversationsRead),
      ("duplicate_conversations", assembly.duplicateConversations),
      ("duplicate_messages", assembly.duplicateMessages),
      ("joins", assembly.joins),
      ("splits", assembly.splits),
      ("contacts", assembly.contacts),
    ]
    let table = measured.table
    let counts = measured.counts
    quality.leftOut = LeftOut.allCases.map { ($0.name, counts.leftOut[Int($0.rawValue)]) }
    let entries = EntryTallies(table)
    quality.outcomes = EntryCohort.allCases.map { entry in
      (Cohort.entry(entry).name, Outcome.allCases.map { ($0.name, entries.outcomes(entry, $0)) })
    }
    quality.handled = EntryCohort.allCases.map { entry in
      (Cohort.entry(entry).name, HandledBy.allCases.map { ($0.name, entries.handled(entry, $0)) })
    }
    quality.identity = EntryCohort.allCases.map { entry in
      (Cohort.entry(entry).name, entries.known(entry), entries.all(entry))
    }
    // Of the core nobody asked for the language of texts.
    quality.languages =
      measured.table.metrics == .core
      ? [("given", counts.languageGiven), ("not_given", counts.languageUnknown)]
      : [
        ("given", counts.languageGiven), ("detected", counts.languageDetected),
        ("unknown", counts.languageUnknown),
      ]
    quality.flags = flags(counts, isCore: table.metrics == .core)
    quality.clocks = [
      ("undated", counts.undated),
      ("missing_timestamp", counts.missingTimestamps),
      ("skew_clamped", counts.skewClamped),
      ("clock_backwards", counts.clockBackwards),
      ("naive_timestamp", counts.naiveTimestamps),
      ("implausible_timestamp", counts.implausibleTimestamps),
      ("contacts_without_reliable_times", counts.unreliableClocks.count),
    ]
    // Facts files name formats by their conversations, side files only by their input.
    var formats = Set(transcripts.inputs.compactMap(\.format))
    for format in measured.formats { formats.insert(format.name) }
    quality.blindSpots =
      Format.allCases.compactMap(\.profile).filter { formats.contains($0.name) }
      .flatMap(\.namedBlindSpots) + transcripts.mappedBlindSpots
    quality.unknownFields = transcripts.unknownFields
    quality.unknownValues = transcripts.unknownValues
    quality.roles = Role.allCases.map { ($0.name, transcripts.messagesByRole[Int($0.rawValue)]) }
    quality.warnings = warnings(transcripts, counts)
    quality.problems = transcripts.ledger.first.prefix(20).map { problem in
      problem.placed(in: transcripts.inputs[problem.position.input].name)
    }
    return quality
  }

  /// What is said of contacts, by how many it is said.
  private static func flags(_ counts: TableCounts, isCore: Bool) -> [DataQuality.Count] {
    Remark.allCases.filter { !isCore || $0.isOfCore }.map { ($0.name, counts[$0]) }
  }

  private static func warnings(_ transcripts: Transcripts, _ counts: TableCounts) -> [String] {
    var warnings: [String] = []
    for kind in ProblemKind.allCases where kind.concernsWholeInput {
      guard let inputs = transcripts.ledger.counts[kind] else { continue }
      warnings.append(
        "\(kind.rawValue): \(inputs) \(inputs == 1 ? "input" : "inputs") "
          + (kind == .endsEarly ? "ended early; what came before is used." : "could not be used.")
      )
    }
    if counts.asOfOutlier {
      warnings.append(
        "as_of_outlier: the last timestamp lies more than 48 h after nearly all others; set --as-of."
      )
    }
    if counts.counted > 0, counts[.roleUnknown] * 20 > counts.counted {
      warnings.append(
        "role_unknown: \(counts[.roleUnknown]) of \(counts.counted) contacts hold a message whose author's "
          + "role is unknown; it counts for neither side."
      )
    }
    if counts[.conflict] > 0 {
      warnings.append(
        "conflict: in \(counts[.conflict]) of \(counts.counted) contacts an explicit field contradicts the "
          + "transcript; the field wins."
      )
    }
    if counts.roleConflicts > 0 {
      warnings.append(
        "conflict: \(counts.roleConflicts) messages are by authors whose name is a bot's where a field says human; "
          + "the field wins."
      )
    }
    if counts[.guessedRoles] > 0 {
      warnings.append(
        "heuristic: in \(counts[.guessedRoles]) of \(counts.counted) contacts only names tell bots from people; "
          + "--bot-author and --human-author say who is who."
      )
    }
    if counts.highFrequencyCustomers > 0 {
      warnings.append(
        "high_frequency: customers with more than 50 contacts in 30 days: \(counts.highFrequencyCustomers); their "
          + "\(counts[.highFrequency]) contacts enter no repeat figure."
      )
    }
    if counts[.assignedNoReply] > 0 {
      warnings.append(
        "assigned_no_reply: \(counts[.assignedNoReply]) of \(counts.counted) contacts were assigned to a person who "
          + "never wrote."
      )
    }
    if counts[.unadjustedWork] > 0 {
      warnings.append(
        "unknown_author: the human work on \(counts[.unadjustedWork]) of \(counts.counted) contacts is not "
          + "adjusted for concurrency; the export does not say who did it."
      )
    }
    if counts[.languageWithoutLists] > 0 {
      warnings.append(
        "language_unsupported: \(counts[.languageWithoutLists]) of \(counts.counted) contacts are in a language "
          + "without phrase lists; their text signals are null."
      )
    }
    if counts[.explicitOnly] > 0 {
      warnings.append(
        "explicit_only: \(counts[.explicitOnly]) of \(counts.counted) contacts are in a language without resolution "
          + "phrases; only explicit verdicts confirm them (M19, M21)."
      )
    }
    if counts[.staleLinkCheck] > 0 {
      warnings.append(
        "stale_link_check: in \(counts[.staleLinkCheck]) of \(counts.counted) contacts a link was checked more than "
          + "7 days from its message, or at no known time."
      )
    }
    if transcripts.replacedSequences > 0 {
      warnings.append(
        "bad_text: \(transcripts.replacedSequences) ill-formed byte sequences read as U+FFFD."
      )
    }
    if transcripts.oddNumbers > 0 {
      warnings.append(
        "odd_numbers: \(transcripts.oddNumbers) values NaN or infinite, read as null."
      )
    }
    return warnings
  }
}

extension Problem {
  /// `march.jsonl:4812:37: error: …; this record is set aside`.
  package func placed(in inputName: String) -> String {
    var place = inputName
    if let line = position.line { place += ":\(line)" }
    if position.line != nil, let column = position.column { place += ":\(column)" }
    return place + ": error: " + detail + "; " + consequence
  }
}

/// How counted contacts divide, by who was given them; one pass over the table.
private struct EntryTallies {
  private var outcomes: [[Int]]
  private var handled: [[Int]]
  private var known: [Int]

  init(_ table: ContactTable) {
    let entries = EntryCohort.allCases.count
    let width = (outcomes: Outcome.allCases.count, handled: HandledBy.allCases.count)
    var outcomes = [Int](repeating: 0, count: entries * width.outcomes)
    var handled = [Int](repeating: 0, count: entries * width.handled)
    var known = [Int](repeating: 0, count: entries)
    for row in 0..<table.count where table.isCounted[row] {
      let entry = Int(table.entry[row].rawValue)
      outcomes[entry * width.outcomes + Int(table.outcome[row].rawValue)] += 1
      handled[entry * width.handled + Int(table.handledBy[row].rawValue)] += 1
      if table.customerKnown[row] { known[entry] += 1 }
    }
    self.outcomes = Self.rows(outcomes, entries)
    self.handled = Self.rows(handled, entries)
    self.known = known
  }

  private static func rows(_ counts: [Int], _ entries: Int) -> [[Int]] {
    let width = counts.count / entries
    return (0..<entries).map { Array(counts[$0 * width..<($0 + 1) * width]) }
  }

  func outcomes(_ entry: EntryCohort, _ outcome: Outcome) -> Int {
    outcomes[Int(entry.rawValue)][Int(outcome.rawValue)]
  }

  func handled(_ entry: EntryCohort, _ handling: HandledBy) -> Int {
    handled[Int(entry.rawValue)][Int(handling.rawValue)]
  }

  func known(_ entry: EntryCohort) -> Int { known[Int(entry.rawValue)] }

  func all(_ entry: EntryCohort) -> Int { handled[Int(entry.rawValue)].reduce(0, +) }
}
