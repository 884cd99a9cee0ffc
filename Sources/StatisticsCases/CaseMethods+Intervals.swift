import Statistics

extension CaseMethods {
  static func normalQuantile(_ input: CaseInput) throws(CaseError) -> Output {
    ["value": JSONValue(NormalDistribution.quantile(try input.share("p")))]
  }

  static func chiSquareTail(_ input: CaseInput) throws(CaseError) -> Output {
    guard
      let value = ChiSquareDistribution.upperTail(
        try input.number("chi2"),
        degrees: try input.number("df")
      )
    else { throw .field("df", expected: "zero or more") }
    return ["value": JSONValue(value)]
  }

  static func wilson(_ input: CaseInput) throws(CaseError) -> Output {
    let (x, n) = try input.counts("x", "n")
    let share = n > 0 ? x / n : nil
    let interval = Wilson.interval(share: share, size: n, level: try input.level())
    return limits(interval, ["estimate": JSONValue(share)])
  }

  static func wilsonEffective(_ input: CaseInput) throws(CaseError) -> Output {
    let share = input.has("estimate") ? try input.share("estimate") : nil
    let interval = Wilson.interval(
      share: share,
      size: try input.number("n_eff"),
      level: try input.level()
    )
    return limits(interval, ["estimate": JSONValue(share)])
  }

  static func proportionDifference(_ input: CaseInput) throws(CaseError) -> Output {
    let result = try counted(input)
    return limits(
      result.difference.interval,
      [
        "difference": JSONValue(result.difference.estimate), "p_value": JSONValue(result.pValue),
      ]
    )
  }

  static func proportionRatio(_ input: CaseInput) throws(CaseError) -> Output {
    let result = try counted(input)
    return limits(result.ratio.interval, ["ratio": JSONValue(result.ratio.estimate)])
  }

  static func proportionEquivalence(_ input: CaseInput) throws(CaseError) -> Output {
    let alpha = try input.level("alpha", else: 0.05)
    guard alpha < 0.5 else { throw .field("alpha", expected: "below 0.5") }
    let margin = try input.size("margin")
    let (x1, n1) = try input.counts("x1", "n1")
    let (x0, n0) = try input.counts("x0", "n0")
    guard let pair = RatePair(x1: x1, n1: n1, x0: x0, n0: n0) else {
      return [
        "lower90": JSONValue(-1), "upper90": JSONValue(1), "p_lower": JSONValue(1),
        "p_upper": JSONValue(1), "p_value": JSONValue(1), "equivalent": .bool(false),
        "not_worse": .bool(false),
      ]
    }
    let test = Equivalence(pair, margin: margin, alpha: alpha)
    return [
      "lower90": JSONValue(test.interval.lower), "upper90": JSONValue(test.interval.upper),
      "p_lower": JSONValue(test.pLower), "p_upper": JSONValue(test.pUpper),
      "p_value": JSONValue(test.pValue), "equivalent": .bool(test.isEquivalent),
      "not_worse": .bool(test.isNotWorse),
    ]
  }

  static func detectableDifference(_ input: CaseInput) throws(CaseError) -> Output {
    let mde = DetectableDifference.planned(
      rate: try input.share("p"),
      n1: try input.size("n1"),
      n0: try input.size("n0"),
      alpha: try input.level("alpha", else: 0.05),
      power: try input.level("power", else: 0.8)
    )
    return ["mde": JSONValue(mde)]
  }

  static func moverDifference(_ input: CaseInput) throws(CaseError) -> Output {
    let (one, zero) = try parts(input)
    let interval = Mover.difference(one, zero, rho: try input.number("rho"), level: 0.95)
    return limits(interval, ["difference": JSONValue(one.estimate - zero.estimate)])
  }

  static func moverRatio(_ input: CaseInput) throws(CaseError) -> Output {
    let (one, zero) = try parts(input)
    let interval = Mover.ratio(one, zero, rho: try input.number("rho"), level: 0.95)
    let ratio = Mover.ratioEstimate(one.estimate, zero.estimate)
    return limits(interval, ["ratio": JSONValue(ratio)])
  }

  /// Adds an interval's limits to an output.
  static func limits(_ interval: Interval?, _ output: Output) -> Output {
    var result = output
    result["lower"] = JSONValue(interval?.lower)
    result["upper"] = JSONValue(interval?.upper)
    return result
  }

  private static func counted(_ input: CaseInput) throws(CaseError) -> CountedResult {
    let (x1, n1) = try input.counts("x1", "n1")
    let (x0, n0) = try input.counts("x0", "n0")
    return CountedComparison.crude(
      [StratumTable(x1: x1, n1: n1, x0: x0, n0: n0)],
      level: try input.level()
    )
  }

  private typealias Part = (estimate: Double, lower: Double, upper: Double)

  private static func parts(_ input: CaseInput) throws(CaseError) -> (Part, Part) {
    (
      (try input.number("e1"), try input.number("l1"), try input.number("u1")),
      (try input.number("e0"), try input.number("l0"), try input.number("u0"))
    )
  }
}
