/// A change of a rate, split into what another mix of contacts makes of it and what changed within strata.
///
/// With shares w and rates r of the strata before (0) and after (1):
///
///     r1 - r0 = sum (w1 - w0) (r0 + r1) / 2  +  sum (r1 - r0) (w0 + w1) / 2
///
/// The first sum is the mix, the second the rest. Both weigh the two runs alike, so that the split of "B to A" is that of
/// "A to B" with the signs turned, and nothing is left over. A stratum that only one run has is all mix: its rate counts
/// for both. A description of counts, not a test, and no proof that the mix is the cause.
///
/// Source: Kitagawa, *JASA* 50 (1955), 1168; in regression terms Oaxaca, *Int Econ Rev* 14 (1973), 693.
package struct MixSplit: Sendable, Hashable {
  package var mix: Double
  package var within: Double
  /// How many strata have answers in both runs.
  package var strataInBoth: Int
  package var strata: Int

  /// Why a change is not split.
  package enum Fault: String, Error {
    /// A report was written before there were counts by stratum, or hides them.
    case notInReport = "not_in_report"
    /// The two runs have no stratum variable in common.
    case noCommonStrata = "no_common_strata"
    /// The figure is no share of contacts, or not all of its contacts are in the counts.
    case notCounted = "not_counted_by_stratum"
  }

  /// The answers of a cohort by stratum.
  typealias Counts = [[String]: (yes: Double, known: Double)]

  init?(_ before: Counts, _ after: Counts) {
    let totals = [before, after].map { $0.values.reduce(0) { $0 + $1.known } }
    guard totals.allSatisfy({ $0 > 0 }) else { return nil }
    (mix, within, strataInBoth, strata) = (0, 0, 0, 0)
    // In order, so that sums come out the same every time.
    for key in Set(before.keys).union(after.keys).sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      let (first, second) = (before[key] ?? (0, 0), after[key] ?? (0, 0))
      guard first.known > 0 || second.known > 0 else { continue }
      strata += 1
      if first.known > 0, second.known > 0 { strataInBoth += 1 }
      let rates = (
        first.known > 0 ? first.yes / first.known : second.yes / second.known,
        second.known > 0 ? second.yes / second.known : first.yes / first.known
      )
      let shares = (first.known / totals[0], second.known / totals[1])
      mix += (shares.1 - shares.0) * (rates.0 + rates.1) / 2
      within += (rates.1 - rates.0) * (shares.0 + shares.1) / 2
    }
  }
}

/// The counts by stratum of two reports, over the variables that both have.
struct MixSplitter {
  private let a: Composition
  private let b: Composition
  private let variables: [String]
  private let places: [String: (Int, Int)]

  init(_ a: KeptReport, _ b: KeptReport) throws(MixSplit.Fault) {
    guard let first = a.composition, let second = b.composition, first.nullReason == nil,
      second.nullReason == nil
    else { throw .notInReport }
    self.a = first
    self.b = second
    variables = first.variables.filter(second.variables.contains)
    guard !variables.isEmpty else { throw .noCommonStrata }
    let other = Dictionary(second.rates.enumerated().map { ($1.metric, $0) }) { $1 }
    var places: [String: (Int, Int)] = [:]
    for (place, rate) in first.rates.enumerated() {
      if let second = other[rate.metric] { places[rate.metric] = (place, second) }
    }
    self.places = places
  }

  func split(
    _ key: FigureKey,
    _ before: Estimate,
    _ after: Estimate
  ) throws(MixSplit.Fault) -> MixSplit {
    guard key.statistic == "rate", key.topic == nil, let place = places[key.metric] else {
      throw .notCounted
    }
    let first = counts(a, a.rates[place.0], key.cohort)
    let second = counts(b, b.rates[place.1], key.cohort)
    // Counts that are not the figure's would split something else.
    guard Self.agree(first, before), Self.agree(second, after), let split = MixSplit(first, second)
    else { throw .notCounted }
    return split
  }

  private func counts(
    _ composition: Composition,
    _ rate: Composition.Rate,
    _ cohort: String
  ) -> MixSplit.Counts {
    var counts: MixSplit.Counts = [:]
    let positions = variables.compactMap { composition.variables.firstIndex(of: $0) }
    for (place, group) in composition.groups.enumerated()
    where cohort == "all" || cohort == group.cohort {
      // Who was given the contact is part of the mix of all.
      let own = cohort == "all" ? [group.cohort] : []
      let values = own + positions.map { group.values[$0] }
      counts[values, default: (0, 0)].yes += Double(rate.yes[place])
      counts[values, default: (0, 0)].known += Double(rate.known[place])
    }
    return counts
  }

  private static func agree(_ counts: MixSplit.Counts, _ estimate: Estimate) -> Bool {
    guard let yes = estimate.numerator, let known = estimate.denominator else { return false }
    return counts.values.reduce(0) { $0 + $1.yes } == Double(yes)
      && counts.values.reduce(0) { $0 + $1.known } == Double(known)
  }
}
