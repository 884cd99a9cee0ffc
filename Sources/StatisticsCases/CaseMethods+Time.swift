import Statistics

extension CaseMethods {
  static func kaplanMeier(_ input: CaseInput) throws(CaseError) -> Output {
    let isClustered = input.has("cluster")
    return try points(input, status: "event") { estimate in
      let survival = estimate.estimate.map { 1 - $0 }
      var output: Output = [
        "survival": JSONValue(survival), "at_risk": .integer(estimate.atRisk),
        "se": survival == 0 ? .null : JSONValue(estimate.standardError),
      ]
      if isClustered, estimate.estimate != nil {
        output["deff"] = JSONValue(estimate.size.designEffect)
      }
      return output
    }
  }

  static func cumulativeIncidence(_ input: CaseInput) throws(CaseError) -> Output {
    try points(input, status: "status") { ["se": JSONValue($0.standardError)] }
  }

  static func logRank(_ input: CaseInput) throws(CaseError) -> Output {
    let (time, event, _) = try events(input, "event")
    let (group, groups) = try sortedLabels(input, "group")
    let stratum = input.has("stratum") ? try input.labels("stratum")[0].map { Int($0) } : nil
    let test = try fitting { () throws(ColumnError) in
      try LogRankTest(
        time: time,
        event: event.map { $0 == 1 },
        group: group,
        groups: groups,
        stratum: stratum
      )
    }
    return [
      "chi2": JSONValue(test.chi2), "df": .integer(test.degrees), "p_value": JSONValue(test.pValue),
      "observed": array(test.observed), "expected": array(test.expected),
    ]
  }

  static func restrictedMean(_ input: CaseInput) throws(CaseError) -> Output {
    let (time, event, _) = try events(input, "event")
    let tau = try input.number("tau")
    let result = try fitting { () throws(ColumnError) in
      try RestrictedMean(time: time, event: event.map { $0 == 1 }, horizon: tau)
    }
    return ["rmst": JSONValue(result.estimate), "se": JSONValue(result.standardError)]
  }

  /// Times, statuses and the cause of interest.
  static func events(
    _ input: CaseInput,
    _ status: String
  ) throws(CaseError) -> (time: [Double], status: [UInt8], cause: UInt8) {
    let time = try input.numbers("time")
    let codes = try input.codes(status, upTo: status == "event" ? 1 : 255)
    guard codes.count == time.count else { throw .field(status, expected: "as long as time") }
    let cause = input.has("cause") ? try input.integer("cause") : 1
    guard (1...255).contains(cause) else { throw .field("cause", expected: "from 1 to 255") }
    return (time, codes, UInt8(cause))
  }

  private static func points(
    _ input: CaseInput,
    status: String,
    _ extra: (IncidenceEstimate) -> Output
  ) throws(CaseError) -> Output {
    let (time, codes, cause) = try events(input, status)
    let customers = try input.customers(rows: time.count)
    let horizons = try input.numbers("at")
    let level = try input.level()
    let estimates = try fitting { () throws(ColumnError) in
      try CohortFrame(cluster: customers).incidence(
        time: time,
        status: codes,
        cause: cause,
        horizons: horizons,
        level: level
      )
    }
    let points = estimates.map { estimate -> JSONValue in
      var point = limits(
        estimate.interval,
        [
          "at": JSONValue(estimate.horizon), "defined": .bool(estimate.estimate != nil),
          "cif": JSONValue(estimate.estimate),
        ]
      )
      point.merge(extra(estimate)) { $1 }
      return .object(point)
    }
    return ["points": .array(points)]
  }

  /// Group codes in the order of their labels: numbers by size, texts by their letters.
  private static func sortedLabels(
    _ input: CaseInput,
    _ name: String
  ) throws(CaseError) -> (codes: [Int], count: Int) {
    let values = try input.list(name)
    let numbers = values.compactMap { value -> Double? in
      if case .string = value { nil } else { value.double }
    }
    if numbers.count == values.count {
      let order = Array(Set(numbers)).sorted()
      return (numbers.map { order.firstIndex(of: $0) ?? 0 }, order.count)
    }
    let texts = values.compactMap { value -> String? in
      if case .string(let text) = value { text } else { nil }
    }
    guard texts.count == values.count else {
      throw .field(name, expected: "a list of numbers or a list of texts")
    }
    let order = Array(Set(texts)).sorted()
    return (texts.map { order.firstIndex(of: $0) ?? 0 }, order.count)
  }
}
