import Statistics

extension CaseMethods {
  static func proportionChart(_ input: CaseInput) throws(CaseError) -> Output {
    let chart = ProportionChart(
      events: try input.numbers("x"),
      totals: try input.numbers("n"),
      baseline: try input.integer("baseline")
    )
    guard let chart else {
      throw .field("baseline", expected: "a count of weeks that hold rows, within x and n")
    }
    func side(
      _ limits: [ClosedRange<Double>?],
      _ limit: (ClosedRange<Double>) -> Double
    ) -> JSONValue {
      .array(limits.map { JSONValue($0.map(limit)) })
    }
    return [
      "center": JSONValue(chart.center), "sigma_z": JSONValue(chart.sigmaZ),
      "lower": side(chart.limits) { $0.lowerBound }, "upper": side(chart.limits) { $0.upperBound },
      "plain_lower": side(chart.plainLimits) { $0.lowerBound },
      "plain_upper": side(chart.plainLimits) { $0.upperBound },
      "signals": array(chart.signals), "runs": array(chart.runs),
    ]
  }

  static func individualsChart(_ input: CaseInput) throws(CaseError) -> Output {
    let chart = IndividualsChart(
      try input.numbers("values"),
      baseline: try input.integer("baseline")
    )
    guard let chart else { throw .field("baseline", expected: "two weeks or more, within values") }
    return [
      "center": JSONValue(chart.center), "mean_moving_range": JSONValue(chart.meanMovingRange),
      "lower": JSONValue(chart.lower), "upper": JSONValue(chart.upper),
      "signals": array(chart.signals), "runs": array(chart.runs),
    ]
  }

  static func interruptedSeries(_ input: CaseInput) throws(CaseError) -> Output {
    let series = InterruptedSeries(
      try input.numbers("y"),
      launch: try input.integer("launch"),
      lag: input.has("lag") ? try input.integer("lag") : nil
    )
    guard let series else { throw .field("launch", expected: "two weeks or more on each side") }
    return [
      "level_change": JSONValue(series.levelChange), "level_se": JSONValue(series.levelError),
      "slope_change": JSONValue(series.slopeChange), "slope_se": JSONValue(series.slopeError),
      "level_lower": JSONValue(series.levelInterval.lower),
      "level_upper": JSONValue(series.levelInterval.upper),
    ]
  }

  static func differenceInDifferences(_ input: CaseInput) throws(CaseError) -> Output {
    let result = DifferenceInDifferences(
      targetBefore: try input.pair("target_before"),
      targetAfter: try input.pair("target_after"),
      controlBefore: try input.pair("control_before"),
      controlAfter: try input.pair("control_after"),
      level: try input.level()
    )
    return limits(result?.interval, ["did": JSONValue(result?.estimate)])
  }

  static func confidenceSequence(_ input: CaseInput) throws(CaseError) -> Output {
    let sequence = ConfidenceSequence(
      estimate: try input.number("estimate"),
      standardError: try input.size("se"),
      size: try input.size("n"),
      optimal: try input.size("n_opt"),
      alpha: try input.level("alpha", else: 0.05)
    )
    guard let sequence else { throw .field("n", expected: "above zero, as n_opt") }
    return limits(sequence.interval, ["rho_squared": JSONValue(sequence.rhoSquared)])
  }

  static func poissonWeights(_ input: CaseInput) throws(CaseError) -> Output {
    let replicate = UInt64(bitPattern: Int64(try input.integer("replicate")))
    let seed = UInt64(bitPattern: Int64(try input.integer("seed")))
    var weights: [Int] = []
    for value in try input.list("ids") {
      guard case .string(let id) = value else { throw .field("ids", expected: "a list of texts") }
      weights.append(PoissonWeights.weight(id: id, replicate: replicate, seed: seed))
    }
    return ["weights": array(weights)]
  }

  static func histogramQuantile(_ input: CaseInput) throws(CaseError) -> Output {
    var histogram = LogLinearHistogram()
    for value in try input.integers("values") {
      guard histogram.record(value) else { throw .field("values", expected: "zero or more") }
    }
    return ["estimate": JSONValue(histogram.quantile(try input.share("p")))]
  }
}
