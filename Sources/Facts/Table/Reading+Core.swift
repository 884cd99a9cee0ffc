/// The measures of `--metrics core`, and no other.
extension Reading {
  func fillCore(_ put: Rates, _ value: Values) {
    put(.confirmedResolution, decided(outcome.isStrict))
    put(.lenientResolution, decided(outcome.isLenient))
    put(.resolvedWithin24h, within(.oneDay, in: outcome.isLenient))
    put(.durableResolution, durable(outcome.isLenient))
    put(.durableResolutionStrict, durable(outcome.isStrict))
    fillHandoffs(put)
    fillRequests(put)
    fillReturns(put)
    fillPhrases(put)
    value(.firstResponseTime, firstResponse)
    value(.firstResolutionTime, firstResolution)
    value(.fullResolutionTime, full.cell)
    value(.contactDuration, facts.duration.cell)
  }
}
