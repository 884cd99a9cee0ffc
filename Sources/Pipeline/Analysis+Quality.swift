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
    quality.outcomes = EntryCohort.allCases.map { entry in
      (
        entry.name,
        tally(table, entry, Outcome.allCases.map(\.name)) { Int(table.outcome[$0].rawValue) }
      )
    }
    quality.handled = EntryCohort.allCases.map { entry in
      (
        entry.name,
        tally(table, entry, HandledBy.allCases.map(\.name)) { Int(table.handledBy[$0].rawValue) }
      )
    }
    quality.identity = EntryCohort.allCases.map { entry in
      var known = 0
      var all = 0
      for row in 0..<table.count where table.isCounted[row] && table.entry[row] == entry {
        all += 1
        if table.customerKnown[row] { known += 1 }
      }
      return (entry.name, known, all)
    }
    quality.languages = [
      ("given", counts.languageGiven), ("detected", counts.languageDetected),
      ("unknown", counts.languageUnknown),
    ]
    quality.clocks = [
      ("undated", counts.undated),
      ("missing_timestamp", counts.missingTimestamps),
      ("skew_clamped", counts.skewClamped),
      ("clock_backwards", counts.clockBackwards),
      ("naive_timestamp", counts.naiveTimestamps),
      ("implausible_timestamp", counts.implausibleTimestamps),
      ("contacts_without_reliable_times", counts.unreliableClocks.count),
    ]
    let formats = Set(transcripts.inputs.compactMap(\.format))
    quality.blindSpots = Format.allCases.compactMap(\.profile).filter { formats.contains($0.name) }
      .flatMap { profile in profile.blindSpots.map { profile.name + ": " + $0 } }
    quality.unknownFields = transcripts.unknownFields
    quality.roles = Role.allCases.map { ($0.name, transcripts.messagesByRole[Int($0.rawValue)]) }
    quality.warnings = warnings(transcripts, counts)
    quality.problems = transcripts.ledger.first.prefix(20).map { problem in
      problem.placed(in: transcripts.inputs[problem.position.input].name)
    }
    return quality
  }

  private static func tally(
    _ table: ContactTable,
    _ entry: EntryCohort,
    _ names: [String],
    _ index: (Int) -> Int
  ) -> [DataQuality.Count] {
    var sums = [Int](repeating: 0, count: names.count)
    for row in 0..<table.count where table.isCounted[row] && table.entry[row] == entry {
      sums[index(row)] += 1
    }
    return zip(names, sums).map { ($0, $1) }
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
    if counts.counted > 0, counts.roleUnknownContacts * 20 > counts.counted {
      warnings.append(
        "role_unknown: \(counts.roleUnknownContacts) of \(counts.counted) contacts hold a message whose author's "
          + "role is unknown; it counts for neither side."
      )
    }
    if counts.conflicts > 0 {
      warnings.append(
        "conflict: in \(counts.conflicts) of \(counts.counted) contacts an explicit field contradicts the "
          + "transcript; the field wins."
      )
    }
    if counts.highFrequencyCustomers > 0 {
      warnings.append(
        "high_frequency: \(counts.highFrequencyCustomers) customers have more than 50 contacts in 30 days; their "
          + "\(counts.highFrequencyContacts) contacts enter no repeat figure."
      )
    }
    if counts.assignedNoReply > 0 {
      warnings.append(
        "assigned_no_reply: \(counts.assignedNoReply) of \(counts.counted) contacts were assigned to a person who "
          + "never wrote."
      )
    }
    if counts.languageUnsupported > 0 {
      warnings.append(
        "language_unsupported: \(counts.languageUnsupported) of \(counts.counted) contacts are in a language "
          + "without phrase lists; their text signals are null."
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
