/// The methods of the case files by name.
///
/// Each entry reads a case's input, calls the library and names the parts of what comes back. There
/// are no formulas here: what a case tests is the code that reports use.
enum CaseMethods {
  typealias Output = [String: JSONValue]
  typealias Method = @Sendable (CaseInput) throws(CaseError) -> Output

  /// Runs a method; `unsupported` for a name that is not known.
  static func run(_ method: String, _ input: CaseInput) throws(CaseError) -> Output {
    guard let body = all[method] else { throw .unsupported }
    return try body(input)
  }

  private static let all: [String: Method] = [
    "special.normal_quantile": normalQuantile,
    "special.chi2_upper_tail": chiSquareTail,
    "proportion.wilson": wilson,
    "proportion.wilson_effective": wilsonEffective,
    "proportion.difference": proportionDifference,
    "proportion.ratio": proportionRatio,
    "proportion.equivalence": proportionEquivalence,
    "proportion.mde": detectableDifference,
    "interval.mover_difference": moverDifference,
    "interval.mover_ratio": moverRatio,
    "cluster.proportion": clusterProportion,
    "standardised.proportion": standardisedProportion,
    "standardised.counts": standardisedCounts,
    "standardised.quantile": standardisedQuantile,
    "standardised.cif": standardisedIncidence,
    "quantile": quantile,
    "quantile.compare": quantileComparison,
    "mean": mean,
    "superiority": superiority,
    "km": kaplanMeier,
    "cif": cumulativeIncidence,
    "logrank": logRank,
    "rmst": restrictedMean,
    "mantel_haenszel": mantelHaenszel,
    "heterogeneity": heterogeneity,
    "simpson": simpson,
    "evalue": eValue,
    "multiplicity.bh": falseDiscovery,
    "verdict": verdict,
    "attribution": attribution,
    "bounds.unknown": unknownOutcomes,
    "prevalence.known": prevalenceKnown,
    "prevalence.corrected": prevalenceCorrected,
    "prevalence.audit": prevalenceAudit,
    "chart.p_prime": proportionChart,
    "chart.xmr": individualsChart,
    "its": interruptedSeries,
    "did.proportion": differenceInDifferences,
    "sequence.normal_mixture": confidenceSequence,
    "bootstrap.poisson_weights": poissonWeights,
    "histogram.quantile": histogramQuantile,
  ]

  /// A list of numbers.
  static func array(_ values: [Double]) -> JSONValue { .array(values.map { JSONValue($0) }) }

  /// A list of indices.
  static func array(_ values: [Int]) -> JSONValue { .array(values.map { .integer($0) }) }
}
