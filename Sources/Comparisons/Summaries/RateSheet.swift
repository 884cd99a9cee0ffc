import Cohorts
import Facts
import Statistics

/// The answers of all contacts to a chunk of yes/no measures: a bit each, and counts by atom.
struct RateSheet: Sendable {
  /// As many measures as fit beside the bit that says "counted".
  static let most = 63
  /// Contacts read at a time: few enough for their words to stay in the nearest cache.
  private static let block = 2048

  let metrics: [RateMetric]
  /// The words of a stretch of the table, later of all places.
  private(set) var words: [AnswerWord]
  /// How often each kind of cell occurs, by measure, then atom, then kind.
  private var counts: [Int32]
  private let atoms: Int

  /// Reads some rows of the table.
  init(_ metrics: [RateMetric], _ table: ContactTable, _ grouping: Grouping, rows: Range<Int>) {
    self.metrics = metrics
    atoms = grouping.atoms.count + 1
    let kinds = CellKind.count
    var counts = [Int32](repeating: 0, count: metrics.count * atoms * kinds)
    var words: [AnswerWord] = []
    words.reserveCapacity(rows.count)
    // What the table does not have is the same for all, and counted when the parts are joined.
    let columns = metrics.enumerated().compactMap { bit, metric in
      table.column(of: metric).map { (bit, $0) }
    }
    let (kindOf, firstNo, firstYes) = (CellKind.ofRaw, CellKind.firstNo, CellKind.firstYes)
    let isCounted = grouping.atoms.map(\.isCounted) + [false]
    // Of contacts that nobody counts only "engaged" is asked.
    let engaged = metrics.firstIndex(of: .engaged).map { UInt64(1) << UInt64($0) } ?? 0
    let counted = UInt64(1) << UInt64(metrics.count)
    var known = [UInt64](repeating: 0, count: Self.block)
    var yes = known
    var atomOf = [Int](repeating: 0, count: Self.block)
    var start = rows.lowerBound
    while start < rows.upperBound {
      let size = min(Self.block, rows.upperBound - start)
      for place in 0..<size {
        known[place] = 0
        yes[place] = 0
        atomOf[place] = Int(grouping.atomOf[start + place]) * kinds
      }
      for (bit, column) in columns {
        let base = bit * atoms * kinds
        let shift = UInt64(bit)
        for place in 0..<size {
          let kind = kindOf[Int(column[start &+ place].rawValue)]
          counts[base &+ atomOf[place] &+ Int(kind)] &+= 1
          known[place] |= (kind >= firstNo ? 1 : 0) &<< shift
          yes[place] |= (kind >= firstYes ? 1 : 0) &<< shift
        }
      }
      for place in 0..<size {
        words.append(
          isCounted[atomOf[place] / kinds]
            ? AnswerWord(known: known[place] | counted, yes: yes[place] | counted)
            : AnswerWord(known: known[place] & engaged, yes: yes[place] & engaged)
        )
      }
      start += size
    }
    self.counts = counts
    self.words = words
  }

  /// Stretches of the table, in order, brought into the order of the places.
  init(_ parts: [RateSheet], _ table: ContactTable, _ grouping: Grouping) {
    metrics = parts[0].metrics
    atoms = parts[0].atoms
    counts = parts[0].counts
    for part in parts.dropFirst() {
      for index in counts.indices { counts[index] &+= part.counts[index] }
    }
    let absent = Int(CellKind.ofRaw[Int(RateCell.null(table.metrics.absence).rawValue)])
    for (bit, metric) in metrics.enumerated() where table.column(of: metric) == nil {
      for (atom, count) in grouping.counts.enumerated() {
        counts[(bit * atoms + atom) * CellKind.count + absent] = Int32(count)
      }
    }
    var words = [AnswerWord](repeating: AnswerWord(), count: grouping.rows.count)
    let placeOf = grouping.placeOf
    var row = 0
    for part in parts {
      for word in part.words {
        let place = Int(placeOf[row])
        if place >= 0 { words[place] = word }
        row += 1
      }
    }
    self.words = words
  }

  /// The same without the words, which take 16 bytes per contact.
  var countsAlone: RateSheet {
    var copy = self
    copy.words = []
    return copy
  }

  /// The whole numbers of a measure in a group.
  func counts(_ bit: Int, in group: CohortGroup) -> RateCounts {
    let own = metrics[bit] == .engaged ? group.formedAtoms : group.atoms
    var sums = [Int](repeating: 0, count: CellKind.count)
    for atom in own {
      let base = (bit * atoms + atom) * CellKind.count
      for kind in sums.indices { sums[kind] += Int(counts[base + kind]) }
    }
    var occurrences = [Int](repeating: 0, count: 256)
    for (raw, kind) in zip(CellKind.rawOfKind, sums) { occurrences[Int(raw)] = kind }
    return RateCounts(occurrences: occurrences)
  }
}

/// The different cells of a rate, numbered without gaps: nulls by reason, then no, then yes.
enum CellKind {
  static let firstNo = UInt8(NullReason.allCases.count)
  static let firstYes = firstNo + UInt8(Evidence.allCases.count)
  static let count = Int(firstYes) + Evidence.allCases.count

  /// A cell of each kind, by its raw value.
  static let rawOfKind: [UInt8] =
    NullReason.allCases.map { RateCell.null($0).rawValue }
    + Evidence.allCases.map { RateCell.known(false, $0).rawValue }
    + Evidence.allCases.map { RateCell.known(true, $0).rawValue }

  /// The kind of each raw value; what is no cell reads as the first null.
  static let ofRaw: [UInt8] = {
    var kinds = [UInt8](repeating: 0, count: 256)
    for (kind, raw) in rawOfKind.enumerated() { kinds[Int(raw)] = UInt8(kind) }
    return kinds
  }()
}
