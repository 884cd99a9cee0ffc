import Statistics

extension CaseMethods {
  static func clusterProportion(_ input: CaseInput) throws(CaseError) -> Output {
    let y = try input.flags("y")
    let customers = try input.customers(rows: y.count)
    let level = try input.level()
    let rate = try fitting { () throws(ColumnError) in
      try CohortFrame(cluster: customers).proportion(y, level: level)
    }
    return limits(
      rate.interval,
      [
        "estimate": JSONValue(rate.estimate), "deff": JSONValue(rate.size.designEffect ?? 1),
        "n_eff": JSONValue(rate.size.effective ?? 0), "customers": .integer(rate.size.customers),
      ]
    )
  }

  static func standardisedProportion(_ input: CaseInput) throws(CaseError) -> Output {
    let frame = try frame(input)
    let y = try input.flags("y")
    let level = try input.level()
    return comparison(
      try fitting { () throws(ColumnError) in try frame.proportion(y, level: level) }
    )
  }

  static func standardisedQuantile(_ input: CaseInput) throws(CaseError) -> Output {
    let frame = try frame(input)
    let values = try input.numbers("values")
    let p = try input.number("p")
    let level = try input.level()
    return comparison(
      try fitting { () throws(ColumnError) in try frame.quantile(p, of: values, level: level) }
    )
  }

  static func standardisedIncidence(_ input: CaseInput) throws(CaseError) -> Output {
    let frame = try frame(input)
    let (time, status, cause) = try events(input, "status")
    let horizon = try input.number("at")
    let level = try input.level()
    let results = try fitting { () throws(ColumnError) in
      try frame.incidence(
        time: time,
        status: status,
        cause: cause,
        horizons: [horizon],
        level: level
      )
    }
    return comparison(results[0])
  }

  static func standardisedCounts(_ input: CaseInput) throws(CaseError) -> Output {
    let result = CountedComparison.compare(
      try input.tables(),
      mix: try input.mix(),
      level: try input.level()
    )
    let level = result.difference.interval.level
    var output = effects(result.difference, result.ratio, result.pValue)
    for (suffix, rate, share) in [
      ("1", result.rates?.bot, result.overlap.botShare),
      ("0", result.rates?.human, result.overlap.humanShare),
    ] {
      let interval = Wilson.interval(share: rate?.estimate, size: rate?.size ?? 0, level: level)
      output["estimate" + suffix] = JSONValue(rate?.estimate)
      output["lower" + suffix] = JSONValue(interval.lower)
      output["upper" + suffix] = JSONValue(interval.upper)
      output["n_eff" + suffix] = JSONValue(rate?.size)
      output["comparable_share" + suffix] = JSONValue(share ?? 0)
    }
    return output
  }

  static func quantile(_ input: CaseInput) throws(CaseError) -> Output {
    let values = try input.numbers("values")
    let customers = try input.customers(rows: values.count)
    let p = try input.number("p")
    let level = try input.level()
    let result = try fitting { () throws(ColumnError) in
      try CohortFrame(cluster: customers).quantile(p, of: values, level: level)
    }
    return [
      "estimate": JSONValue(result.estimate), "lower": JSONValue(result.lower),
      "upper": JSONValue(result.upper), "n_eff": JSONValue(result.size.effective ?? 0),
      "deff": JSONValue(result.size.designEffect ?? 1), "n": .integer(result.size.rows),
    ]
  }

  static func quantileComparison(_ input: CaseInput) throws(CaseError) -> Output {
    let (values, arm, customers) = try twoArms(input)
    let p = try input.number("p")
    let level = try input.level()
    let result = try fitting { () throws(ColumnError) in
      try ComparisonFrame(arm: arm, cluster: customers).quantile(p, of: values, level: level)
    }
    return comparison(result)
  }

  static func superiority(_ input: CaseInput) throws(CaseError) -> Output {
    let (values, arm, customers) = try twoArms(input)
    let level = try input.level()
    let result = try fitting { () throws(ColumnError) in
      try Superiority(of: values, arm: arm, cluster: customers, level: level)
    }
    return limits(
      result.interval,
      [
        "theta": JSONValue(result.theta), "n_eff": JSONValue(result.effectiveSize),
        "p_value": JSONValue(result.pValue),
      ]
    )
  }

  static func mean(_ input: CaseInput) throws(CaseError) -> Output {
    let values = try input.numbers("values")
    let customers = try input.customers(rows: values.count)
    let level = try input.level()
    let result = try fitting { () throws(ColumnError) in
      try CohortFrame(cluster: customers).mean(of: values, level: level)
    }
    return limits(
      result.interval,
      [
        "mean": JSONValue(result.estimate), "sd": JSONValue(result.standardDeviation),
        "se": JSONValue(result.standardError),
      ]
    )
  }

  /// The parts of a comparison under the names of the case files.
  private static func comparison(_ result: ComparisonResult) -> Output {
    var output = effects(result.difference, result.ratio, result.pValue)
    for (suffix, arm) in [("1", result.bot), ("0", result.human)] {
      output["estimate" + suffix] = JSONValue(arm.estimate)
      output["lower" + suffix] = JSONValue(arm.lower)
      output["upper" + suffix] = JSONValue(arm.upper)
      output["deff" + suffix] = JSONValue(arm.size.designEffect)
      output["n_eff" + suffix] = JSONValue(arm.size.effective)
      output["comparable_share" + suffix] = JSONValue(arm.comparableShare ?? 0)
    }
    output["rho"] = JSONValue(result.rho)
    return output
  }

  private static func effects(
    _ difference: Effect,
    _ ratio: Effect,
    _ pValue: Double
  ) -> Output {
    [
      "difference": JSONValue(difference.estimate),
      "lower": JSONValue(difference.interval.lower), "upper": JSONValue(difference.interval.upper),
      "ratio": JSONValue(ratio.estimate), "ratio_lower": JSONValue(ratio.interval.lower),
      "ratio_upper": JSONValue(ratio.interval.upper), "p_value": JSONValue(pValue),
    ]
  }

  private static func frame(_ input: CaseInput) throws(CaseError) -> ComparisonFrame {
    let arm = try input.codes("arm", upTo: 1)
    let stratum = try input.labels("stratum")[0]
    let customers = try input.customers(rows: arm.count)
    let mix = try input.mix()
    return try fitting { () throws(ColumnError) in
      try ComparisonFrame(arm: arm, stratum: stratum, cluster: customers, mix: mix)
    }
  }

  /// Two lists as one column; customers of the same name are the same in both.
  private static func twoArms(
    _ input: CaseInput
  ) throws(CaseError) -> (values: [Double], arm: [UInt8], customers: [Int32]) {
    let one = try input.numbers("values1")
    let zero = try input.numbers("values0")
    let arm = one.map { _ in UInt8(1) } + zero.map { _ in UInt8(0) }
    guard input.has("cluster1") || input.has("cluster0") else {
      return (one + zero, arm, arm.indices.map { Int32($0) })
    }
    let labels = try input.labels("cluster1", "cluster0")
    guard labels[0].count == one.count, labels[1].count == zero.count else {
      throw .field("cluster1", expected: "as long as values1, and cluster0 as values0")
    }
    return (one + zero, arm, labels[0] + labels[1])
  }
}
